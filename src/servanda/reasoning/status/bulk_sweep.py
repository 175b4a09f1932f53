"""One instrument with uncertain dates, followed through all its worlds at once, compiled.

The sweep goes from stretch to stretch of days. In each, a state (the set of worlds that are alike
so far) is split by what happens in it and in which order, and states that are alike again become
one: only what is still to come is kept of the past. Nothing is left out and nothing added.

Where the days of two things in one stretch would have to be kept, the stretch is a single day.
"""

from typing import Any

from servanda.reasoning.status.bulk_day import (
    D_ACTS,
    cleared,
    copied,
    place,
)
from servanda.reasoning.status.bulk_items import (
    ACT,
    CLOCK,
    LAPSE,
    SECOND,
    SOFT,
    WHAT,
    WHICH,
    day_of,
    falls,
    found,
    from_day,
    range_at,
)  # fmt: skip
from servanda.reasoning.status.bulk_live import live, over, shown
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTS,
    BASE,
    BEGIN,
    BHI,
    BLO,
    CAME,
    CONS,
    DEAD,
    DURM,
    END,
    FL,
    FORCED,
    FROM,
    GONE,
    GROUPED,
    HI,
    LEFT,
    LO,
    MATURED,
    NOTICES,
    O_DONE,
    O_DUE,
    O_NOT,
    O_PARTY,
    O_PB,
    O_SHOWN,
    O_SINCE,
    O_UNIT,
    ODD,
    PARTIES,
    RENM,
    SIZE,
    UIDX,
    UNIT_SIZE,
    UNITS,
    UPTO,
)  # fmt: skip
from servanda.reasoning.status.bulk_spells import changed, ended, roomy
from servanda.reasoning.status.bulk_store import cleared_store, put, take
from servanda.reasoning.status.bulk_windows import windows_today

MANY, CROWD = 12, 3
"""Things that may happen on one day, and in one order within a stretch, at most."""


@compiled
def sweep(
    k: Any, a: Any, s: Any, old: Any, d: Any, today: Any, refused: Any, spare: Any, now: Any,
    spells: Any, used: int, pool: Any, store: Any, days: Any, table: Any, fixed: Any,
    items: Any, lists: Any, limit: int,
) -> tuple[Any, int]:  # fmt: skip
    """Follow all worlds; note their spells and return them and the rows in use, -1 if too many."""
    exact, open_, place_, passed, acts = lists[0], lists[1], lists[2], lists[3], lists[4]
    _split(k, a, exact, open_)
    size = k[SIZE]
    begin = min(k[BEGIN], k[END])
    for n in range(size):
        s[n] = 0
    k[FROM], k[UPTO] = 0, k[NOTICES]
    shown(k, s, a, now)
    for p in range(k[PARTIES]):
        s[k[O_SINCE] + p] = begin
        s[k[O_SHOWN] + p] = now[p]
    cleared_store(store, days, table, k[END] - begin + 2)
    work, alone, t = 0, True, begin
    cost = 1 + k[PARTIES] // 3  # of a day, which grows with the parties
    while True:
        if not alone:
            while t <= k[END] + 1 and days[t - begin] < 0:
                t += 1
            if t > k[END] + 1:
                return spells, used
            take(k, s, t - begin, pool, store, days, table)
        if t > k[END] or over(k, s, t):
            spells = roomy(spells, used + k[PARTIES])
            used = ended(k, s, spells, used, 1)
            if alone:
                return spells, used
            continue
        _forget(k, s)
        count, must, may, until = found(k, s, a, t, open_, exact, today, fixed, items)
        if k[ODD] or may > MANY:
            return spells, -1
        clocks, soft = 0, 0
        for i in range(may):
            clocks += items[i, CLOCK] == 1
            soft |= items[i, CLOCK] == SOFT
        clocks += soft
        if may == 0:
            if count or must:
                work += cost
                cleared(k, d, t, t)
                d[D_ACTS] = count
                passed[0], passed[1] = 0, 0
                for i in range(must):
                    falls(k, s, a, d, refused, fixed, i)
                windows_today(k, s, a, d, t, passed, today)
                live(k, s, a, d, today, refused, spare)
                shown(k, s, a, now)
                spells = roomy(spells, used + k[PARTIES])
                used = changed(k, s, now, t, t, spells, used, 1)
            if alone:
                t = until + 1
                continue
            room = put(k, s, until + 1 - begin, pool, store, days, table)
            if work > limit or not room:
                return spells, -1
            continue
        alone = False
        if until > t and (clocks > 1 or may > CROWD):
            until = t
        base = 2 if until == t else may + 1
        choices = base**may
        copied(s, old, size)
        for choice in range(choices):
            rest, levels = choice, 0
            for i in range(may):
                place_[i] = rest % base
                rest //= base
                levels = max(levels, place_[i])
            work += 1
            if levels > until - t + 1 or not _whole(place_, may, levels):
                continue
            copied(old, s, size)
            special, low, high = _fits(k, s, a, t, until, items, may, place_, levels)
            if special < 0:
                continue
            first, last = (1, levels) if levels else (1, 1 if count or must else 0)
            passed[0], passed[1] = 0, 0
            for level in range(first, last + 1):
                day, stop = t + level - 1, until - (levels - level)
                if levels == 0:
                    day, stop = t, t
                if special:
                    stop = min(stop, high - (special - level)) if level < special else stop
                    day = max(day, low + (level - special)) if level > special else day
                    if level == special:
                        day, stop = low, high
                cleared(k, d, day, stop)
                here = 0
                if until == t:
                    for i in range(count):
                        acts[i] = today[i]
                    here = count
                    for i in range(must):
                        falls(k, s, a, d, refused, fixed, i)
                for i in range(may):
                    if place_[i] != level:
                        continue
                    if items[i, WHAT] == ACT:
                        acts[here] = items[i, SECOND]
                        here += 1
                        s[k[O_DONE] + a[items[i, SECOND], UIDX]] = 1
                    else:
                        falls(k, s, a, d, refused, items, i)
                d[D_ACTS] = here
                windows_today(k, s, a, d, t, passed, acts)
                work += cost
                live(k, s, a, d, acts, refused, spare)
                for i in range(may):
                    if place_[i] == level and items[i, WHAT] == LAPSE:
                        passed[items[i, WHICH]] += 1
                shown(k, s, a, now)
                spells = roomy(spells, used + k[PARTIES])
                used = changed(k, s, now, day, stop, spells, used, 1)
                if k[ODD]:
                    return spells, -1
            _forget(k, s)
            room = put(k, s, until + 1 - begin, pool, store, days, table)
            if work > limit or not room:
                return spells, -1


@compiled
def _split(k: Any, a: Any, exact: Any, open_: Any) -> None:
    """List the rows of exact acts (from place 1 on, then -1) and of uncertain ones."""
    count, other = 1, 0
    for n in range(k[ACTS]):
        if a[n, LO] < a[n, HI]:
            open_[other] = n
            other += 1
        else:
            exact[count] = n
            count += 1
    exact[count] = -1
    exact[0] = count


@compiled
def _whole(place_: Any, may: int, levels: int) -> bool:
    """Tell whether every place in the order is taken."""
    for level in range(1, levels + 1):
        taken = False
        for i in range(may):
            taken = taken or place_[i] == level
        if not taken:
            return False
    return True


@compiled
def _fits(
    k: Any, s: Any, a: Any, t: int, until: int, items: Any, may: int, place_: Any, levels: int
) -> tuple[int, int, int]:
    """Narrow the ranges to what a choice says.

    Returns the place of a thing that follows from a range, with its first and last day; place 0
    where there is none, -1 where no world is like that.
    """
    special, low, high = 0, 0, 0
    for i in range(may):
        level = place_[i]
        if items[i, WHAT] == ACT:
            if level == 0 and a[items[i, SECOND], HI] <= until:
                return -1, 0, 0
            continue
        at = range_at(k, items, i)
        first, last = s[at], s[at + 1]
        if level == 0:
            s[at] = from_day(k, s, a, items, i, first, last, until + 1)
            if s[at] > last:
                return -1, 0, 0
            continue
        s[at] = from_day(k, s, a, items, i, first, last, t + level - 1)
        s[at + 1] = from_day(k, s, a, items, i, first, last, until - (levels - level) + 1) - 1
        if s[at] > s[at + 1]:
            return -1, 0, 0
        special = level
        low, high = day_of(k, s, a, items, i, s[at]), day_of(k, s, a, items, i, s[at + 1])
    return special, low, high


@compiled
def _forget(k: Any, s: Any) -> None:
    """Leave out of a state what can no longer matter."""
    terms, renewed = False, False
    for unit in range(k[UNITS]):
        u = O_UNIT + unit * UNIT_SIZE
        terms = terms or k[u + DURM] >= 0
        renewed = renewed or (k[u + DURM] >= 0 and k[u + RENM] >= 0)
    if not renewed:
        for n in range(k[NOTICES]):
            if s[k[O_NOT] + 3 * n] == MATURED:
                s[k[O_NOT] + 3 * n] = DEAD
    if s[BASE] and s[CAME] and not terms:
        s[BLO], s[BHI] = 0, 0
    for p in range(k[PARTIES]):
        at = k[O_PB] + p
        if s[BASE]:
            s[at] &= ~GONE
        if not s[CAME]:
            continue
        s[at] &= ~GROUPED
        if s[at] & CONS and s[k[O_DUE] + 2 * p] == 0 and not k[O_PARTY + p] & FORCED:
            for unit in range(k[UNITS]):
                s[place(k, unit, p) + FL] &= ~LEFT
