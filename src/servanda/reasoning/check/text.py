"""The text of a document under check: its records by place, and what each stretch speaks of."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from servanda.model import Act, Document, Evidence, Mention, Provision, Record, Time
from servanda.reasoning.case import Case
from servanda.reasoning.check.parts import AHEAD, Sentence
from servanda.reasoning.tellings import Telling, tellings_of

R = TypeVar("R", bound=Record)
Kept = dict[tuple[Hashable, ...], Any]
INSTRUMENT = "instrument:"
WIDE = 60  # names of a text from which on what it is told of has to be said in each sentence
AT = re.compile(
    r"\b(?:in|at|near)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:(?:el|esh|al)-)?[A-Z][\w’'-]+){0,2})"
)


class Stretch(Struct, frozen=True):
    """The part of a sentence that speaks of one instrument, or of one provision of it.

    `by` is the naming, day or name that carries it; `told` says that the instrument is surely
    meant: by name or by the facts told (`named`), or since the text goes on about it; `strong` that
    the text names it outright or tells facts of several sorts that are its own.
    """

    start: int
    end: int
    instrument: str
    by: Record
    told: bool = True
    named: bool = True
    sentence: Sentence = Sentence(0, 0, ())
    strong: bool = True

    def aside(self, told: Evidence, *, contents: bool = False) -> bool:
        """Say whether it asks, supposes, denies or looks ahead.

        What the `contents` of an agreement suppose or look ahead to is what it says.
        """
        if self.sentence.aside or contents:
            return self.sentence.aside
        text = told.documents[self.by.document].text
        return self.sentence.supposed or AHEAD.search(text, self.start, self.end) is not None


class Text:
    """A document with its namings, dates and provisions by place.

    `kept` holds what follows from the document with its records, the lexicon and the registry.
    """

    def __init__(
        self, document: Document, told: Evidence, case: Case, own: Case, kept: Kept | None = None
    ) -> None:
        self.document, self.case = document, case
        mine = [r for r in told.records if r.document == document.id and r.anchors]
        self.same, self.told, self.own = told.same, told, own
        self.spoken: frozenset[str] = frozenset()  # the agreements that it speaks of
        self.kept = {} if kept is None else kept
        self.acts: list[Act] = _by_place(r for r in mine if isinstance(r, Act))
        self.mentions: list[Mention] = _by_place(r for r in mine if isinstance(r, Mention))
        self.times: list[Time] = _by_place(r for r in mine if isinstance(r, Time))
        self.provisions: list[Provision] = _by_place(
            r for r in mine if isinstance(r, Provision) and r.locator
        )

    @cached_property
    def wide(self) -> bool:
        """Say whether it names so much that it is of many matters, as a speech or a survey is."""
        return len({m.refers_to.key for m in self.mentions}) >= WIDE

    @cached_property
    def tellings(self) -> list[Telling]:
        """Return what the clauses of the document tell, by the place of their main words."""
        page = self.own.pages.get(self.document.id)
        found = tellings_of(self.own, page) if page is not None else []
        return sorted(found, key=lambda t: t.head)

    def telling_at(self, start: int, end: int) -> Telling | None:
        """Return the telling whose main word lies between two places, else the least around."""
        inside = [t for t in self.tellings if start <= t.head < end]
        if inside:
            return inside[0]
        around = [t for t in self.tellings if t.start <= start and end <= t.end]
        return min(around, key=lambda t: t.end - t.start, default=None)

    def id_of(self, mention: Mention) -> str:
        """Return the id of a naming as people judged it; empty where it has none."""
        return self.same.get(mention.refers_to.id or "", mention.refers_to.id or "")

    def towns(self, name: str) -> frozenset[str]:
        """Return the ids of the towns that go by a name."""
        found = self.case.entities.lookup(" ".join(name.split()))
        return frozenset(c.id for c in found if c.kind == "capital" or c.id.startswith("place:"))

    @staticmethod
    def at(words: str) -> Iterator[str]:
        """Yield the names of places that a text has after "in" and "at"."""
        return (m[1] for m in AT.finditer(words))

    @staticmethod
    def between(records: list[R], start: int, end: int) -> list[R]:
        """Return the records that begin between two places, in order."""
        first = bisect_left(records, start, key=lambda r: r.anchors[0].start)
        last = bisect_left(records, end, key=lambda r: r.anchors[0].start)
        return records[first:last]

    def says_so(self, instrument: str, start: int, end: int) -> bool:
        """Say whether an agreement is named between two places, or a provision cited there."""
        named = (self.id_of(m) for m in self.between(self.mentions, start, end))
        return instrument in named or bool(self.between(self.provisions, start, end))

    def words(self, stretch: Stretch) -> str:
        """Return the words of a stretch."""
        return self.document.text[stretch.start : stretch.end]


def _by_place(records: Iterator[R]) -> list[R]:
    return sorted(records, key=lambda r: (r.anchors[0].start, -r.anchors[-1].end))
