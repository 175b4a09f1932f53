"""servanda timeline: what is dated, oldest first."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit, heading, say
from servanda.cli.paging import page_of, page_options, tell_page

if TYPE_CHECKING:
    from servanda.dossier.scribe import Scribe
    from servanda.reasoning.case import Case
    from servanda.reasoning.timeline import Entry

LANES = ("act", "event", "statement", "prediction")
DEFAULTS = ("affirmed", "actual")


@click.command("timeline")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...")
@click.option("--undated", is_flag=True, help="Undated records too, on the day they were said.")
@click.option("--lane", "lanes", multiple=True, type=click.Choice(LANES), help="Only these.")
@page_options
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    instruments: tuple[str, ...], undated: bool, lanes: tuple[str, ...], limit: int | None,
    page: int, ledger_path: Path, as_of: date | None, accepted: bool, form: str | None,
) -> None:  # fmt: skip
    """List acts, events, statements and predictions by date, uncertain days as ranges.

    Of everything the documents speak of, or of some instruments only. With --as-of, nothing that
    began after that day but what was predicted for later.
    """
    from servanda.reasoning.lookup import instrument_id
    from servanda.reasoning.timeline import timeline

    case = case_in(ledger_path, as_of, accepted=accepted)
    wanted = {instrument_id(case, i) for i in instruments}
    found = [
        e
        for e in timeline(case, undated=undated, instruments=wanted)
        if (not lanes or e.lane in lanes)
        and (as_of is None or e.earliest <= as_of or e.lane == "prediction")
    ]
    shown = page_of(found, limit, page, whole=form is not None)
    if form is None and shown:
        _tell(case, shown)
        tell_page(len(found), limit, page)
        return
    rows = [
        {
            **msgspec.structs.asdict(e),
            "date": str(e.earliest) if e.earliest == e.latest else f"{e.earliest} to {e.latest}",
            "meant": ", ".join(m for m in (e.polarity, e.modality) if m not in DEFAULTS),
            "source": e.record or e.registry,
        }
        for e in shown
    ]
    emit(shown, form, rows=rows, columns=["date", "lane", "what", "meant", "quote", "source"],
         empty="nothing dated is in the record")  # fmt: skip


def _tell(case: "Case", entries: Sequence["Entry"]) -> None:
    """Print the entries for people under their days, each with its quote or registry row."""
    from servanda.cli.told import ident, quoted, says
    from servanda.dossier.scribe import Scribe
    from servanda.model.date_words import span_words

    scribe, day = Scribe(case), ""
    for entry in entries:
        if (told := span_words(entry.earliest, entry.latest)) != day:
            day = told
            heading(day)
        record = scribe.records.get(entry.record)
        if record is None:
            _tell_row(scribe, entry)
            continue
        foretold = f"foretold by {scribe.who(record)}: " if entry.lane == "prediction" else ""
        say(f"- {foretold}{says(scribe, record)}", "  ", "  ")
        say(quoted(scribe, record), "    ", "  ")
        say(ident(scribe, record.id), "    ")
    click.echo()


def _tell_row(scribe: "Scribe", entry: "Entry") -> None:
    """Print an act of the registry: what was done to which agreement, by whom, and the source."""
    from servanda.dossier.scribe import RAW, VERIFIED

    told, leaf = scribe.case.row(entry.registry), scribe.case.leaf(entry.registry)
    if told is None:
        say(f"- {entry.what}", "  ", "  ")
    else:
        who = "all parties" if told["actor"] == "all" else scribe.name(str(told["actor"]))
        act, of = str(told["act"]).replace("_", " "), scribe.name(entry.instrument)
        breach = act == "breach alleged"  # in the registry its actor is who alleges it
        say(f"- breach of {of} alleged by {who}" if breach else f"- {act} of {of} by {who}",
            "  ", "  ")  # fmt: skip
    checked = VERIFIED.get(leaf.verified) if leaf is not None else None
    row = RAW.sub("the text itself", entry.quote)
    say(f"the registry: {row}" + (f" ({checked})" if checked else ""), "    ", "  ")
