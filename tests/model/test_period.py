"""Periods: reading them, both readings of month ends, and the order that sums keep."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.dates import FIRST_DAY, LAST_DAY
from servanda.model.errors import DateError
from servanda.model.period import ALWAYS, NEVER, READINGS, Period, Reading, parse_period


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [("P1Y", 12, 0), ("P1Y2M3W4D", 14, 25), ("P0D", 0, 0), ("P6M", 6, 0), ("P2W", 0, 14),
     ("P1M30D", 1, 30), ("P007D", 0, 7)],
)  # fmt: skip
def test_periods_are_months_and_days(text: str, months: int, days: int) -> None:
    assert parse_period(text) == Period(months, days)


@pytest.mark.parametrize(
    "text", ["", "P", "6M", "P1.5Y", "-P1D", "P-1D", "PT1H", "P1DT1H", "P1M1Y", "p1d", "P1D ",
             "P" + "9" * 60 + "D", None, 5]
)  # fmt: skip
def test_other_periods_are_refused(text: object) -> None:
    with pytest.raises(DateError):
        parse_period(text)


@pytest.mark.parametrize(
    ("day", "text", "last", "following"),
    [
        ("2023-01-31", "P1M", "2023-02-28", "2023-03-01"),
        ("2024-01-30", "P1M", "2024-02-29", "2024-03-01"),
        ("2024-02-29", "P1Y", "2025-02-28", "2025-03-01"),
        ("2024-02-29", "P4Y", "2028-02-29", "2028-02-29"),
        ("2023-01-31", "P1M1D", "2023-03-01", "2023-03-02"),
        ("2023-08-31", "P1Y1M", "2024-09-30", "2024-10-01"),
        ("2023-01-15", "P1M2W", "2023-03-01", "2023-03-01"),
    ],
)
def test_adding_has_two_readings_at_month_ends(
    day: str, text: str, last: str, following: str
) -> None:
    start = date.fromisoformat(day).toordinal()
    sums = [parse_period(text).add(start, reading) for reading in READINGS]
    assert [str(date.fromordinal(one)) for one in sums] == [last, following]


def test_subtracting_mirrors_adding() -> None:
    start = date(2023, 3, 31).toordinal()
    back = [Period(1, 1).subtract(start, reading) for reading in READINGS]
    assert back == [date(2023, 2, 27).toordinal(), date(2023, 2, 28).toordinal()]


def test_sums_end_with_the_calendar() -> None:
    for reading in READINGS:
        assert Period(0, 1).add(LAST_DAY, reading) == NEVER
        assert Period(12 * 10**12, 0).add(FIRST_DAY, reading) == NEVER
        assert Period(0, 10**18).add(FIRST_DAY, reading) == NEVER
        assert Period(1, 0).add(NEVER, reading) == NEVER
        assert Period(12 * 10**12, 10**18).subtract(LAST_DAY, reading) == ALWAYS
        assert Period().add(LAST_DAY, reading) == LAST_DAY


@given(
    st.integers(FIRST_DAY, LAST_DAY), st.integers(0, 40), st.integers(0, 60), st.integers(0, 70),
    st.sampled_from(READINGS),
)  # fmt: skip
def test_moving_keeps_the_order_of_days(
    day: int, later: int, months: int, days: int, reading: Reading
) -> None:
    period = Period(months, days)
    assert period.add(day, reading) <= period.add(day + later, reading)
    assert period.subtract(day, reading) <= period.subtract(day + later, reading)
    assert period.add(day, "last") <= period.add(day, "next")


def test_several_periods_are_one_sum() -> None:
    # Three months from 31 January end on 30 April, not on the 28th that single steps lead to.
    start = date(2023, 1, 31).toordinal()
    assert Period(1).times(3).add(start, "last") == date(2023, 4, 30).toordinal()
