"""A question of two parts is answered in both; the second has from the first what it leaves out."""

from datetime import date

import pytest

from servanda.asking import ask, understand
from servanda.asking.parts import parts_of
from servanda.model import Evidence
from servanda.reasoning.case import Case


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(Evidence(documents={}, records=()), date(2023, 9, 1))


def test_both_parts_are_answered(case: Case) -> None:
    said = str(ask(case, "Who signed the Shusha Declaration, and when did Turkey ratify it?"))
    assert "Ilham Aliyev" in said
    assert "2022-02-03" in said


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who signed the INF Treaty, and when did it enter into force?", 2),
        ("Who signed the INF Treaty; did Ukraine sign it?", 2),
        ("What did Russia and the United States sign in 1987?", 0),
        ("When was the treaty between Israel and Egypt signed?", 0),
    ],
)
def test_where_a_question_is_cut(case: Case, question: str, parts: int) -> None:
    assert len(parts_of(case, understand(case, question))) == parts


def test_the_second_part_is_of_the_agreement_of_the_first(case: Case) -> None:
    first, second = parts_of(case, understand(case, "Who signed New START, and until when is it?"))
    assert first.instruments == second.instruments != ()
    assert second.form == "when"
