"""What could not become an act of the log, or stands oddly in it: told with every status."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from servanda.model import Record
    from servanda.reasoning.case import Case

SHOWN = 5  # lines told without being asked; --left-out lists all


def rows(case: "Case") -> list[dict[str, Any]]:
    """Return a row for each record left out of the act log or odd in it: where it stands, why."""
    by_id = {r.id: r for r in case.evidence.records}
    out = []
    for what, some in (("left out", case.acts.left_out), ("odd", case.acts.odd)):
        for one in some:
            record = by_id.get(one.record)
            out.append({
                "what": what, "record": one.record, "why": one.why,
                "instrument": _instrument(case, record),
                "document": case.name(record.document) if record else "",
                "quote": " ... ".join(a.quote for a in record.anchors) if record else "",
            })  # fmt: skip
    return out


def tell(case: "Case", instruments: Iterable[str]) -> None:
    """Say on standard error what is left out or odd about the instruments answered for."""
    asked = {i.partition("#")[0] for i in instruments}
    found = [r for r in rows(case) if r["instrument"].partition("#")[0] in asked]
    for row in found[:SHOWN]:
        click.echo(f"{row['what']} - {row['record']}: {row['why']}", err=True)
    if len(found) > SHOWN:
        click.echo(f"... {len(found) - SHOWN} more: servanda status --left-out", err=True)


def _instrument(case: "Case", record: "Record | None") -> str:
    """Return the id of the instrument that a record tells of, if it is known."""
    from servanda.model import Act, Instrument

    ref = (
        record.instrument if isinstance(record, Act)
        else record.entity if isinstance(record, Instrument) else None
    )  # fmt: skip
    name = ref.id or "" if ref else ""
    return case.evidence.same.get(name, name)
