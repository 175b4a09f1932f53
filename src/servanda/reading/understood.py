"""Acts on an instrument that their clause does not name: "Eritrea joined in 2023", "they did"."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.reading.context import Sentence
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, hits
from servanda.reading.refs import actorlike
from servanda.reading.syntax import (
    OBJECTS,
    SUBJECTS,
    is_passive,
    preposition_object,
    spread,
    subject,
)
from servanda.reading.topics import Spoken

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words of forces: who withdraws these leaves no agreement.
FORCES = frozenset({
    "troop", "force", "army", "soldier", "military", "unit", "tank", "militia", "brigade",
    "battalion", "fighter", "peacekeeper", "contingent", "garrison", "ambassador", "delegation",
    "candidate", "fleet", "navy", "police", "rebel", "gunman", "convoy", "crew", "settler",
})  # fmt: skip
# Who signs, joins and leaves besides what has a name.
PARTIES = frozenset({
    "state", "country", "government", "party", "member", "nation", "power", "side", "parliament",
    "senate", "assembly", "congress", "democracy", "republic", "capital", "signatory", "neighbour",
    "neighbor", "union", "administration", "regime", "movement", "front", "coalition", "alliance",
    "successor", "president", "minister", "kingdom", "duma", "majlis", "knesset", "diet", "seimas",
    "lawmaker", "deputy", "leader", "council", "rebel", "signer",
})  # fmt: skip
ANYBODY = frozenset({
    "nobody", "none", "neither", "both", "all", "others", "everybody", "everyone", "some", "many",
    "most", "several", "few", "it", "they", "we", "who", "which", "he", "she", "i", "you", "them",
    "us", "first", "last", "next", "only", "anybody", "anyone", "one", "two",
    "three", "four", "five", "another", "that", "somebody",
    "someone",
})  # fmt: skip
WHERE = frozenset({"from", "in", "into", "to", "at", "of", "for", "with", "behind", "towards"})
DATES = frozenset({"DATE", "TIME", "CARDINAL"})
MANY = frozenset({"they", "them", "some", "many", "most", "several", "few", "all", "others"})
MOVING = frozenset({"withdrawal", "accession"})
# Nouns of acts that begin to work some time after they are done.
WORKING = frozenset({"withdrawal", "termination", "suspension", "notice", "accession", "objection"})


def understood(
    instruments: Instruments, sentence: Sentence, hit: Hit, clubs: Counter[str], near: bool
) -> Spoken | None:
    """Return the instrument that an act is upon where its clause leaves it out, or None.

    Only for cues that may stand alone (`bare`): of a verb who does it must be one who can be a
    party, and it must have no other object; a noun must be no part of another name. `clubs` counts
    the acts of joining, leaving and keeping told so far by the key of their instrument; `near` says
    that one was told in this sentence or the two before.
    """
    if instruments.context.document.genre == "agreement":
        return None  # its clauses speak of ratification and notice without a deed
    if "bare" not in hit.cue.frames or (hit.rest and hit.head.pos_ == "NOUN"):
        return None
    word = hit.head
    fits = _noun(word) if word.pos_ in ("NOUN", "PROPN") else _verb(hit)
    if "given" in hit.cue.frames and given(word) is None:
        return None
    if hit.cue.family in (*MOVING, "resumption") and not near and _by_people(word):
        return None  # "will they return?": people may, and not to an agreement
    if not fits or (hit.cue.family in MOVING and _of_forces(word)):
        return None
    return instruments.topics.at(sentence, word, clubs)


def _by_people(verb: "Token") -> bool:
    """Say whether who comes or goes may be people: "they", "most of them", "100,000 people"."""
    who = subject(verb) if verb.pos_ != "NOUN" else None
    return who is not None and who.lower_ in MANY


def given(noun: "Token") -> "Token | None":
    """Return the verb by which a notice is given: "was deposited", "handed in our notice"."""
    verb = noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in (*OBJECTS, "nsubjpass", "nsubj"):
        return None
    return verb if verb.lemma_ in (GIVEN if noun.dep_ != "nsubj" else REACHED) else None


GIVEN = frozenset({"give", "serve", "hand", "deposit", "submit", "send", "file", "lodge", "deliver",
                   "receive", "issue", "register"})  # fmt: skip
REACHED = frozenset({"reach", "arrive", "go", "come"})


def _noun(noun: "Token") -> bool:
    if noun.dep_ in ("compound", "nmod", "amod"):
        return False
    for child in noun.children:
        if child.dep_ in ("compound", "nmod") and child.ent_type_ not in ("GPE", "NORP"):
            return False
        if child.dep_ == "prep" and child.lower_ in WHERE:
            place = preposition_object(child)
            other = place is not None and place.ent_type_ not in DATES and not _is_party(place)
            if other and not (child.lower_ == "in" and _manner(place)):
                return False
            if child.lower_ == "from":
                return False
    return True


def _verb(hit: Hit) -> bool:
    verb = hit.head
    if verb.dep_ in ("amod", "aux", "auxpass", "compound") or is_passive(verb):
        return False
    for child in verb.children:
        if child in hit.rest or child.lower_ == "that" or _is_concession(child):
            continue
        if child.dep_ in (*OBJECTS, "ccomp", "attr", "oprd", "acomp", "dative", "xcomp", "prt"):
            return False
        if child.dep_ == "prep" and child.lower_ in WHERE:
            place = preposition_object(child)
            elsewhere = place is None or place.ent_type_ not in DATES
            manner = child.lower_ == "with" or (child.lower_ == "in" and _manner(place))
            if elsewhere and not manner:
                return False
    if any(c.dep_ == "prep" and preposition_object(c) for r in hit.rest for c in r.children):
        return False
    if any(preposition_object(r) is not None for r in hit.rest):
        return False
    who = subject(verb)
    if who is None:
        return verb.dep_ in ("xcomp", "relcl", "acl")
    return any(_is_party(t) for t in spread(who))


def _is_concession(clause: "Token") -> bool:
    """Say whether a clause only grants something: "whatever the headlines tell you"."""
    opening = ("whatever", "however", "whoever", "whichever")
    return clause.dep_ == "ccomp" and any(t.lower_ in opening for t in clause.subtree)


def _manner(noun: "Token | None") -> bool:
    return noun is not None and noun.lemma_ in ("force", "full", "principle", "secret", "public",
                                                "time", "turn", "haste", "term", "way", "manner",
                                                "law", "fact", "end")  # fmt: skip


def _is_party(noun: "Token") -> bool:
    if noun.pos_ in ("PRON", "DET", "NUM") or noun.lower_ in ANYBODY:
        return noun.lower_ in ANYBODY
    if noun.pos_ == "PROPN":
        return actorlike(noun)
    return noun.lemma_.lower() in PARTIES or noun.ent_type_ in ("GPE", "NORP")


def _of_forces(word: "Token") -> bool:
    """Say whether troops are spoken of: "the withdrawal" is theirs."""
    return any(t.lemma_.lower() in FORCES for t in word.sent)


def effective(hit: Hit) -> Hit | None:
    """Return the act that begins to work: "the *withdrawal* takes effect in a year"."""
    if hit.cue.family != "entry_into_force":
        return None
    for child in hit.head.children:
        if child.dep_ in SUBJECTS and child.pos_ == "NOUN":
            found = (h for h in hits(child, "acts") if h.cue.family in WORKING)
            return next(found, None)
    return None


def follows(verb: "Token") -> bool:
    """Say whether somebody does as another did: "Finland followed", "to follow Washington"."""
    if verb.lemma_ != "follow" or verb.pos_ != "VERB" or is_passive(verb):
        return False
    for child in verb.children:
        if child.dep_ in OBJECTS:
            if child.lower_ not in ("suit", "example") and child.ent_type_ not in ("GPE", "NORP"):
                return False
        elif child.dep_ in ("ccomp", "xcomp", "acomp"):
            return False
    who = subject(verb)
    return who is not None and any(t.ent_type_ in ("GPE", "NORP") or t.lower_ == "others"
                                   for t in spread(who))  # fmt: skip


def begins_to_work(noun: "Token") -> bool:
    """Say whether a noun is the subject of what tells that it takes effect."""
    return noun.dep_ in SUBJECTS and any(effective(h) is not None for h in hits(noun.head, "acts"))


def echoes(word: "Token", verb: "Token") -> bool:
    """Say whether "do" stands for a verb told before: "they did", "before Washington does so".

    No other verb may stand between the two.
    """
    if word.lemma_ != "do" or not stands_alone(word):
        return False
    between = verb.doc[verb.i + 1 : word.i] if verb.doc is word.doc else ()
    return not any(t.pos_ == "VERB" and t.dep_ not in ("amod", "acl") for t in between)


REPEATING = frozenset({"so", "nor", "neither"})


def repeats(word: "Token") -> bool:
    """Say whether a clause says the same of another: "so has Moscow", "nor will the courts"."""
    if word.pos_ not in ("AUX", "VERB") or not stands_alone(word):
        return False
    opening = any(c.lower_ in REPEATING and c.i < word.i for c in word.children)
    after = any(c.dep_ in SUBJECTS and c.i > word.i for c in word.children)
    return opening and after


def stands_alone(word: "Token") -> bool:
    """Say whether an auxiliary is the whole verb of its clause."""
    if word.dep_ in ("aux", "auxpass") or word.tag_ not in ("VBD", "VBZ", "VBP", "MD", "VB"):
        return False
    if word.lemma_ == "do" and word.tag_ == "VB":
        return any(c.lower_ == "so" for c in word.children)
    for child in word.children:
        below = child.dep_ in (*OBJECTS, "attr", "acomp", "xcomp", "ccomp", "prt", "oprd")
        if below and child.i > word.i and child.lower_ != "so":
            return False
    return any(c.dep_ in SUBJECTS for c in word.children) or word.dep_ in ("conj", "relcl")


def nouns_told(hit: Hit) -> Iterator["Token"]:
    """Yield the nouns of acts that a notice is of: "gave notice of its *exit* from the pact"."""
    for token in hit.head.subtree:
        below = token.pos_ == "NOUN" and token.i > hit.head.i
        if below and any(h.cue.pos == "n" for h in hits(token, "acts")):
            yield token
