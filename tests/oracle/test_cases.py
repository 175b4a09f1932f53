"""The brute force against small logs whose answers were worked out by hand from the rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.brute import answer, answers
from tests.oracle.logs import fault

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("cases.json").read_text(encoding="utf-8")
)
ANSWERED = [
    pytest.param(case["log"], pair["query"], pair["answer"], id=f"{case['id']}-{number}")
    for case in CASES["answered"]
    for number, pair in enumerate(case["queries"], 1)
]
REFUSED = [pytest.param(case["log"], case["refused"], id=case["id"]) for case in CASES["refused"]]


@pytest.mark.parametrize(("log", "query", "expected"), ANSWERED)
def test_answer_worked_out_by_hand(log, query, expected):
    assert fault(log) is None
    assert answer(log, query) == expected


@pytest.mark.parametrize(("log", "where"), REFUSED)
def test_log_is_refused_at_its_first_fault(log, where):
    refusals = answers(log, [])
    assert [set(r) for r in refusals] == [{"error", "id"}]
    assert refusals[0]["id"] == where


@pytest.mark.parametrize("query", CASES["no_query"])
def test_query_that_cannot_be_answered(query):
    log = CASES["answered"][0]["log"]
    assert set(answer(log, query)) == {"error"}
