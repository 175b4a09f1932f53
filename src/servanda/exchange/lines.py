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
from servanda.model import (
    Act,
    Document,
    Evidence,
    Record,
    Time,
    anchors_of,
    decode_record,
    encode,
    kind_of,
)
from servanda.model.document import text_hash
from servanda.model.errors import DateError, WrongFormat
from servanda.model.period import parse_period
from servanda.model.schema import decode_document, json_schema

CSV_COLUMNS = (
    "id", "kind", "document", "start", "end", "quote", "polarity", "modality", "confidence",
    "verdict", "rule", "edtf", "mod",
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
    """Return the records as CSV: where they stand, how they are meant, what was decided.

    `edtf` is the date of a record, of a time expression what it says; `mod` how it is modified.
    """
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
            *_dated(r),
        ])  # fmt: skip
    return out.getvalue()


def _dated(record: Record) -> tuple[str, str]:
    """Return the EDTF of a record and the modifier of a time expression."""
    if isinstance(record, Time):
        return record.open_edtf or record.edtf, record.mod
    return (record.date.edtf if record.date else ""), ""


def import_lines(ledger: Ledger, path: Path) -> Imported:
    """Append documents and records of a JSON Lines file, as `export` or `read --jsonl` writes it.

    A document without its text is looked for in the ledger. What does not hold is left out and
    listed with its line: a record of an unknown document, one whose anchors do not quote the text,
    one with values that cannot be. Nothing that the ledger holds is retired. Raises WrongFormat
    where a line is no JSON or no line fits; then nothing is written.
    """
    read = _Lines(ledger)
    later: list[tuple[str | None, str, str]] = []
    for number, line in enumerate(_text_of(path).split("\n"), start=1):
        place = f"line {number}"
        kind = _kind(line, f"{path}, {place}")
        if kind == "document":  # also those that come after their records
            read.take(kind, line, place)
        elif kind != "":
            later.append((kind, line, place))
    for kind, line, place in later:
        read.take(kind, line, place)
    if not read.documents:
        raise _no_document(path)
    for d in read.documents.values():
        found = read.records.get(d.id, {})
        kept = [r for r in ledger.records(document=d.id) if r.id not in found]
        ledger.add(d, [*kept, *found.values()], extractor="import")
    count = sum(map(len, read.records.values()))
    return Imported(len(read.documents), count, tuple(read.skipped))


def check_lines(path: Path) -> None:
    """Raise WrongFormat where a file is no JSON Lines, or has no document that could be kept.

    Of a file that a new ledger is to be made from: nothing is made where this raises.
    """
    kinds = (_kind(line, f"{path}, line {n}")
             for n, line in enumerate(_text_of(path).split("\n"), start=1))  # fmt: skip
    if "document" not in [*kinds]:
        raise _no_document(path)


def _no_document(path: Path) -> WrongFormat:
    return WrongFormat(
        "no document with its text in it", place=str(path),
        remedy="export with --with-texts, or add the documents first",
    )  # fmt: skip


class _Lines:
    """What the lines of a file hold so far, and what was left out of them."""

    def __init__(self, ledger: Ledger) -> None:
        self.known = {d.id: d for d in ledger.documents()}
        self.documents: dict[str, Document] = {}
        self.records: dict[str, dict[str, Record]] = {}
        self.skipped: list[str] = []

    def take(self, kind: str | None, line: str, place: str) -> None:
        """Take in a line; what is neither document nor record is listed or passed over."""
        if kind in ("judgement", "finding"):
            return
        try:
            if kind is None:
                self.skipped.append(f"{place}: neither a document nor a record, it has no kind")
            elif kind == "document":
                self._document(decode_document(line), place)
            else:
                self._record(decode_record(line), place)
        except msgspec.ValidationError as e:
            self.skipped.append(f"{place}: {e}")

    def _document(self, d: Document, place: str) -> None:
        if not d.text and d.id in self.known and self.known[d.id].sha256 == d.sha256:
            d = self.known[d.id]
        if not d.text:
            self.skipped.append(f"{place}: {d.id} has no text here")
        elif text_hash(d.text) != d.sha256:
            self.skipped.append(f"{place}: the text of {d.id} is not the one that was hashed")
        elif self.documents.setdefault(d.id, d) != d:
            self.skipped.append(f"{place}: another document above has the id {d.id}")

    def _record(self, record: Record, place: str) -> None:
        document = self.documents.get(record.document) or self.known.get(record.document)
        if document is None:
            self.skipped.append(f"{place}: no such document in the file: {record.document}")
            return
        self.documents.setdefault(document.id, document)
        some = self.records.setdefault(document.id, {})
        why = fault_of(record, document)
        if not why and some.setdefault(record.id, record) != record:
            why = "another record above has this id"
        if why:
            self.skipped.append(f"{place}: {record.id or 'a record without an id'}: {why}")


def fault_of(record: Record, document: Document) -> str:
    """Return what is wrong with a record of a document, or nothing."""
    if not record.id:
        return "it has no id"
    if not record.anchors and record.registry is None:
        return "it names no place in the text and no row of a registry"
    for a in anchors_of(record):
        if a.start < 0 or document.text[a.start : a.end] != a.quote:
            return f"{a.quote[:40]!r} does not stand at {a.start}"
    if not 0 <= record.confidence <= 1:
        return f"confidence is {record.confidence}, not from 0 to 1"
    for when in (record.date, record.said_on):
        if when and when.earliest and when.latest and when.earliest > when.latest:
            return f"the date {when.edtf!r} ends on {when.latest}, before {when.earliest}"
    if isinstance(record, Act) and record.notice:
        try:
            parse_period(record.notice)
        except DateError as e:
            return f"notice: {e}"
    return ""


def schema_text() -> str:
    """Return the JSON Schema of the lines, indented."""
    return json.dumps(json_schema(), indent=2, sort_keys=True)


def _text_of(path: Path) -> str:
    """Return the text of a file; raises WrongFormat where it has none."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as e:
        cause, remedy = f"byte {e.start} is not UTF-8", "save the file as UTF-8"
    except IsADirectoryError:
        cause, remedy = "it is a folder", "name the files in it"
    raise WrongFormat(cause, place=str(path), remedy=remedy)


def _kind(line: str, place: str) -> str | None:
    """Return the kind of a line, nothing for a blank one, None where it has none.

    Raises WrongFormat where the line is no JSON.
    """
    if not line.strip():
        return ""
    try:
        row = msgspec.json.decode(line)
        return str(row["kind"]) if isinstance(row, dict) and row.get("kind") else None
    except msgspec.DecodeError as e:
        cause = str(e)
    except RecursionError:
        cause = "it nests too deeply"
    raise WrongFormat(cause, place=place, remedy="one JSON object a line")


def _safe(text: str) -> str:
    """Return text that a spreadsheet will not take for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text
