"""servanda firsts: who was first to do, hold or undertake something."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit, heading, say

if TYPE_CHECKING:
    from servanda.model import Finding
    from servanda.reasoning.case import Case


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
    case = case_in(ledger_path, as_of, accepted=accepted)
    found = firsts(case, issue)
    rows = [
        {"finding": f.explanation, "who": o["name"], "from": o["earliest"] or "unknown",
         "by": o["latest"],
         "quote": b.quote, "record": o["record"]}
        for f in found for o, b in zip(f.values["order"], f.because, strict=True)
    ]  # fmt: skip
    if found and form is None:
        _tell(case, found)
        return
    emit(found, form, rows=rows, columns=["who", "from", "by", "quote", "record"],
         empty="not in the record")  # fmt: skip


def _tell(case: "Case", found: "list[Finding]") -> None:
    """Print who was first for people, each with the days it can have been and the words."""
    from servanda.cli.told import closed, ident, quoted
    from servanda.dossier.scribe import Scribe
    from servanda.model.date_words import span_words

    scribe = Scribe(case)
    for f in found:
        heading(f.explanation)
        for one in f.values["order"]:
            first, last = (date.fromisoformat(d) if d else None
                           for d in (one["earliest"], one["latest"]))  # fmt: skip
            say(
                f"- {closed(one['name'])}, {span_words(first, last) or 'day not known'}", "  ", "  "
            )
            record = scribe.records.get(one["record"])
            if record is not None:
                say(quoted(scribe, record), "    ", "  ")
                say(ident(scribe, record.id), "    ")
    click.echo()
