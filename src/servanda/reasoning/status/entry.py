"""When parties consent and an instrument enters into force, in one world.

Status rules, section 3, "Entry". Whatever happens after the day asked about is left out: it
cannot matter on that day.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from servanda.reasoning.status.days import Calendar, Day, latest, nth
from servanda.reasoning.status.log import ALL, Terms
from servanda.reasoning.status.view import Merged, View

JOINING = frozenset({"signature", "ratification", "accession"})

Ids = frozenset[str]


class World(NamedTuple):
    """One day for every act, one reading for all sums, and the day asked about."""

    days: Mapping[Merged, Day]
    calendar: Calendar
    as_of: Day

    def past(self, acts: Iterable[Merged]) -> list[Merged]:
        """Return the acts that happen on or before the day asked about."""
        return [act for act in acts if self.days[act] <= self.as_of]


class Fact(NamedTuple):
    """Something that happens on a day, and the acts it rests on."""

    day: Day
    ids: Ids


class Entry(NamedTuple):
    """Consents and entries of an instrument; what has not come by the day asked about is left out.

    `first` is E0; `joining` are the acts of signature, accession and provisional application.
    """

    joining: list[Merged]
    consents: dict[str, Fact]
    first: Fact | None
    entries: dict[str, Fact]
    terms: Terms


def work_out_entry(view: View, world: World) -> Entry:
    """Work out consents, E0 and the entry of each party."""
    parties, terms = view.instrument.parties, view.instrument.terms
    forced = {act.actor: act for act in view.acts if act.kind == "entry_into_force"}
    acts = [act for act in view.acts if act.kind in JOINING]
    by_actor: dict[str, list[Merged]] = {}
    for act in acts:
        by_actor.setdefault(act.actor, []).append(act)
    consents = {}
    for party in parties:
        own = by_actor.get(party, []) + by_actor.get(ALL, [])
        if (consent := _consent(party, own, terms, world, forced)) is not None:
            consents[party] = consent
    if ALL in forced:
        first = _fact(world.past([forced[ALL]]), world)
    else:
        first = _first_entry(view, world, consents)
    entries = {}
    for party in parties:
        if party in forced:
            entered = _fact(world.past([forced[party]]), world)
        else:
            entered = _entered(consents.get(party), first, ALL in forced, terms, world)
        if entered is not None:
            entries[party] = entered
    joining = world.past(
        act
        for act in view.acts
        if act.kind in ("signature", "accession", "provisional_application")
    )
    return Entry(joining, consents, first, entries, terms)


def _consent(
    party: str, own: list[Merged], terms: Terms, world: World, forced: Mapping[str, Merged]
) -> Fact | None:
    """Return the consent of a party to be bound, with the acts that express it.

    `own` are the signatures, ratifications and accessions of the party and of all; `forced` the
    recorded entries by actor.
    """
    by = terms.entry_by
    consent = _fact(world.past(act for act in own if act.kind in (by, "accession")), world)
    if not own and ALL in forced:
        consent = _fact(world.past([forced[ALL]]), world)
    if party in forced:
        recorded = _fact(world.past([forced[party]]), world)
        if recorded and (consent is None or recorded.day < consent.day):
            return recorded
    return consent


def _fact(acts: list[Merged], world: World) -> Fact | None:
    """Return the first day of some acts, with all acts of that day."""
    if not acts:
        return None
    if len(acts) == 1:
        return Fact(world.days[acts[0]], frozenset(acts[0].ids))
    day = world.days[acts[0]]
    for act in acts[1:]:
        if world.days[act] < day:
            day = world.days[act]
    same = (act for act in acts if world.days[act] <= day)
    return Fact(day, frozenset(name for act in same for name in act.ids))


def _first_entry(view: View, world: World, consents: Mapping[str, Fact]) -> Fact | None:
    """Work out E0 where no act records it: enough consents at once, then the delay."""
    needs = view.instrument.terms.entry_needs
    if len(consents) < needs:
        return None
    gone: dict[str, list[Day]] = {}
    for act in world.past(act for act in view.acts if act.kind == "withdrawal"):
        gone.setdefault(act.actor, []).append(world.days[act])
    for day in _candidates([fact.day for fact in consents.values()], needs, bool(gone)):
        there = [
            fact
            for party, fact in consents.items()
            if (needs == len(view.instrument.parties) or fact.day <= day)
            and not any(left <= day for left in gone.get(party, ()))
        ]
        if len(there) >= needs:
            first = world.calendar.add(day, view.instrument.terms.delay)
            ids = frozenset(name for fact in there for name in fact.ids)
            return Fact(first, ids) if first <= world.as_of else None
    return None


def _candidates(days: list[Day], needs: int, some_left: bool) -> list[Day]:
    """Return the days of consent, in order, on which the count may first be reached."""
    if some_left and needs < len(days):
        return sorted(days)[needs - 1 :]
    return [nth(days, needs)]


def _entered(
    consent: Fact | None, first: Fact | None, recorded: bool, terms: Terms, world: World
) -> Fact | None:
    """Return E(p) of a party whose own entry no act records."""
    if consent is None or first is None:
        return None
    ids = first.ids | consent.ids
    if recorded:
        if consent.day <= first.day:
            return Fact(first.day, ids)
        day = world.calendar.add(consent.day, terms.delay)
    else:
        day = world.calendar.add(consent.day, terms.delay)
        day = latest(first.day, day)
    return Fact(day, ids) if day <= world.as_of else None
