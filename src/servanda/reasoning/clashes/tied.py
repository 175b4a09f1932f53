"""Which agreement one that a document does not name is: by the rare names that documents share."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from servanda.reasoning.clashes.agreement_words import names_in
from servanda.reasoning.clashes.agreements import Known, Rows, Spot, one_sort
from servanda.reasoning.deeds import CALENDAR
from servanda.reasoning.tellings.pages import Page

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

ACTORS = ("state:", "polity:", "group:", "person:")
LEAST = 3  # rare names that two documents share where both tell of one unnamed agreement


class Ties:
    """Ties agreements that documents do not name to those that others do.

    `spots` are the references of each document, `known` the agreements by their keys.
    """

    def __init__(
        self, case: "Case", rows: Rows, spots: Mapping[str, list[Spot]], known: Mapping[str, Known]
    ) -> None:
        self._case = case
        self._rows = rows
        self._spots = spots
        self._known = known

    def tied(self, pages: Mapping[str, Page]) -> dict[str, str]:
        """Return which agreement an unnamed one is: by the rare names that documents share."""
        homes: dict[str, set[str]] = defaultdict(set)  # agreement -> documents that speak of it
        for document, spots in self._spots.items():
            for spot in spots:
                homes[spot.key].add(document)
        loose = [k for k in homes if k.startswith("main:") or self._weak(k)]
        if not loose:
            return {}
        names = {d: self._case.once("proper names", d, partial(proper_names, pages[d]))
                 for d in pages}  # fmt: skip
        by_name = self._by_name(names)
        mains = {d: self._main(d) for d in pages}
        out = {k: row for k in loose if (row := self._by_days(homes[k], self._known[k]))}
        mains = {d: out.get(k, k) for d, k in mains.items()}
        for key in loose:
            if key not in out:
                out |= self._tie(key, homes[key], names, by_name, mains)
        return _flat(out)

    def _by_name(self, names: dict[str, frozenset[str]]) -> dict[str, set[str]]:
        """Return the documents that have a rare name, of those of the document asked about."""
        case = self._case
        if case.rare is None:
            common = Counter(n for some in names.values() for n in some)
            most = max(3, len(names) // 20)
            wanted = {n for n, count in common.items() if count <= most}
        else:
            wanted = {n for n in names.get(case.focus, ()) if case.rare("proper", n)}
        out: dict[str, set[str]] = defaultdict(set)
        for document, some in names.items():
            for name in some & wanted:
                out[name].add(document)
        return out

    def _weak(self, key: str) -> bool:
        """Say whether a name tells too little: a year, or the party that it was made with."""
        known = self._known.get(key)
        return key.startswith("text:") and known is not None and "ceasefire" in known.nouns

    def _main(self, document: str) -> str:
        counted = Counter(
            s.key for s in self._spots[document] if not s.key.startswith("new:") and s.how != "bare"
        )
        return counted.most_common(1)[0][0] if counted else ""

    def _tie(
        self, key: str, at: set[str], names: Mapping[str, frozenset[str]],
        by_name: Mapping[str, set[str]], mains: Mapping[str, str],
    ) -> dict[str, str]:  # fmt: skip
        """Return the agreement that is surely meant by one that a document does not name."""
        mine = self._known[key]
        shared: Counter[str] = Counter()
        for here in at:
            near: Counter[str] = Counter(
                d for n in names[here] for d in by_name.get(n, ()) if d not in at
            )
            for document, count in near.items():
                other = mains[document]
                known = self._known.get(other) or self._rows.registered(other)
                if other and known and other != key and one_sort(mine, known):
                    shared[other] = max(shared[other], count)
        firm = {k: n for k, n in shared.items() if not k.startswith("main:") and not self._weak(k)}
        if max(firm.values(), default=0) >= LEAST:
            shared = Counter(firm)
        best = shared.most_common(2)
        if not best or best[0][1] < LEAST or (len(best) > 1 and best[1][1] == best[0][1]):
            return {}
        other = best[0][0]
        # Of two loose ones the first by name stands for both.
        if (other.startswith("main:") or self._weak(other)) and not other < key:
            return {}
        return {key: other}

    def _by_days(self, at: set[str], mine: Known) -> str:
        """Return the only agreement of the registry that fits by its days; empty without one.

        It is of that sort, has a party named here, and was signed or in force on a day told here,
        or in a year that the name has.
        """
        years = sorted(w for w in mine.words if w.isdigit())
        fitting = {
            known.key for page_id in at
            for known in self._case.once(
                f"agreements of {years}", page_id,
                partial(self._rows.dated, self._case.pages[page_id], years),
            )
            if not mine.nouns or mine.nouns & known.nouns
        }  # fmt: skip
        return fitting.pop() if len(fitting) == 1 else ""


def proper_names(page: Page) -> frozenset[str]:
    """Return the proper words of a document that do not begin a sentence."""
    out: set[str] = set()
    for line in page.lines:
        words = page.text[line.start : line.end].split(None, 1)
        if len(words) > 1:
            out |= names_in(words[1])
    out |= {ref.id for _, _, ref in page.names if ref.id and ref.id.startswith(ACTORS)}
    return frozenset(w for w in out if not w.isdigit() and len(w) > 2 and w not in CALENDAR)


def _flat(alias: dict[str, str]) -> dict[str, str]:
    """Return each key with the last agreement that it leads to."""
    out = {}
    for key in alias:
        at, passed = key, {key}
        while at in alias and alias[at] not in passed:
            at = alias[at]
            passed.add(at)
        out[key] = at
    return out
