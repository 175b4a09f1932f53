"""The driver over sorts of worlds finds what living through every single world finds."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reasoning.status.histories import random_log, random_query

from servanda.model.period import Period, Reading
from servanda.reasoning.status import desk, parse_log, parse_query
from servanda.reasoning.status.days import Calendar, Day
from servanda.reasoning.status.log import TooUncertain
from servanda.reasoning.status.paths import explore

PERIODS = [Period(), Period(0, 1), Period(0, 3), Period(1), Period(1, 2), Period(2), Period(0, 31)]


def outcome(days: list[Day], calendar: Calendar, steps: list[tuple[int, int, int]]) -> str:
    """Compare days in a way that branches on what came before."""
    days, trail = list(days), ""
    for a, b, period in steps:
        left, right = days[a % len(days)], days[b % len(days)]
        moved = calendar.add(left, PERIODS[period % len(PERIODS)])
        if moved < right:
            trail += "<"
            days.append(calendar.subtract(right, Period(1)))
        elif moved == right:
            trail += "="
        else:
            trail += ">"
            days[a % len(days)] = moved
    return trail


RANGES = st.lists(
    st.tuples(st.integers(738_170, 738_185), st.integers(0, 9)).map(lambda x: (x[0], sum(x))),
    min_size=1, max_size=3,
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 6)), min_size=1, max_size=5
)


@given(RANGES, STEPS, st.sampled_from(["last", "next"]))
def test_every_trail_of_comparisons_is_found_and_no_other(
    ranges: list[tuple[int, int]], steps: list[tuple[int, int, int]], reading: Reading
) -> None:
    fixed: list[Day] = [738_180]
    calendar = Calendar(reading)
    found = list(
        explore(ranges, reading, lambda days: outcome(fixed + days, calendar, steps), 10_000)
    )
    worlds = product(*(range(lo, hi + 1) for lo, hi in ranges))
    assert set(found) == {outcome([*fixed, *days], calendar, steps) for days in worlds}


def test_orders_of_long_ranges_are_few() -> None:
    century = (730_000, 766_000)

    def order(days: list[Day]) -> tuple[int, ...]:
        return tuple(sorted(range(4), key=lambda i: days[i]))

    assert len(set(explore([century] * 4, "last", order, 1_000))) == 24


def test_too_many_sorts_are_refused_not_guessed() -> None:
    with pytest.raises(TooUncertain):
        list(explore([(0, 9)] * 5, "last", lambda days: sorted(days), 100))


def test_giving_up_is_by_work_done_and_ends_alike() -> None:
    raw = ratified_in_a_year(40)
    raw["instruments"][0]["terms"]["entry"]["needs"] = 20  # type: ignore[index]
    query = parse_query({"instrument": "t", "party": "p3", "as_of": "2009-01-01",
                         "seen_by": "record"})  # fmt: skip
    worlds = []
    for _ in range(2):
        with pytest.MonkeyPatch.context() as patch:
            seen: list[int] = []
            live = desk._seen
            patch.setattr(desk, "_seen", lambda *a, f=live, n=seen: n.append(1) or f(*a))
            with pytest.raises(TooUncertain):
                desk.Desk(parse_log(raw)).answer(query)
        worlds.append(len(seen))
    assert worlds[0] == worlds[1] < 5_000


def every_world(ranges, reading, live, limit):  # type: ignore[no-untyped-def]
    """Live through every single world, as the rules are written."""
    for days in product(*(range(lo, hi + 1) for lo, hi in ranges)):
        yield live(list(days))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_answers_are_those_of_every_single_world(seed: int) -> None:
    rng = random.Random(seed)
    raw = random_log(rng)
    log = parse_log(raw)
    for _ in range(3):
        query = parse_query(random_query(rng, raw))
        quick = desk.Desk(log).answer(query).raw()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk, "explore", every_world)
            # Plain days show an ambiguous sum only where it happens.
            slow = desk.Desk(log).answer(query).raw()
        assert quick == slow


def ratified_in_a_year(parties: int) -> dict[str, object]:
    """A log in which every party ratifies on some day of one year."""
    names = [f"p{number}" for number in range(parties)]
    return {
        "day": "2010-01-01",
        "instruments": [{"id": "t", "parties": names, "form": "treaty",
                         "terms": {"entry": {"by": "ratification", "delay": "P30D"}}}],
        "acts": [
            {"id": f"r-{name}", "instrument": "t", "act": "ratification", "actor": name,
             "date": "1994", "authority": "formal", "by": "depositary"}
            for name in names
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "statuses"),
    [
        ("1993-12-31", ("none",)),
        ("1994-01-30", ("consented", "none")),
        ("1994-01-31", ("consented", "in_force", "none")),
        ("1994-12-31", ("consented", "in_force")),
        ("1995-01-29", ("consented", "in_force")),
        ("1995-01-30", ("in_force",)),
    ],
)
def test_the_order_of_many_ratifications_need_not_be_known(
    as_of: str, statuses: tuple[str, ...]
) -> None:
    raw = {"instrument": "t", "party": "p3", "as_of": as_of, "seen_by": "record"}
    answer = desk.Desk(parse_log(ratified_in_a_year(9)), limit=600).answer(parse_query(raw))
    assert answer.statuses == statuses
