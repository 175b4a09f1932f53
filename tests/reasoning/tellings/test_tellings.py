"""Tellings: how a deed is meant, what it is, and whether two are of one deed."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reasoning.case import Case
from servanda.reasoning.tellings import same_deed
from servanda.reasoning.tellings.pages import lines
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.words import twins_apart


def told(text: str) -> list[Telling]:
    """Return the tellings of a text."""
    document = from_text(text, Meta(published=date(2020, 5, 4)))
    return Case(evidence_of([read_document(document)]), date(2020, 6, 1)).tellings_of_deeds.every


def one(text: str, sense: str) -> Telling:
    """Return the telling of a sense in a text."""
    return next(t for t in told(text) if sense in t.senses)


MEANT = [
    ("Norway released the prisoners in May.", "free", "fact", "", False),
    ("Norway did not release the prisoners.", "free", "fact", "", True),
    ("Norway has never released the prisoners.", "free", "fact", "", True),
    ("Norway shall release the prisoners.", "free", "fact", "must", False),
    ("Norway shall not release the prisoners.", "free", "fact", "ban", False),
    ("Norway undertook to release the prisoners.", "free", "fact", "must", False),
    ("Norway refused to release the prisoners.", "free", "fact", "refuse", False),
    ("Norway failed to release the prisoners.", "free", "fact", "", True),
    ("Norway could release the prisoners.", "free", "open", "", False),
    ("Norway wants to release the prisoners.", "free", "open", "", False),
    ("If Norway releases the prisoners, the talks go on.", "free", "open", "", False),
    ("Norway will release the prisoners.", "free", "future", "", False),
    ("Norway began to withdraw its troops.", "withdraw", "fact", "", False),
    ("The withdrawal of the troops took place in May.", "withdraw", "fact", "", False),
    ("Sweden demanded the withdrawal of the troops.", "withdraw", "open", "", False),
    ("Norway is obliged to refrain from attacking the port.", "attack", "fact", "ban", False),
    ("The border has been closed since May.", "close", "fact", "", False),
    ("The crossing remains shut.", "close", "fact", "", False),
    ("The crossing must be kept open.", "open", "fact", "must", False),
    ("Norway denied that it had released the prisoners.", "free", "fact", "", True),
    ("The claim that Norway released the prisoners is untrue.", "free", "fact", "", True),
    ("It is misleading to say that Norway released the prisoners.", "free", "open", "", False),
    ("Norway did not release the prisoners until May.", "free", "open", "", True),
    ("Article 4 has Norway release the prisoners.", "free", "fact", "must", False),
]


@pytest.mark.parametrize(("text", "sense", "mood", "force", "negated"), MEANT)
def test_how_a_deed_is_meant(text: str, sense: str, mood: str, force: str, negated: bool) -> None:
    """The modal, the negation and the governing verb say how a deed is meant."""
    found = one(text, sense)
    assert (found.mood, found.force, found.negated) == (mood, force, negated)


ALIKE = [
    ("Norway released the prisoners.", "The captives were set free by Norway.", True),
    ("Norway released the prisoners.", "Sweden released the prisoners.", False),
    ("Norway closed the northern gate.", "Norway closed the southern gate.", False),
    ("Norway closed the bridge at Lund.", "The bridge at Lund was shut by Norway.", True),
    ("Norway closed the bridge.", "Norway closed the embassy.", False),
    ("Norwegian police entered the valley.", "Norwegian soldiers entered the valley.", False),
    ("Norway's opposition released the prisoners.", "Norway released the prisoners.", False),
]


@pytest.mark.parametrize(("one_text", "other", "alike"), ALIKE)
def test_two_tellings_of_one_deed(one_text: str, other: str, alike: bool) -> None:
    """Who, what and where must not differ."""
    a, b = (next(t for t in told(x) if t.told and t.doers) for x in (one_text, other))
    assert (same_deed(a, b) > 0) is alike


@pytest.mark.parametrize(
    ("text", "sense"),
    [("I told them so, and it was signed.", "sign"), ("I say that it was sold.", "sell")],
)
def test_it_never_stands_for_whoever_says_i(text: str, sense: str) -> None:
    told_of = next(t for t in told(text) if sense in t.senses or t.lemma == sense)
    assert not any(name.startswith("i:") for thing in told_of.things for name in thing.names)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"northern", "gate"}, {"southern", "gate"}, True),
        ({"northe", "gate"}, {"south", "gate"}, True),
        ({"east", "bank"}, {"eastern", "bank"}, False),
        ({"northern"}, {"upper"}, False),
        ({"north", "south"}, {"south"}, False),
        ({"airport"}, {"port"}, True),
    ],
)
def test_words_of_which_one_thing_cannot_be_two(
    one: set[str], other: set[str], apart: bool
) -> None:
    assert twins_apart(one, other) is apart
    assert twins_apart(other, one) is apart
    assert not twins_apart(one, other, {"month"})


def test_marks_of_markdown_are_no_words_of_a_line() -> None:
    text = "# Talks\n\n**Q: Is it in force?**\n\nA: It is.\n\n**20 June 2020.** They met."
    found = [(text[line.start : line.end], line.label) for line in lines(text)]
    assert found[:3] == [("Talks", ""), ("Q: Is it in force?", "Q"), ("A: It is.", "A")]
