"""What a predicate says of the deed that is its subject: "a war is out of the question"."""

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
