"""Which words of a sentence predicate, and how: form, tense, voice, negation, modal, lemma."""

from dataclasses import dataclass, field

from servanda.lexicon.cues import rows
from servanda.model.predications import Form, Tense
from servanda.reading.predication_lemmas import PREFIXES, lemma_of, mend_prefixes
from servanda.reading.words import Words

NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "nmod", "punct", "prep", "det", "cc",
                       "case", "quantmod", "prt"})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
NOT_OF_VERBS = frozenset({"only", "all", "every", "each", "everyone", "everybody", "just"})
NO_DEED = frozenset({"compound", "nmod", "npadvmod"})
FULL = frozenset({"dobj", "attr", "acomp", "expl"})  # "have a plan to", "is eager to"
ALONE_PASSIVE = frozenset({"acl", "advcl", "ROOT", "xcomp", "pcomp", "acomp", "ccomp", "oprd"})
PRESENT = frozenset({"VBZ", "VBP"})
MODALS = {"'ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would"}


@dataclass
class Verb:
    """A predicating word: the words that stand for it (`chain`, its modal "have to" too), its form.

    `kids` are the words that hang on any of the chain, `dropped` those that its lemma took in.
    """

    word: int
    chain: tuple[int, ...]
    kids: list[int]
    form: Form = "finite"
    lemma: str = ""
    tense: Tense = ""
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    negated: bool = False
    modal: str = ""
    dropped: set[int] = field(default_factory=set)


def deed_nouns() -> dict[str, str]:
    """Return the nouns of deeds with the verb of each, from the lexicon."""
    return {row["lemma"]: row["verb"] for row in rows("deed_nouns")}


def verbs_of(w: Words, deeds: dict[str, str]) -> dict[int, Verb]:
    """Return the predicating words of a sentence by index, in text order."""
    if not PREFIXES.isdisjoint(w.low):
        mend_prefixes(w)
    merged = _merged(w)
    over = {h: v for v, h in merged.items()}
    found: dict[int, Verb] = {}
    for i, pos in enumerate(w.pos):
        if pos in ("VERB", "AUX"):
            if i in over or not _predicates(w, i):
                continue
            chain = _chain(i, merged)
            kids = sorted(k for c in chain for k in w.kids[c] if k not in chain)
            kids.extend(s for k in kids if w.dep[k] in AUXILIARIES and w.kids[k]
                        for s in w.kids[k] if w.dep[s] in SUBJECTS)  # fmt: skip
            verb = Verb(i, chain, kids)
            if w.tag[i] == "VBG" and _like_noun(w, i):
                verb.form, verb.lemma = "noun", w.lemma[i]
            else:
                _describe(w, verb, found)
            found[i] = verb
        elif pos in ("NOUN", "PROPN") and w.tag[i].endswith("S") and _mistagged(w, i):
            found[i] = Verb(i, (i,), w.kids[i], "finite", w.lemma[i].lower(), "present",
                            negated=_negated(w, w.kids[i]))  # fmt: skip
        elif (pos == "NOUN" or (pos == "PROPN" and _opens(w, i))) and w.dep[i] not in NO_DEED:
            verb_of = deeds.get(w.lemma[i].lower()) or deeds.get(w.low[i])
            if verb_of:
                found[i] = Verb(i, (i,), w.kids[i], "noun", verb_of)
    return found


def _predicates(w: Words, i: int) -> bool:
    if w.dep[i] in NO_CLAUSE or w.tag[i] in ("MD", "JJ", "IN") or not w.low[i][-1].isalpha():
        return False
    return not (w.low[i] in PREFIXES and i + 1 < len(w) and w.low[i + 1] == "-")


def _opens(w: Words, i: int) -> bool:
    """Say whether a capital may be there only since the sentence begins: "Withdrawal of troops"."""
    return all(p in ("PUNCT", "SPACE") for p in w.pos[:i]) and w.child(i, "prep") == i + 1


def _like_noun(w: Words, i: int) -> bool:
    """Say whether a form in -ing stands as a noun: "the closing of the road"."""
    kids = w.kids[i]
    if any(w.dep[k] in AUXILIARIES for k in kids):
        return False
    return any(w.dep[k] == "det" or (w.low[k] == "of" and k == i + 1) for k in kids)


def _mistagged(w: Words, i: int) -> bool:
    """Say whether a word tagged as a plural noun governs like a verb: "Chad guarantees transit"."""
    return any(w.dep[k] == "nsubj" or (w.dep[k] in ("dobj", "ccomp", "dative") and k > i)
               for k in w.kids[i])  # fmt: skip


def _merged(w: Words) -> dict[int, int]:
    """Return the infinitives under "have to", "be to", "be going to", each with that verb."""
    out: dict[int, int] = {}
    for i, tag in enumerate(w.tag):
        h = w.head[i]
        if tag == "VBN" and w.dep[i] == "acomp" and w.child(i, "agent") >= 0:
            out[i] = h  # "was re-negotiated by": the parse took the participle for an adjective
            continue
        if tag not in ("VB", "VBN") or w.dep[i] != "xcomp" or h >= i or i - h > 6:
            continue
        if not any(w.low[k] == "to" and w.dep[k] == "aux" for k in w.kids[i]):
            continue
        lemma = w.lemma[h]
        full = any(w.dep[k] in FULL or (w.dep[k] == "prep" and k > h)
                   for k in w.kids[h] if k < i)  # fmt: skip
        going = w.low[h] == "going" and any(w.lemma[k] == "be" for k in w.kids[h] if k < h)
        if w.pos[h] in ("VERB", "AUX") and not full and (lemma in ("have", "be") or going):
            out[i] = h
    return out


def _chain(i: int, merged: dict[int, int]) -> tuple[int, ...]:
    chain = [i]
    while chain[0] in merged:
        chain.insert(0, merged[chain[0]])
    return tuple(chain)


def _describe(w: Words, verb: Verb, found: dict[int, Verb]) -> None:
    """Fill in what a verb's form and auxiliaries say."""
    i, first = verb.word, verb.chain[0]
    tag = w.tag[i]
    helpers = [k for k in verb.kids if w.dep[k] in AUXILIARIES and w.low[k] != "to"]
    to = any(w.low[k] == "to" and w.dep[k] == "aux" for k in w.kids[first])
    verb.negated = _negated(w, verb.kids) or _after_nor(w, first)
    _time(w, verb, helpers)
    verb.passive = _passive(w, verb, helpers)
    finite = bool(verb.tense or verb.modal)
    if to and first == i and not (finite and verb.modal):
        verb.form, verb.tense = "infinitive", ""
    elif finite or tag == "VBD":
        verb.form = "finite"
    elif tag == "VBN" and not helpers and _told(w, verb):
        verb.form, verb.tense = "finite", "past"
    elif tag in ("VBG", "VBN"):
        verb.form = "participle"
    else:
        below = w.dep[first] in ("xcomp", "ccomp") and w.child(first, "mark") < 0
        verb.form = "infinitive" if below else "finite"
    if w.tag[i] == "VBD" and w.dep[i] == "acl":
        verb.form, verb.tense = "participle", ""
    _share(w, verb, helpers, found, to=to)
    if w.lemma[i] == "be":
        verb.form = "copula"
    verb.lemma, verb.dropped = lemma_of(w, verb.word, verb.kids)


def _time(w: Words, verb: Verb, helpers: list[int]) -> None:
    i, first = verb.word, verb.chain[0]
    if first != i and w.dep[i] != "acomp":
        lemma = w.lemma[first]
        verb.modal = {"have": "have to", "be": "be to"}.get(lemma, "")
        if any(w.low[k] == "yet" and w.dep[k] == "advmod" for k in w.kids[first]):
            verb.negated, verb.perfect = True, verb.modal == "have to"  # "has yet to pay"
            verb.modal = ""
        if lemma == "go":
            verb.tense = "future"
            return
    for k in helpers:
        if w.tag[k] == "MD":
            verb.modal = MODALS.get(w.low[k], w.low[k])
        if w.lemma[k] == "have" and w.tag[i] in ("VBN", "VBD"):
            verb.perfect = True
    verb.progressive = w.tag[i] == "VBG" and any(w.lemma[k] == "be" for k in helpers)
    leading = [w.tag[k] for k in sorted({first, *helpers}) if k < i] or [w.tag[i]]
    if verb.modal == "will":
        verb.tense = "future"
    elif "MD" in leading:
        verb.tense = ""
    elif leading[0] == "VBD" or (helpers and w.low[helpers[0]] == "'d"):
        verb.tense = "past"
    elif leading[0] in PRESENT:
        verb.tense = "present"


def _passive(w: Words, verb: Verb, helpers: list[int]) -> bool:
    i = verb.word
    said = any(w.dep[k] in ("dobj", "ccomp") and k > i for k in verb.kids)
    if any(w.dep[k] in ("auxpass", "nsubjpass", "csubjpass") for k in verb.kids):
        short = any(w.low[k] in ("'s", "’s") for k in helpers)
        return not (short and said)
    if w.tag[i] == "VBD":
        return w.dep[i] == "acl"
    if w.tag[i] != "VBN" or verb.perfect:
        return False
    if helpers:
        return any(w.lemma[k] == "be" for k in helpers)
    if _told(w, verb):
        return False
    return w.dep[i] in ALONE_PASSIVE and not (w.dep[i] in ("ROOT", "ccomp") and said)


def _told(w: Words, verb: Verb) -> bool:
    """Say whether what is tagged as a bare participle is a past tense: "the states met in Rome".

    Headlines leave out "is" and articles alike ("bridge destroyed"); where the subject has its
    article, or is a pronoun, nothing is left out.
    """
    if w.dep[verb.word] not in ("ROOT", "ccomp", "conj"):
        return False
    own = next((k for k in verb.kids if w.dep[k] == "nsubj"), -1)
    return own >= 0 and (
        w.pos[own] in ("PRON", "NUM") or w.child(own, "det", "poss", "nummod") >= 0
    )


def _share(w: Words, verb: Verb, helpers: list[int], found: dict[int, Verb], *, to: bool) -> None:
    """Take over the auxiliaries of a verb that this one is joined to: "has signed and ratified"."""
    i = verb.word
    first = verb.chain[0]
    other = found.get(w.head[first]) if w.dep[first] == "conj" else None
    if other is None or other.form == "noun" or helpers or to:
        return
    if any(w.dep[k] in SUBJECTS for k in verb.kids):
        return
    tag = w.tag[i]
    bare = tag in ("VB", "VBP") and (other.form == "infinitive" or other.modal
                                     or w.tag[other.word] == "VB")  # fmt: skip
    done = tag in ("VBN", "VBD") and (other.perfect or other.passive)
    going = tag == "VBG" and other.progressive
    if not (bare or done or going):
        return
    if done and other.passive and any(w.dep[k] == "dobj" for k in verb.kids):
        return
    if tag == "VBD" and w.tag[other.word] != "VBD" and not other.perfect and not other.passive:
        return
    verb.form = other.form if other.form != "copula" else verb.form
    verb.tense, verb.modal, verb.perfect = other.tense, other.modal, other.perfect
    verb.progressive = verb.progressive or (going and other.progressive)
    verb.passive = bool(done and other.passive)
    but = any(w.low[k] == "but" for k in w.kids[w.head[first]] if other.word < k < i)
    verb.negated = verb.negated or (other.negated and not but)


def _negated(w: Words, kids: list[int]) -> bool:
    for k in kids:
        low = w.low[k]
        if w.dep[k] == "neg" or low == "never":
            if k + 1 < len(w) and w.low[k + 1] in NOT_OF_VERBS:
                continue
            return True
        if low == "longer" and k and w.low[k - 1] == "no":
            return True
        if low in ("neither", "nor") and w.dep[k] not in SUBJECTS and w.dep[k] not in (
            "det", "cc", "dobj", "conj",
        ):  # fmt: skip
            return True
        if w.dep[k] in ("nsubj", "nsubjpass"):
            both = w.children(k, "conj")
            if both and any(w.low[x] == "neither" for x in w.kids[k]):
                return True
    return False


def _after_nor(w: Words, i: int) -> bool:
    """Say whether "nor" joins a verb to the one before: "nor did it", "neither signed nor"."""
    h = w.head[i]
    own = any(w.low[k] == "neither" and w.dep[k] in ("preconj", "cc") for k in w.kids[i])
    if w.dep[i] != "conj":
        return own
    return own or any(w.low[k] == "nor" for k in w.kids[h] if h < k < i)
