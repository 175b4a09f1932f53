"""Predications in a ledger: kept by document, and read back one document at a time when asked."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from servanda.ledger.connection import as_ours, opened
from servanda.model import Predication
from servanda.model.errors import LedgerError
from servanda.model.predications import unpack

TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'predications'"


class Kept(Mapping[str, tuple[Predication, ...]]):
    """The predications of a ledger's documents as of a batch, by document id, read when asked for.

    It opens the file anew for each document that is asked for the first time, so that it outlives
    the ledger it is from and may be shared between threads. Raises LedgerError on asking where the
    file has gone or cannot be read.
    """

    def __init__(self, path: Path, batches: dict[str, int]) -> None:
        self._path = path
        self._batches = batches
        self._read: dict[str, tuple[Predication, ...]] = {}
        self._lock = Lock()

    def __getitem__(self, document: str) -> tuple[Predication, ...]:
        batch = self._batches[document]
        with self._lock:
            if document not in self._read:
                self._read[document] = self._unpacked(document, batch)
            return self._read[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._batches)

    def __len__(self) -> int:
        return len(self._batches)

    def __contains__(self, document: object) -> bool:
        return document in self._batches

    def _unpacked(self, document: str, batch: int) -> tuple[Predication, ...]:
        try:
            return unpack(self._body(document, batch))
        except (ValueError, zlib.error) as e:
            raise LedgerError(
                f"its predications of {document} are damaged ({e})", place=str(self._path),
                remedy="restore a copy, or add the document to a new ledger",
            ) from e  # fmt: skip

    def _body(self, document: str, batch: int) -> bytes:
        if not self._path.exists():
            raise LedgerError("the ledger has gone", place=str(self._path),
                              remedy="put the file back and ask again")  # fmt: skip
        try:
            db = opened(self._path)
            try:
                row = db.execute(
                    "SELECT body FROM predications WHERE document = ? AND batch = ?",
                    (document, batch),
                ).fetchone()
            finally:
                db.close()
        except sqlite3.DatabaseError as e:
            raise as_ours(e, self._path) from e
        if row is None:
            raise LedgerError("another ledger stands in its place", place=str(self._path),
                              remedy="open it anew")  # fmt: skip
        return bytes(row[0])


def kept(
    db: sqlite3.Connection, path: Path, *, batch: int
) -> Mapping[str, tuple[Predication, ...]]:
    """Return the predications of all documents as of a batch; none from a file without them."""
    if db.execute(TABLE).fetchone() is None:
        return {}
    rows = db.execute(
        "SELECT document, max(batch) FROM predications WHERE batch <= ? GROUP BY document", (batch,)
    )
    return Kept(path, dict(rows.fetchall()))


def body(db: sqlite3.Connection, document: str) -> bytes | None:
    """Return the newest predications of a document as stored, or None."""
    row = db.execute(
        "SELECT body FROM predications WHERE document = ? ORDER BY batch DESC LIMIT 1", (document,)
    ).fetchone()
    return bytes(row[0]) if row else None
