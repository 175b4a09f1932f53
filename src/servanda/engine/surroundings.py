"""The cases in which the clashes of a ledger's documents are found: one with its neighbours.

What follows from a document alone is made once and kept in memory, and in the file of the ledger.
"""

import contextlib
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from servanda.engine.neighbours import Matters, Neighbours
from servanda.ledger import Ledger
from servanda.ledger.derived import ALWAYS, Derived
from servanda.ledger.parts import Parts
from servanda.lexicon.registry import Registry
from servanda.model import Document, Evidence, Record, refs_of
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.matters import joints, matters
from servanda.reasoning.clashes.prepared import packed, prepare, unpacked

HORIZON = 15_000  # days ahead for which it is known when a status changes
MOST = 2_000  # documents of which what follows from them alone is kept in memory
WHOLE = frozenset({"counted", "none"})  # kinds of matter for which all records of a neighbour count
LATEST = 2**62  # the number of a document that is not in the ledger


class Surroundings:
    """Makes the cases of one ledger on a day, with what was made before for others."""

    def __init__(self, ledger: Ledger, derived: Derived, day: date, registry: Registry) -> None:
        self.day = day
        self._ledger = ledger
        self._derived = derived
        self._registry = registry
        self.kept: dict[tuple[str, str], Any] = {}
        self._statuses: dict[tuple[str, str], Any] = {}
        self._parts: Parts | None = None
        self._near: Neighbours | None = None

    def forget(self) -> None:
        """Forget what was made: the ledger is another."""
        self.kept.clear()
        self._statuses.clear()
        self._parts = self._near = None

    def among(self, names: Iterable[str]) -> Case:
        """Return the case of some documents of the ledger, all asked about."""
        return Case(self.of(names), self.day, registry=self._registry, kept=self.kept,
                    statuses=self._statuses)  # fmt: skip

    def read(
        self, document: Document, records: Iterable[Record], predications: Iterable[Any] = ()
    ) -> Evidence:
        """Return a document that the ledger does not hold with all that `against` compares."""
        records, does = tuple(records), tuple(predications)
        own = Evidence(documents={document.id: document}, records=records,
                       predications={document.id: does} if does else {})  # fmt: skip
        for key in [k for k in self.kept if k[1] == document.id]:
            del self.kept[key]
        self.matters(own, document.id)
        alone = self._case(own, document.id)
        prepare(alone)
        self._joints(alone, document.id)
        return own

    def with_neighbours(
        self, own: Evidence, name: str, near: dict[int, set[str]]
    ) -> tuple[Case, dict[str, str]]:
        """Return the case of a document and its neighbours, and whose story each tells.

        Of the neighbours only those records are in it that one of the document's may clash with.
        """
        others = dict(zip(self._derived.names(near), near.values(), strict=True))
        beside = self.of(others)
        mine = self._derived.number(name) or LATEST
        earlier = [o for o, n in zip(others, near, strict=True) if n < mine]
        order = [*earlier, name, *(o for o in others if o not in set(earlier))]
        whole = self._case(_joined(own, order, beside.records, beside), name)
        _ = whole.pages  # made of all records, before those that cannot matter are left out
        self._recall(others, near)
        wanted = frozenset().union(*(j for _, j in self._joints(whole, name))) | _named(own)
        kept = [
            r for other, kinds in others.items() for r, joints in self._joints(whole, other)
            if kinds & WHOLE or joints & wanted
        ]  # fmt: skip
        case = self._case(_joined(own, order, kept, beside), name)
        return case, self.told(case.evidence.documents)

    def _recall(self, names: Iterable[str], numbers: Iterable[int]) -> None:
        """Take what was made of neighbours from the file; pages must be there."""
        for name, n in zip(names, numbers, strict=True):
            if ("recalled", name) in self.kept:
                continue
            self.kept["recalled", name] = True
            if not (body := self._derived.reading(n)):
                continue
            with contextlib.suppress(msgspec.MsgspecError):
                for what, found in unpacked(body, self.kept["page", name]).items():
                    self.kept.setdefault((what, name), found)

    def remember(self, n: int, name: str) -> None:
        """Keep in the file what was made of a document, for those that come after."""
        made = {what: v for (what, of), v in self.kept.items() if of == name}
        self._derived.put_reading(n, packed(made))

    def _joints(self, case: Case, name: str) -> list[tuple[Record, frozenset[str]]]:
        def make() -> list[tuple[Record, frozenset[str]]]:
            return [(r, joints(r, case.evidence)) for r in case.evidence.records
                    if r.document == name]  # fmt: skip

        return case.once("joints", name, make)

    def days(self, case: Case) -> tuple[int, int]:
        """Return the first and last day on which the findings of a case are the same."""
        if not case.looked_at and not case.duties:
            return 0, ALWAYS
        day = case.day.toordinal()
        days = {d.toordinal() for r in case.evidence.records
                for d in case.evidence.said_on(r) if d is not None}  # fmt: skip
        last = day + HORIZON
        days |= {last + 1}
        for instrument, party, seen_by in case.looked_at:
            key = ("changes", f"{instrument} {party} {seen_by}")
            if key not in self._statuses:
                self._statuses[key] = case.family(instrument).desk.changes(
                    instrument, party, seen_by, last
                )
            days |= self._statuses[key]
        return max((d for d in days if d <= day), default=0), min(d for d in days if d > day) - 1

    def neighbours(self) -> Neighbours:
        """Return how neighbours are found, made once."""
        if self._near is None:
            self._near = Neighbours(self._derived)
        return self._near

    def of(self, names: Iterable[str]) -> Evidence:
        """Return what the ledger holds of some documents."""
        if self._parts is None:
            self._parts = Parts(self._ledger.db, self._ledger.path)
        return self._parts.of(names)

    def _case(self, evidence: Evidence, focus: str) -> Case:
        if len(self.kept) > 8 * MOST:
            self.kept.clear()
        return Case(evidence, self.day, registry=self._registry, focus=focus,
                    rare=self.neighbours().rare, kept=self.kept,
                    statuses=self._statuses)  # fmt: skip

    def matters(self, evidence: Evidence, name: str) -> Matters:
        """Return what a document can be paired by, made once."""
        found = self.kept.get(("matters", name))
        if found is None:
            found = {}
            for kind, key, value in matters(self._case(evidence, name)):
                found.setdefault(kind, {}).setdefault(key, set()).add(value)
            self.kept["matters", name] = found
        out: Matters = found
        return out

    def told(self, names: Iterable[str]) -> dict[str, str]:
        """Return whose story each document tells."""
        out = {}
        for name in names:
            n = self._derived.number(name)
            out[name] = (
                next(iter(self._derived.names([self._derived.story(n)])), name) if n else name
            )
        return out


def _joined(
    own: Evidence, order: Iterable[str], records: Iterable[Record], beside: Evidence
) -> Evidence:
    """Return the evidence of a document together with that of others, in the order given."""
    by_document: dict[str, list[Record]] = {}
    for record in (*own.records, *records):
        by_document.setdefault(record.document, []).append(record)
    documents = {**beside.documents, **own.documents}
    return msgspec.structs.replace(
        beside,
        documents={name: documents[name] for name in order},
        records=tuple(r for name in order for r in by_document.get(name, ())),
        verdicts={**own.verdicts, **beside.verdicts},
        predications={**own.predications, **beside.predications},
    )


def _named(own: Evidence) -> set[str]:
    """Return the agreements that a document speaks of."""
    refs = (ref.id or "" for record in own.records for ref in refs_of(record))
    named = {own.same.get(i, i) for i in refs if i.startswith("instrument:")}
    return {i.partition("#")[0] for i in named}
