"""The page of one agreement, and what changed between two days."""

from typing import Any

from msgspec.structs import replace

from servanda.dossier.board import agreement, namings
from servanda.dossier.chartdata import day_number, ribbon
from servanda.dossier.instrument import dyads, told
from servanda.dossier.matrix import matrix
from servanda.dossier.pages import Agreement, Change
from servanda.reasoning.duties import finding
from servanda.reasoning.owed import duties_under
from servanda.workbench.pages.whole import all_changes, perspectives, scribe_of
from servanda.workbench.visit import Missing, Page, Visit, sliced

SPELL_COLUMNS = ("agreement", "seen by", "for", "from", "to", "status", "sure")
CHANGE_COLUMNS = ("earliest", "latest", "agreement", "id", "for", "before", "after", "seen by")
SHOWN = 25  # duties on the page of an agreement; all of them are in the list of duties
WEIGHED = 40  # duties up to which the page says how all of them were kept


def instrument(visit: Visit) -> Page:
    """One agreement: its status over time and today with why, provisions, and who owes whom."""
    scribe, name = scribe_of(visit), visit.item
    case = scribe.case
    if case.registry.get(name) is None and not case.called(name):
        raise Missing("no such agreement", place=name)
    views = perspectives(visit, case)
    owed = () if "#" in name else duties_under(case, name)
    seen_by = (views or ["record"])[0]
    few = len(owed) <= WEIGHED
    shown = owed if few else sorted(owed, key=lambda d: not d.records)[:SHOWN]
    own = matrix(scribe, seen_by, (finding(case, d, seen_by) for d in shown))
    found: Agreement = told(scribe, agreement(scribe, name, views, namings(scribe, [name])), own)
    if not few:  # what became of each is in the list of duties
        found = replace(found, owed=tuple(dyads(scribe, owed)))
    return Page(
        "instrument.html", found.title,
        {
            "agreement": found, "duties": own[:SHOWN],
            "duty_count": len(own) if few else len(owed),
            "as_of": scribe.case.day,
            "chart": ribbon(found, day_number(scribe.case.day.isoformat()))
            if found.history else None,
        },
        columns=SPELL_COLUMNS, rows=lambda: _spells(found),
    )  # fmt: skip


def _spells(found: Agreement) -> list[dict[str, Any]]:
    return [
        {
            "agreement": found.title, "seen by": h.words, "for": h.parties, "from": s.first,
            "to": s.last, "status": s.status, "sure": s.sure,
        }
        for h in found.history for s in h.spells
    ]  # fmt: skip


def changes(visit: Visit) -> Page:
    """The changes of status that can have happened between two days, newest first."""
    state = visit.state
    first, last = (d.isoformat() if d else "" for d in (state.since, state.until))
    words = state.query.casefold()
    rows, left = all_changes(visit)
    found = [
        c for c in reversed(rows)
        if c.latest >= first and (not last or c.earliest <= last)
        and (not words or words in f"{c.title} {' '.join(c.parties)}".casefold())
    ]  # fmt: skip
    part = sliced(len(found), state.page)
    return Page(
        "changes.html", "What changed", {"changes": part.of(found), "slice": part, "left": left},
        columns=CHANGE_COLUMNS, rows=lambda: map(_change_row, found),
    )  # fmt: skip


def _change_row(c: Change) -> dict[str, Any]:
    return {
        "earliest": c.earliest, "latest": c.latest, "agreement": c.title, "id": c.agreement,
        "for": c.parties, "before": c.before, "after": c.after, "seen by": c.words,
    }  # fmt: skip
