"""Neighbours: the documents of a ledger that a document can clash with, by the matters they share.

A matter that many documents have tells little, and a document has few neighbours however many there
are: those with the rarest matters in common, and of each value of a matter ("signed on 9 November")
the first documents that have it. The limits below are what is given up for that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from servanda.ledger.derived import Derived
from servanda.reasoning.clashes import kindred
from servanda.reasoning.clashes.matters import number

NEAREST = 32  # neighbours at most
COMMON = 60  # documents that have a matter beyond which it joins nobody
MAIN = 200  # documents on one agreement of which the nearest are looked for
VALUES, EACH = 64, 8  # values of a matter, and documents of each, that are looked at
FORMAL = 16  # documents of the formal record of one agreement
JOINING = frozenset({"words", "deed", "title"})
VALUED = frozenset({"told", "act", "counted", "provision"})

Linked = dict[int, set[str]]  # documents, and the kinds of matter that join them
Matters = dict[str, dict[str, set[str]]]  # kind -> name -> values


class Neighbours:
    """The documents near others in one state of a ledger, by number."""

    def __init__(self, derived: Derived) -> None:
        self._derived = derived
        self.limit = kindred.limit(derived.count())
        self._often: dict[tuple[str, str], int] = {}

    def rare(self, kind: str, name: str) -> bool:
        """Say whether a name stands in few of all documents."""
        key = (kind, name)
        if key not in self._often:
            self._often[key] = self._derived.common(number(kind, name), self.limit + 1)
        return self._often[key] <= self.limit

    def of(self, document: int, matters: Matters) -> dict[int, set[str]]:
        """Return the documents near one, in the order of the ledger, with the kinds of matter.

        The document itself is not among them.
        """
        score: dict[int, float] = defaultdict(float)
        linked: Linked = defaultdict(set)
        self._by_names(matters.get("name", {}), score, linked)
        for kind in JOINING:
            for name in matters.get(kind, ()):
                found = self._derived.sharing(number(kind, name), COMMON + 1)
                if 1 < len(found) <= COMMON:
                    _count(found, kind, score, linked)
        for name in matters.get("main", ()):
            found = self._derived.sharing(number("main", name), MAIN)
            _count(found, "main", score, linked)
        for kind in VALUED:
            for name, values in matters.get(kind, {}).items():
                self._by_value(kind, name, values, score, linked)
        for name in matters.get("act", ()):
            _count(self._derived.sharing(number("none", name), EACH), "none", score, linked)
        for name in matters.get("none", ()):
            self._by_value("act", name, set(), score, linked)
        linked.pop(document, None)
        copies = {n for n in linked if self._derived.story(n) != n}
        near = sorted(linked, key=lambda n: (n in copies, -score[n], n))[:NEAREST]
        formal = {
            n for name in matters.get("agreement", ())
            for n in self._derived.sharing(number("formal", name), FORMAL)
        }  # fmt: skip
        return {n: linked[n] for n in sorted({*near, *formal} - {document})}

    def _by_names(
        self, names: Iterable[str], score: dict[int, float], linked: Linked
    ) -> None:  # fmt: skip
        shared: Counter[int] = Counter()
        for name in names:
            found = self._derived.sharing(number("name", name), self.limit + 1)
            self._often["name", name] = len(found)
            if 1 < len(found) <= self.limit:
                shared.update(found)
                for n in found:
                    score[n] += 1 / len(found)
        for n, count in shared.items():
            if count >= kindred.FEW:
                linked[n].add("name")

    def _by_value(
        self, kind: str, name: str, values: set[str], score: dict[int, float], linked: Linked
    ) -> None:  # fmt: skip
        mine = {number(v) for v in values}
        for value, found in self._derived.by_value(number(kind, name), VALUES, EACH):
            if value in mine and len(mine) == 1:
                continue
            for place, n in enumerate(found):
                linked[n].add(kind)
                score[n] += 0.5 / (1 + place)

    def story(self, document: int, matters: Matters) -> list[int]:
        """Return the earlier documents that a document may be a copy of, likeliest first."""
        shared: Counter[int] = Counter()
        for run in matters.get("story", ()):
            shared.update(self._derived.sharing(number("story", run), COMMON))
        return [n for n, _ in shared.most_common(4) if n < document]


def _count(found: list[int], kind: str, score: dict[int, float], linked: Linked) -> None:
    for n in found:
        linked[n].add(kind)
        score[n] += 1 / len(found)
