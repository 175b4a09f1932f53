"""The ledger: one SQLite file that is only ever appended to."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from msgspec.structs import replace

from servanda.ledger import predications as told
from servanda.ledger import readback
from servanda.ledger.claims import claim_of, successor
from servanda.ledger.connection import as_ours, connect
from servanda.ledger.correcting import PERSON, corrected
from servanda.ledger.judging import (
    Standing,
    identities,
    outcomes,
    partner_of,
    standing_on,
    standings,
)
from servanda.ledger.readback import Failure, Passage
from servanda.model import (
    Document,
    Evidence,
    Judgement,
    Predication,
    Prediction,
    Record,
    encode,
    kind_of,
)
from servanda.model.errors import LedgerConflict, LedgerError, UnknownName
from servanda.model.predications import pack
from servanda.model.terms import OUTCOMES, VERDICTS, Verdict


def now() -> str:
    """Return the present instant in UTC as ISO text; the ledger's clock unless another is given."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Added(Struct, frozen=True):
    """What adding a document did: `outcome` is added, updated or unchanged; counts of records."""

    outcome: str
    document: str
    new: int = 0
    changed: int = 0
    retired: int = 0
    carried: int = 0


class Ledger:
    """One ledger file: documents, records and judgements, each past state readable.

    Several processes may read while one writes. `clock` returns the instant stamped on what is
    written, as ISO text in UTC. Use as a context manager, or call `close`.
    """

    def __init__(
        self, path: str | Path, *, create: bool = True, write: bool = True,
        clock: Callable[[], str] = now,
    ) -> None:  # fmt: skip
        self.path = Path(path)
        self.clock = clock
        self.db = connect(self.path, create=create, write=write)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(e, sqlite3.DatabaseError):
            raise as_ours(e, self.path) from e

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    # -- writing ---------------------------------------------------------------------------------

    def add(
        self, document: Document, records: Sequence[Record], *, extractor: str = "",
        predications: Sequence[Predication] | None = None,
    ) -> Added:  # fmt: skip
        """Append a document with the records read from it, all or nothing.

        Adding the same document with the same records again changes nothing. A newer reading adds
        what is new or changed, retires what is no longer found (unless a person accepted it), and
        carries judgements over to records that say the same in overlapping words. `predications`
        are kept with the document; None leaves what is kept.
        """
        body = None if predications is None else pack(predications)
        with self.writing():
            head = encode(replace(document, text=""))
            old_head = readback.head(self.db, document.id)
            before = {r.id: r for r in readback.records(self.db, document=document.id)}
            change = _difference(before, records, self.standings())
            if body is not None and body == (told.body(self.db, document.id) or pack(())):
                body = None
            if old_head == head and body is None and not change.written and not change.gone:
                return Added("unchanged", document.id)
            batch = self._batch(f"add {document.id}")
            self._write_document(document, head, extractor, batch, first=old_head is None)
            self.db.executemany(
                "INSERT INTO record VALUES (?,?,?,?,?)",
                [(r.id, batch, r.document, kind_of(r), encode(r)) for r in change.written],
            )
            if body is not None:
                self.db.execute(
                    "INSERT INTO predications VALUES (?,?,?)", (document.id, batch, body)
                )
            carried = self._retire(change, batch)
        return Added(
            "added" if old_head is None else "updated",
            document.id,
            new=len(change.fresh),
            changed=len(change.written) - len(change.fresh),
            retired=len(change.gone),
            carried=carried,
        )

    def judge(
        self, record: str, verdict: Verdict, *, who: str, why: str = "", other: str = "",
        saw: str | None = None,
    ) -> Judgement:  # fmt: skip
        """Append a person's verdict on a record, or on a pair of entities (same, different).

        `saw` is the id of the standing judgement that the person had before them ("" for none);
        where another stands by now, LedgerConflict is raised and nothing written. None does not
        ask. Raises UnknownName where there is no such record or judgement, LedgerError for a
        verdict that is none.
        """
        if verdict not in VERDICTS:
            raise LedgerError(f"no verdict {verdict!r}", remedy="one of " + ", ".join(VERDICTS))
        claim = self._claim_judged(record, verdict, other)
        with self.writing():
            if saw is not None:
                self._require_seen(record, other, saw)
            batch = self._batch(f"judge {record}")
            j = self._put(batch, record, verdict, who=who, why=why, other=other, claim=claim)
            partner = partner_of(readback.judgements(self.db), record) if verdict == "undo" else ""
            if partner:  # a correction is taken back as a whole
                self._put(batch, partner, "undo", who=who, why=why)
        return j

    def correct(
        self, record: str, changes: Mapping[str, str], *, who: str, why: str = "",
        saw: str | None = None,
    ) -> Record:  # fmt: skip
        """Append a record set right by a person, and return it; the one it mends is rejected.

        `changes` are texts by field (`correcting.editable` lists a record's); `saw` as in `judge`.
        Taking the rejection or the acceptance back takes both back. Raises UnknownName where there
        is no such record, LedgerError for what cannot be set, LedgerConflict.
        """
        old = self.find(record)
        document = self.find(old.document) if isinstance(old, Record) else None
        if not isinstance(old, Record) or not isinstance(document, Document):
            raise UnknownName("no record of that id in this ledger", place=record,
                              remedy="list them: servanda review list")  # fmt: skip
        made = corrected(old, document, changes)
        with self.writing():
            if saw is not None:
                self._require_seen(record, "", saw)
            batch = self._batch(f"correct {record}")
            self.db.execute(
                "INSERT INTO record VALUES (?,?,?,?,?)",
                (made.id, batch, made.document, kind_of(made), encode(made)),
            )
            self._put(batch, made.id, "accept", who=who, why=why, claim=claim_of(made))
            self._put(batch, old.id, "reject", who=who, why=why, other=made.id, claim=claim_of(old))
        return made

    def fail(self, source: str, cause: str, remedy: str = "") -> None:
        """Append a failure: an input that could not be taken in, and why."""
        with self.writing():
            batch = self._batch("failure")
            self.db.execute(
                "INSERT INTO failure (batch,source,cause,remedy) VALUES (?,?,?,?)",
                (batch, source, cause, remedy),
            )

    # -- reading back ----------------------------------------------------------------------------

    def evidence(
        self, *, as_recorded: str | None = None, accepted: bool = False, kinds: Sequence[str] = (),
    ) -> Evidence:  # fmt: skip
        """Return all that reasoning works on, as the ledger knew it at an instant.

        `as_recorded` is an ISO day or instant (a day counts to its end); None is now. Rejected
        records are left out; with `accepted`, everything but accepted ones and rows of registries,
        which nobody need review. With `kinds`, only records of these. Another process may write
        meanwhile: what is returned is one state of the ledger.
        """
        self.db.execute("BEGIN")
        try:
            return self._evidence(as_recorded, accepted=accepted, kinds=kinds)
        finally:
            self.db.execute("COMMIT")

    def _evidence(
        self, as_recorded: str | None, *, accepted: bool, kinds: Sequence[str]
    ) -> Evidence:
        batch = readback.batch_at(self.db, as_recorded)
        verdicts = self.standings(as_recorded=as_recorded)
        kept: list[Record] = []
        standing: dict[str, Verdict] = {}
        for r in readback.records(self.db, batch=batch, kinds=kinds):
            s = verdicts.get(r.id)
            verdict = s.verdict if s and s.claim == claim_of(r) else None
            if verdict == "reject" or (accepted and verdict != "accept" and r.registry is None):
                continue
            kept.append(r)
            if verdict:
                standing[r.id] = verdict
        documents = {d.id: d for d in readback.documents(self.db, batch=batch)}
        rows = readback.judgements(self.db, batch=batch)
        return Evidence(
            documents=documents, records=tuple(kept), verdicts=standing, same=identities(rows),
            outcomes=outcomes(rows),
            predications=told.kept(self.db, self.path, batch=min(batch, self.last_batch())),
        )  # fmt: skip

    def records(self, *, kind: str | None = None, document: str | None = None) -> list[Record]:
        """Return the current records, rejected ones too, of a kind or document if given."""
        return list(readback.records(self.db, kinds=(kind,) if kind else (), document=document))

    def documents(self) -> list[Document]:
        """Return the documents with their texts, in the order of their first adding."""
        return list(readback.documents(self.db))

    def heads(self) -> list[Document]:
        """Return the documents without their texts, in the order of their first adding."""
        return list(readback.heads(self.db))

    def known(self, documents: Iterable[str]) -> list[str]:
        """Return those of some documents that there are, in the order of their first adding."""
        rows = self.db.execute(
            "SELECT id, min(batch) FROM document WHERE id IN (SELECT value FROM json_each(?))"
            " GROUP BY id ORDER BY 2", (json.dumps(list(documents)),),
        )  # fmt: skip
        return [r[0] for r in rows]

    def newest(self, ids: Sequence[str]) -> list[Record]:
        """Return the newest version of each record named, unknown names left out."""
        return readback.newest(self.db, ids)

    def namings(self) -> Iterator[tuple[str, int, str, str, str]]:
        """Yield how records name entities: record, batch of its version, entity, wording, document.

        Outdated versions are among them; an `Index` tells which are current.
        """
        return readback.namings(self.db)

    def last_batch(self) -> int:
        """Return the number of the last transaction; while it stays, the ledger is the same."""
        return int(self.db.execute("SELECT coalesce(max(seq), 0) FROM batch").fetchone()[0])

    def standing_judgement(self, record: str, other: str = "") -> Judgement | None:
        """Return the judgement that stands for a record, or for a pair of entities, if any."""
        names = [record, other] if other else [record]
        on = standing_on(readback.judgements_on(self.db, names), record, other)
        return on.judgement if on else None

    def find(self, name: str) -> Document | Record | Judgement | None:
        """Return the current document, record or judgement of an id, or None."""
        return readback.find(self.db, name)

    def history(self, name: str) -> list[dict[str, str]]:
        """Return all that ever happened to an id, oldest first: read, retired, judged."""
        return readback.history(self.db, name)

    def standings(self, *, as_recorded: str | None = None) -> dict[str, Standing]:
        """Return the standing verdicts by record id."""
        batch = readback.batch_at(self.db, as_recorded)
        return standings(readback.judgements(self.db, batch=batch))

    def judgements(self) -> list[Judgement]:
        """Return every judgement ever made, oldest first, undone ones too."""
        return [r.judgement for r in readback.judgements(self.db)]

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be taken in, oldest first."""
        return readback.failures(self.db)

    def search(self, query: str, *, limit: int = 20) -> list[Passage]:
        """Return the passages that match words, best first; any text is a safe query."""
        return readback.search(self.db, query, limit=limit)

    def check(self) -> list[str]:
        """Return what is wrong with the file by SQLite's own check; empty when nothing is."""
        rows = [r[0] for r in self.db.execute("PRAGMA integrity_check")]
        return [] if rows == ["ok"] else rows

    # -- inside ----------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run one transaction; a crash at any point leaves the ledger as it was before.

        Raises LedgerError where the file cannot be written.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield
            self.db.execute("COMMIT")
        except BaseException as e:
            if self.db.in_transaction:  # SQLite itself rolls back when the disk is full
                self.db.execute("ROLLBACK")
            if isinstance(e, sqlite3.DatabaseError):
                raise as_ours(e, self.path) from e
            raise

    def _put(
        self, batch: int, record: str, verdict: Verdict, *, who: str, why: str, other: str = "",
        claim: str = "",
    ) -> Judgement:  # fmt: skip
        when = self.clock()
        n = self.db.execute("SELECT count(*) FROM judgement").fetchone()[0]
        key = "\x1f".join([record, verdict, other, who, when, why, str(n)])
        j = Judgement(
            id=_judgement_id(key), record=record, verdict=verdict, who=who, when=when, why=why,
            other=other,
        )  # fmt: skip
        self.db.execute(
            "INSERT INTO judgement (id,batch,record,verdict,other,who,at,why,claim)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (j.id, batch, record, verdict, other, who, when, why, claim),
        )
        return j

    def _batch(self, what: str) -> int:
        """Append the row that numbers and dates what is written in this transaction."""
        row = self.db.execute("INSERT INTO batch (at, what) VALUES (?,?)", (self.clock(), what))
        return int(row.lastrowid or 0)

    def _write_document(
        self, document: Document, head: bytes, extractor: str, batch: int, *, first: bool
    ) -> None:
        raw = document.text.encode("utf-8", "surrogatepass")
        self.db.execute("INSERT OR IGNORE INTO text VALUES (?,?)", (document.sha256, raw))
        self.db.execute(
            "INSERT INTO document VALUES (?,?,?,?,?)",
            (document.id, batch, document.sha256, extractor, head),
        )
        if not first:
            return
        for start, end in readback.passages_of(document):
            cursor = self.db.execute(
                "INSERT INTO passage (document,batch,start,stop) VALUES (?,?,?,?)",
                (document.id, batch, start, end),
            )
            piece = document.text[start:end].encode("utf-8", "replace").decode()
            self.db.execute(
                "INSERT INTO passage_fts (rowid,text) VALUES (?,?)",
                (cursor.lastrowid, piece.replace("\0", " ")),
            )

    def _retire(self, change: "_Change", batch: int) -> int:
        """Retire records; carry a verdict to the one record that now says the same."""
        carried = 0
        for old, heir, standing in change.gone:
            if heir is not None and standing is not None:
                carried += 1
                key = f"{standing.judgement}\x1f{heir.id}\x1f{batch}"
                self.db.execute(
                    "INSERT INTO judgement (id,batch,record,verdict,other,who,at,why,claim)"
                    " SELECT ?,?,?,verdict,other,who,at,why,claim FROM judgement WHERE id=?",
                    (_judgement_id(key), batch, heir.id, standing.judgement),
                )
            self.db.execute(
                "INSERT INTO retired VALUES (?,?,?)", (old.id, batch, heir.id if heir else None)
            )
        return carried

    def _require_seen(self, record: str, other: str, saw: str) -> None:
        stands = self.standing_judgement(record, other)
        if (stands.id if stands else "") != saw:
            said = f"{stands.who} decided {stands.verdict!r}" if stands else "it was taken back"
            raise LedgerConflict(
                f"in the meantime {said}", place=record, remedy="look at it and decide again"
            )

    def _claim_judged(self, record: str, verdict: Verdict, other: str) -> str:
        found = self.find(record)
        if verdict in ("same", "different"):
            if not other:
                raise LedgerError(
                    f"{verdict!r} needs two ids", remedy=f"servanda review {verdict} ID ID"
                )
            return ""
        wanted = Judgement if verdict == "undo" else Record
        if not isinstance(found, wanted):
            raise UnknownName(
                f"no {wanted.__name__.lower()} of that id in this ledger",
                place=record,
                remedy="list them: servanda review list",
            )
        if verdict == "outcome" and not (isinstance(found, Prediction) and other in OUTCOMES):
            raise LedgerError(
                f"{other!r} is no outcome, or what is decided no prediction", place=record,
                remedy="for a prediction, one of " + ", ".join(OUTCOMES),
            )  # fmt: skip
        return claim_of(found) if isinstance(found, Record) else ""


class _Change(Struct, frozen=True):
    """What a reading changes: versions to write, new ones among them, and what goes.

    `gone` holds the old record, the new one that takes its place and the verdict to carry, if any.
    """

    written: list[Record]
    fresh: list[Record]
    gone: list[tuple[Record, Record | None, Standing | None]]


def _difference(
    before: dict[str, Record], records: Sequence[Record], verdicts: dict[str, Standing]
) -> _Change:
    """Compare a reading with what the ledger holds of the document."""
    wanted = {r.id: r for r in records}
    written = [r for i, r in wanted.items() if i not in before or encode(r) != encode(before[i])]
    fresh = [r for r in written if r.id not in before]
    gone: list[tuple[Record, Record | None, Standing | None]] = []
    for old in (r for i, r in before.items() if i not in wanted):
        if old.extractor == PERSON:
            continue  # what a person set right no reader takes away
        heir = successor(old, fresh)
        s = verdicts.get(old.id)
        standing = s if s is not None and s.claim == claim_of(old) else None
        # What a person accepted is not lost because a newer reader overlooks it.
        if heir is None and standing is not None and standing.verdict == "accept":
            continue
        gone.append((old, heir, standing))
    return _Change(written, fresh, gone)


def _judgement_id(key: str) -> str:
    return "judgement:" + hashlib.sha256(key.encode()).hexdigest()[:16]


__all__ = ["Added", "Failure", "Ledger", "Passage", "now"]
