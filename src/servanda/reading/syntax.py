"""Small questions to the parse: subjects, objects, noun phrases, clauses."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
PREPOSITIONS = frozenset({"prep", "agent", "dative", "prt", "advmod"})
OBJECTS = frozenset({"dobj", "obj"})
# What may be cut from a noun phrase without changing what it names.
LOOSE = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "prep",
                   "advmod", "preconj", "predet", "mark", "ccomp", "npadvmod", "dep"})  # fmt: skip
TENSED = frozenset({"VBD", "VBZ", "VBP"})
NAMING_PREPOSITIONS = frozenset({"of"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "csubj", "parataxis", "pcomp"})


def subject(verb: "Token", depth: int = 0) -> "Token | None":
    """Return the word that does what a verb says (its grammatical subject), or None.

    Goes up for shared subjects ("signed and ratified"), for infinitives ("promised to leave": the
    subject, "told him to leave": the object), participles ("adding that"), relative clauses.
    The subject of a passive is its patient: ask `agent` for who did it.
    """
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None or own.pos_ == "NUM":
        own = _beside(verb) or own
    if own is None:  # "remains bound": the parse may hang the subject on the auxiliary
        own = next((s for c in verb.children if c.dep_ == "auxpass" for s in c.children
                    if s.dep_ in SUBJECTS), None)  # fmt: skip
    if own is None and mistagged(verb):
        own = _phrase_before(verb)
    if own is not None:
        if own.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
            return verb.head
        return own
    if depth > 6:
        return None
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        return subject(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    if dep == "xcomp":
        target = patient(head)
        if head.pos_ in ("VERB", "AUX") and target is not None and target.i > head.i:
            return target
        return subject(head, depth + 1)
    if dep in ("advcl", "pcomp") and verb.tag_ in ("VBG", "VB", "VBN"):
        up = head
        while up.pos_ == "ADP" and up.head != up:
            up = up.head
        if dep == "pcomp" and head.lower_ in ("of", "for", "from", "with"):
            # "accused her of lying", "stopped him from leaving": the object does it
            if up.pos_ in ("VERB", "AUX") and (blamed := patient(up)) is not None:
                return blamed
            if up.dep_ in OBJECTS and up.head.pos_ == "VERB" and up.pos_ == "PROPN":
                return up
        return subject(up, depth + 1) if up.pos_ in ("VERB", "AUX") else None
    if dep in ("acl", "relcl"):
        if verb.tag_ == "VBG" or dep == "relcl":
            return head
        return possessor(head) or subject_of_noun(head, depth + 1)
    if dep in ("aux", "auxpass", "acomp"):
        return subject(head, depth + 1)
    return None


def mistagged(word: "Token") -> bool:
    """Say whether a word tagged as a plural noun governs like a verb: "Chad guarantees transit"."""
    if word.pos_ not in ("NOUN", "PROPN") or not word.tag_.endswith("S"):
        return False
    below = ("dobj", "ccomp", "dative")
    return any(c.dep_ == "nsubj" or (c.dep_ in below and c.i > word.i) for c in word.children)


def _phrase_before(word: "Token") -> "Token | None":
    """Return the head of the noun phrase right before a word: "the lawyers of Lahore protest"."""
    if word.i == word.sent.start:
        return None
    noun = word.doc[word.i - 1]
    while noun.head.i < word.i and noun.dep_ in ("pobj", "prep", "compound", "nmod"):
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN", "PRON", "DET") else None


def _beside(verb: "Token") -> "Token | None":
    """Return the names right before a finite verb where the parse hung them on what comes earlier.

    "Under the treaty, Russia and China undertake": the names may be parsed as joined to "treaty".
    """
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in verb.children
    )
    if not finite or verb.dep_ in ("relcl", "conj", "amod"):
        return None
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].pos_ in ("ADV", "AUX", "PART"):
        i -= 1
    name = verb.doc[i]
    if i < verb.sent.start or name.pos_ != "PROPN" or name.dep_ not in MISPLACED:
        return None
    while name.dep_ == "conj" and name.i - name.head.i < 4 and name.head.pos_ == "PROPN":
        if any(t.text == "," for t in verb.doc[name.head.i : name.i]):
            break
        name = name.head
    return name


MISPLACED = frozenset({"conj", "appos", "pobj", "npadvmod", "dep", "compound", "nmod"})


def subject_of_noun(noun: "Token", depth: int = 0) -> "Token | None":
    """Return who has a noun of saying or doing: "made a promise", "his promise", "promise by X"."""
    owner = possessor(noun)
    if owner is not None:
        return owner
    verb = noun.head
    governs = verb.pos_ in ("VERB", "AUX") or mistagged(verb)
    if governs and noun.dep_ in ("dobj", "attr", "oprd"):
        return agent(verb) if is_passive(verb) else subject(verb, depth + 1)
    return None


def possessor(noun: "Token") -> "Token | None":
    """Return the owner of a noun: "Russia's claim", "the claim by Russia"."""
    own = next((c for c in noun.children if c.dep_ == "poss"), None)
    if own is not None:
        return own
    for prep in noun.children:
        if prep.dep_ in ("prep", "agent") and prep.lower_ == "by":
            return preposition_object(prep)
    return None


def agent(verb: "Token") -> "Token | None":
    """Return who does a passive verb: "signed by both sides"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found = preposition_object(child)
            if (
                found is not None
                and found.ent_type_ not in ("DATE", "TIME")
                and found.pos_ != "NUM"
            ):
                return found
    return None


def is_passive(verb: "Token") -> bool:
    """Say whether a verb is passive, also as a bare participle after a noun."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return not _has_done(verb)
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj":
        return is_passive(verb.head) and not any(c.dep_ in SUBJECTS for c in verb.children)
    return verb.dep_ in ("acl", "acomp")


def _has_done(verb: "Token") -> bool:
    """Say whether a short "has" was taken for "is": "he's said that", "she's called it a lie"."""
    short = any(c.dep_ == "auxpass" and c.lower_ in ("'s", "’s") for c in verb.children)
    return short and any(c.dep_ in ("dobj", "ccomp") and c.i > verb.i for c in verb.children)


def is_finite(verb: "Token") -> bool:
    """Say whether a verb, or its auxiliary, stands in a tense."""
    return verb.tag_ in TENSED or any(
        c.tag_ in TENSED and c.dep_ in ("aux", "auxpass") for c in verb.children
    )


def doer(verb: "Token") -> "Token | None":
    """Return who does what a verb says, active or passive."""
    return agent(verb) if is_passive(verb) else subject(verb)


def patient(verb: "Token") -> "Token | None":
    """Return to whom or what a verb is done, active or passive."""
    if is_passive(verb):
        return verb.head if verb.dep_ == "acl" else subject(verb)
    own = next((c for c in verb.children if c.dep_ in OBJECTS), None)
    if own is not None and verb.dep_ == "relcl" and own.lower_ in ("that", "which", "whom"):
        return verb.head  # "the agreement which Russia signed"
    return own


def preposition(word: "Token", names: Iterable[str]) -> "Token | None":
    """Return the first preposition of a word (or of its object) that is among the names."""
    wanted = frozenset(names)
    for child in word.children:
        if child.dep_ not in PREPOSITIONS or child.lower_ not in wanted:
            continue
        if preposition_object(child) is not None or clause_of(child) is not None:
            return child
    return None


def preposition_object(prep: "Token") -> "Token | None":
    """Return the noun that a preposition governs."""
    for child in prep.children:
        if child.dep_ in ("pobj", "dobj"):
            return child
        if child.dep_ == "prep":
            return preposition_object(child)
    return None


def clause_of(prep: "Token") -> "Token | None":
    """Return the gerund or clause that a preposition governs: "accused of lying"."""
    return next((c for c in prep.children if c.dep_ == "pcomp"), None)


def spread(head: "Token") -> tuple["Token", ...]:
    """Return a noun and those joined to it: "Russia and Azerbaijan"."""
    if head.tag_ in ("NNS", "NNPS"):  # "Presidents Aliyev and Putin": the names are meant
        names = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i
                      and any(x.dep_ == "conj" and x.pos_ == "PROPN" for x in c.children)
                      and c.pos_ == "PROPN"), None)  # fmt: skip
        if names is not None:
            return spread(names)
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            found.extend(spread(child))
    return tuple(found)


def name_tokens(head: "Token") -> list["Token"]:
    """Return the minimal noun phrase of a head: without article, relative clause or apposition.

    "the Armenian government, which denies it" gives "Armenian government"; a phrase with "of" and a
    name is kept ("speaker of the Armenian parliament").
    """
    found = [head]
    for child in head.children:
        if child.dep_ in ("det", "poss", "predet") or child.dep_ in LOOSE:
            if child.dep_ == "poss" and _names(head, child):
                found.extend(_plain(child))
            elif (child.dep_ == "prep" and child.lower_ in NAMING_PREPOSITIONS
                  and child.i == head.i + 1):  # fmt: skip
                inner = preposition_object(child)
                if inner is not None:
                    inner_name = name_tokens(inner)
                    found.extend([child, *_between(child, inner_name)])
            continue
        if child.ent_type_ == "DATE" and head.pos_ == "PROPN" and child.pos_ != "ADJ":
            continue  # "On 3 May Chad ...": the parse may hang the day on the name
        if child.dep_ in ("amod", "compound", "nmod", "nummod", "flat", "quantmod"):
            found.extend(_plain(child))
    found.sort(key=lambda t: t.i)
    return _joined(found, head)


def _names(head: "Token", owner: "Token") -> bool:
    """Keep an owner that is a name ("Azerbaijan's president"), not a pronoun."""
    return bool(owner.pos_ == "PROPN")


def _between(prep: "Token", tokens: list["Token"]) -> list["Token"]:
    return [prep.doc[i] for i in range(prep.i + 1, tokens[-1].i + 1)]


def _plain(token: "Token") -> list["Token"]:
    """Return the words of a modifier, relative clauses left out."""
    return [t for t in token.subtree if t.dep_ not in ("relcl", "punct") or t.text == "-"]


def _joined(found: list["Token"], head: "Token") -> list["Token"]:
    """Return the run of tokens around the head; a gap of a hyphen or nothing is no gap."""
    marks = {t.i for t in found}
    doc = head.doc
    low = high = head.i
    while low - 1 in marks or (low - 2 in marks and doc[low - 1].text in "-'s"):
        low -= 1
    while high + 1 in marks or (high + 2 in marks and doc[high + 1].text in "-"):
        high += 1
    tokens = [doc[i] for i in range(low, high + 1)]
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].tag_ in ("POS", "DT")):
        tokens = tokens[1:]
    return tokens


def named(head: "Token") -> "Token":
    """Return the name beside a role: "the envoy of France, Jean Petit" gives "Petit"."""
    if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ == "PERSON":
        return head
    places = [head]
    for child in head.children:
        inner = preposition_object(child) if child.dep_ == "prep" else None
        places.extend([inner] if inner is not None and inner.pos_ == "PROPN" else [])
    for place in places:
        for child in place.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and _is_person(head, child):
                return child
    return head


def _is_person(role: "Token", name: "Token") -> bool:
    return name.i > role.i and (
        name.ent_type_ == "PERSON" or (role.pos_ == "NOUN" and not name.ent_type_)
    )


def full_phrase(head: "Token") -> list["Token"]:
    """Return a noun phrase with all that describes it."""
    return sorted(head.subtree, key=lambda t: t.i)


def clause_head(token: "Token") -> "Token":
    """Return the verb of the clause a token stands in."""
    current = token
    for _ in range(60):
        if current.pos_ in ("VERB", "AUX") and current.dep_ not in ("aux", "auxpass"):
            return current
        if current.head == current:
            break
        current = current.head
    return current


def ancestors(token: "Token", limit: int = 40) -> Iterator["Token"]:
    """Yield the heads of a token upwards, at most `limit` of them."""
    current = token
    for _ in range(limit):
        if current.head == current:
            return
        current = current.head
        yield current


def own_words(verb: "Token") -> list["Token"]:
    """Return the words of a verb without clauses beside it that say a thing of their own.

    "The envoy will go, *and the garrison will follow*", "will review it *and is likely to leave*".
    """
    words = list(verb.subtree)
    out = set(words)
    for child in verb.children:
        beside = child.dep_ in ("conj", "parataxis") and child.i > verb.i
        before = child.dep_ in ("ccomp", "parataxis") and child.i < verb.i
        if not (beside or before) or child.pos_ not in ("VERB", "AUX"):
            continue
        own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children)
        tensed = child.tag_ in ("VBZ", "VBP", "VBD", "MD") or any(
            c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP", "VBD", "MD")
            for c in child.children
        )
        if not (own or (tensed and beside)):
            continue
        others = set(child.subtree)
        if beside:
            first = min(t.i for t in others)
            others |= {t for t in words if t.i >= first}
            others |= {t for t in words if t.i >= first - 2 and t.dep_ in ("cc", "punct")}
        out -= others
    return [t for t in words if t in out] if verb in out else words
