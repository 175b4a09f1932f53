"""Reading a ledger back: any past state, one id's history, and full-text search."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from servanda.ledger.judging import Row
from servanda.model import KINDS, Document, Judgement, Record, decode_document, decode_record
from servanda.model.errors import DateError

LAST = 2**62  # later than every batch
SHORTENED = re.compile(r"(?:([a-z]+):)?([0-9a-f]{4,})")  # an id without all of its digits

# A record is current at a batch when it is its newest version up to then and not retired since.
CURRENT = """
SELECT r.json FROM record r
WHERE r.batch = (SELECT max(v.batch) FROM record v WHERE v.id = r.id AND v.batch <= :batch)
  AND NOT EXISTS (SELECT 1 FROM retired t
                  WHERE t.id = r.id AND t.batch > r.batch AND t.batch <= :batch)
"""


class Failure(Struct, frozen=True):
    """An input that could not be taken in: where, why, what to do, and when it was tried."""

    source: str
    cause: str
    remedy: str
    at: str


class Passage(Struct, frozen=True):
    """A place of a document found by searching; `score` is BM25, higher is better."""

    document: str
    start: int
    end: int
    score: float


def batch_at(db: sqlite3.Connection, instant: str | None) -> int:
    """Return the last batch written up to an ISO day or instant; a day counts to its end."""
    if instant is None:
        return LAST
    if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ][\d:.+Z-]+)?", instant):
        raise DateError(f"no day or instant: {instant!r}", remedy="write 2024-05-31")
    bound = instant if len(instant) > 10 else instant + "T99"
    row = db.execute("SELECT max(seq) FROM batch WHERE at <= ?", (bound,)).fetchone()
    return int(row[0] or 0)


def records(
    db: sqlite3.Connection, *, kinds: Sequence[str] = (), document: str | None = None,
    batch: int = LAST,
) -> Iterator[Record]:  # fmt: skip
    """Yield the records that are current at a batch, in the order of their first writing."""
    query = CURRENT
    if kinds:
        query += " AND r.kind IN (SELECT value FROM json_each(:kinds))"
    if document:
        query += " AND r.document = :document"
    query += " ORDER BY r.rowid"
    rows = db.execute(query, {"batch": batch, "kinds": json.dumps(kinds), "document": document})
    for (raw,) in rows:
        yield decode_record(raw)


def head(db: sqlite3.Connection, document: str) -> bytes | None:
    """Return the newest metadata of a document as stored, or None."""
    row = db.execute(
        "SELECT json FROM document WHERE id = ? ORDER BY batch DESC LIMIT 1", (document,)
    ).fetchone()
    return bytes(row[0]) if row else None


def documents(db: sqlite3.Connection, *, batch: int = LAST) -> Iterator[Document]:
    """Yield the documents known at a batch with their texts, in the order of their first adding."""
    rows = db.execute(
        "SELECT d.json, t.text FROM document d JOIN text t ON t.sha256 = d.sha256"
        " WHERE d.batch = (SELECT max(v.batch) FROM document v WHERE v.id=d.id AND v.batch<=?)"
        " ORDER BY (SELECT min(v.batch) FROM document v WHERE v.id = d.id)",
        (batch,),
    )
    for raw, text in rows:
        yield _with_text(raw, text)


def document(db: sqlite3.Connection, name: str) -> Document | None:
    """Return the newest state of one document with its text, or None."""
    row = db.execute(
        "SELECT d.json, t.text FROM document d JOIN text t ON t.sha256 = d.sha256"
        " WHERE d.id = ? ORDER BY d.batch DESC LIMIT 1",
        (name,),
    ).fetchone()
    return _with_text(*row) if row else None


def heads(db: sqlite3.Connection) -> Iterator[Document]:
    """Yield the documents without their texts, in the order of their first adding."""
    rows = db.execute(
        "SELECT d.json FROM document d"
        " WHERE d.batch = (SELECT max(v.batch) FROM document v WHERE v.id = d.id)"
        " ORDER BY (SELECT min(v.batch) FROM document v WHERE v.id = d.id)"
    )
    for (raw,) in rows:
        yield decode_document(raw)


def newest(db: sqlite3.Connection, ids: Sequence[str]) -> list[Record]:
    """Return the newest version of each record named, in the order of the names."""
    rows = db.execute(
        "SELECT r.id, r.json FROM record r JOIN json_each(?) n ON n.value = r.id"
        " WHERE r.batch = (SELECT max(v.batch) FROM record v WHERE v.id = r.id)",
        (json.dumps(list(ids)),),
    )
    found = {i: decode_record(raw) for i, raw in rows}
    return [found[i] for i in ids if i in found]


# Where records that name an entity hold the reference to it.
NAMED_IN = {"actor": "$.entity", "instrument": "$.entity", "mention": "$.refers_to"}


def namings(db: sqlite3.Connection) -> Iterator[tuple[str, int, str, str, str]]:
    """Yield how records name entities: record, batch of its version, entity, wording, document.

    Every version of the records of the kinds that name is looked at, outdated ones too.
    """
    for kind, path in NAMED_IN.items():
        yield from db.execute(
            "SELECT id, batch, json_extract(json, ? || '.id') AS entity,"
            " json_extract(json, ? || '.surface'), document FROM record"
            " WHERE kind = ? AND entity IS NOT NULL",
            (path, path, kind),
        )


def _with_text(raw: bytes, text: bytes) -> Document:
    return replace(decode_document(raw), text=bytes(text).decode("utf-8", "surrogatepass"))


def judgements(db: sqlite3.Connection, *, batch: int = LAST) -> list[Row]:
    """Return the judgements made up to a batch, oldest first."""
    rows = db.execute(
        "SELECT id,record,verdict,who,at,why,other,claim FROM judgement"
        " WHERE batch <= ? ORDER BY seq",
        (batch,),
    )
    return [_row(r) for r in rows]


def judgements_after(db: sqlite3.Connection, seq: int) -> list[tuple[int, int, Row]]:
    """Return the judgements after a number, each with its own number and its batch."""
    rows = db.execute(
        "SELECT seq,batch,id,record,verdict,who,at,why,other,claim FROM judgement"
        " WHERE seq > ? ORDER BY seq",
        (seq,),
    )
    return [(r[0], r[1], _row(r[2:])) for r in rows]


def judgements_on(db: sqlite3.Connection, names: Sequence[str]) -> list[Row]:
    """Return the judgements on records or entities and the undos that concern them, oldest first.

    A pair of entities counts under both of its names.
    """
    rows = db.execute(
        """
        WITH RECURSIVE touched(id) AS (
          SELECT j.id FROM judgement j
           WHERE j.record IN (SELECT value FROM json_each(:names))
              OR (j.other <> '' AND j.other IN (SELECT value FROM json_each(:names)))
          UNION SELECT j.id FROM judgement j JOIN touched t ON j.record = t.id)
        SELECT id,record,verdict,who,at,why,other,claim FROM judgement
         WHERE id IN (SELECT id FROM touched) ORDER BY seq
        """,
        {"names": json.dumps(list(names))},
    )
    return [_row(r) for r in rows]


def _row(columns: tuple[Any, ...]) -> Row:
    i, r, v, who, at, why, other, claim = columns
    return Row(Judgement(id=i, record=r, verdict=v, who=who, when=at, why=why, other=other), claim)


def find(db: sqlite3.Connection, name: str) -> Document | Record | Judgement | None:
    """Return what an id stands for now (a retired record as it last was), or None."""
    if name.startswith("doc:"):
        return document(db, name)
    if name.startswith("judgement:"):
        row = db.execute(
            "SELECT id,record,verdict,who,at,why,other,claim FROM judgement WHERE id = ?", (name,)
        ).fetchone()
        return _row(row).judgement if row else None
    row = db.execute(
        "SELECT json FROM record WHERE id = ? ORDER BY batch DESC LIMIT 1", (name,)
    ).fetchone()
    return decode_record(row[0]) if row else None


def beginning(db: sqlite3.Connection, start: str, most: int) -> list[str]:
    """Return the ids of records, documents and judgements whose digits begin so, `most` of them.

    `start` is digits, with the kind before them or without: "5488e75d", "act:5488e75d".
    """
    found = SHORTENED.fullmatch(start)
    if not found:
        return []
    kind, digits = found.groups()
    wanted = [kind] if kind else [*KINDS, "doc", "judgement"]
    ends = [(f"{k}:{digits}", f"{k}:{digits}g") for k in wanted]  # "g" comes after every digit
    out: dict[str, None] = {}
    for table in ("record", "document", "judgement"):
        for first, last in ends:
            rows = db.execute(
                f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? LIMIT ?",
                (first, last, most),
            )
            out.update(dict.fromkeys(r[0] for r in rows))
    return sorted(out)[:most]


def history(db: sqlite3.Connection, name: str) -> list[dict[str, str]]:
    """Return all that happened to a record, oldest first."""
    rows = db.execute(
        """
        SELECT b.seq, b.at, 'read' AS what, json_extract(r.json, '$.extractor') AS detail, '' AS who
          FROM record r JOIN batch b ON b.seq = r.batch WHERE r.id = :id
        UNION ALL SELECT b.seq, b.at, 'retired', coalesce(t.replaced_by, ''), ''
          FROM retired t JOIN batch b ON b.seq = t.batch WHERE t.id = :id
        UNION ALL SELECT b.seq, j.at, j.verdict, j.why, j.who
          FROM judgement j JOIN batch b ON b.seq = j.batch WHERE j.record = :id OR j.other = :id
             OR (j.verdict = 'undo' AND j.record IN
                 (SELECT k.id FROM judgement k WHERE k.record = :id))
        ORDER BY 1
        """,
        {"id": name},
    )
    return [
        {"at": at, "what": what, "detail": detail, "who": who} for _, at, what, detail, who in rows
    ]


def failures(db: sqlite3.Connection) -> list[Failure]:
    """Return the failures, oldest first."""
    rows = db.execute(
        "SELECT f.source, f.cause, f.remedy, b.at FROM failure f"
        " JOIN batch b ON b.seq = f.batch ORDER BY f.seq"
    )
    return [Failure(*r) for r in rows]


def search(db: sqlite3.Connection, query: str, *, limit: int) -> list[Passage]:
    """Return the passages that hold the words of a query, best first, all words before any."""
    words = re.findall(r"\w+", query)
    if not words:
        return []
    quoted = [f'"{w}"' for w in words]
    for match in (" ".join(quoted), " OR ".join(quoted)):
        rows = db.execute(
            "SELECT p.document, p.start, p.stop, -found.rank FROM (SELECT rowid, rank"
            " FROM passage_fts WHERE passage_fts MATCH ? ORDER BY rank, rowid LIMIT ?) found"
            " JOIN passage p ON p.id = found.rowid ORDER BY found.rank, p.id",
            (match, limit),
        ).fetchall()
        if rows:
            return [Passage(*r) for r in rows]
    return []


def passages_of(document: Document) -> Iterator[tuple[int, int]]:
    """Yield what is searched as one passage: the innermost blocks, or the text's paragraphs."""
    parents = {b.parent for b in document.blocks}
    leaves = [(b.start, b.end) for i, b in enumerate(document.blocks) if i not in parents]
    spans = leaves or [m.span() for m in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", document.text)]
    yield from (s for s in spans if document.text[s[0] : s[1]].strip())
