"""tota: the published status of a trade agreement, worked out from its dates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from servanda.cli.tasks.imported import desk_of, evidence_of
from servanda.exchange.sheets import Sheet
from servanda.reasoning.status import Query

# The day for which the collection states its status column.
PUBLISHED = date(2017, 10, 4)


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "label", "statuses"}` for rows with the three dates of an agreement.

    A row may hold its own `day`. It names no parties: the sides of its name stand for them.
    """
    from servanda.exchange import tota

    asked = list(rows)
    sheets = [_sheet(row) for row in asked]
    days = [date.fromisoformat(row["day"]) if row.get("day") else PUBLISHED for row in asked]
    desk = desk_of(evidence_of(sheets), max(days, default=PUBLISHED))
    for row, day in zip(asked, days, strict=True):
        name = f"instrument:tota-{row['id'].replace('_', '-')}"
        instrument = desk.log.instruments.get(name)
        if instrument is None:
            yield {"id": row["id"], "label": None}
            continue
        statuses = desk.statuses(Query(name, instrument.parties[0], day.toordinal()))
        yield {"id": row["id"], "label": tota.label(statuses), "statuses": list(statuses)}


def _sheet(row: dict[str, Any]) -> Sheet:
    """Return the records of one row."""
    from servanda.exchange import tota

    sides = tuple(s.strip() for s in row.get("name", "").split(" - ") if s.strip())
    one = tota.Agreement(
        id=row["id"], name=row.get("name", ""), date_signed=row.get("date_signed") or "",
        date_into_force=row.get("date_into_force") or "",
        date_inactive=row.get("date_inactive") or "",
        signers=sides if len(set(sides)) > 1 else ("first side", "other side"),
    )  # fmt: skip
    return tota.sheet_of(one, row["id"])
