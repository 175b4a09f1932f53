"""Pledges: what a programme promises so that it could be held to it, in each form of promising."""

import pytest

from servanda.cli.tasks.pledges import predict

PROMISED = (
    "We will set up a fisheries court in every harbour town.",
    "A new coastal rail line shall be built.",
    "The salt tax will be abolished.",
    "The Liberals propose to double the lighthouse fund.",
    "We are committed to raising the basic pension to 900 crowns by 2031.",
    "The party pledges to repeal the Ferry Act.",
    "To introduce free school meals.",
    "Abolish the toll on the northern bridge.",
    "Abolition of the hearth tax.",
    "Setting up a bank for small boat owners.",
    "Voting by post will be made compulsory for sailors.",
    "Steps will be taken to establish a maritime academy.",
    "Our target is to train 5,000 nurses.",
    "The party reiterates its commitment to spending 4% of national income on health.",
    "Every village would be connected to the grid within five years.",
    "We'll scrap the hut licence.",
)
LOOSE = (
    "We will strengthen the spirit of our islands.",
    "Full support will be given to fishing families.",
    "Every effort will be made to improve harmony among the isles.",
    "The government built a new harbour in 1998.",
    "The last government failed to repeal the Ferry Act.",
    "Our islands need leadership.",
    "To strive for excellence in all that we do.",
    "We had promised to build three bridges.",
    "Greater emphasis will be placed on sport.",
    "This will be an instrument of unity.",
    "The harbours are the gates of our land.",
    "We will never compromise on our dignity.",
)


def _label(text: str) -> int:
    return int(next(iter(predict([{"id": "x", "text": text}])))["label"])


@pytest.mark.parametrize("text", PROMISED)
def test_a_deed_that_can_be_seen_done_is_promised(text: str) -> None:
    assert _label(text) == 1


@pytest.mark.parametrize("text", LOOSE)
def test_goals_praise_and_the_past_promise_nothing(text: str) -> None:
    assert _label(text) == 0


@pytest.mark.parametrize(("loose", "firm"), [
    ("We will support the museums.", "We will support the museums with 40 million crowns by 2030."),
    ("Fishing will be encouraged.", "Fishing in the bay will be banned."),
])  # fmt: skip
def test_an_amount_a_day_or_a_firm_verb_makes_the_difference(loose: str, firm: str) -> None:
    assert (_label(loose), _label(firm)) == (0, 1)
