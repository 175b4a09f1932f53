"""Whoever is asked about by an office is who held it, not everybody of that state."""

from datetime import date

import pytest

from servanda.asking import ask
from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case

TEXT = """Talks in Ankara on the straits

Sergey Lavrov said that Russia will open the strait to grain ships. Vladimir Putin
said that Russia will close the strait to tankers. Hakan Fidan said that Turkey had heard both.
Dmitry Medvedev said that the harbour on the strait was lost. Recep Tayyip Erdogan vowed that
he would send ten ships and that Turkey would pay for them.
"""


@pytest.fixture(scope="module")
def case() -> Case:
    document = from_text(TEXT, Meta(title="Talks", published=date(2024, 2, 14)))
    return Case(evidence_of([read_document(document)]), date(2024, 6, 1))


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("What did the foreign minister of Russia say about the strait?", "grain", "tankers"),
        ("what did the russian foreign minister say about the strait", "grain", "tankers"),
        ("What did Russia's president say about the strait?", "tankers", "grain"),
        ("What did the president of Russia promise?", "tankers", "grain"),
        ("What did the foreign minister of Russia promise?", "grain", "tankers"),
        ("What did the president of Russia say about the strait?", "tankers", "harbour"),
        ("What did the former president of Russia say about the strait?", "harbour", "tankers"),
        (
            "What did the foreign minister of Russia and the president of Turkey say about ships?",
            "grain",
            "tankers",
        ),
        ("What did Russia say about the strait?", "grain", "had heard"),
    ],
)
def test_words_of_who_held_the_office_alone(
    case: Case, question: str, holds: str, lacks: str
) -> None:
    answer = ask(case, question)
    assert answer.kind == "answer"
    assert holds in str(answer)
    assert lacks not in str(answer)


@pytest.mark.parametrize(
    "question",
    [
        "What did the defence minister of Russia say?",
        "What did the former foreign minister of Russia say about the strait?",
    ],
)
def test_an_office_whose_holder_says_nothing_is_not_answered_for_by_another(
    case: Case, question: str
) -> None:
    assert ask(case, question).kind != "answer"


def test_words_of_who_no_longer_held_an_office_are_not_its_holders(case: Case) -> None:
    answer = ask(case, "What did the president of Russia say about the harbour?")
    assert answer.kind != "answer" or "lost" not in str(answer)
    assert "lost" in str(ask(case, "What did Medvedev say about the harbour?"))


def test_what_one_says_that_their_state_will_do_is_their_promise(case: Case) -> None:
    answer = ask(case, "What did the president of Russia promise?")
    assert [s.text.partition(": ")[2] for s in answer.sentences] == [
        "Russia, close the strait to tankers"
    ]


def test_what_one_sentence_promises_is_told_once(case: Case) -> None:
    answer = ask(case, "What did the president of Turkey promise?")
    assert len([s for s in answer.sentences if "ten ships" in s.text]) == 1
