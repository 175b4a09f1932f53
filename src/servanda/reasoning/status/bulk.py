"""Every status interval of a large log at once.

Acts come as columns (`bulk_columns.columns` makes them from a log). Instruments are folded side by
side with numpy, `PART` acts at a time. Those whose worlds the fold cannot tell apart (dates that
overlap so that the order of events is open, tellings that fit several acts, children) go to the
ordinary engine, one by one. The stretches are those of `intervals`, exactly.

numpy is imported here and in the modules `bulk_*` alone; import this module where it is needed.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from servanda.reasoning.status import bulk_table
from servanda.reasoning.status.bulk_columns import ACT_FIELDS, Columns, Flags, Ints, columns, merged
from servanda.reasoning.status.bulk_days import packed
from servanda.reasoning.status.bulk_fold import STATUSES, Changes, fold
from servanda.reasoning.status.bulk_table import Lanes
from servanda.reasoning.status.bulk_unsure import certain_order
from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.intervals import Interval, intervals
from servanda.reasoning.status.log import TooUncertain

__all__ = ["PART", "Columns", "Stretches", "columns", "stretches"]

PART = 1_000_000
"""Acts folded at a time; memory grows with it, not with the log."""

_BIT = {status: 1 << number for number, status in enumerate(STATUSES)}


class Stretches(NamedTuple):
    """Stretches of days (ordinals, inclusive) by key, in order; `statuses` has a bit for each.

    `unknown` holds the keys that are too uncertain; they have no stretches. `slow` counts the
    instruments that the ordinary engine had to follow.
    """

    key: Ints
    first: Ints
    last: Ints
    statuses: Ints
    unknown: Ints
    slow: int

    def of(self, key: int) -> list[Interval]:
        """Return the stretches of one key, as `intervals` does."""
        a, b = np.searchsorted(self.key, [key, key + 1])
        return [
            Interval(int(self.first[n]), int(self.last[n]), names(int(self.statuses[n])))
            for n in range(int(a), int(b))
        ]


def names(statuses: int) -> tuple[str, ...]:
    """Return the sorted names of a set of statuses."""
    return tuple(sorted(name for name, bit in _BIT.items() if statuses & bit))


def stretches(columns: Columns, part: int = PART) -> Stretches:
    """Return the statuses of all keys through time.

    Each key's stretches follow one another without a gap, from the first day of any act of its
    instrument to the log's day.
    """
    columns = _sorted(columns)
    done = [_folded(columns, a, b) for a, b in _parts(columns, part)]
    if not done:
        nothing = np.empty(0, np.int64)
        return Stretches(nothing, nothing, nothing, nothing, nothing, 0)
    return Stretches(
        key=np.concatenate([one.key for one in done]),
        first=np.concatenate([one.first for one in done]),
        last=np.concatenate([one.last for one in done]),
        statuses=np.concatenate([one.statuses for one in done]),
        unknown=np.concatenate([one.unknown for one in done]),
        slow=sum(one.slow for one in done),
    )


def _sorted(columns: Columns) -> Columns:
    """Put the acts into the order of their instruments."""
    if (np.diff(columns.lane) >= 0).all():
        return columns
    order = np.argsort(columns.lane, kind="stable")
    acts = {name: getattr(columns, name)[order] for name in ACT_FIELDS}
    return columns._replace(**acts)


def _parts(columns: Columns, size: int) -> Iterator[tuple[int, int]]:
    """Cut the instruments into parts of about `size` acts."""
    start = 0
    while start < columns.lanes:
        low = int(np.searchsorted(columns.lane, start))
        stop = columns.lanes
        if low + size < len(columns.lane):
            stop = max(start + 1, int(columns.lane[low + size]))
        yield start, stop
        start = stop


def _folded(whole: Columns, start: int, stop: int) -> Stretches:
    """Fold some of the instruments."""
    c = whole.part(start, stop)
    acts = merged(c)
    slow = acts.odd | (c.parent >= 0)
    open_ = np.zeros(c.lanes, bool)
    open_[acts.lane[acts.lo < acts.hi]] = True
    some = bulk_table.lanes(c, acts)
    changes = _fold_some(some, ~slow & ~open_)
    begin = acts.start[some.of_key]
    parts = [_plain(*changes[0], begin, c.last)]
    more = changes[1]
    if open_.any():
        found, unsure = certain_order(some, ~slow & open_)
        slow |= unsure
        more += found
    if more:
        parts.append(_joined(more, begin, c.last))
    hard, unknown = _ordinary(whole, c, np.flatnonzero(slow), start)
    parts.append(hard)
    columns_ = [np.concatenate([part[n] for part in parts]) for n in range(4)]
    order = np.lexsort((columns_[1], columns_[0]))
    offset = whole.first[start]
    key, first, last, statuses = (one[order] for one in columns_)
    return Stretches(key + offset, first, last, statuses, unknown + offset, int(slow.sum()))


Found = tuple[Ints, Ints, Ints, Ints]
"""Key, first day, last day and statuses of stretches."""


World = tuple[Changes, Ints]
"""The changes in one sort of worlds, and the keys that it is about."""


def _fold_some(some: Lanes, use: Flags) -> tuple[World, list[World]]:
    """Fold lanes without uncertain dates; first those where both readings agree.

    The others come once for each reading.
    """
    few, keys = bulk_table.chosen(some, use)
    last = bulk_table.table(few, packed(few.acts.lo), "last")
    changes = fold(few, last)
    changes = changes._replace(key=keys[changes.key])
    if not last.ambiguous.any():
        return (changes, keys), []
    both = np.zeros(len(use), bool)
    both[np.flatnonzero(use)[last.ambiguous]] = True
    split = both[some.of_key]
    twice, again = bulk_table.chosen(some, both)
    other = fold(twice, bulk_table.table(twice, packed(twice.acts.lo), "next"))
    mine = split[changes.key]
    worlds = [(_some(changes, mine), again), (other._replace(key=again[other.key]), again)]
    return (_some(changes, ~mine), keys[~split[keys]]), worlds


def _some(changes: Changes, mine: Flags) -> Changes:
    return Changes(*(column[mine] for column in changes))


def _plain(changes: Changes, keys: Ints, begin: Ints, last: int) -> Found:
    """Turn the changes of one world into stretches."""
    key = np.concatenate([keys, changes.key])
    day = np.concatenate([begin[keys], changes.day >> 16])
    status = np.concatenate([np.zeros(len(keys), np.int64), changes.status])
    order = np.argsort((key << 21) | day, kind="stable")
    key, day, status = key[order], day[order], status[order]
    keep = np.ones(len(key), bool)  # The last change of a day counts.
    keep[:-1] = (key[1:] != key[:-1]) | (day[1:] != day[:-1])
    return _closed(key[keep], day[keep], 1 << status[keep], last)


def _closed(key: Ints, day: Ints, statuses: Ints, last: int) -> Found:
    """Join neighbours with the same statuses and give every stretch its last day."""
    new = np.ones(len(key), bool)
    new[1:] = (key[1:] != key[:-1]) | (statuses[1:] != statuses[:-1])
    key, day, statuses = key[new], day[new], statuses[new]
    end = np.full(len(key), last)
    end[:-1] = np.where(key[1:] == key[:-1], day[1:] - 1, last)
    return key, day, end, statuses


def _joined(worlds: list[tuple[Changes, Ints]], begin: Ints, last: int) -> Found:
    """Join several sorts of worlds: a status is possible where some sort shows it.

    A change from one status to another on a day from `day` to `until` makes the new one possible
    on the first of them, and the old one impossible on the last.
    """
    keys, days, status, gain = [], [], [], []
    for changes, of in worlds:
        order = np.argsort(changes.key, kind="stable")
        key, day, until, now = (column[order] for column in changes)
        before = np.zeros(len(key), np.int64)
        before[1:] = np.where(key[1:] == key[:-1], now[:-1], 0)
        one = np.ones(len(key), np.int64)
        keys += [of, key, key]
        days += [begin[of], day >> 16, np.minimum(until >> 16, last + 1)]
        status += [np.zeros(len(of), np.int64), now, before]
        gain += [np.ones(len(of), np.int64), one, -one]
    key, day = np.concatenate(keys), np.concatenate(days)
    order = np.argsort((key << 21) | day, kind="stable")
    key, day = key[order], day[order]
    which, gained = np.concatenate(status)[order], np.concatenate(gain)[order]
    heads = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    sizes = np.diff(np.concatenate([heads, [len(key)]]))
    mask = np.zeros(len(key), np.int64)
    for number in range(len(STATUSES)):
        here = which == number
        if here.any():
            total = np.cumsum(np.where(here, gained, 0))
            base = np.concatenate([[0], total])[heads]
            mask |= (total - np.repeat(base, sizes) > 0).astype(np.int64) << number
    keep = np.ones(len(key), bool)
    keep[:-1] = (key[1:] != key[:-1]) | (day[1:] != day[:-1])
    keep &= day <= last
    return _closed(key[keep], day[keep], mask[keep], last)


def _ordinary(whole: Columns, c: Columns, slow: Ints, offset: int) -> tuple[Found, Ints]:
    """Follow the remaining instruments with the ordinary engine."""
    rows: list[tuple[int, int, int, int]] = []
    unknown = []
    for lane in slow.tolist():
        log = whole.log(lane + offset)
        name = f"i{lane + offset}"
        desk = Desk(log)
        for place, party in enumerate(log.instruments[name].parties):
            key = int(c.first[lane]) + place
            try:
                found = intervals(log, name, party, desk=desk)
            except TooUncertain:
                unknown.append(key)
                continue
            rows += [(key, s.first, s.last, sum(_BIT[n] for n in s.statuses)) for s in found]
    array = np.array(rows, np.int64).reshape(-1, 4)
    return tuple(array.T), np.array(unknown, np.int64)  # type: ignore[return-value]
