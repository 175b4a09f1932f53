"""periods: a date and a period, in both legal readings where the day does not exist."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from servanda.model.dates import parse_date
from servanda.model.period import READINGS, shift


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "down", "up"}` for rows with `date` and `period` {years, months, days}.

    A row of kind `month_bounds` gets `{"id", "first", "last"}`: the bounds of its date's month.
    """
    for row in rows:
        if row.get("kind") == "month_bounds":
            month = parse_date(row["date"][:7])
            first, last = month.earliest.isoformat(), month.latest.isoformat()
            yield {"id": row["id"], "first": first, "last": last}
            continue
        p = row["period"]
        day = date.fromisoformat(row["date"]).toordinal()
        months = 12 * p["years"] + p["months"]
        found = [_day(shift(day, months, p["days"], reading)) for reading in READINGS]
        yield {"id": row["id"], "down": min(found), "up": max(found)}


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
