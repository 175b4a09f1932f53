"""Days, ranges of days and periods exactly as section 1 of the status rules words them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

NEVER = date.max
READINGS = ("last", "next")

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}
_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", re.ASCII)


class RefusedError(ValueError):
    """A value that section 1 does not allow."""


@dataclass(frozen=True)
class Period:
    """Whole months and whole days; years are twelve months and weeks seven days."""

    months: int
    days: int

    def times(self, count: int) -> Period:
        """Return the period taken `count` times, still one sum."""
        return Period(self.months * count, self.days * count)


ZERO = Period(0, 0)


def parse_period(text: object) -> Period:
    """Read `PnYnMnWnD`."""
    match = _PERIOD.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise RefusedError(f"no period: {text!r}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return Period(12 * years + months, 7 * weeks + days)


def add(day: date, period: Period, reading: str) -> date:
    """Add months, then days; a sum past 2199 is NEVER."""
    if day == NEVER:
        return NEVER
    year, month = divmod(day.year * 12 + day.month - 1 + period.months, 12)
    if year > _LAST_YEAR or period.days > 400 * 366:
        return NEVER
    total = _in_month(year, month + 1, day.day, reading) + timedelta(days=period.days)
    return NEVER if total.year > _LAST_YEAR else total


def subtract(day: date, period: Period, reading: str) -> date:
    """Go back months, then days; what lies before the calendar is its first day."""
    year, month = divmod(day.year * 12 + day.month - 1 - period.months, 12)
    if year < 1:
        return date.min
    reached = _in_month(year, month + 1, day.day, reading)
    if period.days >= reached.toordinal():
        return date.min
    return reached - timedelta(days=period.days)


def _in_month(year: int, month: int, day: int, reading: str) -> date:
    length = calendar.monthrange(year, month)[1]
    if day <= length:
        return date(year, month, day)
    last = date(year, month, length)
    return last if reading == "last" else last + timedelta(days=1)


def parse_day(text: object) -> date:
    """Read one full day `YYYY-MM-DD` of the years 1800 to 2199."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise RefusedError(f"no day: {text!r}")
    try:
        day = date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        raise RefusedError(f"no such day: {text}") from None
    _written(day.year)
    return day


def parse_range(
    text: object, published: date | None, log_day: date, done: bool
) -> tuple[date, date]:
    """Read an EDTF date as its first and last possible day."""
    if not isinstance(text, str):
        raise RefusedError(f"no date: {text!r}")
    if "/" in text:
        start, _, end = text.partition("/")
        if start == ".." and end == "..":
            raise RefusedError(f"open on both sides: {text}")
        lo = date(1800, 1, 1) if start == ".." else _widened(start)[0]
        hi = (published or log_day) if end == ".." else _widened(end)[1]
    else:
        lo, hi = _widened(text)
    if lo > hi:
        raise RefusedError(f"backward range: {text}")
    if published is not None and done:
        hi = min(hi, published)
    if lo > hi:
        raise RefusedError(f"nothing left before publication: {text}")
    return lo, hi


def _widened(text: str) -> tuple[date, date]:
    if text[-1:] not in ("~", "?", "%"):
        lo, hi, _ = _plain(text)
        return lo, hi
    lo, hi, unit = _plain(text[:-1])
    if unit == "day":
        return lo - timedelta(days=1), hi + timedelta(days=1)
    months = {"x": 0, "month": 1, "season": 3, "year": 12}[unit]
    return _month_start(lo, -months), _month_start(hi, months + 1) - timedelta(days=1)


def _plain(text: str) -> tuple[date, date, str]:
    """Return first day, last day and the unit of a date without a suffix."""
    if match := re.fullmatch(r"(\d\d)(\dX|XX)", text, re.ASCII):
        first = int(match[1] + match[2].replace("X", "0"))
        last = int(match[1] + match[2].replace("X", "9"))
        _written(first)
        return date(first, 1, 1), date(last, 12, 31), "x"
    if text.endswith("-XX") and re.fullmatch(r"\d{4}(-(0\d|1[0-2]))?", text[:-3], re.ASCII):
        return (*_plain(text[:-3])[:2], "x")
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        year = _written(int(text))
        return date(year, 1, 1), date(year, 12, 31), "year"
    if re.fullmatch(r"\d{4}-\d\d", text, re.ASCII):
        year, part = _written(int(text[:4])), int(text[5:])
        if 1 <= part <= 12:
            start, unit, months = date(year, part, 1), "month", 1
        elif part in _SEASON_START:
            start, unit, months = date(year, _SEASON_START[part], 1), "season", 3
        else:
            raise RefusedError(f"no such month or season: {text}")
        return start, _month_start(start, months) - timedelta(days=1), unit
    day = parse_day(text)
    return day, day, "day"


def _month_start(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _written(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise RefusedError(f"year outside 1800-2199: {year}")
    return year
