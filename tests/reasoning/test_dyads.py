"""Commitments through the years: the short way agrees with the engine, day by day."""

from datetime import date
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import document

from servanda.model import Commitment, Phrase, Ref, RegistryAnchor, with_id
from servanda.reasoning.dyads import binding_spans, dyad_years, together
from servanda.reasoning.status import Desk, parse_log
from servanda.reasoning.straight import Span, straight_spans

FIRST = date(1990, 1, 1).toordinal()
DAYS = 14


def day(n: int) -> str:
    return date.fromordinal(FIRST + n).isoformat()


def desk_of(stints: dict[str, list[tuple[int, int]]]) -> Desk:
    """Return a desk on one instrument; of each party's ranges of days, every other is an exit."""
    kinds = ("entry_into_force", "withdrawal", "accession", "withdrawal")
    acts = [
        {"id": f"{p}{n}", "instrument": "i", "act": kinds[n], "actor": p, "authority": "formal",
         "by": "x", "date": f"{day(lo)}/{day(hi)}"}
        for p, ranges in stints.items() for n, (lo, hi) in enumerate(ranges)
    ]  # fmt: skip
    instrument: dict[str, Any] = {
        "id": "i", "parties": list(stints), "form": "treaty",
        "terms": {"entry": {"by": "ratification", "needs": 2}},
    }  # fmt: skip
    return Desk(parse_log({"day": day(DAYS), "instruments": [instrument], "acts": acts}))


def verdict(spans: list[Span], at: int) -> str:
    hit = [s for s in spans if s.first <= at <= s.last]
    return "not" if not hit else "surely" if any(s.sure for s in hit) else "possibly"


@st.composite
def histories(draw: st.DrawFn) -> dict[str, list[tuple[int, int]]]:
    stints = {}
    for party in "abcd"[: draw(st.integers(2, 4))]:
        days = sorted(draw(st.lists(st.integers(0, DAYS - 2), max_size=4)))
        stints[party] = [(d, min(d + draw(st.integers(0, 1)), DAYS)) for d in days]
    return stints


@settings(max_examples=80, deadline=None)
@given(histories())
def test_the_short_way_agrees_with_the_engine(stints: dict[str, list[tuple[int, int]]]) -> None:
    desk = desk_of(stints)
    spans = straight_spans(desk, "i", FIRST + DAYS)
    if spans is None:
        return
    for a, b in permutations(stints, 2):
        both = list(together(spans[a], spans[b]))
        for at in range(FIRST, FIRST + DAYS + 1):
            assert verdict(both, at) == desk.binds("i", a, b, at, "record"), (a, b, at - FIRST)


@settings(max_examples=15, deadline=None)
@given(histories())
def test_spans_of_the_engine_meet_as_its_worlds_do(
    stints: dict[str, list[tuple[int, int]]],
) -> None:
    desk = desk_of(stints)
    last = FIRST + DAYS
    for a, b in permutations(stints, 2):
        both = list(together(binding_spans(desk, "i", a, last), binding_spans(desk, "i", b, last)))
        for at in range(FIRST, last + 1, 3):
            assert verdict(both, at) == desk.binds("i", a, b, at, "record"), (a, b, at - FIRST)


def test_what_the_short_way_takes_and_what_it_leaves() -> None:
    staying = {"a": [(0, 0)], "b": [(1, 1)]}
    taken = [
        {"a": [(0, 0), (9, 9)], "b": [(1, 2), (5, 8)]},
        {**staying, "c": [(2, 2), (5, 5), (9, 9)], "d": [(8, 8)]},
    ]
    left = [
        # Somebody enters after the first exit, and nobody is sure to stay.
        {"a": [(0, 0), (9, 9)], "b": [(1, 1), (9, 9)], "c": [(12, 12)]},
        # Entry and exit may come in either order.
        {**staying, "c": [(2, 6), (4, 8)]},
        # Back on the very day of leaving.
        {**staying, "c": [(2, 2), (5, 5), (5, 5)]},
    ]
    assert all(straight_spans(desk_of(s), "i", FIRST + DAYS) is not None for s in taken)
    assert all(straight_spans(desk_of(s), "i", FIRST + DAYS) is None for s in left)


def test_a_year_counts_when_a_promise_binds_on_one_of_its_days() -> None:
    d = document("A register.")
    a, b = Ref("a", id="a"), Ref("b", id="b")
    promise = with_id(Commitment(
        document=d.id, registry=RegistryAnchor("r", "1", "row"), instrument=Ref("i", id="i"),
        bearers=(a,), counterparties=(b,), force="obligation", action=Phrase("help"),
    ))  # fmt: skip
    log = {
        "day": "1999-12-31",
        "instruments": [{"id": "i", "parties": ["a", "b"], "form": "treaty"}],
        "acts": [
            {"id": n, "instrument": "i", "act": k, "actor": p, "date": when, "authority": "formal",
             "by": "x"}
            for n, k, p, when in (
                ("1", "entry_into_force", "a", "1990-12-31"),
                ("2", "entry_into_force", "b", "1990-12-31"),
                ("3", "withdrawal", "a", "1993-01-01"),
                ("4", "withdrawal", "b", "1993-06"),
            )
        ],
    }  # fmt: skip
    rows = dyad_years(Desk(parse_log(log)), [promise], date(1999, 12, 31))
    assert [(r.bearer, r.year, len(r.promises), len(r.received), r.sure) for r in rows] == [
        ("a", 1990, 1, 0, True), ("a", 1991, 1, 0, True), ("a", 1992, 1, 0, True),
        ("b", 1990, 0, 1, True), ("b", 1991, 0, 1, True), ("b", 1992, 0, 1, True),
    ]  # fmt: skip
