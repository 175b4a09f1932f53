"""Windows that no calendar date tells: lengths from now, the running year, how long it lasts."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from servanda.model import Anchor, When
from servanda.model.spelt import COUNT, count_of
from servanda.reading.context import Context

if TYPE_CHECKING:
    from spacy.tokens import Token

UNIT = r"(?P<unit>day|week|fortnight|month|half-year|quarter|year|decade)"
# Stretches from the day of saying, and to the end of the running year or month.
LENGTH = re.compile(
    rf"\b(?:within|inside|in (?:less than|under)|over|in|during)\s+"
    rf"(?P<next>(?:the\s+)?(?:next|coming|following)\s+)?(?:the\s+space\s+of\s+)?"
    rf"(?P<count>(?:{COUNT}\s+)?hundred|{COUNT}|couple of|a couple of|half a)?\s*{UNIT}s?\b"
    rf"(?!\s+(?:of(?!\s+(?:today|now)\b)|after|before)\b)"
    rf"(?P<time>['’]?\s+time\b)?", re.IGNORECASE,
)  # fmt: skip
STRETCH = re.compile(rf"\b(?P<count>an?|{COUNT})\s+(?:more\s+)?{UNIT}s?\b", re.IGNORECASE)
RUNNING = re.compile(
    r"\b(?:(?:before|by the time|until)\s+(?:the|this)\s+(?P<a>year|month|week|decade)\s+"
    r"(?:is\s+(?:out|over|up|through)|ends|closes|finishes|has\s+(?:ended|passed))"
    r"|(?:by|before|at)\s+(?:(?:the\s+)?(?P<b>year|month|decade)['’]s\s+(?:end|close)"
    r"|(?:the\s+)?(?P<c>year|month)[- ]end)"
    r"|within\s+(?:the|this|the\s+current|the\s+same)\s+(?P<d>year|month|week|decade)"
    r"|(?:for|over|during)\s+(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the|this)\s+"
    r"(?P<e>year|month|week|decade)"
    r"|(?:in|within|during|over|throughout)\s+the\s+course\s+of\s+(?:the|this)\s+"
    r"(?:(?:present|current|running)\s+)?(?P<g>year|month|week|decade)"
    r"|(?:surviv(?:e|es|ing)|see(?:s|ing)?\s+out|outlast(?:s|ing)?"
    r"|outliv(?:e|es|ing)|last(?:s|ing)?(?:\s+out)?)"
    r"\s+the\s+(?:(?:present|current|running)\s+)?(?P<h>year|month|week|decade)"
    r"|all\s+(?P<i>year|month|week)(?!\s+(?:round|of))"
    r"|(?:by|before|at)\s+the\s+turn\s+of\s+the\s+(?P<f>year|month))\b",
    re.IGNORECASE,
)
# "A year from now", "this time next year", "in the year ahead".
FROM_NOW = re.compile(
    rf"\b(?:(?P<count>{COUNT}|half a|a couple of)\s+{UNIT}s?\s+(?:from\s+(?:now|today)|hence)\b"
    r"|this\s+time\s+next\s+(?P<next>year|month|week)\b"
    r"|(?:in|over|during|within|through|throughout|for)\s+the\s+"
    r"(?P<ahead>year|month|week|decade)\s+(?:to\s+come|ahead)\b)", re.IGNORECASE,
)  # fmt: skip
# How long what lasts, or what is not to come, will be so: "for at least six months".
LONG = re.compile(
    rf"\bfor\s+(?:(?:at\s+least|another|a\s+further|the\s+next|the\s+coming|up\s+to|at\s+most|"
    rf"some|about|around|(?:no|not)\s+more\s+than)\s+)*(?P<count>{COUNT}|half a)?\s*"
    rf"(?:more\s+)?{UNIT}s?\b"
    r"(?!\s+(?:of|after|before|now)\b)", re.IGNORECASE,
)  # fmt: skip
KEEPING = frozenset({"stay", "remain", "last", "hold", "survive", "keep", "continue", "endure",
                     "be", "live", "stand", "drag", "rage", "govern", "rule", "wait",
                     "persist"})  # fmt: skip
SAME = re.compile(
    r"\b(?:(?:in|over|within|during)\s+(?:the\s+same|that|this)\s+(?:period|time|window|span|"
    r"interval)"
    r"|by\s+then|by\s+(?:the\s+same|that)\s+(?:date|day|time|month)|by\s+that\s+point)\b",
    re.IGNORECASE,
)
# Verbs of which a time is the object: they tell the deed, and are no part of its window.
LASTING = re.compile(
    r"(?:surviv(?:e|es|ing)|see(?:s|ing)?\s+out|outlast(?:s|ing)?|outliv(?:e|es|ing)"
    r"|last(?:s|ing)?(?:\s+out)?)(?:\s+|$)", re.IGNORECASE,
)  # fmt: skip
PLURAL = re.compile(r"(?:days|weeks|fortnights|months|quarters|years|decades)\b", re.IGNORECASE)
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "decade": 120}
LITTLE = 60  # days left of a year that is hardly meant any more
FIRST_DAYS, MIDDLE = 10, 15  # days of "early July", "the middle of July"


def time_words(context: Context, start: int, end: int) -> Anchor:
    """Return the words of a window without the verb that it is the object of."""
    verb = LASTING.match(context.text, start, end)
    return context.span(verb.end() if verb else start, end)


def spelt(
    context: Context, start: int, end: int, made: date | None, earlier: When | None
) -> Iterator[When]:
    """Yield the windows that no calendar date tells: a length, the running year, the same one."""
    text = context.text
    for found in RUNNING.finditer(text, start, end):
        unit = next(u for u in found.groups() if u).lower()
        if made is None:
            continue
        last = _end_of(made, unit)
        if unit == "year" and found["d"] and (last - made).days < LITTLE:
            last = later(made, 1, unit)  # said in December, "within the year" is the next one
        yield until(made, last, time_words(context, *found.span()))
    for found in SAME.finditer(text, start, end):
        if earlier is not None:
            yield When(earlier.edtf, earlier.earliest, earlier.latest,
                       (context.span(*found.span()),))  # fmt: skip
    for found in FROM_NOW.finditer(text, start, end):
        unit = (found["unit"] or found["next"] or found["ahead"]).lower()
        count = _count_told(found["count"]) if found["count"] else 1
        if made is not None and count:
            yield until(made, later(made, count, unit), context.span(*found.span()))
    for found in LENGTH.finditer(text, start, end):
        count = _count(found)
        if made is not None and count and _is_length(found):
            last = later(made, count, found["unit"].lower())
            yield until(made, last, context.span(*found.span()))


def lasting(context: Context, verb: "Token", start: int, end: int) -> Iterator[When]:
    """Yield how long what lasts will last, or what is denied will not come: "for at least a year".

    Of other deeds such a stretch tells for how long they are done: "will be extended for a year".
    """
    made = context.document.published
    if made is None or not (is_denied(verb) or verb.lemma_ in KEEPING):
        return
    for found in LONG.finditer(context.text, start, end):
        words = found[0].lower().split()
        count = _count_told(found["count"]) or (1 if "another" in words or "next" in words else 0)
        if count and not (found["count"] is None and PLURAL.search(found[0])):
            last = later(made, count, found["unit"].lower())
            yield until(made, last, context.span(*found.span()))


def is_denied(verb: "Token") -> bool:
    """Say whether a verb is told not to be done, or by nobody: "no deal will be reached"."""
    return any(
        c.dep_ == "neg"
        or (
            c.dep_.startswith("nsubj")
            and (
                c.lower_ in ("nobody", "nothing", "none", "neither")
                or any(d.lower_ in ("no", "neither") for d in c.children)
            )
        )
        for c in verb.children
    ) or any(d.lower_ == "no" for c in verb.children if c.dep_ == "attr" for d in c.children)


def _count_told(word: str | None) -> float:
    if not word:
        return 0
    low = word.lower()
    return 0.5 if low == "half a" else 2 if low == "a couple of" else count_of(low) or 0


def _is_length(found: "re.Match[str]") -> bool:
    """Say whether words tell a stretch from now: "in" alone tells how long, "in two years" when."""
    opening = found[0].split()[0].lower()
    return bool(found["next"] or found["time"] or opening in ("within", "inside", "in"))


def _count(found: "re.Match[str]") -> float:
    word = (found["count"] or "").lower()
    if word.endswith("couple of"):
        return 2
    if word == "half a":
        return 0.5
    if word.endswith("hundred"):
        return 100 * (count_of(word.removesuffix("hundred").strip()) or 1)
    if not word:  # "in the coming weeks" does not say how many
        return 1 if found["next"] and not PLURAL.search(found[0]) else 0
    return count_of(word) or 0


def later(made: date, count: float, unit: str) -> date:
    """Return the day so many units after another."""
    days = {"day": 1, "week": 7, "fortnight": 14}
    if unit in days:
        return made + timedelta(days=round(count * days[unit]))
    months = round(count * MONTHS[unit])
    if not months:
        return made + timedelta(days=MIDDLE)
    at = made.year * 12 + made.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(made.day, monthrange(year, month)[1]))


def _end_of(made: date, unit: str) -> date:
    """Return the last day of the running week, month, year or decade."""
    if unit == "week":
        return made + timedelta(days=7 - made.isoweekday())
    if unit == "month":
        return date(made.year, made.month, monthrange(made.year, made.month)[1])
    return date(made.year if unit == "year" else made.year // 10 * 10 + 9, 12, 31)


def until(made: date | None, last: date, place: Anchor) -> When:
    """Return the window from the day of saying, where known, to a last day."""
    start = made if made is not None and made <= last else None
    return When(f"{start or '..'}/{last}", start, last, (place,))
