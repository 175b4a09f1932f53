"""All instruments of some columns, one after another, compiled."""

from typing import Any

import numpy as np

from servanda.reasoning.status.bulk_day import (
    D_HEAD,
    D_SIZE,
)
from servanda.reasoning.status.bulk_facts import facts, gathered
from servanda.reasoning.status.bulk_numba import compiled, kept
from servanda.reasoning.status.bulk_shape import (
    DOUBT,
    O_PARTY,
    ODD,
    OPEN,
    PARTIES,
    READING,
    SIZE,
)  # fmt: skip
from servanda.reasoning.status.bulk_spells import emptied, roomy, stretches_of
from servanda.reasoning.status.bulk_store import SLOTS, TABLE
from servanda.reasoning.status.bulk_sweep import sweep
from servanda.reasoning.status.bulk_tellings import WIDE
from servanda.reasoning.status.bulk_walk import walk

FINE, LEFT_OUT, UNKNOWN = 0, 1, 2
_GROWS = 65_536


@kept
def follow(c: Any, start: int, stop: int, limit: int) -> tuple[Any, Any]:
    """Return rows of key, first, last and statuses, and how each instrument came out."""
    most, parties = 0, 0
    for lane in range(start, stop):
        n = c.begin[lane + 1] - c.begin[lane]
        if c.parent[lane] >= 0:
            head = c.parent[lane]
            n += c.begin[head + 1] - c.begin[head]
        most = max(most, n)
        head = c.parent[lane] if c.parent[lane] >= 0 else lane
        parties = max(parties, c.first[head + 1] - c.first[head])
    room = np.empty((most, WIDE), np.int64)
    acts = np.empty((most, WIDE), np.int64)
    order, spare = np.empty(most, np.int64), np.empty(most, np.int64)
    k = np.zeros(O_PARTY + parties + 2 * most, np.int64)
    size = 32 + 20 * parties + 8 * most
    s, before = np.zeros(size, np.int64), np.zeros(size, np.int64)
    d = np.zeros(D_HEAD + D_SIZE * parties, np.int64)
    today, refused = np.empty(most, np.int64), np.empty(most + 1, np.int64)
    plans = np.empty((4 * most + 3 * parties + 8, 2), np.int64)
    now = np.zeros(2 * parties, np.int64)
    out = np.empty((_GROWS, 4), np.int64)
    came = np.zeros(stop - start, np.int64)
    filled = 0
    spells = np.empty((1024, 4), np.int64)
    pool, store = np.empty((0, 0), np.int64), np.empty((4, SLOTS + 1), np.int64)
    days, table = np.empty(_span(c), np.int64), np.empty(TABLE, np.int64)
    old = np.empty(size, np.int64)
    fixed = np.empty((8 + 3 * parties + 2 * most, 4), np.int64)
    items = np.empty((8 + 4 * parties + 3 * most, 4), np.int64)
    lists = np.empty((5, most + 16), np.int64)
    for lane in range(start, stop):
        count = gathered(c, lane, room, order, spare, acts)
        facts(c, lane, acts, count, k)
        spells = roomy(spells, 2 * k[PARTIES])
        used = emptied(k, spells)
        open_ = k[OPEN] > 0
        many = open_
        if not open_:
            spells, used = walk(k, acts, s, d, today, refused, before, plans, now, spells, used, 0)
            if k[DOUBT]:
                many = True
                k[READING] = 1
                spells, used = walk(
                    k, acts, s, d, today, refused, before, plans, now, spells, used, 1
                )
        if open_ and pool.shape[1] < k[SIZE]:
            pool = np.empty((SLOTS, k[SIZE]), np.int64)
        for reading in range(2 if open_ else 0):
            k[READING] = reading
            spells, used = sweep(
                k, acts, s, old, d, today, refused, before, now, spells, used, pool, store, days,
                table, fixed, items, lists, limit,
            )  # fmt: skip
            if used < 0 or k[ODD] or not k[DOUBT]:
                break
        if used < 0 or k[ODD]:
            came[lane - start] = LEFT_OUT if k[ODD] else UNKNOWN
            continue
        while filled + 2 * used + k[PARTIES] > len(out):
            more = np.empty((2 * len(out), 4), np.int64)
            more[:filled] = out[:filled]
            out = more
        for key in range(c.first[lane], c.first[lane + 1]):
            filled = stretches_of(k, spells, c.place[key], many, out, filled, key)
    return out[:filled], came


@compiled
def _span(c: Any) -> int:
    """Return the number of days that a log may cover."""
    first = c.last
    for n in range(len(c.lo)):
        first = min(first, c.lo[n])
    return int(c.last - first + 4)
