"""What could not become an act of the log, or stands oddly in it: told with every status."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.output import one_line, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servanda.cli.output import Rows
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


def show(rows: "Rows") -> None:
    """Print what is left out or odd for people: the words, where they stand, and why."""
    for row in rows:
        say(f"- {_line(row)}", "", "  ")


def _line(row: "Mapping[str, Any]") -> str:
    from servanda.cli.told import short

    of = f" (“{row['document']}”)" if row["document"] else ""
    return one_line(f"{row['what']}: “{row['quote']}”{of}: {row['why']}; id {short(row['record'])}")


def tell(case: "Case", instruments: Iterable[str]) -> None:
    """Say on standard error what is left out or odd about the instruments answered for."""
    asked = {i.partition("#")[0] for i in instruments}
    found = [r for r in rows(case) if r["instrument"].partition("#")[0] in asked]
    for row in found[:SHOWN]:
        click.echo(_line(row), err=True)
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
