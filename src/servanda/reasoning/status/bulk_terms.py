"""Days that follow from other days, compiled: E0, ends of terms, maturity of notices."""

from typing import Any

from servanda.model.period import NEVER
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    DD,
    DM,
    DOUBT,
    DURD,
    DURM,
    EXIT,
    ND,
    NM,
    NOTD,
    NOTM,
    O_UNIT,
    READING,
    RECORDED,
    REND,
    RENM,
    UNIT,
    UNIT_SIZE,
    VCLT,
)  # fmt: skip
from servanda.reasoning.status.bulk_sums import doubtful, moved

SILENT, POWERLESS = 1, 2


@compiled
def sum_of(k: Any, day: int, months: int, days: int) -> int:
    """Add a period in the reading of this world, and note where the other may differ."""
    if months and not k[DOUBT] and doubtful(day, day, months):
        k[DOUBT] = 1
    return moved(day, months, days, k[READING])


@compiled
def plus(k: Any, day: int) -> int:
    """Return the day after the delay."""
    return sum_of(k, day, k[DM], k[DD])


@compiled
def first_entry(k: Any, base: int) -> int:
    """Return E0."""
    return base if k[RECORDED] else plus(k, base)


@compiled
def end_of(k: Any, unit: int, base: int, term: int) -> int:
    """Return the end of a term (1 is the first)."""
    u = O_UNIT + unit * UNIT_SIZE
    day = sum_of(k, first_entry(k, base), k[u + DURM], k[u + DURD])
    if term > 1:
        day = sum_of(k, day, k[u + RENM] * (term - 1), k[u + REND] * (term - 1))
    return day


@compiled
def refusable(k: Any, unit: int, base: int, term: int) -> int:
    """Return the last day on which a renewal after a term can be refused."""
    u = O_UNIT + unit * UNIT_SIZE
    day = end_of(k, unit, base, term)
    return sum_of(k, day, -k[u + NOTM], -k[u + NOTD]) if k[u + NOTM] >= 0 else day


@compiled
def window(k: Any, unit: int, base: int, day: int) -> int:
    """Return the first term that can still be refused on a day."""
    if refusable(k, unit, base, 1) >= day:
        return 1
    # No renewal is longer than months of 31 days: a term that is surely too early to begin with.
    u = O_UNIT + unit * UNIT_SIZE
    gap = day - refusable(k, unit, base, 1)
    term: int = max(1, gap // (31 * k[u + RENM] + k[u + REND]) - 2)
    while refusable(k, unit, base, term) < day:
        term += 1
    return term


@compiled
def at_once(k: Any, a: Any, row: int) -> bool:
    """Tell whether a notice needs no time."""
    u = O_UNIT + a[row, UNIT] * UNIT_SIZE
    if a[row, NM] > 0 or (a[row, NM] == 0 and a[row, ND] > 0):
        return False
    if k[u + NOTM] > 0 or (k[u + NOTM] == 0 and k[u + NOTD] > 0):
        return False
    none = a[row, NM] < 0 and k[u + NOTM] < 0
    return not (none and k[u + EXIT] == SILENT and k[u + VCLT] == 1)


@compiled
def matures(k: Any, a: Any, row: int, given: int) -> int:
    """Return the day on which a notice matures."""
    u = O_UNIT + a[row, UNIT] * UNIT_SIZE
    day = given
    if a[row, NM] < 0 and k[u + NOTM] < 0 and k[u + EXIT] == SILENT and k[u + VCLT] == 1:
        day = sum_of(k, given, 12, 0)
    if a[row, NM] >= 0:
        day = max(day, sum_of(k, given, a[row, NM], a[row, ND]))
    if k[u + NOTM] >= 0:
        day = max(day, sum_of(k, given, k[u + NOTM], k[u + NOTD]))
    return min(day, NEVER)
