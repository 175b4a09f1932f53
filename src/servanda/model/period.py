"""Periods of years, months, weeks and days, and their two legal readings at month ends.

A period is added months first, then days. Where the day does not exist in the month reached,
one reading takes the last day of that month, the other the first day of the next.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Literal

import msgspec

from servanda.model.dates import LAST_DAY, LAST_YEAR
from servanda.model.errors import DateError

Reading = Literal["last", "next"]
READINGS: tuple[Reading, Reading] = ("last", "next")

NEVER = 1_000_000
"""The ordinal of a day that is never reached: every sum past the last year ends here."""

ALWAYS = 0
"""The ordinal that every difference before the first year of the calendar is cut to."""

_FORM = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)


class Period(msgspec.Struct, frozen=True, order=True):
    """A length of time: whole months (12 a year), then whole days (7 a week)."""

    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        """Tell whether the period is longer than no day at all."""
        return bool(self.months or self.days)

    def times(self, count: int) -> "Period":
        """Return the period taken `count` times."""
        return Period(self.months * count, self.days * count)

    def add(self, day: int, reading: Reading) -> int:
        """Return the ordinal reached from an ordinal; NEVER when past the last year."""
        return shift(day, self.months, self.days, reading)

    def subtract(self, day: int, reading: Reading) -> int:
        """Return the ordinal reached going back, months first; ALWAYS when before the calendar."""
        return shift(day, -self.months, -self.days, reading)


def parse_period(text: object) -> Period:
    """Read `PnYnMnWnD` in whole numbers without a time part; raises DateError."""
    match = _FORM.fullmatch(text) if isinstance(text, str) else None
    if match is None or len(match[0]) > 40:
        raise DateError(f"{text!r} is no period PnYnMnWnD in whole numbers")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Period(years * 12 + months, weeks * 7 + days)


def shift(day: int, months: int, days: int, reading: Reading) -> int:
    """Move an ordinal by months, then by days, both forward or both back.

    The result grows with `day` in either reading. Moving forward ends at NEVER once past the
    last year; NEVER itself never moves.
    """
    if not ALWAYS < day < NEVER or not (months or days):
        return day
    if months:
        day = _by_months(day, months, reading)
    if ALWAYS < day < NEVER:
        day += days
    if day > LAST_DAY and months >= 0 and days >= 0:
        return NEVER
    return max(day, ALWAYS)


def _by_months(day: int, months: int, reading: Reading) -> int:
    """Move an ordinal by whole months in one of the two readings."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > LAST_YEAR:
        return NEVER
    if year < 1:
        return ALWAYS
    if start.day <= 28 or start.day <= (length := monthrange(year, month)[1]):
        return date(year, month, start.day).toordinal()
    # A day that the month lacks: its last day, or the one that follows it.
    return date(year, month, length).toordinal() + (reading == "next")
