"""servanda export: the ledger as JSON Lines or CSV."""

from pathlib import Path

import click

from servanda.cli.common import KIND, OneOf, accepted_option, ledger_option, open_ledger

EXPORTED = OneOf("kind", lambda: ["document", *KIND.words(), "judgement"])


@click.command("export")
@click.option("--kind", "kinds", multiple=True, type=EXPORTED, help="Only records of this kind.")
@click.option("--csv", "form", flag_value="csv", help="Print a comma-separated table.")
@click.option("--jsonl", "form", flag_value="jsonl", default=True, help="One JSON object a line.")
@click.option("--with-texts", is_flag=True, help="Include texts that are not open.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the lines instead.")
@accepted_option
@ledger_option
def command(
    kinds: tuple[str, ...], form: str, with_texts: bool, schema: bool, accepted: bool,
    ledger_path: Path,
) -> None:  # fmt: skip
    """Write documents, records and judgements, one a line, as the ledger holds them now."""
    from servanda.exchange import csv_table, json_lines, schema_text

    if schema:
        click.echo(schema_text())
        return
    with open_ledger(ledger_path) as ledger:
        if form == "csv":
            click.echo(csv_table(ledger.evidence(accepted=accepted), kinds), nl=False)
            return
        for line in json_lines(ledger, kinds=kinds, accepted=accepted, with_texts=with_texts):
            click.echo(line)
