"""A small picture of a ledger in memory, for paging through lists and counting quickly.

It holds no text and no fields: of every current record its kind, document and standing verdict.
It follows the file by reading only the rows appended since the last look.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterator
from threading import RLock

from msgspec import Struct

from servanda.ledger.claims import claim_of
from servanda.ledger.judging import Row, not_undone
from servanda.ledger.readback import judgements_after, newest
from servanda.model import Judgement

PENDING = "pending"
VERDICTS = ("accept", "reject", "unsure")


class Line(Struct, frozen=True):
    """What the index knows of a record, and the batch of its newest version."""

    kind: str
    document: str
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
        self._lines: dict[str, Line] = {}
        self._standing: dict[str, Judgement] = {}
        self._rows: list[Row] = []
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

    def select(self, wanted: Filter) -> list[str]:
        """Return the ids of the records that fit, in the order of their first writing."""
        with self._lock:
            return [i for i, line in self._lines.items() if self._fits(i, line, wanted)]

    def facets(self, wanted: Filter) -> Facets:
        """Return the counts of each facet; a facet's own filter does not narrow itself."""
        counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        with self._lock:
            for id_, line in self._lines.items():
                verdict = self._verdict(id_)
                kind = not wanted.kinds or line.kind in wanted.kinds
                document = not wanted.document or line.document == wanted.document
                judged = not wanted.verdict or verdict == wanted.verdict
                if document and judged:
                    counts[0][line.kind] += 1
                if kind and judged:
                    counts[1][line.document] += 1
                if kind and document:
                    counts[2][verdict] += 1
        return Facets(*(dict(c) for c in counts))

    def standing(self, record: str) -> Judgement | None:
        """Return the judgement that stands for a record, or None while it is pending."""
        with self._lock:
            return self._standing.get(record)

    def by(self, who: str) -> Iterator[Judgement]:
        """Yield what a person decided and has not taken back, newest first."""
        with self._lock:
            rows = not_undone(self._rows)
        return (r.judgement for r in reversed(rows) if r.judgement.who == who)

    def pairs(self) -> list[Judgement]:
        """Return the standing decisions on pairs of entities, oldest first."""
        with self._lock:
            rows = not_undone(self._rows)
        found: dict[frozenset[str], Judgement] = {}
        for j in (r.judgement for r in rows):
            if j.verdict in ("same", "different"):
                found.pop(frozenset((j.record, j.other)), None)
                found[frozenset((j.record, j.other))] = j
        return list(found.values())

    def _fits(self, id_: str, line: Line, wanted: Filter) -> bool:
        return (
            (not wanted.kinds or line.kind in wanted.kinds)
            and (not wanted.document or line.document == wanted.document)
            and (not wanted.verdict or self._verdict(id_) == wanted.verdict)
        )

    def _verdict(self, id_: str) -> str:
        standing = self._standing.get(id_)
        return standing.verdict if standing else PENDING

    def _read_records(self, db: sqlite3.Connection) -> set[str]:
        """Take in new versions and retirements; return the ids whose line was replaced."""
        changed: set[str] = set()
        rows = db.execute(
            "SELECT rowid, id, kind, document, batch FROM record WHERE rowid > ? ORDER BY rowid",
            (self._last["record"],),
        )
        for rowid, id_, kind, document, batch in rows:
            if id_ in self._lines or id_ in self._standing:
                changed.add(id_)
            self._lines[id_] = Line(kind, document, batch)
            self._last["record"] = rowid
        rows = db.execute(
            "SELECT rowid, id, batch FROM retired WHERE rowid > ? ORDER BY rowid",
            (self._last["retired"],),
        )
        for rowid, id_, batch in rows:
            line = self._lines.get(id_)
            if line is not None and line.batch < batch:
                del self._lines[id_]
            self._last["retired"] = rowid
        return changed

    def _read_judgements(self, db: sqlite3.Connection, changed: Container[str]) -> None:
        """Take in new judgements and work out what stands; only for the version that was judged."""
        fresh = judgements_after(db, self._last["judgement"])
        for seq, batch, row in fresh:
            self._rows.append(row)
            self._batch_of[row.judgement.id] = batch
            self._last["judgement"] = seq
        if not fresh and not changed:
            return
        standing: dict[str, Row] = {}
        for r in not_undone(self._rows):
            if r.judgement.verdict in VERDICTS:
                standing[r.judgement.record] = r
        outdated = [i for i, r in standing.items() if self._rewritten(i, r)]
        claims = {r.id: claim_of(r) for r in newest(db, outdated)}
        self._standing = {
            i: r.judgement for i, r in standing.items() if claims.get(i, r.claim) == r.claim
        }

    def _rewritten(self, id_: str, row: Row) -> bool:
        """Say whether a record has a newer version than the one that was judged."""
        line = self._lines.get(id_)
        return line is not None and line.batch > self._batch_of[row.judgement.id]

