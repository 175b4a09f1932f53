"""Tables as their makers publish them: CSV in any usual encoding, rows by their column names."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from servanda.model.errors import EmptyInput, WrongFormat

ENCODINGS = ("utf-8-sig", "cp1252")
MISSING = ("", "NA", "N/A", "NaN", ".", "-99", "-9", "NULL")
FIELD_LIMIT = 10_000_000  # characters; some tables keep whole texts in a cell


class Table(Struct, frozen=True):
    """A table: its file, its columns in order, and its rows as mappings from column to cell."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def read_table(path: Path, needed: Iterable[str] = ()) -> Table:
    """Read a CSV file with a header; cells are stripped of blanks, non-breaking ones too.

    Comma, semicolon and tab are told apart by the header. Raises EmptyInput without a header and
    WrongFormat where a needed column is missing.
    """
    text = decode(path)
    header = text.partition("\n")[0]
    csv.field_size_limit(FIELD_LIMIT)
    delimiter = max(",;\t", key=header.count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not lines or not any(lines[0]):
        raise EmptyInput("no header in it", place=str(path), remedy="save it again as CSV")
    columns = tuple(blank(c) for c in lines[0])
    absent = [c for c in needed if c not in columns]
    if absent:
        raise WrongFormat(
            f"no column {', '.join(map(repr, absent))}", place=str(path),
            remedy="give the file as its makers publish it, as CSV with its header",
        )  # fmt: skip
    rows = tuple(
        {c: blank(v) for c, v in zip(columns, line, strict=False)} for line in lines[1:] if line
    )
    return Table(path, columns, rows)


def decode(path: Path) -> str:
    """Return the text of a file in UTF-8 or, failing that, in Windows-1252."""
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def blank(cell: str) -> str:
    """Return a cell without the blanks around it, non-breaking ones read as plain."""
    return cell.replace("\xa0", " ").strip()


def given(row: dict[str, str], column: str) -> str:
    """Return a cell, or nothing where the column is absent or the cell says "missing"."""
    cell = row.get(column, "")
    return "" if cell in MISSING else cell
