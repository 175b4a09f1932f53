"""Proper names of a text as capitals show them, and the documents that are about the same."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.reasoning.check.details import FORMAL, MONTHS

CAPITAL = re.compile(r"(?<![.!?…:;\"“”\n]\s)(?<![\"“(\n])(?<!^)\b[A-Z][\w’'-]+")
OTHERS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                    "i", "mr", "mrs", "ms", "dr"))  # fmt: skip
KNOWN = frozenset(w.lower() for w in (*MONTHS, *FORMAL)) | OTHERS
SHARED, PART = 4, 0.25  # such names that two documents share at least, and their share
MOST = 8  # documents looked at
MAIN = 2  # times that a document has a name that it is about
RARE, SOME = 0.3, 3  # share and number of documents that may have a name that tells them apart


class Proper(Struct, frozen=True):
    """The proper names of a text, in small letters."""

    names: frozenset[str]

    def within(self, words: str) -> frozenset[str]:
        """Return the names among some words."""
        return frozenset(w for w in _words(words) if w in self.names)


def _words(text: str) -> Iterator[str]:
    for m in re.finditer(r"\b[A-Z][\w’'-]+", text):
        yield _plain(m[0])


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")


def proper_in(*documents: Document) -> Proper:
    """Return the names of documents: words with a capital where no sentence begins."""
    found = {_plain(m[0]) for d in documents for m in CAPITAL.finditer(d.text)}
    return Proper(frozenset(w for w in found if w not in KNOWN))


def about_the_same(case: Case, document: Document) -> list[str]:
    """Return the documents of a case that are about the matter of a document, the nearest first.

    They share names that most others have left out: several, and a good part of those that it has.
    """
    others = [d for i, d in case.evidence.documents.items() if i != document.id]
    every = {d.id: counted_in(case, d) for d in others}
    spread = Counter(n for names in every.values() for n in names)
    mine, most = _counted(document), max(SOME, RARE * len(every))
    near: dict[str, int] = {}
    for name, names in every.items():
        told = {n for n in names if spread[n] <= most}
        shared = len(told & mine.keys())
        if shared >= SHARED and shared >= PART * len(told):
            near[name] = shared
    return sorted(near, key=lambda i: (-near[i], i))[:MOST]


def counted_in(case: Case, document: Document) -> Counter[str]:
    """Return how often a document of a case has each name, counted once."""
    return case.once("proper", document.id, partial(_counted, document))


def _counted(document: Document) -> Counter[str]:
    found = Counter(_plain(m[0]) for m in CAPITAL.finditer(document.text))
    return Counter({n: times for n, times in found.items() if n not in KNOWN})


def mains_in(document: Document) -> frozenset[str]:
    """Return the names that a document has often: those that it is about."""
    return frozenset(n for n, times in _counted(document).items() if times >= MAIN)
