"""Section 3, Entry: who consented when, and when an instrument and its parties enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.dates import NEVER, Period, add, parse_period
from tests.oracle.logs import term

Json = dict[str, Any]


@dataclass(frozen=True)
class Event:
    """One act on the day that a world gives it."""

    kind: str
    actor: str
    day: date
    ids: frozenset[str]
    notice: Period | None = None
    against: str | None = None
    to: str | None = None


@dataclass
class Entry:
    """The entry facts of one world; a party without consent or entry is missing."""

    by: str
    delay: Period
    consent: dict[str, date] = field(default_factory=dict)
    consent_ids: dict[str, frozenset[str]] = field(default_factory=dict)
    e0: date = NEVER
    e0_ids: frozenset[str] = frozenset()
    enters: dict[str, date] = field(default_factory=dict)
    own_record: dict[str, frozenset[str]] = field(default_factory=dict)


def ids_of(events: list[Event]) -> frozenset[str]:
    """Return the ids of all acts among some events."""
    return frozenset().union(*(event.ids for event in events)) if events else frozenset()


def entry_facts(instrument: Json, events: list[Event], reading: str) -> Entry:
    """Work out consents, E0 and every E(p) of an instrument that is no child."""
    facts = Entry(term(instrument, "entry.by"), parse_period(term(instrument, "entry.delay")))
    records = [e for e in events if e.kind == "entry_into_force"]
    joint = [e for e in records if e.actor == "all"]
    for party in instrument["parties"]:
        own = [e for e in records if e.actor == party]
        _find_consent(facts, party, events, joint, own)
    if joint:
        facts.e0 = min(e.day for e in joint)
        facts.e0_ids = ids_of([e for e in joint if e.day == facts.e0])
    else:
        _count_consents(facts, instrument, events, reading)
    for party in instrument["parties"]:
        own = [e for e in records if e.actor == party]
        if own:
            facts.enters[party] = min(e.day for e in own)
            facts.own_record[party] = ids_of([e for e in own if e.day == facts.enters[party]])
        elif facts.e0 != NEVER and party in facts.consent:
            consent = facts.consent[party]
            later = add(consent, facts.delay, reading)
            if joint:
                facts.enters[party] = facts.e0 if consent <= facts.e0 else later
            else:
                facts.enters[party] = max(facts.e0, later)
    return facts


def _find_consent(
    facts: Entry, party: str, events: list[Event], joint: list[Event], own: list[Event]
) -> None:
    def of_party(*kinds: str) -> list[Event]:
        return [e for e in events if e.kind in kinds and e.actor in (party, "all")]

    first = "signature" if facts.by == "signature" else "ratification"
    _first_of(facts, party, of_party(first, "accession"))
    if not of_party("signature", "ratification", "accession"):
        _first_of(facts, party, joint)
    if own and min(e.day for e in own) < facts.consent.get(party, NEVER):
        _first_of(facts, party, own)


def _first_of(facts: Entry, party: str, events: list[Event]) -> None:
    if events:
        day = min(e.day for e in events)
        facts.consent[party] = day
        facts.consent_ids[party] = ids_of([e for e in events if e.day == day])


def _count_consents(facts: Entry, instrument: Json, events: list[Event], reading: str) -> None:
    parties = instrument["parties"]
    needs = term(instrument, "entry.needs")
    enough = len(parties) if needs == "all" else needs
    for day in sorted(facts.consent.values()):
        counted = [
            p
            for p in parties
            if facts.consent.get(p, NEVER) <= day
            and not any(e.kind == "withdrawal" and e.actor == p and e.day <= day for e in events)
        ]
        if len(counted) >= enough:
            facts.e0 = add(day, facts.delay, reading)
            if facts.e0 != NEVER:
                facts.e0_ids = frozenset(i for p in counted for i in facts.consent_ids[p])
            return
