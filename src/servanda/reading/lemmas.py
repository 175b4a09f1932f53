"""The parser's lemmas, looked up instead of worked out anew for each word.

spaCy's lemmatizer asks of a word its form, part of speech and morphology, one token object at a
time. Words alike in the three get the same lemma, so each is asked about once.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

MOST = 1 << 17  # words kept; then the memory begins anew


class Lemmas:
    """A lemmatizer by rules with a memory; the same lemmas, on any document."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._known: dict[tuple[int, ...], int] = {}
        self.fits = getattr(pipe, "mode", "") == "rule" and not pipe.overwrite
        if self.fits and pipe.lookups.has_table("lemma_index"):
            # Lists of tens of thousands of words that are only asked whether they hold one.
            index = pipe.lookups.get_table("lemma_index")
            for pos in list(index):
                index[pos] = frozenset(index[pos])

    def __call__(self, doc: "Doc") -> "Doc":
        """Give a lemma to each word of a document that has none, and return it."""
        from numpy import array
        from spacy.attrs import LEMMA, MORPH, ORTH, POS

        if not self.fits:
            return self._pipe(doc)
        rows = list(map(tuple, doc.to_array([ORTH, POS, MORPH, LEMMA]).tolist()))
        known = self._known
        for i, row in enumerate(rows):
            if row not in known:
                known[row] = row[3] or doc.vocab.strings.add(self._pipe.lemmatize(doc[i])[0])
        if rows:
            doc.from_array([LEMMA], array([known[row] for row in rows], dtype="uint64"))
        if len(known) > MOST:
            known.clear()
        return doc
