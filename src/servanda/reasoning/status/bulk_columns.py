"""Acts by the million, as columns of numbers, and the two steps that make them fit to fold.

A key is a party of an instrument. Columns hold what counts in one perspective; `prepared` merges
the tellings of one act as `view` does, for all instruments at once, and says which instruments
need the ordinary engine for it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

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

EXITS = ("allowed", "silent", "none")
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

    def part(self, start: int, stop: int) -> "Columns":
        """Return the instruments from one row to another; acts must be in the order of lanes."""
        a, b = np.searchsorted(self.lane, [start, stop])
        own = {name: getattr(self, name)[start:stop] for name in LANE_FIELDS}
        acts = {name: getattr(self, name)[a:b] for name in ACT_FIELDS}
        acts["lane"] = acts["lane"] - start
        first = self.first[start : stop + 1]
        place = self.place[first[0] : first[-1]]
        return self._replace(first=first - first[0], place=place, **own, **acts)

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
            exit=EXITS[self.exit[row]],  # type: ignore[arg-type]
        )  # fmt: skip
        parent = int(self.parent[row])
        form = "treaty" if self.vclt[row] else "political"
        return Instrument(f"i{row}", parties, form, terms, f"i{parent}" if parent >= 0 else None)  # type: ignore[arg-type]

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


LANE_FIELDS = ("ratified", "needs", "delay", "duration", "renewal", "term_notice", "exit",
                "vclt", "parent")  # fmt: skip
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


class Merged(NamedTuple):
    """Merged acts that touch a status, in the order of lane, kind, actor and day.

    `start` is the first day of any act of a lane (`last` at the latest); `odd` marks the lanes
    whose tellings overlap in ways that only the ordinary engine merges.
    """

    lane: Ints
    kind: Ints
    actor: Ints
    lo: Ints
    hi: Ints
    notice: Ints
    start: Ints
    odd: Flags


def merged(c: Columns) -> Merged:
    """Merge the tellings of each act, for all instruments at once."""
    some = np.flatnonzero(c.kind < IDLE)
    start = np.full(c.lanes, c.last)
    np.minimum.at(start, c.lane[some], c.lo[some])
    # One number for lane, kind and actor; a second one for day and rank.
    most = int(np.max(np.diff(c.first), initial=0)) + 1
    group = (c.lane[some] * len(KINDS) + c.kind[some]) * most + c.actor[some] + 1
    order = np.argsort(group * (1 << 20) + c.lo[some])
    some, group = some[order], group[order]
    lo, hi, rank = c.lo[some], c.hi[some], c.rank[some]
    again = np.flatnonzero((group[1:] == group[:-1]) & (lo[1:] == lo[:-1])) + 1
    if len(again):
        # Same first day: the order of tellings decides whose other fields count.
        order = np.lexsort((rank, hi, lo, group))
        some, group, lo, hi = some[order], group[order], lo[order], hi[order]
    odd = np.zeros(c.lanes, bool)
    same = group[1:] == group[:-1]
    twin = same & (lo[1:] == lo[:-1]) & (hi[1:] == hi[:-1]) & (lo[1:] == hi[1:])
    clash = same & ~twin & (lo[1:] <= hi[:-1])
    odd[c.lane[some[1:][clash]]] = True
    keep = np.ones(len(some), bool)
    keep[1:] = ~twin
    keep &= ~_absorbed(c, some, lo, hi, odd)
    some, group, lo, hi = some[keep], group[keep], lo[keep], hi[keep]
    return _once_only(c, some, group, lo, hi, start, odd)


def _absorbed(c: Columns, some: Ints, lo: Ints, hi: Ints, odd: Flags) -> Flags:
    """Mark the terminations of one party that support one of all."""
    ends = c.kind[some] == CODE["termination"]
    joint, single = ends & (c.actor[some] < 0), ends & (c.actor[some] >= 0)
    out = np.zeros(len(some), bool)
    if not joint.any() or not single.any():
        return out
    lane = c.lane[some]
    wide = np.zeros(c.lanes, bool)  # Lanes where a range takes part: the ordinary engine's.
    wide[lane[ends & (lo < hi)]] = True
    both = np.zeros(c.lanes, bool)
    both[lane[joint]] = True
    mixed = np.zeros(c.lanes, bool)
    mixed[lane[single]] = True
    odd |= wide & both & mixed
    day = lane * (1 << 20) + lo
    out[single] = np.isin(day[single], day[joint])
    return out


def _once_only(
    c: Columns, some: Ints, group: Ints, lo: Ints, hi: Ints, start: Ints, odd: Flags
) -> Merged:
    """Join acts that can happen only once."""
    lane, kind, actor = c.lane[some], c.kind[some], c.actor[some]
    same = group[1:] == group[:-1]
    if (same & ONCE[kind[1:]]).any():
        revived = np.zeros(c.lanes, bool)
        revived[c.lane[c.kind == CODE["revival"]]] = True
        back = c.kind == CODE["accession"]
        most = int(np.max(np.diff(c.first), initial=0)) + 1
        rejoined = np.unique(c.lane[back] * most + c.actor[back] + 1)
        again = ENDS[kind] & (
            revived[lane]
            | np.isin(lane * most + actor + 1, rejoined)
            | np.isin(lane * most, rejoined)
        )
        more = np.concatenate([[False], same & (ONCE[kind] & ~again)[1:]])
        heads = np.flatnonzero(~more)
        hi = np.maximum.reduceat(hi, heads)
        some, lo = some[heads], lo[heads]
        lane, kind, actor = lane[heads], kind[heads], actor[heads]
    return Merged(lane, kind, actor, lo, hi, c.notice[some], start, odd)
