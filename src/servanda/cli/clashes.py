"""servanda clashes: where the record contradicts itself."""

import sys
from datetime import date
from pathlib import Path

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit


@click.command("clashes")
@click.option("--type", "types", multiple=True, help="Only of this type; may be repeated.")
@click.option("--fail-on", "fail_on", multiple=True, help="Exit 1 where one of this type (or any).")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    types: tuple[str, ...], fail_on: tuple[str, ...], ledger_path: Path, as_of: date | None,
    accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """List clashes with both quotes, who, when, why, and what would dissolve them."""
    from servanda.reasoning.clashes import clashes

    case = case_in(ledger_path, as_of, accepted=accepted)
    found = clashes(case, types)
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
        empty="no clash found by the rules",
    )  # fmt: skip
    if fail_on and any("any" in fail_on or f.type in fail_on for f in found):
        sys.exit(1)
