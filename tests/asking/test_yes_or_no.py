"""Questions of yes or no: what is shown, what is only told, and what the record does not show."""

from datetime import date

import pytest

from servanda.asking import ask
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case

TEXTS = (
    (
        "The rebels of the Norland Front have handed in two thousand rifles, the mission said. "
        "Russia never denounced the Treaty on Open Skies in 2019, a diplomat recalled.",
        date(2020, 2, 1),
    ),
    ("Analysts expect that the Norland Front will rejoin the cabinet by April 2020.",
     date(2020, 2, 3)),
)  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    documents = [
        from_text(text, Meta(title=f"Note {n}", published=day, publisher=f"Agency {n}"))
        for n, (text, day) in enumerate(TEXTS)
    ]
    return Case(evidence_of([read_document(d) for d in documents]), date(2020, 3, 1))


def test_a_deed_that_a_text_tells_is_told(case: Case) -> None:
    assert "two thousand rifles" in str(ask(case, "Did the Norland Front hand in its rifles?"))


def test_an_act_that_nobody_did_is_said_not_to_be_shown(case: Case) -> None:
    first = ask(case, "Has Canada denounced the Treaty on Open Skies?").sentences[0]
    assert "shows no such act of Canada" in first.text
    assert first.registry


def test_one_who_is_no_party_is_said_to_be_none(case: Case) -> None:
    first = ask(case, "Did Brazil join the INF Treaty?").sentences[0]
    assert "Brazil is no party" in first.text


def test_a_denial_is_told_as_one(case: Case) -> None:
    texts = [s.text for s in ask(case, "Did Russia denounce the Treaty on Open Skies?").sentences]
    assert any("denies it" in t for t in texts)


def test_that_no_forecast_came_true_is_an_answer(case: Case) -> None:
    answer = ask(case, "Which predictions came true?")
    assert "not shown to have come true" in str(answer)
    assert answer.sentences[0].records


def test_a_deed_that_nothing_tells_is_not_in_the_record(case: Case) -> None:
    answer = ask(case, "Did the Norland Front burn the harbour?")
    assert answer.kind != "answer"
