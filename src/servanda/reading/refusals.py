"""Refusals told as a future: "declared that it would not join", "vowed never to sign"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue
from servanda.reading.drafts import Spans, token_spans
from servanda.reading.match import Hit, hits
from servanda.reading.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.reading.context import Sentence

WILLING = frozenset({"will", "would", "wo"})
SELF = frozenset({"it", "he", "she", "they", "we", "i"})
# What is no deed of one's own, so that not to do it refuses nothing.
STATES = frozenset({"be", "have", "become", "need", "fail", "lose", "win", "suffer", "know",
                    "happen", "expect", "think", "want", "hesitate"})  # fmt: skip
PARTY = frozenset({"party", "member", "part", "signatory"})
CUE = Cue("stances.will_not", "will not", "m", "refuses")


@dataclass(frozen=True)
class Refusal:
    """What somebody says they will not do: the words, who refuses, and what."""

    hit: Hit
    words: "tuple[Token, ...]"
    holder: "Token"
    issue: Spans


def refusal(sentence: "Sentence", verb: "Token") -> Refusal | None:
    """Return the refusal in a speaker's own future, negated: "said that it would not sign"."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ != "ccomp":
        return None
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in WILLING), None)
    never = next((c for c in verb.children if c.dep_ == "neg" or c.lower_ == "never"), None)
    who = subject(verb)
    above = verb.head
    if modal is None or never is None or who is None or who.lower_ not in SELF:
        return None
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children):
        return None
    joins = any(c.dep_ == "attr" and c.lemma_ in PARTY for c in verb.children)
    if verb.lemma_ in STATES and not joins:
        return None
    if not any(h.cue.family in ("say", "promise") for h in hits(above, "statements")):
        return None
    holder = subject(above)
    if holder is None or holder.lower_ == "it":
        return None
    if (who.lower_ in ("we", "i")) != (holder.lower_ in ("we", "i")):
        return None
    issue = [t for t in verb.subtree if t.i > verb.i] or [verb]
    words = (modal, never, verb) if verb.i - modal.i < 5 else (verb,)
    return Refusal(Hit(CUE, verb), words, holder, token_spans(sentence, issue))
