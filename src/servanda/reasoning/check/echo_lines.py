"""The sentences and quotations of the record's documents, found again by the words they share."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.parts import Span, spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPEECH = re.compile(r"\b(?:said|told|asked|added|replied)\W*$")  # a line that only leads to words
QUOTED = re.compile(r"[\"“]([^\"“”]{15,400}?)[,.;!?]?[\"”]")
Place = tuple[str, int, int]  # the document of a sentence or quotation, and where it stands
Numbers: TypeAlias = "NDArray[np.int32]"


class Told(Struct, frozen=True, array_like=True):
    """The sentences of a text with their words of sense, and its quotations with their words."""

    sentences: list[tuple[int, int, list[str]]]
    quotations: list[tuple[int, int, list[str]]]


class Lines:
    """The sentences of documents by the words of sense that they have; unchanged once made."""

    def __init__(
        self,
        places: list[Place],
        long: "Numbers",
        at: "dict[str, Numbers]",
        within: dict[str, Span],
    ) -> None:
        self._places, self._long = places, long  # of each sentence where it is, how many words
        self._at = at  # the sentences that have a word
        self._within = within  # the sentences of a document

    @classmethod
    def none(cls) -> "Lines":
        """Return the sentences of no document."""
        return cls([], _none(), {}, {})

    def with_all(self, documents: Iterable[tuple[str, Told]]) -> "Lines":
        """Return this with further documents."""
        import numpy as np

        places, long, within = list(self._places), list[int](), dict(self._within)
        more: dict[str, list[int]] = {}
        for name, told in documents:
            first = len(places)
            for start, end, words in told.sentences:
                for word in words:
                    more.setdefault(word, []).append(len(places))
                places.append((name, start, end))
                long.append(len(words))
            within[name] = first, len(places)
        new = {w: np.concatenate((self._at.get(w, _none()), np.array(some, np.int32)))
               for w, some in more.items()}  # fmt: skip
        every = np.concatenate((self._long, np.array(long, np.int32)))
        return Lines(places, every, self._at | new, within)

    def has(self, document: str) -> bool:
        """Say whether the sentences of a document are among these."""
        return document in self._within

    def besides(self, documents: Collection[str]) -> list[Span]:
        """Return where the sentences of all other documents stand."""
        return [span for name, span in self._within.items() if name not in documents]

    def sharing(
        self, words: Iterable[str], least: int, without: Sequence[Span] = ()
    ) -> "tuple[Numbers, Numbers]":
        """Return the sentences that share so many words, in their order, and how many each."""
        import numpy as np

        shared = np.zeros(len(self._places), np.int32)
        for word in words:
            shared[self._at.get(word, _none())] += 1
        for start, end in without:
            shared[start:end] = 0
        found = np.flatnonzero(shared >= max(least, 1)).astype(np.int32)
        return found, shared[found]

    def likest(
        self, words: Collection[str], without: Sequence[Span], least: int, like: float, full: float
    ) -> Place | None:
        """Return the sentence that shares most with some words, the first of several.

        It shares so many, a share `like` of the shorter of both and a share `full` of the words.
        """
        import numpy as np

        found, shared = self.sharing(words, least, without)
        share = shared / np.minimum(len(words), self._long[found])
        enough = (share >= like) & (shared / max(1, len(words)) >= full)
        if not enough.any():
            return None
        best = int(np.argmax(np.where(enough, share * shared, -1.0)))
        return self._places[int(found[best])]

    def place(self, n: int) -> tuple[Place, int]:
        """Return where a sentence stands, and how many words it has."""
        return self._places[n], int(self._long[n])


@lru_cache(maxsize=1)
def _none() -> "Numbers":
    import numpy as np  # here and not above: most commands need none of it

    return np.zeros(0, np.int32)


def lines_in(case: Case) -> Lines:
    """Return the sentences of a case; those that another case has added stand among them."""

    def made(old: Lines | None) -> Lines:
        old = old or Lines.none()
        fresh = [d for i, d in case.evidence.documents.items() if not old.has(i)]
        return old.with_all((d.id, told_in(case, d)) for d in fresh) if fresh else old

    return case.families.of_text.followed("echoes", made)


def told_in(case: Case, document: Document) -> Told:
    """Return the sentences and quotations of a document, worked out once."""
    make = partial(told_of, document)
    return case.families.of_text.of("echoes", document.id, Told, make)


def told_of(document: Document) -> Told:
    """Return the sentences and quotations of a document."""
    text = document.text
    said = ((start, end, text[start:end]) for start, end in spans(document))
    return Told(
        [(start, end, sorted(sense(words))) for start, end, words in said
         if not SPEECH.search(words)],
        [(m.start(1), m.end(1), words_quoted(m[1])) for m in QUOTED.finditer(text)],
    )  # fmt: skip


def words_quoted(quote: str) -> list[str]:
    """Return the words of a quotation, in lower case."""
    return [w.lower() for w in re.findall(r"[^\W_]+", quote)]
