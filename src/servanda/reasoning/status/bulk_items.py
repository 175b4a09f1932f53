"""What may happen from a day on in the worlds that a state stands for, compiled.

A state of uncertain worlds has ranges where one world has days: each act that has not happened
yet lies in its own range, and each day that later ones follow from (base, consent, notice) in one
kept in the state. `found` lists what may happen on a day `t` or until a day that it returns, such
that every thing listed may fall on any day of that stretch.
"""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE
from servanda.reasoning.status.bulk_day import (
    D_DUE,
    D_HEAD,
    D_LAPSED,
    D_RE,
    D_REFUSED,
    D_TERM,
    leaves,
    notice_row,
    place,
    refusal_row,
)
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    BASE,
    BHI,
    BLO,
    CAME,
    CONS,
    DD,
    DM,
    DOUBT,
    DURM,
    END,
    EXIT,
    FL,
    HI,
    KIND,
    LO,
    MATURED,
    MISSED,
    NEEDS,
    NOTICES,
    O_DONE,
    O_DUE,
    O_NOT,
    O_PB,
    O_REF,
    O_UNIT,
    OF,
    OPEN,
    PARTIES,
    RATIFIED,
    RECORDED,
    REFUSALS,
    RENM,
    RLO,
    RUNNING,
    UIDX,
    UNIT,
    UNIT_SIZE,
    UNITS,
    WITHDRAWN,
)  # fmt: skip
from servanda.reasoning.status.bulk_terms import (
    POWERLESS,
    at_once,
    end_of,
    matures,
    plus,
    refusable,
    window,
)  # fmt: skip
from servanda.reasoning.status.bulk_windows import refusals_ahead, until_windows

ACT, ENTRY, DUE, AGAIN, MATURITY, TERM, REFUSAL, LAPSE = range(8)
WHAT, WHICH, SECOND, CLOCK = range(4)
SOFT = 2
"""Columns of an item: kind, number, a second number, and whether other days follow from it.

Second numbers: of ACT its row, of AGAIN the unit, of LAPSE the term. CLOCK is 1, or SOFT for
consents of which one at most has a day that others follow from.
"""

_RESUMPTION = CODE["resumption"]
_SIGNATURE, _RATIFICATION, _ACCESSION, _EIF, _NOTICE = (
    CODE["signature"], CODE["ratification"], CODE["accession"], CODE["entry_into_force"],
    CODE["notice"],
)  # fmt: skip


@compiled
def day_of(k: Any, s: Any, a: Any, items: Any, i: int, start: int) -> int:
    """Return the day of an item if the day that it follows from is `start`."""
    what, which = items[i, WHAT], items[i, WHICH]
    if what in (ENTRY, DUE, AGAIN):
        return plus(k, start)
    if what == MATURITY:
        return matures(k, a, notice_row(k, which), start)
    if what == TERM:
        return end_of(k, which, start, 1)
    if what == REFUSAL:
        return end_of(k, a[refusal_row(k, which), UNIT], start, s[k[O_REF] + 3 * which])
    return refusable(k, which, start, items[i, SECOND])


@compiled
def range_at(k: Any, items: Any, i: int) -> int:
    """Return where a state keeps the range that an item follows from."""
    what, which = items[i, WHAT], items[i, WHICH]
    if what == DUE:
        return int(k[O_DUE] + 2 * which)
    if what == AGAIN:
        return place(k, items[i, SECOND], which) + RLO
    if what == MATURITY:
        return int(k[O_NOT] + 3 * which + 1)
    return BLO


@compiled
def from_day(k: Any, s: Any, a: Any, items: Any, i: int, low: int, high: int, day: int) -> int:
    """Return the first day of a range (or one more) from which the item falls on `day` or later."""
    high += 1
    while low < high:
        middle = (low + high) // 2
        if day_of(k, s, a, items, i, middle) >= day:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def falls(k: Any, s: Any, a: Any, d: Any, refused: Any, items: Any, i: int) -> None:
    """Put an item that is no act on the day."""
    what, which = items[i, WHAT], items[i, WHICH]
    if what == ENTRY:
        d[3] = 1
    elif what == DUE:
        d[D_HEAD + D_DUE * k[PARTIES] + which] = 1
        s[k[O_DUE] + 2 * which], s[k[O_DUE] + 2 * which + 1] = 0, 0
    elif what == AGAIN:
        d[D_HEAD + (D_RE + items[i, SECOND]) * k[PARTIES] + which] = 1
    elif what == MATURITY:
        at = k[O_NOT] + 3 * which
        s[at], s[at + 1], s[at + 2] = MATURED, 0, 0
        row = notice_row(k, which)
        leaves(k, d, a[row, UNIT], a[row, ACTOR])
    elif what == TERM:
        d[D_TERM + which] = 1
    elif what == REFUSAL:
        refused[d[D_REFUSED]] = which
        d[D_REFUSED] += 1
        s[k[O_REF] + 3 * which] = 0
    else:
        d[D_LAPSED + which] = 1


@compiled
def found(
    k: Any, s: Any, a: Any, t: int, open_: Any, exact: Any, today: Any, fixed: Any, items: Any
) -> tuple[int, int, int, int]:
    """List what happens on `t` for certain, and what may.

    Returns the number of acts in `today`, of items in `fixed`, of items in `items`, and the last
    day of the stretch (`t` itself if something happens for certain).
    """
    until = k[END]
    acts, must, may = 0, 0, 0
    n, beyond = 1, exact[0]
    while n < beyond:
        middle = (n + beyond) // 2
        if a[exact[middle], LO] < t:
            n = middle + 1
        else:
            beyond = middle
    while exact[n] >= 0 and a[exact[n], LO] == t:
        today[acts] = exact[n]
        acts += 1
        n += 1
    if exact[n] >= 0:
        until = min(until, a[exact[n], LO] - 1)
    for i in range(k[OPEN]):
        row = open_[i]
        if s[k[O_DONE] + a[row, UIDX]]:
            continue
        if a[row, LO] > t:
            until = min(until, a[row, LO] - 1)
            continue
        until = min(until, a[row, HI])
        items[may, WHAT], items[may, WHICH], items[may, SECOND] = ACT, open_[i], open_[i]
        may += 1
    last = len(fixed) - 1
    total = _kinds(k, s)
    for n in range(total):
        if not _pending(k, s, a, n, t, fixed, last):
            continue
        at = range_at(k, fixed, last)
        low = day_of(k, s, a, fixed, last, s[at])
        high = low if s[at] == s[at + 1] else day_of(k, s, a, fixed, last, s[at + 1])
        if s[at] != s[at + 1]:
            k[DOUBT] = 1
        if high < t:
            continue
        if low > t:
            until = min(until, low - 1)
        elif low == high:
            for field in range(4):
                fixed[must, field] = fixed[last, field]
            must += 1
        else:
            until = min(until, high)
            for field in range(4):
                items[may, field] = fixed[last, field]
            items[may, CLOCK] = 1
            may += 1
    until = until_windows(k, s, a, t, until)
    if acts or must:
        until = t
    possible = 0
    busy = must > 0
    for i in range(acts):
        busy = busy or a[today[i], KIND] > _RESUMPTION
    for i in range(may):
        busy = busy or items[i, WHAT] != ACT or a[items[i, SECOND], KIND] > _RESUMPTION
    if s[BASE] == 0 and may > 0:
        possible = _possible(k, s, a, today, acts, items, may)
    for i in range(may):
        if items[i, WHAT] == ACT:
            until = _clock(k, s, a, t, until, items, i, possible, busy)
    return acts, must, may, max(until, t)


@compiled
def _kinds(k: Any, s: Any) -> int:
    """Return how many things may be pending at most."""
    return int(1 + k[PARTIES] * (1 + k[UNITS]) + k[NOTICES] + k[UNITS] * 2 + k[REFUSALS])


@compiled
def _pending(k: Any, s: Any, a: Any, n: int, t: int, items: Any, i: int) -> bool:
    """Write the n-th thing that may be pending to `item`; tell whether it is."""
    parties, units = k[PARTIES], k[UNITS]
    items[i, CLOCK] = 0
    if n == 0:
        items[i, WHAT] = ENTRY
        return bool(s[BASE] == 1 and s[CAME] == 0)
    n -= 1
    if n < parties:
        items[i, WHAT], items[i, WHICH] = DUE, n
        return bool(s[k[O_DUE] + 2 * n] > 0)
    n -= parties
    if n < parties * units:
        items[i, WHAT], items[i, WHICH], items[i, SECOND] = AGAIN, n % parties, n // parties
        return bool(s[place(k, n // parties, n % parties) + RLO] > 0)
    n -= parties * units
    if n < k[NOTICES]:
        items[i, WHAT], items[i, WHICH] = MATURITY, n
        return bool(s[k[O_NOT] + 3 * n] == RUNNING)
    n -= k[NOTICES]
    if s[BASE] == 0:
        return False
    if n < units:
        u = O_UNIT + n * UNIT_SIZE
        items[i, WHAT], items[i, WHICH] = TERM, n
        return bool(k[u + DURM] >= 0 and k[u + RENM] < 0)
    n -= units
    if n < units:
        items[i, WHAT], items[i, WHICH] = LAPSE, n
        if s[BLO] == s[BHI] or not refusals_ahead(k, s, a, n, t):
            return False
        items[i, SECOND] = window(k, n, s[BLO], t)
        return True
    n -= units
    items[i, WHAT], items[i, WHICH] = REFUSAL, n
    return bool(s[k[O_REF] + 3 * n] > 0)


@compiled
def _clock(
    k: Any, s: Any, a: Any, t: int, until: int, items: Any, i: int, possible: int, busy: bool
) -> int:
    """See whether other days follow from an uncertain act; end the stretch before the first."""
    row = items[i, SECOND]
    items[i, CLOCK] = 0
    kind = a[row, KIND]
    if kind == _NOTICE:
        u = O_UNIT + a[row, UNIT] * UNIT_SIZE
        if k[u + EXIT] == POWERLESS or at_once(k, a, row):
            return until
        items[i, CLOCK] = 1
        return min(until, max(t, matures(k, a, row, t) - 1))
    by = _RATIFICATION if k[RATIFIED] else _SIGNATURE
    if kind != by and kind != _ACCESSION and kind != _EIF:
        return until
    delayed = k[DM] > 0 or k[DD] > 0
    if delayed and a[row, ACTOR] < 0 and kind != _EIF:
        items[i, CLOCK] = 1
        return t
    if delayed and (busy or _apart(k, s, a[row, ACTOR])):
        items[i, CLOCK] = 1
        if kind == _ACCESSION and k[UNITS] > 1:
            return t
        until = min(until, max(t, plus(k, t) - 1))
    if s[BASE]:
        if not delayed:
            return until
        items[i, CLOCK] = 1
        return min(until, max(t, plus(k, t) - 1))
    if k[RECORDED] and not (kind == _EIF and a[row, ACTOR] < 0):
        return until
    if not k[RECORDED] and possible < k[NEEDS]:
        return until
    # The last consent needed decides the base; only those beyond it have days of their own.
    sort = 1 if k[RECORDED] or (delayed and possible > k[NEEDS]) else SOFT
    first = until + 1
    if delayed:
        items[i, CLOCK] = sort if items[i, CLOCK] != 1 else 1
        first = min(first, plus(k, t))
    for unit in range(k[UNITS]):
        u = O_UNIT + unit * UNIT_SIZE
        if k[u + DURM] >= 0:
            items[i, CLOCK] = sort if items[i, CLOCK] != 1 else 1
            day = end_of(k, unit, t, 1)
            if k[u + RENM] >= 0:
                day = refusable(k, unit, t, 1)
            first = min(first, day)
    return min(until, max(t, first - 1))


@compiled
def _apart(k: Any, s: Any, party: int) -> bool:
    """Tell whether a party (or any, -1) has left, or missed its entry."""
    for p in range(k[PARTIES]):
        if party >= 0 and p != party:
            continue
        for unit in range(k[UNITS]):
            at = place(k, unit, p)
            if s[at + OF] == WITHDRAWN or s[at + FL] & MISSED:
                return True
    return False


@compiled
def _possible(k: Any, s: Any, a: Any, today: Any, acts: int, items: Any, may: int) -> int:
    """Return how many parties may have consented by the end of a stretch, at most."""
    count = 0
    for p in range(k[PARTIES]):
        here = s[k[O_PB] + p] & CONS != 0
        for i in range(acts):
            row = today[i]
            concerns = a[row, ACTOR] == p or a[row, ACTOR] < 0
            here = here or (a[row, KIND] <= _EIF and concerns)
        for i in range(may):
            if items[i, WHAT] == ACT:
                row = items[i, SECOND]
                concerns = a[row, ACTOR] == p or a[row, ACTOR] < 0
                here = here or (a[row, KIND] <= _EIF and concerns)
        count += here
    return count
