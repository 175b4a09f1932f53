"""Dates that stay as uncertain as their source: closed ranges of days written in EDTF.

The accepted forms are those of the status rules, section 1: a day, a month, a year, years or
months with X, the four seasons of the northern hemisphere, intervals (also open at one end) and
the qualifiers `~`, `?`, `%`, which widen by one whole unit. Days are counted as in
`datetime.date.toordinal`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from servanda.model.errors import DateError

FIRST_YEAR = 1800
LAST_YEAR = 2199
FIRST_DAY = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY = date(LAST_YEAR, 12, 31).toordinal()

Verdict = Literal["yes", "no", "cannot tell"]

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_CENTURY = re.compile(r"(\d{2})XX", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_YEAR_X = re.compile(r"(\d{4})-XX", re.ASCII)
_MONTH_X = re.compile(r"(\d{4})-(\d{2})-XX", re.ASCII)

_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_FORMS = "a day, month, year, season 21-24, X form or interval between 1800 and 2199"


class FuzzyDate(msgspec.Struct, frozen=True):
    """One day that is known to lie in a closed range.

    `edtf` is the text as written; `earliest` and `latest` are the first and last possible day.
    """

    edtf: str
    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        """Tell whether only one day is possible."""
        return self.earliest == self.latest

    def before(self, other: "FuzzyDate") -> Verdict:
        """Tell whether this day comes before the other one."""
        if self.latest < other.earliest:
            return "yes"
        return "no" if self.earliest >= other.latest else "cannot tell"

    def after(self, other: "FuzzyDate") -> Verdict:
        """Tell whether this day comes after the other one."""
        return other.before(self)

    def overlaps(self, other: "FuzzyDate") -> Verdict:
        """Tell whether both are the same day: ruled out, certain, or not to be told."""
        if self.latest < other.earliest or other.latest < self.earliest:
            return "no"
        return "yes" if self.exact and other.exact else "cannot tell"


class _Span(NamedTuple):
    """First and last day, and how to reach the neighbouring unit (None: never widened)."""

    lo: int
    hi: int
    around: Callable[[], tuple[int, int]] | None


def parse_date(edtf: str, *, published: date | None = None, last: date | None = None) -> FuzzyDate:
    """Read an EDTF text of the accepted forms.

    `published` is the day the source came out, `last` the day the log was closed: an interval
    open to the right ends on the first of the two that is given. `latest` is *not* cut to
    `published` (see `cut`). Raises DateError.
    """
    lo, hi = parse_range(edtf, published=published, last=last)
    return FuzzyDate(edtf, date.fromordinal(lo), date.fromordinal(hi))


def cut(when: FuzzyDate, published: date) -> FuzzyDate:
    """Return the date with no day after its publication; raises DateError if none is left."""
    if when.latest <= published:
        return when
    if when.earliest > published:
        raise DateError(f"{when.edtf!r} lies after its publication on {published}")
    return FuzzyDate(when.edtf, when.earliest, published)


def parse_range(
    edtf: object, *, published: date | None = None, last: date | None = None
) -> tuple[int, int]:
    """Read an EDTF text as `parse_date` does, but return first and last day as ordinals.

    What is no text raises DateError, as what is no date does.
    """
    if not isinstance(edtf, str):
        raise DateError(f"a date is text, not {edtf!r}")
    first, slash, second = edtf.partition("/")
    if not slash:
        return _point(edtf)
    lo = FIRST_DAY if first == ".." and second != ".." else _point(first)[0]
    if second == "..":
        end = published or last
        if end is None:
            raise DateError(f"{edtf!r} is open and has no publication day to end on")
        hi = end.toordinal()
    else:
        hi = _point(second)[1]
    if lo > hi:
        raise DateError(f"{edtf!r} runs backward")
    return lo, hi


def parse_day(text: object) -> date:
    """Read a plain calendar day `YYYY-MM-DD` between 1800 and 2199; raises DateError."""
    match = _DAY.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise DateError(f"{text!r} is no day YYYY-MM-DD")
    return date.fromordinal(_day(*map(int, match.groups())))


def _point(text: str) -> tuple[int, int]:
    """Read one end of an interval, or a date that is none, with its qualifier."""
    qualified = text[-1:] in ("~", "?", "%")
    span = _unqualified(text[:-1] if qualified else text)
    if span is None:
        raise DateError(f"{text!r} is not {_FORMS}")
    if qualified and span.around is not None:
        return span.around()
    return span.lo, span.hi


def _unqualified(text: str) -> _Span | None:
    """Read a date without qualifier; None when it has no accepted form."""
    if match := _DAY.fullmatch(text):
        day = _day(*map(int, match.groups()))
        return _Span(day, day, lambda: (day - 1, day + 1))
    if match := _MONTH.fullmatch(text):
        return _month_or_season(_year(match[1]), int(match[2]))
    if match := _YEAR.fullmatch(text):
        year = _year(match[1])
        return _Span(*_months(year, 1, 12), lambda: _months(year - 1, 1, 36))
    if match := _YEAR_X.fullmatch(text):
        return _Span(*_months(_year(match[1]), 1, 12), None)
    if match := _MONTH_X.fullmatch(text):
        month = _month_or_season(_year(match[1]), int(match[2]), seasons=False)
        return month and _Span(month.lo, month.hi, None)
    if match := _DECADE.fullmatch(text):
        return _Span(*_months(_year(match[1] + "0"), 1, 120), None)
    if match := _CENTURY.fullmatch(text):
        return _Span(*_months(_year(match[1] + "00"), 1, 1200), None)
    return None


def _month_or_season(year: int, number: int, *, seasons: bool = True) -> _Span | None:
    """Return the span of a month (1-12) or a season (21-24)."""
    if 1 <= number <= 12:
        return _Span(*_months(year, number, 1), lambda: _months(year, number - 1, 3))
    if seasons and number in _SEASON_MONTHS:
        start = _SEASON_MONTHS[number]
        return _Span(*_months(year, start, 3), lambda: _months(year, start - 3, 9))
    return None


def _months(year: int, month: int, length: int) -> tuple[int, int]:
    """Return first and last day of `length` months; `month` may run over either end of a year."""
    first = year * 12 + month - 1
    after = first + length
    return (
        date(first // 12, first % 12 + 1, 1).toordinal(),
        date(after // 12, after % 12 + 1, 1).toordinal() - 1,
    )


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"the year {year} is outside {FIRST_YEAR}-{LAST_YEAR}")
    return year


def _day(year: int, month: int, day: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"the year {year} is outside {FIRST_YEAR}-{LAST_YEAR}")
    try:
        return date(year, month, day).toordinal()
    except ValueError as error:
        raise DateError(f"{year:04}-{month:02}-{day:02} is no day of the calendar") from error
