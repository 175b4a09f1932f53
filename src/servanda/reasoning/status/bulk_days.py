"""Days and periods in arrays: many days moved at once.

A day is packed as ordinal and tag, `day << TAG | tag`. The tag names the uncertain act that a day
comes from (0: certain). Minimum, maximum and sums carry it along, so that two derived days can be
told to be the same point or only by chance the same day.
"""

from typing import NamedTuple

import numpy as np

from servanda.model.dates import LAST_DAY, LAST_YEAR
from servanda.model.period import ALWAYS, NEVER, Reading
from servanda.reasoning.status.bulk_columns import NO_PERIOD, Flags, Ints

TAG = 16
FAR = NEVER << TAG
_EPOCH = 719_163  # the ordinal of 1970-01-01
_LAST_MONTH = (LAST_YEAR - 1970) * 12 + 11
_FIRST_MONTH = (1 - 1970) * 12


class Sum(NamedTuple):
    """Packed days after a sum, and where the two readings of month ends may differ."""

    day: Ints
    ambiguous: Flags


def packed(day: Ints, tag: Ints | int = 0) -> Ints:
    """Return days with their tags."""
    return (day << TAG) | tag


def ordinal(day: Ints) -> Ints:
    """Return the ordinals of packed days."""
    return day >> TAG


def add(day: Ints, period: Ints, reading: Reading, times: Ints | int = 1) -> Sum:
    """Add periods, rows of (months, days), some times over; NO_PERIOD adds nothing."""
    return _move(day, period, reading, times)


def subtract(day: Ints, period: Ints, reading: Reading) -> Sum:
    """Go back by periods."""
    return _move(day, period, reading, -1)


def _move(day: Ints, period: Ints, reading: Reading, times: Ints | int) -> Sum:
    """Move days as `model.period.shift` moves one."""
    given = period[:, 0] != NO_PERIOD
    months = np.multiply(np.where(given, period[:, 0], 0), times, dtype=np.int64)
    days = np.multiply(np.where(given, period[:, 1], 0), times, dtype=np.int64)
    plain = day >> TAG
    out = plain.copy()
    ambiguous = np.zeros(len(day), bool)
    moves = (plain > ALWAYS) & (plain < NEVER)
    some = np.flatnonzero(moves & (months != 0))
    if len(some):
        out[some], ambiguous[some] = _by_months(plain[some], months[some], reading)
    out = np.where(moves & (out > ALWAYS) & (out < NEVER), out + days, out)
    forward = moves & (months >= 0) & (days >= 0) & (months + days > 0)
    out[forward & (out > LAST_DAY)] = NEVER
    np.maximum(out, ALWAYS, out=out)
    tag = np.where(out < NEVER, day & ((1 << TAG) - 1), 0)
    return Sum((out << TAG) | tag, ambiguous)


def _by_months(day: Ints, months: Ints, reading: Reading) -> tuple[Ints, Flags]:
    """Move ordinals by whole months."""
    start = (day - _EPOCH).astype("datetime64[D]")
    month = start.astype("datetime64[M]")
    place: Ints = (start - month.astype("datetime64[D]")).astype(np.int64)
    target = month.astype(np.int64) + months
    inside = np.clip(target, _FIRST_MONTH, _LAST_MONTH)
    first = inside.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following: Ints = (inside + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    length = following - first
    lacks = place >= length
    out = first + np.where(lacks, length - (reading == "last"), place) + _EPOCH
    out[target > _LAST_MONTH] = NEVER
    out[target < _FIRST_MONTH] = ALWAYS
    return out, lacks
