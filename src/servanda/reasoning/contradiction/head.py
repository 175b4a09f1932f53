"""The judgement of two short statements: consistent, inconsistent or unrelated, and why."""

import math
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from servanda.reasoning.contradiction.features import Feature, features, rarity
from servanda.reasoning.contradiction.tables import table
from servanda.reasoning.contradiction.view import view

Label = Literal["consistent", "inconsistent", "unrelated"]
LABELS: tuple[Label, ...] = ("consistent", "inconsistent", "unrelated")
Weights = Mapping[str, Mapping[str, float]]


class Reason(Struct, frozen=True):
    """A feature of a pair with its pull: above nought it speaks for the label, below against."""

    feature: str
    pull: float
    words: tuple[str, ...] = ()


class Judgement(Struct, frozen=True):
    """What two statements are to each other, with the features that fired, strongest first.

    `scores` are the shares that the head gives each label after its thresholds; they are no
    probabilities, since the thresholds favour the rarer labels.
    """

    label: Label
    scores: Mapping[str, float]
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights of the package by label and feature (see the head of the table)."""
    out: dict[str, dict[str, float]] = {label: {} for label in LABELS}
    for row in table("weights.tsv"):
        out[row["label"]][row["feature"]] = float(row["weight"])
    return MappingProxyType(out)


def judge(a: str, b: str) -> Judgement:
    """Return what two short statements are to each other, by the weights of the package."""
    return weigh(list(features(view(a), view(b), rarity())), weights())


def weigh(found: list[Feature], by: Weights) -> Judgement:
    """Return the judgement that weights give the features of a pair."""
    sums = {n: sum(by[n].get(f.name, 0.0) * f.value for f in found) for n in LABELS}
    best = max(LABELS, key=lambda n: sums[n])
    top = sums[best]
    spread = {n: math.exp(s - top) for n, s in sums.items()}
    total = sum(spread.values())
    reasons = [Reason(f.name, _pull(f, best, by), f.words) for f in found if f.name != "bias"]
    reasons.sort(key=lambda r: (-abs(r.pull), r.feature))
    return Judgement(best, {n: x / total for n, x in spread.items()}, tuple(reasons))


def _pull(feature: Feature, label: Label, by: Weights) -> float:
    """Return how far a feature speaks for a label rather than for the others."""
    others = [by[n].get(feature.name, 0.0) for n in LABELS if n != label]
    return feature.value * (by[label].get(feature.name, 0.0) - sum(others) / len(others))
