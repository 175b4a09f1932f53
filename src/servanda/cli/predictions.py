"""servanda predictions: what was predicted, by whom, until when, and what came of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.cases import case_in
from servanda.cli.common import accepted_option, as_of_option, format_options, ledger_option
from servanda.cli.output import emit, heading, say
from servanda.cli.paging import page_of, page_options, tell_page

if TYPE_CHECKING:
    from servanda.dossier.scribe import Scribe
    from servanda.reasoning.case import Case
    from servanda.reasoning.foretold import Forecast, Outcome, Score

NEAREST = "nearest, decides nothing"
COLUMNS = ["forecaster", "predicted", "made on", "until", "probability", "if", "came of it", "why",
           NEAREST]  # fmt: skip
EVIDENCE = 2  # records that are quoted for what came of a prediction


@click.command("predictions")
@click.option("--auto", is_flag=True,
              help="Score outcomes that a rule proposes too.")  # fmt: skip
@click.option("--scores", "scores_", is_flag=True,
              help="Show how well forecasters did, from ten resolved predictions on.")  # fmt: skip
@page_options
@format_options
@accepted_option
@as_of_option
@ledger_option
def command(
    auto: bool, scores_: bool, limit: int | None, page: int, ledger_path: Path,
    as_of: date | None, accepted: bool, form: str | None,
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
        shown = page_of(forecasts, limit, page, whole=form is not None)
        if form is None and shown:
            _tell(case, shown, found)
            tell_page(len(forecasts), limit, page)
            return
        emit([_entry(f, found[f.record.id]) for f in shown], form,
             rows=[_row(case, f, found[f.record.id]) for f in shown], columns=[*COLUMNS, "id"],
             empty="no prediction is in the record")  # fmt: skip
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


def _tell(case: "Case", forecasts: Sequence["Forecast"], found: "dict[str, Outcome]") -> None:
    """Print predictions for people: who, what, until when, what came of it, in whose words."""
    from servanda.cli.told import closed, ident, quote, quoted
    from servanda.dossier.outlook import until
    from servanda.dossier.scribe import Scribe

    scribe = Scribe(case)
    for f in forecasts:
        record = f.record
        made = f", {scribe.said(record)}" if f.made else ""
        heading(f"{closed(scribe.name(f.forecaster))}{made}")
        said = record.proposition.text
        if said.strip(" .") not in quote(scribe, record)[1 : len(said) + 3]:
            say(f"- {said}", "  ", "  ")
            say(quoted(scribe, record), "    ", "  ")
        else:  # the sentence is the prediction: once is enough
            say(f"- {quoted(scribe, record)}", "  ", "  ")
        if record.condition and record.condition.text not in said:
            say(f"condition: {record.condition.text}", "    ", "  ")
        if when := until(record, record.horizon):
            say(f"due: {when}", "    ")
        if record.probability:
            say(f"probability: {_chance(record.probability)}", "    ")
        _tell_outcome(scribe, found[record.id])
        say(ident(scribe, record.id), "    ")
    click.echo()
    click.echo('decide what came of one: servanda review outcome ID "came true"', err=True)


def _tell_outcome(scribe: "Scribe", outcome: "Outcome") -> None:
    """Print what came of a prediction, with the quotes that it rests on or that come nearest."""
    from servanda.cli.told import quoted, title

    by = " by rule" if outcome.by == "rule" else f" by {outcome.by}"
    decided = "" if outcome.state == "open" else by
    say(f"{outcome.state}{decided}" + (f": {outcome.why}" if outcome.why else ""), "  ", "  ")
    for record in outcome.records[:EVIDENCE]:
        say(quoted(scribe, record), "    ", "  ")
    for near in outcome.values[:1]:
        document = scribe.document(near.record)
        of = f" - {title(document)}, {scribe.said(near.record)}" if document else ""
        say(f"{NEAREST}: “{near.anchor.quote}”{of}", "    ", "  ")


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
