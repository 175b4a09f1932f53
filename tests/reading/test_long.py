"""Input without end: lists of a thousand dates, paragraphs longer than any that people write."""

from servanda.model import Document, document_id, text_hash
from servanda.model.anchors import check
from servanda.model.walk import anchors_of
from servanda.reading import read
from servanda.reading.context import PIECE, context, pieces


def document(text: str) -> Document:
    return Document(id=document_id(text), text=text, sha256=text_hash(text))


def test_a_thousand_dates_in_a_row() -> None:
    d = document("The talks were held on " + ", ".join(["5 May 2020"] * 1100) + ".")
    found = read(d)
    assert sum(type(r).__name__ == "Time" for r in found) == 1100
    for r in found:
        check(d.text, anchors_of(r))


def test_pieces_cover_a_block_and_end_with_its_sentences() -> None:
    line = "Ruritania left the treaty. " * 600
    for text in (line, "word " * 4000, "x" * 20_000):
        cut = list(pieces(text, 3, len(text)))
        assert [s for s, _ in cut] == [3, *(e for _, e in cut[:-1])]
        assert cut[-1][1] == len(text)
        assert all(0 < e - s <= PIECE for s, e in cut)
    assert all(line[s:e].strip()[-1] == "." for s, e in pieces(line, 0, len(line)))


def test_sentences_of_a_long_block_stand_where_they_say() -> None:
    d = document("Ruritania left the treaty. " * 400)
    sentences = context(d).sentences
    assert len(sentences) == 400
    assert all(d.text[s.start : s.end] == "Ruritania left the treaty." for s in sentences)
