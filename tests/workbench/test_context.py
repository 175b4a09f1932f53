"""Texts are cut where marks begin and end, and nothing of them is lost or moved."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Anchor, Block, Document, anchor, document_id, text_hash
from servanda.workbench.context import Mark, cut, in_context, page_count, paragraphs

TEXTS = st.text(alphabet="ab \n.\u202eאя🙂\u0301", min_size=1, max_size=120)


def document(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return Document(id=document_id(text), text=text, sha256=text_hash(text), blocks=blocks)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    marks = []
    for n in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        marks.append(Mark(start, draw(st.integers(start + 1, len(text))), f"r{n}"))
    return text, marks


@given(marked())
def test_spans_are_the_text_and_name_their_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    spans = list(cut(text, 0, len(text), marks))
    assert "".join(s.text for s in spans) == text
    for m in marks:
        told = "".join(s.text for s in spans if m.record in s.records)
        assert told == text[m.start : m.end]


@given(marked(), st.lists(st.integers(0, 120), max_size=4))
def test_paragraphs_lose_no_word(case: tuple[str, list[Mark]], edges: list[int]) -> None:
    text, marks = case
    points = sorted({0, len(text), *(e for e in edges if e < len(text))})
    blocks = tuple(Block(a, b) for a, b in pairwise(points))
    for doc in (document(text), document(text, blocks)):
        shown = "".join(s.text for p in paragraphs(doc, marks, 1) for s in p.spans)
        assert "".join(shown.split()) == "".join(text.split())
        first = [r for p in paragraphs(doc, marks, 1) for s in p.spans for r in s.first]
        assert len(first) == len(set(first))


@given(marked())
def test_context_marks_exactly_the_anchors(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    anchors = [Anchor(m.start, m.end, text[m.start : m.end]) for m in marks]
    spans = in_context(document(text), anchors, around=10)
    covered = {i for a in anchors for i in range(a.start, a.end)}
    told = {i for s in spans if s.records for i in range(s.start, s.end)}
    assert told == covered
    for s in spans:
        assert s.start == s.end or s.text == text[s.start : s.end]


def test_a_line_of_ten_million_characters_is_paged() -> None:
    text = "word " * 2_000_000
    doc = document(text)
    assert page_count(doc) > 600
    shown = list(paragraphs(doc, [Mark(3, 9_000_000, "r")], 300))
    assert sum(len(s.text) for p in shown for s in p.spans) <= 15_000


def test_a_quote_stays_in_its_paragraph() -> None:
    text = "One thing.\nAnother thing here.\nA third."
    doc = document(text, (Block(0, 10), Block(11, 30), Block(31, 39)))
    spans = in_context(doc, [anchor(text, 19, 24)])
    assert "".join(s.text for s in spans) == "Another thing here."


def test_marks_between_blocks_are_not_shown() -> None:
    text = "# Talks\n\n**They met.**"
    shown = paragraphs(document(text, (Block(2, 7, "title"), Block(11, 20))), [], 1)
    assert ["".join(s.text for s in p.spans) for p in shown] == ["Talks", "They met."]
