"""Printing results: a table for people, or JSON, JSON Lines and CSV of the same rows."""

import csv
import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

Rows = Sequence[Mapping[str, Any]]
WIDEST = 100  # columns that a line of prose takes at most
# Control characters, and those that override or embed an order of reading.
STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e]")


def emit(
    items: Sequence[Any], form: str | None, *, rows: Rows, columns: Sequence[str], title: str = "",
    empty: str = "nothing found", show: Callable[[Rows], None] | None = None,
) -> None:  # fmt: skip
    """Print items: as JSON of the items themselves, or a table or CSV of their rows.

    `columns` names the fields of `rows` to show, in order; their names are the headings. `show`
    prints the rows for people where a table would be too narrow to read.
    """
    if form == "json":
        write(msgspec.json.format(msgspec.json.encode(list(items), order="deterministic")))
    elif form == "jsonl":
        for item in items:
            write(msgspec.json.encode(item, order="deterministic"))
    elif form == "csv":
        write(as_csv(rows, columns).encode().rstrip(b"\n"))
    elif not items:
        click.echo(empty, err=True)
    elif show is not None:
        show(rows)
    else:
        table(rows, columns, title)


def write(line: bytes) -> None:
    """Write one line of bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def as_csv(rows: Rows, columns: Sequence[str]) -> str:
    """Return rows as CSV with a heading; texts that a spreadsheet would run are disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_disarmed(cell(row.get(c))) for c in columns])
    return out.getvalue()


def cell(value: Any) -> str:
    """Return a field as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(cell(v) for v in value)
    return str(value)


def _disarmed(text: str) -> str:
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t") else text


def paper(**how: Any) -> "Console":
    """Return where rich prints; a closed output is told as everywhere else."""
    from rich.console import Console

    class Paper(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Paper(highlight=False, **how)


def table(rows: Rows, columns: Sequence[str], title: str = "") -> None:
    """Print rows as a table that fits the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    console = paper(soft_wrap=False)
    if not console.is_terminal:
        console = paper(width=max(console.width, 120))
    view = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for c in columns:
        view.add_column(c, overflow="fold", vertical="top")
    for row in rows:
        view.add_row(*(Text(one_line(cell(row.get(c)))) for c in columns))
    console.print(view)


def heading(text: str) -> None:
    """Print a line that others stand under: after a blank one, bold where that can be seen."""
    click.echo()
    say(text, hang="  ", bold=True)


def say(text: str, indent: str = "", hang: str = "", *, bold: bool = False) -> None:
    """Print one line; on a terminal broken between words to its width, later lines hanging."""
    line = one_line(text)
    if sys.stdout.isatty():
        width = min(shutil.get_terminal_size().columns, WIDEST)
        line = textwrap.fill(
            line, width, initial_indent=indent, subsequent_indent=indent + hang,
            break_long_words=False, break_on_hyphens=False,
        ) or indent  # fmt: skip
    else:
        line = indent + line
    click.echo(click.style(line, bold=True) if bold and _styled() else line)


def one_line(text: str) -> str:
    """Return text without line breaks, its blanks one each; what steers a terminal is seen.

    A text of unknown origin must neither colour nor clear the screen, nor turn the order in which
    the line is read.
    """
    flat = re.sub(r"[ \t\n\r\f\v]+", " ", text).strip()
    return STEERING.sub(lambda m: f"⟦U+{ord(m[0]):04X}⟧", flat)


def _styled() -> bool:
    """Say whether bold may be printed: not where NO_COLOR is set or the terminal knows none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
