"""A clause in other words than its line agrees with it where a model of sentences is installed."""

from datetime import date

import pytest

from servanda import vectors
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

pytestmark = pytest.mark.skipif(not vectors.installed(), reason="the extra `vectors` is not here")
DAY = date(2024, 3, 1)


def found(text: str) -> list[Finding]:
    """Return what is found of a text against the registry alone."""
    told = evidence_of([read_document(from_text(text, Meta(published=DAY)))])
    return check(Case(Evidence(documents={}, records=()), DAY), told)


LOME = "The Lomé Peace Accord of 7 July 1999 ended the war in Sierra Leone. "
LINES = [
    "The Argyle Declaration of 14 December 2023 calmed the dispute over the Essequibo for a while. "
    "Guyana said that it stood by the process before the world court.",
    "The Agreement of Geneva of 1966 set up a body on the border question. If the commission came "
    "to nothing, the governments had to pick a peaceful way of settling the matter.",
]


@pytest.mark.parametrize("text", LINES)
def test_another_wording_agrees(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    last = text.index(". ") + 1
    assert [f for f in found(text) if f.values["start"] > last and f.type == "agrees"]
    monkeypatch.setattr("servanda.vectors.near.installed", lambda: False)
    assert not [f for f in found(text) if f.values["start"] > last and f.type == "agrees"]


@pytest.mark.parametrize(
    "tail",
    ["The rebels were fond of football.", "The harvest was poor that year, and prices rose."],
)
def test_what_no_line_tells_agrees_with_none(tail: str) -> None:
    text = LOME + tail
    assert not [f for f in found(text) if f.values["start"] >= len(LOME) and f.type == "agrees"]
