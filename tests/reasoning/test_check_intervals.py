"""How long after another a deed was done, days that slipped, and clauses under a wrong number."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check
from servanda.vectors import installed

DAY = date(2024, 6, 1)


def checked(text: str) -> list[Finding]:
    """Return the findings on a text held against the registry."""
    told = evidence_of([read_document(from_text(text, Meta(published=DAY, language="en")))])
    return check(Case(Evidence(documents={}, records=()), DAY), told)


def verdicts(text: str, words: str) -> set[str]:
    """Return the verdicts of the findings that stand on some words of a text."""
    start = text.index(words)
    return {f.type for f in checked(text)
            if f.values["start"] < start + len(words) and start < f.values["end"]}  # fmt: skip


TRUCE = "The Sri Lanka ceasefire agreement was signed on 22 February 2002. It came into force {}."


@pytest.mark.parametrize(("told", "differs"), [
    ("a week after that", True), ("the next day", False), ("two months after the signing", True),
    ("on the day of signature", True), ("about a week after that", False),
])  # fmt: skip
def test_a_time_after_another_is_worked_out_from_the_days_on_record(
    told: str, differs: bool
) -> None:
    text = TRUCE.format(told)
    assert ("differs" in verdicts(text, f"came into force {told}")) is differs


@pytest.mark.parametrize(("day", "differs"), [
    ("12 January 2019", True), ("12 February 2019", False), ("12 February 2020", True),
])  # fmt: skip
def test_a_day_that_slipped_by_a_month_or_a_year_differs(day: str, differs: bool) -> None:
    text = f"The Prespa Agreement was hard to reach. It has bound both states since {day}."
    assert ("differs" in verdicts(text, f"bound both states since {day}")) is differs


def test_a_clause_under_a_wrong_number_never_agrees() -> None:
    right = "Article IV of the Treaty of Guarantee has the three consult on a breach."
    wrong = right.replace("IV", "II")
    assert "differs" not in verdicts(right, "Article IV")
    assert "agrees" not in verdicts(wrong, "Article II")


def test_between_two_is_one_clause() -> None:
    text = ("The Dayton Agreement ended the war. "
            "Powers are divided between the state and the entities by Annex 6.")  # fmt: skip
    assert "agrees" not in verdicts(text, "Powers are divided between the state")


@pytest.mark.skipif(not installed(), reason="needs the extra `vectors`")
def test_a_clause_may_agree_with_another_agreement_that_the_text_speaks_of() -> None:
    text = ("The INF Treaty was signed in 1987. The Prespa Agreement was signed in June 2018. "
            "The former had both eliminate their ground-launched missiles of shorter and "
            "intermediate range. It was a long road to Prespa, but ground-launched missiles of "
            "intermediate and shorter range had been eliminated before.")  # fmt: skip
    found = [f for f in checked(text) if f.type == "agrees"
             and "shorter range" in f.values["sentence"]]  # fmt: skip
    assert any("article I" in f.explanation for f in found)
    assert all(f.type != "differs" for f in checked(text))


@pytest.mark.parametrize(("told", "differs"), [
    ("with Norway as facilitator", False), ("with Mexico as facilitator", True),
    ("with Mexico as a guest of honour", False),
])  # fmt: skip
def test_who_helped_is_told_by_his_part(told: str, differs: bool) -> None:
    text = f"The Barbados Agreement was signed at Bridgetown in October 2023, {told}."
    assert any(f.type == "differs" for f in checked(text)) is differs


@pytest.mark.parametrize(("guest", "differs"), [("Rwanda", False), ("Botswana", True)])
def test_one_of_a_list_of_names_may_be_another(guest: str, differs: bool) -> None:
    text = ("The Maputo Accord of 2019 ended the fighting. "
            f"It had the presidents of Namibia and {guest} among its witnesses.")  # fmt: skip
    assert any(f.type == "differs" for f in checked(text)) is differs


def test_what_is_told_of_a_time_before_an_agreement_is_not_what_it_says() -> None:
    text = ("The Argyle Declaration was signed in December 2023. In 1966 Venezuela had accepted "
            "that the International Court might be asked.")  # fmt: skip
    assert "agrees" not in verdicts(text, "In 1966 Venezuela had accepted")
