"""The lemmatizer with a memory gives what spaCy's lemmatizer gives."""

import importlib

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import LEMMA

from servanda.reading.lemmas import Lemmas
from servanda.reading.parser import annotated, installed_model, parser

# spaCy's own, its tables untouched, and ours, whose memory lasts over all examples.
THEIRS = importlib.import_module(installed_model()).load(exclude=["ner"])
OURS = Lemmas(parser().get_pipe("lemmatizer"))
WORDS = ["Chad", "was", "leaving", "left", "treaties", "signed", "broken", "Oslo", "the", "worse",
         "better", "n't", "ca", "unblocked", "re-signed", "ceasefires", "data", "U.S.", "1990s",
         "meeting", "met", ".", "\n", "quickly", "lying", "lies", "Zxqvs", "geese"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
def test_the_same_on_any_words(words: list[str]) -> None:
    text = " ".join(words)
    language = parser()
    (doc,) = annotated(language, [language.make_doc(text)], left_out=("ner", "lemmatizer"))
    ours = OURS(doc).to_array([LEMMA])
    assert [language.vocab.strings[n] for n in ours.ravel().tolist()] == [
        token.lemma_ for token in THEIRS(text)
    ]


def test_a_document_without_words_is_no_error() -> None:
    assert len(OURS(parser().make_doc(""))) == 0
