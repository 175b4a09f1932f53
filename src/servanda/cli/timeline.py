"""servanda timeline: what is dated, oldest first."""

from datetime import date
from pathlib import Path

import click
import msgspec

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit


@click.command("timeline")
@click.option("--undated", is_flag=True, help="Undated records too, on the day they were said.")
@click.option("--lane", "lanes", multiple=True, help="Only act, event, statement or prediction.")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    undated: bool, lanes: tuple[str, ...], ledger_path: Path, as_of: date | None, accepted: bool,
    form: str | None,
) -> None:  # fmt: skip
    """List acts, events, statements and predictions by date, uncertain days as ranges."""
    from servanda.reasoning.timeline import timeline

    case = case_in(ledger_path, as_of, accepted=accepted)
    found = [e for e in timeline(case, undated=undated) if not lanes or e.lane in lanes]
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


DEFAULTS = ("affirmed", "actual")
