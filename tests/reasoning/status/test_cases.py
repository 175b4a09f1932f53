"""Cases for the lines of the Vienna Convention that touch status, with answers worked out by hand.

An act is `[id, kind, actor, date, {more}]`, formal and by the depositary unless it says otherwise.
An expectation is `[party, as_of, seen_by, statuses, {more}]`; what it does not name is not
checked.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.reasoning.status import Desk, Query, binds, parse_log, parse_query

Json = dict[str, Any]
FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))
CASES = [case for file in FILES for case in json.loads(file.read_text(encoding="utf-8"))["cases"]]


def build(case: Json) -> Json:
    """Spell out the log of a case."""
    first = case["instruments"][0]["id"]
    acts = [
        {"id": name, "instrument": first, "act": kind, "actor": actor, "date": day,
         "authority": "formal", "by": "depositary", **(more[0] if more else {})}
        for name, kind, actor, day, *more in case["acts"]
    ]  # fmt: skip
    return {
        "day": "2030-12-31", "instruments": case["instruments"], "acts": acts,
        "officials": case.get("officials"),
    }  # fmt: skip


def test_there_are_enough_cases_with_different_ids() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: Json) -> None:
    desk = Desk(parse_log(build(case)))
    for party, as_of, seen_by, statuses, more in case["expect"]:
        query: Json = {
            "instrument": more.get("instrument", case["instruments"][0]["id"]),
            "party": party, "as_of": as_of, "seen_by": seen_by,
        }  # fmt: skip
        raw = desk.answer(parse_query(query)).raw()
        found = {**raw, **raw["because"]}
        wanted = {**query, "statuses": statuses, "sure": len(statuses) == 1, **more}
        assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", [case for case in CASES if "binds" in case], ids=lambda c: c["id"])
def test_binding_pairs(case: Json) -> None:
    log = parse_log(build(case))
    instrument = case["instruments"][0]["id"]
    for a, b, as_of, seen_by, verdict in case["binds"]:
        day = parse_query(
            {"instrument": instrument, "party": a, "as_of": as_of, "seen_by": seen_by}
        ).as_of
        assert binds(log, instrument, a, b, day, seen_by) == verdict
        assert binds(log, instrument, b, a, day, seen_by) == verdict


def test_a_query_is_hashable_and_keeps_its_fields() -> None:
    assert len({Query("t", "A", 738_000), Query("t", "A", 738_000, "record")}) == 1
