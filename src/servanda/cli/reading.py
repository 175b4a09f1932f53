"""servanda read: documents to records on standard output."""

import sys
from collections import Counter
from typing import Any

import click

from servanda.cli.common import KIND, format_options
from servanda.cli.output import emit, heading, say, write
from servanda.cli.sources import GATE, options_of, source_options, tell_foreign

NAMES = ("actor", "mention", "time")  # who and when: counted, the rest is listed


@click.command("read")
@click.argument("docs", nargs=-1, required=True, metavar="DOC...")
@source_options
@click.option("--kind", "kinds", multiple=True, type=KIND, help="Only records of this kind.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use.")
@click.option("--gate/--no-gate", default=None, help=GATE)
@format_options
def command(
    docs: tuple[str, ...], kinds: tuple[str, ...], jobs: int | None, gate: bool | None,
    form: str | None, **source: Any,
) -> None:  # fmt: skip
    """Read documents (files, folders, - for standard input) and print their records."""
    from servanda.engine import Failed, documents_of, is_read, read_many
    from servanda.intake import find_sources
    from servanda.model import encode, kind_of

    found: list[Any] = []
    foreign: list[tuple[str, str]] = []
    failed = 0
    sources = find_sources(list(docs))
    items = documents_of(sources, options_of(**source))
    for item in read_many(items, jobs=jobs, expected=len(sources), gate=gate):
        if isinstance(item, Failed):
            failed += 1
            remedy = f" - {item.remedy}" if item.remedy else ""
            click.echo(f"servanda: {item.source}: {item.cause}{remedy}", err=True)
            continue
        if not is_read(item.document):
            foreign.append((item.document.name, item.document.language))
        records = [r for r in item.records if not kinds or kind_of(r) in kinds]
        shown: list[Any] = records if kinds else [item.document, *records]
        if form == "jsonl":
            for r in shown:
                write(encode(r))
        else:
            found += shown
    if form is None:
        _tell(found, counted=not kinds)
    elif form != "jsonl" and (found or not failed):
        rows = [_row(r) for r in found if not hasattr(r, "sha256")]
        emit(found, form, rows=rows, columns=["kind", "quote", "says", "confidence", "id"])
    tell_foreign(foreign)
    if failed:
        sys.exit(2 if failed == len(sources) else 3)


def _tell(found: list[Any], *, counted: bool) -> None:
    """Print records for people under their documents; names and times are `counted` only."""
    from servanda.cli.told import document_line
    from servanda.dossier.words import gist
    from servanda.model import Document, kind_of

    left: Counter[str] = Counter()
    for one in found:
        if isinstance(one, Document):
            heading(document_line(one))
        elif counted and kind_of(one) in NAMES:
            left[kind_of(one)] += 1
        else:
            words = " ... ".join(a.quote for a in one.anchors)
            say(f"- {kind_of(one)}: {gist(one)} (“{words}”, confidence {one.confidence:.2f})",
                "  ", "  ")  # fmt: skip
    if found and all(isinstance(one, Document) for one in found):
        click.echo("nothing found", err=True)
    for kind, n in left.items():
        click.echo(f"not listed: {n} of kind {kind}; list them with --kind {kind}", err=True)


def _row(record: Any) -> dict[str, Any]:
    from servanda.dossier.words import gist
    from servanda.model import kind_of

    return {
        "kind": kind_of(record),
        "quote": " ... ".join(a.quote for a in record.anchors)[:60],
        "says": gist(record),
        "confidence": f"{record.confidence:.2f}",
        "id": record.id,
    }
