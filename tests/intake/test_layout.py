"""Blocks of plain and Markdown texts: marks that are no words, and who speaks in a dialogue."""

import pytest

from servanda.intake import from_text
from servanda.intake.layout import blocks_of
from servanda.model import Question
from servanda.reading import read

TALK = """**Q: Does the treaty still bind Russia?**

A: Yes. It promised to keep the limits until 2026.

**Q: Who broke it first?**

A: I do not know.
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A truce\n\nIt holds.", ["A truce", "It holds."]),
        ("**A truce**\n\n*It holds.*", ["A truce", "It holds."]),
        ("**Both** and **each** agreed.", ["**Both** and **each** agreed."]),
        ("_Note_ of the_ editor", ["_Note_ of the_ editor"]),
        ("* one side\n* the other", ["* one side", "* the other"]),
        ("**", ["**"]),
    ],
)
def test_marks_around_a_block_are_no_words_of_it(text: str, words: list[str]) -> None:
    assert [text[b.start : b.end] for b in blocks_of(text)] == words


def test_the_questions_of_a_dialogue_are_the_interviewers() -> None:
    speakers = [b.voice.speaker.surface if b.voice.speaker else "" for b in blocks_of(TALK)]
    assert speakers == ["interviewer", "", "interviewer", ""]
    asked = [r for r in read(from_text(TALK)) if isinstance(r, Question)]
    assert [(q.text.text, q.asked_by and q.asked_by.surface) for q in asked] == [
        ("Does the treaty still bind Russia?", "interviewer"),
        ("Who broke it first?", "interviewer"),
    ]


def test_one_label_makes_no_dialogue() -> None:
    text = "Question: does it hold?\n\nThe treaty holds.\n"
    assert all(b.voice.speaker is None for b in blocks_of(text))


def test_questions_that_nobody_answers_make_no_dialogue() -> None:
    text = "Question: of law or fact? the court split.\n\nQuestion: of honour? nobody asked"
    assert all(b.voice.speaker is None for b in blocks_of(text))
