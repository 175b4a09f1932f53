"""Namings of agreements that are taken for a text at hand, and those that are not."""

import pytest
from tests.reasoning.duties.story import agreement, case_of, duty, report

TITLE = "Protocol on Disengagement in the Sarvan Valley"
CLAUSE = "Kenya shall not deploy heavy weapons in the valley."


def alleged(name: str) -> bool:
    told = report(f"Ethiopia accused Kenya of violating Article 1 of the {name}.")
    case = case_of("2024-06-01", agreement(CLAUSE, title=TITLE), told)
    return bool(duty(case, "state:KEN", "weapons")["evidence"])


@pytest.mark.parametrize("name", [TITLE, "Sarvan Valley Protocol", "Sarvan Protocol"])
def test_shorter_names_mean_the_text_at_hand(name: str) -> None:
    assert alleged(name)


@pytest.mark.parametrize("name", ["Nairobi Protocol", "Sarvan River Protocol", "Moyale Agreement"])
def test_other_names_do_not(name: str) -> None:
    assert not alleged(name)
