"""The sweep of large logs and the ordinary engine show the same stretches."""

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

from servanda.model.dates import LAST_DAY
from servanda.model.period import READINGS, shift
from servanda.reasoning.status import intervals, parse_log
from servanda.reasoning.status.bulk import columns, names, stretches
from servanda.reasoning.status.bulk_columns import ACT_FIELDS
from servanda.reasoning.status.bulk_sums import moved


def compare(raw: dict[str, Any], seen_by: str) -> tuple[int, int]:
    """Compare a log; return how many instruments it has and how many needed the ordinary engine."""
    log = parse_log(raw)
    found = stretches(columns(log, seen_by))
    key = 0
    for name, instrument in log.instruments.items():
        for party in instrument.parties:
            assert key in found.unknown or found.of(key) == intervals(log, name, party, seen_by)
            key += 1
    return len(log.instruments), found.slow


@pytest.mark.parametrize("block", range(4))
def test_exact_histories_agree(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        rng = random.Random(seed)
        raw = random_log(rng, acts=12, uncertain=0)
        assert compare(raw, rng.choice(["record", "party:A", "source:S"]))[1] == 0


def test_crowded_and_uncertain_histories_agree() -> None:
    for seed in range(25):
        raw, _ = history(random.Random(seed))
        if fault(raw) is None:
            compare(raw, "record")
    for seed in range(60):
        compare(random_log(random.Random(seed), uncertain=3, spread=4), "record")


def test_uncertain_histories_over_a_year_agree() -> None:
    total = slow = 0
    for seed in range(1000, 1040):
        raw = random_log(random.Random(seed), acts=8, uncertain=3, spread=40, window=400)
        number, hard = compare(raw, "record")
        total, slow = total + number, slow + hard
    assert slow < total / 10


@pytest.mark.slow
@pytest.mark.parametrize("block", range(6))
def test_thousands_of_histories_agree(block: int) -> None:
    for seed in range(10_000 + 500 * block, 10_500 + 500 * block):
        compare(random_log(random.Random(seed), acts=14, uncertain=seed % 4), "record")
        spread = random.Random(seed).choice([10, 40, 90])
        raw = random_log(random.Random(seed), acts=9, uncertain=3, spread=spread, window=400)
        compare(raw, "record")


def test_a_made_log_agrees_where_it_is_sampled() -> None:
    some = made(3000, 0.1)
    found = stretches(some)
    assert (np.diff(found.key) >= 0).all()
    compared = 0
    for lane in range(0, some.lanes, 5):
        if int(some.first[lane + 1] - some.first[lane]) > 3:
            continue
        log = some.log(lane)
        for place in range(int(some.first[lane + 1] - some.first[lane])):
            key = int(some.first[lane]) + place
            assert found.of(key) == intervals(log, f"i{lane}", f"p{place}")
            compared += 1
    assert compared > 15


def test_order_of_acts_does_not_matter() -> None:
    some = made(2000, 0.2, seed=5)
    order = np.random.default_rng(1).permutation(len(some.lane))
    mixed = some._replace(**{name: getattr(some, name)[order] for name in ACT_FIELDS})
    one, other = stretches(some), stretches(mixed)
    for column, again in zip(one[:4], other[:4], strict=True):
        assert (column == again).all()  # type: ignore[union-attr]


def test_what_is_too_uncertain_has_no_stretches() -> None:
    some = made(2000, 0.5, seed=5)
    found = stretches(some, work=50)
    assert len(found.unknown)
    assert not np.isin(found.unknown, found.key).any()
    assert len(np.unique(found.key)) + len(found.unknown) == int(some.first[-1])


def test_sums_are_those_of_periods() -> None:
    rng = random.Random(3)
    for _ in range(20_000):
        day, sign = rng.randint(1, LAST_DAY), rng.choice([-1, 1])
        months = sign * rng.choice([0, 1, 6, 12, rng.randint(0, 3000)])
        days = sign * rng.choice([0, 1, 30, rng.randint(0, 4000)])
        for number, reading in enumerate(READINGS):
            assert moved(day, months, days, number) == shift(day, months, days, reading)


def test_statuses_have_names() -> None:
    assert names(0b10001) == ("in_force", "none")


def test_a_small_ledger_needs_neither_numpy_nor_numba() -> None:
    code = (
        "import sys, servanda.reasoning.status; "
        "sys.exit('numpy' in sys.modules or 'numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
