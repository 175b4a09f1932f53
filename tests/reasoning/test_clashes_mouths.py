"""One saying of one speaker in two wordings; and quotations that only look like it."""

import pytest
from tests.reasoning.clash_texts import rules_in

KIND = "attribution"
LAKE = "In June 2018 Tavria and Norland signed the Ostrov Agreement on the name of the lake. "
A = LAKE + "“{}”, the admiral of Tavria told the radio on Monday."
B = LAKE + "The admiral of Tavria said it at noon: “{}”"
OTHER = LAKE + "The bishop of Norland said it at noon: “{}”"


@pytest.mark.parametrize(("one", "other"), [
    ("Nobody who fishes here at night will be sent to prison by us",
     "Nobody who fishes here at night will be sent to hospital by us"),
    ("We have counted nine boats and every boat was empty",
     "We have counted nineteen boats and every boat was empty"),
    ("The lake is ours and we are going to share it with you",
     "The lake is ours and we are not going to share it with you"),
])  # fmt: skip
def test_other_words(one: str, other: str) -> None:
    assert rules_in((A.format(one), "2018-07-03"), (B.format(other), "2018-07-05"), kind=KIND)
    assert not rules_in((A.format(one), "2018-07-03"), (B.format(one), "2018-07-05"), kind=KIND)


@pytest.mark.parametrize(("one", "other"), [
    # left out, spelt otherwise, or other sentences
    ("We have counted nine boats and every boat was quite empty",
     "We have counted nine boats and every boat was empty"),
    ("Nobody will recognise the colour of the flag on the harbour wall",
     "Nobody will recognize the color of the flag on the harbour wall"),
    ("We have counted nine boats and every boat was empty",
     "We have counted the votes and the people of the lake were for it"),
])  # fmt: skip
def test_no_other_words(one: str, other: str) -> None:
    assert not rules_in((A.format(one), "2018-07-03"), (B.format(other), "2018-07-05"), kind=KIND)


def test_two_speakers_may_say_what_they_like() -> None:
    one, other = (
        f"The lake is ours and we are {x}going to share it with you" for x in ("", "not ")
    )
    texts = (A.format(one), "2018-07-03"), (OTHER.format(other), "2018-07-05")
    assert not rules_in(*texts, kind=KIND)
