"""How the status of those is told who signed, and then said that they would not join."""

from datetime import date

import pytest

from servanda.model import Evidence
from servanda.reasoning.board import SIGNATURE_ENDED, finding
from servanda.reasoning.case import Case

ICC = "instrument:rome-statute-1998"


def says(party: str, day: str) -> str:
    case = Case(Evidence(documents={}, records=()), date.fromisoformat(day))
    told: str = finding(case, ICC, party, "record").values["says"]
    return told


@pytest.mark.parametrize("party", ["state:RUS", "state:USA", "state:ISR", "state:SDN"])
def test_a_signatory_that_withdraws_is_not_told_as_a_party_that_left(party: str) -> None:
    assert says(party, "2024-06-01") == SIGNATURE_ENDED


@pytest.mark.parametrize(
    ("party", "day", "told"),
    [
        ("state:BDI", "2024-06-01", "withdrawn"),
        ("state:PHL", "2024-06-01", "withdrawn"),
        ("state:RUS", "2010-06-01", "signed, not bound"),
        ("state:DEU", "2024-06-01", "in force"),
    ],
)
def test_parties_that_left_or_did_not_are_told_as_before(party: str, day: str, told: str) -> None:
    assert says(party, day) == told


@pytest.mark.parametrize(
    ("instrument", "party", "day"),
    [
        ("instrument:new-start-2010", "state:RUS", "2024-01-01"),
        ("instrument:indus-waters-treaty-1960", "state:IND", "2026-01-01"),
    ],
)
def test_an_objection_stands_before_the_one_act_that_it_is_raised_against(
    instrument: str, party: str, day: str
) -> None:
    case = Case(Evidence(documents={}, records=()), date.fromisoformat(day))
    found = [b for b in finding(case, instrument, party, "record").because if b.rule == "disputed"]
    told = [[leaf.text.partition(",")[0] for leaf in b.children] for b in found]
    assert told == [["objection", "suspension"]]
