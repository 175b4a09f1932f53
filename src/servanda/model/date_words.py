"""Dates as people write them: days, months, seasons and ranges, of EDTF or of known days."""

import re
from calendar import month_name, monthrange
from datetime import date

from servanda.model.anchors import When
from servanda.model.document import Document

# Of the northern hemisphere, as in the status rules; winter begins in December of its year.
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
DOUBT = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
FORM = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
SEASON = re.compile(r"\d{4}-2[1-4][~?%]?")
DECADE = re.compile(r"(\d{3})X([~?%]?)")
OPEN = ("", "..")


def day_words(day: date) -> str:
    """Return a day as people write it: "13 September 2023"."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def span_words(first: date | None, last: date | None) -> str:
    """Return a range of days as people write it: a day, month, year or months where it is one.

    An unknown side reads "before" or "after"; with neither, nothing is returned.
    """
    if first is None:
        return f"before {day_words(last)}" if last is not None else ""
    if last is None:
        return f"after {day_words(first)}"
    if first == last:
        return day_words(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def came_out(document: Document) -> str:
    """Return when a document came out, in words: a day, or the days between which it did."""
    if document.published is not None:
        return day_words(document.published)
    bounds = document.published_bounds
    return (span_words(bounds.earliest, bounds.latest) if bounds else "") or "date not known"


def _months(first: date, last: date) -> str:
    """Return whole months as one, as years, or as "June to August 2023"."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    begin, end = month_name[first.month], f"{month_name[last.month]} {last.year}"
    if first.year == last.year:
        return end if first.month == last.month else f"{begin} to {end}"
    return f"{begin} {first.year} to {end}"


def edtf_words(edtf: str) -> str:
    """Return an EDTF text in words: "summer 2023", "about 1990", "May 2020 to 2022".

    What is none of the usual forms comes back as it stands.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(edtf)
    if first in OPEN:
        return f"until {_one(last)}"
    return f"from {_one(first)} on" if last in OPEN else f"{_one(first)} to {_one(last)}"


def _one(edtf: str) -> str:
    if decade := DECADE.fullmatch(edtf):
        return f"{DOUBT.get(decade[2], '')}the {decade[1]}0s"
    found = FORM.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day, doubt = found.groups()
    said = year
    if month in SEASONS and not day:
        said = f"{SEASONS[month]} {year}"
    elif month:
        if not 1 <= int(month) <= 12:
            return edtf
        said = f"{day.lstrip('0') + ' ' if day else ''}{month_name[int(month)]} {year}"
    return DOUBT.get(doubt, "") + said


def when_words(when: When | None) -> str:
    """Return a date of a record in words: a season by its name, else its first to its last day."""
    if when is None:
        return ""
    if SEASON.fullmatch(when.edtf) or not (when.earliest or when.latest):
        return edtf_words(when.edtf)
    return span_words(when.earliest, when.latest)
