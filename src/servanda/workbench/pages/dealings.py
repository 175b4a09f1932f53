"""Who holds what over time, and who deals with whom."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from servanda.dossier import chartdata
from servanda.dossier.pages import Held, Stance, Tie
from servanda.dossier.places import Places
from servanda.workbench.pages.whole import all_positions, all_ties, scribe_of
from servanda.workbench.visit import Page, Visit, sliced

POSITION_COLUMNS = ("holder", "issue", "when", "earliest", "latest", "stance", "side", "quote",
                    "by", "record")  # fmt: skip
TIE_COLUMNS = ("from", "to", "number", "hostile", "what", "records")


def positions(visit: Visit) -> Page:
    """Stances by holder and issue, the oldest first within an issue."""
    held = all_positions(visit)
    words = visit.state.query.casefold()
    if words:
        held = [h for h in held if words in f"{h.holder} {h.issue}".casefold()]
    total = sum(len(h.stances) for h in held)
    part = sliced(total, visit.state.page)
    shown = _page_of(held, part.first, part.last)
    places = Places(s.cite.record for h in shown for s in h.stances)
    today = chartdata.day_number(visit.desk.day(visit.state).isoformat())
    return Page(
        "positions.html", "Positions",
        {
            "held": shown, "slice": part, "issues": len(held),
            "places": {s.cite.record: places.record(s.cite.record)
                       for h in shown for s in h.stances},
            "chart": chartdata.positions(shown, places, today),
        },
        columns=POSITION_COLUMNS, rows=lambda: (_stance_row(h, s) for h in held for s in h.stances),
    )  # fmt: skip


def _page_of(held: Iterable[Held], first: int, last: int) -> list[Held]:
    """Return the rows that hold the stances of one page, counted from 1, cut to these."""
    each = ((h, s) for h in held for s in h.stances)
    inside = [pair for n, pair in enumerate(each, start=1) if first <= n <= last]
    return [
        replace(rows[0][0], stances=tuple(s for _, s in rows))
        for rows in (list(g) for _, g in groupby(inside, key=lambda p: id(p[0])))
    ]


def _stance_row(h: Held, s: Stance) -> dict[str, Any]:
    return {
        "holder": h.holder, "issue": s.issue or h.issue, "when": s.when, "earliest": s.earliest,
        "latest": s.latest, "stance": s.stance, "side": s.side, "quote": s.cite.quote,
        "by": s.cite.who, "record": s.cite.record,
    }  # fmt: skip


def network(visit: Visit) -> Page:
    """What ties two actors, the busiest pairs first: a table, and a drawing of its page."""
    actors, ties = all_ties(visit)
    words = visit.state.query.casefold()
    if words:
        ties = [t for t in ties if words in f"{t.source}\n{t.target}".casefold()]
    part = sliced(len(ties), visit.state.page)
    shown = part.of(ties)
    here = {n for t in shown for n in (t.source, t.target)}
    return Page(
        "network.html", "Who deals with whom",
        {
            "ties": shown, "slice": part,
            "chart": chartdata.network([a for a in actors if a.name in here], shown),
            "as_of": scribe_of(visit).case.day,
        },
        columns=TIE_COLUMNS, rows=lambda: map(_tie_row, ties),
    )  # fmt: skip


def _tie_row(t: Tie) -> dict[str, Any]:
    return {
        "from": t.source, "to": t.target, "number": t.number, "hostile": t.hostile,
        "what": t.words, "records": [c.record for c in t.cites],
    }  # fmt: skip
