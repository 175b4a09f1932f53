"""servanda predictions: what was predicted, by whom, until when, and what came of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit
from servanda.model.date_words import edtf_words

if TYPE_CHECKING:
    from servanda.reasoning.case import Case
    from servanda.reasoning.foretold import Forecast, Outcome, Score

NEAREST = "nearest, decides nothing"
COLUMNS = ["forecaster", "predicted", "made on", "until", "probability", "if", "came of it", "why",
           NEAREST]  # fmt: skip
SHOWN = 140  # characters of a passage on a terminal
TERMINAL = ["forecaster", "predicted", "until", "came of it", "id"]  # what fits a terminal


@click.command("predictions")
@click.option("--auto", is_flag=True,
              help="Score outcomes that a rule proposes too.")  # fmt: skip
@click.option("--scores", "scores_", is_flag=True,
              help="Show how well forecasters did, from ten resolved predictions on.")  # fmt: skip
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    auto: bool, scores_: bool, ledger_path: Path, as_of: date | None, accepted: bool,
    form: str | None,
) -> None:  # fmt: skip
    """List predictions with what came of them, proposed by rule or decided by a person.

    Decide with: servanda review outcome ID "came true". Scores count accepted predictions alone,
    each on its due day.
    """
    from servanda.reasoning.foretold import outcomes, register
    from servanda.reasoning.foretold.scores import due, scored, scores

    case = case_in(ledger_path, as_of, accepted=accepted)
    forecasts = register(case)
    found = outcomes(case, forecasts)
    if not scores_:
        rows = [_row(case, f, found[f.record.id]) for f in forecasts]
        columns = [*COLUMNS, "id"]
        if form is None:
            rows, columns = [_brief(row) for row in rows], TERMINAL
        emit([_entry(f, found[f.record.id]) for f in forecasts], form, rows=rows,
             columns=columns, empty="no prediction is in the record")  # fmt: skip
        return
    counted = {i: o for i, o in found.items() if auto or o.by != "rule"}
    chosen = [f for f in forecasts if f.record.id in counted]
    told = scored(case, chosen, counted)
    made = scores(told)
    emit(made, form, rows=[_score_row(case, s) for s in made],
         columns=["of", "resolved", "came true", "Brier", "base rate", "skill", "log",
                  "calibration", "AUC"],
         empty="no prediction can be scored: none is accepted, resolved and due, "
         "with a probability")  # fmt: skip
    if left := len(due(case, forecasts)) - len(told):
        click.echo(f"due and not counted, for want of a decided yes or no: {left}", err=True)


def _row(case: "Case", f: "Forecast", outcome: "Outcome") -> dict[str, Any]:
    r = f.record
    return {
        "forecaster": case.name(f.forecaster),
        "predicted": r.proposition.text,
        "made on": f.made or "",
        "until": r.horizon.edtf if r.horizon else "",
        "probability": _chance(r.probability),
        "if": r.condition.text if r.condition else "",
        "came of it": outcome.state if outcome.by == "rule" else f"{outcome.state} ({outcome.by})",
        "why": outcome.why,
        NEAREST: "\n".join(n.anchor.quote for n in outcome.values),
        "id": r.id,
    }


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    """Return a prediction's row with what belongs together in one cell."""
    chance = f" [{row['probability']}]" if row["probability"] else ""
    why = f" - {row['why']}" if row["why"] else ""
    first = row[NEAREST].partition("\n")[0]
    near = f" - {NEAREST}: {clipped(first)}" if first else ""
    return {
        "forecaster": f"{row['forecaster']}, {row['made on']}".rstrip(", "),
        "predicted": row["predicted"] + chance, "until": edtf_words(row["until"]),
        "came of it": row["came of it"] + why + near, "id": row["id"],
    }  # fmt: skip


def clipped(text: str) -> str:
    """Return the beginning of a text, no longer than fits a cell."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} ..."


def _chance(told: tuple[float, float] | None) -> str:
    """Return a probability as people read it: a range, or one figure where both ends are one."""
    if told is None:
        return ""
    low, high = (f"{p:.0%}" for p in told)
    return low if low == high else f"{low} to {high}"


def _entry(f: "Forecast", outcome: "Outcome") -> dict[str, Any]:
    """Return a prediction with its outcome as one JSON object."""
    return {
        "prediction": f.record, "forecaster": f.forecaster, "deed": f.deed.id if f.deed else None,
        "made": f.made, "due": f.due, "negated": f.negated, "outcome": outcome.state,
        "by": outcome.by, "rule": outcome.rule, "why": outcome.why, "on": outcome.on,
        "evidence": [r.id for r in outcome.records], "registry": outcome.registry,
        "nearest": [
            {"record": n.record.id, "document": n.record.document, "anchor": n.anchor,
             "share": n.share} for n in outcome.values
        ],
    }  # fmt: skip


def _score_row(case: "Case", s: "Score") -> dict[str, Any]:
    sort, _, name = s.group.partition(" ")
    known = f"{sort}: {case.name(name)}" if ":" in name else s.group
    if not s.enough:
        return {"of": known, "resolved": s.number, "came true": s.came, "Brier": "too few"}
    auc, interval = s.auc, s.auc_interval
    return {
        "of": known, "resolved": s.number, "came true": s.came,
        "Brier": f"{s.brier:.3f} ± {s.brier_error:.3f}", "base rate": f"{s.base:.3f}",
        "skill": f"{s.skill:+.2f}" if s.skill is not None else "", "log": f"{s.log:.3f}",
        "calibration": f"{s.miss:.3f}",
        "AUC": f"{auc:.2f} ({interval[0]:.2f} to {interval[1]:.2f})" if auc and interval else "",
    }  # fmt: skip
