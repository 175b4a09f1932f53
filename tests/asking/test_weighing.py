"""The intent that the signs of a question speak for, where no row of the table foresaw them."""

import pytest
from tests.build import case, document

from servanda.asking import understand
from servanda.asking.shape import shape_of
from servanda.asking.weighing import BASE, SERVES, scores, weighed, weights

EMPTY = case([document("Nothing is said here.")], [])
FAMILIES = [
    ("Does the Simla Agreement continue to apply?", "status"),
    ("What does the Taif Agreement demand of Syria?", "duties"),
    ("On what matters do India and Pakistan not see eye to eye?", "clash"),
    ("what has been left undefined about the corridor", "unknown_gaps"),
    ("What information is lacking on the checkpoint?", "unknown_gaps"),
    ("Namibia Botswana deals", "list"),
    ("Starting when has the bridge been shut?", "when"),
]


@pytest.mark.parametrize(("question", "intent"), FAMILIES)
def test_wordings_that_no_row_foresaw_are_weighed(question: str, intent: str) -> None:
    assert understand(EMPTY, question).intent == intent


def test_what_outweighs_a_row_is_named_with_the_signs_that_spoke() -> None:
    rule = understand(EMPTY, "what has been left undefined about the corridor").rule
    assert "outweighed by" in rule
    assert "has:WIDE_OPEN" in rule


def test_words_that_are_no_question_stay_a_search() -> None:
    assert weighed(frozenset({"form:noun"}), "search") == ("search", "")


def test_a_row_counts_for_the_kinds_that_it_serves() -> None:
    signs = frozenset({"form:why", "has:BREAK"})
    with_row, without = scores(signs, "why_broke"), scores(signs, "none such")
    assert {k for k in with_row if with_row[k] > without[k]} == {*SERVES["why_broke"]}


def test_every_sign_has_a_weight_for_every_kind() -> None:
    kinds = weights()[BASE].keys()
    assert all(row.keys() == kinds for row in weights().values())


def test_the_words_of_a_question_speak_beside_its_shape() -> None:
    names = [(9, 14, "instrument:dayton-agreement-1995")]
    signs = shape_of("How does Dayton end in 2024?", names).signs
    assert {"word:end", "pair:does <instrument>", "begins:how does", "word:<number>"} <= signs
    assert not any("dayton" in s or "2024" in s for s in signs)  # names and numbers are no words
    told = scores(frozenset({"pair:how often"}), "none such")
    without = scores(frozenset(), "none such")
    assert told["how_often"] - without["how_often"] == max(told[k] - without[k] for k in told)
