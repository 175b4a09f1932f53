"""The page of one agreement, and what changed between two days."""

from typing import Any

from msgspec.structs import replace

from servanda.dossier.board import agreement, namings
from servanda.dossier.chartdata import day_number, ribbon
from servanda.dossier.history import histories
from servanda.dossier.instrument import dyads, owes, told
from servanda.dossier.matrix import matrix
from servanda.dossier.pages import Agreement, Change
from servanda.dossier.scribe import Scribe
from servanda.reasoning.board import perspectives_on
from servanda.reasoning.duties import finding
from servanda.reasoning.owed import duties_under
from servanda.workbench.pages.whole import all_changes, perspectives, scribe_of, worked_out
from servanda.workbench.visit import Missing, Page, Visit, sliced

SPELL_COLUMNS = ("agreement", "seen by", "for", "from", "to", "status", "sure")
CHANGE_COLUMNS = ("earliest", "latest", "agreement", "id", "for", "before", "after", "seen by")
RECORD = "record"
EYES = 6  # voices on one page, beside the formal record; up to twice as many are not parted
SHOWN = 25  # duties on the page of an agreement; all of them are in the list of duties
WEIGHED = 40  # duties up to which the page says how all of them were kept


def instrument(visit: Visit) -> Page:
    """One agreement: its status over time and today with why, provisions, and who owes whom."""
    scribe, name = scribe_of(visit), visit.item
    case = scribe.case
    if case.registry.get(name) is None and not case.called(name):
        raise Missing("no such agreement", place=name)
    views = perspectives(visit, case)
    eyes = perspectives_on(case, name) if views is None else views
    voices = [e for e in eyes if views is not None or e != RECORD]
    size = len(voices) if 0 < len(voices) <= 2 * EYES else EYES
    part = sliced(len(voices), visit.state.page, size)
    found, left = _told(visit, scribe, name, views is None, list(part.of(voices)))
    owed = () if "#" in name else duties_under(case, name)
    few = len(owed) <= WEIGHED
    shown = owed if few else sorted(owed, key=lambda d: not d.records)[:SHOWN]
    own = matrix(scribe, eyes[0], (finding(case, d, eyes[0]) for d in shown))
    pairs = owes(own, found.title) if few else dyads(scribe, owed)  # else: in the list of duties
    found = replace(found, owed=() if found.part_of else tuple(pairs))
    return Page(
        "instrument.html", found.title,
        {
            "agreement": found, "duties": own[:SHOWN], "slice": part, "left": left,
            "duty_count": len(own) if few else len(owed),
            "as_of": scribe.case.day,
            "chart": ribbon(found, day_number(scribe.case.day.isoformat()))
            if found.history else None,
        },
        columns=SPELL_COLUMNS,
        rows=lambda: _spells(_told(visit, scribe, name, views is None, voices)[0]),
    )  # fmt: skip


def _told(
    visit: Visit, scribe: Scribe, name: str, record: bool, voices: list[str]
) -> tuple[Agreement, list[str]]:
    """Return an agreement as some voices see it, and those for whom it is being worked out.

    With `record`, as the formal record has it too.
    """
    eyes = [RECORD, *voices] if record else voices
    known, left = worked_out(
        visit, ("instrument", name), eyes,
        lambda eye: _worked(scribe, name, eye, first=eye == eyes[0], record=record),
    )  # fmt: skip
    found = agreement(scribe, name, known, namings(scribe, [name]))
    return told(scribe, found, ()), left


def _worked(scribe: Scribe, name: str, eye: str, *, first: bool, record: bool) -> str:
    """Return a perspective when what the page shows of it is known, and kept with the agreement.

    Through time it is followed where it comes first, or is not as the record has it.
    """
    case = scribe.case
    seen = [case.answer(name, party, eye)[1] for party in case.parties(name)]
    if first or (record and seen != [case.answer(name, p, RECORD)[1] for p in case.parties(name)]):
        histories(scribe, name, (eye,))
    return eye


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
