"""Real histories: the engine, brute force and the registry against answers worked out by hand.

The shape of the files is told in histories/README.md.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.oracle.brute import answer as brute_answer
from tests.oracle.brute import count_worlds

from servanda.lexicon.registry import load_registry
from servanda.reasoning.status import Desk, parse_log, parse_query

Json = dict[str, Any]
FILES = sorted((Path(__file__).parent / "histories").glob("*.json"))
HISTORIES = [
    history for file in FILES for history in json.loads(file.read_text("utf-8"))["histories"]
]
WORLDS = 1_000
"""More worlds than this are too many for brute force in a test."""


class Expected(NamedTuple):
    """One row of `expect`, spelt out."""

    party: str
    as_of: str
    seen_by: str
    statuses: list[str]
    more: Json


def spelt(name: str) -> str:
    """Three capitals are a state; `all`, `record` and full ids stay as they are."""
    return f"state:{name}" if len(name) == 3 and name.isupper() else name


def claims(who: str) -> Json:
    """The authority and the asserting party of an act told by `who`."""
    formal = who == "record"
    return {"authority": "formal" if formal else "claim", "by": spelt(who)}


def build(history: Json) -> Json:
    """Spell out the log of a history."""
    instruments = [
        {**row, "parties": [spelt(party) for party in row["parties"]]}
        for row in history["instruments"]
    ]
    acts = []
    for name, kind, actor, day, who, source, *rest in history["acts"]:
        assert source in history["sources"], f"{history['name']}: {name} has no source"
        more = dict(rest[0]) if rest else {}
        if "against" in more:
            more["against"] = spelt(more["against"])
        act = {"id": name, "act": kind, "actor": spelt(actor), "date": day, **claims(who)}
        acts.append({"instrument": instruments[0]["id"], **act, **more})
    officials = {person: spelt(party) for person, party in history.get("officials", {}).items()}
    return {"day": "2026-06-30", "instruments": instruments, "acts": acts, "officials": officials}


def perspective(seen_by: str) -> str:
    kind, _, who = seen_by.partition(":")
    return f"{kind}:{spelt(who)}" if who else kind


def expected(history: Json) -> list[Expected]:
    rows = []
    for party, as_of, seen_by, statuses, *rest in history["expect"]:
        more = rest[0] if rest else {}
        rows.append(Expected(spelt(party), as_of, perspective(seen_by), statuses.split(), more))
    return rows


def query(history: Json, row: Expected) -> Json:
    instrument = row.more.get("instrument", history["instruments"][0]["id"])
    return {"instrument": instrument, "party": row.party, "as_of": row.as_of,
            "seen_by": row.seen_by}  # fmt: skip


def told(raw: Json, row: Expected) -> Json:
    """What of an answer the row speaks of: statuses and flags always, acts and rules if named."""
    found = {"statuses": raw["statuses"], "flags": sorted(raw["flags"])}
    for name in row.more.get("certainty", {}):
        found[f"certainty of {name}"] = raw["flags"].get(name, {}).get("certainty")
    found |= {key: raw["because"][key] for key in ("acts", "rules") if key in row.more}
    return found | {"sure": raw["sure"]}


def wanted(row: Expected) -> Json:
    made = {"statuses": sorted(row.statuses), "flags": sorted(row.more.get("flags", []))}
    for name, certainty in row.more.get("certainty", {}).items():
        made[f"certainty of {name}"] = certainty
    made |= {key: row.more[key] for key in ("acts", "rules") if key in row.more}
    return made | {"sure": len(row.statuses) == 1}


def by_name(history: Json) -> str:
    return str(history["name"])


def test_there_are_enough_histories_with_names_and_sources() -> None:
    assert len({history["name"] for history in HISTORIES}) == len(HISTORIES) >= FLOOR
    assert all(text.strip() for history in HISTORIES for text in history["sources"].values())
    assert all(len(history["expect"]) >= 3 for history in HISTORIES)


FLOOR = 100


@pytest.mark.parametrize("history", HISTORIES, ids=by_name)
def test_the_engine_gives_the_expected_answers(history: Json) -> None:
    desk = Desk(parse_log(build(history)))
    found, hoped = {}, {}
    for row in expected(history):
        asked = query(history, row)
        place = " ".join(asked.values())
        found[place] = told(desk.answer(parse_query(asked)).raw(), row)
        hoped[place] = wanted(row)
    assert found == hoped


def in_one_order(raw: Json) -> Json:
    """The answer with the items of its flags sorted; the rules give them no order."""
    flags = {
        name: {
            **flag,
            "items": sorted(flag["items"], key=lambda item: json.dumps(item, sort_keys=True)),
        }
        for name, flag in raw["flags"].items()
    }
    return {**raw, "flags": flags}


@pytest.mark.parametrize("history", HISTORIES, ids=by_name)
def test_brute_force_gives_the_same_answers_to_the_last_item(history: Json) -> None:
    log = build(history)
    desk = Desk(parse_log(log))
    for row in expected(history):
        asked = query(history, row)
        if count_worlds(log, asked) <= WORLDS:
            brute = brute_answer(log, asked)
            assert told(brute, row) == wanted(row), asked
            assert in_one_order(desk.answer(parse_query(asked)).raw()) == in_one_order(brute), asked


@cache
def registry_desk() -> Desk:
    return Desk(parse_log(load_registry().log()))


@pytest.mark.parametrize(
    "history", [history for history in HISTORIES if "registry" in history], ids=by_name
)
def test_the_registry_does_not_contradict(history: Json) -> None:
    """As seen by the record, the registry says the same, or leaves open what is expected.

    Rows with `registry` say why the registry is not asked there: it holds more acts, or dates of
    another precision, than the history needs.
    """
    rows = [row for row in expected(history) if row.seen_by == "record"]
    contradictions = []
    for row in rows:
        if "registry" in row.more:
            continue
        child = row.more.get("instrument", "").partition("#")[2]
        name = history["registry"] + (f"#{child}" if child else "")
        asked = query(history, row) | {"instrument": name}
        statuses = set(registry_desk().answer(parse_query(asked)).statuses)
        if not statuses >= set(row.statuses):
            contradictions.append((asked, sorted(statuses), row.statuses))
    assert contradictions == []
