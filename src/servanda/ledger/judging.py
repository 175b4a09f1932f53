"""The algebra of judgements: which verdict stands for a record, and who is judged to be whom."""

from collections.abc import Iterable
from typing import cast

from msgspec import Struct

from servanda.model import Decided, Judgement
from servanda.model.terms import OutcomeState, Verdict


class Standing(Struct, frozen=True):
    """The verdict that stands for a record, the judgement that gave it, and what it was about."""

    verdict: Verdict
    judgement: str
    claim: str


class Row(Struct, frozen=True):
    """A judgement with the claim that it was about."""

    judgement: Judgement
    claim: str


def not_undone(rows: Iterable[Row]) -> list[Row]:
    """Return the judgements that no later `undo` took back; undoing an undo restores it."""
    ordered = list(rows)
    undone: set[str] = set()
    for row in reversed(ordered):
        j = row.judgement
        if j.verdict == "undo" and j.id not in undone:
            undone.add(j.record)
    return [r for r in ordered if r.judgement.verdict != "undo" and r.judgement.id not in undone]


def standings(rows: Iterable[Row]) -> dict[str, Standing]:
    """Return the standing verdict of every judged record; a later verdict wins."""
    out: dict[str, Standing] = {}
    for r in not_undone(rows):
        j = r.judgement
        if j.verdict in ("accept", "reject", "unsure"):
            out[j.record] = Standing(j.verdict, j.id, r.claim)
    return out


def outcomes(rows: Iterable[Row]) -> dict[str, Decided]:
    """Return what people decided of predictions, by record; the last decision wins."""
    made = (r.judgement for r in not_undone(rows) if r.judgement.verdict == "outcome")
    return {j.record: Decided(cast(OutcomeState, j.other), j.who, j.why) for j in made}


def partner_of(rows: Iterable[Row], judgement: str) -> str:
    """Return the other judgement of a correction, of which one is named; "" for any other.

    A correction rejects one record in favour of another (`other`), which it accepts.
    """
    made = [r.judgement for r in rows]
    one = next((j for j in made if j.id == judgement), None)
    if one is None:
        return ""
    if one.verdict == "reject" and one.other:
        found = [j for j in made if j.verdict == "accept" and j.record == one.other]
    else:
        found = [j for j in made if j.verdict == "reject" and j.other == one.record]
    return found[-1].id if found and one.verdict in ("accept", "reject") else ""


def standing_on(rows: Iterable[Row], record: str, other: str = "") -> Row | None:
    """Return the judgement that stands for a record, or for a pair of entities in either order."""
    pair = {record, other}
    found = None
    for r in not_undone(rows):
        j = r.judgement
        if j.verdict in ("accept", "reject", "unsure"):
            fits = not other and j.record == record
        else:
            fits = bool(other) and {j.record, j.other} == pair
        found = r if fits else found
    return found


def identities(rows: Iterable[Row]) -> dict[str, str]:
    """Return for each merged entity the id that stands for its group (the first in order).

    A later `different` on the same pair takes a `same` back; groups follow from the pairs left.
    """
    return identities_of(r.judgement for r in not_undone(rows))


def identities_of(standing: Iterable[Judgement]) -> dict[str, str]:
    """Return what `identities` does, from judgements that nobody took back, oldest first."""
    pairs: dict[tuple[str, str], bool] = {}
    for j in standing:
        if j.verdict in ("same", "different"):
            pairs[(min(j.record, j.other), max(j.record, j.other))] = j.verdict == "same"
    leader: dict[str, str] = {}

    def find(x: str) -> str:
        while leader.get(x, x) != x:
            x = leader[x]
        return x

    for (a, b), same in pairs.items():
        if same:
            ra, rb = sorted((find(a), find(b)))
            leader[rb] = ra
    return {x: find(x) for x in leader if find(x) != x}
