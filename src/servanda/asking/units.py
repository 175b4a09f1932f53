"""The sentences of a case as answers are looked for in them: words, names, days, and who speaks."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache

from servanda.asking.meanings import marks_in, marks_of
from servanda.asking.names import names_in
from servanda.model import Record, Ref, Statement, refs_of
from servanda.reasoning.case import Case
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.tellings import Telling
from servanda.reasoning.tellings.pages import Line, Page

HEAD = 160  # characters of a document that say what it is about
DIGIT = re.compile(r"\d")
Days = tuple[date, date]


class Unit:
    """A sentence of a document; what it holds is worked out when it is first asked for."""

    def __init__(self, units: "Units", page: Page, line: Line, n: int) -> None:
        self.units, self.page, self.line, self.n = units, page, line, n
        self.text = page.text[line.start : line.end].strip()

    @cached_property
    def marks(self) -> frozenset[str]:
        """Return the marks of the meanings of its words."""
        return self.units.marks(self.page)[self.n]

    @cached_property
    def records(self) -> list[Record]:
        """Return the records that stand in it, else the one nearest to it."""
        found = self.units.records_in(self.page.document.id, self.line.start, self.line.end)
        if found:
            return found
        near = self.page.record_at(self.line.start, self.line.end)
        return [r for r in self.units.by_id.get(near, ()) if r.document == self.page.document.id]

    @cached_property
    def tellings(self) -> list[Telling]:
        """Return what its clauses tell."""
        return self.units.tellings_in(self.page.document.id, self.line.start, self.line.end)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return what it names, pronouns resolved, persons also by whom they act for."""
        out: set[str] = set()
        for r in self.units.records_in(self.page.document.id, self.line.start, self.line.end):
            out |= self.units.ids_of(r)
        for t in self.tellings:
            for thing in (*t.doers, *t.things, *t.around):
                out |= thing.ids
        return frozenset(i.partition("#")[0] for i in out)

    @cached_property
    def around(self) -> tuple["Unit", ...]:
        """Return the other sentences of its paragraph."""
        block = self.page.document.block_at(self.line.start)
        if block is None:
            return ()
        every = self.units.of(self.page.document.id)
        first = bisect_left(every, block.start, key=lambda u: u.line.start)
        last = bisect_left(every, block.end, key=lambda u: u.line.start)
        return tuple(u for u in every[first:last] if u is not self)

    @cached_property
    def near_marks(self) -> frozenset[str]:
        """Return the marks of its paragraph and of what the document is about."""
        out = self.units.head_marks(self.page)
        for u in self.around:
            out = out | u.marks
        return out

    @cached_property
    def near_ids(self) -> frozenset[str]:
        """Return what its paragraph names, and the head of the document."""
        out = self.units.head_ids(self.page)
        for u in self.around:
            out = out | u.ids
        return out

    @cached_property
    def days(self) -> tuple[Days, ...]:
        """Return the days that it tells of: those of its times that are no part of a name."""
        names = [(s, e) for s, e, _ in self.page.names_in(self.line.start, self.line.end)]
        out = []
        for t in self.page.times_in(self.line.start, self.line.end):
            a = t.anchors[0]
            inside = any(s <= a.start and a.end <= e for s, e in names)
            if not inside and t.earliest and t.latest:
                out.append((t.earliest, t.latest))
        out += [(t.when.first, t.when.last) for t in self.tellings
                if t.when and t.when.first and t.when.last]  # fmt: skip
        out += [(r.date.earliest, r.date.latest) for r in self.records
                if r.date and r.date.earliest and r.date.latest]  # fmt: skip
        return tuple(dict.fromkeys(out))

    @cached_property
    def named_days(self) -> tuple[Days, ...]:
        """Return the days in names that it gives: "the order of 22 February 2023"."""
        times = self.page.times_in(self.line.start, self.line.end)
        return tuple((t.earliest, t.latest) for t in times if t.earliest and t.latest)

    @property
    def told_days(self) -> tuple[Days, ...]:
        """Return the day of a report of what just was, where its sentences give no other."""
        d = self.page.document
        if d.published is None or d.genre not in ("news", "report", "official statement"):
            return ()
        return ((d.published, d.published),)

    @property
    def numbered(self) -> bool:
        """Say whether it gives a number."""
        return bool(DIGIT.search(self.text)) or any(t.numbers for t in self.tellings)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Return whose words it tells: persons and whom they act for."""
        out: set[str] = set()
        for r in self.units.records_in(self.page.document.id, self.line.start, self.line.end):
            if isinstance(r, Statement) and r.speaker is not None:
                out |= self.units.who(r, r.speaker)
        for t in self.tellings:
            out.add(t.voice)
            if SAYING & marks_of(t.lemma):
                for d in t.doers:
                    out |= d.ids or {*self.units.named(self.page.text[d.start : d.end])}
        return frozenset(out)


SAYING = frozenset({"row:L.say"})


class Units:
    """All sentences of a case, and the weight of a word among them; unchanged once made."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.by_id: dict[str, list[Record]] = {}
        self._at: dict[str, list[tuple[int, Record]]] = {}
        for r in case.evidence.records:
            self.by_id.setdefault(r.id, []).append(r)
            if r.anchors:
                self._at.setdefault(r.document, []).append((r.anchors[0].start, r))
        for found in self._at.values():
            found.sort(key=lambda x: x[0])
        self._tellings: dict[str, list[Telling]] = {}
        for t in case.tellings_of_deeds.every:
            self._tellings.setdefault(t.document, []).append(t)
        for told in self._tellings.values():
            told.sort(key=lambda t: t.head)
        self._of = {
            id_: [Unit(self, page, line, n) for n, line in enumerate(page.lines)]
            for id_, page in case.pages.items()
        }
        self._names: dict[str, tuple[str, ...]] = {}
        self._heads: dict[str, frozenset[str]] = {}
        self.every = [u for found in self._of.values() for u in found]

    def of(self, document: str) -> list[Unit]:
        """Return the sentences of a document."""
        return self._of.get(document, [])

    def marks(self, page: Page) -> list[frozenset[str]]:
        """Return the marks of the sentences of a document, in order; kept with the document."""
        return self.case.once("marks", page.document.id, lambda: [
            marks_in(page.text[line.start : line.end]) for line in page.lines
        ])  # fmt: skip

    def having(self, marks: Iterable[str]) -> list[Unit]:
        """Return the sentences that hold one of some marks, in order."""
        found = {n for mark in marks for n in self._holding.get(mark, ())}
        return [self.every[n] for n in sorted(found)]

    def records_in(self, document: str, start: int, end: int) -> list[Record]:
        """Return the records that begin between two offsets."""
        found = self._at.get(document, [])
        first = bisect_left(found, start, key=lambda x: x[0])
        last = bisect_right(found, end, key=lambda x: x[0])
        return [r for _, r in found[first:last]]

    def tellings_in(self, document: str, start: int, end: int) -> list[Telling]:
        """Return the tellings whose deed stands between two offsets."""
        found = self._tellings.get(document, [])
        first = bisect_left(found, start, key=lambda t: t.head)
        last = bisect_right(found, end, key=lambda t: t.head)
        return found[first:last]

    def named(self, text: str) -> tuple[str, ...]:
        """Return whom words name that the reading left open, as "the State Department"."""
        if text not in self._names:
            named = names_in(self.case, text).ids if text[:1].isupper() else []
            self._names[text] = tuple(i for i in named if not i.startswith("instrument:"))
        return self._names[text]

    def who(self, record: Record, ref: Ref) -> set[str]:
        """Return the ids of a reference of a record: its own, and whom it acts for that day."""
        case, day = self.case, self.case.evidence.said_on(record)[1]
        party = party_of(ref, day, case.entities, case.evidence)
        return {i for i in (ref.id, party) if i}

    def ids_of(self, record: Record) -> set[str]:
        """Return what a record refers to, persons also by whom they act for."""
        return {i for ref in refs_of(record) for i in self.who(record, ref)}

    def head_marks(self, page: Page) -> frozenset[str]:
        """Return the marks of a document's title, its first words and who wrote it."""
        d = page.document
        return marks_of(f"{d.title or ''}\n{' '.join(d.authors)}\n{page.text[:HEAD]}")

    def head_ids(self, page: Page) -> frozenset[str]:
        """Return what a document's first words name."""
        id_ = page.document.id
        if id_ not in self._heads:
            found = self.records_in(id_, 0, HEAD)
            ids = {i.partition("#")[0] for r in found for i in self.ids_of(r)}
            self._heads[id_] = frozenset(ids)
        return self._heads[id_]

    @cached_property
    def own(self) -> dict[str, str]:
        """Return who answers for each document's own voice."""
        case = self.case
        out = {}
        for id_, found in self._at.items():
            first = next((r for _, r in found if not r.attribution), None)
            if first is not None:
                out[id_] = asserted_by(first, case.entities, case.evidence)
        return out

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        """Return the places of the sentences that hold each mark."""
        out: dict[str, list[int]] = defaultdict(list)
        for n, u in enumerate(self.every):
            for mark in u.marks:
                out[mark].append(n)
        return dict(out)

    def weight(self, marks: frozenset[str]) -> float:
        """Return what a word weighs: the fewer sentences have its stem, the more."""
        stems = [m for m in marks if not m.startswith("row:")] or [*marks]
        often = max((len(self._holding.get(s, ())) for s in stems), default=0)
        return math.log((len(self.every) + 1) / (often + 0.5))


@lru_cache(maxsize=4)
def units_of(case: Case) -> Units:
    """Return the sentences of a case, made once."""
    return Units(case)


def each(case: Case) -> Iterator[Unit]:
    """Yield the sentences of a case that a record stands in or near."""
    yield from (u for u in units_of(case).every if u.text)
