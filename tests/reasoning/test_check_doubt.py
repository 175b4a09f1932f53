"""What looks like a difference and may be told of something else is not said to differ."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.check import check


def differing(text: str, day: date = date(2022, 3, 1)) -> list[str]:
    document = from_text(text, Meta(published=day))
    told = evidence_of([read_document(document)])
    found = check(Case(Evidence(documents={}, records=()), day), told)
    return [a["aspect"] for f in found if f.type == "differs" for a in f.values["aspects"]
            if a["verdict"] == "differs"]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        # taken back
        "Correction: an earlier version of this page said that New START was signed in 2009.",
        "A reader reproaches me for having written that New START was signed in Geneva.",
        # the day of an exit is not that of the entry into force
        "The United States gave notice, and the exit from the Paris Agreement became effective on "
        "4 November 2020.",
        "Russia's withdrawal from the Treaty on Open Skies took effect on 18 December 2021.",
        # declared, weighed, still to come
        "The ministry has declared New START null and void.",
        "Norway considered the matter and rejected withdrawal from the Ottawa Convention.",
        "Nobody will agree on a new text before New START lapses.",
        # a notice of an end is no end
        "The Philippines sent its notice of termination of the Visiting Forces Agreement.",
        # a name that several instruments bear: the year tells which
        "The Lancaster House agreement of 1965 has never been terminated by anybody.",
        # a subordinate paragraph number is the paragraph's own
        "Under article 4.4 of the Sri Lanka ceasefire agreement either side may leave it on "
        "fourteen days' notice.",
    ],
)
def test_a_doubtful_difference_is_none(text: str) -> None:
    assert differing(text) == []


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("New START was signed on 8 April 2011 in Prague.", "date"),
        ("New START was signed in Geneva on 8 April 2010.", "place"),
        ("New START expired on 5 February 2021.", "status"),
        ("The Paris Agreement entered into force on 4 November 2017.", "date"),
    ],
)
def test_a_plain_difference_is_still_one(text: str, aspect: str) -> None:
    assert aspect in differing(text)
