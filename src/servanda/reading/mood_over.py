"""What becomes of a plan, a demand, a chance or a report told by a noun or an earlier verb.

"resisted calls to suspend", "kept its promise to leave", "was due to sign but thought better of
it", "the story that they fled proved false". Which verbs do what to which nouns is data: frames
`over:FAMILY` (of the noun), `but` (what follows a plan), `judge`, `claim` of `mood.tsv`.
"""

from typing import TYPE_CHECKING

from servanda.reading.match import hits
from servanda.reading.mood_no import negators_of
from servanda.reading.syntax import OBJECTS, is_finite, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

PAST = frozenset({"was", "were", "had"})


def verb_over(noun: "Token") -> "Token | None":
    """Return the verb whose object a noun is, a preposition and a particle between them or not."""
    if noun.dep_ in OBJECTS or noun.dep_ in ("nsubjpass", "attr"):
        return noun.head
    if noun.dep_ == "pobj":
        above = noun.head.head
        return above.head if above.pos_ == "ADV" and above.dep_ == "advmod" else above
    return None


def done_to(noun: "Token", family: str) -> tuple["Token", str] | None:
    """Return the verb that disposes of a demand or a plan and what follows for the deed in it.

    The effect is "negated" ("broke the promise to") or "through" ("kept the promise to").
    """
    verb = verb_over(noun)
    if verb is None:
        return None
    for hit in hits(verb, "mood"):
        if f"over:{family}" in hit.cue.frames:
            return verb, hit.cue.effect
    return None


def undone_after(governor: "Token", below: "Token") -> "Token | None":
    """Return the later verb by which a past plan or attempt came to nothing.

    "was expected to denounce it but thought better of it", "tried to enter and were repelled".
    """
    verb = governor.head if governor.dep_ == "acomp" else governor
    past = verb.tag_ == "VBD" or any(
        c.lower_ in PAST and c.dep_ in ("aux", "auxpass") for c in verb.children
    )
    if not past:
        return None
    after = [c for c in verb.children if c.dep_ == "conj" and c.i > governor.i]
    # the parse may join a finite verb to the infinitive: "was to sign but thought better of it"
    after += [c for c in below.children if c.dep_ == "conj" and is_finite(c)]
    return next((c for c in after if comes_to_nothing(c) and not _of_another(c)), None)


def _of_another(verb: "Token") -> bool:
    """Say whether a verb has a name as subject: "tried to enter, but Niger failed"."""
    return any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.children)


def comes_to_nothing(verb: "Token") -> bool:
    """Say whether a verb tells that a plan or an attempt failed: "but were repelled"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    things = [c for c in verb.children if c.dep_ in OBJECTS and c.pos_ != "PRON"]
    denied = next(negators_of(verb), None) is not None
    if verb.lemma_ == "do":
        return denied and not things
    for hit in hits(verb, "mood"):
        if "but" in hit.cue.frames and not denied:
            if is_passive(verb):
                return True
            own = [t for t in things if t not in hit.rest]
            return not own and not any(c.dep_ == "xcomp" for c in verb.children)
    return False


def untrue(noun: "Token") -> tuple["Token", str] | None:
    """Return what is said of a report: "negated" where it proved false, "denied" where rejected."""
    verb = noun.head
    above = verb_over(noun) if noun.dep_ != "attr" else None
    if above is not None:
        verb = above
        if any(h.cue.effect == "denied" for h in hits(verb, "mood")):
            return verb, "denied"
        called = next((c for c in verb.children if c.dep_ == "oprd" and _is_judge(c)), None)
        if called is not None:
            return called, "denied"
    if noun.dep_ == "nsubj" and next(negators_of(verb), None) is None:
        parts = [p for c in (verb, *verb.children) if c == verb or c.dep_ == "xcomp"
                 for p in c.children]  # fmt: skip
        said = (p for p in parts if p.dep_ in ("acomp", "attr", "oprd"))
        judge = next((p for p in said if _is_judge(p)), None)
        return None if judge is None else (judge, "negated")
    return None


def _is_judge(word: "Token") -> bool:
    return any("judge" in h.cue.frames for h in hits(word, "mood"))


def unavoidable(verb: "Token") -> bool:
    """Say whether a verb under "could not" means that what follows was done: "could not help"."""
    return any(h.cue.family == "unavoidable" for h in hits(verb, "mood"))
