"""servanda timeline: what is dated, oldest first."""

from datetime import date
from pathlib import Path

import click
import msgspec

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit

LANES = ("act", "event", "statement", "prediction")
DEFAULTS = ("affirmed", "actual")


@click.command("timeline")
@click.argument("instruments", nargs=-1, metavar="[INSTRUMENT]...")
@click.option("--undated", is_flag=True, help="Undated records too, on the day they were said.")
@click.option("--lane", "lanes", multiple=True, type=click.Choice(LANES), help="Only these.")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    instruments: tuple[str, ...], undated: bool, lanes: tuple[str, ...], ledger_path: Path,
    as_of: date | None, accepted: bool, form: str | None,
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
    rows = [
        {
            **msgspec.structs.asdict(e),
            "date": str(e.earliest) if e.earliest == e.latest else f"{e.earliest} to {e.latest}",
            "meant": ", ".join(m for m in (e.polarity, e.modality) if m not in DEFAULTS),
            "source": e.record or e.registry,
        }
        for e in found
    ]
    emit(found, form, rows=rows, columns=["date", "lane", "what", "meant", "quote", "source"])
