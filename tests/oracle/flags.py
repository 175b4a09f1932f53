"""Section 3, Flags: what is raised about an instrument on a day of one world."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.oracle.counting import Act
from tests.oracle.entry import Event
from tests.oracle.life import Life

Json = dict[str, Any]
Items = dict[str, set[str]]
Claim = tuple[Json, date]


def flag_items(
    life: Life,
    events: list[Event],
    claims: list[Claim],
    disputed: list[Act],
    officials: dict[str, str],
) -> Items:
    """Return the items of every flag raised on the last day lived, each as sorted JSON."""
    day = life.as_of
    past = [e for e in events if e.day <= day]
    heard = [(claim, on) for claim, on in claims if on <= day]
    items: Items = {
        "breach_alleged": _breaches(past),
        "end_claimed": _claimed_ends(life, past, heard),
        "disputed": _disputes(life, past, heard, officials),
        "exit_contested": _contested(life),
        "reaffirmed": _reaffirmed(past),
        "disputed_date": {_item(act.ids) for act in disputed},
    }
    return {name: found for name, found in items.items() if found}


def _item(acts: list[str] | frozenset[str], **keys: object) -> str:
    return json.dumps({**keys, "acts": sorted(set(acts))}, sort_keys=True)


def _breaches(past: list[Event]) -> set[str]:
    found = set()
    for charge in past:
        if charge.kind == "breach_alleged" and not any(
            e.kind == "breach_cleared"
            and e.actor == charge.actor
            and e.day >= charge.day
            and e.against in (charge.against, None)
            for e in past
        ):
            found.add(_item(charge.ids, actor=charge.actor, against=charge.against))
    return found


def _powerless(life: Life, past: list[Event]) -> list[Event]:
    return [e for e in past if e.kind == "notice" and life.exit == "none"]


def _claimed_ends(life: Life, past: list[Event], heard: list[Claim]) -> set[str]:
    found = {_item([claim["id"]], by=claim["by"]) for claim, _ in heard}
    return found | {_item(e.ids, actor=e.actor) for e in _powerless(life, past)}


def _disputes(
    life: Life, past: list[Event], heard: list[Claim], officials: dict[str, str]
) -> set[str]:
    # What can be objected to: its ids, its day, and who may not be the one to object.
    targets: list[tuple[frozenset[str], date, set[object]]] = [
        (frozenset({claim["id"]}), on, {claim["by"], officials.get(claim["by"])})
        for claim, on in heard
    ]
    targets += [(e.ids, e.day, {e.actor}) for e in _powerless(life, past)]
    targets += [(n.ids, n.given, {n.party}) for n in life.now.notices]
    targets += [
        (e.ids, e.day, {e.actor})
        for e in past
        if e.kind in ("withdrawal", "termination", "suspension") and e.actor != "all"
    ]
    return {
        _item(objection.ids | ids)
        for objection in past
        if objection.kind == "objection"
        for ids, on, author in targets
        if objection.actor not in author
        and objection.day >= on
        and (objection.to is None or objection.to in ids)
    }


def _contested(life: Life) -> set[str]:
    if life.exit != "silent" or not life.vclt:
        return set()
    return {_item(n.ids) for n in life.now.notices if n.runs(life.as_of)}


def _reaffirmed(past: list[Event]) -> set[str]:
    days = [e.day for e in past if e.kind == "reaffirmation"]
    if not days:
        return set()
    ids = [i for e in past if e.kind == "reaffirmation" and e.day == max(days) for i in e.ids]
    return {_item(ids, day=max(days).isoformat())}
