"""Acts by the million, as columns of numbers.

A key is a party of an instrument. Columns hold what counts in one perspective.
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from servanda.model.period import Period
from servanda.reasoning.status.log import ALL, Act, Instrument, Log, Terms
from servanda.reasoning.status.view import counts

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

KINDS = (
    "signature", "ratification", "accession", "entry_into_force", "provisional_application",
    "suspension", "resumption", "notice", "notice_revoked", "non_renewal", "withdrawal",
    "termination", "supersession", "revival", "expiry", "reaffirmation", "breach_alleged",
    "breach_cleared", "objection",
)  # fmt: skip
CODE = {kind: number for number, kind in enumerate(KINDS)}
IDLE = CODE["reaffirmation"]
"""Kinds from this code on never touch a status."""

Exit = Literal["allowed", "silent", "none"]
EXITS: tuple[Exit, ...] = get_args(Exit)
ONCE = np.isin(
    np.array(KINDS),
    ["signature", "ratification", "entry_into_force", "withdrawal", "termination",
     "supersession", "expiry"],
)  # fmt: skip
ENDS = np.isin(np.array(KINDS), ["withdrawal", "termination", "supersession", "expiry"])
NO_PERIOD = -1
EVERYBODY = -1


class Columns(NamedTuple):
    """Instruments and acts as arrays; the acts are those that count in one perspective.

    Instruments: `first` holds the number of each one's first key and, at the end, the number of
    keys; periods are (months, days) rows, NO_PERIOD where there is none; `parent` is a row
    number or -1, and `place` says for each key which place its party has in the parent (in the
    instrument itself where there is none). Acts: `lane` is the instrument's row, `actor` the
    party's place in it or EVERYBODY, `lo` and `hi` are ordinals, `notice` a (months, days) row,
    and `rank` orders tellings of one act (formal first, then by id). `last` is the log's day.
    """

    first: Ints
    ratified: Flags
    needs: Ints
    delay: Ints
    duration: Ints
    renewal: Ints
    term_notice: Ints
    exit: Ints
    vclt: Flags
    parent: Ints
    place: Ints
    lane: Ints
    kind: Ints
    actor: Ints
    lo: Ints
    hi: Ints
    notice: Ints
    rank: Ints
    last: int

    @property
    def lanes(self) -> int:
        """Return the number of instruments."""
        return len(self.first) - 1

    def log(self, lane: int) -> Log:
        """Return one instrument and its acts (and its parent's) as a log for the ordinary engine.

        Instruments are named `i` and their row, parties `p` and their place.
        """
        rows = [lane] if self.parent[lane] < 0 else [int(self.parent[lane]), lane]
        instruments = {f"i{row}": self._instrument(row) for row in rows}
        acts = {f"i{row}": tuple(self._acts(row)) for row in rows}
        return Log(self.last, instruments, acts, {})

    def _instrument(self, row: int) -> Instrument:
        places = self.place[self.first[row] : self.first[row + 1]]
        parties = tuple(f"p{n}" for n in places.tolist())
        terms = Terms(
            entry_by="ratification" if self.ratified[row] else "signature",
            entry_needs=int(self.needs[row]), delay=_period(self.delay[row]) or Period(),
            duration=_period(self.duration[row]), renewal=_period(self.renewal[row]),
            notice=_period(self.term_notice[row]),
            exit=EXITS[int(self.exit[row])],
        )  # fmt: skip
        parent = int(self.parent[row])
        above = f"i{parent}" if parent >= 0 else None
        form: Literal["treaty", "political"] = "treaty" if self.vclt[row] else "political"
        return Instrument(f"i{row}", parties, form, terms, above)

    def _acts(self, row: int) -> Iterable[Act]:
        a, b = np.searchsorted(self.lane, [row, row + 1])
        places = self.place[self.first[row] : self.first[row + 1]]
        for n in range(int(a), int(b)):
            actor = int(self.actor[n])
            yield Act(
                id=f"a{int(self.rank[n]):09}",
                instrument=f"i{row}",
                kind=KINDS[self.kind[n]],
                actor=ALL if actor == EVERYBODY else f"p{places[actor]}",
                lo=int(self.lo[n]),
                hi=int(self.hi[n]),
                formal=True,
                by="record",
                notice=_period(self.notice[n]),
            )


ACT_FIELDS = ("lane", "kind", "actor", "lo", "hi", "notice", "rank")


def _period(row: Any) -> Period | None:
    return None if row[0] == NO_PERIOD else Period(int(row[0]), int(row[1]))


def columns(log: Log, seen_by: str = "record") -> Columns:
    """Return the acts of a log that count in a perspective, as columns."""
    rows = list(log.instruments.values())
    number = {one.id: row for row, one in enumerate(rows)}
    place = [{party: n for n, party in enumerate(one.parties)} for one in rows]
    acts = [
        (number[act.instrument], act)
        for some in (log.acts[one.id] for one in rows)
        for act in some
        if act.done and counts(log, act, seen_by)
    ]
    order = sorted(range(len(acts)), key=lambda n: (not acts[n][1].formal, acts[n][1].id))
    rank = np.empty(len(acts), np.int64)
    rank[order] = np.arange(len(acts))
    terms = [one.terms for one in rows]

    def ints(some: Iterable[int]) -> Ints:
        return np.fromiter(some, np.int64)

    def periods(some: Iterable[Period | None]) -> Ints:
        pairs = [(NO_PERIOD, 0) if p is None else (p.months, p.days) for p in some]
        return np.array(pairs, np.int64).reshape(-1, 2)

    return Columns(
        first=np.concatenate([[0], np.cumsum([len(one.parties) for one in rows])]),
        ratified=np.array([t.entry_by == "ratification" for t in terms], bool),
        needs=ints(t.entry_needs for t in terms),
        delay=periods(t.delay for t in terms),
        duration=periods(t.duration for t in terms),
        renewal=periods(t.renewal for t in terms),
        term_notice=periods(t.notice for t in terms),
        exit=ints(EXITS.index(t.exit) for t in terms),
        vclt=np.array([one.rule_set == "vclt" for one in rows], bool),
        parent=ints(-1 if one.parent is None else number[one.parent] for one in rows),
        place=ints(
            place[row if one.parent is None else number[one.parent]][party]
            for row, one in enumerate(rows)
            for party in one.parties
        ),
        lane=ints(row for row, _ in acts),
        kind=ints(CODE[act.kind] for _, act in acts),
        actor=ints(EVERYBODY if a.actor == ALL else place[row][a.actor] for row, a in acts),
        lo=ints(act.lo for _, act in acts),
        hi=ints(act.hi for _, act in acts),
        notice=periods(act.notice for _, act in acts),
        rank=rank,
        last=log.day,
    )
