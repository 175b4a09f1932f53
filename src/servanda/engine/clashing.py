"""The clashes of a ledger, worked out document by document among neighbours, and kept in it.

What is kept is derived: it is thrown away when the rules, the registry or the version are others,
and a document that is added, read again or judged is worked out anew with what it can clash with.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from servanda.engine.rules import mark_of
from servanda.engine.surroundings import LATEST, Surroundings
from servanda.ledger import Ledger
from servanda.ledger.derived import ALWAYS, FILE, WORK, Derived, Row
from servanda.lexicon.registry import Registry, load_registry
from servanda.model import Document, Evidence, Finding, Record
from servanda.model.errors import LedgerError
from servanda.reasoning.clashes import Raised, chosen, inside, raised, shown_with, wanted
from servanda.reasoning.clashes.matters import number
from servanda.reasoning.copies import one_story

FORMAT = 2  # of what is kept; another number throws all of it away
TOGETHER = 50  # documents worked out in one transaction
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
        self._around = Surroundings(ledger, self._derived, day, self._registry)

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
        return self._around.read(document, records, predications)

    def against(self, own: Evidence) -> list[Finding]:
        """Return the clashes of a document that was `read`, with its neighbours and in itself."""
        (name,) = own.documents
        near = self._around.neighbours().of(LATEST, self._around.matters(own, name))
        case, told = self._around.with_neighbours(own, name, near)
        return [shown_with(r.finding, n) for r, n in chosen(raised(case, told))]

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
        case = self._around.among([name for _, name in todo])
        rows = [self._row(r) for r in raised(case, self._around.told(case.evidence.documents))]
        self._derived.put_findings(rows)
        days = self._around.days(case)
        for n, name in todo:
            self._derived.set_days(n, *days)
            self._derived.done(n, 0)
            self._around.remember(n, name)

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
        self._around.forget()

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
        found = self._around.matters(self._around.of([name]), name)
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
        text = self._around.of([name]).documents[name].text
        story = 0
        for other in self._around.neighbours().story(n, found):
            head = derived.story(other)
            names = derived.names([head])
            if names and one_story(text, self._around.of(names).documents[names[0]].text):
                story = head
                break
        derived.set_story(n, story)

    def _formal(self, n: int) -> set[str]:
        return set(json.loads(self._derived.note(f"formal {n}") or "[]"))

    def _work_out(self, n: int, name: str) -> None:
        """Find and keep the clashes of a document with its neighbours and within itself."""
        own = self._around.of([name])
        near = self._around.neighbours().of(n, self._around.matters(own, name))
        case, told = self._around.with_neighbours(own, name, near)
        rows = [self._row(r) for r in raised(case, told)]
        self._derived.put_findings(rows)
        self._derived.set_days(n, *self._around.days(case))
        self._derived.done(n, 0)
        self._around.remember(n, name)

    def _row(self, r: Raised) -> Row:
        numbers = [self._derived.number(d) or 0 for d in r.documents]
        key = _digest(*r.key)
        return Row(
            f"{r.finding.id}/{key.hex()}", numbers[0], numbers[-1], r.rank, r.finding.type,
            inside(r.finding), r.place, key, _digest(*r.pair), msgspec.json.encode(r.finding),
        )  # fmt: skip

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


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=12).digest()
