"""servanda ask: a question, answered with citations or not at all."""

from datetime import date
from pathlib import Path

import click

from servanda.cli.common import query_options, today
from servanda.cli.output import emit, say


@click.command("ask")
@click.argument("question")
@query_options
def command(
    question: str, ledger_path: Path, as_of: date | None, seen_by: tuple[str, ...],
    accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """Answer a question, every sentence with its quote or registry row."""
    from servanda.asking.kept import Ledger

    if not question.strip():
        raise click.UsageError('ask something, e.g. "Does the New START treaty still hold?"')

    with Ledger(ledger_path, create=False, write=False) as ledger:
        answer = ledger.ask(question, as_of=today(as_of), seen_by=seen_by, accepted=accepted)
    if form in (None, "table"):
        for line in answer.lines():
            say(line, "", "  ")
        if not answer.sentences:
            click.echo("name a party, an agreement or a deed as the documents do; "
                       "servanda show documents lists them", err=True)  # fmt: skip
        return
    rows = [
        {"sentence": s.text, "quotes": s.quotes, "records": s.records, "registry": s.registry,
         "reviewed": not s.pending}
        for s in answer.sentences
    ]  # fmt: skip
    emit([answer] if form == "json" else answer.sentences, form, rows=rows,
         columns=["sentence", "quotes", "records", "registry", "reviewed"])  # fmt: skip
