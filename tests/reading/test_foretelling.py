"""Ways of foretelling that stand in the wording of a sentence rather than in a verb's tense."""

from datetime import date

import pytest

from servanda.engine import read_document
from servanda.intake import Meta, from_text
from servanda.model import Prediction

# What is said, what is foretold, and "not" where it is held not to come about.
FORETOLD = """
The odds are against a deal before June. | a deal before June | not
Don't count on a deal this year. | a deal this year | not
Chances are the mandate gets renewed. | the mandate gets renewed |
Mark my words, Brask leaves the League before the year is out. | Brask leaves the League before the year is out |
Nobody should be surprised if the truce breaks down within weeks. | the truce breaks down within weeks |
The bank sees Norland defaulting by June. | Norland defaulting by June |
Norland is on course to leave the League by 2034. | Norland ... to leave the League by 2034 |
The treaty has no hope of passing the Senate this year. | The treaty ... of passing the Senate this year | not
The likeliest outcome is a hung parliament in May. | a hung parliament in May |
I give the truce three months. | the truce | not
Maldreth abolishes its toll before the summer: 45% | Maldreth abolishes its toll before the summer |
A delay until the autumn cannot be ruled out. | A delay until the autumn |
No agreement before the summer, says the envoy. | No agreement before the summer | not
"""  # noqa: E501
NOT = (
    "The government is confident that the law is good.",
    "I believe that the treaty is illegal.",
    "Turnout: 45%",
    "We expect all parties to respect the truce.",
    "He says most analysts believe the report was wrong.",
)


def predictions(text: str) -> list[Prediction]:
    read = read_document(from_text(f"Notes\n\n{text}\n", Meta(published=date(2031, 3, 12))))
    return [r for r in read.records if isinstance(r, Prediction)]


@pytest.mark.parametrize("row", FORETOLD.strip().splitlines())
def test_what_a_wording_foretells(row: str) -> None:
    said, claim, denied = (x.strip() for x in row.split("|"))
    (found,) = predictions(said)
    assert found.proposition.text.replace(" of passing", " passing") == claim.replace(
        " of passing", " passing"
    )
    assert found.polarity == ("negated" if denied else "affirmed")


@pytest.mark.parametrize("said", NOT)
def test_what_foretells_nothing(said: str) -> None:
    assert not predictions(said)
