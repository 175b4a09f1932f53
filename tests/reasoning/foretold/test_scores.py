"""Scores of predictions against worked-out numbers."""

import math

import pytest

from servanda.reasoning.foretold.scores import LEAST, Scored, score, scores, wilson


def row(chance: float, came: bool, who: str = "a", days: int | None = 30) -> Scored:
    return Scored(chance, came, who, "", days, f"{who}{chance}{came}")


def test_brier_log_and_base_rate() -> None:
    got = score("all", [row(0.8, True), row(0.3, False), row(0.5, True)])
    assert got.brier == pytest.approx((0.04 + 0.09 + 0.25) / 3)
    assert got.log == pytest.approx(-(math.log(0.8) + math.log(0.7) + math.log(0.5)) / 3)
    # Each against the rate of the others: 1/2, 1, 1/2.
    assert got.base == pytest.approx((0.25 + 1 + 0.25) / 3)
    assert got.skill == pytest.approx(1 - got.brier / got.base)


def test_murphy_parts_add_up_where_bins_hold_one_probability() -> None:
    rows = [row(0.1, False), row(0.1, False), row(0.1, True), row(0.9, True), row(0.9, True)]
    got = score("all", rows)
    assert got.brier == pytest.approx(got.reliability - got.resolution + got.uncertainty)
    assert [b.number for b in got.bins] == [3, 2]


def test_calibration_error_is_the_mean_miss_of_the_bins() -> None:
    got = score("all", [row(0.9, True), row(0.7, False), row(0.1, False), row(0.1, True)])
    assert got.miss == pytest.approx((0.1 + 0.7 + 2 * 0.4) / 4)


def test_discrimination() -> None:
    perfect = score("all", [row(0.9, True), row(0.8, True), row(0.2, False)])
    assert perfect.auc == 1
    assert score("all", [row(0.5, True), row(0.5, False)]).auc == 0.5
    assert score("all", [row(0.5, True)]).auc is None


def test_certainty_that_fails_costs_much_but_not_infinitely() -> None:
    assert score("all", [row(1.0, False)]).log == pytest.approx(-math.log(0.001))


def test_wilson_holds_the_share_and_stays_within_one() -> None:
    low, high = wilson(9, 10)
    assert 0.55 < low < 0.9 < high <= 1
    assert wilson(0, 4)[0] == 0


def test_groups_are_shown_from_ten_on() -> None:
    rows = [row(0.6, i % 2 == 0, "a", 30) for i in range(LEAST)] + [row(0.4, True, "b", 400)]
    by_name = {s.group: s for s in scores(rows)}
    assert by_name["all"].enough
    assert by_name["forecaster a"].enough
    assert not by_name["forecaster b"].enough
    assert {"horizon up to 90 days", "horizon over a year"} <= set(by_name)


def test_no_prediction_no_score() -> None:
    assert scores([]) == []
