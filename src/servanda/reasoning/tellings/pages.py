"""Pages: a document cut into sentences, with what its records say of times and voices there.

Clashes rest on plain sentences as well as on records: a page is what both are read from.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Document, Mention, Record, Ref, Statement, Time
from servanda.reasoning.deeds import CALENDAR

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

END = re.compile(r"(?<=[.!?…])[\"”’')\]]*[ \t]+(?=[\"“‘'(\[]?[^\W_a-z])|[ \t]*\n+[ \t]*")
# What ends in a full stop and ends no sentence.
SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|St|No|Nos|Art|art|arts|para|cf|ca|vs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)
# Who speaks from here on, in an interview: "Q.", "A.", "Listener:".
LABEL = re.compile(r"\s*(?:(?P<letter>[QA])[.:]|(?P<name>[A-Z][\w'’-]*(?: [\w'’-]+){0,3}):)\s+")
MARKS = re.compile(r"#{1,6}\s+|[*_]{1,3}(?=\S)")  # of Markdown, before the words of a line
HEADING = re.compile(r"\s*(?:Article|Section|Point|Rule|Paragraph)\s+(?P<n>[\dIVXLC]+)\b[.:)]?\s*")
TITLE = re.compile(
    r"\b(?:agreement|accord|treaty|pact|protocol|convention|memorandum|charter|declaration|truce|"
    r"ceasefire|armistice|settlement|compact|arrangement|covenant)\b",
    re.IGNORECASE,
)
SHALL = re.compile(r"\bshall\b")
MANY = 3  # times "shall" that an agreement says at least
MIDST = re.compile(r"(?<=[\w,;] )[^\W\d_a-zß-ÿ][\w'’-]*")
OWN = frozenset({"i", "we", "me", "us", "you", "he", "she", "it", "they", "who"})
LONG = 700  # characters of a "sentence" beyond which it is a list or a table and is not read


class Line(Struct, frozen=True, array_like=True):
    """A sentence: its offsets, the label of who speaks ("Diplomat"), the heading above it."""

    start: int
    end: int
    label: str = ""
    heading: str = ""


class Cut(Struct, frozen=True, array_like=True):
    """What a page has of the text alone: its sentences, words with capitals, whether a treaty."""

    lines: tuple[Line, ...]
    proper: frozenset[str]
    treaty: bool


class Page(Struct, frozen=True):
    """A document with its sentences, and what its records say of times, names and voices.

    `entries` are, by the offset of a sentence, the day that heads its paragraph, as in a chronicle.
    `treaty` says that it is an agreement's text. `proper` are the words, in
    lower case, that have a capital where no sentence begins.
    """

    document: Document
    lines: tuple[Line, ...]
    times: tuple[Time, ...]
    names: tuple[tuple[int, int, Ref], ...]
    contents: tuple[tuple[int, int, str], ...]
    marks: tuple[tuple[int, str], ...]
    proper: frozenset[str] = frozenset()
    entries: dict[int, Time] = {}
    treaty: bool = False

    @property
    def text(self) -> str:
        """Return the text of the document."""
        return self.document.text

    def days(self) -> tuple[date | None, date | None]:
        """Return the first and last day on which the document can have been published."""
        document = self.document
        if document.published is not None:
            return document.published, document.published
        bounds = document.published_bounds
        return (bounds.earliest, bounds.latest) if bounds else (None, None)

    def line_at(self, position: int) -> Line | None:
        """Return the sentence that holds a position."""
        n = self.number_at(position)
        return self.lines[n] if n >= 0 and position <= self.lines[n].end else None

    def number_at(self, position: int) -> int:
        """Return which sentence a position stands in or after, counted from 0; -1 before any."""
        return bisect_right(self.lines, position, key=lambda line: line.start) - 1

    def times_in(self, start: int, end: int) -> list[Time]:
        """Return the times with a day or more known that stand between two offsets."""
        return [t for t in self.times if start <= t.anchors[0].start and t.anchors[0].end <= end]

    def names_in(self, start: int, end: int) -> list[tuple[int, int, Ref]]:
        """Return the names that stand between two offsets."""
        return [n for n in self.names if start <= n[0] and n[1] <= end]

    def voice(self, position: int) -> str:
        """Return who says what stands there: the innermost speaker, a label, or the source."""
        inner = [c for c in self.contents if c[0] <= position < c[1]]
        if inner:
            return min(inner, key=lambda c: c[1] - c[0])[2]
        line = self.line_at(position)
        return (line.label if line else "") or self.document.source

    def record_at(self, start: int, end: int) -> str:
        """Return the id of a record that stands in or nearest to a place; empty without any."""
        near = [(max(at - end, start - at, 0), id_) for at, id_ in self.marks]
        return min(near, default=(0, ""))[1]


def read_pages(case: "Case") -> dict[str, Page]:
    """Return the pages of all documents of a case by the documents' ids."""
    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in case.evidence.records:
        if record.anchors:
            by_document[record.document].append(record)
    return {
        id_: case.once("page", id_, partial(page_in, case, document, by_document.get(id_, ())))
        for id_, document in case.evidence.documents.items()
    }


def page_in(case: "Case", document: Document, records: Iterable[Record]) -> Page:
    """Return the page of a document of a case with its records."""
    return page(document, records, cut_in(case, document))


def cut_in(case: "Case", document: Document) -> Cut:
    """Return what the page of a document has of its text, worked out once."""
    return case.families.of_text.of("cut", document.id, Cut, partial(cut_of, document.text))


def cut_of(text: str) -> Cut:
    """Return what a page has of a text alone."""
    return Cut(tuple(lines(text)), proper_words(text), _is_treaty(text))


def page(document: Document, records: Iterable[Record], cut: Cut | None = None) -> Page:
    """Return the page of a document with its records; `cut` is of its text, where it is known."""
    records = list(records)
    times = [r for r in records if isinstance(r, Time) and (r.earliest or r.latest)]
    names = [
        (r.anchors[0].start, r.anchors[-1].end, r.refers_to)
        for r in records if isinstance(r, Mention)
    ]  # fmt: skip
    contents = [
        (a.start, a.end, _speaker(r)) for r in records if isinstance(r, Statement) and _speaker(r)
        for a in r.content
    ]  # fmt: skip
    cut, ordered = cut or cut_of(document.text), sorted(times, key=lambda t: t.anchors[0].start)
    return Page(
        document, cut.lines, tuple(ordered),
        tuple(sorted(names, key=lambda n: n[:2])), tuple(contents),
        tuple((r.anchors[0].start, r.id) for r in records), cut.proper,
        _entries(document.text, cut.lines, ordered), cut.treaty,
    )  # fmt: skip


def _is_treaty(text: str) -> bool:
    """Say whether a text is that of an agreement: its title and its many "shall" tell."""
    title = text.strip().partition("\n")[0]
    return bool(TITLE.search(title)) and len(SHALL.findall(text)) >= MANY


def _entries(text: str, cut: Iterable[Line], times: list[Time]) -> dict[int, Time]:
    """Return the day that heads a paragraph, "20 June 2020.", for the sentences after it."""
    heads = {t.anchors[0].start: t for t in times if t.granularity in ("day", "month", "year")}
    out: dict[int, Time] = {}
    now: Time | None = None
    for line in cut:
        if not text[text.rfind("\n", 0, line.start) + 1 : line.start].strip("*_# \t"):
            now = None
            head = heads.get(line.start)
            if head is not None and line.end - head.anchors[0].end <= 2:
                now = head
                continue
        if now is not None:
            out[line.start] = now
    return out


def proper_words(text: str) -> frozenset[str]:
    """Return the words with a capital in the midst of sentences, in lower case, calendar left out.

    A word that also stands without its capital is none.
    """
    found = {w.lower().removesuffix("'s").removesuffix("’s") for w in MIDST.findall(text)}
    return frozenset(found - CALENDAR)


def _speaker(record: Statement) -> str:
    """Return who speaks, where somebody is named or described; pronouns say nothing here."""
    who = record.speaker
    if who is None or who.surface.lower() in OWN:
        return ""
    return who.id or who.surface


def lines(text: str) -> list[Line]:
    """Return the sentences of a text, in order."""
    out: list[Line] = []
    start, label, heading = 0, "", ""
    named = Counter(m["name"] for m in re.finditer(rf"(?m)^{LABEL.pattern}", text) if m["name"])
    for end, after in [*_ends(text), (len(text), len(text))]:
        if text[start:end].strip():
            at = start + len(text[start:end]) - len(text[start:end].lstrip())
            first = at == 0 or text[at - 1] == "\n"
            if first and (marks := MARKS.match(text, at, end)):
                at = marks.end()
            end -= len(text[at:end]) - len(text[at:end].rstrip("*_")) or 0
            found = LABEL.match(text, at, end)
            if found and first and (found["letter"] or named[found["name"]] > 1):
                label = found["letter"] or found["name"]  # a title has a colon once
            head = HEADING.match(text, at, end)
            if head and first:
                heading = head.group().strip(" .:)")
            if end - at <= LONG:
                out.append(Line(at, end, label, heading))
        start = after
    return out


def _ends(text: str) -> list[tuple[int, int]]:
    """Return where sentences end and the next begin; headings and labels stay with theirs."""
    out = []
    begin = 0
    for m in END.finditer(text):
        said = text[begin : m.start()]
        if "\n" not in m.group() and (
            SHORT.search(said) or HEADING.fullmatch(said) or LABEL.fullmatch(said + " ")
        ):
            continue
        out.append((m.start(), m.end()))
        begin = m.end()
    return out
