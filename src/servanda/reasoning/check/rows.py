"""The rows of the registry by what a text may tell of them: signatory, place, day and own words."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.shown import dated
from servanda.reasoning.wording import senses

RARE = 4  # rows that may share a word of their names for it to tell one from others


class Facts(Struct, frozen=True):
    """What a stretch of text tells: people, towns, days, parties and words of sense."""

    people: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    days: tuple[tuple[date, date, bool], ...] = ()  # first, last, year told
    parties: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    deeds: tuple[tuple[date, date], ...] = ()  # days of any act told


class Fit(Struct, frozen=True):
    """How well a row fits some facts: the points of each sort of fact that it bears out."""

    row: Row
    people: int = 0
    town: int = 0
    day: int = 0
    parties: int = 0
    words: int = 0
    deed: int = 0
    form: int = 0

    @property
    def points(self) -> int:
        """Return the points of all sorts together."""
        told = self.people + self.town + self.day + self.deed
        return told + self.parties + self.words + self.form

    @property
    def sorts(self) -> int:
        """Return how many sorts of facts the row bears out."""
        sorts = (self.people, self.town, self.day, self.parties, self.words, self.deed)
        return sum(map(bool, sorts))


class Rows:
    """The verified rows with their signatories, towns, days and telling words."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.all = tuple(r for r in case.registry.instruments if r.verified != "unverified")

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        own = {r.id: senses(" ".join((r.title, *r.names))) for r in self.all}
        counted = Counter(w for words in own.values() for w in words)
        return {i: frozenset(w for w in words if counted[w] <= RARE) for i, words in own.items()}

    @cached_property
    def _towns(self) -> dict[str, frozenset[str]]:
        from servanda.reasoning.check.namings import towns_of

        return {r.id: towns_of(self.case, r) for r in self.all}

    def towns(self, row: Row) -> frozenset[str]:
        """Return the ids of the towns where a row's instrument was signed."""
        return self._towns.get(row.id, frozenset())

    def words(self, row: Row) -> frozenset[str]:
        """Return the words of a row's names that few other rows have."""
        return self._words.get(row.id, frozenset())

    @cached_property
    def _signers(self) -> dict[str, frozenset[str]]:
        return {r.id: frozenset(folded(self.case.name(p)) for p in r.signed_by) for r in self.all}

    def signed(self, row: Row, people: Iterable[str]) -> frozenset[str]:
        """Return those of some folded names whose bearers signed a row's instrument."""
        return self._signers.get(row.id, frozenset()) & frozenset(people)

    def fit(self, row: Row, facts: Facts) -> Fit:
        """Return how well a row fits some facts."""
        return Fit(
            row, people=2 * min(2, len(self.signed(row, facts.people))),
            town=2 * bool(self.towns(row) & facts.towns), day=self._day(row, facts),
            parties=min(2, len(facts.parties & set(row.parties))),
            words=min(4, 2 * len(self.words(row) & facts.words)), deed=self._deed(row, facts),
            form=int(bool(senses(row.kind) & facts.words)),
        )  # fmt: skip

    def _deed(self, row: Row, facts: Facts) -> int:
        """Return three points where a party that is named acted on a day that is told."""
        if not facts.deeds:
            return int(any(actor in facts.parties and first.year in facts.years
                           for actor, first, _ in self._deeds.get(row.id, ())))  # fmt: skip
        return 3 * any(
            first <= day[1] and day[0] <= last
            and (actor in facts.parties or (actor == "all" and day[0] == day[1] and first == last))
            for actor, first, last in self._deeds.get(row.id, ()) for day in facts.deeds
        )  # fmt: skip

    @cached_property
    def _deeds(self) -> dict[str, tuple[tuple[str, date, date], ...]]:
        out = {}
        for row in self.all:
            found = []
            for act in row.acts:
                when = parse_date(act.date) if act.date and act.verified != "unverified" else None
                if when and when.earliest and when.latest and act.act != "signature":
                    found.append((act.actor, when.earliest, when.latest))
            out[row.id] = tuple(found)
        return out

    @staticmethod
    def _day(row: Row, facts: Facts) -> int:
        known = dated(row)
        if known is None:
            return 0
        best = int(any(known[0].year <= y <= known[1].year for y in facts.years))
        for first, last, whole in facts.days:
            exact = first == last
            if whole and first <= known[1] and known[0] <= last:
                best = max(best, 3 if exact else 2)
            elif not whole and first.month == known[0].month and (
                not exact or known[0].day <= first.day <= known[1].day
            ):  # fmt: skip
                best = max(best, 1 + exact)
        return best


def folded(name: str) -> str:
    """Return a name without accents, marks and case, for comparing spellings."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return " ".join(
        "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("-", " ").split()
    )
