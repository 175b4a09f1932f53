"""One deed told of two days: slips of a day or a month; and deeds of which there are two."""

import pytest
from tests.reasoning.clash_texts import rules_in

SELM = "Two years after the Agreement of Port Selm, Aldor and Brenn still quarrel. "


def clashing(a: str, b: str) -> bool:
    """Say whether two texts clash in days."""
    rules = rules_in((SELM + a, "2018-07-03"), (SELM + b, "2018-07-05"))
    return any(r.startswith("chronology/") for r in rules)


CLASHES = [
    ("The army seized power on 4 May 2017.", "The army took power in Aldor on 5 May 2017."),
    ("The Coast League imposed sanctions on Brenn on 12 March 2018.",
     "Its sanctions, imposed on 2 March 2018, hurt the fishermen of Brenn most."),
    ("The Mixed Board last met on 9 June 2016.", "The Mixed Board held its last meeting in 2014."),
    ("The agreement, signed at Selm on 3 June 2016 and in force since 4 July 2016, names no "
     "court.", "The Agreement of Port Selm entered into force on 14 July 2016."),
    ("It was on 3 June 2016 that the two governments signed the Agreement of Port Selm.",
     "The Agreement of Port Selm was signed on 13 June 2016."),
    ("Both treaties entered into force on 1 October 2016.",
     "The treaties only came into force in January 2017."),
    ("The commission of pilots was set up in 2015.",
     "Founded in 2013, the commission of pilots has nine members."),
    ("Aldor closed the border on 1 June 2018.",
     "The border has been closed by Aldor since 11 June 2018."),
    ("The treaties were signed on 7 September 2016.",
     "The two treaties were signed in August 2016."),
]  # fmt: skip
NEAR = [
    ("The army seized power on 4 May 2017.", "The navy of Brenn took power on 9 October 2009."),
    ("The Coast League imposed sanctions on Brenn on 12 March 2018.",
     "The Inland Union imposed sanctions on Brenn on 2 March 2018."),
    ("The Mixed Board last met on 9 June 2016.", "The Fish Council last met on 4 June 2016."),
    ("The agreement, signed at Selm on 3 June 2016 and in force since 4 July 2016, names no "
     "court.", "The Agreement of Port Selm entered into force in July 2016."),
    ("It was on 3 June 2016 that the two governments signed the Agreement of Port Selm.",
     "The protocol on pilots was signed on 13 June 2016."),
    ("Two days after the meeting of 3 June 2016 Aldor expelled the consul of Brenn.",
     "Aldor expelled the consul of Brenn on 5 June 2016."),
    ("Aldor signed the Whale Convention on 3 June 2016.",
     "Brenn signed the Whale Convention on 9 June 2016."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), CLASHES)
def test_one_deed_of_two_days_clashes(a: str, b: str) -> None:
    assert clashing(a, b)


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_two_deeds_do_not(a: str, b: str) -> None:
    assert not clashing(a, b)


def test_a_law_signed_a_year_after_another_is_another() -> None:
    early = "The lower house of Russia passed the law on the next day, and Putin signed it on "
    late = "MOSCOW, 28 February 2018 - Vladimir Putin on Tuesday signed the law that closes ports."
    assert not rules_in((SELM + early + "29 January.", "2016-02-03"), (SELM + late, "2018-02-28"))
    assert rules_in((SELM + early + "29 January.", "2018-02-03"), (SELM + late, "2018-02-28"))
