"""servanda bindings: which commitments bind one party to another."""

from datetime import date
from pathlib import Path

import click

from servanda.cli.cases import case_in, perspectives
from servanda.cli.common import query_options
from servanda.cli.duties import place_of
from servanda.cli.output import Rows, emit, heading, say


@click.command("bindings")
@click.argument("a")
@click.argument("b")
@query_options
def command(
    a: str, b: str, ledger_path: Path, as_of: date | None, seen_by: tuple[str, ...],
    accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """Say for each commitment, in each direction, whether it binds A to B on the day."""
    from servanda.reasoning.board import seen_words
    from servanda.reasoning.duties import duties
    from servanda.reasoning.lookup import actor_id

    case = case_in(ledger_path, as_of, accepted=accepted)
    one, other = actor_id(case, a), actor_id(case, b)
    if one == other:
        raise click.UsageError(f"{a} and {b} are one party")
    views = perspectives(case, seen_by) or ["record"]
    found = [
        f
        for view in views
        for x, y in ((one, other), (other, one))
        for f in duties(case, x, y, view)
        if y in f.values["counterparties"]
    ]
    rows = [
        {**f.values, "from": f.values["bearer_name"], "to": case.name(y),
         "agreement": place_of(f), "notes": "; ".join(f.values["notes"]),
         "seen by": seen_words(case, f.values["seen_by"]),
         "owes": ("not to " if f.values["force"] == "prohibition" else "") + f.values["action"]}
        for f in found for y in (one, other) if y != f.values["bearer"]
    ]  # fmt: skip
    seen = ["seen by"] if len(views) > 1 else []
    notes = ["notes"] if any(f.values["notes"] for f in found) else []
    emit(found, form, rows=rows,
         columns=["from", "to", "agreement", "owes", "binds", *seen, "due", *notes],
         show=_print, empty="no commitment between the two is in the record")  # fmt: skip


def _print(rows: Rows) -> None:
    """Print the commitments, those of one direction together."""
    direction, many = None, len({r["seen by"] for r in rows}) > 1
    for row in rows:
        if (row["from"], row["to"]) != direction:
            direction = row["from"], row["to"]
            heading(f"{row['from']} to {row['to']}")
        say(f"- {row['owes']}", "  ", "  ")
        told = [row["agreement"], row["binds"], *([row["seen by"]] if many else [])]
        if row["due"]:
            told.append(f"due {row['due']}")
        say("; ".join(w for w in (", ".join(w for w in told if w), row["notes"]) if w), "    ")
    click.echo()
