"""Every status interval of a large log at once.

Acts come as columns (`bulk_columns.columns` makes them from a log). Each instrument is followed by
a compiled kernel: day by day where its dates are certain (`bulk_walk`), else through all its
worlds at once (`bulk_sweep`). The few that the kernel leaves out go to the ordinary engine. The
stretches are those of `intervals`, exactly.

The kernel needs numba (the extra `bulk`); import this module where it is needed. It is compiled
when it is first called and kept on disk.
"""

from typing import Any, NamedTuple

import numpy as np

from servanda.reasoning.status.bulk_columns import ACT_FIELDS, Columns, Flags, Ints, columns
from servanda.reasoning.status.bulk_follow import LEFT_OUT, UNKNOWN, follow
from servanda.reasoning.status.bulk_shape import STATUSES
from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.intervals import Interval, intervals
from servanda.reasoning.status.log import TooUncertain

__all__ = ["WORK", "Columns", "Stretches", "columns", "stretches"]

WORK = 8_000
"""Days of sorts of worlds lived through for one instrument before it is too uncertain.

A day counts more where there are many parties. About ten milliseconds.
"""

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


class _Kernel(NamedTuple):
    """Columns as the kernel takes them; the acts of lane n begin at `begin[n]`."""

    first: Ints
    ratified: Flags
    needs: Ints
    delay: Ints
    duration: Ints
    renewal: Ints
    term_notice: Ints
    exit: Ints
    vclt: Flags
    parent: Ints
    place: Ints
    begin: Ints
    kind: Ints
    actor: Ints
    lo: Ints
    hi: Ints
    notice: Ints
    rank: Ints
    last: int


def names(statuses: int) -> tuple[str, ...]:
    """Return the sorted names of a set of statuses."""
    return tuple(sorted(name for name, bit in _BIT.items() if statuses & bit))


def stretches(columns: Columns, work: int = WORK) -> Stretches:
    """Return the statuses of all keys through time.

    Each key's stretches follow one another without a gap, from the first day of any act of its
    instrument to the log's day.
    """
    columns = _sorted(columns)
    rows, came = follow(_kernel(columns), 0, columns.lanes, work)
    hard, unknown = _ordinary(columns, np.flatnonzero(came == LEFT_OUT))
    for lane in np.flatnonzero(came == UNKNOWN).tolist():
        unknown += range(int(columns.first[lane]), int(columns.first[lane + 1]))
    if len(hard):
        rows = np.concatenate([rows, hard])
        rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    key, first, last, statuses = rows.T
    slow = int((came == LEFT_OUT).sum())
    return Stretches(key, first, last, statuses, np.array(sorted(unknown), np.int64), slow)


def _sorted(columns: Columns) -> Columns:
    """Put the acts into the order of their instruments."""
    if (np.diff(columns.lane) >= 0).all():
        return columns
    order = np.argsort(columns.lane, kind="stable")
    acts = {name: getattr(columns, name)[order] for name in ACT_FIELDS}
    return columns._replace(**acts)


def _kernel(columns: Columns) -> _Kernel:
    begin = np.searchsorted(columns.lane, np.arange(columns.lanes + 1))

    def fit(name: str) -> Any:
        if name == "begin":
            return begin.astype(np.int64)
        value = getattr(columns, name)
        if name == "last":
            return int(value)
        return np.ascontiguousarray(value, bool if name in ("ratified", "vclt") else np.int64)

    return _Kernel(*map(fit, _Kernel._fields))


def _ordinary(columns: Columns, lanes: Ints) -> tuple[Ints, list[int]]:
    """Follow some instruments with the ordinary engine."""
    rows: list[tuple[int, int, int, int]] = []
    unknown = []
    for lane in lanes.tolist():
        log = columns.log(lane)
        name = f"i{lane}"
        desk = Desk(log)
        for place, party in enumerate(log.instruments[name].parties):
            key = int(columns.first[lane]) + place
            try:
                found = intervals(log, name, party, desk=desk)
            except TooUncertain:
                unknown.append(key)
                continue
            rows += [(key, s.first, s.last, sum(_BIT[n] for n in s.statuses)) for s in found]
    return np.array(rows, np.int64).reshape(-1, 4), unknown
