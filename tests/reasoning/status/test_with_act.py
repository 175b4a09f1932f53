"""One more act: the desk answers as one over the longer log, and keeps what it need not redo."""

import random
from typing import Any

import pytest
from tests.reasoning.status.histories import random_log, random_query

from servanda.reasoning.status import Act, Desk, Log, QueryFault, parse_log, parse_query
from servanda.reasoning.status.log import ALL


def grown(raw: dict[str, Any], count: int) -> tuple[Log, list[Act]]:
    """Return the log without its last acts, and those."""
    log = parse_log(raw)
    last = {act["id"] for act in raw["acts"][-count:]}
    acts = {
        name: tuple(act for act in some if act.id not in last) for name, some in log.acts.items()
    }
    new = [act for some in log.acts.values() for act in some if act.id in last]
    return Log(log.day, log.instruments, acts, log.officials), new


def test_it_answers_like_a_desk_over_the_longer_log() -> None:
    asked = 0
    for seed in range(150):
        rng = random.Random(seed)
        raw = random_log(rng, acts=10, uncertain=2, spread=3)
        queries = [parse_query(random_query(rng, raw)) for _ in range(4)]
        log, new = grown(raw, rng.randint(1, 3))
        desk = Desk(log)
        for act in new:
            for query in queries:  # What is remembered from before must not be told afterwards.
                desk.answer(query)
            desk = desk.with_act(act)
        whole = Desk(parse_log(raw))
        for query in queries:
            assert desk.answer(query).raw() == whole.answer(query).raw()
            asked += 1
    assert asked == 600


def test_an_act_of_the_same_id_is_replaced() -> None:
    log = parse_log(random_log(random.Random(4), acts=6, uncertain=0))
    name = next(name for name, acts in log.acts.items() if acts)
    first = log.acts[name][0]
    desk = Desk(log).with_act(first)
    assert sorted(act.id for act in desk.log.acts[name]) == sorted(a.id for a in log.acts[name])


def test_other_instruments_are_not_worked_out_again() -> None:
    base = parse_log(random_log(random.Random(1), acts=8, uncertain=0))
    name = next(iter(base.instruments))
    one = base.instruments[name]
    many = {f"x{n}": one.__class__(f"x{n}", one.parties, one.form, one.terms) for n in range(50)}
    log = Log(base.day, many, dict.fromkeys(many, base.acts[name]), base.officials)
    desk = Desk(log)
    before = {other: desk.views(other, "record") for other in many}
    act = Act("new", "x7", "suspension", ALL, base.day, base.day, True, "A")
    after = desk.with_act(act)
    again = [other for other in many if after.views(other, "record") is not before[other]]
    assert again == ["x7"]
    assert desk.views("x7", "record") is before["x7"]  # The old desk is as it was.


def test_a_child_follows_its_parent() -> None:
    seeds = (seed for seed in range(200) if len(_log(seed).instruments) == 2)
    log = _log(next(seeds))
    desk = Desk(log)
    views = desk.views("c", "record")
    party = log.instruments["i"].parties[0]
    act = Act("new", "i", "suspension", party, log.day, log.day, True, "A")
    assert desk.with_act(act).views("c", "record") is not views


def test_strangers_are_refused() -> None:
    log = _log(2)
    act = Act("new", "i", "suspension", "nobody", log.day, log.day, True, "A")
    with pytest.raises(QueryFault):
        Desk(log).with_act(act)
    with pytest.raises(QueryFault):
        Desk(log).with_act(Act("new", "none", "suspension", ALL, 1, 1, True, "A"))


def _log(seed: int) -> Log:
    return parse_log(random_log(random.Random(seed), acts=8))
