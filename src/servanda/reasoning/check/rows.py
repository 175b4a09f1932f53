"""The rows of the registry by what a text may tell of them: signatory, place, day and own words."""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from math import log

from msgspec import Struct

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import Registry
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.lines import Line, lines_of
from servanda.reasoning.shown import dated
from servanda.reasoning.wording import senses

NAMES, BODY, COMMON = 0.75, 0.16, 2.0  # points of a rare word of names, of notes; one too common
RARE = 4  # rows that may share a word of their names for it to tell one from others
LONG = 3  # words of sense of a name that tell a row by themselves
KNOWN = 1000  # facts of which what they tell is held: a text is checked again after a decision


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
        self.lines: dict[str, tuple[Line, ...]] = {}
        self.all = tuple(r for r in case.registry.instruments if r.verified != "unverified")
        self.weights = lru_cache(maxsize=KNOWN)(self._weights)
        self.titled_by = lru_cache(maxsize=KNOWN)(self._titled)

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

    def speaking(self, facts: Facts) -> list[Row]:
        """Return the rows for which some facts may speak, in their order; for others none does."""
        told: Iterable[Hashable] = chain(
            (("person", p) for p in facts.people), (("town", t) for t in facts.towns),
            (("party", p) for p in facts.parties), (("name", w) for w in facts.words),
            (("year", y) for y in facts.years),
            (("year", y) for first, last, whole in facts.days if whole
             for y in range(first.year, last.year + 1)),
            (("month", first.month) for first, _, whole in facts.days if not whole),
            (("act", actor) for actor in (*facts.parties, "all") if facts.deeds or facts.years),
        )  # fmt: skip
        found = {n for key in told for n in self._speaking.get(key, ())}
        held = Counter(n for w in facts.words for n in self._speaking.get(("body", w), ()))
        found.update(n for n, often in held.items() if often > 1)
        return [self.all[n] for n in sorted(found)]

    @cached_property
    def _speaking(self) -> dict[Hashable, list[int]]:
        """Return the places of rows by each fact that may speak for them."""
        out: dict[Hashable, list[int]] = {}
        for n, row in enumerate(self.all):
            known = self._dated[row.id]
            days = range(known[0].year, known[1].year + 1) if known else ()
            keys = {
                *(("person", p) for p in self._signers[row.id]),
                *(("town", t) for t in self.towns(row)), *(("party", p) for p in row.parties),
                *(("name", w) for w in (*self.words(row), *self.rare_names.get(row.id, ()))),
                *(("year", y) for y in days), *((("month", known[0].month),) if known else ()),
                *(("act", actor) for actor, _, _ in self._deeds.get(row.id, ())),
                *(("body", w) for w in self.rare_words.get(row.id, ())),
            }  # fmt: skip
            for key in keys:
                out.setdefault(key, []).append(n)
        return out

    def _weights(self, facts: Facts) -> list[tuple[str, float, float]]:
        """Return the rows for which some facts speak, with what `weight` gives, in their order."""
        found = ((row.id, *self.weight(row, facts)) for row in self.speaking(facts))
        return [one for one in found if one[1] > 0]

    def weight(self, row: Row, facts: Facts) -> tuple[float, float]:
        """Return how much some facts speak for a row, in points, and how much of it names it.

        Rare words of its names, days, persons and towns name it; words of its contents do not.
        """
        fit = self.fit(row, facts)
        named = self.by_words(row, facts)
        contents = self.by_contents(row, facts)
        days = max(1.4 * fit.day, (1.2 if fit.parties else 0.6) * fit.deed)
        naming = 1.4 * fit.people + 1.2 * fit.town + days + named
        points = naming + 0.6 * min(2, fit.parties) + 0.4 * fit.form
        points += contents
        return (points, naming) if fit.sorts or named or contents else (0.0, 0.0)

    def by_contents(self, row: Row, facts: Facts) -> float:
        """Return how much the words of a row's provisions and notes weigh that some facts have."""
        names, body = self.rare_names.get(row.id, {}), self.rare_words.get(row.id, {})
        told = [body[w] for w in facts.words if w in body and w not in names]
        return min(3.0, sum(told) * BODY) if len(told) > 1 else 0.0

    def lines_of(self, row: Row) -> tuple[Line, ...]:
        """Return what a row tells in words, line by line, made once."""
        if row.id not in self.lines:
            self.lines[row.id] = lines_of(self.case, row)
        return self.lines[row.id]

    @staticmethod
    def of(case: Case) -> "Rows":
        """Return the rows of a case's registry, made once."""
        return _rows(case.registry, _Same(case.entities))

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Return how rare each word of sense is among the rows' contents."""
        counted = Counter(w for r in self.all for w in sense(body_of(r)))
        return {w: log(len(self.all) / n) for w, n in counted.items()}

    @cached_property
    def rare_names(self) -> dict[str, dict[str, float]]:
        """Return how rare each word of a row's names is among rows: the log of one in how many."""
        return _rare({r.id: senses(" ".join((r.title, *r.names, r.kind))) - self._of_parties(r)
                      for r in self.all})  # fmt: skip

    @cached_property
    def rare_words(self) -> dict[str, dict[str, float]]:
        """Return how rare each word of a row's provisions and notes is among rows."""
        return _rare({r.id: senses(body_of(r)) - self._of_parties(r) for r in self.all})

    def by_words(self, row: Row, facts: Facts) -> float:
        """Return how much rare words of a row's names weigh that some facts have."""
        names = self.rare_names.get(row.id, {})
        return min(6.0, NAMES * sum(max(0.0, names[w] - COMMON) for w in facts.words if w in names))

    def called(self, surface: str) -> tuple[Row, ...]:
        """Return the rows that have all words of a naming in one of their names."""
        said = senses(surface)
        return tuple(r for r, names in self._names if any(said <= n for n in names)) if said else ()

    def titled(self, row: Row, facts: Facts) -> bool:
        """Say whether some facts have all words of a longer name of a row, and of no other row."""
        return row.id in self.titled_by(facts.words)

    def _titled(self, words: frozenset[str]) -> frozenset[str]:
        found = {r.id: max((len(n) for n in names if len(n) >= LONG and n <= words), default=0)
                 for r, names in self._names}  # fmt: skip
        most = max(found.values())
        best = [i for i, n in found.items() if n == most]
        return frozenset(best) if most and len(best) == 1 else frozenset()

    @cached_property
    def _names(self) -> tuple[tuple[Row, tuple[frozenset[str], ...]], ...]:
        return tuple((r, tuple(senses(n) for n in (r.title, *r.names))) for r in self.all)

    def _of_parties(self, row: Row) -> frozenset[str]:
        return senses(" ".join(self.case.name(p) for p in row.parties))

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

    @cached_property
    def _dated(self) -> dict[str, tuple[date, date] | None]:
        return {r.id: dated(r) for r in self.all}

    def _day(self, row: Row, facts: Facts) -> int:
        if not (facts.years or facts.days):
            return 0
        known = self._dated[row.id] if row.id in self._dated else dated(row)
        if known is None:
            return 0
        best = int(any(known[0].year <= y <= known[1].year for y in facts.years))
        for first, last, whole in facts.days:
            exact = first == last
            if whole and known[0].year <= first.year <= known[1].year:
                best = max(best, 1)
            if whole and first <= known[1] and known[0] <= last:
                best = max(best, 3 if exact else 2)
            elif not whole and first.month == known[0].month and (
                not exact or known[0].day <= first.day <= known[1].day
            ):  # fmt: skip
                best = max(best, 1 + exact)
        return best


class _Same:
    """A thing that is the same only as itself, for looking up what was made from it."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.entities is self.entities

    def __hash__(self) -> int:
        return id(self.entities)


@lru_cache(maxsize=4)
def _rows(registry: Registry, lexicon: _Same) -> Rows:
    from servanda.model import Evidence

    empty = Evidence(documents={}, records=())
    return Rows(Case(empty, date.max, registry=registry, entities=lexicon.entities))


def body_of(row: Row) -> str:
    """Return what a row tells in words besides names: provisions, notes, notes of acts."""
    provisions = (w for p in row.provisions for w in (p.text, *(c.action for c in p.commitments)))
    return " ".join((*provisions, row.parties_note, row.terms_note, *(a.note for a in row.acts)))


def _rare(words: dict[str, frozenset[str]]) -> dict[str, dict[str, float]]:
    counted = Counter(w for some in words.values() for w in some)
    return {i: {w: log(len(words) / counted[w]) for w in some} for i, some in words.items()}


def folded(name: str) -> str:
    """Return a name without accents, marks and case, for comparing spellings."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return " ".join(
        "".join(c for c in plain if not unicodedata.combining(c)).lower().replace("-", " ").split()
    )
