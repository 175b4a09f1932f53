"""Stretches of the calendar as date expressions mean them: a day, a month, a season, a decade."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.terms import Granularity

FIRST_YEAR, LAST_YEAR = 1800, 2199  # what the status rules accept as EDTF
# Years before our era are reckoned 9000 higher, so that sums of dates and years hold for them too.
BEFORE, PROXY = 9000, 5000
SEASON_MONTHS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}


@dataclass(frozen=True)
class Moment:
    """A stretch of days: TIMEX3 value, EDTF (empty where none fits), bounds, granularity.

    `year`, `month` and `day` are what later expressions may take from it; 0 where it has none.
    """

    value: str
    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None
    granularity: Granularity = "day"
    year: int = 0
    month: int = 0
    day: int = 0


def day(y: int, m: int, d: int) -> Moment | None:
    """Return a day, or None where the calendar has no such day; year 0 is an unknown year."""
    if y > PROXY and 1 <= m <= 12 and 1 <= d <= 31:
        return _unbound(y, f"-{m:02}-{d:02}", "day", m, d)
    if y == 0:
        leap = 1 <= m <= 12 and 1 <= d <= monthrange(2000, m)[1]
        return Moment(f"XXXX-{m:02}-{d:02}", month=m, day=d) if leap else None
    try:
        at = date(y, m, d)
    except ValueError:
        return None
    return Moment(at.isoformat(), _edtf(y, at.isoformat()), at, at, "day", y, m, d)


def old_year(number: int) -> int:
    """Return how a year before our era is reckoned: 1 BC stands for the year 0."""
    return BEFORE + 1 - number


def _is_old(y: int) -> bool:
    return PROXY < y <= BEFORE


def _named(y: int) -> str:
    """Return a year as TIMEX3 writes it."""
    return f"BC{BEFORE + 1 - y:04}" if _is_old(y) else f"{y:04}"


def of_date(at: date) -> Moment:
    """Return the day of a date."""
    if at.year > PROXY:
        return _unbound(at.year, f"-{at.month:02}-{at.day:02}", "day", at.month, at.day)
    return Moment(at.isoformat(), _edtf(at.year, at.isoformat()), at, at, "day",
                  at.year, at.month, at.day)  # fmt: skip


def _unbound(y: int, rest: str, granularity: Granularity, m: int = 0, d: int = 0) -> Moment:
    """Return a stretch before our era, or after it if the sum led there; it has no bounds."""
    y = y - BEFORE if y > BEFORE else y
    return Moment(_named(y) + rest, granularity=granularity, year=y, month=m, day=d)


def month(y: int, m: int) -> Moment:
    """Return a month; year 0 is an unknown year."""
    if y == 0:
        return Moment(f"XXXX-{m:02}", granularity="month", month=m)
    if y > PROXY:
        return _unbound(y, f"-{m:02}", "month", m)
    value = f"{y:04}-{m:02}"
    last = date(y, m, monthrange(y, m)[1])
    return Moment(value, _edtf(y, value), date(y, m, 1), last, "month", y, m)


def year(y: int) -> Moment:
    """Return a year; one before our era (see `old_year`) has no bounds."""
    if y > PROXY:
        return _unbound(y, "", "year")
    return Moment(f"{y:04}", _edtf(y, f"{y:04}"), date(y, 1, 1), date(y, 12, 31), "year", y)


def season(y: int, code: str) -> Moment:
    """Return a season (SP, SU, FA, WI) of the northern hemisphere; winter runs into next year."""
    if y == 0:
        return Moment(f"XXXX-{code}", granularity="season")
    number, first = SEASON_MONTHS[code]
    if y > PROXY:
        return _unbound(y, f"-{code}", "season", first)
    start = date(y, first, 1)
    end = add_months(start, 3)[0] - timedelta(days=1)
    return Moment(f"{y:04}-{code}", _edtf(y, f"{y:04}-{number}"), start, end, "season", y, first)


def part_of_year(y: int, code: str) -> Moment:
    """Return a half (H1, H2) or quarter (Q1 to Q4) of a year."""
    size = 6 if code[0] == "H" else 3
    if y == 0:
        return Moment(f"XXXX-{code}", granularity="half" if size == 6 else "quarter")
    first = (int(code[1]) - 1) * size + 1
    start, last = date(y, first, 1), first + size - 1
    end = date(y, last, monthrange(y, last)[1])
    edtf = _edtf(y, f"{y:04}-{first:02}/{y:04}-{last:02}")
    return Moment(f"{y:04}-{code}", edtf, start, end, "half" if size == 6 else "quarter", y, first)


def decade(y: int) -> Moment:
    """Return the ten years from a year that ends in 0."""
    if y > PROXY:
        return Moment(f"BC{(BEFORE + 1 - y) // 10:03}", granularity="decade", year=y)
    value = f"{y // 10}X"
    edtf = _edtf(y, value)
    return Moment(value, edtf, date(y, 1, 1), date(y + 9, 12, 31), "decade", y)


def century(number: int) -> Moment:
    """Return a century as it is commonly counted: the 19th is 1800 to 1899."""
    first = (number - 1) * 100
    if first > PROXY:
        return Moment(f"BC{(BEFORE + 1 - first) // 100:02}", granularity="century", year=first)
    value = f"{number - 1:02}XX"
    return Moment(value, _edtf(first, value), date(max(first, 1), 1, 1),
                  date(first + 99, 12, 31), "century", first)  # fmt: skip


def week(at: date) -> Moment:
    """Return the ISO week that holds a day."""
    monday = at - timedelta(days=at.weekday())
    sunday = monday + timedelta(days=6)
    y, w, _ = at.isocalendar()
    return Moment(f"{y:04}-W{w:02}", f"{monday}/{sunday}", monday, sunday, "week",
                  at.year, at.month)  # fmt: skip


def weekend(at: date) -> Moment:
    """Return Saturday and Sunday of the ISO week that holds a day."""
    saturday = at + timedelta(days=5 - at.weekday())
    sunday = saturday + timedelta(days=1)
    y, w, _ = at.isocalendar()
    return Moment(f"{y:04}-W{w:02}-WE", f"{saturday}/{sunday}", saturday, sunday, "range",
                  at.year, at.month)  # fmt: skip


def between(first: Moment, last: Moment) -> Moment:
    """Return the stretch from one moment to another; its value is `a/b`."""
    edtf = f"{first.edtf}/{last.edtf}" if first.edtf and last.edtf else ""
    return Moment(f"{first.value}/{last.value}", edtf, first.earliest, last.latest, "range",
                  last.year, last.month, last.day)  # fmt: skip


def add_months(at: date, months: int) -> tuple[date, date]:
    """Add months (may be negative); both legal readings where the day does not exist there.

    The readings are the last day of the month reached and the first day of the next one; they are
    the same where the day exists.
    """
    y, m0 = divmod(at.year * 12 + at.month - 1 + months, 12)
    y = min(max(y, 1), 9998)
    last = monthrange(y, m0 + 1)[1]
    if at.day <= last:
        same = date(y, m0 + 1, at.day)
        return same, same
    end = date(y, m0 + 1, last)
    return end, end + timedelta(days=1)


def easter(y: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    a, b, c = y % 19, y // 100, y % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * e) // 451
    return date(y, (h + e - 7 * m + 114) // 31, (h + e - 7 * m + 114) % 31 + 1)


def thanksgiving(y: int) -> date:
    """Return the fourth Thursday of November."""
    first = date(y, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def _edtf(y: int, text: str) -> str:
    return text if FIRST_YEAR <= y <= LAST_YEAR else ""
