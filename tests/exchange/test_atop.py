"""A member table of alliances becomes promises from party to party, each with its row."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from servanda.cli.tasks.atop import lines
from servanda.exchange import import_dataset, read_dataset
from servanda.ledger import Ledger
from servanda.model import Commitment
from servanda.reasoning.case import Case
from servanda.reasoning.duties import duties

COLUMNS = (
    "atopid,member,phase,yrent,moent,dayent,yrexit,moexit,dayexit,"
    "defense,offense,neutral,nonagg,consul,version"
)
ROWS = """9001,200,0,1950,3,1,1955,6,1,1,0,0,0,1,9.9
9001,220,0,1950,3,1,1955,6,1,0,0,0,1,0,9.9
9001,225,0,1955,6,1,0,0,0,1,0,0,0,0,9.9
9002,200,1,1960,5,,1962,,,1,0,0,0,0,9.9
9002,210,1,1960,5,,1962,,,1,0,0,0,0,9.9
9003,8152,0,1960,1,1,0,0,0,1,0,0,0,0,9.9
9003,200,0,1960,1,1,0,0,0,1,0,0,0,0,9.9
9004,200,0,1970,1,1,0,0,0,8,0,0,1,0,9.9
9004,325,0,1970,1,1,1980,1,1,0,0,0,1,0,9.9
9004,350,0,1970,1,1,0,0,0,0,0,0,1,0,9.9
9004,325,0,1985,1,1,0,0,0,0,0,0,1,0,9.9
"""


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "member.csv"
    path.write_text(f"{COLUMNS}\n{ROWS}", encoding="utf-8")
    return path


def table(path: Path) -> dict[tuple[str, str, int], dict[str, str]]:
    text = b"\n".join(lines(path, None)).decode()
    rows = csv.DictReader(io.StringIO(text))
    return {(r["ccode1"], r["ccode2"], int(r["year"])): r for r in rows}


def test_promises_run_from_the_row_of_the_one_who_gives_them(members: Path) -> None:
    rows = table(members)
    flags = ("atop_defense", "atop_nonagg", "atop_consul")
    assert [rows["200", "220", 1950][f] for f in flags] == ["1", "0", "1"]
    assert [rows["220", "200", 1950][f] for f in flags] == ["0", "1", "0"]
    assert {y for a, b, y in rows if (a, b) == ("200", "220")} == set(range(1950, 1956))


def test_who_leaves_when_another_comes_was_never_allied_with_it(members: Path) -> None:
    rows = table(members)
    assert not [k for k in rows if "225" in k[:2]]


def test_an_unknown_day_leaves_the_year_possible_but_not_sure(members: Path) -> None:
    rows = table(members)
    assert [rows["200", "210", y]["sure"] for y in (1960, 1961, 1962)] == ["1", "1", "0"]


def test_who_comes_back_is_bound_again_and_not_in_between(members: Path) -> None:
    years = {y for a, b, y in table(members) if (a, b) == ("325", "350")}
    assert years == {*range(1970, 1980), 1985}


def test_values_other_than_one_are_no_promise(members: Path) -> None:
    rows = table(members)
    assert rows["200", "350", 1975]["atop_defense"] == "0"


def test_each_row_names_the_rows_it_rests_on(members: Path) -> None:
    for (a, b, year), row in table(members).items():
        assert f"member={a} " in row["because"] or f"member={b} " in row["because"]
        for reason in row["because"].split("; "):
            first, last = reason.split()[3], reason.split()[5]
            assert int(first[:4]) <= year <= int(last[:4])


def test_numbers_that_are_no_states_are_left_out_and_named(members: Path) -> None:
    (sheet,) = read_dataset("atop", [members])
    assert [(r.row.split()[1], r.field) for r in sheet.skipped] == [
        ("member=8152", "member"), ("member=200", "member"),
    ]  # fmt: skip
    assert sheet.used == 9
    commitment = next(r for r in sheet.records if isinstance(r, Commitment))
    assert commitment.registry is not None
    assert (commitment.registry.release, commitment.registry.field) == ("9.9", "defense")


def test_bindings_answer_from_the_ledger_like_any_other(tmp_path: Path, members: Path) -> None:
    with Ledger(tmp_path / "l.ledger") as ledger:
        list(import_dataset(ledger, "atop", [members]))
        evidence = ledger.evidence()

    def owed(day: str, a: str, b: str) -> dict[str, str]:
        case = Case(evidence, date.fromisoformat(day))
        return {f.values["action"]: f.values["binds"] for f in duties(case, a, b)}

    assert set(owed("1952-01-01", "state:GBR", "state:FRA").values()) == {"binding"}
    assert set(owed("1956-01-01", "state:GBR", "state:FRA").values()) == {"not binding"}
    # The alliance goes on with others: towards the one that left nothing is owed.
    assert owed("1982-01-01", "state:GRC", "state:ITA") == {
        "use force against the others": "not binding"
    }
    assert owed("1982-01-01", "state:GRC", "state:GBR") == {
        "use force against the others": "binding"
    }
