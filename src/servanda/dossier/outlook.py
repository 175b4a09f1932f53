"""What is still open: contradictions side by side, predictions, and questions asked."""

import re
from datetime import date

from msgspec.structs import replace

from servanda.dossier.pages import (
    Bin,
    Cite,
    ClashRow,
    PredictionRow,
    QuestionRow,
    ScoreRow,
)
from servanda.dossier.plain import clash_kinds, clipped
from servanda.dossier.scribe import Scribe
from servanda.model import Finding, Prediction, Question, When
from servanda.model.date_words import OPEN, day_words, edtf_words, when_words
from servanda.reasoning.clashes import clashes
from servanda.reasoning.foretold import (
    Forecast,
    Outcome,
    Score,
    outcomes,
    register,
    scores,
)
from servanda.reasoning.foretold.scores import scored

DATED = re.compile(r" on \d{1,2} [A-Z][a-z]+ \d{4}$")
LONG_QUESTION = 300  # characters of a question that are shown
LINK = re.compile(r" \((https?://\S+)\)$")
JUDGED = {"accept": "a person accepts it", "reject": "a person rejects it",
          "unsure": "a person is unsure of it"}  # fmt: skip


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
    order = list(clash_kinds())
    return order.index(type_) if type_ in order else len(order)


def _joined(old: ClashRow, new: ClashRow, explanation: str) -> ClashRow:
    """Return a row with one more place that clashes in the same way."""
    b = replace(old.b, note=DATED.sub("", old.b.note))
    return replace(old, explanation=explanation, b=b, more=(*old.more, new.a),
                   copies=old.copies + new.copies)  # fmt: skip


def _side(scribe: Scribe, side: dict[str, str]) -> Cite:
    """Return the citation of a side: its record, or its place with the record nearest to it."""
    if not side.get("near"):
        return scribe.cite(side["record"], side["quote"])
    near = scribe.cite(side["near"])
    before, found, after = side["sentence"].partition(side["quote"])
    return replace(
        near, who=side["who"], quote=side["quote"], before=before if found else "",
        after=after if found else "", source=side["title"] or near.source,
    )  # fmt: skip


def _clash(scribe: Scribe, finding: Finding) -> ClashRow:
    v = finding.values
    sides: list[Cite] = [_side(scribe, s) for s in v["sides"]]
    if v["registry"]:
        link = LINK.search(v["registry_says"])
        says = v["registry_says"][: link.start()] if link else v["registry_says"]
        sides.append(scribe.registry(v["registry"], says, link.group(1) if link else ""))
    return ClashRow(
        id=finding.id,
        type=finding.type,
        what=clash_kinds().get(finding.type, (finding.type, ""))[0],
        explanation=scribe.words(finding.explanation),
        a=sides[0],
        b=sides[1] if len(sides) > 1 else Cite(),
        dissolved_by=v["dissolved_by"],
        rule=finding.rule,
        copies=v.get("copies", 0),
        internal=v.get("internal", False),
        judged=JUDGED.get(scribe.case.evidence.verdicts.get(finding.id, ""), ""),
    )


def predictions(
    scribe: Scribe, *, near_open: bool = True
) -> tuple[list[PredictionRow], list[ScoreRow]]:
    """Return the predictions with what came of them, those whose day has come first, and scores.

    With `near_open` those that are open have the later passages nearest to them too.

    Only what a person accepted, whose day has come and whose outcome is known, is scored.
    """
    forecasts = register(scribe.case)
    found = outcomes(scribe.case, forecasts)
    rows = [prediction(scribe, f, found[f.record.id], near_open=near_open) for f in forecasts]
    rows.sort(key=lambda p: (p.standing.startswith("open"), not p.until, p.said, p.what))
    return rows, score_rows(scribe, forecasts, found)


def score_rows(
    scribe: Scribe, forecasts: list[Forecast], found: dict[str, Outcome]
) -> list[ScoreRow]:
    """Return the scores of forecasts by what came of them; `found` must have those `due`."""
    made = scores(scored(scribe.case, forecasts, found))
    return [_score(scribe, s) for s in made]


def _score(scribe: Scribe, s: Score) -> ScoreRow:
    sort, _, name = s.group.partition(" ")
    group = f"{sort}: {scribe.name(name)}" if name else "all"
    if not s.enough:
        return ScoreRow(group, s.number, s.came)
    auc, reach = s.auc, s.auc_interval
    return ScoreRow(
        group=group, number=s.number, came=s.came, brier=f"{s.brier:.3f} ± {s.brier_error:.3f}",
        base=f"{s.base:.3f}", skill=f"{s.skill:+.2f}" if s.skill is not None else "",
        log=f"{s.log:.3f}",
        auc=f"{auc:.2f} ({reach[0]:.2f} to {reach[1]:.2f})" if auc is not None and reach else "",
        bins=tuple(Bin(b.mean, b.came, b.number, *b.interval) for b in s.bins if b.number),
    )  # fmt: skip


def prediction(
    scribe: Scribe, forecast: Forecast, outcome: Outcome, *, near_open: bool = True
) -> PredictionRow:
    """Return a prediction with what came of it, in words."""
    record = forecast.record
    horizon, chance = record.horizon, record.probability
    last = horizon.latest if horizon else None
    return PredictionRow(
        who=scribe.speaker(record.forecaster) or scribe.who(record),
        what=clipped(record.proposition.text, 300),
        said=scribe.said(record),
        until=until(record, horizon),
        probability=f"{chance[0]:.0%} to {chance[1]:.0%}" if chance else "",
        condition=clipped(record.condition.text, 200) if record.condition else "",
        standing=_standing(outcome, last),
        cite=scribe.cite(record.id),
        evidence=tuple(scribe.cite(r.id) for r in outcome.records[:2]),
        nearest=tuple(
            replace(scribe.cite(n.record.id), quote=n.anchor.quote, before="", after="")
            for n in outcome.values
            if near_open or outcome.state != "open"
        ),
    )


def until(record: Prediction, horizon: When | None) -> str:
    """Return until when: a stretch that begins when it was said is told by its end."""
    if horizon is None or horizon.earliest is None or horizon.latest is None:
        return when_words(horizon)
    told = horizon.edtf.partition("/")
    return f"by {edtf_words(told[2])}" if told[1] and told[2] not in OPEN else when_words(horizon)


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
    """Return the questions that sources ask, open ones before rhetorical ones, in words."""
    return [question(scribe, r) for r in asked(scribe)]


def asked(scribe: Scribe) -> list[Question]:
    """Return the questions that sources ask, open ones before rhetorical ones."""
    return sorted(scribe.case.shelves.of(Question), key=lambda r: r.rhetorical)


def question(scribe: Scribe, record: Question) -> QuestionRow:
    """Return a question in words."""
    return QuestionRow(
        who=asker(scribe, record), text=clipped(record.text.text, LONG_QUESTION),
        rhetorical=record.rhetorical, cite=scribe.cite(record.id),
    )  # fmt: skip


def asker(scribe: Scribe, record: Question) -> str:
    """Return who asks a question."""
    return scribe.speaker(record.asked_by) or scribe.who(record)
