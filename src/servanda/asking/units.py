"""The sentences of a case as answers are looked for in them: words, names, days, and who speaks."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache, partial

from servanda.asking.holding import holding_in, marked
from servanda.asking.meanings import marks_of
from servanda.asking.names import names_in
from servanda.asking.sheets import Sheet
from servanda.model import Evidence, Record, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.tellings import Telling
from servanda.reasoning.tellings.pages import Line

DIGIT = re.compile(r"\d")
Days = tuple[date, date]
SAYING = frozenset({"row:L.say"})


class Unit:
    """A sentence of a document; what it holds is worked out when it is first asked for.

    It rests on its sheet alone, so that it holds while its document and records do.
    """

    def __init__(self, sheet: Sheet, beside: "list[Unit]", line: Line, n: int) -> None:
        self.sheet, self.page, self.line, self.n = sheet, sheet.page, line, n
        self._beside = beside  # the sentences of its document
        self.text = sheet.page.text[line.start : line.end].strip()

    @property
    def marks(self) -> frozenset[str]:
        """Return the marks of the meanings of its words."""
        return self.sheet.marks[self.n]

    @cached_property
    def records(self) -> list[Record]:
        """Return the records that stand in it, else the one nearest to it."""
        found = self._within
        if found:
            return found
        return self.sheet.by_id.get(self.page.record_at(self.line.start, self.line.end), [])

    @property
    def _within(self) -> list[Record]:
        return self.sheet.records_in(self.line.start, self.line.end)

    @cached_property
    def tellings(self) -> list[Telling]:
        """Return what its clauses tell."""
        return self.sheet.tellings_in(self.line.start, self.line.end)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Return what it names, pronouns resolved, persons also by whom they act for."""
        out: set[str] = set()
        for r in self._within:
            out |= self.sheet.ids_of(r)
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
        first = bisect_left(self._beside, block.start, key=lambda u: u.line.start)
        last = bisect_left(self._beside, block.end, key=lambda u: u.line.start)
        return tuple(u for u in self._beside[first:last] if u is not self)

    @cached_property
    def near_marks(self) -> frozenset[str]:
        """Return the marks of its paragraph and of what the document is about."""
        out = self.sheet.head_marks
        for u in self.around:
            out = out | u.marks
        return out

    @cached_property
    def near_ids(self) -> frozenset[str]:
        """Return what its paragraph names, and the head of the document."""
        out = self.sheet.head_ids
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
        for r in self._within:
            if isinstance(r, Statement) and r.speaker is not None:
                out |= self.sheet.who(r, r.speaker)
        for t in self.tellings:
            out.add(t.voice)
            if SAYING & marks_of(t.lemma):
                for d in t.doers:
                    out |= d.ids or {*self.sheet.named(self.page.text[d.start : d.end])}
        return frozenset(out)


class Units:
    """All sentences of a case, and the weight of a word among them; unchanged once made."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._holding = holding_in(case)
        self._names: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, list[Unit]] = {}  # of documents with tellings, which rest on others

    @cached_property
    def every(self) -> list[Unit]:
        """Return all sentences, in order."""
        return [u for document in self.case.evidence.documents for u in self.of(document)]

    def of(self, document: str) -> list[Unit]:
        """Return the sentences of a document."""
        case = self.case
        found = case.evidence.documents.get(document)
        if found is None:
            return []
        if document in case.evidence.predications:
            if document not in self._own:
                self._own[document] = self._made(document)
            return self._own[document]
        # What no other document bears on stands while this one and its records do.
        rest = ((case.shelves.within(document),), found)
        make = partial(self._made, document)
        return case.families.resting("units", document, rest, make)

    def _made(self, document: str) -> list[Unit]:
        case, found = self.case, self.case.evidence.documents[document]
        alone = Evidence(documents={document: found}, records=(), same=case.evidence.same)
        told = case.evidence.predications.get(document) is not None
        sheet = Sheet(
            case.page(document), case.shelves.within(document), alone, case.entities,
            marked(case, found), *((self._told(document), self.named) if told else ()),
        )  # fmt: skip
        units: list[Unit] = []
        units += [Unit(sheet, units, line, n) for n, line in enumerate(sheet.page.lines)]
        return units

    def _told(self, document: str) -> list[Telling]:
        return sorted(self.case.tellings_of_deeds.of(document), key=lambda t: t.head)

    def having(self, marks: Iterable[str]) -> list[Unit]:
        """Return the sentences that hold one of some marks, in order."""
        found = self._holding.having(marks)
        out: list[Unit] = []
        for document in self.case.evidence.documents:
            if document in found:
                units = self.of(document)
                out += [units[n] for n in sorted(found[document])]
        return out

    def near(self, marks: frozenset[str]) -> list[Unit]:
        """Return the sentences with words that hold one of some marks or have it near, in order."""
        found = self._holding.having(marks)
        out: list[Unit] = []
        for document in self.case.evidence.documents:
            units = self.of(document)
            if units and not marks.isdisjoint(units[0].sheet.head_marks):
                out += [u for u in units if u.text]
            elif document in found:
                own = [units[n] for n in found[document]]
                places = {x.n for u in own for x in (u, *u.around)}
                out += [units[n] for n in sorted(places) if units[n].text]
        return out

    def named(self, text: str) -> tuple[str, ...]:
        """Return whom words name that the reading left open, as "the State Department"."""
        if text not in self._names:
            named = names_in(self.case, text).ids if text[:1].isupper() else []
            self._names[text] = tuple(i for i in named if not i.startswith("instrument:"))
        return self._names[text]

    def weight(self, marks: frozenset[str]) -> float:
        """Return what a word weighs: the fewer sentences have its stem, the more."""
        stems = [m for m in marks if not m.startswith("row:")] or [*marks]
        often = max((self._holding.often(s) for s in stems), default=0)
        return math.log((self._holding.size + 1) / (often + 0.5))


@lru_cache(maxsize=4)
def units_of(case: Case) -> Units:
    """Return the sentences of a case, made once."""
    return Units(case)
