"""Which documents, and which places of long ones, tell of one matter: by the names they share.

A short document has one matter. A speech or survey that names half the world has many: there what
counts is which names stand around a place.
"""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from servanda.reasoning.clashes.agreement_words import names_in

if TYPE_CHECKING:
    from servanda.reasoning.case import Case, Rare
    from servanda.reasoning.tellings.pages import Page

ACTORS = ("state:", "polity:", "group:", "person:")
FEW = 3  # rare names that documents of one matter share; documents that a rare name stands in
MOST = 50  # documents that a rare name stands in at most, among however many
NAMES = "name"  # the sort of name asked about
WIDE = 40  # names of a document from which on it tells of several matters
AROUND = 2  # sentences before and after a place whose names are of its matter
SHARED = 2  # names that two places of one matter share


class Placed(Protocol):
    """What stands at a place of a document."""

    @property
    def document(self) -> str:
        """Return the id of the document."""

    @property
    def start(self) -> int:
        """Return the offset at which it begins."""


class Kindred:
    """Which documents and places tell of one matter: the same agreement, or the same names."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        pages = case.pages
        named = {id_: case.once("names", id_, partial(names_of, page))
                 for id_, page in pages.items()}  # fmt: skip
        rare = case.rare or rare_among(named.values())
        self._rare = {
            id_: frozenset(n for n in some if rare(NAMES, n)) for id_, some in named.items()
        }
        self._main = {id_: case.threads.own(id_) for id_ in pages}
        self._wide = {id_ for id_, some in named.items() if len(some) >= WIDE}

    def of_one_matter(self, one: str, other: str) -> bool:
        """Say whether two documents may tell of one matter, wherever in them."""
        if one == other or (self._main[one] and self._main[one] == self._main[other]):
            return True
        return len(self._rare[one] & self._rare[other]) >= FEW

    def told_of_one(self, a: Placed, b: Placed) -> bool:
        """Say whether two places tell of one matter."""
        return self.of_one_passage(a.document, a.start, b.document, b.start)

    def of_one_passage(self, one: str, at: int, other: str, there: int) -> bool:
        """Say whether two places tell of one matter: of long documents, by the names around."""
        if not self.of_one_matter(one, other):
            return False
        if one not in self._wide and other not in self._wide:
            return True
        return len(self._around(one, at) & self._around(other, there)) >= SHARED

    def _around(self, document: str, at: int) -> frozenset[str]:
        """Return what is named around a place; of a short document, anywhere in it."""
        page = self._case.pages[document]
        n = page.number_at(at) if document in self._wide else -1
        return self._case.once(f"named around {n}", document, partial(_named_around, page, n))


def names_of(page: "Page") -> frozenset[str]:
    """Return the names of a document by which it may be of one matter with another."""
    ids = {n[2].id for n in page.names if (n[2].id or "").startswith(ACTORS)}
    return page.proper | {i for i in ids if i}


def _named_around(page: "Page", n: int) -> frozenset[str]:
    """Return the actors, agreements and other names around a sentence; of all where n < 0.

    A name counts once, by what it is of where that is known; the United Nations are everywhere.
    """
    lines = page.lines if n < 0 else page.lines[max(0, n - AROUND) : n + AROUND + 1]
    if not lines:
        return frozenset()
    start, end = lines[0].start, lines[-1].end
    out, rest, at = set[str](), list[str](), start
    for first, last, ref in sorted(page.names_in(start, end), key=lambda found: found[0]):
        if not ref.id or first < at or not ref.surface[:1].isupper():
            continue
        rest.append(page.text[at:first])
        at = last
        if ref.id.startswith((*ACTORS, "instrument:")):
            out.add(ref.id)
    rest.append(page.text[at:end])
    out |= {w for words in rest for w in names_in(words) if w in page.proper and w not in COMMON}
    return frozenset(out)


# Words of titles and bodies that any speech has.
COMMON = frozenset({"united", "nations", "general", "assembly", "security", "council", "president",
                    "minister", "prime", "secretary", "secretary-general", "government", "state",
                    "states", "international", "world", "mr", "organization", "session", "charter",
                    "member", "members", "republic", "excellency", "people", "foreign",
                    "affairs"})  # fmt: skip


def rare_among(named: Iterable[frozenset[str]]) -> "Rare":
    """Return how to tell whether a name is rare among documents, each with the names it has."""
    every = list(named)
    counted = Counter(name for some in every for name in some)
    most = limit(len(every))
    return lambda sort, name: counted[name] <= most


def limit(documents: int) -> int:
    """Return in how many of so many documents a name may stand and be rare."""
    return min(max(FEW, documents // 20), MOST)
