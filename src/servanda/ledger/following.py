"""All current records of a ledger in memory, kept in step with the file by what is appended.

What reasoning works on (`Ledger.evidence`) is read whole once; from then on a change costs what
changed.
"""

import sqlite3
from collections.abc import Iterator
from threading import RLock

from msgspec import Struct

from servanda.ledger.claims import claim_of
from servanda.ledger.judging import Decisions, Row, identities_of
from servanda.ledger.readback import document, documents, judgements_after
from servanda.model import Decided, Document, Record, decode_record
from servanda.model.terms import Verdict


class Moved(Struct, frozen=True):
    """What changed since the last look: ids of records that came, went or were judged anew.

    `documents` came or were described anew. `whole` says that more hangs on it than these records:
    who is taken to be whom.
    """

    records: frozenset[str] = frozenset()
    whole: bool = False
    documents: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.records or self.documents) or self.whole


class Follower:
    """The current records, documents and judgements of one ledger, safe to share by threads.

    `records` are those that are current, rejected ones too, by id; `place` is their order of
    writing. The maps are replaced, never changed, where a reader may hold them.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._decisions = Decisions()
        self._last = {"record": 0, "retired": 0, "judgement": 0, "document": 0}
        self._batch: dict[str, int] = {}
        self._claims: dict[str, str] = {}
        self.place: dict[str, int] = {}
        self.document_of: dict[str, str] = {}  # of every record ever seen
        self.within: dict[str, dict[str, None]] = {}  # the same, by document
        self.records: dict[str, Record] = {}
        self.verdicts: dict[str, Verdict] = {}
        self.documents: dict[str, Document] = {}
        self.same: dict[str, str] = {}
        self.outcomes: dict[str, Decided] = {}

    def refresh(self, db: sqlite3.Connection) -> Moved:
        """Read what was appended since the last call, and return what it moved."""
        with self._lock:
            db.execute("BEGIN")  # one snapshot for all tables
            try:
                documents = self._read_documents(db)
                again = {i for d in documents for i in self.within.get(d, ()) if i in self.records}
                moved = self._read_judgements(db, again | self._read_records(db))
                return Moved(moved.records, moved.whole, documents)
            finally:
                db.execute("COMMIT")

    @property
    def read(self) -> int:
        """Return how far the documents are read: a number that grows with each version of one."""
        return self._last["document"]

    def version(self, id_: str) -> int:
        """Return which version of a record is the current one: the batch that wrote it."""
        return self._batch[id_]

    def shown(self, id_: str, *, accepted: bool) -> Record | None:
        """Return a record where it is among the evidence, as `Ledger.evidence` has it."""
        record = self.records.get(id_)
        verdict = self.verdicts.get(id_)
        if record is None or verdict == "reject":
            return None
        if accepted and verdict != "accept" and record.registry is None:
            return None
        return record

    def _read_documents(self, db: sqlite3.Connection) -> frozenset[str]:
        """Take in new documents and new metadata; return those that are not as they were."""
        known = self.documents
        rows = db.execute(
            "SELECT rowid, id FROM document WHERE rowid > ? ORDER BY rowid",
            (self._last["document"],),
        ).fetchall()
        if not rows:
            return frozenset()
        fresh = {id_: None for _, id_ in rows}
        one_by_one = (d for id_ in fresh if (d := document(db, id_)) is not None)
        read: Iterator[Document] = one_by_one if known else documents(db)
        self.documents = {**known, **{d.id: d for d in read}}
        self._last["document"] = rows[-1][0]
        return frozenset(fresh)

    def _read_records(self, db: sqlite3.Connection) -> set[str]:
        """Take in new versions and retirements; return the ids that they touch."""
        touched: set[str] = set()
        rows = db.execute(
            "SELECT rowid, id, batch, json FROM record WHERE rowid > ? ORDER BY rowid",
            (self._last["record"],),
        )
        for rowid, id_, batch, raw in rows:
            record = self.records[id_] = decode_record(raw)
            self.document_of[id_] = record.document
            self.within.setdefault(record.document, {})[id_] = None
            self.place[id_], self._batch[id_] = rowid, batch
            self._claims.pop(id_, None)
            self._last["record"] = rowid
            touched.add(id_)
        rows = db.execute(
            "SELECT rowid, id, batch FROM retired WHERE rowid > ? ORDER BY rowid",
            (self._last["retired"],),
        )
        for rowid, id_, batch in rows:
            if self._batch.get(id_, batch) < batch:
                del self.records[id_], self._batch[id_]
                touched.add(id_)
            self._last["retired"] = rowid
        return touched

    def _read_judgements(self, db: sqlite3.Connection, touched: set[str]) -> Moved:
        """Take in new judgements and work out what stands, for the version that was judged."""
        fresh = judgements_after(db, self._last["judgement"])
        if not fresh and not touched:
            return Moved()
        concerned, paired = self._decisions.take(row for _, _, row in fresh)
        if fresh:
            self._last["judgement"] = fresh[-1][0]
        stands, decided = self._decisions.standing, self._decisions.outcomes
        looked = touched | concerned
        verdicts = {i: v for i in looked if (v := self._verdict(stands.get(i)))}
        differ = {i for i in looked if verdicts.get(i) != self.verdicts.get(i)}
        if differ:
            rest = {i: v for i, v in self.verdicts.items() if i not in differ}
            self.verdicts = rest | {i: verdicts[i] for i in differ if i in verdicts}
        other = {i for i in concerned if decided.get(i) != self.outcomes.get(i)}
        if other:
            self.outcomes = dict(decided)
        same = identities_of(self._decisions.pairs()) if paired else self.same
        whole = same != self.same
        self.same = same if whole else self.same
        return Moved(frozenset(touched | differ | other), whole)

    def _verdict(self, row: Row | None) -> Verdict | None:
        """Return a verdict where it is about the current version of its record."""
        return row.judgement.verdict if row is not None and self._holds(row) else None

    def _holds(self, row: Row) -> bool:
        id_ = row.judgement.record
        record = self.records.get(id_)
        if record is None:
            return False
        if id_ not in self._claims:
            self._claims[id_] = claim_of(record)
        return self._claims[id_] == row.claim
