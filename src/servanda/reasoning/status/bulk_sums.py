"""Sums of days and periods, compiled: `model.period.shift` for the sweep.

`reading` is LAST or NEXT, the two readings of a day that a month lacks. Dates by the days of
years that begin in March, so that the leap day comes last.
"""

from servanda.model.dates import LAST_DAY, LAST_YEAR
from servanda.model.period import ALWAYS, NEVER
from servanda.reasoning.status.bulk_numba import compiled

LAST, NEXT = 0, 1
_CYCLE = 146_097  # days in 400 years
_SHIFT = 305  # from 1 March of year 0 to the day before 1 January of year 1
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@compiled
def civil(day: int) -> tuple[int, int, int]:
    """Return year, month and day of the month of an ordinal."""
    since = day + _SHIFT
    era = since // _CYCLE
    rest = since - era * _CYCLE
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    rest -= 365 * year + year // 4 - year // 100
    month = (5 * rest + 2) // 153
    place = rest - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, place


@compiled
def ordinal(year: int, month: int, place: int) -> int:
    """Return the ordinal of a date."""
    year -= 1 if month <= 2 else 0
    era = year // 400
    rest = year - era * 400
    months = month - 3 if month > 2 else month + 9
    days = (153 * months + 2) // 5 + place - 1
    return era * _CYCLE + rest * 365 + rest // 4 - rest // 100 + days - _SHIFT


@compiled
def length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _LENGTHS[month - 1]


@compiled
def moved(day: int, months: int, days: int, reading: int) -> int:
    """Move an ordinal by months, then by days, both forward or both back."""
    if not ALWAYS < day < NEVER or (months == 0 and days == 0):
        return day
    if months != 0:
        year, month, place = civil(day)
        index = year * 12 + month - 1 + months
        year, month = index // 12, index % 12 + 1
        if year > LAST_YEAR:
            day = NEVER
        elif year < 1:
            day = ALWAYS
        else:
            size = length(year, month) if place > 28 else 31
            if place > size:
                day = ordinal(year, month, size) + (1 if reading == NEXT else 0)
            else:
                day = ordinal(year, month, place)
    if ALWAYS < day < NEVER:
        day += days
    if day > LAST_DAY and months >= 0 and days >= 0:
        return NEVER
    return max(day, ALWAYS)


@compiled
def doubtful(low: int, high: int, months: int) -> bool:
    """Tell whether moving some day of a range by months may depend on the reading."""
    if months == 0 or not (ALWAYS < low < NEVER and high > ALWAYS):
        return False
    for day in range(low, min(high, low + 40) + 1):
        year, month, place = civil(day)
        if place > 28:
            index = year * 12 + month - 1 + months
            year, month = index // 12, index % 12 + 1
            if 1 <= year <= LAST_YEAR and place > length(year, month):
                return True
    return high - low >= 40
