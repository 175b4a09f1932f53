"""servanda show: one record or document with its history, or the failures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from servanda.cli.common import format_options, ledger_option, open_ledger
from servanda.cli.output import Rows, emit, say, write
from servanda.cli.paging import page_of, page_options, tell_page
from servanda.model.errors import UnknownName

if TYPE_CHECKING:
    from servanda.ledger import Ledger
    from servanda.model import Document, Judgement, Record


@click.command("show")
@click.argument("name", metavar="ID|failures|documents")
@page_options
@format_options
@ledger_option
def command(
    name: str, limit: int | None, page: int, form: str | None, ledger_path: Path
) -> None:  # fmt: skip
    """Show what an id stands for and all that happened to it; its first digits are enough."""
    with open_ledger(ledger_path) as ledger:
        if name == "failures":
            failures = page_of(ledger.failures(), limit, page, whole=form is not None)
            emit(failures, form, rows=[msgspec.structs.asdict(f) for f in failures],
                 columns=["source", "cause", "remedy", "at"], show=_tell_failures,
                 empty="no failures")  # fmt: skip
            return
        if name == "documents":
            _list_documents(ledger.heads(), form, limit, page)
            return
        id_ = ledger.whole(name)
        found = ledger.find(id_)
        history = ledger.history(id_)
        if found is None:
            raise UnknownName(
                "nothing of that id in this ledger", place=name,
                remedy="list them: servanda review list --all, or servanda show documents",
            )  # fmt: skip
        if form is None:
            _tell(ledger, found, history)
            return
    if form == "csv":
        rows = [
            {"field": k, "value": v if isinstance(v, str) else msgspec.json.encode(v).decode()}
            for k, v in msgspec.to_builtins(found).items()
            if v not in (None, [], "")
        ]
        emit(rows, form, rows=rows, columns=["field", "value"])
        return
    raw = msgspec.json.encode({"item": found, "history": history}, order="deterministic")
    write(msgspec.json.format(raw) if form == "json" else raw)


def _list_documents(
    documents: "Sequence[Document]", form: str | None, limit: int | None, page: int
) -> None:
    """Print the documents without their texts."""
    from servanda.cli.told import document_line, short

    shown = page_of(documents, limit, page, whole=form is not None)
    if form is None and shown:
        for d in shown:
            say(document_line(d), "", "  ")
            say(f"{d.name}; id {short(d.id)}" if d.name and d.title else f"id {short(d.id)}", "  ")
        tell_page(len(documents), limit, page)
        return
    emit(shown, form, rows=[msgspec.structs.asdict(d) for d in shown],
         columns=["id", "title", "publisher", "published", "genre", "name"],
         empty="no document is in the ledger - add one: servanda add DOC")  # fmt: skip


def _tell_failures(rows: Rows) -> None:
    """Print what could not be taken in, oldest first."""
    from servanda.cli.told import instant

    for row in rows:
        remedy = f" - {row['remedy']}" if row["remedy"] else ""
        say(f"{row['source']} ({instant(row['at'])}): {row['cause']}{remedy}", "", "  ")


def _tell(
    ledger: "Ledger", found: "Document | Record | Judgement", history: list[dict[str, str]]
) -> None:
    """Print a document, record or judgement for people, with what happened to it."""
    from servanda.cli.told import decision, instant
    from servanda.cli.told_whole import tell_document, tell_judgement, tell_record
    from servanda.model import Document, Record

    if isinstance(found, Document):
        tell_document(ledger, found)
    elif isinstance(found, Record):
        tell_record(ledger, found)
    else:
        tell_judgement(ledger, found)
    if history:
        say("what happened to it:", "  ")
    for row in history:
        say(f"- {instant(row['at'])}: {decision(row)}", "    ", "  ")
    click.echo()
