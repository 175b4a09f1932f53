"""Flat tables of the lexicon: tab-separated files read into frozen structs."""

import re
from calendar import monthrange
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, get_origin, get_type_hints

import msgspec

from servanda.model.errors import LexiconError

Row = TypeVar("Row", bound=msgspec.Struct)

OPEN_START = "0000-01-01"
OPEN_END = "9999-12-31"
VERIFIED = ("text", "secondary", "unverified")

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_table(path: Path, row: type[Row]) -> tuple[Row, ...]:
    """Read one table into structs of type `row`.

    The file is UTF-8, its first line names the columns, which must be the fields of `row` (by
    their encoded names) in order; a field of type `tuple[str, ...]` is a list separated by `|`.
    Raises LexiconError naming the file and the line.
    """
    fields = msgspec.structs.fields(row)
    columns = [field.encode_name for field in fields]
    hints = get_type_hints(row)
    lists = [i for i, field in enumerate(fields) if get_origin(hints[field.name]) is tuple]
    lines = _lines(path)
    if not lines or lines[0].split("\t") != columns:
        raise LexiconError(
            "the header does not name the expected columns",
            place=f"{path.name}, line 1",
            remedy="write the columns " + ", ".join(columns),
        )
    width = len(columns)
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        texts = line.split("\t")
        if len(texts) != width:
            raise LexiconError(
                f"{len(texts)} cells instead of {width}",
                place=f"{path.name}, line {number}",
                remedy="separate the cells by single tabs",
            )
        cells: list[object] = [*texts]
        for i in lists:
            cells[i] = tuple(texts[i].split("|")) if texts[i] else ()
        rows.append(row(*cells))
    return tuple(rows)


def _lines(path: Path) -> list[str]:
    """Return the lines of a table without the empty one at the end."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"the table cannot be read: {error}",
            place=path.name,
            remedy="install the package again, or restore the file as UTF-8",
        ) from error
    return text.removesuffix("\n").split("\n")


@lru_cache(maxsize=8192)
def first_day(edtf: str) -> str:
    """Return the earliest day of a plain EDTF date (year, month or day) as YYYY-MM-DD.

    An empty cell is open at the start. Raises LexiconError for other forms.
    """
    if not edtf:
        return OPEN_START
    _check_date(edtf)
    return edtf + "-01-01"[len(edtf) - 4 :]


@lru_cache(maxsize=8192)
def last_day(edtf: str) -> str:
    """Return the latest day of a plain EDTF date (year, month or day) as YYYY-MM-DD.

    An empty cell is open at the end. Raises LexiconError for other forms.
    """
    if not edtf:
        return OPEN_END
    _check_date(edtf)
    if len(edtf) == 10:
        return edtf
    if len(edtf) == 4:
        return edtf + "-12-31"
    return f"{edtf}-{monthrange(int(edtf[:4]), int(edtf[5:]))[1]:02d}"


def _check_date(edtf: str) -> None:
    """Raise LexiconError unless the cell is a calendar year, month or day."""
    match = _DATE.fullmatch(edtf)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        if year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return
    raise LexiconError(
        f"{edtf!r} is no date", place="entity tables", remedy="write YYYY, YYYY-MM or YYYY-MM-DD"
    )
