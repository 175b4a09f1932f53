"""Scores of forecasters: Brier, log, calibration and discrimination, against base rates.

Only predictions whose day has come are scored, even where the deed was done long before: what
comes true resolves early and what does not only at its end, and scoring what has resolved would
count too many that came true (Brier 1950; Murphy 1973; Wilson 1927 for intervals).
"""

import math
from collections.abc import Iterable

from msgspec import Struct

from servanda.reasoning.case import Case
from servanda.reasoning.foretold.outcome import Outcome
from servanda.reasoning.foretold.register import Forecast

LEAST = 10  # resolved predictions from which scores are shown
EDGE = 0.001  # no probability is taken as more certain in the log score
BINS = 5
Z = 1.96  # 95 per cent


class Scored(Struct, frozen=True):
    """A resolved prediction: the probability given, whether it came true, and its groups."""

    chance: float
    came: bool
    forecaster: str
    topic: str
    horizon: int | None
    record: str


class Bin(Struct, frozen=True):
    """Predictions of like probability: how many, their mean, the share that came true."""

    low: float
    high: float
    number: int
    mean: float
    came: float
    interval: tuple[float, float]


class Score(Struct, frozen=True):
    """The score of a group of predictions; `enough` says whether it may be shown.

    `brier` and `log` are means over the group; `base` is the Brier score of giving each the rate of
    all others in the group; `skill` is 1 - brier / base. `reliability`, `resolution` and
    `uncertainty` are Murphy's parts over the bins, `miss` how far on the mean a bin's
    probabilities lie from the share that came true (expected calibration error); `auc` is how
    often one that came true was given more than one that did not, None where only one of both
    occurs.
    """

    group: str
    number: int
    enough: bool
    came: int
    brier: float
    brier_error: float
    log: float
    base: float
    skill: float | None
    reliability: float
    resolution: float
    uncertainty: float
    miss: float
    auc: float | None
    auc_interval: tuple[float, float] | None
    bins: tuple[Bin, ...]


def due(case: Case, forecasts: Iterable[Forecast]) -> list[Forecast]:
    """Return the forecasts that are to be scored once it is known what came of them.

    They have a probability, their last day is over, and a person has accepted them or they are
    rows of a data set. What resolved before its last day waits for that day.
    """
    return [
        f for f in forecasts
        if f.chance is not None and f.due is not None and f.due < case.day
        and (case.evidence.accepted(f.record.id) or f.record.registry is not None)
    ]  # fmt: skip


def scored(case: Case, forecasts: Iterable[Forecast], found: dict[str, Outcome]) -> list[Scored]:
    """Return the predictions that can be scored: with a probability, resolved, and their day come.

    Records that nobody has accepted are left out.
    """
    out = []
    for f in due(case, forecasts):
        outcome = found[f.record.id]
        if outcome.state not in ("came true", "did not") or f.chance is None or f.due is None:
            continue
        topic = f.deed.instrument.id if f.deed is not None and hasattr(f.deed, "instrument") else ""
        days = (f.due - f.made).days if f.made else None
        out.append(
            Scored(f.chance, outcome.state == "came true", f.forecaster, topic or "", days,
                   f.record.id)
        )  # fmt: skip
    return out


def scores(rows: Iterable[Scored]) -> list[Score]:
    """Return the score of all, then of each forecaster, topic and length of horizon."""
    rows = list(rows)
    groups: dict[str, list[Scored]] = {"all": rows}
    for row in rows:
        groups.setdefault(f"forecaster {row.forecaster}", []).append(row)
        if row.topic:
            groups.setdefault(f"topic {row.topic}", []).append(row)
        if row.horizon is not None:
            groups.setdefault(f"horizon {_length(row.horizon)}", []).append(row)
    return [score(name, some) for name, some in groups.items() if some]


def _length(days: int) -> str:
    return "up to 90 days" if days <= 90 else "up to a year" if days <= 366 else "over a year"


def score(group: str, rows: list[Scored]) -> Score:
    """Return the score of one group of at least one prediction."""
    n = len(rows)
    came = sum(r.came for r in rows)
    squares = [(r.chance - r.came) ** 2 for r in rows]
    brier = sum(squares) / n
    spread = sum((s - brier) ** 2 for s in squares) / (n - 1) if n > 1 else 0.0
    base = sum(((came - r.came) / (n - 1) - r.came) ** 2 for r in rows) / n if n > 1 else 0.25
    bins = _bins(rows)
    rate = came / n
    auc = _auc(rows)
    right = [r.chance if r.came else 1 - r.chance for r in rows]
    return Score(
        group=group, number=n, enough=n >= LEAST, came=came, brier=brier,
        brier_error=Z * math.sqrt(spread / n),
        log=sum(-math.log(max(p, EDGE)) for p in right) / n,
        base=base, skill=1 - brier / base if base else None,
        reliability=sum(b.number * (b.mean - b.came) ** 2 for b in bins) / n,
        resolution=sum(b.number * (b.came - rate) ** 2 for b in bins) / n,
        uncertainty=rate * (1 - rate),
        miss=sum(b.number * abs(b.mean - b.came) for b in bins) / n,
        auc=auc, auc_interval=_auc_interval(auc, came, n - came), bins=tuple(bins),
    )  # fmt: skip


def _bins(rows: list[Scored]) -> list[Bin]:
    sorted_in: dict[int, list[Scored]] = {}
    for row in rows:
        sorted_in.setdefault(min(int(row.chance * BINS), BINS - 1), []).append(row)
    out = []
    for i, some in sorted(sorted_in.items()):
        n, came = len(some), sum(r.came for r in some)
        out.append(
            Bin(i / BINS, (i + 1) / BINS, n, sum(r.chance for r in some) / n, came / n,
                wilson(came, n))
        )  # fmt: skip
    return out


def wilson(came: int, number: int) -> tuple[float, float]:
    """Return the 95 per cent interval of a share (Wilson 1927)."""
    p, z2 = came / number, Z * Z
    middle = (p + z2 / (2 * number)) / (1 + z2 / number)
    half = Z * math.sqrt(p * (1 - p) / number + z2 / (4 * number**2)) / (1 + z2 / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def _auc(rows: list[Scored]) -> float | None:
    yes, no = [r.chance for r in rows if r.came], [r.chance for r in rows if not r.came]
    if not yes or not no:
        return None
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no))


def _auc_interval(auc: float | None, yes: int, no: int) -> tuple[float, float] | None:
    """Return the 95 per cent interval of the area under the curve (Hanley and McNeil 1982)."""
    if auc is None:
        return None
    q1, q2 = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    spread = auc * (1 - auc) + (yes - 1) * (q1 - auc**2) + (no - 1) * (q2 - auc**2)
    half = Z * math.sqrt(max(0.0, spread) / (yes * no))
    return max(0.0, auc - half), min(1.0, auc + half)
