"""Records leave and enter as JSON Lines; tables leave as CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from servanda.ledger import Ledger
from servanda.model import Document, Evidence, Record, decode_record, encode, kind_of
from servanda.model.document import text_hash
from servanda.model.errors import WrongFormat
from servanda.model.schema import decode_document, json_schema

CSV_COLUMNS = (
    "id", "kind", "document", "start", "end", "quote", "polarity", "modality", "confidence",
    "verdict", "rule",
)  # fmt: skip


class Imported(Struct, frozen=True):
    """What an import did: documents and records taken, and lines left out with the reason."""

    documents: int
    records: int
    skipped: tuple[str, ...] = ()


def json_lines(
    ledger: Ledger, *, kinds: Iterable[str] = (), accepted: bool = False, with_texts: bool = False
) -> Iterator[str]:
    """Yield documents, records and judgements of a ledger as JSON, one a line.

    The text of a document is left out unless its rights are open or `with_texts` is set; its hash
    stays, so that the offsets can be checked against one's own copy.
    """
    wanted = set(kinds)
    evidence = ledger.evidence(accepted=accepted)
    if not wanted or "document" in wanted:
        for d in evidence.documents.values():
            open_text = with_texts or d.rights == "open"
            yield encode(d if open_text else replace(d, text="")).decode()
    for r in evidence.records:
        if not wanted or kind_of(r) in wanted:
            yield encode(r).decode()
    if not wanted or "judgement" in wanted:
        for j in ledger.judgements():
            yield encode(j).decode()


def csv_table(evidence: Evidence, kinds: Iterable[str] = ()) -> str:
    """Return the records as CSV: where they stand, how they are meant, what was decided."""
    wanted = set(kinds)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for r in evidence.records:
        if wanted and kind_of(r) not in wanted:
            continue
        first = r.anchors[0] if r.anchors else None
        writer.writerow([
            r.id, kind_of(r), r.document, first.start if first else "",
            r.anchors[-1].end if first else "", _safe(" ... ".join(a.quote for a in r.anchors)),
            r.polarity, r.modality, r.confidence, evidence.verdicts.get(r.id, "pending"), r.rule,
        ])  # fmt: skip
    return out.getvalue()


def import_lines(ledger: Ledger, path: Path) -> Imported:
    """Append documents and records of a JSON Lines file, as `export` or `read --jsonl` writes it.

    A document without its text, a record of an unknown document, and a record whose anchors do
    not quote the text are left out and listed. Raises WrongFormat where no line fits.
    """
    documents: dict[str, Document] = {}
    records: dict[str, list[Record]] = {}
    skipped: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        place = f"line {number}"
        kind = _kind(line, place, str(path))
        try:
            if kind == "document":
                _take_document(decode_document(line), documents, skipped, place)
            elif kind not in ("judgement", "finding", ""):
                record = decode_record(line)
                records.setdefault(record.document, []).append(record)
        except msgspec.ValidationError as e:
            skipped.append(f"{place}: {e}")
    for d in documents.values():
        sound = [r for r in records.get(d.id, []) if _quotes(r, d, skipped)]
        ledger.add(d, sound, extractor="import")
        records[d.id] = sound
    skipped += [f"{d}: no such document in the file" for d in records if d not in documents]
    if not documents:
        raise WrongFormat(
            "no document with its text in it", place=str(path),
            remedy="export with --with-texts, or add the documents first",
        )  # fmt: skip
    return Imported(len(documents), sum(len(records.get(d, [])) for d in documents), tuple(skipped))


def schema_text() -> str:
    """Return the JSON Schema of the lines, indented."""
    return json.dumps(json_schema(), indent=2, sort_keys=True)


def _kind(line: str, place: str, path: str) -> str:
    if not line.strip():
        return ""
    try:
        row = msgspec.json.decode(line)
    except msgspec.DecodeError as e:
        raise WrongFormat(str(e), place=f"{path}, {place}", remedy="one JSON object a line") from e
    return str(row.get("kind", "")) if isinstance(row, dict) else ""


def _take_document(
    d: Document, documents: dict[str, Document], skipped: list[str], place: str
) -> None:
    if not d.text:
        skipped.append(f"{place}: {d.id} has no text here")
    elif text_hash(d.text) != d.sha256:
        skipped.append(f"{place}: the text of {d.id} is not the one that was hashed")
    else:
        documents[d.id] = d


def _quotes(record: Record, document: Document, skipped: list[str]) -> bool:
    from servanda.model import anchors_of

    for a in anchors_of(record):
        if document.text[a.start : a.end] != a.quote:
            skipped.append(f"{record.id}: {a.quote[:40]!r} does not stand at {a.start}")
            return False
    return True


def _safe(text: str) -> str:
    """Return text that a spreadsheet will not take for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text
