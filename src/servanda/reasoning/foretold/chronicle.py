"""Chronicles: the day that heads each line, its year carried on from the lines before."""

import re
from calendar import month_abbr, month_name, monthrange
from datetime import date

from msgspec import Struct

LEAST = 3  # lines headed by a day that make a chronicle
MONTHS = "|".join([*list(month_name)[1:], *(f"{m}\\.?" for m in list(month_abbr)[1:])])
HEAD = re.compile(
    rf"(?m)^[ \t•*-]*(?:(?P<before>[12]\d{{3}}),?\s+)?(?:(?P<day>\d{{1,2}})(?:\s*(?:and|–|-|to)\s*"
    rf"\d{{1,2}})?\s+)?(?P<month>{MONTHS})(?:\s+(?P<day2>\d{{1,2}}),)?(?:\s+(?P<after>[12]\d{{3}}))?"
    r"\s*(?:\([^)\n]{0,30}\)\s*)?(?P<mark>[:.–—-])\s",
)


class Entry(Struct, frozen=True):
    """A line of a chronicle: where it and its heading end, and the days that head it."""

    start: int
    head: int
    end: int
    first: date
    last: date


def entries(text: str, published: date | None) -> tuple[Entry, ...]:
    """Return the lines of a text that a day or month heads; none where they are few.

    A year that is not told is that of the line before, or the next where the day would be earlier;
    of the first, the last before the text came out.
    """
    found = list(HEAD.finditer(text))
    if len(found) < LEAST:
        return ()
    out: list[Entry] = []
    year, before = 0, (0, 0)
    for m in found:
        month = _month(m["month"])
        day = int(m["day"] or m["day2"] or 0)
        told = m["before"] or m["after"]
        if told:
            year = int(told)
        elif year and (month, day or before[1]) < before:
            year += 1
        elif not year and published is not None:
            late = (month, day) > (published.month, published.day)
            year = published.year - late
        before = (month, day)
        if not year or day > monthrange(year, month)[1]:
            continue
        first = date(year, month, day or 1)
        last = date(year, month, day or monthrange(year, month)[1])
        stop = text.find("\n", m.end())
        out.append(Entry(m.start(), m.end(), stop if stop >= 0 else len(text), first, last))
    return tuple(out)


def _month(word: str) -> int:
    names = [n[:3].lower() for n in list(month_name)[1:]]
    return names.index(word[:3].lower()) + 1
