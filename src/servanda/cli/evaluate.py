"""servanda eval: predictions for a scorer."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click
import msgspec

from servanda.cli.common import OutFile, refuse_source, write_whole
from servanda.model.errors import EmptyInput, WrongFormat


@click.command("eval")
@click.argument("task")
@click.argument("source", metavar="INPUT", type=click.Path(exists=True, path_type=Path))
@click.option("--table", type=click.Path(exists=True, path_type=Path),
              help="The table (ucdp) or resolution set (forecasting) asked about.")  # fmt: skip
@click.option("--out", required=True, type=OutFile(), help="Where to write.")
def command(task: str, source: Path, table: Path | None, out: Path) -> None:
    """Write predictions of TASK for the rows of INPUT (JSON Lines) in the scorers' formats.

    INPUT of atop is a member table (CSV), of untc a folder of status tables.
    """
    from servanda.cli import tasks

    refuse_source(out, [source, *([table] if table else [])])
    if task in tasks.FILE_TASKS:
        lines = tasks.lines(task, source, table)
    else:
        lines = (msgspec.json.encode(row) for row in tasks.predict(task, _rows(source)))
    first = next(lines, None)  # a task that is not built must not leave an empty file behind
    write_whole(out, (line + b"\n" for line in chain([first] if first else [], lines)))


def _rows(source: Path) -> Iterator[dict[str, Any]]:
    if source.is_dir():
        raise WrongFormat("a folder, and no file", place=str(source),
                          remedy="name the file of rows in it")  # fmt: skip
    if not source.stat().st_size:
        raise EmptyInput("the file is empty", place=str(source), remedy="one JSON object a line")
    with source.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield msgspec.json.decode(line)
            except msgspec.DecodeError as e:
                raise WrongFormat(
                    str(e), place=f"{source}, line {number}", remedy="one JSON object a line"
                ) from e
