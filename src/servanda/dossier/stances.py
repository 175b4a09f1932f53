"""Positions over time: each holder's stances, one row an issue, the oldest first."""

from datetime import date

from servanda.dossier.pages import Held, Stance
from servanda.dossier.plain import clipped
from servanda.dossier.scribe import Scribe
from servanda.model import Position
from servanda.model.date_words import span_words
from servanda.reasoning.clashes.positions import when
from servanda.reasoning.issues import holder, issue_words, same_issue

SIDES = {
    "recognises": "for", "supports": "for", "accepts": "for", "refuses": "against",
    "opposes": "against", "rejects": "against", "condemns": "against", "denies": "against",
    "blames": "against", "demands": "asks",
}  # fmt: skip
TURNED = {"for": "against", "against": "for", "asks": "else", "else": "else"}
NEGATED = {"recognises": "does not recognise", "refuses": "does not refuse",
           "denies": "does not deny"}  # fmt: skip


class _Row:
    """Stances of one holder on what seems one issue."""

    def __init__(self, holder: str, words: frozenset[str]) -> None:
        self.holder = holder
        self.words = words
        self.held: list[Position] = []


def positions(scribe: Scribe) -> list[Held]:
    """Return positions by holder and issue; holders with the most stances first."""
    rows: list[_Row] = []
    for record in scribe.case.evidence.records:
        if isinstance(record, Position):
            _place(scribe, record, rows)
    count: dict[str, int] = {}
    for row in rows:
        count[row.holder] = count.get(row.holder, 0) + len(row.held)
    rows.sort(key=lambda r: (-count[r.holder], r.holder, len(r.held) == 1, _first(scribe, r)))
    return [_held(scribe, row) for row in rows]


def _place(scribe: Scribe, record: Position, rows: list[_Row]) -> None:
    """Put a stance into the row of its holder and issue, or open one."""
    party = holder(scribe.case, record)
    who = scribe.name(party) if party else scribe.ref(record.holder)
    words = issue_words(scribe.case, record)
    row = next((r for r in rows if r.holder == who and same_issue(r.words, words)), None)
    if row is None:
        row = _Row(who, words)
        rows.append(row)
    row.held.append(record)


def _first(scribe: Scribe, row: _Row) -> date:
    """Return the first day on which a row's stances are known to be held."""
    return min(when(scribe.case, r)[0] or date.max for r in row.held)


def _held(scribe: Scribe, row: _Row) -> Held:
    held = sorted(row.held, key=lambda r: (when(scribe.case, r)[0] or date.max, r.id))
    issues = [r.issue.text for r in held if r.issue]
    return Held(
        holder=row.holder,
        issue=clipped(min(issues, key=len), 120) if issues else "(issue not named)",
        stances=tuple(
            Stance(
                when=span_words(*when(scribe.case, r)) or "date not known",
                stance=stance_words(r),
                issue=clipped(r.issue.text, 120) if r.issue else "",
                cite=scribe.cite(r.id),
                side=side(r),
                earliest=_iso(when(scribe.case, r)[0]),
                latest=_iso(when(scribe.case, r)[1]),
            )
            for r in held
        ),
    )


def side(record: Position) -> str:
    """Return on which side a stance is: for, against, asks or else (what is not held outright)."""
    if record.modality != "actual":
        return "asks" if record.modality in ("demanded", "intended") else "else"
    found = SIDES.get(record.stance, "else")
    return TURNED[found] if record.polarity == "negated" else found


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def stance_words(record: Position) -> str:
    """Return a stance in words, with negation and modality kept."""
    said: str = record.stance
    if record.polarity == "negated":
        said = NEGATED.get(said, f"does not {said.removesuffix('s')}")
    return said if record.modality == "actual" else f"{said} ({record.modality})"
