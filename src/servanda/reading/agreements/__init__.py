"""Agreements in running text: by title, date, place, parties, nickname, or pointed back to."""

from servanda.reading.agreements.find import Cited, find_cited

__all__ = ["Cited", "find_cited"]
