"""servanda duties: who owes what to whom, and what the record shows of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli import matrix
from servanda.cli.cases import case_in, perspectives
from servanda.cli.common import query_options
from servanda.cli.output import emit

if TYPE_CHECKING:
    from servanda.model import Finding


def place_of(finding: "Finding") -> str:
    """Return agreement and provision; of a provision that has a life of its own, once."""
    title, provision = finding.values["title"], finding.values["provision"]
    return title if not provision or title.endswith(f", {provision}") else f"{title}, {provision}"


@click.command("duties")
@click.argument("bearer", required=False, metavar="[A]")
@click.option("--to", "to", help="Only what is owed to this party.")
@click.option("--found", "only_found", is_flag=True, help="Only duties that a report speaks of.")
@query_options
def command(
    bearer: str | None, to: str | None, only_found: bool, ledger_path: Path, as_of: date | None,
    seen_by: tuple[str, ...], accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """List duties: provision, bearer, to whom, due when, and what each side's sources show."""
    from servanda.reasoning.duties import duties
    from servanda.reasoning.lookup import actor_id

    case = case_in(ledger_path, as_of, accepted=accepted)
    a = actor_id(case, bearer) if bearer is not None else None
    b = actor_id(case, to) if to is not None else None
    found = [
        f for view in perspectives(case, seen_by) or ["record"] for f in duties(case, a, b, view)
    ]
    if only_found:
        found = [f for f in found if f.values["evidence"]]
    if form is None and found:
        matrix.draw(case, found)
        return
    emit(
        found, form, rows=[matrix.csv_row(f) for f in found], columns=matrix.CSV,
        empty="no duty is known of the agreements that the documents speak of",
    )  # fmt: skip
