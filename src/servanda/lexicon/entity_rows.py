"""The rows of the entity tables, one struct a table.

Rows hold strings only, so the collector of cycles need not look at them (`gc=False`).
"""

from typing import Literal

from msgspec import Struct

from servanda.lexicon.tables import first_day, last_day

NameKind = Literal[
    "name", "other_name", "demonym", "adjective", "acronym", "capital", "surname", "title", "seat"
]
_PERIOD = {"start": "from", "end": "to"}


class State(Struct, frozen=True, gc=False, rename=_PERIOD):
    """A member or observer of the United Nations, or a former one; `start`, `end`: independence."""

    id: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: tuple[str, ...]
    start: str
    end: str
    source: str
    verified: str


class Polity(Struct, frozen=True, gc=False, rename=_PERIOD):
    """An authority with contested or autonomous standing; `claimed_by` says nothing of right."""

    id: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    kind: str
    capital: tuple[str, ...]
    claimed_by: tuple[str, ...]
    start: str
    end: str
    source: str
    verified: str


class Place(Struct, frozen=True, gc=False):
    """A place with all its names; `claimed_by` lists the states that name it as theirs."""

    id: str
    name: str
    names: tuple[str, ...]
    type: str
    claimed_by: tuple[str, ...]
    source: str
    verified: str


class Organisation(Struct, frozen=True, gc=False):
    """An organisation, organ, court, mission or forum."""

    id: str
    name: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    type: str
    seat: str
    founded: str
    dissolved: str
    source: str
    verified: str


class Membership(Struct, frozen=True, gc=False, rename=_PERIOD):
    """One member's period and status in an organisation."""

    org: str
    member: str
    status: str
    start: str
    end: str
    source: str
    verified: str


class Group(Struct, frozen=True, gc=False, rename=_PERIOD):
    """An armed or political group or a people; `states`: those it lives in, acts in or opposes."""

    id: str
    name: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    kind: str
    states: tuple[str, ...]
    start: str
    end: str
    source: str
    verified: str


class Person(Struct, frozen=True, gc=False):
    """A person of public life; `of` is the state, polity, organisation or group acted for."""

    id: str
    name: str
    names: tuple[str, ...]
    surname: str
    of: tuple[str, ...]
    role: str
    source: str
    verified: str


class Office(Struct, frozen=True, gc=False):
    """An office of a state, polity, organisation or group, with the titles it goes by."""

    id: str
    of: str
    kind: str
    titles: tuple[str, ...]
    source: str
    verified: str


class GenericTitle(Struct, frozen=True, gc=False):
    """A title that means every office of some kinds: "leader", "top diplomat", "spokesman"."""

    id: str
    title: str
    kinds: tuple[str, ...]
    source: str
    verified: str


class Term(Struct, frozen=True, gc=False, rename=_PERIOD):
    """One person's time in an office; `note` marks acting, rival and still open terms."""

    person: str
    office: str
    start: str
    end: str
    note: str
    source: str
    verified: str

    def covers(self, first: str, last: str) -> bool:
        """Tell whether the term may touch the days from `first` to `last` (YYYY-MM-DD)."""
        return first_day(self.start) <= last and first <= last_day(self.end)


class Leading(Struct, frozen=True, gc=False, rename=_PERIOD):
    """Which kind of office leads a state, or resides in a seat, for a time: "the Armenian leader".

    Where no row holds, the head of state leads.
    """

    of: str
    kind: str
    start: str
    end: str
    source: str
    verified: str


class Seat(Struct, frozen=True, gc=False, rename=_PERIOD):
    """A city, building or residence whose name stands for a government or an organisation."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    stands_for: str
    start: str
    end: str
    source: str
    verified: str


class Candidate(Struct, frozen=True, gc=False):
    """One reading of a name: the entity, what kind of name it is, and the period it is used for."""

    id: str
    kind: NameKind
    surface: str
    start: str = ""
    end: str = ""


Entity = State | Polity | Place | Organisation | Group | Person | Office | Seat
