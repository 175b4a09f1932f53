"""What leaves as JSON Lines enters again unchanged; texts stay home unless they are open."""

import json
from pathlib import Path

import pytest
from tests.build import document, record, ref

from servanda.exchange import csv_table, import_lines, json_lines
from servanda.ledger import Ledger
from servanda.model import Act, Document, Time
from servanda.model.errors import WrongFormat

TEXT = "=Ruritania cancelled the treaty."


def filled(path: Path, rights: str = "quote") -> tuple[Ledger, Document]:
    d = document(TEXT, rights=rights)
    ledger = Ledger(path, clock=lambda: "2024-01-01T00:00:00+00:00")
    ledger.add(d, [record(Act, d, "cancelled", instrument=ref(d, "the treaty"), act="termination")])
    return ledger, d


def test_a_round_trip_loses_nothing(tmp_path: Path) -> None:
    ledger, d = filled(tmp_path / "a.ledger")
    out = tmp_path / "out.jsonl"
    out.write_text("\n".join(json_lines(ledger, with_texts=True)))
    other = Ledger(tmp_path / "b.ledger")
    result = import_lines(other, out)
    assert (result.documents, result.records, result.skipped) == (1, 1, ())
    assert other.records() == ledger.records()
    assert other.documents() == [d]


@pytest.mark.parametrize(("rights", "text"), [("quote", ""), ("open", TEXT)])
def test_texts_leave_only_where_they_are_open(tmp_path: Path, rights: str, text: str) -> None:
    ledger, _ = filled(tmp_path / "a.ledger", rights)
    first = json.loads(next(iter(json_lines(ledger))))
    assert first["text"] == text
    assert len(first["sha256"]) == 64


def test_records_that_do_not_quote_are_left_out_and_listed(tmp_path: Path) -> None:
    ledger, _ = filled(tmp_path / "a.ledger")
    lines = list(json_lines(ledger, with_texts=True))
    out = tmp_path / "out.jsonl"
    out.write_text("\n".join(lines).replace('"quote":"cancelled"', '"quote":"signed"'))
    other = Ledger(tmp_path / "b.ledger")
    result = import_lines(other, out)
    assert other.records() == []
    assert "does not stand at" in result.skipped[0]


def test_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("")
    with pytest.raises(WrongFormat, match="with-texts"):
        import_lines(Ledger(tmp_path / "b.ledger"), out)


def test_csv_disarms_formulas(tmp_path: Path) -> None:
    d = document("=SUM(A1) was cancelled.")
    ledger = Ledger(tmp_path / "a.ledger")
    ledger.add(d, [record(Act, d, "=SUM(A1)", instrument=ref(d, "=SUM"), act="termination")])
    assert "'=SUM(A1)" in csv_table(ledger.evidence())


def test_csv_keeps_the_date_and_modifier_of_a_time_expression(tmp_path: Path) -> None:
    d = document("The treaty has held since 2020.")
    ledger = Ledger(tmp_path / "a.ledger")
    time = record(Time, d, "2020", edtf="2020", mod="ON_OR_AFTER", open_edtf="2020/..")
    ledger.add(d, [time])
    head, row = csv_table(ledger.evidence()).splitlines()
    assert head.endswith(",edtf,mod")
    assert row.endswith(",2020/..,ON_OR_AFTER")
