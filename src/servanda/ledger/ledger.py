"""The ledger: one SQLite file that is only ever appended to."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from servanda.ledger import predications as told
from servanda.ledger import readback
from servanda.ledger.changes import Added, Change, difference
from servanda.ledger.claims import claim_of
from servanda.ledger.connection import as_ours, connect
from servanda.ledger.correcting import corrected
from servanda.ledger.judging import partner_of
from servanda.ledger.readback import Failure, Passage
from servanda.ledger.reads import Reads
from servanda.model import (
    Document,
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


class Ledger(Reads):
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
            change = difference(before, records, self.standings())
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

    def _retire(self, change: Change, batch: int) -> int:
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
                remedy="servanda show ID tells those on a record"
                if wanted is Judgement
                else "list them: servanda review list",
            )
        if verdict == "outcome" and not (isinstance(found, Prediction) and other in OUTCOMES):
            raise LedgerError(
                f"{other!r} is no outcome, or what is decided no prediction", place=record,
                remedy="for a prediction, one of " + ", ".join(OUTCOMES),
            )  # fmt: skip
        return claim_of(found) if isinstance(found, Record) else ""


def _judgement_id(key: str) -> str:
    return "judgement:" + hashlib.sha256(key.encode()).hexdigest()[:16]


__all__ = ["Added", "Failure", "Ledger", "Passage", "now"]
