"""servanda check: a document against the record, claim by claim."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from servanda.cli.common import (
    OutFile,
    accepted_option,
    as_of_option,
    format_options,
    ledger_option,
    open_ledger,
    refuse_source,
    today,
    write_whole,
)
from servanda.cli.output import Rows, emit, heading, say
from servanda.cli.sources import options_of, source_options, tell_foreign

UNSAID = (ParameterSource.DEFAULT, None)
HELD = ("differs", "agrees")
VERDICTS = ("differs", "agrees", "not in the record", "not checkable")


@click.command("check")
@click.argument("docs", nargs=-1, required=True, metavar="DOC...")
@source_options
@click.option("--verdict", "verdicts", multiple=True, type=click.Choice(VERDICTS),
              help="Only claims with this verdict; may be repeated.")  # fmt: skip
@click.option("-o", "--out", type=OutFile(),
              help="Write the document with margin marks as an HTML page.")  # fmt: skip
@click.option("--fail-on-difference", is_flag=True, help="Exit 1 where a claim differs.")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    docs: tuple[str, ...], verdicts: tuple[str, ...], out: Path | None, fail_on_difference: bool,
    ledger_path: Path, as_of: date | None, accepted: bool, form: str | None, **source: Any,
) -> None:  # fmt: skip
    """Hold DOC against the record: the registry, and the ledger where there is one.

    Each checkable claim agrees, differs or is not in the record; opinions and predictions are
    listed as not checkable. DOC is not kept.
    """
    from servanda.reasoning.check import check

    refuse_source(out, docs)
    if not ledger_path.exists():
        if click.get_current_context().get_parameter_source("ledger_path") not in UNSAID:
            open_ledger(ledger_path)  # one that was named must be there
        click.echo(f"{ledger_path}: no ledger there, so this is held against the registry alone",
                   err=True)  # fmt: skip
    told, whole = _read(docs, source)
    case = _record(ledger_path, set(told.documents), today(as_of), accepted=accepted)
    found = check(case, told)
    if out is not None:
        from servanda.dossier.checked import page

        write_whole(out, [page(case, told, found).encode("utf-8", "replace")])
    shown = [f for f in found if not verdicts or f.type in verdicts]
    emit(shown, form, rows=_rows(shown), show=_print,
         columns=["verdict", "claim", "words", "the record", "unless"],
         empty="no claim was found that could be held against the record")  # fmt: skip
    if form is None:
        click.echo(_summary(found))
    if fail_on_difference and any(f.type == "differs" for f in found):
        sys.exit(1)
    if not whole:
        sys.exit(3)


def _rows(found: list[Any]) -> list[dict[str, Any]]:
    """Return a row for each verdict on a sentence and each thing that the record says of it."""
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for f in sorted(found, key=lambda f: VERDICTS.index(f.type)):
        v = f.values
        rows.setdefault((f.type, v["sentence"], f.explanation), {
            "verdict": f.type, "claim": v["sentence"], "words": v["quote"],
            "the record": f.explanation, "unless": v["otherwise"], "source": _source(f),
        })  # fmt: skip
    return list(rows.values())


def _print(rows: Rows) -> None:
    """Print the claims for people, by verdict and sentence: what the record says of each."""
    from servanda.dossier.scribe import RAW

    verdict = sentence = ""
    for row in rows:
        if row["verdict"] != verdict:
            verdict, sentence = row["verdict"], ""
            heading(verdict)
        if row["claim"] != sentence:
            sentence = row["claim"]
            say(f"- “{sentence}”", "  ", "  ")
        words = f"“{row['words']}”" if row["words"].strip(" .") != sentence.strip(" .") else ""
        if verdict in HELD:  # what follows is the record's own
            words = f"the record on {words}" if words else "the record"
        words += ": " if words else ""
        unless = f" - unless {row['unless']}" if row["unless"] else ""
        cited = f" ({RAW.sub('the text itself', row['source'])})" if row["source"] else ""
        say(f"{words}{row['the record']}{cited}{unless}", "    ", "  ")
    click.echo()


def _source(finding: Any) -> str:
    """Return the source of the row of the registry that a verdict rests on, if one does."""
    said = (a["source"] for a in finding.values["aspects"] if a["says"] == finding.explanation)
    return next((s for s in said if s), "")


def _summary(found: list[Any]) -> str:
    counted = {v: sum(f.type == v for f in found) for v in VERDICTS}
    many = {"differs": "differ", "agrees": "agree"}
    return ", ".join(f"{n} {many.get(v, v) if n != 1 else v}" for v, n in counted.items())


def _read(docs: tuple[str, ...], source: dict[str, Any]) -> tuple[Any, bool]:
    """Return the documents with their records as evidence, and whether all could be read."""
    from servanda.engine import Failed, documents_of, evidence_of, is_read, read_many
    from servanda.intake import find_sources

    sources = find_sources(list(docs))
    reads, whole = [], True
    for item in read_many(documents_of(sources, options_of(**source)), expected=len(sources)):
        if isinstance(item, Failed):
            whole = False
            remedy = f" - {item.remedy}" if item.remedy else ""
            click.echo(f"servanda: {item.source}: {item.cause}{remedy}", err=True)
        else:
            reads.append(item)
    if not reads:
        sys.exit(2)
    tell_foreign((r.document.name, r.document.language) for r in reads if not is_read(r.document))
    return evidence_of(reads), whole


def _record(path: Path, documents: set[str], day: date, *, accepted: bool) -> Any:
    """Return the case to hold documents against: a ledger without them, else the registry alone."""
    from servanda.cli.common import evidence_in
    from servanda.model import Evidence
    from servanda.reasoning.case import Case
    from servanda.reasoning.check import against

    if not path.exists():
        return Case(Evidence(documents={}, records=()), day)
    evidence = evidence_in(path, accepted=accepted)
    return Case(against(evidence, tuple(documents))[0], day)
