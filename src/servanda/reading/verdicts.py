"""Stances told by a judgement: "called it treason", "finds that absurd", "in my view wrong"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.drafts import Spans, token_spans
from servanda.reading.match import Hit, hits
from servanda.reading.syntax import SUBJECTS, doer, patient, possessor, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.reading.context import Sentence

OPINION = frozenset({"opinion", "view", "eyes", "eye", "judgement", "judgment", "book", "mind"})
SAYING = frozenset({"say", "think", "feel", "complain", "respond"})
COPULAS = frozenset({"be", "look", "seem", "remain", "become"})
CALLED = frozenset({"oprd", "ccomp", "xcomp", "acomp", "advcl", "dobj", "appos"})


@dataclass(frozen=True)
class Verdict:
    """A word of judgement, who judges by it, and what is judged."""

    hit: Hit
    holder: "Token"
    issue: Spans


def verdict(sentence: "Sentence", word: "Token") -> Verdict | None:
    """Return the judgement that a word passes on something, where it is told whose it is."""
    if word.pos_ not in ("ADJ", "NOUN", "PROPN", "VERB"):
        return None
    hit = next(hits(word, "verdicts"), None)
    if hit is None:
        return None
    found = _called(word) or _predicated(word)
    if found is None:
        return None
    holder, target = found
    if target is None or holder == target:
        return None
    tokens = [t for t in target.subtree if t != word]
    return Verdict(hit, holder, token_spans(sentence, tokens))


def _called(word: "Token") -> "tuple[Token, Token | None] | None":
    """Return who calls what by a word: "called the erosion dangerous", "see it as a crime"."""
    carrier = word.head if word.dep_ in ("pobj", "amod") and word.head.lower_ == "as" else word
    verb = carrier.head
    if carrier == word and word.dep_ not in CALLED:
        return None
    if verb.pos_ != "VERB" or not any(hits(verb, "evaluations")):
        return None
    own = next((c for c in word.children if c.dep_ in SUBJECTS), None)
    target = own or next((c for c in verb.children if c.dep_ == "dobj" and c != word), None)
    target = target or patient(verb)
    holder = doer(verb)
    if holder is None or target == holder:
        return None
    return holder, target


def _predicated(word: "Token") -> "tuple[Token, Token | None] | None":
    """Return who says that something is so: "believes that it is wrong", "in my view it is"."""
    verb = word.head
    if word.dep_ not in ("acomp", "attr", "oprd") or verb.lemma_ not in COPULAS:
        return None
    target = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if target is None or target.lower_ in ("there", "who", "which"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "to"):
            noun = next((c for c in child.children if c.lower_ in OPINION), None)
            if noun is not None and (owner := possessor(noun)) is not None:
                return owner, target
    above = verb.head
    if verb.dep_ != "ccomp" or above.pos_ != "VERB":
        return None
    if any(h.cue.family in SAYING for h in hits(above, "statements")):
        holder = subject(above)
        if holder is not None and holder.lower_ not in ("it", "one", "you"):
            return holder, target
    return None
