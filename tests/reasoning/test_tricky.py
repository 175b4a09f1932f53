"""Tricky logs answered by hand from the status rules: the engine and the brute force agree.

`tricky.json` holds small logs of one instrument `t`. Acts are written `[id, kind, actor, date]`
with further fields in a fifth place; they are formal and by their actor unless said otherwise.
Each of `asks` is a query with its whole answer; what is left out is the instrument `t`, the
perspective `record`, and no flags.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.oracle.brute import answer as brute
from tests.oracle.brute import count_worlds
from tests.oracle.logs import fault

from servanda.reasoning.status import Desk, parse_log, parse_query

Json = dict[str, Any]
CASES: list[Json] = json.loads(Path(__file__).with_name("tricky.json").read_text(encoding="utf-8"))
MANY = 4000  # worlds up to which the brute force answers too
ASKED = [
    pytest.param(case, ask, id=f"{case['id']}-{number}")
    for case in CASES
    for number, ask in enumerate(case["asks"], 1)
]


def log_of(case: Json) -> Json:
    """Return the log of a case in the form of the status rules."""
    top = {"id": "t", "parties": case["parties"], "form": case.get("form", "treaty")}
    if "terms" in case:
        top["terms"] = case["terms"]
    children = [{**child, "parent": "t"} for child in case.get("children", ())]
    return {
        "day": case.get("day", "2026-01-01"),
        "instruments": [top, *children],
        "acts": [_act(*row) for row in case["acts"]],
        "officials": case.get("officials", {}),
    }


def _act(name: str, kind: str, actor: str, when: str, more: Json | None = None) -> Json:
    return {
        "id": name, "instrument": "t", "act": kind, "actor": actor, "date": when,
        "authority": "formal", "by": actor, **(more or {}),
    }  # fmt: skip


def query_of(ask: Json) -> Json:
    """Return the query of one line of `asks`."""
    return {
        "instrument": ask.get("instrument", "t"), "party": ask["party"], "as_of": ask["as_of"],
        "seen_by": ask.get("seen_by", "record"),
    }  # fmt: skip


def expected(ask: Json) -> Json:
    """Return what is to be said of status, flags and reasons."""
    return {
        "statuses": ask["statuses"],
        "sure": len(ask["statuses"]) == 1,
        "flags": _plain(ask.get("flags", {})),
        "because": {"acts": ask["acts"], "rules": ask["rules"]},
    }


def _plain(flags: Json) -> Json:
    """Return flags with their items in one order; the rules give them none."""
    return {
        name: {**flag, "items": sorted(flag["items"], key=lambda i: json.dumps(i, sort_keys=True))}
        for name, flag in flags.items()
    }


def _found(answer: Json) -> Json:
    return {name: _plain(answer[name]) if name == "flags" else answer[name]
            for name in ("statuses", "sure", "flags", "because")}  # fmt: skip


@pytest.mark.parametrize(("case", "ask"), ASKED)
def test_the_engine_answers_as_worked_out_by_hand(case: Json, ask: Json) -> None:
    found = Desk(parse_log(log_of(case))).answer(parse_query(query_of(ask))).raw()
    assert _found(found) == expected(ask), case["why"]


@pytest.mark.parametrize(("case", "ask"), ASKED)
def test_the_brute_force_answers_as_worked_out_by_hand(case: Json, ask: Json) -> None:
    log, query = log_of(case), query_of(ask)
    assert fault(log) is None
    if count_worlds(log, query) > MANY:
        pytest.skip("too many worlds to live through one by one")
    assert _found(brute(log, query)) == expected(ask), case["why"]
