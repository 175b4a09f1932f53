"""The states of a sweep that wait for their day, compiled; states that are alike become one.

`pool` holds the states, `store` in a row each: the next state of the same day, the next with the
same mark, the mark, and the free slots (their number in the last column). `days` and `table` hold
the first state of each day and of each mark's last bits, or -1.
"""

from typing import Any

from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import O_SINCE, PARTIES, SIZE

SLOTS = 4096
"""States kept at once, at most."""

TABLE = 4096
_NEXT, _LINK, _MARK, _FREE = range(4)


@compiled
def cleared_store(store: Any, days: Any, table: Any, span: int) -> None:
    """Make all slots free."""
    for n in range(SLOTS):
        store[_FREE, n] = SLOTS - 1 - n
    store[_FREE, SLOTS] = SLOTS
    for n in range(span):
        days[n] = -1
    for n in range(TABLE):
        table[n] = -1


@compiled
def put(k: Any, s: Any, day: int, pool: Any, store: Any, days: Any, table: Any) -> bool:
    """Keep a state for a day (counted from the first); tell whether there was room."""
    size, mark = k[O_SINCE], day
    for n in range(size):
        mark = (mark ^ s[n]) * 1_099_511_628_211
        mark ^= mark >> 29
    at = table[mark & (TABLE - 1)]
    while at >= 0:
        if store[_MARK, at] == mark:
            same = True
            for n in range(size):
                same = same and pool[at, n] == s[n]
            if same:
                for n in range(size, size + k[PARTIES]):
                    pool[at, n] = min(pool[at, n], s[n])
                return True
        at = store[_LINK, at]
    free = store[_FREE, SLOTS] - 1
    if free < 0:
        return False
    store[_FREE, SLOTS] = free
    at = store[_FREE, free]
    for n in range(k[SIZE]):
        pool[at, n] = s[n]
    store[_MARK, at] = mark
    store[_NEXT, at], days[day] = days[day], at
    store[_LINK, at], table[mark & (TABLE - 1)] = table[mark & (TABLE - 1)], at
    return True


@compiled
def take(k: Any, s: Any, day: int, pool: Any, store: Any, days: Any, table: Any) -> None:
    """Take a state of a day out."""
    at = days[day]
    days[day] = store[_NEXT, at]
    for n in range(k[SIZE]):
        s[n] = pool[at, n]
    bucket = store[_MARK, at] & (TABLE - 1)
    if table[bucket] == at:
        table[bucket] = store[_LINK, at]
    else:
        before = table[bucket]
        while store[_LINK, before] != at:
            before = store[_LINK, before]
        store[_LINK, before] = store[_LINK, at]
    store[_FREE, store[_FREE, SLOTS]] = at
    store[_FREE, SLOTS] += 1
