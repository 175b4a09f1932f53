"""Predictions with what came of them, a person's decision on that, and open questions."""

from typing import Any

from servanda.dossier.chartdata import calibration
from servanda.dossier.pages import PredictionRow, QuestionRow
from servanda.ledger import readback
from servanda.ledger.judging import outcomes
from servanda.model.errors import LedgerConflict
from servanda.workbench.pages.review import LONGEST_WHO, LONGEST_WHY
from servanda.workbench.pages.whole import all_predictions, all_questions
from servanda.workbench.state import address
from servanda.workbench.visit import Go, Page, Visit, sliced

COLUMNS = ("who", "what", "said", "until", "probability", "condition", "standing", "evidence",
           "nearest", "record")  # fmt: skip
QUESTION_COLUMNS = ("who", "question", "rhetorical", "when", "record")
SIZE = 25


def predictions(visit: Visit) -> Page:
    """What documents say will happen, those whose time has come first, and how well they did."""
    rows, scores = all_predictions(visit)
    words = visit.state.query.casefold()
    if words:
        rows = [r for r in rows if words in f"{r.who} {r.what} {r.standing}".casefold()]
    if visit.state.id:
        rows = [r for r in rows if r.cite.record == visit.state.id]
    part = sliced(len(rows), visit.state.page, SIZE)
    shown = part.of(rows)
    return Page(
        "predictions.html", "Predictions",
        {
            "predictions": shown, "slice": part, "scores": scores,
            "saw": {r.cite.record: decided(visit, r.cite.record) for r in shown},
            "chart": calibration(scores),
        },
        columns=COLUMNS, rows=lambda: map(_row, rows),
    )  # fmt: skip


def _row(r: PredictionRow) -> dict[str, Any]:
    return {
        "who": r.who, "what": r.what, "said": r.said, "until": r.until,
        "probability": r.probability, "condition": r.condition, "standing": r.standing,
        "evidence": [c.quote for c in r.evidence], "nearest": [c.quote for c in r.nearest],
        "record": r.cite.record,
    }  # fmt: skip


def decided(visit: Visit, record: str) -> str:
    """Return what somebody decided came of a prediction, and who; nothing where nobody did."""
    found = outcomes(readback.judgements_on(visit.ledger.db, [record])).get(record)
    return f"{found.state}, by {found.who}" if found else ""


def decide(visit: Visit) -> Go:
    """Keep what a person says came of a prediction; never over a decision they have not seen."""
    record, who = visit.field("record"), (visit.field("who") or visit.who)[:LONGEST_WHO]
    stands = decided(visit, record)
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
    rows = all_questions(visit)
    words = visit.state.query.casefold()
    if words:
        rows = [q for q in rows if words in f"{q.who} {q.text}".casefold()]
    part = sliced(len(rows), visit.state.page)
    return Page(
        "questions.html", "Open questions", {"questions": part.of(rows), "slice": part},
        columns=QUESTION_COLUMNS, rows=lambda: map(_question_row, rows),
    )  # fmt: skip


def _question_row(q: QuestionRow) -> dict[str, Any]:
    return {
        "who": q.who, "question": q.text, "rhetorical": q.rhetorical, "when": q.cite.when,
        "record": q.cite.record,
    }  # fmt: skip
