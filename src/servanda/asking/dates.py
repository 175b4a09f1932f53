"""Dates that a question names, found by the reader of dates."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.reading.dates import Match


def dates_in(text: str, day: date) -> "list[Match]":
    """Return the dates of a text, as seen on a day; readers are first loaded here."""
    from servanda.reading.dates import find  # a quarter of the time that all else takes to load

    return find(text, day)
