"""Lines: what a text alone tells of its sentences, for the passages that are made of them.

It rests on nothing but the words, so that it is worked out once and kept where there is a place.
"""

import re
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.tables import hits, things
from servanda.reasoning.wording import STEM

ENDS = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Prof|No|Nos|Art|vs|Jan|Feb|Aug|"
                   r"Sept?|Oct|Nov|Dec)|\b[A-Z])\.$")  # fmt: skip
CAPITAL = re.compile(r"\b(?:[A-Z]|\d+[A-Z])[\w’'-]*")  # "9M729" is a name as well
PLAIN = re.compile(r"(?<![\w’'-])[a-z][\w-]+")
SORT = "foretold lines"
Span = tuple[int, int]


class Line(Struct, frozen=True, array_like=True):
    """A sentence: its offsets, what its words tell, and on which axes it tells of deeds."""

    start: int
    end: int
    stems: list[str]
    axes: list[str]


class Lines(Struct, frozen=True, array_like=True):
    """The sentences of a text, the beginnings of its words that are surely names, its plain words.

    Lists are sorted, so that the same text is always kept as the same bytes.
    """

    lines: list[Line]
    names: list[str]
    plain: list[str]


def lines_of(case: Case, document: Document) -> Lines:
    """Return what a document's text tells of its sentences, worked out once."""
    make = partial(read_lines, document.text)
    return case.families.of_text.of(SORT, document.id, Lines, make)


def read_lines(text: str) -> Lines:
    """Return what a text tells of its sentences."""
    lines = []
    for start, end in sentences(text):
        words = text[start:end]
        lines.append(Line(start, end, sorted(things(words)), sorted({h.axis for h in hits(words)})))
    names = {w.lower()[:STEM] for w in _within(text)}
    return Lines(lines, sorted(names), sorted(set(PLAIN.findall(text))))


def sentences(text: str) -> Iterator[Span]:
    """Yield the offsets of the sentences of a text, by their marks."""
    start = 0
    for found in ENDS.finditer(text):
        if (
            SHORT.search(text, max(start, found.start() - 8), found.start())
            and "\n" not in found[0]
        ):
            continue
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _within(text: str) -> Iterator[str]:
    """Yield the capitalised words of a text that do not open a sentence: surely names."""
    for found in CAPITAL.finditer(text):
        if re.search(r"[\w,;)’'”\"]\s$|[-/(]$", text[max(0, found.start() - 2) : found.start()]):
            yield found[0]
