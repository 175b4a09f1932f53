"""The surfaces by which an instrument of the registry may be named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from servanda.lexicon.registry_rows import Instrument

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z][A-Za-z0-9.-]{1,9}")
_PLACES = re.compile(r"\s*(?:[/()]| and )\s*")
_QUOTES = str.maketrans("", "", "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb")


def normal(surface: str) -> str:
    """The form under which surfaces are compared: no case, accents, quotes, commas or article.

    A lone acronym keeps its capitals, so that SORT is no "sort" and DOC no "doc".
    """
    if _ACRONYM.fullmatch(surface):
        return surface.upper()
    text = surface
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DASHES))
        text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.translate(_QUOTES).casefold()
    words = text.replace(",", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def surfaces(row: Instrument) -> Iterator[str]:
    """Every surface of a row: its title and names, and those that `derived` makes."""
    yield row.title
    yield from row.names
    yield from derived(row)


def derived(row: Instrument) -> Iterator[str]:
    """The surfaces made of a row's kind with each full day, month or place that it has."""
    if row.kind != "resolution":
        for place in _PLACES.split(row.place.partition(",")[0]):
            if place[:1].isupper():
                yield f"{place} {row.kind}"
                yield from (f"{noun} of {place}" for noun in _nouns(row))
    for year, month, day in _DAY.findall(row.date):
        yield from _dated(row.kind, year, _MONTHS[int(month) - 1], str(int(day)))


def _nouns(row: Instrument) -> tuple[str, ...]:
    """The nouns by which a row may be told of its place: "accord of Lomé", "treaty of Lomé".

    What bodies issue ("the statement of Moscow") is told of whoever issued it.
    """
    last = (name.split()[-1].lower() for name in row.names if name.strip())
    return tuple(n for n in dict.fromkeys((row.kind, *last)) if n in _OF_PLACE)


_OF_PLACE = frozenset({
    "treaty", "agreement", "agreements", "accord", "accords", "pact", "peace", "truce",
    "armistice", "convention", "protocol", "compact",
})  # fmt: skip


def _dated(kind: str, year: str, month: str, day: str) -> Iterator[str]:
    for date in (f"{day} {month}", f"{month} {day}"):
        yield f"{date} {kind}"
        yield f"{kind} of {date}"
        yield f"{date} {year} {kind}"
        yield f"{kind} of {date} {year}"
    yield f"{month} {year} {kind}"


def prefixes(row: Instrument, nouns: Container[str]) -> Iterator[str]:
    """What stands before the noun in the names of a row: "Good Friday", "Kozak", "Adapted CFE".

    By these it is named with any other noun too. `nouns` are the nouns that name instruments.
    """
    for name in (row.title, *row.names):
        words = name.split()
        proper = words[:1] != [""] and words[0][:1].isupper() and words[0].lower() not in nouns
        if len(words) > 1 and proper and words[-1].lower() in nouns:
            yield " ".join(words[:-1])
