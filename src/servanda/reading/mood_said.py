"""Phrases that bear on a deed: after it as a predicate, or before it as a preposition.

"A war is out of the question", "the two are on the verge of war".
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue, cues

if TYPE_CHECKING:
    from spacy.tokens import Token

LINKS = frozenset({"be", "look", "seem", "appear", "remain", "become", "stay"})
PASSED_OVER = frozenset({"DET", "ADV", "PART", "AUX", "PRON"})
LONGEST = 4
GAP = 4  # words passed over before the phrase: "is no longer only a matter of time"


def said_of(verb: "Token") -> tuple["Token", tuple[str, ...]] | None:
    """Return a phrase after a linking verb that bears on its subject, with its effects in parts.

    "is only a matter of time": future; "is out of the question": negated and intended.
    """
    if verb.lemma_ not in LINKS:
        return None
    words = verb.sent.doc[verb.i + 1 : verb.sent.end]
    for start in range(min(GAP + 1, len(words))):
        if (found := _phrase(words[start : start + LONGEST + 1])) is not None:
            return words[start], tuple(found.effect.split("+"))
        if words[start].pos_ not in PASSED_OVER or words[start].lower_ in _openers():
            return None
    return None


def phrase_before(word: "Token") -> Cue | None:
    """Return the prepositional phrase right before a deed: "in lieu of talks"."""
    prep = word.head if word.dep_ in ("pobj", "pcomp") else _before(word)
    if prep is None or prep.lower_ not in _closers():
        return None
    for cue in cues_by_last().get(prep.lower_, ()):
        first = prep.i - len(cue.words) + 1
        if first < 0 or tuple(t.lower_ for t in word.doc[first : prep.i + 1]) != cue.words:
            continue
        if "ing" not in cue.frames or word.tag_ == "VBG":
            return cue
    return None


def _before(word: "Token") -> "Token | None":
    """Return what stands before a phrase that the parse does not hang on a preposition.

    "Failing an agreement, the treaty will lapse", "Pending ratification, it is applied".
    """
    edge = word.left_edge
    if word.pos_ not in ("NOUN", "PROPN"):
        return None
    if edge != word and edge.is_sent_start and edge.pos_ != "NOUN":
        return edge
    before = edge.nbor(-1) if edge.i else None
    return before if before is not None and before.is_sent_start else None


@lru_cache
def cues_by_last() -> dict[str, tuple[Cue, ...]]:
    """Return the phrases that stand before a deed by their last word, longest first."""
    found: dict[str, list[Cue]] = {}
    for listed in cues("mood_prep").values():
        for cue in listed:
            found.setdefault(cue.words[-1], []).append(cue)
    return {w: tuple(sorted(c, key=lambda x: -len(x.words))) for w, c in found.items()}


@lru_cache
def _closers() -> frozenset[str]:
    return frozenset(cues_by_last())


def _phrase(words: "Sequence[Token]") -> Cue | None:
    if not words:
        return None
    lowered = [t.lower_ for t in words]
    for cue in cues("mood_said").get((lowered[0], "x"), ()):
        size = len(cue.words)
        if tuple(lowered[:size]) != cue.words:
            continue
        after = words[size] if size < len(words) else None
        if "end" not in cue.frames or after is None or after.is_punct or after.pos_ == "CCONJ":
            return cue
    return None


@lru_cache
def _openers() -> frozenset[str]:
    return frozenset(word for word, _ in cues("mood_said"))
