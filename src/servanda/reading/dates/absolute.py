"""Builders of dates that stand on the calendar, with or without their year."""

from collections.abc import Callable
from datetime import timedelta

from servanda.reading.dates import calendar
from servanda.reading.dates.calendar import Moment
from servanda.reading.dates.frame import Frame
from servanda.reading.dates.parts import Made, Parts
from servanda.reading.dates.words import vocabulary

SEASON_WRAP = 8  # months: "that spring" after a winter is the next year's
NEAR_DAYS = 31
Builder = Callable[[Parts, Frame], Made | None]


def iso(parts: Parts, frame: Frame) -> Made | None:
    """2022-09-13."""
    y, m, d = (int(n) for n in parts.first("d").text.replace("/", "-").split("-"))
    return _made(calendar.day(y, m, d) if y else None)


def numeric(parts: Parts, frame: Frame) -> Made | None:
    """13.09.2022 and 13/09/22: day first, unless only the other is a date or near at hand."""
    text = parts.first("d").text
    a, b, y = (int(n) for n in text.replace("/", ".").replace("-", ".").split("."))
    if y < 100:
        if "." in text:
            return None  # 1.2.22 is as likely a section number
        y += 1900 if y >= 40 else 2000
    if not 1000 <= y < 2200:
        return None
    both = [m for m in (calendar.day(y, b, a), calendar.day(y, a, b)) if m and m.earliest]
    now = frame.published
    if now is not None and "." not in text and len(both) == 2:
        near = [m for m in both if m.earliest and 0 <= (now - m.earliest).days <= NEAR_DAYS]
        both = near or both  # 11/02/2022 in a text of 3 November is no day of February
    return _made(both[0] if both else None)


def fixed_day(parts: Parts, frame: Frame) -> Made | None:
    """A day that goes by a name of its own: 9/11."""
    return _made(calendar.day(*(int(n) for n in parts.argument.split("-"))))


def day(parts: Parts, frame: Frame) -> Made | None:
    """A day of a month, its year given, relative, or taken from the frame."""
    m, d = int(parts.value("m", "MONTH")), parts.number("d")
    if parts.has("y"):
        return _made(calendar.day(era_year(parts), m, d))
    if parts.has("r") and parts.first("r").start > parts.first("m").start:
        y, label = relative_year(parts, frame)
    else:
        if parts.has("r"):
            frame.tense = {-1: "past", 1: "future"}.get(relative_step(parts.first("r").text), "")
        y, label = frame.year_of_day(m, d), frame.label()
    return _made(calendar.day(y, m, d), label)


def days(parts: Parts, frame: Frame) -> Made | None:
    """From one day to another of one month: 20-21 May 2022."""
    m = int(parts.value("m", "MONTH"))
    first, last = parts.number("d"), parts.number("e")
    known = parts.has("y")
    y = parts.year("y") if known else frame.year_of_day(m, last)
    a, b = calendar.day(y, m, first), calendar.day(y, m, last)
    if a is None or b is None or first >= last:
        return None
    return _range(parts, "d", "e", (a, b), "" if known else frame.label())


def month(parts: Parts, frame: Frame) -> Made | None:
    """A month, its year given, relative ("January last year"), or taken from the frame."""
    m = int(parts.value("m", "MONTH"))
    if parts.has("y"):
        return _made(calendar.month(era_year(parts), m))
    if len(parts.named) > 1 and parts.has("r"):
        return _month_near(parts, frame, m)
    return _made(calendar.month(frame.year_of_month(m), m), frame.label())


def _month_near(parts: Parts, frame: Frame, m: int) -> Made | None:
    """Return the month of "January last year" or of "last January"."""
    if parts.first("r").start > parts.first("m").start:
        y, label = relative_year(parts, frame)
        return _made(calendar.month(y, m), label)
    now, word = frame.now(), parts.first("r").text
    if word in ("following", "previous", "that", "same", "preceding", "subsequent"):
        now, _ = frame.reference()
    if now is None:
        return _made(calendar.month(0, m), frame.label())
    step = relative_step(word)
    if step < 0:
        y = now.year - (m >= now.month)
    elif step > 0:
        y = now.year + (m <= now.month)
    else:
        y = now.year
    return _made(calendar.month(y, m), frame.label())


def months(parts: Parts, frame: Frame) -> Made | None:
    """From one month to another: March-May 2021."""
    first, last = int(parts.value("m", "MONTH")), int(parts.value("n", "MONTH"))
    y = parts.year("y") if parts.has("y") else frame.year_of_month(last)
    a = calendar.month(y - (first > last) if y else 0, first)
    label = "" if parts.has("y") else frame.label()
    return _range(parts, "m", "n", (a, calendar.month(y, last)), label)


def year(parts: Parts, frame: Frame) -> Made | None:
    """A year, of our era or before it."""
    y = era_year(parts)
    return _made(calendar.year(y)) if y else None


def era_year(parts: Parts) -> int:
    """Return the year of a match, reckoned before our era where its era says so."""
    y = parts.year("y")
    return calendar.old_year(y) if parts.has("e") and old_era(parts) and y < 4000 else y


def old_era(parts: Parts) -> bool:
    """Say whether the era of a match is before ours."""
    return parts.first("e").text.startswith("b")


def years(parts: Parts, frame: Frame) -> Made | None:
    """From one year to another: 2020-2022, 1914-18."""
    a, text = parts.year("y"), parts.first("n").text
    b = int(str(a)[: 4 - len(text)] + text) if text.isdecimal() and len(text) in (2, 4) else 0
    if not a < b <= a + 120:
        return None
    return _range(parts, "y", "n", (calendar.year(a), calendar.year(b)), "")


def years_era(parts: Parts, frame: Frame) -> Made | None:
    """From one year before our era to another: 499-493 BC."""
    sign = -1 if old_era(parts) else 1
    a, b = (parts.number(name) for name in "yn")
    if (b - a) * sign <= 0 or max(a, b) >= 4000:
        return None
    ends = tuple(calendar.year(calendar.old_year(n) if sign < 0 else n) for n in (a, b))
    return _range(parts, "y", "n", (ends[0], ends[1]), "")


def _range(parts: Parts, first: str, last: str, ends: tuple[Moment, Moment], label: str) -> Made:
    cut = (parts.first(first).end, parts.first(last).start)
    return Made(calendar.between(*ends), "DATE", label, ends, cut)


def decade(parts: Parts, frame: Frame) -> Made | None:
    """The 1990s, the '90s, the nineties."""
    token = parts.first("d")
    if parts.has("e") and old_era(parts):
        return _made(calendar.decade(calendar.old_year(parts.number("d"))))
    if token.shape == "DECADENUM":
        return _made(calendar.decade(parts.number("d") // 10 * 10))
    tens = parts.number("d") or int(parts.value("d", "DECADEWORD")) * 10
    return _made(calendar.decade(tens + 1900 if tens < 100 else tens))


def century(parts: Parts, frame: Frame) -> Made | None:
    """The 19th century."""
    number = parts.number("c")
    if parts.has("e") and old_era(parts):
        return Made(Moment(f"BC{number - 1:02}", granularity="century"))
    return _made(calendar.century(number)) if 1 <= number <= 22 else None


def centuries(parts: Parts, frame: Frame) -> Made | None:
    """The 18th and 19th centuries."""
    first, last = parts.number("c"), parts.number("k")
    old = parts.has("e") and old_era(parts)
    if old or not 1 <= first < last <= 22:
        return None
    return _range(parts, "c", "k", (calendar.century(first), calendar.century(last)), "")


def season(parts: Parts, frame: Frame) -> Made | None:
    """A season, its year given, relative, or taken from the frame."""
    code = parts.value("s", "SEASON")
    first = calendar.SEASON_MONTHS[code][1]
    if parts.has("y"):
        return _made(calendar.season(era_year(parts), code))
    if parts.has("r") and parts.first("r").start > parts.first("s").start:
        y, label = relative_year(parts, frame)
        return _made(calendar.season(y, code), label)
    if parts.has("r") and parts.first("r").text in ("that", "same"):
        at, label = frame.reference()
        later = at is not None and at.month - first >= SEASON_WRAP
        return _made(calendar.season(at.year + later if at else 0, code), label)
    now = frame.now()
    if now is None:
        return _made(calendar.season(0, code), frame.label())
    y = now.year - (code == "WI" and now.month < 3)  # the winter that runs began last year
    step = relative_step(parts.first("r").text) if parts.has("r") else None
    if step is not None and step < 0:
        y -= first + 3 > now.month or code == "WI"
    elif step is not None and step > 0:
        y += first <= now.month
    elif step is None and not frame.narrative and frame.tense != "future":
        y -= first > now.month
    elif step is None and frame.tense == "future":
        y += first + 2 < now.month
    return _made(calendar.season(y, code), frame.label())


def part(parts: Parts, frame: Frame) -> Made | None:
    """A half or a quarter of a year."""
    words, size = parts.first("h").text, 2 if parts.argument == "H" else 4
    number = size if words in ("last", "latter") else parts.number("h")
    if not 1 <= number <= size:
        return None
    if parts.has("y"):
        return _made(calendar.part_of_year(parts.year("y"), f"{parts.argument}{number}"))
    y, label = relative_year(parts, frame) if parts.has("r") else relative_year(None, frame)
    if parts.named.keys() == {"h"} and frame.published and not frame.narrative:
        now = frame.published  # a bare quarter is the last one, unless the tense looks forward
        y = now.year - (frame.tense != "future" and number > (now.month - 1) // (12 // size) + 1)
    return _made(calendar.part_of_year(y, f"{parts.argument}{number}"), label)


def day_of_month(parts: Parts, frame: Frame) -> Made | None:
    """The 13th (of this month), in the month last told or the present one."""
    at, label = frame.reference()
    if at is None:
        return None
    if parts.has("r") and relative_step(parts.first("r").text):
        at = calendar.add_months(at.replace(day=1), relative_step(parts.first("r").text))[0]
    return _made(calendar.day(at.year, at.month, parts.number("d")), label)


def week_of(parts: Parts, frame: Frame) -> Made | None:
    """The week of 6 March."""
    made = day(parts, frame)
    if made is None or made.moment.earliest is None:
        return None
    return _made(calendar.week(made.moment.earliest), made.relative_to)


def holiday(parts: Parts, frame: Frame) -> Made | None:
    """Christmas, Thanksgiving, Easter; of the year given or told."""
    name = parts.value("h", "HOLIDAY")
    shift = -1 if parts.has("x") and parts.first("x").text == "eve" else 0
    label = "" if parts.has("y") else frame.label()
    rough = {"TG": 11, "EA": 4}.get(name) or int(name[:2])
    y = parts.year("y") if parts.has("y") else frame.year_of_day(rough, 25)
    if parts.has("r") and frame.now() and not parts.has("y"):
        now = frame.now()
        step = relative_step(parts.first("r").text)
        y = now.year - (step < 0 and now.month <= rough) if now else y
    if not y:
        return None
    if name == "TG":
        at = calendar.thanksgiving(y)
    elif name == "EA":
        at = calendar.easter(y)
    else:
        found = calendar.day(y, int(name[:2]), int(name[3:]))
        if found is None or found.earliest is None:
            return None
        at = found.earliest
    return _made(calendar.of_date(at + timedelta(days=shift)), label)


def new_year_day(parts: Parts, frame: Frame) -> Made | None:
    """New Year's Eve and New Year's Day."""
    eve = parts.first("x").text == "eve"
    m, d = (12, 31) if eve else (1, 1)
    y = parts.year("y") if parts.has("y") else frame.year_of_day(m, d)
    return _made(calendar.day(y, m, d), "" if parts.has("y") else frame.label())


def relative_year(parts: Parts | None, frame: Frame) -> tuple[int, str]:
    """Return the year of "last year", "that year" or, without parts, "the year", and its base."""
    word = parts.first("r").text if parts else "that"
    told = word in ("that", "same", "following", "previous", "preceding", "subsequent")
    now, label = frame.reference() if told else (frame.now(), frame.label())
    return (now.year + relative_step(word) if now else 0), label


def relative_step(word: str) -> int:
    """Return -1 for "last", 0 for "this", 1 for "next" and their like."""
    values = vocabulary().values
    for cls in ("BACK", "FORTH", "HERE", "THAT"):
        if (cls, word) in values:
            return int(values[(cls, word)])
    return 0


def _made(moment: Moment | None, relative_to: str = "") -> Made | None:
    return Made(moment, "DATE", relative_to) if moment else None


ABSOLUTE: dict[str, Builder] = {
    "iso": iso, "numeric": numeric, "day": day, "fixed-day": fixed_day, "days": days,
    "month": month, "months": months,
    "year": year, "years": years, "years-era": years_era, "decade": decade,
    "century": century, "centuries": centuries, "season": season,
    "part": part, "day-of-month": day_of_month, "week-of": week_of, "holiday": holiday,
    "new-year-day": new_year_day,
}  # fmt: skip
