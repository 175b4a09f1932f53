"""Data sets in their makers' formats become records with registry anchors; status answers."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.importing import command
from servanda.exchange import import_dataset, read_dataset
from servanda.ledger import Ledger
from servanda.model import Act, Instrument, Statement
from servanda.model.errors import EmptyInput, WrongFormat
from servanda.reasoning.board import board
from servanda.reasoning.case import Case

UCDP = """PAID,pa_name,DyadName,pa_date,ended,Duration
1,Accord of the Mill,"Government of France - Millers' Front",1990-05-06,1,1991-02-
2,Bread Pact,"Government of Ruritania (Old) - A, Government of Ruritania (Old) - B",1992-01-01,1,
3,River Protocol,Government of Mali - C,1993-03-07,1,1993
4,Late Accord,Government of Mali - C,1995-01-01,0,
5,Lonely Paper,Government of Mali,1995-01-01,0,
6,Odd Accord,Government of Mali - D,soon,0,
"""
TOTA = """<treaty><meta><name>Elbonia - Japan</name><treaty_identifier>7</treaty_identifier>
<status>{status}</status><date_signed>2001-02-03</date_signed>
<date_into_force>{entry}</date_into_force><date_inactive>{end}</date_inactive>
<parties_original><p n="1">ELB</p><p n="2">JPN</p></parties_original>
<parties><p n="1">ELB</p><p n="2">JPN</p></parties></meta><body>words</body></treaty>"""
UNTC = """Participant,Signature,"Ratification, Accession(a), Succession(d)"
France 2,1 Jan 1950,3 Mar 1951
Japan,,"4 Apr 1952 a"
Zaire (old name),2 Jan 1950,[5 May 1953 d] 3
Ruritania,soon,
"""


def case_of(tmp_path: Path, kind: str, path: Path, day: str) -> Case:
    with Ledger(tmp_path / "l.ledger", clock=lambda: "2024-01-01T00:00:00+00:00") as ledger:
        list(import_dataset(ledger, kind, [path]))
        return Case(ledger.evidence(), date.fromisoformat(day))


def statuses(case: Case, instrument: str, day: str) -> set[str]:
    found = board(case, [instrument], ["record"], date.fromisoformat(day))
    return {s for f in found for s in f.values["statuses"]}


@pytest.fixture
def peace(tmp_path: Path) -> Path:
    path = tmp_path / "peace.csv"
    path.write_text(UCDP, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("1", "1990-05-05", {"none"}),
        ("1", "1991-01-31", {"in_force"}),
        ("1", "1991-02-10", {"in_force", "terminated"}),
        ("1", "1991-03-01", {"terminated"}),
        # Ended in the year of its signature: not before it.
        ("3", "1993-12-31", {"terminated"}),
        ("3", "1993-03-06", {"none"}),
        # Ended, nobody says when: by the end of the years that the file covers.
        ("2", "1994-01-01", {"in_force", "terminated"}),
        ("2", "1996-01-01", {"terminated"}),
        ("4", "2012-01-01", {"in_force"}),
    ],
)
def test_peace_agreements_end_as_exactly_as_told(
    tmp_path: Path, peace: Path, number: str, day: str, expected: set[str]
) -> None:
    case = case_of(tmp_path, "ucdp", peace, "2012-06-30")
    assert statuses(case, f"instrument:ucdp-{number}", day) == expected


def test_rows_that_cannot_be_used_are_named(peace: Path) -> None:
    (sheet,) = read_dataset("ucdp", [peace])
    assert (sheet.rows, sheet.used) == (6, 4)
    assert {(r.row, r.field) for r in sheet.skipped} == {
        ("PAID=5", "DyadName"), ("PAID=6", "pa_date"),
    }  # fmt: skip


def test_governments_are_states_and_groups_stay_the_sets_own(peace: Path) -> None:
    (sheet,) = read_dataset("ucdp", [peace])
    parties = {r.title: {p.id for p in r.parties} for r in sheet.records
               if isinstance(r, Instrument)}  # fmt: skip
    assert parties["Accord of the Mill"] == {"state:FRA", "group:ucdp-millers-front"}
    assert parties["Bread Pact"] == {
        "polity:ucdp-ruritania-old", "group:ucdp-a", "group:ucdp-b",
    }  # fmt: skip


def test_every_record_has_its_row_and_field_and_no_text_anchor(peace: Path) -> None:
    (sheet,) = read_dataset("ucdp", [peace])
    for record in sheet.records:
        assert record.registry is not None
        assert record.registry.row.startswith("PAID=")
        assert record.registry.field in UCDP.partition("\n")[0].split(",")
        assert not record.anchors
    assert len({r.id for r in sheet.records}) == len(sheet.records)


def test_the_files_own_text_is_not_kept(peace: Path) -> None:
    (sheet,) = read_dataset("ucdp", [peace])
    assert "Mill" not in sheet.document.text
    assert sheet.document.genre == "registry"


def test_importing_twice_changes_nothing_and_a_new_release_appends(
    tmp_path: Path, peace: Path
) -> None:
    ledger = Ledger(tmp_path / "l.ledger")
    assert [i.outcome for i in import_dataset(ledger, "ucdp", [peace])] == ["added"]
    before = {r.id for r in ledger.records()}
    assert [i.outcome for i in import_dataset(ledger, "ucdp", [peace])] == ["unchanged"]
    peace.write_text(UCDP.replace("1991-02-", "1991-07-01"), encoding="utf-8")
    assert [i.outcome for i in import_dataset(ledger, "ucdp", [peace])] == ["updated"]
    assert {r.id for r in ledger.records()} == before


def test_imported_rows_count_without_review(tmp_path: Path, peace: Path) -> None:
    with Ledger(tmp_path / "l.ledger") as ledger:
        list(import_dataset(ledger, "ucdp", [peace]))
        case = Case(ledger.evidence(accepted=True), date(2012, 6, 30))
    assert statuses(case, "instrument:ucdp-4", "2000-01-01") == {"in_force"}
    (found, *_) = board(case, ["instrument:ucdp-4"], ["record"])
    leaves = [leaf for b in found.because for leaf in b.children]
    assert leaves
    assert all(not leaf.pending and "PAID=4" in leaf.quote for leaf in leaves)


def test_a_file_of_another_kind_is_refused_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(WrongFormat, match="PAID"):
        list(read_dataset("ucdp", [path]))
    path.write_text("")
    with pytest.raises(EmptyInput):
        list(read_dataset("ucdp", [path]))


def trade(tmp_path: Path, **cells: str) -> Path:
    path = tmp_path / "pta_7.xml"
    path.write_text(TOTA.format(**{"status": "In Force", "entry": "", "end": "", **cells}))
    return path


@pytest.mark.parametrize(
    ("cells", "day", "expected"),
    [
        ({}, "2017-10-04", {"signed"}),
        ({"entry": "2002-01-01"}, "2001-12-31", {"signed"}),
        ({"entry": "2002-01-01"}, "2017-10-04", {"in_force"}),
        ({"entry": "2001-01-01"}, "2017-10-04", {"in_force"}),
        ({"entry": "2002-01-01", "end": "2010-05-05"}, "2010-05-04", {"in_force"}),
        ({"entry": "2002-01-01", "end": "2010-05-05"}, "2010-05-05", {"terminated"}),
    ],
)
def test_trade_agreements_follow_their_dates(
    tmp_path: Path, cells: dict[str, str], day: str, expected: set[str]
) -> None:
    case = case_of(tmp_path, "tota", trade(tmp_path, **cells), "2017-10-04")
    assert statuses(case, "instrument:tota-pta-7", day) == expected


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"entry": "2002-01-01"}, []),
        ({"entry": "2001-01-01"}, ["date_into_force"]),
        ({"entry": "2002-01-01", "end": "2009-01-01"}, ["status"]),
        ({"status": "Inactive", "entry": "2002-01-01"}, ["status"]),
        ({"status": "Early announcement-Signed", "entry": "2002-01-01"}, ["status"]),
    ],
)
def test_contradictions_of_the_source_are_reported(
    tmp_path: Path, cells: dict[str, str], fields: list[str]
) -> None:
    (sheet,) = read_dataset("tota", [trade(tmp_path, **cells)])
    assert [d.field for d in sheet.doubts] == fields


def untc(tmp_path: Path, table: str = UNTC) -> Path:
    folder = tmp_path / "treaties"
    folder.mkdir()
    (folder / "9-9.csv").write_text(table, encoding="utf-8")
    (tmp_path / "index.csv").write_text(
        "chapter_no,treaty_no,treaty_name\n9,9,Convention on Mills\n", encoding="utf-8"
    )
    return folder


def test_status_tables_tell_acts_by_header_and_mark(tmp_path: Path) -> None:
    (sheet,) = read_dataset("untc", [untc(tmp_path)])
    acts = {(r.actors[0].id, r.act, r.date.edtf) for r in sheet.records
            if isinstance(r, Act) and r.actors and r.date}  # fmt: skip
    assert acts == {
        ("state:FRA", "signature", "1950-01-01"), ("state:FRA", "ratification", "1951-03-03"),
        ("state:JPN", "accession", "1952-04-04"), ("state:COD", "signature", "1950-01-02"),
        ("state:COD", "accession", "1953-05-05"),
    }  # fmt: skip
    assert [(r.field, "'soon'" in r.why) for r in sheet.skipped] == [("Signature", True)]
    titles = [r.title for r in sheet.records if isinstance(r, Instrument)]
    assert titles == ["Convention on Mills"]


def test_without_a_date_of_entry_nobody_is_surely_in_force(tmp_path: Path) -> None:
    case = case_of(tmp_path, "untc", untc(tmp_path), "2000-01-01")
    answer, found, sure = case.answer("instrument:untc-9-9", "state:FRA", "record")
    assert answer is not None
    assert (set(found), sure) == ({"consented", "in_force"}, False)
    assert case.answer("instrument:untc-9-9", "state:FRA", "record", date(1951, 1, 1))[1] == (
        "signed",
    )


WORDS = """#France
France does not consider itself bound by article 7.
It reserves the right to grind by night.

#Democratic Republic of the Congo

#The former Yugoslav Republic of Macedonia
The Republic declares that its mills are public.
"""


def test_declarations_speak_in_the_voice_of_their_participant(tmp_path: Path) -> None:
    (untc(tmp_path) / "9-9.txt").write_text(WORDS, encoding="utf-8")
    table, words = read_dataset("untc", [tmp_path])
    assert table.document.name == "9-9.csv"
    assert words.document.title.endswith("Convention on Mills")
    said = {r.speaker.id: [a.quote for a in r.content] for r in words.records
            if isinstance(r, Statement) and r.speaker}  # fmt: skip
    assert list(said) == ["state:FRA", "state:MKD"]
    assert said["state:FRA"][1] == "It reserves the right to grind by night."
    for record in words.records:
        for anchor in record.anchors:
            assert words.document.text[anchor.start : anchor.end] == anchor.quote
    assert [r.row for r in words.skipped] == ["participant=Democratic Republic of the Congo"]


def test_the_verb_reports_rows_and_reasons(tmp_path: Path, peace: Path) -> None:
    report = tmp_path / "report.tsv"
    args = ["ucdp", str(peace), "--ledger", str(tmp_path / "l.ledger"), "--report", str(report)]
    result = CliRunner().invoke(command, args)
    assert result.exit_code == 3
    assert "4 of 6 rows used" in result.stderr
    assert "PAID=5, DyadName: no two parties" in result.stderr
    assert len(report.read_text().splitlines()) == 1 + 3
