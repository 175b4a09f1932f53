"""Instruments whose parties come and go without touching one another: spans without worlds.

Most rows of large tables are of this sort. While at least two parties are bound, or once nobody
enters any more, nothing of the status rules comes between a party's own entry and exit, so that
its spans follow from its own dates alone. Whatever is not of this sort is left to the engine. The
tests hold both against each other.
"""

from collections.abc import Mapping

from msgspec import Struct

from servanda.reasoning.status import Desk, Instrument
from servanda.reasoning.status.view import Merged

KINDS = frozenset({"entry_into_force", "withdrawal", "accession"})

Stints = Mapping[str, list[Merged]]


class Span(Struct, frozen=True):
    """Days (ordinals, both inclusive) on which something binds: surely, or only possibly."""

    first: int
    last: int
    sure: bool


def straight_spans(desk: Desk, instrument: str, last: int) -> dict[str, list[Span]] | None:
    """Return when each party is bound, up to a day; None where the engine must work it out.

    In an instrument of two, one party's exit is left to the intersection with the other's spans.
    """
    row = desk.log.instruments[instrument]
    if row.parent is not None or row.terms.duration is not None or row.terms.delay:
        return None
    stints: dict[str, list[Merged]] = {party: [] for party in row.parties}
    for act in desk.views(instrument, "record")[-1].acts:
        if act.kind not in KINDS or act.actor not in stints:
            return None
        stints[act.actor].append(act)
    for acts in stints.values():
        acts.sort(key=lambda act: (act.lo, act.hi))
        if not _in_turn(acts):
            return None
    if not (_all_before_any(stints) or _two_stay(row, stints)):
        return None
    return {party: _spans(acts, last) for party, acts in stints.items()}


def _in_turn(acts: list[Merged]) -> bool:
    """Tell whether acts surely alternate: entry, withdrawal, accession, withdrawal ..."""
    for n, act in enumerate(acts):
        if act.kind != ("withdrawal" if n % 2 else "accession" if n else "entry_into_force"):
            return False
        # On one day entry comes before withdrawal: an accession needs a later day than the exit.
        if n and acts[n - 1].hi > act.lo - (n % 2 == 0):
            return False
    return True


def _all_before_any(stints: Stints) -> bool:
    """Tell whether everybody entered, once, before anybody left."""
    entered = max((acts[0].hi for acts in stints.values() if acts), default=0)
    return all(
        len(acts) <= 2 and (len(acts) < 2 or entered <= acts[1].lo) for acts in stints.values()
    )


def _two_stay(row: Instrument, stints: Stints) -> bool:
    """Tell whether two entered before anybody left and never left: it cannot end for too few.

    From then on it is in force, if no more than two are needed for that, so that who accedes
    again is bound on the same day.
    """
    if row.bilateral or row.terms.entry_needs > 2:
        return False
    first_exit = min((acts[1].lo for acts in stints.values() if len(acts) > 1), default=0)
    staying = [acts for acts in stints.values() if len(acts) == 1 and acts[0].hi <= first_exit]
    return len(staying) >= 2


def _spans(acts: list[Merged], last: int) -> list[Span]:
    """Return the spans between entries and exits: possible, sure, possible again, each time."""
    spans: list[Span] = []
    for n in range(0, len(acts), 2):
        entry = acts[n]
        leaving = acts[n + 1] if n + 1 < len(acts) else None
        lo, hi = (leaving.lo, leaving.hi) if leaving else (last + 1, last + 1)
        pieces = [
            (entry.lo, min(entry.hi - 1, last), False),
            (entry.hi, min(lo - 1, last), True),
            (lo, min(hi - 1, last), False),
        ]
        spans += [Span(*piece) for piece in pieces if piece[0] <= piece[1]]
    return spans
