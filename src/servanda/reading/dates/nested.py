"""Builders of dates inside a larger stretch: the second Monday of May, the first week of March."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from servanda.reading.dates import calendar
from servanda.reading.dates.absolute import Builder, relative_year
from servanda.reading.dates.calendar import Moment, add_months
from servanda.reading.dates.frame import Frame
from servanda.reading.dates.parts import VAGUE, Made, Parts
from servanda.reading.dates.relative import stretch, unit_of, weekday_number
from servanda.reading.dates.spans import period
from servanda.reading.dates.words import vocabulary

LAST = frozenset({"last", "final", "closing"})
DAYS = {"D": 1, "W": 7, "2W": 14, "DE": 10}  # "the third decade of May" is its last ten days


def nth_weekday(parts: Parts, frame: Frame) -> Made | None:
    """The second Monday of May 2021, the last Friday in March."""
    m, y, label = _month_of(parts, frame)
    weekday = int(parts.value("w", "WEEKDAY"))
    if not y:
        return None
    size = monthrange(y, m)[1]
    days = [d for d in range(1, size + 1) if date(y, m, d).isoweekday() == weekday]
    number = _number(parts)
    if number > len(days):
        return None
    return Made(calendar.of_date(date(y, m, days[number - 1])), "DATE", label)


def part_of_month(parts: Parts, frame: Frame) -> Made | None:
    """The first week of March, the last two months of 2020, the last days of the year."""
    whole, label = _whole(parts, frame)
    unit, number = unit_of(parts.first("u").text), _number(parts)
    if whole is None or unit in ("S", "M", "H", "Y", "Q"):
        return None
    plural = parts.first("u").text.endswith("s")
    count = parts.count("k") if parts.has("k") else VAGUE if plural else "1"
    if whole.earliest is None or whole.latest is None:
        if unit == "D" and count == "1" and number > 0 and whole.month:
            on = calendar.day(0, whole.month, number)
            return Made(on, "DATE", label) if on else None
        return Made(Moment(period(count, unit), granularity="duration"), "DURATION", label)
    if not count.isdecimal():
        bounds = replace(whole, value=period(VAGUE, unit), granularity="duration")
        return Made(bounds, "DURATION", label)
    ends = _ends(whole.earliest, whole.latest, unit, int(count), number)
    if ends is None:
        return None
    first, last = ends
    if unit == "D" and first == last:
        return Made(calendar.of_date(first), "DATE", label)
    if unit == "MO" and count == "1":
        return Made(calendar.month(first.year, first.month), "DATE", label)
    edtf = f"{first}/{last}" if whole.edtf else ""
    return Made(Moment(period(count, unit), edtf, first, last, "range", last.year, last.month),
                "DURATION", label)  # fmt: skip


def _ends(start: date, end: date, unit: str, count: int, number: int) -> tuple[date, date] | None:
    """Return first and last day of a part of a stretch; `number` -1 is the last such part."""
    if unit == "MO":
        months = count if number > 0 else -count
        first = add_months(start, number - 1)[0] if number > 0 else end + timedelta(days=1)
        far = add_months(first, months)[0]
        pair = (first, far - timedelta(days=1)) if number > 0 else (far, end)
    else:
        size = DAYS.get(unit, 0) * count
        first = start + timedelta(days=size * (number - 1))
        last = end if (unit, number) == ("DE", 3) else first + timedelta(days=size - 1)
        pair = (first, last) if number > 0 else (end - timedelta(days=size - 1), end)
    return pair if start <= pair[0] <= pair[1] <= end else None


def _number(parts: Parts) -> int:
    return -1 if parts.first("n").text in LAST else parts.number("n") or 1


def _month_of(parts: Parts, frame: Frame) -> tuple[int, int, str]:
    m = int(parts.value("m", "MONTH"))
    if parts.has("y"):
        return m, parts.year("y"), ""
    return m, frame.year_of_month(m), frame.label()


def _whole(parts: Parts, frame: Frame) -> tuple[Moment | None, str]:
    """Return the month or year that a part belongs to, and what it was reckoned from."""
    if parts.has("m"):
        m, y, label = _month_of(parts, frame)
        return calendar.month(y, m), label
    if parts.has("y"):
        return calendar.year(parts.year("y")), ""
    y, label = relative_year(parts if parts.has("r") else None, frame)
    return (calendar.year(y) if y else None), label


def the_unit(parts: Parts, frame: Frame) -> Made | None:
    """The month, the week (whose end is meant): in a tale the one last told, else the present."""
    at, label = frame.reference() if frame.narrative else (frame.now(), frame.label())
    moment = stretch(at, unit_of(parts.first("u").text), 0) if at else None
    return Made(moment, "DATE", label) if moment else None


def year_before(parts: Parts, frame: Frame) -> Made | None:
    """The year-earlier (quarter)."""
    now = frame.now()
    return Made(calendar.year(now.year - 1), "DATE", frame.label()) if now else None


def year_end(parts: Parts, frame: Frame) -> Made | None:
    """Year-end, year-end 1990."""
    if parts.has("y"):
        return Made(calendar.year(parts.year("y")))
    now = frame.now()
    return Made(calendar.year(now.year), "DATE", frame.label()) if now else None


def may_day(parts: Parts, frame: Frame) -> Made | None:
    """May Day."""
    y = parts.year("y") if parts.has("y") else frame.year_of_day(5, 1)
    moment = calendar.day(y, 5, 1)
    return Made(moment, "DATE", "" if parts.has("y") else frame.label()) if moment else None


def iso_time(parts: Parts, frame: Frame) -> Made | None:
    """2020-11-10T00:00:00Z: the zone is left out."""
    text = parts.first("d").text.upper()
    on = calendar.day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if on is None or on.earliest is None or int(text[11:13]) > 24 or int(text[14:16]) > 59:
        return None
    return Made(replace(on, value=f"{on.value}T{text[11:16]}", granularity="time"), "TIME")


def workdays(parts: Parts, frame: Frame) -> Made | None:
    """Weekdays, on workdays."""
    return Made(Moment("XXXX-WXX-WD", granularity="set"), "SET")


def repeated_day(parts: Parts, frame: Frame) -> Made | None:
    """Every 24 April."""
    on = calendar.day(0, int(parts.value("m", "MONTH")), parts.number("d"))
    return Made(Moment(on.value, granularity="set"), "SET") if on else None


def repeated_month(parts: Parts, frame: Frame) -> Made | None:
    """Every September."""
    on = calendar.month(0, int(parts.value("m", "MONTH")))
    return Made(Moment(on.value, granularity="set"), "SET")


def shift_from(parts: Parts, frame: Frame) -> Made | None:
    """A week from Friday, two weeks from tomorrow."""
    unit, count, word = unit_of(parts.first("u").text), parts.count("n"), parts.first("x").text
    now, shift = frame.now(), vocabulary().values.get(("DEICTIC", word))
    if now is None or not count.isdecimal() or unit not in ("D", "W", "2W") or int(count) > 1000:
        return Made(Moment("FUTURE_REF", granularity="vague"), "DATE", frame.label())
    ahead = (
        (weekday_number(word) - now.isoweekday()) % 7 if shift is None else int(shift.rstrip("N"))
    )
    days = ahead + int(count) * {"D": 1, "W": 7, "2W": 14}[unit]
    return Made(calendar.of_date(now + timedelta(days=days)), "DATE", frame.label())


NESTED: dict[str, Builder] = {
    "nth-weekday": nth_weekday, "part-of-month": part_of_month, "the-unit": the_unit,
    "year-before": year_before, "year-end": year_end, "may-day": may_day, "iso-time": iso_time,
    "set-workdays": workdays, "set-day": repeated_day, "set-month": repeated_month,
    "shift-from": shift_from,
}  # fmt: skip
