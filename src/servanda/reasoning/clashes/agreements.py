"""Agreements that a document can mean, and those of the registry by the words of their names."""

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.reasoning.clashes.agreement_words import GENERIC, SPECIAL, names_in, noun_of
from servanda.reasoning.tellings.pages import Page

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


class Spot(Struct, frozen=True):
    """A reference to an agreement: where it stands, to which, how (named, bare, pointed, it)."""

    start: int
    end: int
    key: str
    how: str


class Known(Struct, frozen=True):
    """An agreement that a document can mean: its key, the words of its names, its nouns.

    `alone` are the names of one word by which it is called without a noun: "Lomé"; `names` the
    words of each of its names.
    """

    key: str
    words: frozenset[str]
    nouns: frozenset[str]
    alone: frozenset[str] = frozenset()
    names: frozenset[frozenset[str]] = frozenset()


def fits(noun: str, known: Known) -> bool:
    """Say whether an agreement may be called by a noun."""
    return noun in GENERIC or noun in known.nouns


def one_sort(a: Known, b: Known) -> bool:
    """Say whether two agreements may be one: no noun of sort told otherwise."""
    one, other = a.nouns - GENERIC, b.nouns - GENERIC
    return not one or not other or bool(one & other)


@lru_cache(maxsize=4)
def _of_registry(
    rows: tuple[tuple[str, tuple[str, ...], str], ...],
) -> dict[str, tuple[Known, ...]]:
    """Return for each word of a name in the registry the agreements that have it."""
    out: dict[str, list[Known]] = defaultdict(list)
    for id_, names, day in rows:
        words = frozenset().union(*(names_in(n.title()) for n in names)) | {day[:4]}
        nouns = frozenset(
            noun_of(w) for n in names for w in re.findall(r"[\w-]+", n) if noun_of(w) in
            GENERIC | SPECIAL
        )  # fmt: skip
        each = frozenset(names_in(n) for n in names)
        alone = frozenset().union(*(w for w in each if len(w) == 1))
        for word in words:
            out[word].append(Known(id_, words, nouns, alone, each))
    return {w: tuple(k) for w, k in out.items()}


class Rows:
    """The agreements of a registry by the words of their names."""

    def __init__(self, case: "Case") -> None:
        self._case = case
        rows = tuple((i.id, (i.title, *i.names), i.date) for i in case.registry.instruments)
        self._by_word = _of_registry(rows)

    def having(self, word: str) -> tuple[Known, ...]:
        """Return the agreements with a word in one of their names."""
        return self._by_word.get(word, ())

    def known_as(
        self, page: Page, at: tuple[int, int], words: frozenset[str], noun: str,
        years: frozenset[str],
    ) -> Known:  # fmt: skip
        """Return the one agreement of the registry with such a name, or one known by its name."""
        least = min(words, key=lambda w: len(self.having(w)))
        among = {
            k.key: k for k in self.having(least)
            if words | years <= k.words and fits(noun, k)
        }  # fmt: skip
        exact = {k: v for k, v in among.items() if {words, words | years} & v.names}
        among = exact or {k: v for k, v in among.items() if self.party_named(page, k)}
        if len(among) > 1:
            among = {k: v for k, v in among.items() if self.party_named(page, k)}
        if len(among) > 1:
            among = {k: v for k, v in among.items() if noun in v.nouns} or among
        if len(among) == 1:
            return next(iter(among.values()))
        for start, end, ref in page.names:  # as the reader understood the name
            if start < at[1] and at[0] < end and ref.id in among:
                return among[ref.id]
        alone = words if len(words) == 1 else frozenset[str]()
        return Known("text:" + "-".join(sorted(words)), words, frozenset({noun}), alone)

    def registered(self, key: str) -> Known | None:
        """Return an agreement of the registry by its id."""
        row = self._case.registry.get(key)
        among = self.having(row.date[:4]) if row is not None else ()
        return next((k for k in among if k.key == key), None)

    def called(self, known: Known, words: str) -> bool:
        """Say whether an agreement may go by capitalised words: those of a row's name, or any."""
        row = self._case.registry.get(known.key)
        low = words.lower()
        return row is None or any(low in name.lower() for name in (row.title, *row.names))

    def year(self, known: Known) -> str:
        """Return the year of an agreement of the registry; empty of another."""
        row = self._case.registry.get(known.key)
        return row.date[:4] if row is not None else ""

    def party_named(self, page: Page, key: str) -> bool:
        """Say whether a document names a party of an agreement of the registry."""
        row = self._case.registry.get(key)
        named = {n[2].id for n in page.names}
        return row is not None and any(p in named for p in row.parties)

    def dated(self, page: Page, years: list[str]) -> list[Known]:
        """Return the agreements of a day told, or of some years, with a party named there."""
        days = {str(t.earliest) for t in page.times if t.earliest and t.earliest == t.latest}
        rows = [
            row.id for row in self._case.registry.instruments
            if row.date[:4] in years
            or any(a.date in days and a.act in ("signature", "entry_into_force") for a in row.acts)
        ]  # fmt: skip
        found = (self.registered(id_) for id_ in rows if self.party_named(page, id_))
        return [known for known in found if known is not None]
