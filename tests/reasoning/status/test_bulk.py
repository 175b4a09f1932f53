"""The fold of large logs and the ordinary engine show the same stretches."""

import random
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from evals.status_logs import made
from tests.oracle.histories import history
from tests.oracle.logs import fault
from tests.reasoning.status.histories import random_log

from servanda.reasoning.status import intervals, parse_log
from servanda.reasoning.status.bulk import columns, names, stretches


def compare(raw: dict[str, Any], seen_by: str) -> tuple[int, int]:
    """Compare a log; return how many instruments it has and how many needed the ordinary engine."""
    log = parse_log(raw)
    found = stretches(columns(log, seen_by))
    key = 0
    for name, instrument in log.instruments.items():
        for party in instrument.parties:
            assert found.of(key) == intervals(log, name, party, seen_by), (name, party)
            key += 1
    return len(log.instruments), found.slow


@pytest.mark.parametrize("block", range(4))
def test_exact_histories_agree(block: int) -> None:
    total = slow = 0
    for seed in range(block * 25, block * 25 + 25):
        rng = random.Random(seed)
        raw = random_log(rng, acts=12, uncertain=0)
        number, hard = compare(raw, rng.choice(["record", "party:A", "source:S"]))
        total, slow = total + number, slow + hard
    assert slow < total  # Some are folded, or nothing is tested.


def test_crowded_and_uncertain_histories_agree() -> None:
    for seed in range(25):
        raw, _ = history(random.Random(seed))
        if fault(raw) is None:
            compare(raw, "record")
    for seed in range(15):
        compare(random_log(random.Random(seed), uncertain=1, spread=3), "record")


def test_uncertain_dates_in_a_certain_order_are_folded() -> None:
    total = slow = 0
    for seed in range(1000, 1020):
        raw = random_log(random.Random(seed), acts=7, uncertain=2, spread=4, window=400)
        number, hard = compare(raw, "record")
        total, slow = total + number, slow + hard
    assert slow < total / 2


@pytest.mark.slow
def test_thousands_of_histories_agree() -> None:
    for seed in range(10_000, 13_000):
        compare(random_log(random.Random(seed), acts=14, uncertain=seed % 3), "record")


def test_a_made_log_agrees_where_it_is_sampled() -> None:
    some = made(4000)
    found = stretches(some, part=1500)
    assert (np.diff(found.key) >= 0).all()
    for lane in range(0, some.lanes, 9):
        log = some.log(lane)
        for place in range(min(3, int(some.first[lane + 1] - some.first[lane]))):
            key = int(some.first[lane]) + place
            assert found.of(key) == intervals(log, f"i{lane}", f"p{place}")


def test_parts_do_not_matter() -> None:
    some = made(3000, uncertain=0.0, seed=5)
    whole, cut = stretches(some), stretches(some, part=100)
    for one, other in zip(whole[:4], cut[:4], strict=True):
        assert (one == other).all()  # type: ignore[union-attr]


def test_statuses_have_names() -> None:
    assert names(0b10001) == ("in_force", "none")


def test_a_small_ledger_needs_no_numpy() -> None:
    code = "import sys, servanda.reasoning.status; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
