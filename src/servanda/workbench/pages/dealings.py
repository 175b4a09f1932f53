"""Who holds what over time, and who deals with whom."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from servanda.dossier import chartdata
from servanda.dossier.pages import Held, Stance, Tie
from servanda.dossier.places import Places
from servanda.dossier.scribe import Scribe
from servanda.dossier.stances import Row, holders, issue_of, issues
from servanda.dossier.stances import held as in_words
from servanda.model import Position
from servanda.workbench.pages.whole import all_ties, scribe_of
from servanda.workbench.visit import Page, Visit, sliced

POSITION_COLUMNS = ("holder", "issue", "when", "earliest", "latest", "stance", "side", "quote",
                    "by", "record")  # fmt: skip
TIE_COLUMNS = ("from", "to", "number", "hostile", "what", "records")


def positions(visit: Visit) -> Page:
    """Stances by holder and issue, the oldest first within an issue."""
    scribe, words = scribe_of(visit), visit.state.query.casefold()
    held = [(who, some) for who, some in holders(scribe) if not words or _may(who, some, words)]
    found = {who: _rows(scribe, who, some, words) for who, some in held} if words else {}
    sizes = [sum(len(r.held) for r in found[w]) if words else len(some) for w, some in held]
    part = sliced(sum(sizes), visit.state.page)
    shown: list[Held] = []
    at = 0  # stances before those of a holder
    for (who, some), size in zip(held, sizes, strict=True):
        if at < part.last and at + size >= part.first:
            rows = [in_words(scribe, r) for r in found.get(who) or issues(scribe, who, some)]
            shown += _page_of(rows, part.first - at, part.last - at)
        at += size
    everything = (in_words(scribe, r) for who, some in held
                  for r in found.get(who) or issues(scribe, who, some))  # fmt: skip
    places = Places(s.cite.record for h in shown for s in h.stances)
    today = chartdata.day_number(visit.desk.day(visit.state).isoformat())
    return Page(
        "positions.html", "Positions",
        {
            "held": shown, "slice": part, "holders": sum(bool(n) for n in sizes),
            "places": {s.cite.record: places.record(s.cite.record)
                       for h in shown for s in h.stances},
            "chart": chartdata.positions(shown, places, today),
        },
        columns=POSITION_COLUMNS,
        rows=lambda: (_stance_row(h, s) for h in everything for s in h.stances),
    )  # fmt: skip


def by_issue(visit: Visit) -> None:
    """Work out the stances of all holders by issue; later pages look at what changed since."""
    scribe = scribe_of(visit)
    for who, some in holders(scribe):
        issues(scribe, who, some)


def _may(who: str, stances: Iterable[Position], words: str) -> bool:
    """Say whether words may be found in a holder's name or issues."""
    lead = f"{who} ".casefold()
    return any(words in lead + _issue(p) for p in stances)


def _issue(position: Position) -> str:
    return position.issue.text.casefold() if position.issue else "(issue not named)"


def _rows(scribe: Scribe, who: str, stances: list[Position], words: str) -> list[Row]:
    """Return the rows of a holder in whose name or issue words are found."""
    return [r for r in issues(scribe, who, stances)
            if words in f"{who} {issue_of(scribe, r)}".casefold()]  # fmt: skip


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
    ties, name = all_ties(visit), scribe_of(visit).name
    words = visit.state.query.casefold()
    called = {i: name(i) for i in {i for p in ties.pairs for i in p}} if words else {}
    pairs = [p for p in ties.pairs
             if not words or words in f"{called[p[0]]}\n{called[p[1]]}".casefold()]  # fmt: skip
    part = sliced(len(pairs), visit.state.page)
    shown = ties.rows(part.of(pairs))
    return Page(
        "network.html", "Who deals with whom",
        {
            "ties": shown, "slice": part,
            "chart": chartdata.network(ties.actors(part.of(pairs)), shown),
            "as_of": scribe_of(visit).case.day,
        },
        columns=TIE_COLUMNS, rows=lambda: map(_tie_row, ties.rows(pairs)),
    )  # fmt: skip


def _tie_row(t: Tie) -> dict[str, Any]:
    return {
        "from": t.source, "to": t.target, "number": t.number, "hostile": t.hostile,
        "what": t.words, "records": [c.record for c in t.cites],
    }  # fmt: skip
