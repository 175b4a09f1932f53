"""Days that may be uncertain, behaving like plain integers in comparisons.

The simulator of one world compares days and adds periods, nothing else. In a world without
uncertainty its days are ordinals (`int`). Otherwise they are `Later` values: an uncertain act's
day, moved by periods. A `Later` compares by the day that the present world gives it, and leaves
a trace of the comparison, so that `paths` can find the worlds in which it comes out differently.
"""

from collections.abc import Callable
from typing import Union

from servanda.model.period import Period, Reading, shift

Shifts = tuple[tuple[int, int], ...]
"""Periods added one after another, each as (months, days)."""

Point = tuple[int, Shifts]
"""A moved day: number of the uncertain act, then shifts; (FIXED, ((0, day),)) is a fixed day."""

FIXED = -1
"""The number of a point that is a fixed day."""

Question = tuple[Point, Point]
"""Is the first point on or before the second?"""


class Trace:
    """The comparisons made in one world, each once, in their order.

    `settled` tells of a question whether the ranges alone leave it only one answer.
    """

    __slots__ = ("answers", "settled")

    def __init__(self, settled: Callable[[Question], bool]) -> None:
        self.answers: dict[Question, bool] = {}
        self.settled = settled


class Moving:
    """A day that is not the same in all worlds; compares like a number."""

    __slots__ = ()

    def __le__(self, other: "Day") -> bool:
        return _within(self, other)

    def __ge__(self, other: "Day") -> bool:
        return _within(other, self)

    def __lt__(self, other: "Day") -> bool:
        return not _within(other, self)

    def __gt__(self, other: "Day") -> bool:
        return not _within(self, other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int | Moving):
            return NotImplemented
        return _within(self, other) and _within(other, self)

    __hash__ = None  # type: ignore[assignment]  # as Python has it; the stubs of object do not


class Later(Moving):
    """The day of an uncertain act, moved by periods, in one world."""

    __slots__ = ("point", "trace", "value")

    def __init__(self, point: Point, value: int, trace: Trace) -> None:
        self.point = point
        self.value = value
        self.trace = trace


class Nth(Moving):
    """The first day by which `number` of several days have come, left unsorted.

    Which of them it is stays open; a comparison asks only as many of them as it needs.
    """

    __slots__ = ("days", "number")

    def __init__(self, days: "list[Day]", number: int) -> None:
        self.days = days
        self.number = number


Day = Union[int, Moving]  # noqa: UP007 - evaluated at run time


def nth(days: list[Day], number: int) -> Day:
    """Return the first day by which `number` of the days have come."""
    if all(isinstance(day, int) for day in days):
        return sorted(days)[number - 1]
    if number == len(days):
        days = _undominated(days)
        number = len(days)
    return days[0] if len(days) == 1 else Nth(days, number)


def latest(*days: Day) -> Day:
    """Return the latest of several days."""
    return nth(list(days), len(days))


def _undominated(days: list[Day]) -> list[Day]:
    """Leave out the days that are known to be no later than another of them."""
    left: list[Day] = []
    for i, day in enumerate(days):
        others = (*left, *days[i + 1 :])
        if not any(_known(day, other) for other in others):
            left.append(day)
    return left


def _within(a: Day, b: Day) -> bool:
    """Tell whether a is on or before b in this world, and leave a trace."""
    known = _known(a, b)
    if known is not None:
        return known
    if isinstance(b, Nth):
        # On or before the n-th day: fewer than n of the days are earlier.
        return not _at_least(b.number, [(a, day, False) for day in b.days])
    if isinstance(a, Nth):
        return _at_least(a.number, [(day, b, True) for day in a.days])
    question, answer, trace = _question(a, b)
    trace.answers.setdefault(question, answer)
    return answer


def _at_least(number: int, parts: list[tuple[Day, Day, bool]]) -> bool:
    """Tell whether `number` of some comparisons have the wanted outcome, asking what it needs."""
    open_ = []
    for a, b, wanted in parts:
        known = _known(a, b)
        if known is None:
            open_.append((a, b, wanted))
        else:
            number -= known == wanted
    for left, (a, b, wanted) in zip(range(len(open_), 0, -1), open_, strict=True):
        if number <= 0 or number > left:
            break
        number -= _within(a, b) == wanted
    return number <= 0


def _known(a: Day, b: Day) -> bool | None:
    """Tell whether a is on or before b where that is the same in all worlds, else None."""
    if a is b:
        return True
    if isinstance(a, int) and isinstance(b, int):
        return a <= b
    if isinstance(b, Nth):
        earlier = [_known(a, day) for day in b.days]
        return _counted(earlier.count(False), earlier.count(None), b.number, False)
    if isinstance(a, Nth):
        come = [_known(day, b) for day in a.days]
        return _counted(come.count(True), come.count(None), a.number, True)
    question, answer, trace = _question(a, b)
    return answer if trace.settled(question) else None


def _counted(sure: int, open_: int, number: int, outcome: bool) -> bool | None:
    """Return `outcome` once `number` is reached for sure, its contrary once out of reach."""
    if sure >= number:
        return outcome
    return None if sure + open_ >= number else not outcome


def _question(a: Day, b: Day) -> tuple[Question, bool, Trace]:
    """Put a comparison of which at least one side moves into words."""
    if isinstance(a, Later) and isinstance(b, Later):
        return (a.point, b.point), a.value <= b.value, a.trace
    if isinstance(a, Later) and isinstance(b, int):
        return (a.point, (FIXED, ((0, b),))), a.value <= b, a.trace
    if isinstance(a, int) and isinstance(b, Later):
        return ((FIXED, ((0, a),)), b.point), a <= b.value, b.trace
    raise TypeError(f"{a!r} and {b!r} are not two days")


class Calendar:
    """Adds and subtracts periods in one of the two readings of month ends.

    `ambiguous` turns true once a sum was made whose result may depend on the reading.
    """

    __slots__ = ("ambiguous", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.ambiguous = False

    def add(self, day: Day, period: Period) -> Day:
        """Return the day reached by a period; `NEVER` when past the last year."""
        return self._move(day, period.months, period.days)

    def subtract(self, day: Day, period: Period) -> Day:
        """Return the day reached by going back a period."""
        return self._move(day, -period.months, -period.days)

    def _move(self, day: Day, months: int, days: int) -> Day:
        if not (months or days):
            return day
        if isinstance(day, int):
            moved = shift(day, months, days, self.reading)
            if months and not self.ambiguous:
                other: Reading = "next" if self.reading == "last" else "last"
                self.ambiguous = moved != shift(day, months, days, other)
            return moved
        if isinstance(day, Nth):
            return Nth([self._move(one, months, days) for one in day.days], day.number)
        assert isinstance(day, Later)
        self.ambiguous = self.ambiguous or bool(months)
        number, shifts = day.point
        return Later(
            (number, (*shifts, (months, days))),
            shift(day.value, months, days, self.reading),
            day.trace,
        )


def apply(shifts: Shifts, day: int, reading: Reading) -> int:
    """Move an ordinal by several shifts; the result never shrinks when the day grows."""
    for months, days in shifts:
        day = shift(day, months, days, reading)
    return day
