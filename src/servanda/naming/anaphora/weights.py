"""Weights of what a phrase may point to, learned from gold, and how sure a choice is.

`lexicon/data/anaphora/weights.tsv` (form, feature, weight) is written by
`python -m evals.train_anaphora`. A choice among candidates is a softmax over sums of weights: those
of all forms (`*`) and those of one form. The rows of `=sure` turn its share into the share of like
choices that were right on documents that the weights had not seen.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

import servanda.lexicon
from servanda.lexicon.tables import read_table

TABLE = Path(servanda.lexicon.__file__).parent / "data" / "anaphora" / "weights.tsv"
ANY, SURE, LIMITS = "*", "=sure", "=limits"
FLAGGED = 0.49  # the most that is said of a guess
LOWEST, HIGHEST = 0.02, 0.75  # never sure: it is by rule


class Row(Struct, frozen=True):
    """The weight of a feature for a form of phrase."""

    form: str
    feature: str
    weight: str


class Weights:
    """The table of weights by form and feature; unchanged once it is made."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        self._weights = {(form, feature): weight for form, feature, weight in rows}

    def of(self, form: str, feature: str) -> float:
        """Return the weight of a feature for one form, 0 for what is not in the table."""
        return self._weights.get((form, feature), 0.0)

    def score(self, form: str, features: Iterable[str]) -> float:
        """Return the sum of the weights of features for a form."""
        return sum(self.of(ANY, f) + self.of(form, f) for f in features)

    def confidence(self, form: str, scores: Sequence[float], known: bool) -> float:
        """Return how sure the first of some scores, heaviest first, is; below 0 to leave it open.

        A guess, below the limit of the table, never gets 0.5 or more, anything else never less.
        """
        share = math.log(odds(scores))
        told = [("bias", 1.0), ("share", share), (form, 1.0), (f"{form}.share", share),
                ("known" if known else "unknown", 1.0),
                (f"of.{min(len(scores), 6)}", 1.0)]  # fmt: skip
        sure = 1 / (1 + math.exp(-sum(self.of(SURE, f) * v for f, v in told)))
        if sure < self.of(LIMITS, "open"):
            return -1.0
        sure = min(max(sure, LOWEST), HIGHEST)
        if sure < self.of(LIMITS, "flagged"):
            return round(min(sure, FLAGGED), 2)
        return round(max(sure, 0.5), 2)


def odds(scores: Sequence[float]) -> float:
    """Return the odds of the first of some scores against all others together, bounded."""
    top = max(scores)
    others = sum(math.exp(s - top) for s in scores[1:])
    first = math.exp(scores[0] - top)
    return min(max(first / others if others else 1e3, 1e-3), 1e3)


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights shipped with the package, read once."""
    if not TABLE.exists():
        return Weights(())
    return Weights((r.form, r.feature, float(r.weight)) for r in read_table(TABLE, Row))
