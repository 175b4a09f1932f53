"""Sides and ranks told of agreements, against the parties and acts of their rows."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

DAY = date(2025, 12, 1)


def verdicts(text: str, rule: str) -> set[str]:
    """Return the verdicts that a rule gives on a text."""
    told = evidence_of([read_document(from_text(text, Meta(published=DAY, language="en")))])
    found = check(Case(Evidence(documents={}, records=()), DAY), told)
    return {a["verdict"] for f in found for a in f.values["aspects"] if a["rule"] == rule}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The Camp David Accords were made between Egypt and Israel.", "agrees"),
        ("The Indus Waters Treaty was concluded between India and Nepal.", "differs"),
        ("The Indus Waters Treaty between India and Pakistan was signed in 1960.", "agrees"),
        ("The Prespa Agreement was concluded with Bulgaria.", "differs"),
    ],
)
def test_the_sides_of_an_agreement_are_its_parties(text: str, verdict: str) -> None:
    assert verdict in verdicts(text, "check/side")


@pytest.mark.parametrize(
    "text",
    [
        "The Indus Waters Treaty was discussed between India and China.",
        "The Indus Waters Treaty was brokered by the World Bank.",
        "Talks between India and China went on. The Indus Waters Treaty stands.",
        "The Prespa Agreement was signed with the support of Germany.",
    ],
)
def test_who_is_told_of_otherwise_is_no_side(text: str) -> None:
    assert "differs" not in verdicts(text, "check/side")


def differing(text: str) -> set[str]:
    """Return the aspects in which a text differs from the registry."""
    told = evidence_of(
        [read_document(from_text(text, Meta(published=date(2024, 6, 1), language="en")))]
    )
    found = check(Case(Evidence(documents={}, records=()), date(2024, 6, 1)), told)
    return {a["aspect"] for f in found for a in f.values["aspects"]
            if a["verdict"] == "differs"}  # fmt: skip


def test_the_depositary_is_the_one_on_record() -> None:
    lead = "The Antarctic Treaty was signed in Washington in December 1959, and "
    assert not differing(lead + "the United States is its depositary.")
    assert differing(lead + "the United Kingdom is its depositary.") == {"party"}


def test_one_who_is_put_among_all_the_parties_of_a_short_list_is_none() -> None:
    told = "In December 1988 {} concluded the New York Accords on Namibia."
    assert not differing(told.format("Angola, Cuba and South Africa"))
    assert differing(told.format("Angola, Cuba, SWAPO and South Africa")) == {"party"}
