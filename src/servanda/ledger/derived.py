"""Derived rows of a ledger: matters that documents share, and findings, thrown away when stale.

They are a picture of what follows from the records and never part of the record: who opens the
file anew may drop them all. What a matter or a finding is, the ledger does not know: keys and
values are numbers, bodies are bytes.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

TABLES = """
CREATE TABLE IF NOT EXISTS derived (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS derived_document (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, story INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL, todo INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS derived_matter (
  key INTEGER NOT NULL, value INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, value, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS derived_matter_n ON derived_matter(n);
CREATE TABLE IF NOT EXISTS derived_finding (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, one INTEGER NOT NULL, other INTEGER NOT NULL,
  rank INTEGER NOT NULL, type TEXT NOT NULL, inside INTEGER NOT NULL, place INTEGER NOT NULL,
  key BLOB NOT NULL, pair BLOB NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS derived_finding_one ON derived_finding(one);
CREATE INDEX IF NOT EXISTS derived_finding_other ON derived_finding(other);
CREATE TABLE IF NOT EXISTS derived_reading (n INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT
"""
NAMES = ("derived", "derived_document", "derived_matter", "derived_finding", "derived_reading")
ALWAYS = 10**7  # a day that does not come
FILE, WORK = 2, 1  # what is to be done for a document: to file its matters, to work it out


class Row(Struct, frozen=True):
    """A finding as it is kept: its documents by number, what it is known by, and its body."""

    name: str
    one: int
    other: int
    rank: int
    type: str
    inside: bool
    place: bool
    key: bytes
    pair: bytes
    body: bytes = b""


class Derived:
    """The derived rows of one ledger file; every method is part of the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def there(self) -> bool:
        """Say whether the file has the tables."""
        return self.db.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'derived_finding'"
        ).fetchone() is not None  # fmt: skip

    def make(self) -> None:
        """Make the tables where they are not there."""
        for statement in TABLES.split(";\n"):
            self.db.execute(statement)

    def clear(self) -> None:
        """Throw all derived rows away."""
        for name in NAMES:
            self.db.execute(f"DELETE FROM {name}")

    def note(self, name: str) -> str:
        """Return a note on the derived rows, e.g. of which version they are; empty without one."""
        row = self.db.execute("SELECT value FROM derived WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_note(self, name: str, value: str) -> None:
        """Keep a note."""
        self.db.execute("INSERT OR REPLACE INTO derived VALUES (?,?)", (name, value))

    # -- documents -------------------------------------------------------------------------------

    def number(self, document: str) -> int | None:
        """Return the number of a document, None where it has none yet."""
        row = self.db.execute("SELECT n FROM derived_document WHERE id = ?", (document,)).fetchone()
        return int(row[0]) if row else None

    def names(self, numbers: Iterable[int]) -> list[str]:
        """Return the documents of some numbers, in their order."""
        out = []
        for n in numbers:
            row = self.db.execute("SELECT id FROM derived_document WHERE n = ?", (n,)).fetchone()
            if row:
                out.append(str(row[0]))
        return out

    def count(self) -> int:
        """Return how many documents there are."""
        return int(self.db.execute("SELECT count(*) FROM derived_document").fetchone()[0])

    def mark(self, document: str, todo: int) -> None:
        """Note what is to be done for a document, which gets a number where it has none."""
        self.db.execute(
            "INSERT INTO derived_document (id, story, since, until, todo) VALUES (?,0,0,?,?)"
            " ON CONFLICT (id) DO UPDATE SET todo = max(todo, excluded.todo)",
            (document, ALWAYS, todo),
        )

    def mark_having(self, key: int, todo: int) -> None:
        """Note what is to be done for all documents that have a matter."""
        self.db.execute(
            "UPDATE derived_document SET todo = max(todo, ?)"
            " WHERE n IN (SELECT n FROM derived_matter WHERE key = ?)", (todo, key),
        )  # fmt: skip

    def done(self, n: int, todo: int) -> None:
        """Note what is left to do for a document."""
        self.db.execute("UPDATE derived_document SET todo = ? WHERE n = ?", (todo, n))

    def to_do(self, todo: int) -> list[tuple[int, str]]:
        """Return the documents for which something is to be done, with their numbers."""
        return self.db.execute(
            "SELECT n, id FROM derived_document WHERE todo = ? ORDER BY n", (todo,)
        ).fetchall()

    def story(self, n: int) -> int:
        """Return the number of the document whose story a document tells; itself where none is."""
        row = self.db.execute("SELECT story FROM derived_document WHERE n = ?", (n,)).fetchone()
        return int(row[0]) or n if row else n

    def set_story(self, n: int, story: int) -> None:
        """Keep whose story a document tells."""
        self.db.execute("UPDATE derived_document SET story = ? WHERE n = ?", (story, n))

    def set_days(self, n: int, since: int, until: int) -> None:
        """Keep from when until when the findings of a document stay as they are."""
        self.db.execute(
            "UPDATE derived_document SET since = ?, until = ? WHERE n = ?", (since, until, n)
        )

    def outdated(self, day: int) -> bool:
        """Say whether the findings of some document may be others on a day."""
        return self.db.execute(
            "SELECT 1 FROM derived_document WHERE since > ? OR until < ? LIMIT 1", (day, day)
        ).fetchone() is not None  # fmt: skip

    def mark_outdated(self, day: int) -> None:
        """Note that documents whose findings may be others on a day are to be worked out."""
        self.db.execute(
            "UPDATE derived_document SET todo = max(todo, ?) WHERE since > ? OR until < ?",
            (WORK, day, day),
        )

    # -- matters ---------------------------------------------------------------------------------

    def put_matters(self, n: int, matters: Iterable[tuple[int, int]]) -> None:
        """Keep the matters of a document, pairs of key and value; older ones go."""
        self.db.execute("DELETE FROM derived_matter WHERE n = ?", (n,))
        self.db.executemany(
            "INSERT OR IGNORE INTO derived_matter VALUES (?,?,?)",
            [(key, value, n) for key, value in matters],
        )

    def matters(self, n: int) -> list[tuple[int, int]]:
        """Return the matters of a document."""
        return list(self.db.execute("SELECT key, value FROM derived_matter WHERE n = ?", (n,)))

    def sharing(self, key: int, most: int) -> list[int]:
        """Return the documents that have a matter, at most so many."""
        rows = self.db.execute("SELECT n FROM derived_matter WHERE key = ? LIMIT ?", (key, most))
        return [r[0] for r in rows]

    def common(self, key: int, most: int) -> int:
        """Return how many documents have a matter, counted up to `most`."""
        return int(self.db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM derived_matter WHERE key = ? LIMIT ?)", (key, most)
        ).fetchone()[0])  # fmt: skip

    def by_value(self, key: int, values: int, each: int) -> Iterator[tuple[int, list[int]]]:
        """Yield the values of a matter, at most so many, each with its first documents."""
        at = -1
        for _ in range(values):
            row = self.db.execute(
                "SELECT value FROM derived_matter WHERE key = ? AND value > ?"
                " ORDER BY value LIMIT 1", (key, at),
            ).fetchone()  # fmt: skip
            if row is None:
                return
            at = row[0]
            found = self.db.execute(
                "SELECT n FROM derived_matter WHERE key = ? AND value = ? ORDER BY n LIMIT ?",
                (key, at, each),
            )
            yield at, [r[0] for r in found]

    # -- readings --------------------------------------------------------------------------------

    def put_reading(self, n: int, body: bytes) -> None:
        """Keep what was made of a document before it was compared; empty bytes drop it."""
        if body:
            packed = zlib.compress(body, 1)
            self.db.execute("INSERT OR REPLACE INTO derived_reading VALUES (?,?)", (n, packed))
        else:
            self.db.execute("DELETE FROM derived_reading WHERE n = ?", (n,))

    def reading(self, n: int) -> bytes:
        """Return what was made of a document before it was compared; empty where it is not kept."""
        try:
            row = self.db.execute("SELECT body FROM derived_reading WHERE n = ?", (n,)).fetchone()
            return zlib.decompress(row[0]) if row else b""
        except (sqlite3.OperationalError, zlib.error):
            return b""  # a file of which the derived rows are older, or damaged

    # -- findings --------------------------------------------------------------------------------

    def drop_findings(self, n: int) -> None:
        """Throw away the findings that a document has a side in."""
        self.db.execute("DELETE FROM derived_finding WHERE one = ? OR other = ?", (n, n))

    def put_findings(self, rows: Sequence[Row]) -> None:
        """Keep findings; one that is kept already stays."""
        self.db.executemany(
            "INSERT OR IGNORE INTO derived_finding"
            " (name,one,other,rank,type,inside,place,key,pair,body) VALUES (?,?,?,?,?,?,?,?,?,?)",
            [(r.name, r.one, r.other, r.rank, r.type, int(r.inside), int(r.place), r.key, r.pair,
              r.body) for r in rows],
        )  # fmt: skip

    def findings(self) -> list[Row]:
        """Return every finding, by rank and documents."""
        return [
            Row(r[0], r[1], r[2], r[3], r[4], bool(r[5]), bool(r[6]), r[7], r[8], r[9])
            for r in self.db.execute(
                "SELECT name,one,other,rank,type,inside,place,key,pair,body FROM derived_finding"
                " ORDER BY rank, min(one, other), max(one, other), id"
            )
        ]

    # -- what has changed ------------------------------------------------------------------------

    def touched(self, batch: int) -> tuple[set[str], set[str]]:
        """Return the documents and the entities that transactions after a batch have touched."""
        rows = self.db.execute("SELECT what FROM batch WHERE seq > ?", (batch,))
        documents = {w[4:] for (w,) in rows if w.startswith("add ")}
        rows = self.db.execute("SELECT what FROM batch WHERE seq > ?", (batch,))
        named = {w[8:] for (w,) in rows if w.startswith("correct ")}
        judged = self.db.execute(
            "SELECT j.record, j.other, coalesce(k.record, ''), coalesce(k.other, '')"
            " FROM judgement j LEFT JOIN judgement k ON k.id = j.record WHERE j.batch > ?", (batch,)
        )  # fmt: skip
        named |= {name for row in judged for name in row if name}
        of = "SELECT DISTINCT document FROM record WHERE id = ?"
        entities = set()
        for name in named:
            found = {r[0] for r in self.db.execute(of, (name,))}
            documents |= found
            entities |= set() if found else {name}
        return documents, entities
