"""The passages nearest to a question: those of another time count for less, but count."""

from datetime import date

import pytest

from servanda.asking import nearby, understand
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case

NEARER = "Estonia and Russia told the mixed commission on the Narva river fisheries of mesh sizes."
OF_THE_YEAR = "Estonia told the mixed commission on the Narva river of winter quotas."
QUESTION = "Which nets did Estonia show the mixed commission on the Narva river fisheries in 2019?"


@pytest.fixture(scope="module")
def case() -> Case:
    made = [
        from_text(NEARER + "\n", Meta(title="Narva", published=date(2014, 3, 1))),
        from_text(OF_THE_YEAR + "\n", Meta(title="Narva", published=date(2019, 3, 1))),
    ]
    return Case(evidence_of([read_document(d) for d in made]), date(2020, 1, 1))


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "nearness", lambda text, others: None)


def found(case: Case, question: str) -> list[str]:
    return [s.text for s in nearby.passages_near(case, understand(case, question))]


def test_a_passage_of_another_year_stands_behind_one_of_the_year_asked(case: Case) -> None:
    first, second = found(case, QUESTION)
    assert OF_THE_YEAR in first
    assert NEARER in second  # shown still: half of its share is enough


def test_without_a_year_the_nearer_wording_comes_first(case: Case) -> None:
    assert NEARER in found(case, QUESTION.replace(" in 2019", ""))[0]


def test_only_the_weight_of_another_time_decides_between_them(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "OFF_TIME", 1.0)
    assert NEARER in found(case, QUESTION)[0]
