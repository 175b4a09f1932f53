"""Flags in the corners: uncertain days, clearings, and the last reaffirmation."""

from typing import Any

import pytest

from servanda.reasoning.status import Desk, parse_log, parse_query

Json = dict[str, Any]


def flags(acts: list[list[Any]], as_of: str, seen_by: str = "record") -> Json:
    """Return the flags of a two-party ceasefire with some acts `[id, kind, actor, date, {}]`."""
    log = {
        "day": "2022-12-31",
        "instruments": [{"id": "t", "parties": ["A", "B"], "form": "ceasefire"}],
        "acts": [
            {"id": name, "instrument": "t", "act": kind, "actor": actor, "date": day,
             "authority": "claim", "by": actor, **(more[0] if more else {})}
            for name, kind, actor, day, *more in acts
        ],
    }  # fmt: skip
    query = {"instrument": "t", "party": "A", "as_of": as_of, "seen_by": seen_by}
    found = Desk(parse_log(log)).answer(parse_query(query)).raw()["flags"]
    assert isinstance(found, dict)
    return found


def test_a_clearing_that_may_come_first_leaves_the_allegation_possible() -> None:
    acts = [["b", "breach_alleged", "A", "2021-03"], ["c", "breach_cleared", "A", "2021-03"]]
    assert flags(acts, "2021-12-31")["breach_alleged"]["certainty"] == "possible"
    assert flags(acts, "2021-02-28") == {}


@pytest.mark.parametrize(
    ("alleged", "cleared", "shown"),
    [("B", "B", False), ("B", None, False), (None, None, False), (None, "B", True)],
)
def test_a_clearing_meets_the_same_party_or_none(
    alleged: str | None, cleared: str | None, shown: bool
) -> None:
    acts = [
        ["b", "breach_alleged", "A", "2021-03-01", {"against": alleged}],
        ["c", "breach_cleared", "A", "2021-03-01", {"against": cleared}],
    ]
    assert ("breach_alleged" in flags(acts, "2021-03-01")) is shown


def test_nobody_elses_clearing_counts() -> None:
    acts = [["b", "breach_alleged", "A", "2021-03-01"], ["c", "breach_cleared", "B", "2021-04-01"]]
    assert flags(acts, "2021-05-01")["breach_alleged"]["certainty"] == "sure"


def test_every_day_that_may_be_the_last_reaffirmation_is_an_item() -> None:
    formal = {"authority": "formal"}
    acts = [
        ["f", "reaffirmation", "A", "2021-03-01", formal],
        ["g", "reaffirmation", "B", "2021-02-28/2021-03-03", formal],
        ["h", "reaffirmation", "all", "2021-03-03/2021-03-05", formal],
    ]
    found = flags(acts, "2021-03-03")["reaffirmed"]
    assert found["certainty"] == "sure"
    assert {(item["day"], *item["acts"]) for item in found["items"]} == {
        ("2021-03-01", "f"), ("2021-03-01", "f", "g"), ("2021-03-02", "g"), ("2021-03-03", "g"),
        ("2021-03-03", "g", "h"), ("2021-03-03", "h"),
    }  # fmt: skip


def test_a_claim_of_a_counted_end_is_no_second_end() -> None:
    acts = [
        ["x", "termination", "all", "2021-03", {"authority": "formal"}],
        ["y", "termination", "A", "2021-03-05", {"by": "press"}],
        ["z", "termination", "A", "2021-05-05", {"by": "press"}],
        ["w", "termination", "A", "2021-05-05", {"by": "press", "modality": "future"}],
    ]
    assert flags(acts, "2021-12-31")["end_claimed"]["items"] == [{"by": "press", "acts": ["z"]}]


def test_an_objection_that_names_an_act_disputes_only_that() -> None:
    acts = [
        ["x", "suspension", "A", "2021-03-01"],
        ["y", "termination", "A", "2021-03-02"],
        ["o", "objection", "B", "2021-04-01", {"to": "y"}],
    ]
    disputed = {"certainty": "sure", "items": [{"acts": ["o", "y"]}]}
    assert flags(acts, "2021-04-01")["disputed"] == disputed
    assert flags(acts, "2021-04-01", "party:A")["disputed"] == disputed
    assert "disputed" not in flags(acts, "2021-03-31")
