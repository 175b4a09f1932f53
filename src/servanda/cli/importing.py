"""servanda import: an earlier export, or a data set of the field, enters the ledger."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.common import OutFile, ledger_option, open_ledger, refuse_source, write_whole

if TYPE_CHECKING:
    from servanda.exchange.datasets import Imported

KINDS = ("jsonl", "atop", "untc", "ucdp", "tota", "pax", "huggo", "forecasts")
SHOWN = 5  # places listed for each reason; --report writes all


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--report", type=OutFile(),
              help="Write every row left out, and why, as a tab-separated table.")  # fmt: skip
@ledger_option
def command(kind: str, files: tuple[Path, ...], report: Path | None, ledger_path: Path) -> None:
    """Bring in an export (jsonl) or a data set in the files that its makers publish.

    untc and tota also take folders; forecasts a question set with its resolutions.
    """
    refuse_source(report, files)
    if kind == "jsonl":
        left_out = _lines(files, ledger_path)
    else:
        left_out = _dataset(kind, files, ledger_path, report)
    if left_out:
        sys.exit(3)


def _lines(files: tuple[Path, ...], ledger_path: Path) -> int:
    """Import JSON Lines; return how many lines were left out."""
    from servanda.exchange.lines import check_lines, import_lines

    left_out = 0
    if not ledger_path.exists():  # what cannot be read must not leave an empty ledger behind
        for path in files:
            check_lines(path)
    with open_ledger(ledger_path, create=True, write=True) as ledger:
        for path in files:
            result = import_lines(ledger, path)
            left_out += len(result.skipped)
            for line in result.skipped:
                click.echo(f"left out - {path}, {line}", err=True)
            click.echo(f"{path}: {result.documents} documents, {result.records} records", err=True)
    return left_out


def _dataset(kind: str, files: tuple[Path, ...], ledger_path: Path, report: Path | None) -> int:
    """Import the files of a data set, say what became of their rows; return how many were left."""
    from servanda.exchange.datasets import import_sheets, read_first

    sheets = read_first(kind, files)
    with open_ledger(ledger_path, create=True, write=True) as ledger:
        done = list(import_sheets(ledger, kind, sheets))
    _tell(done)
    if report is not None:
        write_whole(report, (line.encode("utf-8", "replace") for line in _report(done)))
    return sum(len(one.sheet.skipped) for one in done)


def _tell(done: "list[Imported]") -> None:
    """Print reasons with some of their places, then the tally."""
    for title, field in (("left out", "skipped"), ("the source contradicts itself", "doubts")):
        remarks = [r for one in done for r in getattr(one.sheet, field)]
        if not remarks:
            continue
        click.echo(f"{title}: {len(remarks)}", err=True)
        for remark in remarks[:SHOWN]:
            click.echo(f"  {remark}", err=True)
        if len(remarks) > SHOWN:
            click.echo("  ... all of them: --report FILE", err=True)
    outcomes = Counter(one.outcome for one in done)
    files = ", ".join(f"{n} {what}" for what, n in sorted(outcomes.items()))
    rows, used = sum(o.sheet.rows for o in done), sum(o.sheet.used for o in done)
    records = sum(len(o.sheet.records) for o in done)
    click.echo(f"{used} of {rows} rows used, {records} records; files: {files or 'none'}", err=True)
    if ruled := sum(o.ruled for o in done):
        click.echo(f"{ruled} outcomes of predictions", err=True)


def _report(done: "list[Imported]") -> "list[str]":
    """Return the lines of the full report."""
    out = ["file\twhat\trow\tfield\twhy\n"]
    for one in done:
        for what, remarks in (("left out", one.sheet.skipped), ("doubt", one.sheet.doubts)):
            out += [
                f"{one.sheet.document.name}\t{what}\t{r.row}\t{r.field}\t{r.why}\n" for r in remarks
            ]
    return out
