"""Opening a ledger file: what it must be, and the errors when it is not."""

import os
import sqlite3
import time
from pathlib import Path

from servanda.ledger.schema import APPLICATION_ID, DDL, PREDICATIONS, USER_VERSION
from servanda.model.errors import ForeignLedger, LedgerError, LedgerReadOnly

BUSY_SECONDS = 30.0


def connect(path: Path, *, create: bool, write: bool) -> sqlite3.Connection:
    """Return a connection to the ledger at `path`, made if absent and `create` is set.

    Raises LedgerError where there is none, ForeignLedger where the file is something else,
    LedgerReadOnly where it cannot be written though `write` is asked for.
    """
    if path.is_dir():
        raise LedgerError(
            "a folder, and no ledger file", place=str(path),
            remedy=f"name a file: --ledger {path / 'servanda.ledger'}",
        )  # fmt: skip
    if not create and not path.exists():
        raise _absent(path)
    if not path.parent.is_dir():
        raise LedgerReadOnly(
            f"there is no folder {path.parent}", place=str(path),
            remedy="make the folder first, or name another file: --ledger",
        )  # fmt: skip
    try:
        db = opened(path, write=create or write)
        _prepare(db, path, create=create, write=write)
    except sqlite3.DatabaseError as e:
        raise as_ours(e, path) from e
    return db


def opened(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Return a bare connection; to a ledger in a folder that cannot be written, one that reads.

    SQLite keeps notes beside a file that it reads, and refuses where it may not. Where nobody is
    writing the ledger (then its -wal file would be there) it is told that the file stays as it is.
    """
    kept_out = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    if write or not kept_out:
        return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    name = f"{path.resolve().as_uri()}?immutable=1"
    return sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _absent(path: Path) -> LedgerError:
    return LedgerError(
        "no ledger there", place=str(path), remedy="add a document first: servanda add DOC"
    )


def _prepare(db: sqlite3.Connection, path: Path, *, create: bool, write: bool) -> None:
    if _blank(db):
        if not create:
            db.close()
            raise _absent(path)
        _create(db)
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        db.close()
        raise ForeignLedger(
            "a SQLite file, but no ledger", place=str(path), remedy="name another file: --ledger"
        )
    if version > USER_VERSION:
        db.close()
        raise ForeignLedger(
            f"written by a newer version (format {version}, this program knows {USER_VERSION})",
            place=str(path),
            remedy="update the program: pip install -U servanda",
        )
    db.execute("PRAGMA foreign_keys=ON")
    # FULL: what was acknowledged is on the disk, also when the machine goes down.
    db.execute("PRAGMA synchronous=FULL")
    if write:
        db.execute("BEGIN IMMEDIATE")
        db.execute(PREDICATIONS)  # files made before it was kept have no such table
        db.execute("COMMIT")


def _blank(db: sqlite3.Connection) -> bool:
    """Say whether nothing was ever written: an empty file, or one left by a kill in `_create`."""
    marked = db.execute("PRAGMA application_id").fetchone()[0]
    return not marked and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _create(db: sqlite3.Connection) -> None:
    """Write the empty ledger in one transaction, so that a kill leaves all of it or nothing."""
    _to_wal(db)
    db.execute("BEGIN IMMEDIATE")
    if db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID:
        db.execute("ROLLBACK")  # a second process was faster
        return
    for statement in [*DDL.split(";\n"), PREDICATIONS]:
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={USER_VERSION}")
    db.execute("COMMIT")


def _to_wal(db: sqlite3.Connection) -> None:
    """Set the journal of `db` to WAL, waiting for others that make the same file.

    SQLite does not wait by itself here: it says at once that the file is locked.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as e:
            if "locked" not in str(e) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def as_ours(e: sqlite3.DatabaseError, path: Path) -> LedgerError:
    """Return our error for one of SQLite's."""
    text = str(e)
    if "not a database" in text or "malformed" in text:
        return ForeignLedger(
            f"not a ledger, or damaged ({text})",
            place=str(path),
            remedy="name another file: --ledger, or restore a copy",
        )
    if "is full" in text or "disk I/O" in text:
        return LedgerError(
            f"could not be written ({text})", place=str(path),
            remedy="make room on the disk and add again; what was added before is kept",
        )  # fmt: skip
    if "locked" in text:
        return LedgerError(
            f"another program is writing to it ({text})", place=str(path),
            remedy="wait until that has finished and try again; nothing was changed",
        )  # fmt: skip
    if "readonly" in text or "unable to open" in text:
        can_not = "written" if "readonly" in text else "opened for writing"
        return LedgerReadOnly(
            f"cannot be {can_not} ({text})", place=str(path),
            remedy="check the rights of the file and its folder, or name another: --ledger",
        )  # fmt: skip
    return LedgerError(
        text, place=str(path), remedy="try again, or check the file: servanda doctor"
    )
