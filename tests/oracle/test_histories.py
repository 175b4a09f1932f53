"""What must hold for every random history, whatever the rules make of it."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import HealthCheck, given, settings
from tests.oracle.brute import answer, count_worlds
from tests.oracle.histories import WORLDS, histories, history
from tests.oracle.logs import fault, query_fault

STATUSES = {"none", "signed", "consented", "provisional", "in_force", "ending", "suspended",
            "withdrawn", "terminated", "expired", "superseded"}
RULES = {"entry", "notice", "exit", "term", "too_few", "ends", "closed", "operation"}
FLAGS = {"breach_alleged", "end_claimed", "disputed", "exit_contested", "reaffirmed",
         "disputed_date"}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_histories_are_lawful_and_small(made):
    log, queries = made
    assert fault(log) is None
    for query in queries:
        assert query_fault(log, query) is None
        assert count_worlds(log, query) <= WORLDS


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_answers_do_not_depend_on_the_order_of_acts(made):
    log, queries = made
    turned = {**log, "acts": log["acts"][::-1], "instruments": log["instruments"][::-1]}
    for query in queries[:2]:
        assert answer(turned, query) == answer(log, query)


def test_histories_reach_every_status_rule_and_flag():
    rng = random.Random(7)
    seen: Counter[str] = Counter()
    for _ in range(250):
        log, queries = history(rng)
        for query in queries[:2]:
            given_answer = answer(log, query)
            seen.update(given_answer["statuses"])
            seen.update(given_answer["because"]["rules"])
            seen.update(list(given_answer["flags"]))
    assert (STATUSES | RULES | FLAGS) - set(seen) == set()
    assert set(seen) - (STATUSES | RULES | FLAGS) == set()
