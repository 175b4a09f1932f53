"""What a text alone tells of its sentences: the same whether worked out or read again."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import from_text
from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.family import Families
from servanda.reasoning.foretold import lines, passages
from servanda.reasoning.foretold.tables import hits, things
from servanda.reasoning.of_text import OfText

DAY = date(2024, 6, 1)
TEXT = "Mr. Orban met Zelensky in Kyiv.\n\nUkraine will withdraw its troops from Sudzha. It did."


class _Kept:
    """A store in memory."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}

    def every(self, sort: str) -> dict[str, bytes]:
        return dict(self.bodies) if sort == lines.SORT else {}

    def keep(self, sort: str, name: str, stamp: bytes, key: str, body: bytes) -> None:
        if sort == lines.SORT:
            self.bodies[name] = body


def test_lines_tell_what_the_words_of_their_sentences_tell() -> None:
    found = lines.read_lines(TEXT)
    words = [TEXT[x.start : x.end] for x in found.lines]
    assert words[0] == "Mr. Orban met Zelensky in Kyiv."
    assert len(words) == 3
    for line, said in zip(found.lines, words, strict=True):
        assert set(line.stems) == things(said)
        assert set(line.axes) == {h.axis for h in hits(said)}
    assert "withdraw" in found.plain


def test_passages_are_the_same_from_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    document: Document = from_text(TEXT)
    evidence, store = evidence_of([read_document(document)]), _Kept()

    def made() -> passages.Passages:
        return passages.passages(Case(evidence, DAY, families=Families(OfText(store))))

    alone = passages.passages(Case(evidence, DAY))
    first = made()
    assert document.id in store.bodies

    def again(text: str) -> lines.Lines:
        raise AssertionError("what is kept is read")

    monkeypatch.setattr(lines, "read_lines", again)
    assert made() == first == alone
