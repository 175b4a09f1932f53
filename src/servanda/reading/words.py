"""A sentence's parse as plain lists, for a reader that asks much of every word.

Asking spaCy's tokens one by one costs more than the questions; here each layer of the parse is
taken out of a piece at once. Indices count the words of one sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from servanda.reading.context import Context, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Words:
    """The words of a sentence: dependency, tag, part of speech, lower form, lemma, head, place.

    `kids` are the words that hang on each, in text order; `at` and `to` are document offsets.
    """

    dep: list[str]
    tag: list[str]
    pos: list[str]
    low: list[str]
    lemma: list[str]
    head: list[int]
    kids: list[list[int]]
    at: list[int]
    to: list[int]
    sentence: Sentence
    text: str  # of the document

    def wording(self, first: int, last: int) -> str:
        """Return the words from one to another as they are written."""
        return self.text[self.at[first] : self.to[last]]

    def __len__(self) -> int:
        return len(self.dep)

    def child(self, i: int, *deps: str) -> int:
        """Return the first word that hangs on another by one of some dependencies, or -1."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), -1)

    def children(self, i: int, *deps: str) -> list[int]:
        """Return the words that hang on another by some dependencies."""
        return [k for k in self.kids[i] if self.dep[k] in deps]


def words_of(context: Context) -> Iterator[Words]:
    """Yield the words of a document's sentences, each piece's layers taken out once."""
    text = context.text
    strings: dict[int, str] = {}
    for doc, some in groupby(context.sentences, key=lambda s: s.span.doc):
        layers, heads, offsets, lengths = _layers(doc, strings)
        for sentence in some:
            first, last = sentence.span.start, sentence.span.end
            dep, tag, pos, low, lemma = (layer[first:last] for layer in layers)
            head = [i + h for i, h in enumerate(heads[first:last])]
            kids: list[list[int]] = [[] for _ in head]
            for i, h in enumerate(head):
                if h != i:
                    kids[h].append(i)
            at = [o + sentence.offset for o in offsets[first:last]]
            to = [a + n for a, n in zip(at, lengths[first:last], strict=True)]
            yield Words(dep, tag, pos, low, lemma, head, kids, at, to, sentence, text)


def _layers(
    doc: "Doc", strings: dict[int, str]
) -> tuple[list[list[str]], list[int], list[int], list[int]]:
    """Return a piece's layers of words, its heads relative to each word, its offsets, lengths."""
    from spacy.attrs import DEP, HEAD, LEMMA, LENGTH, LOWER, POS, SPACY, TAG

    table = doc.to_array([DEP, TAG, POS, LOWER, LEMMA, HEAD, LENGTH, SPACY])
    names = doc.vocab.strings
    layers: list[list[str]] = []
    for column in range(5):
        keys = table[:, column].tolist()
        for key in set(keys):
            if key not in strings:
                strings[key] = names[key]
        layers.append([strings[key] for key in keys])
    heads = table[:, 5].astype("int64").tolist()
    lengths = table[:, 6].tolist()
    sizes = (n + blank for n, blank in zip(lengths, table[:, 7].tolist(), strict=True))
    return layers, heads, list(accumulate(sizes, initial=0)), lengths
