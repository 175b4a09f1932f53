"""Tables: typed reading, errors that name file and line, and days of plain EDTF dates."""

from pathlib import Path

import msgspec
import pytest

from servanda.lexicon.tables import OPEN_END, OPEN_START, first_day, last_day, read_table
from servanda.model.errors import LexiconError


class Row(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """A row for these tests."""

    id: str
    names: tuple[str, ...]
    start: str


def write(folder: Path, text: str) -> Path:
    """Write a table and return its path."""
    path = folder / "rows.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_and_lists_are_typed(tmp_path: Path) -> None:
    path = write(tmp_path, "id\tnames\tfrom\na\tx|y z\t1991\nb\t\t\n")
    assert read_table(path, Row) == (Row("a", ("x", "y z"), "1991"), Row("b", (), ""))


def test_a_wrong_header_names_file_and_first_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"rows\.tsv, line 1: .*header.*id, names, from"):
        read_table(write(tmp_path, "id\tfrom\tnames\n"), Row)


def test_a_row_of_wrong_width_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"rows\.tsv, line 3: 2 cells instead of 3"):
        read_table(write(tmp_path, "id\tnames\tfrom\na\tx\t\nb\ty\n"), Row)


def test_a_missing_or_undecodable_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        read_table(tmp_path / "none.tsv", Row)
    (tmp_path / "rows.tsv").write_bytes(b"id\tnames\tfrom\n\xff\t\t\n")
    with pytest.raises(LexiconError, match="cannot be read"):
        read_table(tmp_path / "rows.tsv", Row)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("", OPEN_START, OPEN_END),
        ("1991", "1991-01-01", "1991-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1999-12-31", "1999-12-31", "1999-12-31"),
    ],
)
def test_days_of_a_date(edtf: str, first: str, last: str) -> None:
    assert (first_day(edtf), last_day(edtf)) == (first, last)


@pytest.mark.parametrize(
    "bad", ["91", "1991-13", "2023-02-29", "1991/12", "199x", "1991-1", "٤٤٤٤"]
)
def test_other_forms_are_refused(bad: str) -> None:
    with pytest.raises(LexiconError, match="is no date"):
        first_day(bad)
    with pytest.raises(LexiconError, match="is no date"):
        last_day(bad)
