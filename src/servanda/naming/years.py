"""Years that a text leaves out and the registry knows: "was signed on 15 September"."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from servanda.lexicon.registry import load_registry
from servanda.model import Act, When
from servanda.model.dates import parse_date

YEAR = re.compile(r"\d{4}")
NUMBER = re.compile(r"\d")


def with_year(act: Act) -> Act:
    """Return an act told by day and month with the year of the registry's act on that day.

    Only where one act of the kind, of the very instrument, was done on that day of a year; a day
    that fits none keeps the year that the reading gave it.
    """
    when = act.date
    if when is None or when.earliest is None or when.earliest != when.latest or not when.anchors:
        return act
    quote = " ".join(a.quote for a in when.anchors)
    if YEAR.search(quote) or not NUMBER.search(quote):
        return act  # "on 5 May 2014", "yesterday"
    told = when.earliest
    fitting = {d for d in _days(act) if (d.month, d.day) == (told.month, told.day)}
    if len(fitting) != 1 or fitting == {told}:
        return act
    day = fitting.pop()
    return replace(act, date=When(day.isoformat(), day, day, when.anchors))


def _days(act: Act) -> Iterator[date]:
    """Yield the days on which the registry has such an act of the instrument."""
    row = load_registry().get(act.instrument.id or "")
    if row is None:
        return
    told = [a.date for a in row.acts if a.act == act.act and a.date]
    for edtf in (*told, *((row.date,) if act.act == "signature" and row.date else ())):
        days = parse_date(edtf)
        yield days.earliest
        yield days.latest
