"""Spells in which a status is possible, compiled: noted party by party, then made stretches.

`spells` holds rows of status, first and last day, and the row of the party's next spell; row p is
the head of party p's chain: number of spells, first row, last row.
"""

from typing import Any

import numpy as np

from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import BEGIN, END, O_SHOWN, O_SINCE, PARTIES, STATUSES

STATUS, FIRST, LAST, FOLLOWING = range(4)
_KINDS = len(STATUSES)


@compiled
def emptied(k: Any, spells: Any) -> int:
    """Begin anew; return the number of rows in use."""
    for p in range(k[PARTIES]):
        spells[p, 0], spells[p, 1], spells[p, 2] = 0, -1, -1
    return int(k[PARTIES])


@compiled
def roomy(spells: Any, rows: int) -> Any:
    """Return the spells with room for so many rows."""
    if rows <= len(spells):
        return spells
    more = np.empty((2 * rows, 4), np.int64)
    more[: len(spells)] = spells
    return more


@compiled
def noted(spells: Any, used: int, p: int, status: int, first: int, last: int, many: int) -> int:
    """Note a spell of a party, joined with one that it touches; return the rows in use."""
    row = spells[p, 1] if many else spells[p, 2]
    while row >= 0:
        spell = spells[row]
        if spell[STATUS] == status and spell[FIRST] <= last + 1 and first <= spell[LAST] + 1:
            spell[FIRST], spell[LAST] = min(spell[FIRST], first), max(spell[LAST], last)
            return used
        row = spell[FOLLOWING]
    spell = spells[used]
    spell[STATUS], spell[FIRST], spell[LAST], spell[FOLLOWING] = status, first, last, -1
    if spells[p, 2] >= 0:
        spells[spells[p, 2], FOLLOWING] = used
    else:
        spells[p, 1] = used
    spells[p, 2] = used
    spells[p, 0] += 1
    return used + 1


@compiled
def changed(
    k: Any, s: Any, now: Any, low: int, high: int, spells: Any, used: int, many: int
) -> int:
    """Note the spells that end on a day from `low` to `high`, where a status became another."""
    for p in range(k[PARTIES]):
        status = s[k[O_SHOWN] + p]
        if status == now[p]:
            continue
        if s[k[O_SINCE] + p] < high and status >= 0:
            used = noted(spells, used, p, status, s[k[O_SINCE] + p], high - 1, many)
        s[k[O_SHOWN] + p], s[k[O_SINCE] + p] = now[p], low
    return used


@compiled
def ended(k: Any, s: Any, spells: Any, used: int, many: int) -> int:
    """Note the spells that last to the end."""
    for p in range(k[PARTIES]):
        status = s[k[O_SHOWN] + p]
        if status >= 0:
            used = noted(spells, used, p, status, s[k[O_SINCE] + p], k[END], many)
    return used


@compiled
def stretches_of(k: Any, spells: Any, p: int, many: int, out: Any, start: int, key: int) -> int:
    """Write the stretches of one party as rows of key, first, last and statuses."""
    count = spells[p, 0]
    row = spells[p, 1]
    if not many:
        while row >= 0:
            spell = spells[row]
            out[start, 0], out[start, 1], out[start, 2] = key, spell[FIRST], spell[LAST]
            out[start, 3] = 1 << spell[STATUS]
            start += 1
            row = spell[FOLLOWING]
        return start
    days = np.empty(2 * count, np.int64)
    turns = np.empty(2 * count, np.int64)
    for n in range(count):
        spell = spells[row]
        days[2 * n], turns[2 * n] = spell[FIRST], spell[STATUS]
        days[2 * n + 1], turns[2 * n + 1] = spell[LAST] + 1, spell[STATUS] + _KINDS
        row = spell[FOLLOWING]
    order = np.argsort(days)
    open_ = np.zeros(_KINDS, np.int64)
    mask, begin = 0, k[BEGIN]
    for n in range(2 * count):
        turn = turns[order[n]]
        open_[turn % _KINDS] += 1 if turn < _KINDS else -1
        day = days[order[n]]
        if n + 1 < 2 * count and days[order[n + 1]] == day:
            continue
        now = 0
        for status in range(_KINDS):
            if open_[status] > 0:
                now |= 1 << status
        if now != mask:
            if mask:
                out[start, 0], out[start, 1], out[start, 2] = key, begin, day - 1
                out[start, 3] = mask
                start += 1
            mask, begin = now, day
    return start
