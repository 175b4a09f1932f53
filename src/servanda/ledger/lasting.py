"""Results that took long and outlive the process: kept in the ledger's file beside its record.

Like all that is derived they are a picture of what follows from the record and never part of it:
each has a stamp of what it rests on, and one of another stamp is as if it were not there. What a
result is, the ledger does not know: bodies are bytes.
"""

import hashlib
import sqlite3
from pathlib import Path
from threading import Lock

from servanda.ledger.ledger import Ledger
from servanda.model.errors import LedgerError

TABLE = """
CREATE TABLE IF NOT EXISTS lasting (
  sort TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, stamp BLOB NOT NULL,
  body BLOB NOT NULL, PRIMARY KEY (sort, name, key)
) STRICT
"""
Place = tuple[str, str]  # the sort of a result, and of what thing it is


class Lasting:
    """The lasting results of one ledger file, safe to share by threads.

    `rules` marks what results follow by: under other rules they are other results. What is kept
    waits in memory until `flush`; a file that cannot be read or written is as one without results.
    """

    def __init__(self, path: Path, rules: str) -> None:
        self._path = path
        self._rules = rules.encode()
        self._lock = Lock()
        self._fresh: dict[Place, tuple[bytes, dict[str, bytes]]] = {}

    def find(self, sort: str, name: str, stamp: bytes) -> dict[str, bytes]:
        """Return the results of a thing that rest on what the stamp stands for, by their keys."""
        stamp = self._stamp(stamp)
        found = self._read(sort, name, stamp)
        with self._lock:
            old, fresh = self._fresh.get((sort, name), (b"", {}))
            return found | fresh if old == stamp else found

    def every(self, sort: str) -> dict[str, bytes]:
        """Return by their things the results of a sort that rest on nothing that changes."""
        return self._rows(
            "SELECT name, body FROM lasting WHERE sort = ? AND key = '' AND stamp = ?",
            sort, self._stamp(b""),
        )  # fmt: skip

    def keep(self, sort: str, name: str, stamp: bytes, key: str, body: bytes) -> None:
        """Keep a result; what is kept of the same thing with another stamp goes."""
        stamp = self._stamp(stamp)
        with self._lock:
            old, fresh = self._fresh.get((sort, name), (b"", {}))
            self._fresh[sort, name] = (stamp, {**fresh, key: body} if old == stamp else {key: body})

    def flush(self) -> None:
        """Write what waits into the file; where it cannot be written, it is forgotten."""
        with self._lock:
            fresh, self._fresh = self._fresh, {}
        if not fresh:
            return
        try:
            with Ledger(self._path, create=False, write=True) as ledger, ledger.writing():
                ledger.db.execute(TABLE)
                for (sort, name), (stamp, rows) in fresh.items():
                    ledger.db.execute(
                        "DELETE FROM lasting WHERE sort = ? AND name = ? AND stamp <> ?",
                        (sort, name, stamp),
                    )
                    ledger.db.executemany(
                        "INSERT OR REPLACE INTO lasting VALUES (?,?,?,?,?)",
                        [(sort, name, key, stamp, body) for key, body in rows.items()],
                    )
        except LedgerError:
            return

    def _stamp(self, of: bytes) -> bytes:
        return hashlib.blake2b(self._rules + of, digest_size=16).digest()

    def _read(self, sort: str, name: str, stamp: bytes) -> dict[str, bytes]:
        return self._rows(
            "SELECT key, body FROM lasting WHERE sort = ? AND name = ? AND stamp = ?",
            sort, name, stamp,
        )  # fmt: skip

    def _rows(self, asked: str, *what: str | bytes) -> dict[str, bytes]:
        try:
            db = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            try:
                return dict(db.execute(asked, what).fetchall())
            finally:
                db.close()
        except sqlite3.DatabaseError:
            return {}  # no such table yet, or no such file any more
