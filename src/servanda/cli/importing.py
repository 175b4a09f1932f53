"""servanda import: records of an earlier export enter the ledger."""

import sys
from pathlib import Path

import click

from servanda.cli.common import ledger_option, open_ledger

UNBUILT = ("atop", "untc", "ucdp", "tota", "pax", "huggo")


@click.command("import")
@click.argument("kind", type=click.Choice(["jsonl", *UNBUILT]))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@ledger_option
def command(kind: str, files: tuple[Path, ...], ledger_path: Path) -> None:
    """Bring in documents and records that `servanda export` or `read --jsonl` wrote."""
    if kind != "jsonl":
        click.echo(f"servanda import {kind}: not built yet", err=True)
        sys.exit(2)
    from servanda.exchange import import_lines

    left_out = 0
    with open_ledger(ledger_path, create=True, write=True) as ledger:
        for path in files:
            result = import_lines(ledger, path)
            left_out += len(result.skipped)
            for line in result.skipped:
                click.echo(f"left out - {path}, {line}", err=True)
            click.echo(f"{path}: {result.documents} documents, {result.records} records", err=True)
    if left_out:
        sys.exit(3)
