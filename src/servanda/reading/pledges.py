"""Pledges: sentences in which a party or government says what it will do."""

from typing import TYPE_CHECKING

from servanda.reading.context import Sentence
from servanda.reading.match import hits
from servanda.reading.syntax import doer, is_passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

BINDING = frozenset({"will", "shall", "'ll"})
SELF = frozenset({"we", "i", "it", "party", "government", "us"})


def promises(sentence: Sentence) -> bool:
    """Say whether a sentence of a programme promises a deed.

    The speaker is the party, so that "we will", "the party shall", a passive "will be built" and
    an infinitive standing alone ("To build a thousand schools") all promise.
    """
    return any(_promise(t) for t in sentence) or _infinitive_alone(sentence)


def _promise(verb: "Token") -> bool:
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass", "relcl", "advcl"):
        return False
    modal = any(c.dep_ == "aux" and c.lower_ in BINDING for c in verb.children)
    if modal:
        who = doer(verb)
        if who is None or is_passive(verb):
            return True
        return _ours(who)
    for hit in hits(verb, "forces"):
        if hit.cue.family == "obligation" and hit.cue.pos == "v":
            who = subject(verb)
            present = verb.tag_ in ("VBP", "VBZ", "VBN")
            return who is not None and present and _ours(who)
    return False


def _ours(who: "Token") -> bool:
    return who.lower_ in SELF or (who.pos_ == "PROPN" and who.ent_type_ in ("ORG", "NORP", ""))


def _infinitive_alone(sentence: Sentence) -> bool:
    root = sentence.span.root
    first = next((t for t in sentence if t.is_alpha), None)
    if first is None or root.tag_ != "VB":
        return False
    subjectless = not any(c.dep_ in ("nsubj", "nsubjpass") for c in root.children)
    return subjectless and (first == root or first.lower_ == "to")
