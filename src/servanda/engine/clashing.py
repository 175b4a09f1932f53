"""The clashes of a ledger, worked out document by document among neighbours, and kept in it.

What is kept is derived: it is thrown away when the rules, the registry or the version are others,
and a document that is added, read again or judged is worked out anew with what it can clash with.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from servanda.engine.neighbours import Matters, Neighbours
from servanda.engine.rules import mark_of
from servanda.ledger import Ledger
from servanda.ledger.derived import ALWAYS, FILE, WORK, Derived, Row
from servanda.ledger.parts import Parts
from servanda.lexicon.registry import Registry, load_registry
from servanda.model import Document, Evidence, Finding, Record, refs_of
from servanda.model.errors import LedgerError
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import Raised, chosen, inside, raised, shown_with, wanted
from servanda.reasoning.clashes.matters import joints, matters, number
from servanda.reasoning.clashes.prepared import packed, prepare, unpacked
from servanda.reasoning.copies import one_story

FORMAT = 2  # of what is kept; another number throws all of it away
TOGETHER = 50  # documents worked out in one transaction
HORIZON = 15_000  # days ahead for which it is known when a status changes
MOST = 2_000  # documents of which what follows from them alone is kept in memory

WHOLE = frozenset({"counted", "none"})  # kinds of matter for which all records of a neighbour count

LATEST = 2**62  # the number of a document that is not in the ledger
SMALL = 150  # documents up to which all are worked out together: quicker, when all are stale

Progress = Callable[[int, int, str], None]
_decoder = msgspec.json.Decoder(Finding)


class Clashing:
    """The clashes of one ledger on a day, kept in its file."""

    def __init__(self, ledger: Ledger, day: date, *, registry: Registry | None = None) -> None:
        self.day = day
        self._ledger = ledger
        self._derived = Derived(ledger.db)
        self._registry = registry or load_registry()
        self._kept: dict[tuple[str, str], Any] = {}
        self._statuses: dict[tuple[str, str], Any] = {}
        self._parts: Parts | None = None
        self._near: Neighbours | None = None

    # -- asking ----------------------------------------------------------------------------------

    def all(self, types: tuple[str, ...] = (), progress: Progress | None = None) -> list[Finding]:
        """Return all clashes, or those of some types, after working out what is stale.

        Raises LedgerError where the file cannot be written.
        """
        self.refresh(progress)
        return self.shown(types)

    def of(
        self, document: Document, records: Iterable[Record], predications: Iterable[Any] = ()
    ) -> list[Finding]:
        """Return the clashes of a document that the ledger does not hold, with it and in itself."""
        return self.against(self.read(document, records, predications))

    def read(
        self, document: Document, records: Iterable[Record], predications: Iterable[Any] = ()
    ) -> Evidence:
        """Return a document that the ledger does not hold with all that `against` compares."""
        records, does = tuple(records), tuple(predications)
        own = Evidence(documents={document.id: document}, records=records,
                       predications={document.id: does} if does else {})  # fmt: skip
        for key in [k for k in self._kept if k[1] == document.id]:
            del self._kept[key]
        self._matters(own, document.id)
        alone = self._case(own, document.id)
        prepare(alone)
        self._joints(alone, document.id)
        return own

    def against(self, own: Evidence) -> list[Finding]:
        """Return the clashes of a document that was `read`, with its neighbours and in itself."""
        (name,) = own.documents
        near = self._neighbours().of(LATEST, self._matters(own, name))
        case, told = self._around(own, name, near)
        return [shown_with(r.finding, n) for r, n in chosen(raised(case, told))]

    def _around(
        self, own: Evidence, name: str, near: dict[int, set[str]]
    ) -> tuple[Case, dict[str, str]]:
        """Return the case of a document and its neighbours, and whose story each tells.

        Of the neighbours only those records are in it that one of the document's may clash with.
        """
        others = dict(zip(self._derived.names(near), near.values(), strict=True))
        beside = self._of(others)
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
        return case, self._told(case.evidence.documents)

    def _recall(self, names: Iterable[str], numbers: Iterable[int]) -> None:
        """Take what was made of neighbours from the file; pages must be there."""
        for name, n in zip(names, numbers, strict=True):
            if ("recalled", name) in self._kept:
                continue
            self._kept["recalled", name] = True
            if not (body := self._derived.reading(n)):
                continue
            with contextlib.suppress(msgspec.MsgspecError):
                for what, found in unpacked(body, self._kept["page", name]).items():
                    self._kept.setdefault((what, name), found)

    def _remember(self, n: int, name: str) -> None:
        """Keep in the file what was made of a document, for those that come after."""
        made = {what: v for (what, of), v in self._kept.items() if of == name}
        self._derived.put_reading(n, packed(made))

    def _joints(self, case: Case, name: str) -> list[tuple[Record, frozenset[str]]]:
        def make() -> list[tuple[Record, frozenset[str]]]:
            return [(r, joints(r, case.evidence)) for r in case.evidence.records
                    if r.document == name]  # fmt: skip

        return case.once("joints", name, make)

    def shown(self, types: tuple[str, ...] = ()) -> list[Finding]:
        """Return the clashes that are kept, stale or not, in the order of `clashes`."""
        rows = [_Kept(r, (r.one, r.other)) for r in self._derived.findings()
                if wanted(r.type, r.inside, types)]  # fmt: skip
        return [shown_with(_decoder.decode(k.row.body), copies) for k, copies in chosen(rows)]

    # -- keeping ---------------------------------------------------------------------------------

    def refresh(self, progress: Progress | None = None) -> int:
        """Work out what is stale and keep it; return how many documents that were."""
        if self.fresh():
            return 0
        self.file()
        return self.work(progress)

    def file(self, progress: Progress | None = None) -> int:
        """Keep the matters of the documents that are stale; return how many those were."""
        with self._ledger.writing():
            self._mark()
        todo = self._derived.to_do(FILE)
        self._in_runs(todo, self._file, progress)
        return len(todo)

    def work(self, progress: Progress | None = None, most: int = ALWAYS) -> int:
        """Work out and keep the clashes of documents whose matters are kept, of so many at most."""
        todo = self._derived.to_do(WORK)[:most]
        with self._ledger.writing():
            for n, _ in todo:
                self._derived.drop_findings(n)
        if len(todo) == self._derived.count() <= SMALL:
            with self._ledger.writing():
                self._all_at_once(todo)
        else:
            self._in_runs(todo, self._work_out, progress)
        return len(todo)

    def _all_at_once(self, todo: list[tuple[int, str]]) -> None:
        """Find and keep the clashes of all documents in one case."""
        case = Case(self._of([name for _, name in todo]), self.day, registry=self._registry,
                    kept=self._kept, statuses=self._statuses)  # fmt: skip
        rows = [self._row(r) for r in raised(case, self._told(case.evidence.documents))]
        self._derived.put_findings(rows)
        days = self._days(case)
        for n, name in todo:
            self._derived.set_days(n, *days)
            self._derived.done(n, 0)
            self._remember(n, name)

    def fresh(self) -> bool:
        """Say whether nothing is stale."""
        derived = self._derived
        return (
            derived.there()
            and derived.note("of") == self._version()
            and derived.note("batch") == str(self._ledger.last_batch())
            and not any(derived.to_do(t) for t in (FILE, WORK))
            and not derived.outdated(self.day.toordinal())
        )

    def _mark(self) -> None:
        """Note which documents are to be worked out: what was touched, or all."""
        derived = self._derived
        derived.make()
        if derived.note("of") != self._version():
            derived.clear()
            derived.set_note("of", self._version())
        documents, entities = derived.touched(int(derived.note("batch") or 0))
        for name in self._ledger.known(documents):
            derived.mark(name, FILE)
        for name in entities:
            derived.mark_having(number("entity", name), FILE)
            derived.mark_having(number("agreement", name.partition("#")[0]), FILE)
        derived.mark_outdated(self.day.toordinal())
        derived.set_note("batch", str(self._ledger.last_batch()))
        self._kept.clear()
        self._statuses.clear()
        self._parts = self._near = None

    def _in_runs(
        self, todo: list[tuple[int, str]], work: Callable[[int, str], None],
        progress: Progress | None,
    ) -> None:  # fmt: skip
        for start in range(0, len(todo), TOGETHER):
            some = todo[start : start + TOGETHER]
            with self._ledger.writing():
                for n, name in some:
                    work(n, name)
            if progress:
                progress(start + len(some), len(todo), some[-1][1])

    def _file(self, n: int, name: str) -> None:
        """Keep the matters of a document; its findings are to be worked out."""
        derived = self._derived
        before = self._formal(n)
        found = self._matters(self._of([name]), name)
        rows = [
            (number(kind, key), number(value) if value else 0)
            for kind, keys in found.items()
            for key, values in keys.items()
            for value in values
        ]
        derived.put_matters(n, rows)
        derived.put_reading(n, b"")
        derived.done(n, WORK)
        after = set(found.get("formal", ()))
        derived.set_note(f"formal {n}", json.dumps(sorted(after))) if after else None
        for key in before | after:  # what is formal changes statuses for all who speak of it
            derived.mark_having(number("agreement", key), WORK)
        text = self._of([name]).documents[name].text
        story = 0
        for other in self._neighbours().story(n, found):
            head = derived.story(other)
            names = derived.names([head])
            if names and one_story(text, self._of(names).documents[names[0]].text):
                story = head
                break
        derived.set_story(n, story)

    def _formal(self, n: int) -> set[str]:
        return set(json.loads(self._derived.note(f"formal {n}") or "[]"))

    def _work_out(self, n: int, name: str) -> None:
        """Find and keep the clashes of a document with its neighbours and within itself."""
        own = self._of([name])
        near = self._neighbours().of(n, self._matters(own, name))
        case, told = self._around(own, name, near)
        rows = [self._row(r) for r in raised(case, told)]
        self._derived.put_findings(rows)
        self._derived.set_days(n, *self._days(case))
        self._derived.done(n, 0)
        self._remember(n, name)

    def _row(self, r: Raised) -> Row:
        numbers = [self._derived.number(d) or 0 for d in r.documents]
        key = _digest(*r.key)
        return Row(
            f"{r.finding.id}/{key.hex()}", numbers[0], numbers[-1], r.rank, r.finding.type,
            inside(r.finding), r.place, key, _digest(*r.pair), msgspec.json.encode(r.finding),
        )  # fmt: skip

    # -- inside ----------------------------------------------------------------------------------

    def _days(self, case: Case) -> tuple[int, int]:
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

    def _neighbours(self) -> Neighbours:
        if self._near is None:
            self._near = Neighbours(self._derived)
        return self._near

    def _of(self, names: Iterable[str]) -> Evidence:
        if self._parts is None:
            self._parts = Parts(self._ledger.db, self._ledger.path)
        return self._parts.of(names)

    def _case(self, evidence: Evidence, focus: str) -> Case:
        if len(self._kept) > 8 * MOST:
            self._kept.clear()
        return Case(evidence, self.day, registry=self._registry, focus=focus,
                    rare=self._neighbours().rare, kept=self._kept,
                    statuses=self._statuses)  # fmt: skip

    def _matters(self, evidence: Evidence, name: str) -> Matters:
        found = self._kept.get(("matters", name))
        if found is None:
            found = {}
            for kind, key, value in matters(self._case(evidence, name)):
                found.setdefault(kind, {}).setdefault(key, set()).add(value)
            self._kept["matters", name] = found
        out: Matters = found
        return out

    def _told(self, names: Iterable[str]) -> dict[str, str]:
        """Return whose story each document tells."""
        out = {}
        for name in names:
            n = self._derived.number(name)
            out[name] = (
                next(iter(self._derived.names([self._derived.story(n)])), name) if n else name
            )
        return out

    def _version(self) -> str:
        rows = hashlib.sha256()
        for row in self._registry.instruments:
            rows.update(msgspec.msgpack.encode(row))
        return f"{FORMAT} {mark_of('servanda.reasoning')} {rows.hexdigest()[:16]}"


def keep_up(ledger: Ledger, progress: Progress | None = None) -> int:
    """Work out what is stale in a ledger that keeps its clashes, as of its clock's day.

    One of which nobody has asked for clashes yet is left as it is. Returns how many documents
    were worked out.
    """
    if not Derived(ledger.db).there():
        return 0
    return Clashing(ledger, date.fromisoformat(ledger.clock()[:10])).refresh(progress)


def kept_clashes(
    path: Path, day: date, *, today: bool, progress: Progress | None = None
) -> Callable[[tuple[str, ...]], list[Finding] | None]:
    """Return what gives the clashes of a ledger on a day by type from what is kept in it.

    It gives None where they are to be worked out from the whole: where something is stale and the
    file cannot be written, or the day is another than that for which they are kept (`today`).
    """

    def ask(types: tuple[str, ...]) -> list[Finding] | None:
        try:
            with Ledger(path, create=False, write=False) as ledger:
                clashing = Clashing(ledger, day)
                if not today and not clashing.fresh():
                    return None
                return clashing.all(types, progress)
        except LedgerError:
            return None

    return ask


class _Kept(Struct, frozen=True):
    """A kept finding as `chosen` takes it."""

    row: Row
    documents: tuple[int, int]

    @property
    def key(self) -> bytes:
        return self.row.key

    @property
    def pair(self) -> bytes:
        return self.row.pair

    @property
    def place(self) -> bool:
        return self.row.place


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


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=12).digest()


def _named(own: Evidence) -> set[str]:
    """Return the agreements that a document speaks of."""
    refs = (ref.id or "" for record in own.records for ref in refs_of(record))
    named = {own.same.get(i, i) for i in refs if i.startswith("instrument:")}
    return {i.partition("#")[0] for i in named}
