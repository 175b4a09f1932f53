"""The vectors with a memory are those that spaCy's own pipe gives, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import vectors
from servanda.reading.parser import parser
from servanda.reading.vectors import Vectors

WORDS = ["Oslo", "oslo", "OSLO", "said", "'d", "1994", "\n", "  ", "Ruritania", "treaty", "–",
         "ünlü", "co-op", "U.N.", ".", "the", "(", "§ 5"]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), max_size=5)
KEPT = Vectors(parser().get_pipe("tok2vec"))  # one for all examples: its memory is tested


def same(mine: Vectors, texts: list[str], size: int) -> bool:
    """Say whether the vectors of texts are the pipe's own, so many documents at a time."""
    language = parser()
    own = list(language.get_pipe("tok2vec").pipe(map(language.make_doc, texts), batch_size=64))
    found = list(mine.pipe(map(language.make_doc, texts), batch_size=size))
    assert [d.text for d in found] == [d.text for d in own]
    return all((a.tensor == b.tensor).all() for a, b in zip(own, found, strict=True))


def test_the_model_is_one_whose_vectors_can_be_kept() -> None:
    assert KEPT.fits


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(1, 4))
def test_the_same_on_any_words(texts: list[str], size: int) -> None:
    assert same(KEPT, texts, size)


def test_the_same_where_the_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "MOST", 3)
    mine = Vectors(parser().get_pipe("tok2vec"))
    assert same(mine, ["Oslo said the treaty held.", "", "Chad left it.", "Oslo said so."], 1)
