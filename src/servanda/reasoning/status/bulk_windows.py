"""The last days on which a renewal may be refused, in the worlds of a state, compiled."""

from typing import Any

from servanda.reasoning.status.bulk_day import D_ACTS, D_WINDOW, refusal_row
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    BASE,
    BHI,
    BLO,
    DURM,
    HI,
    NOTD,
    NOTM,
    O_DONE,
    O_UNIT,
    ODD,
    REFUSALS,
    RENM,
    RIDX,
    UIDX,
    UNIT,
    UNIT_SIZE,
    UNITS,
)
from servanda.reasoning.status.bulk_terms import end_of, refusable, window


@compiled
def refusals_ahead(k: Any, s: Any, a: Any, unit: int, t: int) -> bool:
    """Tell whether a renewal may still be refused."""
    u = O_UNIT + unit * UNIT_SIZE
    if k[u + DURM] < 0 or k[u + RENM] < 0:
        return False
    for n in range(k[REFUSALS]):
        row = refusal_row(k, n)
        if (
            a[row, UNIT] == unit
            and a[row, HI] >= t
            and (a[row, UIDX] < 0 or not s[k[O_DONE] + a[row, UIDX]])
        ):
            return True
    return False


@compiled
def until_windows(k: Any, s: Any, a: Any, t: int, until: int) -> int:
    """Let a stretch lie on one side of the last day of every term's notice."""
    for unit in range(k[UNITS]):
        u = O_UNIT + unit * UNIT_SIZE
        if s[BASE] == 0 or not refusals_ahead(k, s, a, unit, t):
            continue
        term = window(k, unit, s[BLO], t)
        last = refusable(k, unit, s[BLO], term)
        if s[BLO] == s[BHI]:
            until = min(until, max(t, last - 1))
            continue
        following = refusable(k, unit, s[BLO], term + 1)
        if last == t and following <= t:
            k[ODD] = 1
        if last == t:
            until = min(until, max(t, following - 1))
        if k[u + NOTM] > 0 or k[u + NOTD] > 0:
            until = min(until, max(t, end_of(k, unit, s[BLO], term) - 1))
    return until


@compiled
def windows_today(k: Any, s: Any, a: Any, d: Any, t: int, passed: Any, acts: Any) -> None:
    """Write the term that a refusal is for, where that cannot be worked out from its day."""
    heard = False
    for i in range(d[D_ACTS]):
        heard = heard or a[acts[i], RIDX] >= 0
    if not heard:
        return
    for unit in range(k[UNITS]):
        u = O_UNIT + unit * UNIT_SIZE
        if s[BASE] and k[u + DURM] >= 0 and k[u + RENM] >= 0:
            d[D_WINDOW + unit] = window(k, unit, s[BLO], t) + passed[unit]
