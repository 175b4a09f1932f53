"""Builders of dates reckoned from another: weekdays, last year, three months ago, the next day."""

from datetime import date, timedelta

from servanda.reading.dates import calendar
from servanda.reading.dates.absolute import Builder, relative_step
from servanda.reading.dates.calendar import Moment, add_months
from servanda.reading.dates.frame import Frame, first_day
from servanda.reading.dates.parts import VAGUE, Made, Parts
from servanda.reading.dates.words import vocabulary

TOLD = ("that", "same", "following", "previous", "preceding", "subsequent")
MONTHS = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}


def weekday(parts: Parts, frame: Frame) -> Made | None:
    """Friday, last Friday, this Friday."""
    number = weekday_number(parts.first("w").text)
    step = relative_step(parts.first("r").text) if parts.has("r") else None
    told = parts.has("r") and parts.first("r").text in TOLD
    now = frame.reference()[0] if told else frame.now()
    label = frame.reference()[1] if told else frame.label()
    if step is None:
        at = frame.weekday(number)
    elif now is None:
        at = None
    else:
        back = (now.isoweekday() - number) % 7
        ahead = timedelta(days=(7 - back) if back or step > 0 else 0)
        at = now - timedelta(days=back or 7) if step < 0 else now + ahead
        if step == 0 and frame.tense != "future":
            at = now - timedelta(days=back)
    if at is None:
        return Made(Moment(f"XXXX-WXX-{number}"), relative_to=label)
    return Made(calendar.of_date(at), relative_to=label)


def weekday_week(parts: Parts, frame: Frame) -> Made | None:
    """Friday of last week."""
    now, number = frame.now(), weekday_number(parts.first("w").text)
    if now is None:
        return Made(Moment(f"XXXX-WXX-{number}"), relative_to=frame.label())
    shift = number - now.isoweekday() + 7 * relative_step(parts.first("r").text)
    return Made(calendar.of_date(now + timedelta(days=shift)), relative_to=frame.label())


def deictic(parts: Parts, frame: Frame) -> Made | None:
    """Today, yesterday, tomorrow, tonight."""
    value = parts.value("x", "DEICTIC")
    shift = int(value.rstrip("N"))
    made = _from_published(frame, shift)
    if value.endswith("N"):
        base = made.moment
        text = base.value + "TNI" if frame.published else "PRESENT_REF"
        moment = Moment(text, base.edtf, base.earliest, base.latest, "time")
        return Made(moment, "TIME", made.relative_to)
    return made


def shifted_day(parts: Parts, frame: Frame) -> Made | None:
    """The day before yesterday, the day after tomorrow."""
    return _from_published(frame, int(parts.argument))


def told_day(parts: Parts, frame: Frame) -> Made | None:
    """The next day, the previous day: from the day last told."""
    told, now = frame.told, frame.told_day()
    if told is None or now is None or not frame.told_is_day():
        return Made(Moment("XXXX-XX-XX"), relative_to="unknown")
    at = now + timedelta(days=int(parts.argument))
    return Made(calendar.of_date(at), relative_to=told.value)


def relative_unit(parts: Parts, frame: Frame) -> Made | None:
    """Last year, this week, the following month, that day, the weekend."""
    word = parts.first("r").text if parts.has("r") else "this"
    unit = unit_of(parts.first("u").text)
    now, label = frame.reference() if word in TOLD else (frame.now(), frame.label())
    if not parts.has("r"):
        now, label = frame.now(), frame.label()
    step = relative_step(word)
    if unit in ("S", "M", "H") or (unit == "D" and word in ("last", "past", "present", "current")):
        return None
    if now is None:
        return Made(Moment(_vague_unit(unit, step)), relative_to=label)
    if unit == "WE" and not parts.has("r") and frame.tense != "future" and now.isoweekday() < 6:
        step = -1  # over the weekend, told on a Monday
    moment = stretch(now, unit, step)
    if moment and word in TOLD and finer(unit, frame.last or frame.told):
        moment = loose(frame.last or frame.told, unit, step)
    return Made(moment, relative_to=label) if moment else None


def same_year(parts: Parts, frame: Frame) -> Made | None:
    """The year: in a narrative the one last told, else that of publication."""
    at, label = frame.reference() if frame.narrative else (frame.now(), frame.label())
    return Made(calendar.year(at.year), relative_to=label) if at else None


def new_year(parts: Parts, frame: Frame) -> Made | None:
    """The new year: the beginning of the next one told."""
    now = frame.now()
    if now is None:
        return None
    y = now.year + (now.month > 6)
    return Made(calendar.year(y), relative_to=frame.label())


def shift(parts: Parts, frame: Frame) -> Made | None:
    """Three months ago, two days later, a year from now."""
    unit = unit_of(parts.first("u").text)
    count = parts.count("n") if parts.has("n") else VAGUE
    back = parts.argument == "ago"
    if parts.has("x"):
        back = ("EARLIER", parts.first("x").text) in vocabulary().values
    now, label = _shift_base(parts, frame)
    exact = now is not None and count.isdecimal() and int(count) < 2000
    if unit in ("S", "M", "H"):
        return Made(Moment("PAST_REF" if back else "FUTURE_REF", granularity="vague"),
                    relative_to=label)  # fmt: skip
    if not exact or now is None:
        return Made(Moment(_vague_unit(unit, 0) if now is None and count.isdecimal() else
                           ("PAST_REF" if back else "FUTURE_REF"), granularity="vague"),
                    relative_to=label)  # fmt: skip
    many = int(count)
    if unit in ("DE", "CE"):
        unit, many = "Y", many * (10 if unit == "DE" else 100)
    if parts.argument == "told" and unit in ("W", "2W") and frame.told_is_day():
        unit, many = "D", many * (14 if unit == "2W" else 7)
    step = -many if back else many
    moment = stretch(now, unit, step)
    if moment and parts.argument == "told" and finer(unit, frame.told or frame.last):
        moment = loose(frame.told or frame.last, unit, step)
    return Made(moment, relative_to=label) if moment else None


SIZES = ("D", "W", "2W", "MO", "Q", "Y")
REACH = {"day": 0, "time": 0, "week": 1, "month": 3, "season": 4, "quarter": 4, "half": 5,
         "year": 5, "decade": 6, "century": 7}  # fmt: skip


def finer(unit: str, told: Moment | None) -> bool:
    """Say whether a unit is finer than the date that it is counted from: a day after "1915"."""
    return told is not None and unit in SIZES and SIZES.index(unit) < REACH.get(told.granularity, 0)


def loose(told: Moment | None, unit: str, step: int) -> Moment:
    """Return a date counted from one known less exactly: its bounds, and the year if it is one."""
    first, last = (told.earliest, told.latest) if told else (None, None)
    near = stretch(first, unit, step) if first else None
    far = stretch(last, unit, step) if last else None
    shape = _vague_unit(unit, 0)
    if near is None or far is None or not near.earliest or not far.latest:
        return Moment(shape)
    y = near.year if near.year == far.year else 0
    value = shape.replace("XXXX", f"{y:04}", 1) if y else shape
    if y and (near.month, "D") == (far.month, unit):
        value = f"{y:04}-{near.month:02}-XX"
    edtf = f"{near.earliest}/{far.latest}" if near.edtf and far.edtf else ""
    return Moment(value, edtf, near.earliest, far.latest, "range", y, near.month if y else 0)


def shift_half(parts: Parts, frame: Frame) -> Made | None:
    """Half a century ago."""
    now = frame.now()
    if now is None:
        return Made(Moment("PAST_REF", granularity="vague"), relative_to=frame.label())
    return Made(calendar.year(now.year - 50), relative_to=frame.label())


def stretch(now: date, unit: str, step: int) -> Moment | None:
    """Return the day, week, month ... that lies `step` units from a day."""
    try:
        if unit == "D":
            return calendar.of_date(now + timedelta(days=step))
        if unit in ("W", "2W"):
            return calendar.week(now + timedelta(weeks=step * (2 if unit == "2W" else 1)))
        if unit == "WE":
            return calendar.weekend(now + timedelta(weeks=step))
    except OverflowError:
        return None
    if unit not in MONTHS or not 1 <= now.year + MONTHS[unit] * step // 12 <= 9990:
        return None
    at = add_months(now.replace(day=1), MONTHS[unit] * step)[0]
    if unit == "MO":
        return calendar.month(at.year, at.month)
    if unit == "Q":
        return calendar.part_of_year(at.year, f"Q{(at.month - 1) // 3 + 1}")
    if unit == "CE" and abs(step) <= 1:
        return calendar.century(at.year // 100 + 1)
    if unit == "DE" and abs(step) <= 1:
        return calendar.decade(at.year // 10 * 10)
    return calendar.year(at.year)


def unit_of(word: str) -> str:
    """Return the code of a unit's singular or plural: Y, MO, W, D, H ..."""
    values = vocabulary().values
    for cls in ("UNIT", "UNITS", "WEEKEND"):
        if (cls, word) in values:
            return values[(cls, word)]
    return ""


def weekday_number(word: str) -> int:
    """Return 1 for Monday to 7 for Sunday, also for abbreviations."""
    values = vocabulary().values
    return int(values.get(("WEEKDAY", word)) or values[("WEEKDAYABBR", word)])


def _shift_base(parts: Parts, frame: Frame) -> tuple[date | None, str]:
    if parts.argument == "told":
        told = frame.told or frame.last
        return (first_day(told), told.value) if told else (None, "unknown")
    if frame.narrative:
        return None, "unknown"
    return frame.published, frame.label()


def _from_published(frame: Frame, days: int) -> Made:
    if frame.published is None or frame.narrative:
        value = {0: "PRESENT_REF", -1: "PAST_REF", 1: "FUTURE_REF"}.get(days, "XXXX-XX-XX")
        return Made(Moment(value), relative_to="unknown")
    return Made(calendar.of_date(frame.published + timedelta(days=days)), relative_to="published")


def _vague_unit(unit: str, step: int) -> str:
    shape = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "MO": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX")
    return shape if step == 0 else ("PAST_REF" if step < 0 else "FUTURE_REF")


RELATIVE: dict[str, Builder] = {
    "weekday": weekday, "weekday-week": weekday_week, "deictic": deictic,
    "shifted-day": shifted_day, "told-day": told_day, "relative-unit": relative_unit,
    "same-year": same_year, "new-year": new_year, "shift": shift, "shift-half": shift_half,
}  # fmt: skip
