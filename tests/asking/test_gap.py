"""Questions that no kind of record answers: the sentence that holds nearly all of them, or none."""

from datetime import date

import pytest

from servanda.asking import ask, understand
from servanda.asking.gap import find, gap_of, itself, told
from servanda.asking.units import units_of
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case

TEXT = """Border commission meets in Ruritania

The mixed commission on the Narva river fisheries gathered in Tartu on Monday. Estonia sent seven
officials and Russia sent four. The chairman called the quarrel over mesh sizes a tempest in a net.

On Tuesday Latvia complained that nobody had consulted Riga about the winter quotas.
"""


@pytest.fixture(scope="module")
def case() -> Case:
    document = from_text(TEXT, Meta(title="Commission", published=date(2019, 5, 14)))
    return Case(evidence_of([read_document(document)]), date(2019, 6, 1))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did the mixed commission on the Narva fisheries gather?", "gathered in Tartu"),
        ("What did Latvia complain about, the winter quotas?", "nobody had consulted"),
    ],
)
def test_a_sentence_that_holds_the_question_answers_it(
    case: Case, question: str, words: str
) -> None:
    answer = ask(case, question)
    assert answer.kind == "answer"
    assert words in str(answer)
    assert all(s.records for s in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "When did the mixed commission on the Narva fisheries gather in 2014?",  # another year
        "What did Sweden complain about, the winter quotas?",  # somebody the text does not name
        "When did the commission dissolve its secretariat?",
        "Was Latvia right to complain about the winter quotas?",  # a judgement
    ],
)
def test_what_only_looks_like_it_is_not_answered(case: Case, question: str) -> None:
    answer = ask(case, question)
    assert not answer.sentences or answer.kind == "passages"


def test_agreements_whose_acts_nobody_verified_are_listed_without_a_status(case: Case) -> None:
    answer = ask(case, "Which treaties bind the United States and Russia?")
    assert all(s.registry for s in answer.sentences)


def test_the_gap_itself_finds_the_sentence(case: Case) -> None:
    asked = understand(case, "When did the mixed commission on the Narva fisheries gather?")
    assert any("gathered in Tartu" in s.text for s in told(case, asked))


@pytest.mark.parametrize(
    "question",
    [
        "When did the mixed commission on the Narva fisheries gather?",
        "Who complained about the winter quotas?",
        "How many officials did Estonia send?",
    ],
)
def test_sentences_without_a_word_of_the_question_need_no_look(case: Case, question: str) -> None:
    gap, units = gap_of(case, understand(case, question)), units_of(case)
    some = units.having(itself(gap))
    assert 0 < len(some) < len(units.every)
    assert find(case, gap, some, least=0.0) == find(case, gap, units.every, least=0.0)
