"""The status rules by brute force: every world of a log is lived through and nothing is pruned.

`answer(log, query)` gives one answer in the form of section 6. It is slow on purpose: the number
of worlds is two (the readings of month ends) times the product of the lengths of all ranges.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.oracle.counting import Act, counted_acts, own_range, unheard_claims
from tests.oracle.dates import READINGS, parse_day
from tests.oracle.entry import Event, entry_facts
from tests.oracle.flags import Claim, Items, flag_items
from tests.oracle.life import Life
from tests.oracle.logs import ENTRY_KINDS, fault, query_fault

Json = dict[str, Any]


@dataclass
class Subject:
    """One instrument with the acts and claims that a perspective shows of it."""

    instrument: Json
    acts: list[Act]
    disputed: list[Act]
    claims: list[Json]


@dataclass
class Shown:
    """What one world, or the union of several, shows."""

    statuses: set[str] = field(default_factory=set)
    items: Items = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)


def answers(log: Json, queries: list[Json]) -> list[Json]:
    """Return the answers to queries on a log, or the one refusal of the log."""
    refused = fault(log)
    return [refused] if refused else [answer(log, query) for query in queries]


def answer(log: Json, query: Json) -> Json:
    """Return the answer to one query on a log that breaks no rule."""
    wrong = query_fault(log, query)
    if wrong:
        return {"error": wrong}
    subjects = _subjects(log, query)
    total: Shown | None = None
    for world in _worlds(log, subjects, query):
        if total is None:
            total = world
            continue
        total.statuses |= world.statuses
        total.sure &= world.sure
        total.acts |= world.acts
        total.rules |= world.rules
        for name, items in world.items.items():
            total.items[name] = total.items.get(name, set()) | items
    assert total is not None
    form = subjects[-1].instrument["form"]
    return {
        **{key: query[key] for key in ("instrument", "party", "as_of", "seen_by")},
        "statuses": sorted(total.statuses),
        "sure": len(total.statuses) == 1,
        "flags": {
            name: {
                "certainty": "sure" if name in total.sure else "possible",
                "items": [json.loads(item) for item in sorted(items)],
            }
            for name, items in sorted(total.items.items())
        },
        "because": {"acts": sorted(total.acts), "rules": sorted(total.rules)},
        "rule_set": "political" if form in ("political", "ceasefire") else "vclt",
    }


def count_worlds(log: Json, query: Json) -> int:
    """Return how many worlds a query makes this program live through."""
    total = len(READINGS)
    for subject in _subjects(log, query):
        for lo, hi in _ranges(log, subject):
            total *= (hi - lo).days + 1
    return total


def _subjects(log: Json, query: Json) -> list[Subject]:
    """Return the parent, if any, and then the instrument asked about."""
    by_id = {i["id"]: i for i in log["instruments"]}
    asked = by_id[query["instrument"]]
    chain = [asked] if asked.get("parent") is None else [by_id[asked["parent"]], asked]
    subjects = []
    for instrument in chain:
        acts, disputed = counted_acts(log, instrument["id"], query["seen_by"])
        claims = unheard_claims(log, instrument["id"], query["seen_by"], acts)
        subjects.append(Subject(instrument, acts, disputed, claims))
    return subjects


def _ranges(log: Json, subject: Subject) -> list[tuple[date, date]]:
    return [(act.lo, act.hi) for act in subject.acts] + [
        own_range(log, claim) for claim in subject.claims
    ]


def _worlds(log: Json, subjects: list[Subject], query: Json) -> Iterator[Shown]:
    as_of, party = parse_day(query["as_of"]), query["party"]
    ranges = [_ranges(log, subject) for subject in subjects]
    choices = [
        [lo + timedelta(days=n) for n in range((hi - lo).days + 1)]
        for lo, hi in itertools.chain(*ranges)
    ]
    for reading in READINGS:
        for chosen in itertools.product(*choices):
            days = iter(chosen)
            dated = [_dated(subject, days) for subject in subjects]
            yield _one_world(log, subjects, dated, reading, as_of, party)


def _dated(subject: Subject, days: Iterator[date]) -> tuple[list[Event], list[Claim]]:
    events = [
        Event(act.kind, act.actor, next(days), frozenset(act.ids), act.notice, act.against, act.to)
        for act in subject.acts
    ]
    return events, [(claim, next(days)) for claim in subject.claims]


def _one_world(
    log: Json,
    subjects: list[Subject],
    dated: list[tuple[list[Event], list[Claim]]],
    reading: str,
    as_of: date,
    party: str,
) -> Shown:
    root_events = dated[0][0]
    entry = entry_facts(subjects[0].instrument, root_events, reading)
    shown = Shown()
    statuses = []
    for subject, (events, claims) in zip(subjects, dated, strict=True):
        lived = events
        if subject is not subjects[0]:
            lived = events + [e for e in root_events if e.kind in ENTRY_KINDS]
        life = Life(subject.instrument, lived, entry, reading, as_of)
        statuses.append(life.status(party))
        shown.acts |= life.now.acts[party]
        shown.rules |= life.now.rules[party]
        raised = flag_items(life, events, claims, subject.disputed, log.get("officials") or {})
        for name, items in raised.items():
            shown.items[name] = shown.items.get(name, set()) | items
    shown.statuses = {statuses[0] if len(statuses) == 1 else _joined(*statuses)}
    shown.sure = set(shown.items)
    return shown


def _joined(parent: str, own: str) -> str:
    """Return the status of a child, given its parent's status and its own."""
    if parent not in ("in_force", "suspended", "ending"):
        return parent
    if parent == "suspended" and own in ("in_force", "ending"):
        return "suspended"
    if parent == "ending" and own == "in_force":
        return "ending"
    return own
