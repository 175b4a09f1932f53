"""Stretches of time say on each of their days what a query on that day says."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reasoning.status.histories import random_log

from servanda.reasoning.status import Desk, Query, QueryFault, intervals, parse_log


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_every_day_of_a_stretch_has_its_statuses(seed: int) -> None:
    rng = random.Random(seed)
    raw = random_log(rng, uncertain=2, spread=15)
    log = parse_log(raw)
    instrument = rng.choice(raw["instruments"])
    party = rng.choice(instrument["parties"])
    stretches = intervals(log, instrument["id"], party, "record")
    desk = Desk(log)
    for before, after in pairwise(stretches):
        assert after.first == before.last + 1
        assert after.statuses != before.statuses
    for one in stretches:
        for day in range(one.first, one.last + 1):
            assert desk.statuses(Query(instrument["id"], party, day)) == one.statuses
    assert stretches[-1].last == log.day


def test_an_uncertain_year_is_a_stretch_of_its_own() -> None:
    log = parse_log({
        "day": "2010-12-31",
        "instruments": [{"id": "t", "parties": ["A", "B"], "form": "treaty"}],
        "acts": [
            {"id": "s", "instrument": "t", "act": "signature", "actor": "all",
             "date": "2000-01-01", "authority": "formal", "by": "x"},
            {"id": "e", "instrument": "t", "act": "termination", "actor": "all",
             "date": "2005", "authority": "formal", "by": "x"},
        ],
    })  # fmt: skip
    assert [one.raw() for one in intervals(log, "t", "A")] == [
        {"first": "2000-01-01", "last": "2004-12-31", "statuses": ["in_force"], "sure": True},
        {"first": "2005-01-01", "last": "2005-12-30",
         "statuses": ["in_force", "terminated"], "sure": False},
        {"first": "2005-12-31", "last": "2010-12-31", "statuses": ["terminated"], "sure": True},
    ]  # fmt: skip
    with pytest.raises(QueryFault):
        intervals(log, "t", "Z")
