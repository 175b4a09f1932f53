"""Who is for or against what in plain sentences; and stances that only look opposed."""

import pytest
from tests.reasoning.clash_texts import rules_in

LAKE = "In June 2018 Tavria and Norland signed the Ostrov Agreement on the name of the lake. "
POLARITY, CHANGE = "polarity/told-stances", "change/told-stances"


def told(a: str, b: str, days: tuple[str, str]) -> set[str]:
    """Return the rules of stances by which two texts clash."""
    return rules_in((LAKE + a, days[0]), (LAKE + b, days[1])) & {POLARITY, CHANGE}


CLASHES = [
    ("Tavria supports a canal across the isthmus.",
     "Tavria is against a canal across the isthmus."),
    ("Norland's government rejects a joint patrol of the lake.",
     "The government of Norland is in favour of a joint patrol of the lake."),
    ("Tavria demands that the observer mission leave the lake.",
     "Tavria asks that the observer mission stay on the lake."),
    ("Tavria has no objection to a bridge to Orm.", "Tavria objects to a bridge to Orm."),
    ("Norland would not hear of a ferry across the lake.",
     "Norland backs a ferry across the lake, its spokesman said."),
]  # fmt: skip
NEAR = [
    ("Tavria supports a canal across the isthmus.",
     "Norland is against a canal across the isthmus."),
    ("Tavria supports a canal across the isthmus.", "Tavria is against a dam on the river Oll."),
    ("Tavria supports a canal across the isthmus.",
     "If Tavria opposed a canal across the isthmus, nobody would dig it."),
    ("Tavria supports a canal across the isthmus.",
     "Nobody says that Tavria opposes a canal across the isthmus."),
    ("Tavria supports a canal across the isthmus.",
     "Does Tavria oppose a canal across the isthmus?"),
    ("Tavria rejects a joint patrol of the lake.",
     "Tavria does not support a joint patrol of the lake."),
    ("Tavria supports the first phase of the canal.",
     "Tavria rejects the second phase of the canal."),
    ("Tavria supports a canal across the isthmus.",
     "Tavria rejected criticism of the canal across the isthmus."),
    ("Tavria welcomes the gains in the fight against smuggling on the lake.",
     "Tavria calls for help in the fight for smuggling on the lake."),
    ("The government supports a canal.", "The opposition rejects a canal."),
    ("Tavria opposes a canal.", "Tavria might support a canal."),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), CLASHES)
def test_opposite_stances(a: str, b: str) -> None:
    assert told(a, b, ("2018-07-03", "2018-07-05")) == {POLARITY}


def test_a_turn_is_no_contradiction() -> None:
    assert told(*CLASHES[0], ("2018-07-03", "2020-07-05")) == {CHANGE}


@pytest.mark.parametrize(("a", "b"), NEAR)
def test_near_misses_of_stances(a: str, b: str) -> None:
    assert told(a, b, ("2018-07-03", "2018-07-05")) == set()
