"""The page of one agreement, and what changed between two days."""

from collections import Counter
from typing import Any

from servanda.dossier.board import agreement
from servanda.dossier.chartdata import day_number, ribbon
from servanda.dossier.instrument import told
from servanda.dossier.pages import Agreement, Change
from servanda.workbench.pages.whole import (
    all_changes,
    duty_rows,
    kept,
    named,
    perspectives,
    scribe_of,
)
from servanda.workbench.visit import Missing, Page, Visit, sliced

SPELL_COLUMNS = ("agreement", "seen by", "for", "from", "to", "status", "sure")
CHANGE_COLUMNS = ("earliest", "latest", "agreement", "id", "for", "before", "after", "seen by")
SHOWN = 40  # duties on the page of an agreement; all of them are in the list of duties


def instrument(visit: Visit) -> Page:
    """One agreement: its status over time and today with why, provisions, and who owes whom."""
    scribe, name = scribe_of(visit), visit.item
    if scribe.case.registry.get(name) is None and name not in named(visit):
        raise Missing("no such agreement", place=name)
    views = perspectives(visit, scribe.case)
    duties = duty_rows(visit)
    found: Agreement = kept(
        visit, ("agreement", name, tuple(views or ())),
        lambda s: told(s, agreement(s, name, views, Counter(named(visit))), duties),
    )  # fmt: skip
    own = [d for d in duties if d.agreement == found.title]
    return Page(
        "instrument.html", found.title,
        {
            "agreement": found, "duties": own[:SHOWN], "duty_count": len(own),
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
    found = [
        c for c in reversed(all_changes(visit))
        if c.latest >= first and (not last or c.earliest <= last)
        and (not words or words in f"{c.title} {' '.join(c.parties)}".casefold())
    ]  # fmt: skip
    part = sliced(len(found), state.page)
    return Page(
        "changes.html", "What changed", {"changes": part.of(found), "slice": part},
        columns=CHANGE_COLUMNS, rows=lambda: map(_change_row, found),
    )  # fmt: skip


def _change_row(c: Change) -> dict[str, Any]:
    return {
        "earliest": c.earliest, "latest": c.latest, "agreement": c.title, "id": c.agreement,
        "for": c.parties, "before": c.before, "after": c.after, "seen by": c.words,
    }  # fmt: skip
