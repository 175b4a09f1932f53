"""Dates as tables write them become EDTF, no more exact than they are written."""

import re
from collections.abc import Iterator

from servanda.model import When
from servanda.model.dates import parse_date
from servanda.model.errors import DateError

MONTHS = {
    m: i
    for i, m in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
OPEN_END = 9999  # the year by which some tables say "no end"

# 1994-07-15 00:00:00, 1994-07-15, 1994-07-, 1994-07, 1994
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})?(?:-(\d{1,2})?)?)?(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.0+)?)?"
)
_DOTTED = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDED = re.compile(r"(?:(\d{1,2})\s+)?([A-Z][a-z]{2})[a-z]*\.?,?\s+(\d{4})")


def when(text: str) -> When | None:
    """Read a cell that is one date; None where it is empty or says "no end" (the year 9999).

    Read are ISO days, months and years (also cut short, `1994-07-`, and with a time of midnight),
    `02.12.1972`, `15/07/1994` and `21 Dec 1965`. Raises DateError for anything else.
    """
    text = text.strip()
    if not text:
        return None
    year, month, day = _parts(text)
    return None if year == OPEN_END else built(year, month, day)


def built(year: int, month: int = 0, day: int = 0) -> When:
    """Return a date of a year, with month and day where they are known (not 0)."""
    edtf = f"{year:04}"
    if month:
        edtf += f"-{month:02}"
        if day:
            edtf += f"-{day:02}"
    return from_edtf(edtf)


def from_edtf(edtf: str) -> When:
    """Return the date of an EDTF text; raises DateError."""
    read = parse_date(edtf)
    return When(edtf, read.earliest, read.latest)


def day_between(first: When, last: When) -> When:
    """Return one day somewhere from the first day of one date to the last day of another."""
    if first.earliest is None or last.latest is None:
        raise DateError("a date without its bounds")
    return from_edtf(f"{first.earliest.isoformat()}/{last.latest.isoformat()}")


def not_before(told: When, first: When | None) -> When:
    """Return an inexact date less its days before another: what ends had begun.

    An exact date, and one that lies wholly before, are returned as they are.
    """
    if first is None or not (told.earliest and told.latest and first.earliest):
        return told
    if not told.earliest < first.earliest <= told.latest:
        return told
    return from_edtf(f"{first.earliest.isoformat()}/{told.latest.isoformat()}")


def worded(text: str) -> Iterator[tuple[When, int, int]]:
    """Yield the dates written like `21 Dec 1965` in a text, with start and end of each."""
    for match in _WORDED.finditer(text):
        month = MONTHS.get(match[2].lower())
        if month is None:
            continue
        try:
            yield built(int(match[3]), month, int(match[1] or 0)), match.start(), match.end()
        except DateError:
            continue


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day of a date's text, 0 for what is not given."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match := _DOTTED.fullmatch(text):
        return int(match[3]), int(match[2] or 0), int(match[1] or 0)
    if match := _SLASHED.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _WORDED.fullmatch(text)) and match[2].lower() in MONTHS:
        return int(match[3]), MONTHS[match[2].lower()], int(match[1] or 0)
    raise DateError(f"{text!r} is no date that this table is known to write")
