"""A small picture of a ledger in memory, for paging through lists and counting quickly.

It holds no text and no fields: of every current record its kind, document and standing verdict.
It follows the file by reading only the rows appended since the last look.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from threading import RLock
from typing import NamedTuple

from msgspec import Struct

from servanda.ledger.claims import claim_of
from servanda.ledger.judging import Decisions, Row
from servanda.ledger.readback import judgements_after, newest
from servanda.model import Judgement

PENDING = "pending"


class Line(NamedTuple):
    """What the index knows of a record: its kind, and the batch of its newest version."""

    kind: str
    batch: int


class Facets(Struct, frozen=True):
    """How many records there are by kind, document and verdict, the other filters applied."""

    kind: dict[str, int]
    document: dict[str, int]
    verdict: dict[str, int]


class Filter(Struct, frozen=True):
    """Which records are wanted; an empty field asks for nothing in particular."""

    kinds: tuple[str, ...] = ()
    document: str = ""
    verdict: str = ""


class Index:
    """The current records and standing verdicts of one ledger, safe to share between threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._lines: dict[str, dict[str, Line]] = {}  # by document
        self._document: dict[str, str] = {}  # of every current record
        self._count: Counter[tuple[str, str]] = Counter()  # by kind and document
        self._standing: dict[str, Judgement] = {}
        self._decisions = Decisions()
        self._batch_of: dict[str, int] = {}
        self._last = {"record": 0, "retired": 0, "judgement": 0}

    def refresh(self, db: sqlite3.Connection) -> None:
        """Read what has been appended since the last call."""
        with self._lock:
            db.execute("BEGIN")  # one snapshot for the three tables
            try:
                changed = self._read_records(db)
                self._read_judgements(db, changed)
            finally:
                db.execute("COMMIT")

    @property
    def version(self) -> tuple[int, int]:
        """Return what changes when records are added or retired, and not by judgements."""
        return self._last["record"], self._last["retired"]

    @property
    def size(self) -> int:
        """Return how many current records there are."""
        return len(self._document)

    def select(self, wanted: Filter) -> list[str]:
        """Return the ids of the records that fit, document by document in the order of writing."""
        kinds, verdict = frozenset(wanted.kinds), wanted.verdict
        with self._lock:
            parts = (
                [self._lines.get(wanted.document, {})] if wanted.document else self._lines.values()
            )
            found = [i for p in parts for i, ln in p.items() if not kinds or ln.kind in kinds]
            if verdict == PENDING:
                return [i for i in found if i not in self._standing]
            if verdict:
                stands = {i for i, j in self._standing.items() if j.verdict == verdict}
                return [i for i in found if i in stands]
            return found

    def facets(self, wanted: Filter) -> Facets:
        """Return the counts of each facet; a facet's own filter does not narrow itself."""
        with self._lock:
            cube = Counter({(kind, doc, PENDING): n for (kind, doc), n in self._count.items()})
            for id_, j in self._standing.items():
                document = self._document.get(id_)
                if document is not None:
                    kind = self._lines[document][id_].kind
                    cube[kind, document, j.verdict] += 1
                    cube[kind, document, PENDING] -= 1
        kinds: dict[str, int] = {}
        documents: dict[str, int] = {}
        verdicts: dict[str, int] = {}
        for (kind, document, verdict), n in cube.items():
            a = not wanted.kinds or kind in wanted.kinds
            b = not wanted.document or document == wanted.document
            c = not wanted.verdict or verdict == wanted.verdict
            if n and b and c:
                kinds[kind] = kinds.get(kind, 0) + n
            if n and a and c:
                documents[document] = documents.get(document, 0) + n
            if n and a and b:
                verdicts[verdict] = verdicts.get(verdict, 0) + n
        return Facets(kinds, documents, verdicts)

    def is_current(self, record: str, batch: int | None = None) -> bool:
        """Say whether a record is current, and if a batch is given, in that version."""
        with self._lock:
            document = self._document.get(record)
            return document is not None and batch in (None, self._lines[document][record].batch)

    def standing(self, record: str) -> Judgement | None:
        """Return the judgement that stands for a record, or None while it is pending."""
        with self._lock:
            return self._standing.get(record)

    def by(self, who: str) -> Iterator[Judgement]:
        """Yield what a person decided and has not taken back, newest first."""
        with self._lock:
            rows = self._decisions.left()
        return (r.judgement for r in reversed(rows) if r.judgement.who == who)

    def pairs(self) -> list[Judgement]:
        """Return the standing decisions on pairs of entities, oldest first."""
        with self._lock:
            made = self._decisions.pairs()
        found: dict[frozenset[str], Judgement] = {}
        for j in made:
            found.pop(frozenset((j.record, j.other)), None)
            found[frozenset((j.record, j.other))] = j
        return list(found.values())

    def _read_records(self, db: sqlite3.Connection) -> set[str]:
        """Take in new versions and retirements; return the ids whose line was replaced."""
        changed: set[str] = set()
        rows = db.execute(
            "SELECT rowid, id, kind, document, batch FROM record WHERE rowid > ? ORDER BY rowid",
            (self._last["record"],),
        )
        for rowid, id_, kind, document, batch in rows:
            if id_ in self._document or id_ in self._standing:
                changed.add(id_)
            if id_ not in self._document:
                self._document[id_] = document
                self._count[kind, document] += 1
            self._lines.setdefault(document, {})[id_] = Line(kind, batch)
            self._last["record"] = rowid
        rows = db.execute(
            "SELECT rowid, id, batch FROM retired WHERE rowid > ? ORDER BY rowid",
            (self._last["retired"],),
        )
        for rowid, id_, batch in rows:
            name = self._document.get(id_)
            if name is not None and self._lines[name][id_].batch < batch:
                self._count[self._lines[name].pop(id_).kind, name] -= 1
                del self._document[id_]
                changed.add(id_)
            self._last["retired"] = rowid
        return changed

    def _read_judgements(self, db: sqlite3.Connection, changed: set[str]) -> None:
        """Take in new judgements and work out what stands; only for the version that was judged."""
        fresh = judgements_after(db, self._last["judgement"])
        if not fresh and not changed:
            return
        for seq, batch, row in fresh:
            self._batch_of[row.judgement.id] = batch
            self._last["judgement"] = seq
        concerned, _ = self._decisions.take(row for _, _, row in fresh)
        stands = self._decisions.standing
        standing = {i: stands[i] for i in concerned | changed if i in stands}
        outdated = [i for i, r in standing.items() if self._rewritten(i, r)]
        claims = {r.id: claim_of(r) for r in newest(db, outdated)}
        for id_ in concerned | changed:
            found = standing.get(id_)
            if found is not None and claims.get(id_, found.claim) == found.claim:
                self._standing[id_] = found.judgement
            else:
                self._standing.pop(id_, None)

    def _rewritten(self, id_: str, row: Row) -> bool:
        """Say whether a record has a newer version than the one that was judged."""
        name = self._document.get(id_)
        return name is not None and (
            self._lines[name][id_].batch > self._batch_of[row.judgement.id]
        )
