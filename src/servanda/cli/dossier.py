"""servanda dossier: one offline page that answers with evidence."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.cases import case_in, perspectives
from servanda.cli.common import (
    OutFile,
    accepted_option,
    as_of_option,
    ledger_option,
    refuse_source,
    seen_by_option,
    today,
    write_whole,
)
from servanda.cli.sources import options_of, source_options

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

# Forms that people ask for by a file's name, and that a dossier has not.
FOREIGN = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".csv", ".xlsx")


@click.command("dossier")
@click.argument("docs", nargs=-1, metavar="[DOC]...")
@click.option("-o", "--out", type=OutFile(allow_dash=True), required=True,
              help="The file to write; - for standard output.")  # fmt: skip
@click.option("--question", default="", help="The question that the page answers first.")
@click.option("--with-texts", is_flag=True, help="Include full texts whatever their rights.")
@click.option("--format", "form", type=click.Choice(["html", "md", "json"]), default=None,
              help="The form; by the file's name if not given.")  # fmt: skip
@source_options
@accepted_option
@seen_by_option
@as_of_option
@ledger_option
def command(
    docs: tuple[str, ...], out: Path, question: str, with_texts: bool, form: str | None,
    accepted: bool, seen_by: tuple[str, ...], as_of: date | None, ledger_path: Path, **source: Any,
) -> None:  # fmt: skip
    """Write a dossier of documents (files, folders), or of the ledger where none is named."""
    from servanda.dossier import Options, render

    form = form or _form(out)
    refuse_source(out, docs)
    failed = 0
    if docs:
        case, failed = _case_of(docs, today(as_of), accepted, **source)
    else:
        case = case_in(ledger_path, as_of, accepted=accepted)
    views = perspectives(case, seen_by)
    options = Options(
        question=question, seen_by=tuple(views) if views else None, with_texts=with_texts,
        accepted_only=accepted,
    )  # fmt: skip
    text = render(case, options, form)
    _write(out, text.encode("utf-8", "replace"))
    if failed:
        sys.exit(3)


def _case_of(
    docs: tuple[str, ...], day: date, accepted: bool, **source: Any
) -> tuple["Case", int]:  # fmt: skip
    """Return the case of documents read in memory, and how many of them failed."""
    from servanda.engine import Failed, documents_of, evidence_of, read_many
    from servanda.intake import find_sources
    from servanda.model.errors import InputError
    from servanda.reasoning.case import Case

    if accepted:
        raise click.UsageError("--accepted needs a ledger: documents read now are not reviewed")
    sources = find_sources(list(docs))
    items = documents_of(sources, options_of(**source))
    reads, failed = [], []
    for item in read_many(items, expected=len(sources)):
        if isinstance(item, Failed):
            failed.append(item)
            remedy = f" - {item.remedy}" if item.remedy else ""
            click.echo(f"servanda: {item.source}: {item.cause}{remedy}", err=True)
        else:
            reads.append(item)
    if not reads:
        raise InputError("none of these documents could be read", remedy="see the lines above")
    return Case(evidence_of(reads), day), len(failed)


def _form(out: Path) -> str:
    """Return the form that a file's name asks for; raises UsageError for one that there is not."""
    suffix = out.suffix.lower()
    if suffix in FOREIGN:
        raise click.UsageError(f"a dossier is .html, .md or .json, not {suffix} - from a browser "
                               "an .html page can be saved as PDF")  # fmt: skip
    return {".md": "md", ".markdown": "md", ".json": "json"}.get(suffix, "html")


def _write(out: Path, page: bytes) -> None:
    """Write the page to a file, whole or not at all, or to standard output."""
    if str(out) == "-":
        sys.stdout.buffer.write(page)
        return
    write_whole(out, [page])
    click.echo(f"wrote {out} ({len(page) // 1000} kB)", err=True)
