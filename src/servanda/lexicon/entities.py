"""Entities: states, polities, places, organisations, groups, persons, offices and seats.

`load_entities()` reads the tables under `data/entities/` once. Dates in the tables are plain EDTF
(`1991`, `1991-12`, `1991-12-25`); an empty `to` means "not known to have ended". Nothing here says
which of several names is right: every name leads to its candidates, each with what kind of name it
is, and the caller decides by context.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from servanda.lexicon.entity_names import candidates, index
from servanda.lexicon.entity_rows import (
    Candidate,
    Entity,
    GenericTitle,
    Group,
    Leading,
    Membership,
    Office,
    Organisation,
    Person,
    Place,
    Polity,
    Seat,
    State,
    Term,
)
from servanda.lexicon.keys import name_key, squeeze
from servanda.lexicon.tables import first_day, last_day, read_table

K = TypeVar("K")
V = TypeVar("V")

DATA = Path(__file__).parent / "data" / "entities"
# The second table of each lists leaders of bodies, parties, forces, regions, and some of states.
PERSONS = ("persons.tsv", "persons_more.tsv")
TERMS = ("terms.tsv", "terms_more.tsv")
PUBLIC = {"state": 0, "polity": 1, "org": 2}  # whose offices count before those of groups


class Entities(Struct, frozen=True):
    """All entity tables with their indices; every method is a pure look-up."""

    states: tuple[State, ...]
    polities: tuple[Polity, ...]
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    groups: tuple[Group, ...]
    persons: tuple[Person, ...]
    offices: tuple[Office, ...]
    generic_titles: tuple[GenericTitle, ...]
    terms: tuple[Term, ...]
    seats: tuple[Seat, ...]
    leading: tuple[Leading, ...]
    by_id: Mapping[str, Entity]
    names: Mapping[str, tuple[Candidate, ...]]
    squeezed: Mapping[str, str]
    terms_by_office: Mapping[str, tuple[Term, ...]]
    terms_by_person: Mapping[str, tuple[Term, ...]]
    offices_by_owner: Mapping[str, tuple[Office, ...]]
    offices_by_title: Mapping[str, tuple[Office, ...]]
    kinds_by_title: Mapping[str, tuple[str, ...]]

    def lookup(self, surface: str) -> tuple[Candidate, ...]:
        """Return every candidate for a surface form, of any kind, in table order.

        Accents, curly quotes, full stops, a leading `#` and capitals beyond the first do not
        matter. A name that is written with a capital is not found in small letters ("turkey",
        "may", "male") except as a hashtag; an acronym is found only when written as one ("US",
        "U.S.", never "us").
        """
        key = name_key(surface)
        if surface.startswith("#") and key not in self.names:
            key = self.squeezed.get(squeeze(key), key)
        return tuple(c for c in self.names.get(key, ()) if _written_as(c, surface))

    def holders(self, office: str, first: str, last: str = "") -> tuple[Term, ...]:
        """Return the terms in an office that may touch the days `first` to `last`, oldest first."""
        last = last or first
        return tuple(t for t in self.terms_by_office.get(office, ()) if t.covers(first, last))

    def offices_of(self, person: str, day: str) -> tuple[Term, ...]:
        """Return the terms a person may have been serving on a day (YYYY-MM-DD).

        Offices of states come first, then of polities, bodies and groups, each oldest first: who
        leads a state and its party acts for the state.
        """
        return tuple(t for t in self.terms_by_person.get(person, ()) if t.covers(day, day))

    def members(self, org: str, day: str) -> tuple[Membership, ...]:
        """Return the memberships of an organisation that may hold on a day (YYYY-MM-DD)."""
        return tuple(
            m
            for m in self.memberships
            if m.org == org and first_day(m.start) <= day <= last_day(m.end)
        )

    def stands_for(self, seat: str, day: str) -> tuple[Seat, ...]:
        """Return the seats of this name that stand for somebody on a day (YYYY-MM-DD)."""
        rows = (self.by_id[c.id] for c in self.lookup(seat) if c.kind == "seat")
        return tuple(
            row
            for row in rows
            if isinstance(row, Seat) and first_day(row.start) <= day <= last_day(row.end)
        )

    def leading_kind(self, of: str, day: str) -> str:
        """Return the kind of office that leads a state or resides in a seat, empty where untold."""
        rows = (row for row in self.leading if row.of == of)
        return next((r.kind for r in rows if first_day(r.start) <= day <= last_day(r.end)), "")

    def offices_named(self, surface: str) -> tuple[Office, ...]:
        """Return the offices meant by a title with its owner, in any of the usual orders.

        Understands "Russian president", "president of Russia", "Russia's foreign minister",
        "NATO secretary-general", and generic titles ("the Libyan leader"); a bare title gives
        nothing.
        """
        key = name_key(surface).removeprefix("the ")
        words = key.split(" ")
        found: list[Office] = []
        for cut in range(1, len(words)):
            left, right = " ".join(words[:cut]), " ".join(words[cut:])
            owner = left.removesuffix("'s").removesuffix("'")
            found += self._owned(right, owner)
            if right.startswith("of "):
                found += self._owned(left, right.removeprefix("of ").removeprefix("the "))
        return tuple(dict.fromkeys(found))

    def _principal(self, id_: str) -> str:
        """Return whom a seat stands for; anything else as it is."""
        row = self.by_id.get(id_)
        return row.stands_for if isinstance(row, Seat) else id_

    def _owned(self, title: str, owner: str) -> list[Office]:
        """Return the offices with a title whose owner goes by a name.

        A title of the owner's own ("secretary of state" of the United States) comes before the
        generic reading of the same words.
        """
        exact = self.offices_by_title.get(title, ())
        kinds = self.kinds_by_title.get(title, ())
        if not exact and not kinds:
            return []
        named = (c.id for c in self.names.get(owner, ()) if c.kind != "surname")
        owners = dict.fromkeys(self._principal(id_) for id_ in named)
        found = [office for office in exact if office.of in owners]
        if not found:
            owned = (office for id_ in owners for office in self.offices_by_owner.get(id_, ()))
            found = [office for office in owned if office.kind in kinds]
        return found


def _written_as(candidate: Candidate, surface: str) -> bool:
    """Tell whether a surface has the capitals that a candidate's own spelling asks for."""
    small = surface.islower()
    if surface.startswith("#") and small:
        return candidate.kind != "acronym" or len(candidate.surface) > 2
    if candidate.kind == "acronym":
        return surface.lstrip("#").replace(".", "").strip() == candidate.surface.replace(".", "")
    return not small or candidate.surface[0].islower()


@lru_cache(maxsize=1)
def load_entities() -> Entities:
    """Load the entity tables and build their indices; the result is kept for later calls."""
    return read_entities(DATA)


def read_entities(folder: Path) -> Entities:
    """Read the entity tables of a folder. Raises LexiconError naming file, line and cause."""
    states = read_table(folder / "states.tsv", State)
    polities = read_table(folder / "polities.tsv", Polity)
    places = read_table(folder / "places.tsv", Place)
    organisations = read_table(folder / "organisations.tsv", Organisation)
    groups = read_table(folder / "groups.tsv", Group)
    persons = tuple(p for name in PERSONS for p in read_table(folder / name, Person))
    offices = read_table(folder / "offices.tsv", Office)
    seats = read_table(folder / "seats.tsv", Seat)
    terms = tuple(t for name in TERMS for t in read_table(folder / name, Term))
    generic = read_table(folder / "generic_titles.tsv", GenericTitle)
    tables = (states, polities, places, organisations, groups, persons, offices, seats)
    names = index(candidates(states, polities, places, organisations, groups, persons, seats))
    by_start = sorted(terms, key=lambda term: first_day(term.start))
    owners = {office.id: office.of.partition(":")[0] for office in offices}
    by_rank = sorted(by_start, key=lambda t: PUBLIC.get(owners.get(t.office, ""), len(PUBLIC)))
    return Entities(
        states=states,
        polities=polities,
        places=places,
        organisations=organisations,
        memberships=read_table(folder / "memberships.tsv", Membership),
        groups=groups,
        persons=persons,
        offices=offices,
        generic_titles=generic,
        terms=terms,
        seats=seats,
        leading=read_table(folder / "leading.tsv", Leading),
        by_id=MappingProxyType({row.id: row for table in tables for row in table}),
        names=MappingProxyType(names),
        squeezed=MappingProxyType({squeeze(key): key for key in names if " " in key or "-" in key}),
        terms_by_office=_grouped((term.office, term) for term in by_start),
        terms_by_person=_grouped((term.person, term) for term in by_rank),
        offices_by_owner=_grouped((office.of, office) for office in offices),
        offices_by_title=_grouped(
            (key, office) for office in offices for key in _title_keys(office.titles)
        ),
        kinds_by_title=_grouped(
            (name_key(row.title), kind) for row in generic for kind in row.kinds
        ),
    )


def _title_keys(titles: Iterable[str]) -> Iterator[str]:
    """Yield the keys of titles, with and without hyphens, each once."""
    keys = [name_key(title) for title in titles]
    yield from dict.fromkeys(keys + [key.replace("-", " ") for key in keys])


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Group pairs by their first part, keeping the order."""
    lists: dict[K, list[V]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(values) for key, values in lists.items()})
