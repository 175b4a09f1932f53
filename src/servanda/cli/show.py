"""servanda show: one record or document with its history, or the failures."""

from pathlib import Path
from typing import Any

import click
import msgspec

from servanda.cli.common import format_options, ledger_option, open_ledger
from servanda.cli.output import emit, table, write
from servanda.model.errors import UnknownName


@click.command("show")
@click.argument("name", metavar="ID|failures|documents")
@format_options
@ledger_option
def command(name: str, form: str | None, ledger_path: Path) -> None:
    """Show what an id stands for and all that happened to it."""
    with open_ledger(ledger_path) as ledger:
        if name == "failures":
            failures = ledger.failures()
            rows = [msgspec.structs.asdict(f) for f in failures]
            emit(failures, form, rows=rows, columns=["source", "cause", "remedy", "at"],
                 empty="no failures")  # fmt: skip
            return
        if name == "documents":
            documents = [msgspec.structs.replace(d, text="") for d in ledger.documents()]
            rows = [msgspec.structs.asdict(d) for d in documents]
            emit(documents, form, rows=rows,
                 columns=["id", "title", "publisher", "published", "genre", "name"])  # fmt: skip
            return
        found = ledger.find(name)
        history = ledger.history(name)
    if found is None:
        raise UnknownName(
            "nothing of that id in this ledger", place=name,
            remedy="list records with: servanda review list --all",
        )  # fmt: skip
    if form in ("json", "jsonl"):
        raw = msgspec.json.encode({"item": found, "history": history}, order="deterministic")
        write(msgspec.json.format(raw) if form == "json" else raw)
        return
    shown: Any = msgspec.json.decode(msgspec.json.encode(found))
    fields = [{"field": k, "value": _short(v)} for k, v in shown.items() if v not in (None, [], "")]
    table(fields, ["field", "value"])
    if history:
        table(history, ["at", "what", "who", "detail"], title="History")


def _short(value: Any) -> str:
    if isinstance(value, str):
        return value[:300]
    if isinstance(value, list):
        return "; ".join(_short(v) for v in value[:20])
    if isinstance(value, dict):
        if "surface" in value:
            return f"{value['surface']} -> {value.get('id') or 'unresolved'}"
        if "quote" in value:
            return f"“{value['quote'][:120]}” [{value['start']}-{value['end']}]"
        return ", ".join(f"{k}: {_short(v)}" for k, v in value.items() if v not in (None, [], ""))
    return str(value)
