"""One deed told of two doers; and deeds that several may have done."""

import pytest
from tests.reasoning.clash_texts import rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "
RULE = "attribution/two-doers"


def clashing(a: str, b: str) -> bool:
    """Say whether two texts clash by this rule."""
    return RULE in rules_in((SELM + a, "2018-07-03"), (SELM + b, "2018-07-05"))


CLASHES = [
    ("Sailors closed the office of the harbour board on Monday.",
     "The office of the harbour board was closed by its own clerks."),
    ("It was Aldor that asked for the inquiry in Selm.",
     "The inquiry in Selm was requested by Brenn."),
    ("On 2 July 2018 the pilots' union destroyed the beacon of Gull Rock.",
     "The Fishery Board destroyed the beacon of Gull Rock on 2 July 2018."),
    ("The letter was written by the chancellor.",
     "It was the foreign minister who wrote the letter."),
    ("Hanna Brock signed for Aldor.", "It was Otto Frey who signed for Aldor."),
]  # fmt: skip
NEAR = [
    # several may do it, or one for the other
    ("Aldor signed the whale treaty.", "Brenn signed the whale treaty."),
    ("Aldor closed the office in Selm.", "The government of Aldor closed the office in Selm."),
    ("Sailors of Aldor destroyed the beacon of Gull Rock.",
     "The navy of Aldor destroyed the beacon of Gull Rock."),
    # two deeds: another day, place or thing
    ("The pilots' union closed the gate of Port Selm on 2 July 2018.",
     "The Fishery Board closed the gate of Port Selm on 9 June 2017."),
    ("Sailors closed an office on Monday.", "Clerks closed an office on Monday."),
    ("Hanna Brock signed for Aldor.", "Otto Frey signed for Brenn."),
    ("Aldor asked for an inquiry.", "Brenn asked for an inquiry."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), CLASHES)
def test_one_deed_of_two_doers_clashes(a: str, b: str) -> None:
    assert clashing(a, b)


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_deeds_of_several_do_not(a: str, b: str) -> None:
    assert not clashing(a, b)
