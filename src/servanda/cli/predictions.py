"""servanda predictions: what was predicted, by whom, until when."""

from datetime import date
from pathlib import Path

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit


@click.command("predictions")
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(ledger_path: Path, as_of: date | None, accepted: bool, form: str | None) -> None:
    """List predictions with forecaster, horizon and probability; none is scored yet."""
    from servanda.model import Prediction
    from servanda.reasoning.parties import asserted_by

    case = case_in(ledger_path, as_of, accepted=accepted)
    found = [r for r in case.evidence.records if isinstance(r, Prediction)]
    rows = [
        {
            "forecaster": (
                case.name(r.forecaster.id) if r.forecaster and r.forecaster.id
                else r.forecaster.surface if r.forecaster
                else case.name(asserted_by(r, case.entities, case.evidence))
            ),
            "predicted": r.proposition.text,
            "made on": case.evidence.said_on(r)[1],
            "until": r.horizon.edtf if r.horizon else "",
            "probability": f"{r.probability[0]:.0%} to {r.probability[1]:.0%}"
            if r.probability else "",
            "if": r.condition.text if r.condition else "",
            "meant": r.polarity if r.polarity == "negated" else "",
            "id": r.id,
        }
        for r in found
    ]  # fmt: skip
    columns = ["forecaster", "predicted", "made on", "until", "probability", "if", "id"]
    emit(found, form, rows=rows, columns=columns)
