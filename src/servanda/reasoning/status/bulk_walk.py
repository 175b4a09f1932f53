"""One instrument whose dates are all certain, followed from day to day, compiled."""

from typing import Any

from servanda.reasoning.status.bulk_day import (
    D_ACTS,
    D_BASE,
    D_DUE,
    D_E0,
    D_HEAD,
    D_RE,
    D_REFUSED,
    D_TERM,
    cleared,
    leaves,
    notice_row,
    place,
    refusal_row,
)
from servanda.reasoning.status.bulk_live import live, over, shown
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    ACTS,
    BASE,
    BEGIN,
    BLO,
    CAME,
    DD,
    DM,
    DURM,
    END,
    FROM,
    LO,
    MATURED,
    NIDX,
    O_DUE,
    O_NOT,
    O_REF,
    O_SHOWN,
    O_SINCE,
    O_UNIT,
    PARTIES,
    PLAIN,
    REFUSALS,
    RENM,
    RIDX,
    RLO,
    RT,
    RUNNING,
    SIZE,
    UNIT,
    UNIT_SIZE,
    UNITS,
    UPTO,
    WAITS,
)  # fmt: skip
from servanda.reasoning.status.bulk_spells import changed, ended, roomy
from servanda.reasoning.status.bulk_terms import end_of, matures, plus

# What is planned: a day and a number, kind * 2**32 + which.
E0, TERM, REFUSAL, DUE, AGAIN, MATURITY = range(6)


@compiled
def walk(
    k: Any, a: Any, s: Any, d: Any, today: Any, refused: Any, spare: Any, plans: Any, now: Any,
    spells: Any, used: int, many: int,
) -> tuple[Any, int]:  # fmt: skip
    """Follow the only world; note its spells, return them and the rows in use."""
    for n in range(k[SIZE]):
        s[n] = 0
    begin = min(k[BEGIN], k[END])
    for p in range(k[PARTIES]):
        s[k[O_SINCE] + p] = begin
    k[FROM], k[UPTO] = 0, 0
    shown(k, s, a, now)
    for p in range(k[PARTIES]):
        s[k[O_SHOWN] + p] = now[p]
    following, planned = 0, 0
    while True:
        day = k[END] + 1
        if following < k[ACTS]:
            day = min(day, a[following, LO])
        if planned > 0:
            day = min(day, plans[planned - 1, 0])
        if day > k[END] or over(k, s, day):
            break
        cleared(k, d, day, day)
        count = 0
        while following < k[ACTS] and a[following, LO] == day:
            today[count] = following
            if a[following, NIDX] >= 0:
                k[UPTO] = a[following, NIDX] + 1
            count += 1
            following += 1
        d[D_ACTS] = count
        while planned > 0 and plans[planned - 1, 0] == day:
            planned -= 1
            _falls_due(k, a, s, d, refused, plans[planned, 1])
        live(k, s, a, d, today, refused, spare)
        while k[FROM] < k[UPTO] and s[k[O_NOT] + 3 * k[FROM]] != RUNNING:
            k[FROM] += 1
        planned = _planned(k, a, s, d, today, plans, planned, day)
        shown(k, s, a, now)
        spells = roomy(spells, used + 2 * k[PARTIES])
        used = changed(k, s, now, day, day, spells, used, many)
    return spells, ended(k, s, spells, used, many)


@compiled
def _falls_due(k: Any, a: Any, s: Any, d: Any, refused: Any, plan: int) -> None:
    """Put what was planned for a day on it, unless it has been overtaken."""
    kind, which = plan >> 32, plan & 0xFFFFFFFF
    if kind == E0:
        d[D_E0] = 1
    elif kind == TERM:
        d[D_TERM + which] = 1
    elif kind == REFUSAL:
        refused[d[D_REFUSED]] = which
        d[D_REFUSED] += 1
        s[k[O_REF] + 3 * which] = 0
    elif kind == DUE:
        d[D_HEAD + D_DUE * k[PARTIES] + which] = 1
        s[k[O_DUE] + 2 * which], s[k[O_DUE] + 2 * which + 1] = 0, 0
    elif kind == AGAIN:
        unit, p = which // k[PARTIES], which % k[PARTIES]
        at = place(k, unit, p)
        pending = s[at + RT] == WAITS or s[at + RT] == PLAIN
        if pending and plus(k, s[at + RLO]) == d[0]:
            d[D_HEAD + D_RE * k[PARTIES] + which] = 1
    elif s[k[O_NOT] + 3 * which] == RUNNING:
        s[k[O_NOT] + 3 * which] = MATURED
        row = notice_row(k, which)
        leaves(k, d, a[row, UNIT], a[row, ACTOR])


@compiled
def _plan(plans: Any, planned: int, day: int, kind: int, which: int, last: int) -> int:
    """Put something on its day; plans stand in the order of days, the next one last."""
    if day > last:
        return planned
    n = planned
    while n > 0 and plans[n - 1, 0] < day:
        plans[n, 0], plans[n, 1] = plans[n - 1, 0], plans[n - 1, 1]
        n -= 1
    plans[n, 0], plans[n, 1] = day, (kind << 32) | which
    return planned + 1


@compiled
def _planned(k: Any, a: Any, s: Any, d: Any, today: Any, plans: Any, planned: int, day: int) -> int:
    """Plan what follows from a day."""
    end, parties = k[END], k[PARTIES]
    for i in range(d[D_ACTS]):
        row = today[i]
        n = a[row, NIDX]
        if n >= 0 and s[k[O_NOT] + 3 * n] == RUNNING:
            planned = _plan(plans, planned, matures(k, a, row, day), MATURITY, n, end)
        r = a[row, RIDX]
        if r >= 0 and s[BASE] and s[k[O_REF] + 3 * r] > 0:
            ends = end_of(k, a[row, UNIT], s[BLO], s[k[O_REF] + 3 * r])
            planned = _plan(plans, planned, ends, REFUSAL, r, end)
    if d[D_BASE]:
        planned = _planned_terms(k, a, s, plans, planned, day)
    if k[DM] or k[DD]:
        for p in range(parties):
            if s[k[O_DUE] + 2 * p] == day:
                planned = _plan(plans, planned, plus(k, day), DUE, p, end)
            for unit in range(k[UNITS]):
                at = place(k, unit, p)
                if s[at + RLO] == day:
                    planned = _plan(plans, planned, plus(k, day), AGAIN, unit * parties + p, end)
    return planned


@compiled
def _planned_terms(k: Any, a: Any, s: Any, plans: Any, planned: int, day: int) -> int:
    """Plan E0 and what follows from it, once it is known."""
    end = k[END]
    if not s[CAME]:
        planned = _plan(plans, planned, plus(k, day), E0, 0, end)
    for unit in range(k[UNITS]):
        u = O_UNIT + unit * UNIT_SIZE
        if k[u + DURM] < 0:
            continue
        if k[u + RENM] < 0:
            ends = end_of(k, unit, day, 1)
            if ends > day:
                planned = _plan(plans, planned, ends, TERM, unit, end)
            continue
        for r in range(k[REFUSALS]):
            term = s[k[O_REF] + 3 * r]
            row = refusal_row(k, r)
            if term > 0 and a[row, UNIT] == unit and a[row, LO] < day:
                ends = end_of(k, unit, day, term)
                if ends > day:
                    planned = _plan(plans, planned, ends, REFUSAL, r, end)
    return planned
