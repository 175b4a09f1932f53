"""servanda add: documents to records in the ledger."""

import sys
from pathlib import Path
from typing import Any

import click

from servanda.cli.common import DEFAULT_LEDGER, ledger_option, open_ledger
from servanda.cli.output import one_line
from servanda.cli.sources import GATE, options_of, source_options, tell_foreign


@click.command("add")
@click.argument("docs", nargs=-1, required=True, metavar="DOC...")
@source_options
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use.")
@click.option("--gate/--no-gate", default=None, help=GATE)
@ledger_option
def command(
    docs: tuple[str, ...], jobs: int | None, gate: bool | None, ledger_path: Path, **source: Any
) -> None:
    """Read documents (files, folders, - for standard input) and keep their records.

    Adding a document again changes nothing, or brings its records up to date.
    """
    from servanda.engine import add_many
    from servanda.intake import find_sources

    find_sources(list(docs))  # a name that is wrong must not leave an empty ledger behind
    with open_ledger(ledger_path, create=True, write=True) as ledger, _bar() as progress:
        tally = add_many(
            ledger, list(docs), options_of(**source), jobs=jobs, gate=gate, progress=progress
        )
    for f in tally.failed:
        click.echo(f"servanda: {f.source}: {f.cause}" + (f" - {f.remedy}" if f.remedy else ""),
                   err=True)  # fmt: skip
    here = "" if str(ledger_path) == DEFAULT_LEDGER else f" --ledger {ledger_path}"
    tell_foreign(tally.foreign)
    click.echo(tally.line() + (here if tally.failed else ""), err=True)
    if tally.failed:
        done = tally.added + tally.updated + tally.unchanged
        sys.exit(3 if done else 2)


class _bar:  # noqa: N801
    """A progress bar on standard error, shown only to people and only while it is needed."""

    def __enter__(self) -> Any:
        if not sys.stderr.isatty():
            return None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self.shown = Progress(
            TextColumn("reading"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False), console=Console(stderr=True),
            transient=True,
        )  # fmt: skip
        self.shown.start()
        task = self.shown.add_task("", total=None)
        return lambda done, of, name: self.shown.update(
            task, completed=done, total=of, description=one_line(name)
        )

    def __exit__(self, *error: object) -> None:
        shown = getattr(self, "shown", None)
        if shown is not None:
            shown.stop()
