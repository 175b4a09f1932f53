"""Party tables and peace agreements of two more collections, in our own small copies of form."""

from datetime import date
from pathlib import Path

import pytest

from servanda.exchange import import_dataset, read_dataset
from servanda.ledger import Ledger
from servanda.model import Act, Instrument
from servanda.reasoning.case import Case

HUGGO = """treatyID,stateID,Title,End,Force,stateSignature,stateRat,stateForce,stateEnd,Accession
MILL_1950A,FRA,Mills,31.12.9999,01.02.1951,01.01.1950,03.01.1951,01.02.1951,31.12.9999,NA
MILL_1950A,JPN,Mills,31.12.9999,01.02.1951,NA,NA,1955,07.08.1990,1955-03-04
MILL_1950A,IO-Guild of Millers,Mills,31.12.9999,01.02.1951,NA,1950-9999,NA,NA,NA
LONE_1960A,FRA,Lonely Paper,NA,NA,NA,NA,NA,NA,NA
"""
PAX = """AgtId,Agt,Dat,Status,Part,Ver
11,Accord of the Mill,1990-05-06,Multiparty signed/agreed,Government of France; Millers' Front,9
12,Bread Statement,1991-05-06,Unilateral document,Government of Mali; Bakers,9
13,Nobody's Paper,1991-05-06,Multiparty signed/agreed,,9
"""


@pytest.fixture
def huggo(tmp_path: Path) -> Path:
    path = tmp_path / "HUGGO_x.csv"
    path.write_text(HUGGO, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("party", "day", "expected"),
    [
        ("state:FRA", "1950-06-01", {"signed"}),
        ("state:FRA", "1951-02-01", {"in_force"}),
        ("state:FRA", "2000-01-01", {"in_force"}),
        ("state:JPN", "1954-12-31", {"none"}),
        ("state:JPN", "1960-01-01", {"in_force"}),
        ("state:JPN", "1990-08-07", {"withdrawn"}),
    ],
)
def test_members_of_a_treaty_follow_their_dates(
    tmp_path: Path, huggo: Path, party: str, day: str, expected: set[str]
) -> None:
    with Ledger(tmp_path / "l.ledger") as ledger:
        list(import_dataset(ledger, "huggo", [huggo]))
        case = Case(ledger.evidence(), date.fromisoformat(day))
    assert set(case.answer("instrument:huggo-mill_1950a", party, "record")[1]) == expected


def test_rows_without_a_date_are_named(huggo: Path) -> None:
    (sheet,) = read_dataset("huggo", [huggo])
    assert (sheet.rows, sheet.used) == (4, 2)
    assert [(r.field, "1950-9999" in r.why) for r in sheet.skipped] == [
        ("stateRat", True), ("", False), ("stateID", False),
    ]  # fmt: skip


def test_only_what_was_signed_gives_a_signature(tmp_path: Path) -> None:
    path = tmp_path / "pax.csv"
    path.write_text(PAX, encoding="utf-8")
    (sheet,) = read_dataset("pax", [path])
    acts = [r.instrument.id for r in sheet.records if isinstance(r, Act)]
    assert acts == ["instrument:pax-11"]
    parties = [{p.id for p in r.parties} for r in sheet.records if isinstance(r, Instrument)]
    assert parties == [
        {"state:FRA", "group:pax-millers-front"}, {"state:MLI", "group:pax-bakers"},
    ]  # fmt: skip
    assert [r.row for r in sheet.skipped] == ["AgtId=12", "AgtId=13"]
