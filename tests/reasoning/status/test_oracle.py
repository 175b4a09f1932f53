"""The engine and the brute-force oracle agree, to the last status, flag and reason."""

import contextlib
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.oracle.brute import answer, count_worlds
from tests.oracle.histories import histories, history
from tests.oracle.logs import fault, query_fault
from tests.reasoning.status.histories import random_log, random_query

from servanda.model.errors import LogFault
from servanda.reasoning.status import Desk, QueryFault, parse_log, parse_query

Json = dict[str, Any]
HAND_MADE = json.loads(
    (Path(__file__).parents[2] / "oracle" / "cases.json").read_text(encoding="utf-8")
)


def told(raw: Json) -> Json:
    """Put the items of flags in one order; the rules give them none."""

    def fixed(item: Json) -> str:
        return json.dumps(item, sort_keys=True)

    flags = {
        name: {**flag, "items": sorted(flag["items"], key=fixed)}
        for name, flag in raw["flags"].items()
    }
    return {**raw, "flags": flags}


def refused_by_engine(log: Json) -> str | None:
    """Return the id that the engine refuses a log for (empty where there is none), or None."""
    try:
        parse_log(log)
    except LogFault as error:
        return error.id
    return None


def refused_by_oracle(log: Json) -> str | None:
    found = fault(log)
    if found is None:
        return None
    return found["id"] if isinstance(found["id"], str) else ""


def compare(log: Json, queries: list[Json]) -> None:
    if (name := refused_by_oracle(log)) is not None:
        assert refused_by_engine(log) == name
        return
    desk = Desk(parse_log(log))
    for query in queries:
        assert told(desk.answer(parse_query(query)).raw()) == told(answer(log, query))


def compare_own(seed: int) -> None:
    """Compare on a history of this folder, where brute force can follow."""
    rng = random.Random(seed)
    log = random_log(rng, uncertain=2, spread=3)
    queries = [random_query(rng, log) for _ in range(4)]
    compare(log, [query for query in queries if count_worlds(log, query) <= 150])


def test_a_thousand_histories_agree() -> None:
    for seed in range(940):
        compare_own(seed)
    for seed in range(60):
        compare(*history(random.Random(seed)))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_drawn_histories_agree(made: tuple[Json, list[Json]]) -> None:
    compare(*made)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_twenty_thousand_histories_agree(block: int) -> None:
    for seed in range(block * 1000, block * 1000 + 900):
        compare_own(1_000_000 + seed)
    for seed in range(block * 1000 + 900, block * 1000 + 1000):
        compare(*history(random.Random(seed)))


@pytest.mark.parametrize("case", HAND_MADE["refused"], ids=lambda case: case["id"])
def test_what_the_oracle_refuses_is_refused(case: Json) -> None:
    with pytest.raises(LogFault) as caught:
        parse_log(case["log"])
    assert caught.value.id == case["refused"]


@pytest.mark.parametrize("query", HAND_MADE["no_query"], ids=str)
def test_what_the_oracle_does_not_answer_is_not_answered(query: Json) -> None:
    log = HAND_MADE["answered"][0]["log"]
    with pytest.raises(QueryFault):
        Desk(parse_log(log)).answer(parse_query(query))


def spoil(rng: random.Random, thing: Any) -> None:
    """Change one value somewhere in a log or query, for the worse more often than not."""
    while isinstance(thing, dict | list) and thing:
        key = rng.choice(list(thing)) if isinstance(thing, dict) else rng.randrange(len(thing))
        if isinstance(thing[key], dict | list) and thing[key] and rng.random() < 0.8:
            thing = thing[key]
            continue
        if isinstance(thing, dict) and rng.random() < 0.3:
            del thing[key]
        else:
            thing[key] = rng.choice(JUNK)
        return


JUNK = [
    None, "", "A", "a0", "i", "c", 2, 2.0, True, [], {}, "P1M", "P0D", "2020", "2020-02-30",
    "2020-05/2020-03", "2020~", "202X", "2020-24", "formal", "notice", "revival", "signature",
    "political", "record", "party:", "party:A", "source:press", "2020-03-01", "1799-12-31",
    "2020-03/..", "../2020-03", ["A", "B"], ["A", "A"], {"entry": {}}, {"by": "signature"},
    {"entry": {"needs": 2}}, "done", "future",
]  # fmt: skip


def answered(log: Json, query: Json) -> bool:
    try:
        Desk(parse_log(log)).answer(parse_query(query))
    except QueryFault:
        return False
    return True


def test_spoiled_logs_are_refused_alike() -> None:
    refused = 0
    for seed in range(2500):
        rng = random.Random(seed)
        log = random_log(rng, uncertain=1)
        for act in log["acts"]:
            if rng.random() < 0.2:
                act["published"] = "2020-06-01"
        spoil(rng, log)
        found = refused_by_engine(log)
        with contextlib.suppress(TypeError):  # The oracle does not look into lists for a text.
            assert found == refused_by_oracle(log)
        refused += found is not None
    assert refused > 500


def test_spoiled_queries_are_refused_alike() -> None:
    for seed in range(300):
        rng = random.Random(seed)
        log = random_log(rng)
        query = random_query(rng, log)
        spoil(rng, query)
        assert answered(log, query) == (query_fault(log, query) is None)
