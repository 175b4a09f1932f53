"""Runs: the likeliest agreement of each part of a text, and its lead over any other."""

from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from typing import Protocol

NONE = ""
CHANGE, KIN = 4.0, 2.8  # what changing the subject costs, and to what is akin
OPENING = 0.8  # how much less at a new paragraph, and more where a part points back
OFF, ON = 1.2, 3.0  # what it costs to leave off speaking of any, and to begin
UNNAMED, CLEAR = 2.0, 2.0  # what beginning with a row costs besides where less than CLEAR names it
IDLE = 0.2  # what speaking of none weighs
FLOOR = 2.2  # weight that makes a row worth following


class Weighed(Protocol):
    """A part of a text with what each row weighs in it."""

    @property
    def weights(self) -> Mapping[str, float]:
        """Return the weight of each row that the part bears out."""

    @property
    def named(self) -> Mapping[str, float]:
        """Return how much of a row's weight names it: all but the words of its contents."""

    @property
    def opens(self) -> bool:
        """Say whether it begins a paragraph."""

    @property
    def back(self) -> bool:
        """Say whether it points back."""


def run(parts: Sequence[Weighed], family: Callable[[str], str]) -> tuple[list[str], list[float]]:
    """Return the row of each part in the likeliest run, none as "", and by how much it leads.

    A part's lead is what the best run loses that has another row there. Weights are points; both
    lists are as long as `parts`. `family` tells what rows are akin.
    """
    if not parts:
        return [], []
    found = {row for p in parts for row, weight in p.weights.items() if weight >= FLOOR}
    states = {NONE: NONE} | {row: family(row) for row in sorted(found)}
    own = [{s: p.weights.get(s, 0.0) if s else IDLE for s in states} for p in parts]
    entry = [{s: 0.0 if p.named.get(s, 0.0) >= CLEAR else UNNAMED for s in states} for p in parts]
    shifts = [(-OPENING if p.opens else OPENING if p.back else 0.0) for p in parts]
    ahead = [{s: own[0][s] - (ON if s else 0.0) for s in states}]
    for mine, new, shift in zip(own[1:], entry[1:], shifts[1:], strict=True):
        stay = ahead[-1]
        came = _moved(stay, stay, states, shift)
        ahead.append({s: mine[s] + max(stay[s], came[s] - (new[s] if s else 0.0)) for s in states})
    behind = [dict.fromkeys(states, 0.0)]
    for mine, new, shift in zip(*(reversed(x[1:]) for x in (own, entry, shifts)), strict=True):
        stay = {s: mine[s] + behind[-1][s] for s in states}
        begun = {s: w - (new[s] if s else 0.0) for s, w in stay.items()}
        behind.append(_moved(stay, begun, states, shift, back=True))
    return _led(ahead, behind[::-1], states)


def _led(
    ahead: list[dict[str, float]], behind: list[dict[str, float]], states: Mapping[str, str]
) -> tuple[list[str], list[float]]:
    best, lead = [], []
    for f, b in zip(ahead, behind, strict=True):
        first, *rest = nlargest(2, ((f[s] + b[s], s) for s in states))
        second = rest[0] if rest else (first[0], NONE)
        best.append(first[1])
        lead.append(first[0] - second[0])
    return best, lead


def _moved(
    stay: Mapping[str, float], points: Mapping[str, float], states: Mapping[str, str],
    shift: float, *, back: bool = False,
) -> dict[str, float]:  # fmt: skip
    """Return for each row the best points of a run that comes to it, or going `back` leaves it.

    `stay` are the points of rows that go on, `points` of those that are begun or left.
    """
    kin: dict[str, float] = {}
    for s, family in states.items():
        if s:
            kin[family] = max(kin.get(family, points[s]), points[s])
    most = max(kin.values(), default=points[NONE] - ON)
    into, out = (ON, max(0.0, OFF + shift))
    if back:
        into, out = out, into
    moved = {
        s: max(stay[s], points[NONE] - into, kin[family] - KIN - shift, most - CHANGE - shift)
        for s, family in states.items() if s
    }  # fmt: skip
    moved[NONE] = max(stay[NONE], most - out)
    return moved
