"""Which surfaces lead to which entities, and as what kind of name."""

from collections.abc import Iterable, Iterator

from servanda.lexicon.entity_rows import (
    Candidate,
    Group,
    NameKind,
    Organisation,
    Person,
    Place,
    Polity,
    Seat,
    State,
)
from servanda.lexicon.keys import name_key


def candidates(
    states: Iterable[State],
    polities: Iterable[Polity],
    places: Iterable[Place],
    organisations: Iterable[Organisation],
    groups: Iterable[Group],
    persons: Iterable[Person],
    seats: Iterable[Seat],
) -> Iterator[Candidate]:
    """Yield every surface of every entity with the kind of name it is, table by table."""
    for state in states:
        yield from _people(state)
    for polity in polities:
        yield from _people(polity)
    bodies: tuple[Organisation | Group, ...] = (*organisations, *groups)
    for body in bodies:
        yield Candidate(body.id, "name", body.name)
        yield from _many(body.id, "other_name", body.names)
        yield from _many(body.id, "acronym", body.acronyms)
    for place in places:
        yield Candidate(place.id, "name", place.name)
        yield from _many(place.id, "other_name", place.names)
    for person in persons:
        yield Candidate(person.id, "name", person.name)
        yield from _many(person.id, "other_name", person.names)
        if person.surname:
            yield Candidate(person.id, "surname", person.surname)
    for seat in seats:
        for surface in (seat.name, *seat.names):
            yield Candidate(seat.id, "seat", surface, seat.start, seat.end)


def _people(row: State | Polity) -> Iterator[Candidate]:
    """Yield the names, peoples, adjectives and capitals of a state or polity."""
    yield Candidate(row.id, "name", row.name)
    for name in row.names:
        yield Candidate(row.id, "acronym" if _is_acronym(name) else "other_name", name)
    yield from _many(row.id, "demonym", row.demonyms)
    for adjective in row.adjectives:
        yield Candidate(row.id, "acronym" if _is_acronym(adjective) else "adjective", adjective)
    yield from _many(row.id, "capital", row.capital)


def _many(id_: str, kind: NameKind, surfaces: Iterable[str]) -> Iterator[Candidate]:
    """Yield one candidate for each surface."""
    for surface in surfaces:
        yield Candidate(id_, kind, surface)


def _is_acronym(name: str) -> bool:
    """Tell whether a name is written in capitals only, with or without full stops."""
    letters = name.replace(".", "")
    return len(letters) <= 6 and letters.isupper() and " " not in letters


def index(found: Iterable[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    """Return the candidates by key, each entity once for each kind of name under one key."""
    names: dict[str, tuple[Candidate, ...]] = {}
    for candidate in found:
        key = name_key(candidate.surface)
        under = names.get(key)
        # Most keys have one candidate, so tuples that grow are cheaper than lists kept for all.
        if under is None:
            names[key] = (candidate,)
        elif all(c.id != candidate.id or c.kind != candidate.kind for c in under):
            names[key] = (*under, candidate)
    return names
