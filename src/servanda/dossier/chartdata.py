"""What the charts draw, as plain values: the same content as the tables, days as numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from servanda.dossier.pages import ActorRow, Agreement, Held, Moment, Pages, ScoreRow, Tie
from servanda.dossier.places import Places
from servanda.dossier.plain import clipped, listed

LANES = ("formal act", "claimed act", "event", "statement", "prediction")
SIDES = ("for", "against", "asks", "else")
ISSUE = 60  # characters of an issue in the drawing
BANDS = 6  # agreements whose status stands over the timeline
EPOCH = date(1970, 1, 1).toordinal()


def chart_data(pages: Pages, places: Places) -> dict[str, Any]:
    """Return the data of all charts of a page, by the name of the part (see web/src/mount.js)."""
    today = day_number(pages.cover.as_of)
    return {
        "timeline": timeline(pages.timeline, pages.agreements, today),
        "ribbons": {str(n): ribbon(a, today) for n, a in enumerate(pages.agreements) if a.history},
        "changes": [[day_number(c.earliest), day_number(c.latest)] for c in pages.changes],
        "network": network(pages.actors, pages.ties),
        "positions": positions(pages.positions, places, today),
        "calibration": calibration(pages.scores),
    }


def day_number(iso: str) -> int:
    """Return a day as the number of days since 1 January 1970."""
    return date.fromisoformat(iso).toordinal() - EPOCH


def timeline(moments: tuple[Moment, ...], agreements: tuple[Agreement, ...], today: int) -> Any:
    """Return lanes and rows of the timeline, and the status of the foremost agreements as bands."""
    if len(moments) < 2:
        return None
    rows = [[LANES.index(m.lane), day_number(m.earliest), day_number(m.latest)] for m in moments]
    bands = [
        {"title": a.title, "spells": [
            [day_number(s.first), day_number(s.last), s.tone if s.sure else "calm", s.status]
            for s in a.history[0].spells]}
        for a in agreements if a.history and not a.part_of
    ]  # fmt: skip
    return {"today": today, "lanes": LANES, "anchor": "t-", "rows": rows, "bands": bands[:BANDS]}


def ribbon(agreement: Agreement, today: int) -> Any:
    """Return the ribbons of an agreement; a spell names its status by place in `states`."""
    states = list(dict.fromkeys(
        (s.tone, s.status, 0 if s.sure else 1) for h in agreement.history for s in h.spells
    ))  # fmt: skip
    return {"today": today, "states": states, "rows": [
        {"view": h.words, "whom": listed(h.parties, most=6), "spells": [
            [day_number(s.first), day_number(s.last),
             states.index((s.tone, s.status, 0 if s.sure else 1))]
            for s in h.spells]}
        for h in agreement.history
    ]}  # fmt: skip


def network(actors: Sequence[ActorRow], ties: Sequence[Tie]) -> Any:
    """Return actors and their ties; a tie leads to its row in the table."""
    if not ties:
        return None
    at = {a.name: n for n, a in enumerate(actors)}
    rows = [[at[t.source], at[t.target], t.number, round(t.hostile / t.number, 2)]
            for t in ties]  # fmt: skip
    return {"anchor": "n-", "actors": [[a.name, a.type] for a in actors], "ties": rows}


def positions(held: Sequence[Held], places: Places, today: int) -> Any:
    """Return a row for each holder and issue, those with several stances first."""
    holders = list(dict.fromkeys(h.holder for h in held))
    rows = []
    for h in sorted(held, key=lambda h: -len(h.stances)):
        marks = [[day_number(s.earliest), day_number(s.latest), SIDES.index(s.side), s.stance,
                  places.record(s.cite.record)]
                 for s in h.stances if s.earliest and s.latest]  # fmt: skip
        if marks:
            rows.append([holders.index(h.holder), clipped(h.issue, ISSUE), marks])
    if not rows:
        return None
    return {"today": today, "anchor": "r", "holders": holders, "rows": rows}


def calibration(scores: Sequence[ScoreRow]) -> Any:
    """Return the groups of predictions of like probability, where there are enough to show."""
    bins = next((s.bins for s in scores if s.group == "all"), ())
    return {"bins": [[b.mean, b.came, b.number, b.low, b.high] for b in bins]} if bins else None
