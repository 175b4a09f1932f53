"""What the charts draw, as plain values: days as numbers, beside the words of the tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from servanda.dossier.pages import ActorRow, Agreement, Held, History, Pages, ScoreRow, Tie
from servanda.dossier.places import Places
from servanda.dossier.plain import clipped, listed
from servanda.reasoning.timeline import LANES as ENTRY_LANES
from servanda.reasoning.timeline import Entry

LANES = ("formal act", "claimed act", "event", "statement", "prediction")
SIDES = ("for", "against", "asks", "else")
LETTERS = {"for": "f", "against": "a", "asks": "q", "else": "e"}
ISSUE = 60  # characters of an issue in the drawing
BANDS = 6  # agreements whose status stands over the timeline
EPOCH = date(1970, 1, 1).toordinal()


def chart_data(pages: Pages) -> dict[str, Any]:
    """Return what the charts of a page draw and its tables do not say: days, sides, statuses.

    The rest is in the tables, in the same order (see web/src/tables.js).
    """
    own = [(n, a) for n, a in enumerate(pages.agreements) if a.history]
    states: dict[tuple[str, str, int], int] = {}
    words: dict[str, int] = {}
    ribbons = {
        str(n): [
            [words.setdefault(h.words, len(words)),
             words.setdefault(_whom(a, h), len(words)), _starts(h, states)]
            for h in a.history
        ]
        for n, a in own
    }  # fmt: skip
    held = [s for h in pages.positions for s in h.stances]
    return {
        "today": day_number(pages.cover.as_of),
        "timeline": None if len(pages.timeline) < 2 else {
            "lanes": LANES, "days": day_steps((m.earliest, m.latest) for m in pages.timeline),
            "bands": [n for n, a in own if not a.part_of][:BANDS],
        },
        "ribbons": ribbons, "states": list(states), "words": list(words),
        "changes": day_steps((c.earliest, c.latest) for c in pages.changes),
        "network": ties(pages.actors, pages.ties),
        "positions": {"days": day_steps((s.earliest, s.latest) for s in held),
                      "sides": "".join(LETTERS[s.side] for s in held)} if held else None,
        "calibration": calibration(pages.scores),
    }  # fmt: skip


def day_steps(spans: Iterable[tuple[str, str]]) -> str:
    """Return spans of days (ISO) in few letters: "113 763+2 -".

    Each first day is said as steps from the one before (at first from 1970), then after a plus how
    many days later the last one is; what is not known is a hyphen.
    """
    said, at = [], 0
    for first, last in spans:
        if not first or not last:
            said.append("-")
            continue
        a, b = day_number(first), day_number(last)
        said.append(f"{a - at}+{b - a}" if b > a else str(a - at))
        at = a
    return " ".join(said)


def _starts(history: History, states: dict[tuple[str, str, int], int]) -> str:
    """Return the first days of spells, as steps, each with the place of its status in `states`.

    The spells of a history follow each other without a gap, up to the day asked about.
    """
    said, at = [], 0
    for s in history.spells:
        state = states.setdefault((s.tone, s.status, 0 if s.sure else 1), len(states))
        day = day_number(s.first)
        said.append(f"{day - at}:{state}")
        at = day
    return " ".join(said)


def day_number(iso: str) -> int:
    """Return a day as the number of days since 1 January 1970."""
    return date.fromisoformat(iso).toordinal() - EPOCH


def _whom(agreement: Agreement, history: History) -> str:
    """Return for whom a ribbon is; nobody where all of an agreement are for the same parties."""
    one = len({h.parties for h in agreement.history}) == 1
    return "" if one else listed(history.parties, most=6)


def ribbon(agreement: Agreement, today: int) -> Any:
    """Return the ribbons of an agreement; a spell names its status by place in `states`."""
    states = list(dict.fromkeys(
        (s.tone, s.status, 0 if s.sure else 1) for h in agreement.history for s in h.spells
    ))  # fmt: skip
    return {"today": today, "states": states, "rows": [
        {"view": h.words, "whom": _whom(agreement, h), "spells": [
            [day_number(s.first), day_number(s.last),
             states.index((s.tone, s.status, 0 if s.sure else 1))]
            for s in h.spells]}
        for h in agreement.history
    ]}  # fmt: skip


def ties(actors: Sequence[ActorRow], found: Sequence[Tie]) -> Any:
    """Return how often and how hostile each tie is, in the order of the table, and what its
    actors are, in the order in which the table names them first."""
    if not found:
        return None
    kinds = {a.name: a.type for a in actors}
    named = dict.fromkeys(name for t in found for name in (t.source, t.target))
    letters = {"state": "s", "polity": "s", "person": "p"}
    return {
        "kinds": "".join(letters.get(kinds[n], "o") for n in named),
        "ties": " ".join(f"{t.number} {round(t.hostile / t.number, 2):g}" for t in found),
    }


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
    rows = []
    for h in sorted(held, key=lambda h: -len(h.stances)):
        marks = [[day_number(s.earliest), day_number(s.latest), SIDES.index(s.side), s.stance,
                  places.record(s.cite.record)]
                 for s in h.stances if s.earliest and s.latest]  # fmt: skip
        if marks:
            rows.append({"holder": h.holder, "issue": clipped(h.issue, ISSUE), "marks": marks})
    return {"today": today, "anchor": "r", "rows": rows} if rows else None


def timeline(entries: Sequence[Entry], hrefs: Sequence[str], today: int) -> Any:
    """Return entries by lane with their days, words and addresses; None for less than two."""
    if len(entries) < 2:
        return None
    lanes = [lane for lane in ENTRY_LANES if any(e.lane == lane for e in entries)]
    rows = [[lanes.index(e.lane), e.earliest.toordinal() - EPOCH, e.latest.toordinal() - EPOCH,
             clipped(e.what, ISSUE), href]
            for e, href in zip(entries, hrefs, strict=True)]  # fmt: skip
    return {"today": today, "lanes": lanes, "rows": rows}


def calibration(scores: Sequence[ScoreRow]) -> Any:
    """Return the groups of predictions of like probability, where there are enough to show."""
    bins = next((s.bins for s in scores if s.group == "all"), ())
    return {"bins": [[b.mean, b.came, b.number, b.low, b.high] for b in bins]} if bins else None
