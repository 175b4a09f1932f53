"""A sheet: what answers need of one document: its page, records, tellings and the marks of it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from servanda.asking.holding import Marked
from servanda.asking.meanings import marks_of
from servanda.lexicon.entities import Entities
from servanda.model import Evidence, Record, Ref, refs_of
from servanda.reasoning.parties import party_of
from servanda.reasoning.tellings import Telling
from servanda.reasoning.tellings.pages import Page

HEAD = 160  # characters of a document that say what it is about


def _nobody(text: str) -> tuple[str, ...]:
    return ()


class Sheet:
    """One document as answers look at it, resting on nothing else; unchanged once made.

    `alone` is the evidence of the document alone; `tellings` stand by the place of their deeds,
    and `named` tells whom the words of their doers name.
    """

    def __init__(
        self, page: Page, records: Sequence[Record], alone: Evidence, entities: Entities,
        marked: Marked, tellings: Sequence[Telling] = (),
        named: Callable[[str], tuple[str, ...]] = _nobody,
    ) -> None:  # fmt: skip
        self.page, self.named = page, named
        self._records, self._alone, self._entities = records, alone, entities
        self._marked = marked
        self._tellings = tellings
        self._at = sorted((r for r in records if r.anchors), key=lambda r: r.anchors[0].start)

    @cached_property
    def marks(self) -> list[frozenset[str]]:
        """Return the marks of the sentences, in order."""
        out: list[list[str]] = [[] for _ in self.page.lines]
        for mark, lines in self._marked.items():
            for n in lines:
                out[n].append(mark)
        return [frozenset(some) for some in out]

    @cached_property
    def by_id(self) -> dict[str, list[Record]]:
        """Return the records by their ids."""
        out: dict[str, list[Record]] = {}
        for r in self._records:
            out.setdefault(r.id, []).append(r)
        return out

    def records_in(self, start: int, end: int) -> list[Record]:
        """Return the records that begin between two offsets."""
        first = bisect_left(self._at, start, key=lambda r: r.anchors[0].start)
        last = bisect_right(self._at, end, key=lambda r: r.anchors[0].start)
        return self._at[first:last]

    def tellings_in(self, start: int, end: int) -> list[Telling]:
        """Return the tellings whose deed stands between two offsets."""
        first = bisect_left(self._tellings, start, key=lambda t: t.head)
        last = bisect_right(self._tellings, end, key=lambda t: t.head)
        return list(self._tellings[first:last])

    def who(self, record: Record, ref: Ref) -> set[str]:
        """Return the ids of a reference of a record: its own, and whom it acts for that day."""
        day = self._alone.said_on(record)[1]
        party = party_of(ref, day, self._entities, self._alone)
        return {i for i in (ref.id, party) if i}

    def ids_of(self, record: Record) -> set[str]:
        """Return what a record refers to, persons also by whom they act for."""
        return {i for ref in refs_of(record) for i in self.who(record, ref)}

    @cached_property
    def head_marks(self) -> frozenset[str]:
        """Return the marks of the document's title, its first words and who wrote it."""
        d = self.page.document
        return marks_of(f"{d.title or ''}\n{' '.join(d.authors)}\n{self.page.text[:HEAD]}")

    @cached_property
    def head_ids(self) -> frozenset[str]:
        """Return what the document's first words name."""
        ids = {i for r in self.records_in(0, HEAD) for i in self.ids_of(r)}
        return frozenset(i.partition("#")[0] for i in ids)
