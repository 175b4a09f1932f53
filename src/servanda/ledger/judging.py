"""The algebra of judgements: which verdict stands for a record, and who is judged to be whom."""

from collections.abc import Iterable
from typing import cast

from msgspec import Struct

from servanda.model import Decided, Judgement
from servanda.model.terms import OutcomeState, Verdict

VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "unsure")
PAIRED = ("same", "different")


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
        if j.verdict in VERDICTS:
            out[j.record] = Standing(j.verdict, j.id, r.claim)
    return out


def outcomes(rows: Iterable[Row]) -> dict[str, Decided]:
    """Return what people decided of predictions, by record; the last decision wins."""
    made = (r.judgement for r in not_undone(rows) if r.judgement.verdict == "outcome")
    return {j.record: Decided(cast(OutcomeState, j.other), j.who, j.why) for j in made}


class Decisions:
    """All judgements of a ledger as they come in, and what stands; a new one costs what it moves.

    What stands is as `standings`, `outcomes` and `not_undone` have it.
    """

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}  # by judgement, in their order
        self._undos: dict[str, list[str]] = {}  # by the judgement that they take back
        self._on: dict[str, list[str]] = {}  # by the record, but for undos and pairs
        self._pairs: list[str] = []
        self.standing: dict[str, Row] = {}
        self.outcomes: dict[str, Decided] = {}

    def __len__(self) -> int:
        """Return how many judgements were taken in."""
        return len(self._rows)

    def take(self, rows: Iterable[Row]) -> tuple[set[str], bool]:
        """Take in judgements; return the records that they concern, and whether pairs are."""
        moved: set[str] = set()
        paired = False
        for row in rows:
            made = row.judgement
            self._rows[made.id] = row
            root: Judgement | None = made
            if made.verdict == "undo":
                self._undos.setdefault(made.record, []).append(made.id)
                root = self._root(made)
            elif made.verdict in PAIRED:
                self._pairs.append(made.id)
            else:
                self._on.setdefault(made.record, []).append(made.id)
            if root is not None and root.verdict in PAIRED:
                paired = True
            elif root is not None:
                moved.add(root.record)
        for record in moved:
            self._settle(record)
        return moved, paired

    def holds(self, judgement: str) -> bool:
        """Say whether no undo that holds takes a judgement back."""
        return not any(self.holds(u) for u in self._undos.get(judgement, ()))

    def pairs(self) -> list[Judgement]:
        """Return the judgements on pairs that nobody took back, oldest first."""
        return [self._rows[i].judgement for i in self._pairs if self.holds(i)]

    def left(self) -> list[Row]:
        """Return what `not_undone` does."""
        return [r for i, r in self._rows.items() if r.judgement.verdict != "undo" and self.holds(i)]

    def _root(self, undo: Judgement) -> Judgement | None:
        """Return the judgement that a chain of undos is about, if it is there."""
        found = self._rows.get(undo.record)
        while found is not None and found.judgement.verdict == "undo":
            found = self._rows.get(found.judgement.record)
        return found.judgement if found else None

    def _settle(self, record: str) -> None:
        """Work out what stands for a record."""
        rows = [self._rows[i] for i in self._on.get(record, ()) if self.holds(i)]
        judged = [r for r in rows if r.judgement.verdict in VERDICTS]
        decided = [r.judgement for r in rows if r.judgement.verdict == "outcome"]
        self.standing.pop(record, None)
        self.outcomes.pop(record, None)
        if judged:
            self.standing[record] = judged[-1]
        if decided:
            j = decided[-1]
            self.outcomes[record] = Decided(cast(OutcomeState, j.other), j.who, j.why)


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
        if j.verdict in VERDICTS:
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
        if j.verdict in PAIRED:
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
