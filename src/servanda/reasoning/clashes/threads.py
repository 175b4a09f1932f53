"""Threads: which agreement each "the accord", "it" or bare name of a document speaks of.

References are found document by document (`spots.py`). Agreements are known by their registry id or
by the names in their title; a document that never names its agreement is tied to the only one that
other documents tell with the same noun and the same rare names (`tied.py`).
"""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from servanda.reasoning.clashes.agreements import Known, Rows, Spot
from servanda.reasoning.clashes.spots import Reader
from servanda.reasoning.clashes.tied import Ties
from servanda.reasoning.tellings.pages import Page

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


class Threads:
    """The agreements that the documents of a case speak of, and where they do."""

    def __init__(self, case: "Case", pages: Mapping[str, Page]) -> None:
        rows = Rows(case)
        self._spots: dict[str, list[Spot]] = {}
        self._known: dict[str, Known] = {}
        self._pages = pages
        self._mains: dict[str, str] = {}  # what a document speaks of most, where that is sure
        for id_, page in pages.items():
            spots, known, main = case.once("spots", id_, Reader(page, rows).read)
            self._spots[id_] = spots
            for one in known:
                self._known.setdefault(one.key, one)
            if main:
                self._mains[id_] = main
        self._alias = Ties(case, rows, self._spots, self._known).tied(pages)

    def spots(self, document: str, start: int, end: int) -> list[Spot]:
        """Return the references to agreements between two offsets of a document."""
        return [
            Spot(s.start, s.end, self._alias.get(s.key, s.key), s.how)
            for s in self._spots.get(document, ()) if start <= s.start and s.end <= end
        ]  # fmt: skip

    def meant(self, document: str) -> tuple[tuple[str, str], ...]:
        """Return which agreements of a document are known by another key, and by which."""
        keys = {s.key for s in self._spots.get(document, ())} | {self._mains.get(document, "")}
        return tuple(sorted((k, self._alias[k]) for k in keys if k in self._alias))

    def before(self, document: str, position: int, reach: int) -> Spot | None:
        """Return the last reference that ends before a position and begins within a reach."""
        near = [s for s in self._spots.get(document, ()) if position - reach <= s.start
                and s.end <= position]  # fmt: skip
        main = self._mains.get(document, "")
        if not near:
            return Spot(position, position, self._alias.get(main, main), "it") if main else None
        last = near[-1]
        if main and self._pages[document].text.find("\n", last.end, position) >= 0:
            last = Spot(last.start, last.end, main, "pointed")  # a new paragraph
        return Spot(last.start, last.end, self._alias.get(last.key, last.key), last.how)

    def placed(self, document: str, name: str) -> str:
        """Return the one agreement of a document that is named after a place; empty without."""
        keys = {s.key for s in self._spots.get(document, ())}
        among = {k for k in keys if k in self._known and name.lower() in self._known[k].words
                 and self._known[k].words}  # fmt: skip
        found = {self._alias.get(k, k) for k in among}
        return found.pop() if len(found) == 1 else ""

    def own(self, document: str) -> str:
        """Return the agreement that a document is the text of, else the one it tells most of."""
        counted = Counter(s.key for s in self._spots.get(document, ()) if s.how != "it")
        best = counted.most_common(1)
        return self._alias.get(best[0][0], best[0][0]) if best else ""

    def words(self, key: str) -> frozenset[str]:
        """Return the words of the names of an agreement."""
        known = self._known.get(key)
        return known.words if known else frozenset()
