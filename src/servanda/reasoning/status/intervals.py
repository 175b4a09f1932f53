"""The statuses of a party through time, as stretches of days.

Without uncertain days one walk through the world shows every change. Otherwise the days on which
some sort of worlds first becomes possible are found by leaving the day asked about open as well;
between two of them statuses can only drop out, and where they do is found by halving.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from servanda.reasoning.status.desk import Desk
from servanda.reasoning.status.log import Log
from servanda.reasoning.status.query import Query

Statuses = tuple[str, ...]


class Interval(msgspec.Struct, frozen=True):
    """A stretch of days (ordinals, both inclusive) with the same possible statuses."""

    first: int
    last: int
    statuses: Statuses

    @property
    def sure(self) -> bool:
        """Tell whether all worlds agree on the status."""
        return len(self.statuses) == 1

    def raw(self) -> dict[str, Any]:
        """Return the stretch as plain JSON values."""
        return {
            "first": date.fromordinal(self.first).isoformat(),
            "last": date.fromordinal(self.last).isoformat(),
            "statuses": list(self.statuses),
            "sure": self.sure,
        }


def intervals(
    log: Log,
    instrument: str,
    party: str,
    seen_by: str = "record",
    *,
    first: int | None = None,
    last: int | None = None,
    desk: Desk | None = None,
) -> list[Interval]:
    """Return the statuses from `first` (the first day of any act) to `last` (the log's day).

    Stretches follow one another without a gap. Exact, but for one case: a status that is possible
    again after dropping out for less than four days within the reach of one uncertain date (the
    days that a month lacks) may be shown as possible throughout. Raises QueryFault and
    TooUncertain.
    """
    desk = desk or Desk(log)
    last = log.day if last is None else last
    days = desk.changes(instrument, party, seen_by, last)
    first = min(days, default=last) if first is None else first
    found: dict[int, Statuses] = {}

    def at(day: int) -> Statuses:
        if day not in found:
            found[day] = desk.statuses(Query(instrument, party, day, seen_by))
        return found[day]

    starts = sorted({first, *(day for day in days if first <= day <= last)})
    if first > last:
        return []
    stretches: list[Interval] = []
    for start, following in zip(starts, [*starts[1:], last + 1], strict=True):
        _split(start, following - 1, at, stretches)
    return _joined(stretches)


def _split(first: int, last: int, at: Callable[[int], Statuses], out: list[Interval]) -> None:
    """Append the stretches of a span in which statuses only drop out."""
    if at(first) == at(last):
        out.append(Interval(first, last, at(first)))
        return
    middle = (first + last) // 2
    _split(first, middle, at, out)
    _split(middle + 1, last, at, out)


def _joined(stretches: list[Interval]) -> list[Interval]:
    """Join neighbours with the same statuses."""
    joined: list[Interval] = []
    for one in stretches:
        if joined and joined[-1].statuses == one.statuses:
            joined[-1] = Interval(joined[-1].first, one.last, one.statuses)
        else:
            joined.append(one)
    return joined
