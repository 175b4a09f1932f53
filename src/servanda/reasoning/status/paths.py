"""Every way in which the comparisons of a world can come out, each exactly once.

A world touches its days only by asking whether one moved day is on or before another. All worlds
that answer every question alike are alike, so it is enough to live through one of each sort. The
sorts are found by running a world, then turning round each of its answers in turn, as long as
some world answers the questions before it alike.

Whether such a world exists is decided exactly. Moving a day by a period never changes the order
of two days, so every answer means "the day of j is no earlier than h(day of i)", with h growing.
Such conditions have a least solution if they have any; it is reached from the first days of all
ranges by moving days later until every condition holds.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from servanda.model.period import Reading
from servanda.reasoning.status.days import FIXED, Day, Later, Point, Question, Shifts, Trace, apply
from servanda.reasoning.status.log import TooUncertain

T = TypeVar("T")

WORK = 1_000_000
"""Conditions looked at for one exploration before it is given up; some seconds of work."""

WORLD = 100
"""What living through one world counts as, in conditions, and more for each uncertain date."""


def explore(
    ranges: Sequence[tuple[int, int]],
    reading: Reading,
    live: Callable[[list[Day]], T],
    limit: int,
) -> Iterator[T]:
    """Run `live` once for every sort of world and yield what it returns.

    `ranges` holds first and last day of each uncertain act. `live` gets one day for each; it must
    depend on them only by comparing and adding. Raises TooUncertain past `limit` worlds, or past
    `WORK` conditions: never by the clock, so that the same question always ends alike.
    """
    solver = Solver(ranges, reading)
    stack: list[tuple[list[tuple[Question, bool]], list[int]]] = [([], [lo for lo, _ in ranges])]
    count = 0
    while stack:
        count += 1
        if count > limit:
            raise TooUncertain(
                f"more than {limit} sorts of worlds", remedy="give some dates more exactly"
            )
        solver.spend(WORLD + 20 * len(ranges))
        fixed, days = stack.pop()
        trace = Trace(solver.settled)
        yield live([Later((i, ()), day, trace) for i, day in enumerate(days)])
        answers = list(trace.answers.items())
        conditions = Conditions(solver)
        for i, (question, answer) in enumerate(answers):
            if i >= len(fixed):
                other = conditions.least(question, not answer, days)
                if other is not None:
                    stack.append(([*answers[:i], (question, not answer)], other))
            conditions.add(question, answer)


class Solver:
    """Knows the ranges of the uncertain days and how to move and invert days, from memory."""

    def __init__(self, ranges: Sequence[tuple[int, int]], reading: Reading) -> None:
        self.ranges = ranges
        self.reading = reading
        self.work = 0
        self._values: dict[tuple[Shifts, int], int] = {}
        self._settled: dict[Question, bool] = {}
        self._leasts: dict[tuple[Point, int], int] = {}

    def spend(self, work: int) -> None:
        """Count some work; raises TooUncertain past `WORK`."""
        self.work += work
        if self.work > WORK:
            raise TooUncertain(
                "the dates leave too many orders of events", remedy="give some dates more exactly"
            )

    def value(self, point: Point, days: Sequence[int]) -> int:
        """Return the day of a point in one world."""
        number, shifts = point
        if number == FIXED:
            return shifts[0][1]
        day = days[number]
        if not shifts:
            return day
        key = (shifts, day)
        if key not in self._values:
            self._values[key] = apply(shifts, day, self.reading)
        return self._values[key]

    def bounds(self, point: Point) -> tuple[int, int]:
        """Return the first and last day that a point can have."""
        number = point[0]
        if number == FIXED:
            return point[1][0][1], point[1][0][1]
        lo, hi = self.ranges[number]
        days = [0] * (number + 1)
        days[number] = lo
        first = self.value(point, days)
        days[number] = hi
        return first, self.value(point, days)

    def settled(self, question: Question) -> bool:
        """Tell whether the ranges alone leave the question only one answer."""
        known = self._settled.get(question)
        if known is None:
            (a_lo, a_hi), (b_lo, b_hi) = self.bounds(question[0]), self.bounds(question[1])
            known = a_hi <= b_lo or b_hi < a_lo or self._same(*question)
            self._settled[question] = known
        return known

    def _same(self, a: Point, b: Point) -> bool:
        """Tell whether both are one day moved by periods so that the order is clear."""
        if a[0] != b[0] or a[0] == FIXED:
            return False
        short, long = sorted((a[1], b[1]), key=len)
        if long[: len(short)] == short:
            return all(months >= 0 and days >= 0 for months, days in long[len(short) :])
        if len(short) != len(long) or short[:-1] != long[:-1]:
            return False
        (some_months, some_days), (more_months, more_days) = sorted((short[-1], long[-1]))
        return some_months <= more_months and some_days <= more_days

    def least_day(self, point: Point, bound: int) -> int:
        """Return the least day of the point's act that brings the point to the bound.

        One more than the last day of the range if none does.
        """
        key = (point, bound)
        if key in self._leasts:
            return self._leasts[key]
        number, shifts = point
        low, high = self.ranges[number]
        high += 1
        if not shifts:
            return min(max(low, bound), high)
        while low < high:
            middle = (low + high) // 2
            if apply(shifts, middle, self.reading) >= bound:
                high = middle
            else:
                low = middle + 1
        self._leasts[key] = low
        return low


class Conditions:
    """The answers given so far, as conditions on the uncertain days."""

    def __init__(self, solver: Solver) -> None:
        self.solver = solver
        self.limits = [hi for _, hi in solver.ranges]
        self.links: list[tuple[Point, int, Point]] = []
        self.filters: list[tuple[Point, Point, bool]] = []

    def add(self, question: Question, answer: bool) -> None:
        """Take in an answer: `a <= b`, or else `b + 1 <= a`."""
        a, b = question
        if a[0] == b[0]:
            self.filters.append((a, b, answer))
            return
        early, gap, late = (a, 0, b) if answer else (b, 1, a)
        if late[0] != FIXED:
            self.links.append((early, gap, late))
            return
        # No later than a fixed day: the last day of the range that is still allowed.
        bound = late[1][0][1] - gap
        number = early[0]
        self.limits[number] = min(self.limits[number], self.solver.least_day(early, bound + 1) - 1)

    def least(self, question: Question, answer: bool, days: Sequence[int]) -> list[int] | None:
        """Return the least world with one more answer; None where there is none.

        `days` is the least world of the answers so far.
        """
        self.solver.spend(len(self.limits))
        limits, links, filters = list(self.limits), list(self.links), list(self.filters)
        self.add(question, answer)
        try:
            return self._solve(list(days))
        finally:
            self.limits, self.links, self.filters = limits, links, filters

    def _solve(self, days: list[int]) -> list[int] | None:
        """Move days later until every condition holds."""
        cause: list[tuple[int, int] | None] = [None] * len(days)
        moved = True
        while moved:
            moved = False
            self.solver.spend(1 + len(self.links) + len(self.filters))
            for early, gap, late in self.links:
                number = late[0]
                bound = self.solver.value(early, days) + gap
                if self.solver.value(late, days) >= bound:
                    continue
                days[number] = self.solver.least_day(late, bound)
                moved = True
                if days[number] > self.limits[number]:
                    return None
                plain = early[0] != FIXED and not early[1] and not late[1]
                cause[number] = (early[0], gap) if plain else None
                if plain and self._circular(number, cause):
                    return None
            for a, b, answer in self.filters:
                number = a[0]
                while (self.solver.value(a, days) <= self.solver.value(b, days)) != answer:
                    self.solver.work += 1
                    days[number] += 1
                    cause[number] = None
                    moved = True
                    if days[number] > self.limits[number]:
                        return None
            if any(day > limit for day, limit in zip(days, self.limits, strict=True)):
                return None
        return days

    def _circular(self, start: int, cause: list[tuple[int, int] | None]) -> bool:
        """Tell whether plain conditions push a day later for ever, round in a circle."""
        number, gain = start, 0
        for _ in range(len(cause)):
            step = cause[number]
            if step is None:
                return False
            number, gain = step[0], gain + step[1]
            if number == start:
                return gain > 0
        return False
