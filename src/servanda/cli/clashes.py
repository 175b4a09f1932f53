"""servanda clashes: where the record contradicts itself."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.cases import case_in
from servanda.cli.common import (
    OneOf,
    accepted_option,
    as_of_option,
    format_options,
    ledger_option,
    open_ledger,
    today,
)
from servanda.cli.output import Rows, emit, heading, say

if TYPE_CHECKING:
    from servanda.model import Finding


def _types() -> Iterable[str]:
    from servanda.dossier.plain import clash_kinds

    return clash_kinds()


TYPE = OneOf("type", lambda: [*_types(), "internal"])
ANY_TYPE = OneOf("type", lambda: ["any", *_types()])


@click.command("clashes")
@click.option(
    "--type", "types", multiple=True, type=TYPE, help="Only of this type; may be repeated."
)
@click.option(
    "--fail-on",
    "fail_on",
    multiple=True,
    type=ANY_TYPE,
    help="Exit 1 where one of this type (or any).",
)
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    types: tuple[str, ...], fail_on: tuple[str, ...], ledger_path: Path, as_of: date | None,
    accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """List clashes with both quotes, who, when, why, and what would dissolve them."""
    found = _found(ledger_path, types, as_of, accepted)
    rows = []
    for f in found:
        sides = [f"{s['who']}, {s['said_on'] or 'undated'}: “{s['sentence'] or s['quote']}”"
                 for s in f.values["sides"]]  # fmt: skip
        if f.values["registry_says"]:
            sides.append(f"the registry: {f.values['registry_says']}")
        rows.append({
            "type": f.type, "what": f.explanation, "one side": sides[0],
            "other side": " / ".join(sides[1:]), "unless": f.values["dissolved_by"],
        })  # fmt: skip
    emit(
        found, form, rows=rows, columns=["type", "what", "one side", "other side", "unless"],
        empty="no clash found by the rules", show=_print,
    )  # fmt: skip
    if fail_on and any("any" in fail_on or f.type in fail_on for f in found):
        sys.exit(1)


def _print(rows: Rows) -> None:
    """Print the clashes: what does not go together, both sides, and what would dissolve it."""
    for row in rows:
        heading(row["type"])
        say(row["what"], "", "  ")
        for side in (row["one side"], row["other side"]):
            if side:
                say(f"- {side}", "  ", "  ")
        say(f"no clash if {row['unless']}", "    ", "  ")
    click.echo()


def _found(
    path: Path, types: tuple[str, ...], as_of: date | None, accepted: bool
) -> "list[Finding]":  # fmt: skip
    """Return the clashes, from what is kept in the ledger where that can be."""
    from servanda.engine.clashing import kept_clashes
    from servanda.reasoning.clashes import clashes

    if not accepted:
        open_ledger(path).close()  # says what is wrong with the file, if anything
        kept = kept_clashes(path, today(as_of), today=as_of is None, progress=_told)
        found = kept(types)
        if found is not None:
            return found
    return clashes(case_in(path, as_of, accepted=accepted), types)


def _told(done: int, of: int, name: str) -> None:
    """Say on the error stream how far a long work is."""
    click.echo(f"clashes worked out for {done} of {of} documents", err=True)
