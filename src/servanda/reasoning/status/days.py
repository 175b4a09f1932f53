"""Days that may be uncertain, behaving like plain integers in comparisons.

The simulator of one world compares days and adds periods, nothing else. In a world without
uncertainty its days are ordinals (`int`). Otherwise they are `Later` values: an uncertain act's
day, moved by periods. A `Later` compares by the day that the present world gives it, and leaves
a trace of the comparison, so that `paths` can find the worlds in which it comes out differently.
"""

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
    """The comparisons made in one world, each once, in their order."""

    __slots__ = ("answers",)

    def __init__(self) -> None:
        self.answers: dict[Question, bool] = {}


class Later:
    """The day of an uncertain act, moved by periods, in one world."""

    __slots__ = ("point", "trace", "value")

    def __init__(self, point: Point, value: int, trace: Trace) -> None:
        self.point = point
        self.value = value
        self.trace = trace

    def _within(self, other: "Day") -> bool:
        """Tell whether this day is on or before the other one, and leave a trace."""
        if isinstance(other, int):
            answer = self.value <= other
            self.trace.answers.setdefault((self.point, (FIXED, ((0, other),))), answer)
        else:
            answer = self.value <= other.value
            self.trace.answers.setdefault((self.point, other.point), answer)
        return answer

    def _reaches(self, other: "Day") -> bool:
        """Tell whether this day is on or after the other one, and leave a trace."""
        if not isinstance(other, int):
            return other._within(self)
        answer = other <= self.value
        self.trace.answers.setdefault(((FIXED, ((0, other),)), self.point), answer)
        return answer

    def __le__(self, other: "Day") -> bool:
        return self._within(other)

    def __ge__(self, other: "Day") -> bool:
        return self._reaches(other)

    def __lt__(self, other: "Day") -> bool:
        return not self._reaches(other)

    def __gt__(self, other: "Day") -> bool:
        return not self._within(other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, int | Later):
            return NotImplemented
        return self._within(other) and self._reaches(other)

    __hash__ = None  # type: ignore[assignment]


Day = Union[int, Later]  # noqa: UP007 - evaluated at run time, before Later is complete


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
