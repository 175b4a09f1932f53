"""The author's line follows the author's words, by the common road from text to status."""

import re

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.reasoning.board import board
from servanda.reasoning.case import Case

FROM = "instrument:russia-armenia-friendship-treaty-1997"
TEXT = """Friendship on paper

In 1997 Russia and Armenia signed a treaty of friendship and mutual help. Much was promised.

This week the minister in Yerevan spoke of other friends. Where does that leave us?

  1. The 1997 treaty between Russia and Armenia can be considered to have expired.
  2. Nobody in Moscow will mourn it.
"""


def line(text: str, instrument: str, day: str = "2024-03-01") -> tuple[list[str], bool]:
    from datetime import date

    meta = Meta(published=date.fromisoformat("2024-02-20"), authors=("L. Scribe",), genre="op-ed")
    case = Case(evidence_of([read_document(from_text(text, meta))]), date.fromisoformat(day))
    found = board(case, [instrument], ["source:L. Scribe"])
    return (
        sorted({s for f in found for s in f.values["statuses"]}),
        all(f.values["sure"] for f in found),
    )


def test_the_record_as_told_by_the_author() -> None:
    assert line(TEXT, FROM) == (["expired"], True)


@pytest.mark.parametrize(
    "words",
    ["still holds", "remains in force", "cannot be considered to have expired", "might expire"],
)
def test_other_words_flip_it(words: str) -> None:
    told = TEXT.replace("can be considered to have expired", words)
    assert line(told, FROM) == (["in_force"], True)


@pytest.mark.parametrize("words", ["is said to have expired", "is reported to have expired"])
def test_hearsay_is_not_the_authors_own_claim(words: str) -> None:
    told = TEXT.replace("can be considered to have expired", words)
    assert line(told, FROM) == (["in_force"], True)


def test_another_year_is_another_treaty_and_another_answer() -> None:
    other = re.sub("1997", "1995", TEXT)
    assert line(other, FROM) == (["in_force"], True)


def test_a_date_is_followed() -> None:
    told = TEXT.replace("can be considered to have expired", "expired in 2022")
    assert line(told, FROM, "2021-12-31") == (["in_force"], True)
    assert line(told, FROM, "2022-06-30") == (["expired", "in_force"], False)
    assert line(told, FROM) == (["expired"], True)
