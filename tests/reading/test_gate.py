"""The gate: what it lets through, and that what it lets through stands where it stood."""

import pytest

from servanda.cli.tasks.bare import document
from servanda.model import Statement, Time
from servanda.reading import read
from servanda.reading.context import context
from servanda.reading.gate import let_through, needed, sentences

PLAIN = "Sunny intervals, light winds."
TOLD = "Oslo promised a reply."


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad denied it.",
        "Rebels fought on.",  # an irregular form
        "“Enough”, ran a headline.",
        "Will Norway pay?",
        "He slept.",
        "It isn't so.",
        "The minister slept.",
    ],
)
def test_sentences_with_a_signal_are_parsed(sentence: str) -> None:
    assert needed(sentence)


@pytest.mark.parametrize("sentence", [PLAIN, "Page 7", "Rice, beans, onions."])
def test_sentences_without_one_are_not(sentence: str) -> None:
    assert not needed(sentence)


def test_sentences_cover_the_text_and_do_not_end_at_titles() -> None:
    text = "Mr. Berg met Gen. Lund at 5 p.m. in Oslo. J. Dahl left!  \nNothing else."
    found = list(sentences(text, 0, len(text)))
    assert [text[a:b].strip() for a, b in found] == [
        "Mr. Berg met Gen. Lund at 5 p.m. in Oslo.", "J. Dahl left!", "Nothing else.",
    ]  # fmt: skip
    assert "".join(text[a:b] for a, b in found) == text


def test_what_is_left_out_is_counted() -> None:
    text = f"{TOLD} {PLAIN} {PLAIN} {TOLD} {TOLD}"
    found = list(let_through(text, 0, len(text)))
    assert [(text[a:b].strip(), n) for a, b, n in found] == [(TOLD, 0), (f"{TOLD} {TOLD}", 2)]


def test_sentences_keep_their_places_and_distances() -> None:
    text = f"{TOLD} {PLAIN} {PLAIN} Then Chad denied it."
    place = context(document(text), gate=True)
    assert [text[s.start : s.end] for s in place.sentences] == [TOLD, "Then Chad denied it."]
    assert [s.index for s in place.sentences] == [0, 3]


def test_names_and_dates_need_no_parse() -> None:
    text = f"{TOLD} Showers, Oslo, 5 May 2021."
    for record in read(document(text), gate=True):
        assert all(text[a.start : a.end] == a.quote for a in record.anchors)
    found = read(document(text), gate=True)
    assert any(isinstance(r, Time) and r.edtf == "2021-05-05" for r in found)


def test_a_statement_is_read_alike_with_the_gate_and_without() -> None:
    text = "Norway said on Monday that it would not pay 5 percent to Sweden."
    for gate in (True, False):
        found = [r for r in read(document(text), gate=gate) if isinstance(r, Statement)]
        assert [(s.cue[0].quote, s.source[0].quote) for s in found] == [("said", "Norway")]


def test_entity_types_come_from_the_lexicon_dates_and_units() -> None:
    text = "On Friday Germany paid Zorbania 5 million dollars, and French troops met John Quibble."
    tokens = {t.text: t.ent_type_ for t in context(document(text), gate=True).sentences[0]}
    wanted = {"Friday": "DATE", "Germany": "GPE", "million": "MONEY", "French": "NORP",
              "Quibble": "PERSON", "troops": "", "paid": ""}  # fmt: skip
    assert {w: tokens[w] for w in wanted} == wanted
