"""servanda firsts: who was first to do, hold or undertake something."""

from datetime import date
from pathlib import Path

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit


@click.command("firsts")
@click.argument("issue")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    issue: str, ledger_path: Path, as_of: date | None, accepted: bool, form: str | None
) -> None:
    """Say who was first on ISSUE, e.g. "recognised the territorial integrity of Azerbaijan"."""
    from servanda.reasoning.firsts import firsts
    from servanda.reasoning.wording import senses

    if not senses(issue):
        raise click.UsageError(
            f'{issue!r} names no deed - write one, e.g. "recognised the territorial integrity of '
            'Azerbaijan"'
        )
    found = firsts(case_in(ledger_path, as_of, accepted=accepted), issue)
    rows = [
        {"finding": f.explanation, "who": o["name"], "from": o["earliest"] or "unknown",
         "by": o["latest"],
         "quote": b.quote, "record": o["record"]}
        for f in found for o, b in zip(f.values["order"], f.because, strict=True)
    ]  # fmt: skip
    if found and form is None:
        click.echo(found[0].explanation)
    emit(found, form, rows=rows, columns=["who", "from", "by", "quote", "record"],
         empty="not in the record")  # fmt: skip
