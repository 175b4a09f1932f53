"""What is still open: contradictions side by side, predictions, and questions asked."""

import re
from datetime import date

from msgspec.structs import replace

from servanda.dossier.pages import Cite, ClashRow, PredictionRow, QuestionRow
from servanda.dossier.plain import clipped, day_words, span_words
from servanda.dossier.scribe import Scribe
from servanda.model import Finding, Question
from servanda.reasoning.clashes import clashes
from servanda.reasoning.foretold import Forecast, Outcome, register, resolve

DATED = re.compile(r" on \d{1,2} [A-Z][a-z]+ \d{4}$")
LINK = re.compile(r" \((https?://\S+)\)$")
ORDER = (
    "status", "existence", "content", "norms", "chronology", "quantity", "polarity", "attribution",
    "reversal", "breach", "change",
)  # fmt: skip
WHAT = {
    "status": "Said to be over, or to hold, against the record",
    "existence": "Said to be done, and never to have been",
    "content": "What a provision is said to say, against what it says",
    "norms": "Two duties of one bearer that cannot both be kept",
    "chronology": "One thing with two dates",
    "quantity": "One thing with two numbers",
    "polarity": "Opposite positions at one time",
    "attribution": "One quotation in two wordings or two mouths",
    "reversal": "Blames another for what it did itself",
    "breach": "A duty against what is reported",
    "change": "A change of position over time",
}  # fmt: skip


def contradictions(scribe: Scribe) -> list[ClashRow]:
    """Return the clashes by kind; places that clash with one thing in one way are one row."""
    rows: dict[tuple[str, str, str], ClashRow] = {}
    found = sorted(clashes(scribe.case), key=lambda f: _rank(f.type))
    for finding in found:
        row = _clash(scribe, finding)
        against = row.b.registry or f"{row.a.quote}/{row.b.record}"
        key = (row.type, DATED.sub("", row.explanation), against)
        old = rows.get(key)
        rows[key] = row if old is None else _joined(old, row, key[1])
    return list(rows.values())


def _rank(type_: str) -> int:
    return ORDER.index(type_) if type_ in ORDER else len(ORDER)


def _joined(old: ClashRow, new: ClashRow, explanation: str) -> ClashRow:
    """Return a row with one more place that clashes in the same way."""
    b = replace(old.b, note=DATED.sub("", old.b.note))
    return replace(old, explanation=explanation, b=b, more=(*old.more, new.a))


def _clash(scribe: Scribe, finding: Finding) -> ClashRow:
    v = finding.values
    sides: list[Cite] = [scribe.cite(s["record"], s["quote"]) for s in v["sides"]]
    if v["registry"]:
        link = LINK.search(v["registry_says"])
        says = v["registry_says"][: link.start()] if link else v["registry_says"]
        sides.append(scribe.registry(v["registry"], says, link.group(1) if link else ""))
    return ClashRow(
        id=finding.id,
        type=finding.type,
        what=WHAT.get(finding.type, finding.type),
        explanation=scribe.words(finding.explanation),
        a=sides[0],
        b=sides[1] if len(sides) > 1 else Cite(),
        dissolved_by=v["dissolved_by"],
        rule=finding.rule,
    )


def predictions(scribe: Scribe) -> list[PredictionRow]:
    """Return the predictions with what came of them, those whose day has come first."""
    rows = [_prediction(scribe, f, resolve(scribe.case, f)) for f in register(scribe.case)]
    return sorted(rows, key=lambda p: (p.standing.startswith("open"), not p.until, p.said, p.what))


def _prediction(scribe: Scribe, forecast: Forecast, outcome: Outcome) -> PredictionRow:
    record = forecast.record
    horizon, chance = record.horizon, record.probability
    first, last = (horizon.earliest, horizon.latest) if horizon else (None, None)
    return PredictionRow(
        who=scribe.ref(record.forecaster) or scribe.who(record),
        what=clipped(record.proposition.text, 300),
        said=scribe.said(record),
        until=span_words(first, last),
        probability=f"{chance[0]:.0%} to {chance[1]:.0%}" if chance else "",
        condition=clipped(record.condition.text, 200) if record.condition else "",
        standing=_standing(outcome, last),
        cite=scribe.cite(record.id),
        evidence=tuple(scribe.cite(r.id) for r in outcome.records[:2]),
    )


def _standing(outcome: Outcome, due: date | None) -> str:
    """Return what came of a prediction in words; what a rule proposes says so."""
    if outcome.state == "open":
        return (
            f"open until {day_words(due)}" if due else "open: no date by which it could be judged"
        )
    when = f" on {day_words(outcome.on)}" if outcome.on and outcome.state == "came true" else ""
    if outcome.by != "rule":
        return f"{outcome.state}{when}, decided by {outcome.by}"
    if outcome.state == "cannot tell":
        return f"its time has come, cannot tell: {outcome.why}"
    return f"{outcome.state}{when}, by rule: {outcome.why}"


def questions(scribe: Scribe) -> list[QuestionRow]:
    """Return the questions that sources ask, open ones before rhetorical ones."""
    found = [r for r in scribe.case.evidence.records if isinstance(r, Question)]
    rows = [
        QuestionRow(
            who=scribe.ref(r.asked_by) or scribe.who(r),
            text=clipped(r.text.text, 300),
            rhetorical=r.rhetorical,
            cite=scribe.cite(r.id),
        )
        for r in found
    ]
    return sorted(rows, key=lambda q: q.rhetorical)
