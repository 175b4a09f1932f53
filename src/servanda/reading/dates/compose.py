"""Dates with something before or after: "late in 1942", "the morning of 19 April"."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from servanda.reading.dates.calendar import (
    SEASON_MONTHS,
    Moment,
    between,
    day,
    month,
    of_date,
    season,
)
from servanda.reading.dates.parts import Made
from servanda.reading.dates.patterns import compile_pattern
from servanda.reading.dates.tokens import Line
from servanda.reading.dates.words import vocabulary

LARGE = ("month", "season", "quarter", "half", "year", "decade", "century", "week")


@dataclass(frozen=True)
class Found:
    """A match in tokens `begin` to `end` (exclusive), what it means, and by which rule."""

    begin: int
    end: int
    made: Made
    rule: str


@lru_cache(maxsize=1)
def prefixes() -> dict[str, re.Pattern[str]]:
    """Return the patterns of what may stand before a date, compiled once a process."""
    table = {
        "part": "the? PART (of | in)? DASH?|the? (very? PARTNOUN | first half | second half | "
                "latter part | first part | early part | middle | latter half) of|end DASH?",
        "hours": "the? h=PART (morning | evening)? hours (of | on)",
        "later": "(later | earlier | late | early) (in | on)?",
        "daypart": "(in? the)? PART? (in the)? p=DAYPART (of | on | COMMA)",
        "about": "(about | around | circa | ca DOT? | approximately)",
    }  # fmt: skip
    return {name: re.compile(compile_pattern(text, {})[0]) for name, text in table.items()}


@lru_cache(maxsize=1)
def suffixes() -> dict[str, re.Pattern[str]]:
    """Return the patterns of what may stand after a day or between a time and its day."""
    table = {"daypart": "COMMA? (in the | at)? p=DAYPART", "on": "(COMMA | on | OPEN)?"}
    return {name: re.compile(compile_pattern(text, {})[0]) for name, text in table.items()}


def with_part(line: Line, found: Found, begin: int) -> Found:
    """Return a large stretch with "early", "the end of" before it; its value does not change.

    Its EDTF changes only for "before the end of 2021", where the last day alone is told.
    """
    made, before = found.made, _word(line, begin - 1)
    closing = any(_word(line, i) in ("end", "close") for i in range(begin, found.end))
    moment = made.moment
    if closing and before in ("before", "by", "until") and moment.latest and moment.edtf:
        moment = Moment(moment.value, f"../{moment.latest}", None, moment.latest,
                        moment.granularity, moment.year, moment.month)  # fmt: skip
        begin -= before == "before"
        made = Made(moment, made.timex_type, made.relative_to)
    return Found(begin, found.end, made, found.rule + "+part")


def joined(line: Line, first: Found, last: Found, begin: int) -> Found | None:
    """Return the range from one date to another, or None where they are no range."""
    a, b = first.made.moment, last.made.moment
    if "XX" in a.value + b.value or a.granularity in ("vague", "duration", "set", "range"):
        return None
    if b.granularity in ("vague", "duration", "set", "range") or not a.earliest or not b.latest:
        return None
    if first.rule == last.rule == "weekday" and a.earliest > b.latest:
        b = of_date(b.latest + timedelta(days=7))
    if b.latest and a.earliest > b.latest:
        if first.made.relative_to == "" or a.granularity not in ("month", "day"):
            return None
        again = day(b.year, a.month, a.day) if a.granularity == "day" else month(b.year, a.month)
        if again is None or not again.earliest or again.earliest > b.latest:
            return None
        a = again
    cut = (line.tokens[first.end - 1].end(), line.tokens[last.begin].start())
    opening = line.tokens[first.begin].start()
    made = Made(between(a, b), "DATE", last.made.relative_to, (a, b), (*cut, opening))
    return Found(begin, last.end, made, "range")


def with_year(found: Found, after: Moment, between: bool) -> Found:
    """Return a date without a year as one of the year of the date `after` it.

    Of a stretch `between` two dates the first is not the later one: "October to March 1945".
    """
    m = found.made.moment
    y = after.year - (between and (m.month, m.day) > (after.month, after.day))
    moment = day(y, m.month, m.day) if m.granularity == "day" else None
    if m.granularity == "month":
        moment = month(y, m.month)
    elif m.granularity == "season" and m.value[-2:] in SEASON_MONTHS and y:
        moment = season(y, m.value[-2:])
    return replace(found, made=Made(moment, found.made.timex_type)) if moment and y else found


def opened(line: Line, found: Found) -> Made:
    """Return what a range means that a "from" opens: its first date begins where it began."""
    cut = (*found.made.cut[:2], line.tokens[found.begin].start())
    return replace(found.made, cut=cut)


def _word(line: Line, index: int) -> str:
    return line.tokens[index].group().lower() if 0 <= index < len(line.tokens) else ""


def approximate(found: Found, begin: int) -> Found:
    """Return "about 1980": one unit wider on both sides, as EDTF's tilde says."""
    moment = found.made.moment
    if moment.edtf and "/" not in moment.edtf and "X" not in moment.edtf:
        moment = Moment(moment.value, moment.edtf + "~", None, None, moment.granularity,
                        moment.year, moment.month, moment.day)  # fmt: skip
    made = Made(moment, found.made.timex_type, found.made.relative_to)
    return Found(begin, found.end, made, found.rule + "+about")


def at_time(found: Found, time: str, begin: int, end: int) -> Found:
    """Return a day with a time of day: `time` is "T09:00" or "TMO"."""
    m = found.made.moment
    moment = Moment(m.value + time, m.edtf, m.earliest, m.latest, "time", m.year, m.month, m.day)
    return Found(begin, end, Made(moment, "TIME", found.made.relative_to), found.rule + "+time")


def hours_code(line: Line, index: int) -> str:
    """Return the time of day of "the early hours", whose first word is at a token."""
    return "TMO" if _word(line, index) == "early" else "TNI"


def daypart_code(line: Line, index: int) -> str:
    """Return the TIMEX3 code of the time of day at a token: "TMO" for morning."""
    return "T" + vocabulary().value("DAYPART", line.tokens[index].group().lower())
