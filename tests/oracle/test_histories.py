"""What must hold for every random history, whatever the rules make of it."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings

from tests.oracle.brute import answer, count_worlds
from tests.oracle.histories import WORLDS, histories, history
from tests.oracle.logs import fault, query_fault

STATUSES = {
    "none",
    "signed",
    "consented",
    "provisional",
    "in_force",
    "ending",
    "suspended",
    "withdrawn",
    "terminated",
    "expired",
    "superseded",
}
RULES = {"entry", "notice", "exit", "term", "too_few", "ends", "closed", "operation"}
FLAGS = {
    "breach_alleged",
    "end_claimed",
    "disputed",
    "exit_contested",
    "reaffirmed",
    "disputed_date",
}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_histories_are_lawful_and_small(made):
    log, queries = made
    assert fault(log) is None
    for query in queries:
        assert query_fault(log, query) is None
        assert count_worlds(log, query) <= WORLDS


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_answers_do_not_depend_on_the_order_of_acts(made):
    log, queries = made
    turned = {**log, "acts": log["acts"][::-1], "instruments": log["instruments"][::-1]}
    for query in queries[:2]:
        assert answer(turned, query) == answer(log, query)


def test_histories_reach_every_status_rule_and_flag():
    rng = random.Random(7)
    missing = STATUSES | RULES | FLAGS
    for _ in range(400):
        log, queries = history(rng)
        for query in queries:
            made = answer(log, query)
            seen = {*made["statuses"], *made["because"]["rules"], *made["flags"]}
            assert seen <= STATUSES | RULES | FLAGS
            missing -= seen
        if not missing:
            break
    assert missing == set()
