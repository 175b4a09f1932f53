"""Flags in the corners: uncertain days, clearings, and the last reaffirmation."""

import random
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from tests.reasoning.status.histories import random_log, random_query

from servanda.reasoning.status import Desk, Query, parse_log, parse_query

Json = dict[str, Any]


def flags(acts: list[list[Any]], as_of: str, seen_by: str = "record") -> Json:
    """Return the flags of a two-party ceasefire with some acts `[id, kind, actor, date, {}]`."""
    found = Desk(parse_log(log_of(acts))).answer(asked(as_of, seen_by)).raw()["flags"]
    assert isinstance(found, dict)
    return found


def asked(as_of: str, seen_by: str = "record") -> Query:
    query = {"instrument": "t", "party": "A", "as_of": as_of, "seen_by": seen_by}
    return parse_query(query)


def log_of(acts: list[list[Any]]) -> Json:
    return {
        "day": "2022-12-31",
        "instruments": [{"id": "t", "parties": ["A", "B"], "form": "ceasefire"}],
        "acts": [
            {"id": name, "instrument": "t", "act": kind, "actor": actor, "date": day,
             "authority": "claim", "by": actor, **(more[0] if more else {})}
            for name, kind, actor, day, *more in acts
        ],
    }  # fmt: skip


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


@pytest.mark.parametrize("seed", range(60))
def test_a_brief_desk_tells_the_first_and_last_days_of_what_the_whole_one_lists(seed: int) -> None:
    rng = random.Random(seed)
    log = random_log(rng)
    for _ in range(4):
        query = parse_query(random_query(rng, log))
        whole = Desk(parse_log(log)).answer(query)
        brief = Desk(parse_log(log), brief=True).answer(query)
        assert replace(brief, flags={}) == replace(whole, flags={})
        assert _ends(brief.flags) == _ends(whole.flags)
        assert all(flag.items <= whole.flags[name].items for name, flag in brief.flags.items())


def _ends(flags: Any) -> Any:
    """Return of each flag the first and last day of items that differ in their day alone."""
    out: dict[Any, tuple[bool, str, str]] = {}
    for name, flag in flags.items():
        for item in flag.items:
            keys = dict(item)
            day = str(keys.pop("day", ""))
            key = (name, tuple(keys.items()))
            _, low, high = out.get(key, (flag.sure, day, day))
            out[key] = flag.sure, min(low, day), max(high, day)
    return out


def test_a_brief_desk_is_quick_where_an_act_is_of_no_known_day() -> None:
    acts = [["f", "reaffirmation", "A", "1800-01-01/2021-12-31", {"authority": "formal"}]]
    brief = Desk(parse_log(log_of(acts)), brief=True).answer(asked("2022-01-01"))
    assert {dict(i)["day"] for i in brief.flags["reaffirmed"].items} == {
        str(date(1800, 1, 1).toordinal()), str(date(2021, 12, 31).toordinal())
    }  # fmt: skip
