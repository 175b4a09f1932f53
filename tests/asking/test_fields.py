"""Fields of the registry's rows, each asked for in several wordings, and what no field holds."""

from datetime import date

import pytest

from servanda.asking import ask
from servanda.asking.fields import fields_of
from servanda.lexicon.registry import Instrument, load_registry
from servanda.model import Evidence
from servanda.reasoning.case import Case


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(Evidence(documents={}, records=()), date(2023, 9, 1))


def row(name: str) -> Instrument:
    found = load_registry().get(f"instrument:{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "question",
    [
        "Who is the depositary of the Treaty on Open Skies?",
        "which governments are depositaries of the open skies treaty",
        "Who are the custodians of the Open Skies treaty?",
    ],
)
def test_the_depositary_in_several_wordings(case: Case, question: str) -> None:
    assert row("open-skies-1992").depositary in str(ask(case, question))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where was the Prespa Agreement signed?", "prespa-agreement-2018"),
        ("In which city was the INF Treaty concluded?", "inf-treaty-1987"),
        ("Where and when was the Dayton Agreement signed?", "dayton-agreement-1995"),
    ],
)
def test_the_place_of_signature(case: Case, question: str, name: str) -> None:
    assert row(name).place in str(ask(case, question))


def test_who_brokered_stands_in_the_notes(case: Case) -> None:
    for question in ("Who brokered the Pretoria Agreement of 2022?",
                     "Which organisation mediated the Pretoria agreement for Tigray?"):  # fmt: skip
        assert "African Union" in str(ask(case, question))


def test_a_provision_is_found_by_words_of_like_meaning(case: Case) -> None:
    answer = ask(case, "How long do states have under the Ottawa Convention to destroy stockpiles?")
    assert answer.kind == "answer"
    assert "four years" in str(answer)
    assert all(s.registry for s in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "How many seats does the Good Friday Agreement reserve for women?",
        "What interest rate does the Ottawa Convention set on unpaid dues?",
        "Who catered the signing dinner of the Pretoria Agreement of 2022?",
        "Why did power-sharing under the Sunningdale Agreement collapse so quickly?",
    ],
)
def test_what_no_field_holds_is_not_answered(case: Case, question: str) -> None:
    answer = ask(case, question)
    assert answer.kind != "answer", str(answer)


def test_words_of_fields() -> None:
    assert fields_of("Who mediated it, and where?") == {"broker", "place"}
    assert not fields_of("Who signed it, and when?")
