"""Predictions in sentences of many kinds: what foretells, how likely, and what does not."""

import pytest

from servanda.model import Prediction
from servanda.reading.odds import odds_in

from .helpers import of

# A sentence and the words that carry its prediction, joined by " + " where it has several.
FORETOLD = """
The truce will collapse. | will collapse
They won't. | won't
Nor will the courts. | will
The lira might fall further. | might fall
Oil could hit a hundred dollars by June. | could hit
If the blockade goes on, famine may follow. | may follow
The treaty is due to expire in 2026. | due to expire
The goal is likely to be missed. | likely to be missed
Turnout is going to fall. | going to fall
Moscow warned that the region would burn. | would burn
If Tehran left the treaty, Riyadh would follow. | would follow
Expect a long winter. | Expect
I do not expect a vote. | expect
I bet that Ankara blinks first. | bet
I fear that they will. | will
We shall regret this. | shall regret
My prediction is that the vote slips past Easter. | prediction
A return to war is inevitable. | inevitable
There is one chance in five that the parliament ratifies the deal. | chance
Analysts give the ceasefire a thirty per cent chance of surviving. | chance
I put the odds of a deal at ten per cent. | odds
There is a real danger that the talks fail. | danger
I would not bet a penny on their patience. | bet
The chairman will resign and the party will split. | will resign + will split
A truce before the harvest? One in five. | truce
Will the talks resume by June? Unlikely. | resume
A new treaty we do not expect before 2030. | expect
A meeting of the two presidents in 2031 I regard as out of the question. | regard
A handover by the summer is a safe bet. | is
A coup is on the cards. | is
I would say three to one that the fleet keeps its base. | say
The last of the grain should be out of the port by May. | should be
I see the two ministers in one room by the end of May. | see
It is a matter of time before the league walks out of the talks. | is
I would be astonished if the two leaders met this year. | astonished
The bank foresees no devaluation at all. | foresees
She expects the union to freeze the fund in the course of 2032. | expects
"""

# Plans, promises, permissions, habits, questions, judgements: nothing is foretold.
NOT_FORETOLD = """
We will build ten schools.
I would like to thank the minister.
Mali said that it would leave the bloc.
In those years he would often walk to the river.
Two years later it would annex more land.
The minister may enter the building.
The parties shall meet in Geneva.
He could not reach the telephone.
Would you sign it?
Will the truce hold?
He was due to arrive in May.
She expects him at noon.
It would be a mistake to leave.
He said that he would sue.
The president announced that elections would be held in May.
She gives him a chance.
They took a risk.
I hope that the truce will hold.
They ensure that nobody will suffer.
One in three children goes hungry.
Forty per cent of the voters said yes.
Had it left, the others would have followed.
The parties should submit their reports by May.
The prisoners should be released by May.
The envoy is a safe pair of hands.
I see him by the river.
Is the truce dead? Probably not.
Who will win? Probably the league.
The rule expects you to pay.
The minister expects the army to obey.
"""


@pytest.mark.parametrize("line", FORETOLD.strip().splitlines())
def test_foretold(line: str) -> None:
    text, words = (part.strip() for part in line.split("|"))
    found = of(Prediction, text, "op-ed")
    assert [p.anchors[0].quote for p in found] == words.split(" + ")


@pytest.mark.parametrize("text", NOT_FORETOLD.strip().splitlines())
def test_not_foretold(text: str) -> None:
    assert of(Prediction, text, "op-ed") == []


def test_a_doubt_foretells_the_opposite() -> None:
    (found,) = of(Prediction, "I doubt that the Senate will approve it.")
    assert found.polarity == "negated"
    (other,) = of(Prediction, "I do not doubt that the Senate will approve it.")
    assert other.polarity == "affirmed"


@pytest.mark.parametrize(
    ("words", "odds"),
    [
        ("one in five", (0.2, 0.2)),
        ("one chance in ten", (0.1, 0.1)),
        ("nine out of ten", (0.9, 0.9)),
        ("a 30 per cent chance", (0.3, 0.3)),
        ("twenty-five percent", (0.25, 0.25)),
        ("three to one against", (0.25, 0.25)),
        ("three to one on", (0.75, 0.75)),
        ("an even chance", (0.5, 0.5)),
        ("no better than even", (0.5, 0.5)),
        ("between 55 and 65 per cent", (0.55, 0.65)),
        ("70-80 %", (0.7, 0.8)),
        ("better than even odds", (0.5, 1.0)),
    ],
)
def test_odds(words: str, odds: tuple[float, float]) -> None:
    assert odds_in(words) == [odds]


@pytest.mark.parametrize("words", ["five in one", "250 per cent", "one in the house", "ten to one"])
def test_no_odds(words: str) -> None:
    assert odds_in(words) == []


def test_odds_are_the_probability_of_what_they_are_told_of() -> None:
    (found,) = of(Prediction, "There is one chance in five that the parliament ratifies the deal.")
    assert found.probability == (0.2, 0.2)
    assert "parliament ratifies the deal" in found.proposition.text


# Odds that stand beside a prediction, before or after it; a share that is foretold is none.
BESIDE = [
    ("The panel puts at 40 per cent the chance that the bill will pass.", [(0.4, 0.4)]),
    ("There'll be no fourth extension: put it at four chances in five.", [(0.8, 0.8)]),
    ("The treaty will lapse in July. I would put it at two in three.", [(0.667, 0.667)]),
    ("Sarn will lift the ban (60 %) and Ost will join the pact (30 %).", [(0.6, 0.6), (0.3, 0.3)]),
    ("A truce before the harvest? One in five.", [(0.2, 0.2)]),
    ("Yes will carry the day with more than sixty per cent of the vote.", [None]),
    ("The ban will fall. There is a ten per cent chance that it returns.", [None, (0.1, 0.1)]),
]


@pytest.mark.parametrize(("text", "odds"), BESIDE)
def test_odds_beside_a_prediction(text: str, odds: list[tuple[float, float] | None]) -> None:
    assert [p.probability for p in of(Prediction, text, "op-ed")] == odds
