"""servanda status: does it still hold, for whom, as seen by whom, and why."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.cases import case_in, perspectives
from servanda.cli.common import DAY, query_options, today
from servanda.cli.output import cell, emit, heading, say

if TYPE_CHECKING:
    from servanda.cli.output import Rows
    from servanda.model import Because, Finding
    from servanda.reasoning.case import Case

LINKS = 5  # links of an agreement that are named under the board
# What names an instrument or an actor, or tells of an act; the rest need not be read for this.
KINDS = ("act", "actor", "commitment", "instrument", "link", "mention", "provision")
FILE = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command("status")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...")
@click.option("--party", "parties", multiple=True, help="Only for these parties.")
@click.option("--why", is_flag=True, help="Print what each answer rests on.")
@click.option("--log", "log_path", type=FILE,
              help="Answer --queries on an act log instead of the ledger.")  # fmt: skip
@click.option("--queries", type=FILE,
              help="One query a line, with --log.")  # fmt: skip
@click.option("--as-recorded", type=DAY, default=None,
              help="Answer from what the ledger held at the end of this day.")  # fmt: skip
@click.option("--since", type=DAY, default=None,
              help="Print which answers have changed since the end of this day.")  # fmt: skip
@click.option("--left-out", is_flag=True,
              help="List what could not become an act, or stands oddly, and why.")  # fmt: skip
@query_options
def command(
    instruments: tuple[str, ...], parties: tuple[str, ...], why: bool, log_path: Path | None,
    queries: Path | None, as_recorded: date | None, since: date | None, left_out: bool,
    ledger_path: Path,
    as_of: date | None, seen_by: tuple[str, ...], accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """Say whether agreements hold; those that the documents speak of, if none is named."""
    if log_path is not None or queries is not None:
        if log_path is None or queries is None:
            raise click.UsageError("--log FILE and --queries FILE go together")
        _answer_log(log_path, queries)
        return
    from servanda.cli.left_out import rows, show, tell
    from servanda.reasoning.board import board
    from servanda.reasoning.lookup import actor_id, instrument_id

    if since is not None and since > today(as_recorded):
        raise click.UsageError(f"--since {since} is later than the day it is compared with")
    case = case_in(ledger_path, as_of, accepted=accepted, as_recorded=as_recorded, kinds=KINDS)
    _tell_empty(case, as_recorded)
    if left_out:
        listed = rows(case)
        emit(listed, form, rows=listed, empty="every act could be used", show=show,
             columns=["what", "record", "why", "quote", "document"])  # fmt: skip
        return
    wanted = [instrument_id(case, i) for i in instruments] or None
    views = perspectives(case, seen_by)
    ids = {actor_id(case, p) for p in parties}

    def answers(case: "Case") -> "list[Finding]":
        found = board(case, wanted, views)
        return [f for f in found if not ids or f.values["party"] in ids]

    found = answers(case)
    if since is not None:
        earlier = case_in(ledger_path, as_of, accepted=accepted, as_recorded=since, kinds=KINDS)
        _tell_empty(earlier, since)
        differing = changed(answers(earlier), found)
        emit(differing, form, rows=differing, empty=f"no answer has changed since {since}",
             show=_print_changed,
             columns=["instrument", "party", "seen by", "before", "after"])  # fmt: skip
        return
    columns = ["instrument", "seen by", "status", "sure", "for", "flags"]
    if why and form is None:
        _print_why(found)
        tell(case, {f.values["instrument"] for f in found})
        return
    emit(
        found, form, rows=grouped(found), columns=columns, show=_print_board,
        empty="the documents speak of no agreement whose status is known - name one: "
        "servanda status NAME",
    )  # fmt: skip
    tell(case, {f.values["instrument"] for f in found})
    if form is None:
        _print_links(found)


def _print_board(rows: "Rows") -> None:
    """Print the board: each agreement, and under it each status with who sees it so."""
    title = None
    for row in rows:
        alike = not row["instrument"]
        if not alike and row["instrument"] != title:
            title = row["instrument"]
            heading(title)
        sure = "" if row.get("sure", True) else ", not sure"
        if alike:
            say(f"{row['status']}: {', '.join(map(_voice, row['seen by']))}", "  ", "  ")
            continue
        say(f"{row['status']}{sure}, {row['seen by']}, for {cell(row['for'])}", "  ", "  ")
        if row["flags"]:
            say(f"noted: {cell(row['flags'])}", "    ", "  ")
    click.echo()


def _print_changed(rows: "Rows") -> None:
    """Print what has changed: each agreement, and under it before and after for each view."""
    title = None
    for row in rows:
        if row["instrument"] != title:
            title = row["instrument"]
            heading(title)
        say(f"- {row['party']}, {row['seen by']}: {row['before']} → {row['after']}", "  ", "  ")
    click.echo()


def _voice(view: str) -> str:
    """Return whose view one is: "Russia" of "as Russia sees it"."""
    return view.removeprefix("as ").removesuffix(" sees it").removesuffix(" tells it")


def _tell_empty(case: "Case", day: date | None) -> None:
    """Say that the ledger held nothing yet on the recorded day asked about."""
    if day is not None and not case.evidence.documents:
        click.echo(f"the ledger held no document at the end of {day}", err=True)


def _print_links(found: "list[Finding]") -> None:
    """Print, under the board, how each agreement is linked with others."""
    said = {f.values["title"]: [li["says"] for li in f.values["links"]] for f in found}
    for title, links in said.items():
        if links:
            more = f" and {len(links) - LINKS} more" if len(links) > LINKS else ""
            say(f"{title}: {'; '.join(links[:LINKS])}{more}", "", "  ")


def changed(before: "list[Finding]", after: "list[Finding]") -> list[dict[str, Any]]:
    """Return a row for each status, or its certainty or reasons, that is not as it was."""
    was, now = ({_subject(f): f for f in some} for some in (before, after))
    rows = []
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        if old is not None and new is not None and _says(old) == _says(new):
            continue
        one = new or old
        assert one is not None
        rows.append({
            "instrument": one.values["title"], "party": one.values["party_name"],
            "seen by": one.explanation.rpartition(", ")[2],
            "before": _said(old), "after": _said(new),
        })  # fmt: skip
    return rows


def _subject(finding: "Finding") -> tuple[str, ...]:
    return tuple(str(finding.values[name]) for name in ("instrument", "party", "seen_by"))


def _says(finding: "Finding") -> tuple[Any, ...]:
    """Return what must be alike for nothing to have changed."""
    values = finding.values
    return values["says"], values["sure"], values["flags"], {r.id for r in finding.records}


def _said(finding: "Finding | None") -> str:
    """Return a status as a cell: with its certainty, its flags and what it rests on."""
    if finding is None:
        return "not spoken of"
    parts = [finding.values["says"] + ("" if finding.values["sure"] else " (not sure)")]
    parts += [name.replace("_", " ") for name in finding.values["flags"]]
    count = len(finding.records)
    if count:
        parts.append(f"{count} record{'s' if count > 1 else ''}")
    return ", ".join(parts)


def grouped(found: "list[Finding]") -> list[dict[str, Any]]:
    """Return the rows of the board: parties whose status is the same stand together.

    Of each instrument the first view comes whole (the formal record, unless another was asked
    for); then what other views see otherwise; then, in one row, who sees no difference.
    """
    views: dict[str, dict[str, list[Finding]]] = {}
    for f in found:
        views.setdefault(f.values["instrument"], {}).setdefault(f.values["seen_by"], []).append(f)
    rows: list[dict[str, Any]] = []
    for by_view in views.values():
        first, *others = by_view.values()
        rows += _rows(first)
        known = {f.values["party"]: f.values["says"] for f in first}
        alike = []
        for view in others:
            differ = [f for f in view if f.values["says"] != known[f.values["party"]]]
            rows += _rows(differ)
            if not differ:
                alike.append(_view(view[0]))
        if alike:
            rows.append({"instrument": "", "seen by": alike, "status": "no different"})
    return rows


def _rows(found: "list[Finding]") -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for f in found:
        v = f.values
        row = rows.setdefault(v["says"], {
            "instrument": v["title"], "seen by": _view(f), "status": v["says"],
            "sure": v["sure"], "for": [], "flags": [n.replace("_", " ") for n in v["flags"]],
        })  # fmt: skip
        row["for"].append(v["party_name"])
    return list(rows.values())


def _view(f: "Finding") -> str:
    return str(f.values["view"])


def _print_why(found: "list[Finding]") -> None:
    seen: set[str] = set()
    for f in found:
        say(f.explanation + ("" if f.values["sure"] else " (not sure)"), "", "  ")
        for because in f.because:
            _print_because(because, 1)
        seen.add(f.id)
        click.echo()


def _print_because(because: "Because", depth: int) -> None:
    law = f" [{because.law}]" if because.law else ""
    from servanda.cli.told import short
    from servanda.dossier.scribe import RAW

    row = RAW.sub("the text itself", because.quote)
    quote = f" “{because.quote}”" if because.record else f" ({row})" if row else ""
    pending = "not reviewed; " if because.pending else ""
    source = f" <{pending}id {short(because.record)}>" if because.record else ""
    say(f"- {because.text}{law}{quote}{source}", "  " * depth, "  ")
    for child in because.children:
        _print_because(child, depth + 1)


def _answer_log(log: Path, queries: Path) -> None:
    """Answer queries on an act log, one JSON line each; a refused log prints its fault, exit 2."""
    from servanda.model.errors import LogFault
    from servanda.reasoning.status import refusal, run

    if str(log) == str(queries) == "-":
        raise click.UsageError("only one of --log and --queries can be read from standard input")
    unanswered = total = 0
    try:
        with click.open_file(str(log), "rb") as source:
            raw = source.read()
        with click.open_file(str(queries), "rb") as lines:
            for line in run(raw, lines):
                click.echo(line)
                total += 1
                unanswered += line.startswith('{"error"')
    except LogFault as fault:
        click.echo(refusal(fault))
        click.echo(f"servanda: {log}: refused at {fault.id or 'a row without an id'}: "
                   f"{fault.cause}", err=True)  # fmt: skip
        sys.exit(2)
    if not total:
        click.echo(f"servanda: {queries}: no query in it - write one JSON object a line", err=True)
    if unanswered:
        click.echo(f"servanda: {queries}: {unanswered} of {total} queries cannot be answered; "
                   "their lines say why", err=True)  # fmt: skip
