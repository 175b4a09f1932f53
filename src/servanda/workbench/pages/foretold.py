"""Predictions with what came of them, a person's decision on that, and open questions."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from servanda.dossier.chartdata import calibration
from servanda.dossier.outlook import LONG_QUESTION, asker, prediction, question
from servanda.dossier.pages import PredictionRow, QuestionRow
from servanda.dossier.plain import clipped
from servanda.dossier.scribe import Scribe
from servanda.ledger import readback
from servanda.ledger.judging import outcomes
from servanda.model import Question
from servanda.model.errors import LedgerConflict
from servanda.reasoning.foretold import Forecast, Outcome
from servanda.workbench.pages.review import LONGEST_WHO, LONGEST_WHY
from servanda.workbench.pages.whole import (
    all_forecasts,
    all_questions,
    all_scores,
    predictions_of,
    scribe_of,
)
from servanda.workbench.state import address
from servanda.workbench.visit import Go, Page, Visit, sliced

COLUMNS = ("who", "what", "said", "until", "probability", "condition", "standing", "evidence",
           "nearest", "record")  # fmt: skip
QUESTION_COLUMNS = ("who", "question", "rhetorical", "when", "record")
SIZE = 25


def predictions(visit: Visit) -> Page:
    """What documents say will happen, those whose time has come first, and how well they did.

    Only what came of those on the page is worked out, and of those that are scored.
    """
    forecasts = all_forecasts(visit)
    if visit.state.query:
        forecasts = [f for f in forecasts if _has(visit, f, visit.state.query.casefold())]
    if visit.state.id:
        forecasts = [f for f in forecasts if f.record.id == visit.state.id]
    part = sliced(len(forecasts), visit.state.page, SIZE)
    found, left = predictions_of(visit, part.of(forecasts))
    by_id = {r.cite.record: r for r in (*found, *(_unknown(visit, f) for f in left))}
    shown = [by_id[f.record.id] for f in part.of(forecasts)]
    scores = all_scores(visit) if not left else None
    return Page(
        "predictions.html", "Predictions",
        {
            "predictions": shown, "slice": part, "scores": scores or [],
            "left": len(left), "unscored": scores is None,
            "saw": decided(visit, [r.cite.record for r in shown]),
            "chart": calibration(scores or []),
        },
        columns=COLUMNS, rows=lambda: map(_row, predictions_of(visit, forecasts)[0]),
    )  # fmt: skip


def _has(visit: Visit, forecast: Forecast, words: str) -> bool:
    """Say whether who foretells, or what, has some words."""
    scribe, record = scribe_of(visit), forecast.record
    who = scribe.ref(record.forecaster) or scribe.who(record)
    return words in f"{who} {' '.join(record.proposition.text.split())}".casefold()


def _unknown(visit: Visit, forecast: Forecast) -> PredictionRow:
    """Return a prediction of which it is not worked out yet what came of it."""
    row = prediction(scribe_of(visit), forecast, Outcome("open", "foretold/open", ""))
    return replace(row, standing="being worked out")


def _row(r: PredictionRow) -> dict[str, Any]:
    return {
        "who": r.who, "what": r.what, "said": r.said, "until": r.until,
        "probability": r.probability, "condition": r.condition, "standing": r.standing,
        "evidence": [c.quote for c in r.evidence], "nearest": [c.quote for c in r.nearest],
        "record": r.cite.record,
    }  # fmt: skip


def decided(visit: Visit, records: Sequence[str]) -> dict[str, str]:
    """Return what somebody decided came of predictions, and who; nothing where nobody did."""
    found = outcomes(readback.judgements_on(visit.ledger.db, records))
    return {r: f"{f.state}, by {f.who}" if (f := found.get(r)) else "" for r in records}


def decide(visit: Visit) -> Go:
    """Keep what a person says came of a prediction; never over a decision they have not seen."""
    record, who = visit.field("record"), (visit.field("who") or visit.who)[:LONGEST_WHO]
    stands = decided(visit, [record])[record]
    if stands != visit.field("saw"):
        raise LedgerConflict(
            f"in the meantime somebody decided: {stands or 'taken back'}", place=record,
            remedy="look at it and decide again",
        )  # fmt: skip
    made = visit.ledger.judge(
        record,
        "outcome",
        other=visit.field("outcome"),
        who=who,
        why=visit.field("why")[:LONGEST_WHY],
    )
    return Go(address("/predictions", visit.state, fragment=f"p-{record}"), who,
              {"judgement": made})  # fmt: skip


def questions(visit: Visit) -> Page:
    """What documents ask; questions that expect no answer come last."""
    found, scribe = all_questions(visit), scribe_of(visit)
    words = visit.state.query.casefold()
    if words:
        found = [q for q in found if words in _asked(scribe, q).casefold()]
    part = sliced(len(found), visit.state.page)
    return Page(
        "questions.html", "Open questions",
        {"questions": [question(scribe, q) for q in part.of(found)], "slice": part},
        columns=QUESTION_COLUMNS, rows=lambda: (_question_row(question(scribe, q)) for q in found),
    )  # fmt: skip


def _asked(scribe: Scribe, record: Question) -> str:
    """Return who asks what, as it is shown."""
    return f"{asker(scribe, record)} {clipped(record.text.text, LONG_QUESTION)}"


def _question_row(q: QuestionRow) -> dict[str, Any]:
    return {
        "who": q.who, "question": q.text, "rhetorical": q.rhetorical, "when": q.cite.when,
        "record": q.cite.record,
    }  # fmt: skip
