"""The text of a document under check: its sentences, and what is named in each stretch."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from servanda.model import Act, Document, Evidence, Mention, Provision, Record, Time
from servanda.reasoning.check.claim import surely_meant
from servanda.reasoning.wording import sentence_around

R = TypeVar("R", bound=Record)
INSTRUMENT = "instrument:"
AFTER = 2  # sentences that may go on about an instrument without naming it


class Stretch(Struct, frozen=True):
    """The part of a sentence that speaks of one instrument, or of one provision of it.

    `by` is the naming or provision that carries it; `told` says that the instrument is named in
    the sentence and not only in the one before.
    """

    start: int
    end: int
    instrument: str
    by: Record
    told: bool = True
    locator: str = ""


class Text:
    """A document with its namings, dates and provisions by place."""

    def __init__(self, document: Document, told: Evidence) -> None:
        self.document = document
        mine = [r for r in told.records if r.document == document.id and r.anchors]
        self.same, self.told = told.same, told
        self.acts = _by_place(r for r in mine if isinstance(r, Act))
        self.mentions = _by_place(r for r in mine if isinstance(r, Mention))
        self.times = _by_place(r for r in mine if isinstance(r, Time))
        self.provisions = _by_place(r for r in mine if isinstance(r, Provision) and r.locator)

    def id_of(self, mention: Mention) -> str:
        """Return the id of a naming as people judged it; empty where it has none."""
        return self.same.get(mention.refers_to.id or "", mention.refers_to.id or "")

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return the stretches of all sentences in which an instrument is spoken of."""
        out: list[Stretch] = []
        last, left = "", AFTER
        for start, end in self._sentences():
            points = self._points(start, end)
            for i, (_, _, name, by, locator) in enumerate(points):
                before = points[i - 1][1] if i else start
                after = points[i + 1][0] if i + 1 < len(points) else end
                out.append(Stretch(before, after, name, by, _named(by), locator))
            names = {p[2] for p in points}
            if points:
                left = AFTER
                last = names.pop() if len(names) == 1 else points[-1][2]
            elif last and (first := self._first(start, end)):
                out.append(Stretch(start, end, last, first, told=False))
                left -= 1
                last = last if left else ""
        return tuple(out)

    def _first(self, start: int, end: int) -> Record | None:
        """Return the first day, else the first name, told in a sentence."""
        times, names = self.between(self.times, start, end), self.between(self.mentions, start, end)
        return times[0] if times else names[0] if names else None

    def _sentences(self) -> Iterator[tuple[int, int]]:
        spans = {sentence_around(self.document, r.anchors[0])
                 for r in (*self.mentions, *self.times)}  # fmt: skip
        yield from sorted(spans)

    def _points(self, start: int, end: int) -> list[tuple[int, int, str, Record, str]]:
        """Return the instruments and provisions named in a sentence, each instrument once in a row.

        A provision takes the place of the naming that it stands with.
        """
        found: list[tuple[int, int, str, Record, str]] = []
        for m in self.between(self.mentions, start, end):
            name = self.id_of(m)
            if name.startswith(INSTRUMENT):
                found.append((m.anchors[0].start, m.anchors[-1].end, name, m, ""))
        for p in self.between(self.provisions, start, end):
            name = p.instrument.id if p.instrument and p.instrument.id else ""
            if name:
                found.append((p.anchors[0].start, p.anchors[-1].end, name, p, p.locator))
        found.sort(key=lambda x: (x[0], -x[1]))
        kept: list[tuple[int, int, str, Record, str]] = []
        for one in found:
            if kept and kept[-1][2] == one[2] and (not one[4] or not kept[-1][4]):
                old = kept.pop()
                by, locator = (one[3], one[4]) if one[4] else (old[3], old[4])
                kept.append((old[0], max(old[1], one[1]), one[2], by, locator))
            else:
                kept.append(one)
        return kept

    @staticmethod
    def between(records: list[R], start: int, end: int) -> list[R]:
        """Return the records that begin between two places, in order."""
        first = bisect_left(records, start, key=lambda r: r.anchors[0].start)
        last = bisect_left(records, end, key=lambda r: r.anchors[0].start)
        return records[first:last]

    def words(self, stretch: Stretch) -> str:
        """Return the words of a stretch."""
        return self.document.text[stretch.start : stretch.end]


def _named(by: Record) -> bool:
    """Say whether what carries a stretch names its instrument and does not only point back."""
    if isinstance(by, Mention):
        return surely_meant(by.refers_to) and not by.rule.startswith("anaphor")
    return isinstance(by, Provision) and by.instrument is not None and surely_meant(by.instrument)


def _by_place(records: Iterator[R]) -> list[R]:
    return sorted(records, key=lambda r: (r.anchors[0].start, -r.anchors[-1].end))
