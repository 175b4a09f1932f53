"""The ruler with a memory gives what spaCy's ruler gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

from servanda.reading.parser import parser
from servanda.reading.ruler import Ruler

LAYERS = [POS, MORPH, LEMMA, TAG, DEP]
WORDS = ["ain't", "gonna", "let's", "Let", "There", "be", "got", "ta", "there", "is", "are", "that",
         "who", "it", "I", "you",
         "the", "Oslo", "said", "have", "'d", "do", "n't", "c'm", "on", "y'", "all", "\n", " ",
         "Chad", "troops", "to", "left", ".", "but", "'s"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_the_same_on_any_words(words: list[str]) -> None:
    language = parser()
    own = language.get_pipe("attribute_ruler")
    doc = language.make_doc(" ".join(words))
    for name in ("tok2vec", "tagger", "parser"):
        doc = language.get_pipe(name)(doc)
    other = doc.copy()
    ruler = RULER or Ruler(own)
    assert (own(doc).to_array(LAYERS) == ruler(other).to_array(LAYERS)).all()
    assert [t.head.i for t in doc] == [t.head.i for t in other]


@pytest.mark.parametrize("text", ["Let there be no war, he said.", "Let there be rain.",
                                  "There let there be", "That's what there is."])  # fmt: skip
def test_two_openers_of_patterns_in_a_row(text: str) -> None:
    """A word that both follows and begins a pattern of two has neighbours on both sides."""
    language = parser()
    doc = language.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = language.get_pipe(name)(doc)
    other = doc.copy()
    expected = language.get_pipe("attribute_ruler")(doc).to_array(LAYERS)
    assert (expected == RULER(other).to_array(LAYERS)).all()


RULER = Ruler(parser().get_pipe("attribute_ruler"))  # one for all examples: its memory is tested
