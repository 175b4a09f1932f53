"""Builders of durations, repeated times, vague words and times of day."""

from datetime import timedelta

from servanda.reading.dates import calendar
from servanda.reading.dates.absolute import Builder, relative_step
from servanda.reading.dates.calendar import Moment
from servanda.reading.dates.frame import Frame
from servanda.reading.dates.parts import VAGUE, Made, Parts
from servanda.reading.dates.relative import stretch, unit_of
from servanda.reading.dates.words import vocabulary

HALVES = {"Y": ("Y", "M", 6), "MO": ("M", "D", 15), "W": ("W", "D", 3), "D": ("D", "H", 12),
          "H": ("H", "M", 30), "DE": ("DE", "Y", 5), "CE": ("CE", "Y", 50)}  # fmt: skip


def period(count: str, unit: str) -> str:
    """Return the TIMEX3 period of a count of units: P3Y, PT5H, PXM."""
    if unit == "2W":
        unit, count = "W", count if count == VAGUE else str(2 * int(float(count)))
    if unit in ("S", "M", "H"):
        return f"PT{count}{unit}"
    if unit in ("DE", "CE") and count != VAGUE:
        unit, count = "Y", str(round(float(count) * (10 if unit == "DE" else 100)))
    if unit == "Q" and count != VAGUE:
        unit, count = "MO", str(int(float(count)) * 3)
    return f"P{count}{'M' if unit == 'MO' else unit}"


def duration(parts: Parts, frame: Frame) -> Made | None:
    """Nine months, a five-year (term), several weeks."""
    unit = unit_of(parts.first("u").text)
    plural = parts.first("u").text.endswith("s")
    count = parts.count("n") if parts.has("n") else (VAGUE if plural else "1")
    lone = parts.has("n") and len(parts.named["n"]) == 1 and parts.first("n").text in ("a", "an")
    if lone and unit in ("S", "Q"):
        return None
    return Made(Moment(period(count, unit), granularity="duration"), "DURATION")


def duration_bare(parts: Parts, frame: Frame) -> Made | None:
    """Years, for months."""
    unit = unit_of(parts.first("u").text)
    return Made(Moment(period(VAGUE, unit), granularity="duration"), "DURATION")


def duration_half(parts: Parts, frame: Frame) -> Made | None:
    """Two and a half years, half a year."""
    unit = unit_of(parts.first("u").text)
    count = parts.count("n") if parts.has("n") else "0"
    if unit not in HALVES or not count.isdecimal():
        return None
    main, minor, half = HALVES[unit]
    head = f"{count}{main}" if count != "0" else ""
    value = f"PT{head}{half}{minor}" if unit == "H" else f"P{head}{half}{minor}"
    return Made(Moment(value, granularity="duration"), "DURATION")


def duration_rel(parts: Parts, frame: Frame) -> Made | None:
    """The last three years, the coming weeks: a span with bounds where "now" is known."""
    unit = unit_of(parts.first("u").text)
    plural = parts.first("u").text.endswith("s")
    count = parts.count("n") if parts.has("n") else (VAGUE if plural else "1")
    if not parts.has("n") and not plural and unit in ("S", "M", "Q"):
        return None
    value, now = period(count, unit), frame.now()
    step = relative_step(parts.first("r").text)
    if now is None or not count.isdecimal() or int(count) > 2000:
        return Made(Moment(value, granularity="duration"), "DURATION", frame.label())
    far = stretch(now, unit, step * int(count))
    if far is None or far.earliest is None:
        return Made(Moment(value, granularity="duration"), "DURATION", frame.label())
    first, last = (far.earliest, now) if step < 0 else (now, far.latest)
    return Made(Moment(value, "", first, last, "duration"), "DURATION", frame.label())


def repeated(parts: Parts, frame: Frame) -> Made | None:
    """Every day, each year, every two years."""
    unit = unit_of(parts.first("u").text)
    count = parts.count("n") if parts.has("n") else "1"
    return Made(Moment(period(count, unit), granularity="set"), "SET")


def repeated_weekday(parts: Parts, frame: Frame) -> Made | None:
    """Every Friday, Mondays."""
    word = parts.first("w").text
    values = vocabulary().values
    number = values.get(("WEEKDAY", word)) or values[("WEEKDAYS", word)]
    return Made(Moment(f"XXXX-WXX-{number}", granularity="set"), "SET")


def repeated_daypart(parts: Parts, frame: Frame) -> Made | None:
    """Every night, each morning."""
    return Made(Moment(f"XXXX-XX-XXT{parts.value('p', 'DAYPART')}", granularity="set"), "SET")


def quarter_century(parts: Parts, frame: Frame) -> Made | None:
    """A quarter of a century."""
    return Made(Moment("P25Y", granularity="duration"), "DURATION")


def repeated_weekend(parts: Parts, frame: Frame) -> Made | None:
    """Weekends, every weekend."""
    return Made(Moment("XXXX-WXX-WE", granularity="set"), "SET")


def repeated_word(parts: Parts, frame: Frame) -> Made | None:
    """Daily, annually."""
    cls = "SETADJ" if ("SETADJ", parts.first("s").text) in vocabulary().values else "SETWORD"
    return Made(Moment(parts.value("s", cls), granularity="set"), "SET")


def repeated_other(parts: Parts, frame: Frame) -> Made | None:
    """Every other year."""
    return Made(Moment(period("2", unit_of(parts.first("u").text)), granularity="set"), "SET")


def vague(parts: Parts, frame: Frame) -> Made | None:
    """Now, recently, soon: a direction and no bounds."""
    value = parts.value("v", parts.argument)
    return Made(Moment(value, granularity="vague"), "DATE", frame.label())


def vague_fixed(parts: Parts, frame: Frame) -> Made | None:
    """Phrases that stand for the past, the present or the future."""
    return Made(Moment(parts.argument, granularity="vague"), "DATE", frame.label())


def recent_units(parts: Parts, frame: Frame) -> Made | None:
    """Recent years, recent weeks."""
    value = period(VAGUE, unit_of(parts.first("u").text))
    return Made(Moment(value, granularity="duration"), "DURATION", frame.label())


def clock(parts: Parts, frame: Frame) -> Made | None:
    """10:35 a.m., 6 p.m., five o'clock."""
    token = parts.first("c" if parts.has("c") else "h").text
    if token[:1].isdecimal():
        hour, colon, rest = token.rstrip("hrs").replace(".", ":").partition(":")
        if not colon and len(hour) == 4:
            hour, rest = hour[:2], hour[2:]
    else:
        hour, rest = vocabulary().value("ONES", token), ""
    h, minutes = int(hour), int((rest or "0").split(":")[0])
    if parts.has("x"):
        h = h % 12 + (12 if parts.first("x").text.startswith("p") else 0)
    elif parts.has("p") and h < 12:
        h += 12 * (parts.value("p", "DAYPART") in ("AF", "EV"))
    if h > 24 or minutes > 59:
        return None
    text = f"T{h:02}:{minutes:02}"
    return _on_day(text, frame)


def daypart(parts: Parts, frame: Frame) -> Made | None:
    """This morning, last night, that evening, the next morning."""
    code, word = parts.value("p", "DAYPART"), parts.first("r").text
    step = relative_step(word)
    told = word in ("that", "same", "following", "next", "previous") and not (
        word == "next" and frame.told is None
    )
    at = frame.told_day() if told else (None if frame.narrative else frame.published)
    label = frame.reference()[1] if told else frame.label()
    if at is None:
        return Made(Moment(f"XXXX-XX-XXT{code}", granularity="time"), "TIME", label)
    on = calendar.of_date(at + timedelta(days=step))
    return Made(Moment(f"{on.value}T{code}", on.edtf, on.earliest, on.latest, "time"),
                "TIME", label)  # fmt: skip


def daypart_bare(parts: Parts, frame: Frame) -> Made | None:
    """Noon, midnight, night."""
    word = next(iter(parts.named.values()))[0].text if parts.named else "noon"
    return _on_day("T" + vocabulary().value("DAYPART", word), frame)


def _on_day(text: str, frame: Frame) -> Made:
    told = frame.told
    near = told is not None and frame.told_is_day() and frame.told_near()
    if told is not None and near and told.earliest is not None:
        on = calendar.of_date(told.earliest)
        return Made(Moment(on.value + text, on.edtf, on.earliest, on.latest, "time"), "TIME",
                    told.value)  # fmt: skip
    if frame.published is not None and not frame.narrative:
        on = calendar.of_date(frame.published)
        return Made(Moment(on.value + text, on.edtf, on.earliest, on.latest, "time"), "TIME",
                    "published")  # fmt: skip
    return Made(Moment("XXXX-XX-XX" + text, granularity="time"), "TIME", "unknown")


SPANS: dict[str, Builder] = {
    "duration": duration, "duration-bare": duration_bare, "duration-half": duration_half,
    "duration-rel": duration_rel, "set": repeated, "set-weekday": repeated_weekday,
    "set-weekend": repeated_weekend, "set-daypart": repeated_daypart,
    "quarter-century": quarter_century,
    "set-word": repeated_word, "set-other": repeated_other, "vague": vague,
    "vague-fixed": vague_fixed, "recent-units": recent_units, "clock": clock, "daypart": daypart,
    "daypart-bare": daypart_bare,
}  # fmt: skip
