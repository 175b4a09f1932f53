"""The scorer of clashes counts as its head says."""

from typing import Any

import pytest
from evals.score_clashes import (
    Found,
    Side,
    documents,
    finders,
    nearness,
    pairs,
    right_kinds,
    verdict,
)

from servanda.model import Finding


def found(kind: str, *sides: Side) -> Found:
    finding = Finding(id=kind, finding="clash", type=kind, values={"internal": False})
    return Found(finding, sides)


def side(start: int, end: int, *, doc: str = "a", sentence: tuple[int, int] = (0, 50)) -> Side:
    return Side(((doc, start, end),), (doc, *sentence))


def pair(
    kind: str, a: tuple[str, int, int], b: tuple[str, int, int], **more: Any
) -> dict[str, Any]:
    keys = ("doc", "start", "end")
    places = {"a": dict(zip(keys, a, strict=True)), "b": dict(zip(keys, b, strict=True))}
    return {"kind": kind, "id": kind, **places, **more}


TRUE = pair("chronology", ("a", 10, 20), ("b", 10, 20))
NEAR = pair("none", ("a", 30, 40), ("b", 10, 20))


def test_sides_meet_in_either_order_and_both_must() -> None:
    here, there = side(12, 15), side(12, 15, doc="b")
    assert nearness(found("chronology", here, there), TRUE) == 0
    assert nearness(found("chronology", there, here), TRUE) == 0
    assert nearness(found("chronology", here, side(60, 70, sentence=(55, 80))), TRUE) is None
    assert nearness(found("chronology", here, here), TRUE) is None


def test_an_anchor_is_nearer_than_its_sentence() -> None:
    beside = found("chronology", side(32, 35), side(12, 15, doc="b"))
    assert nearness(beside, TRUE) == 1
    assert verdict(beside, [TRUE]) == "true"
    assert verdict(beside, [TRUE, NEAR]) == "near miss"
    assert verdict(found("chronology", side(12, 15), side(12, 15, doc="b")), [TRUE, NEAR]) == "true"


def test_another_kind_is_wrong_unless_the_pair_allows_it() -> None:
    clash = found("quantity", side(12, 15), side(12, 15, doc="b"))
    assert verdict(clash, [TRUE]) == "wrong"
    assert finders(TRUE, (clash,)) == []
    assert verdict(clash, [{**TRUE, "also": ["quantity"]}]) == "true"
    assert verdict(clash, []) == "wrong"


@pytest.mark.parametrize(
    ("more", "right"),
    [
        ({}, {"chronology"}),
        ({"kind": "internal", "beside": "status"}, {"status"}),
        ({"kind": "none"}, set()),
        ({"also": ["internal", "change"]}, {"chronology", "change"}),
    ],
)
def test_an_internal_pair_is_right_by_the_kind_that_it_stands_beside(
    more: dict[str, Any], right: set[str]
) -> None:
    assert right_kinds({**TRUE, **more}) == right


def test_the_registry_stands_for_any_place_and_finds_no_pair_by_itself() -> None:
    alone = found("chronology", side(12, 15))
    assert verdict(alone, [TRUE]) == "true"
    assert finders(TRUE, (alone,)) == []
    assert finders(TRUE, (alone,), registry=True) == [alone]


def test_the_two_parts_share_no_set() -> None:
    open_part, held_out = pairs(held_out=False), pairs(held_out=True)
    assert not open_part.keys() & held_out.keys()
    assert open_part.keys() | held_out.keys() == documents().keys()
