"""What may fall due on which day, for many instruments at once: the agenda of `bulk_fold`.

Every day on which anything may happen follows from the days of the acts by sums alone: consents,
entry into force, maturities, ends of terms and the entries after a return. They are listed
beforehand; whether they take effect is left to the fold. The rules are those of `entry`, `terms`
and `rows`, with a column where those have a world.
"""

from typing import NamedTuple

import numpy as np

from servanda.model.period import Reading
from servanda.reasoning.status.bulk_columns import (
    CODE,
    KINDS,
    LANE_FIELDS,
    NO_PERIOD,
    Columns,
    Flags,
    Ints,
    Merged,
)
from servanda.reasoning.status.bulk_days import FAR, TAG, add, subtract

(MATURE, FIRST, SIGN, PROVISIONAL, CONSENT, ENTRY, REVIVE, WITHDRAW, EXPIRE, TERM, REFUSE,
 SUPERSEDE, END_ALL, NOTICE, REVOKE, SUSPEND, RESUME) = range(17)  # fmt: skip
OPERATIONS = 17
NOBODY = -1


class Rows(NamedTuple):
    """Dues: packed day, operation, key, and what the operation needs besides.

    `run` is the number of the notice, `aux` a packed day (of maturity, or of the entry that
    follows a return), `flag` tells first consents (0) from later ones (1), and suspensions of one
    party (1) from those of all (0).
    """

    day: Ints
    op: Ints
    key: Ints
    run: Ints
    aux: Ints
    flag: Ints


class Table(NamedTuple):
    """The dues of all lanes, with E0 by lane and E(p) by key.

    `reached` is the day by lane on which enough had consented, `consent` that of each key, and
    `later` the same after the delay.
    """

    rows: Rows
    entered: Ints
    entry: Ints
    ambiguous: Flags
    reached: Ints
    consent: Ints
    later: Ints


class Lanes(NamedTuple):
    """Merged acts with what does not depend on their days: keys, and acts of all by party.

    `act` and `key` list every act once for each key that it concerns alone.
    """

    columns: Columns
    acts: Merged
    of_key: Ints
    act: Ints
    key: Ints


def lanes(columns: Columns, acts: Merged) -> Lanes:
    """Spread the acts of all over the keys of their instruments."""
    of_key = np.repeat(np.arange(columns.lanes), np.diff(columns.first))
    single = np.flatnonzero(acts.actor >= 0)
    joint = np.flatnonzero(acts.actor < 0)
    keys, counts = keys_of(columns.first, acts.lane[joint])
    act = np.concatenate([single, np.repeat(joint, counts)])
    key = np.concatenate([columns.first[acts.lane[single]] + acts.actor[single], keys])
    return Lanes(columns, acts, of_key, act, key)


def chosen(some: Lanes, use: Flags) -> tuple[Lanes, Ints]:
    """Return some of the instruments alone, and the number that each of their keys had."""
    c, acts = some.columns, some.acts
    if use.all():
        return some, np.arange(len(some.of_key))
    rows = np.flatnonzero(use)
    keys, counts = keys_of(c.first, rows)
    mine = use[acts.lane]
    number = np.cumsum(use) - 1
    of_lanes = {name: getattr(c, name)[rows] for name in LANE_FIELDS}
    first = np.concatenate([[0], np.cumsum(counts)])
    few = c._replace(first=first, place=c.place[keys], **of_lanes)
    own = Merged(
        number[acts.lane[mine]], acts.kind[mine], acts.actor[mine], acts.lo[mine],
        acts.hi[mine], acts.notice[mine], acts.start[rows], acts.odd[rows],
    )  # fmt: skip
    return lanes(few, own), keys


def keys_of(first: Ints, lane: Ints) -> tuple[Ints, Ints]:
    """Return the keys of some lanes one after another, and how many each has."""
    counts = first[lane + 1] - first[lane]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(first[lane] - ends + counts, counts), counts


class _Builder:
    """Collects dues, of one reading and one choice of days."""

    def __init__(self, some: Lanes, day: Ints, reading: Reading, last: int) -> None:
        self.some = some
        self.c = some.columns
        self.day = day
        self.reading = reading
        self.last = last
        self.ambiguous = np.zeros(self.c.lanes, bool)
        self.parts: list[Rows] = []
        kind = some.acts.kind
        self.spread_kind = kind[some.act]
        self.spread_lane = some.acts.lane[some.act]
        self.single = some.acts.actor[some.act] >= 0

    def put(
        self, op: int, day: Ints, key: Ints, *, run: Ints | int = -1, aux: Ints | int = FAR,
        flag: Ints | int = 0,
    ) -> None:  # fmt: skip
        """Add dues of one operation, those of the log's time only."""
        now = day < (self.last + 1) << TAG
        size = int(now.sum())

        def column(value: Ints | int, kind: type) -> Ints:
            if isinstance(value, np.ndarray):
                return value[now].astype(kind)
            return np.full(size, value, kind)

        self.parts.append(Rows(
            day[now], np.full(size, op, np.int8), key[now].astype(np.int32),
            column(run, np.int32), column(aux, np.int64), column(flag, np.int8),
        ))  # fmt: skip

    def plus(self, day: Ints, period: Ints, lane: Ints, times: Ints | int = 1) -> Ints:
        """Add periods and note the lanes where the readings differ."""
        found = add(day, period, self.reading, times)
        self.ambiguous[lane[found.ambiguous]] = True
        return found.day

    def minus(self, day: Ints, period: Ints, lane: Ints) -> Ints:
        found = subtract(day, period, self.reading)
        self.ambiguous[lane[found.ambiguous]] = True
        return found.day

    def acts(self, *kinds: str, single: bool | None = None) -> tuple[Ints, Ints, Ints]:
        """Return act, key and day of the acts of some kinds, spread over their keys."""
        wanted = np.zeros(len(KINDS), bool)
        wanted[[CODE[kind] for kind in kinds]] = True
        mask = wanted[self.spread_kind]
        if single is not None:
            mask &= self.single == single
        act = self.some.act[mask]
        return act, self.some.key[mask], self.day[act]

    def lane_acts(self, kind: str, joint: bool = False) -> tuple[Ints, Ints]:
        """Return first key and day of acts that concern the whole instrument."""
        mask = self.some.acts.kind == CODE[kind]
        if joint:
            mask &= self.some.acts.actor < 0
        act = np.flatnonzero(mask)
        return self.c.first[self.some.acts.lane[act]], self.day[act]


def table(some: Lanes, day: Ints, reading: Reading, last: int | None = None) -> Table:
    """List all that may fall due up to `last` (the log's day); `day` holds a packed day an act.

    With `last` NEVER the rows are the same ones in the same order for any choice of days.
    """
    b = _Builder(some, day, reading, some.columns.last if last is None else last)
    keys, of_key, c = len(some.of_key), some.of_key, some.columns
    consent, forced, forced_all = _consents(b)
    entered, reached = _first_entry(b, consent, forced_all)
    later = b.plus(consent, c.delay[of_key], of_key)
    first = entered[of_key]
    entry = np.where((forced_all < FAR)[of_key] & (consent <= first), first, later)
    entry = np.where((forced_all < FAR)[of_key], entry, np.maximum(first, later))
    entry[(consent >= FAR) | (first >= FAR)] = FAR
    entry = np.where(forced < FAR, forced, entry)
    every = np.arange(keys)
    b.put(ENTRY, entry, every)
    b.put(FIRST, entered, c.first[:-1])
    b.put(CONSENT, consent, every, aux=later)
    _joining(b, entered, consent, later)
    _ends(b)
    _notices(b)
    _term(b, entered)
    parts = b.parts
    rows = Rows(*(np.concatenate([p[n] for p in parts]) for n in range(len(Rows._fields))))
    return Table(rows, entered, entry, b.ambiguous, reached, consent, later)


def _consents(b: _Builder) -> tuple[Ints, Ints, Ints]:
    """Return each key's consent, and the recorded entries by key and by lane."""
    c, keys = b.c, len(b.some.of_key)
    consent = np.full(keys, FAR)
    act, key, day = b.acts("signature", "ratification", "accession")
    joined = np.zeros(keys, bool)
    joined[key] = True
    kind = b.some.acts.kind[act]
    by = np.where(c.ratified[b.some.of_key[key]], CODE["ratification"], CODE["signature"])
    counts = (kind == CODE["accession"]) | (kind == by)
    np.minimum.at(consent, key[counts], day[counts])
    forced, forced_all = np.full(keys, FAR), np.full(c.lanes, FAR)
    _, key, day = b.acts("entry_into_force", single=True)
    np.minimum.at(forced, key, day)
    mask = (b.some.acts.kind == CODE["entry_into_force"]) & (b.some.acts.actor < 0)
    forced_all[b.some.acts.lane[mask]] = b.day[mask]
    consent = np.where(joined, consent, forced_all[b.some.of_key])
    return np.minimum(consent, forced), forced, forced_all


def _first_entry(b: _Builder, consent: Ints, forced_all: Ints) -> tuple[Ints, Ints]:
    """Return E0 of each lane, and the day on which enough had consented."""
    c, of_key = b.c, b.some.of_key
    gone = np.full(len(of_key), FAR)
    _, key, day = b.acts("withdrawal", single=True)
    np.minimum.at(gone, key, day)
    order = np.lexsort((consent, of_key))
    ordered = consent[order]
    place = c.first[:-1] + c.needs - 1
    reached = ordered[place]
    doubtful = np.flatnonzero(np.bincount(of_key[gone <= reached[of_key]], minlength=c.lanes))
    for lane in doubtful.tolist():
        a, z = int(c.first[lane]), int(c.first[lane + 1])
        reached[lane] = _counted(ordered[a:z], consent[a:z], gone[a:z], int(c.needs[lane]))
    e0 = b.plus(reached, c.delay, np.arange(c.lanes))
    return np.where(forced_all < FAR, forced_all, e0), reached


def _counted(ordered: Ints, consent: Ints, gone: Ints, needs: int) -> int:
    """Return the first day with enough consents of parties that have not left."""
    for day in ordered[needs - 1 :]:
        if day < FAR and int(((consent <= day) & (gone > day)).sum()) >= needs:
            return int(day)
    return FAR


def _joining(b: _Builder, entered: Ints, consent: Ints, later: Ints) -> None:
    """List signatures, provisional applications, later accessions and entries after a return."""
    of_key = b.some.of_key
    _, key, day = b.acts("signature", "accession")
    b.put(SIGN, day, key)
    _, key, day = b.acts("provisional_application")
    b.put(PROVISIONAL, day, key)
    _, key, day = b.acts("accession")
    again = b.plus(day, b.c.delay[of_key[key]], of_key[key])
    b.put(CONSENT, day, key, aux=again, flag=1)
    # Where somebody may leave or all be revived, entry may also follow a later consent.
    revived = np.zeros(b.c.lanes, bool)
    revived[b.some.acts.lane[b.some.acts.kind == CODE["revival"]]] = True
    moving = revived[of_key]
    moving[b.acts("withdrawal", "termination", "notice", single=True)[1]] = True
    for keys, days in ((key, again), (np.arange(len(of_key)), later)):
        some = keys[moving[keys]]
        after = days[moving[keys]]
        b.put(ENTRY, after, some)
        b.put(ENTRY, np.maximum(after, entered[of_key[some]]), some)


def _ends(b: _Builder) -> None:
    """List withdrawals, ends of the whole, revivals, suspensions and resumptions."""
    _, key, day = b.acts("withdrawal", "termination", single=True)
    b.put(WITHDRAW, day, key)
    for kind, op in (("expiry", EXPIRE), ("supersession", SUPERSEDE), ("revival", REVIVE)):
        key, day = b.lane_acts(kind)
        b.put(op, day, key)
    for kind in ("withdrawal", "termination"):
        key, day = b.lane_acts(kind, joint=True)
        b.put(END_ALL, day, key)
    for kind, op in (("suspension", SUSPEND), ("resumption", RESUME)):
        act, key, day = b.acts(kind)
        b.put(op, day, key, flag=(b.some.acts.actor[act] >= 0).astype(np.int64))


def _notices(b: _Builder) -> None:
    """List notices, their maturities and revocations."""
    c = b.c
    act, key, day = b.acts("notice")
    lane = b.some.of_key[key]
    own, term = b.some.acts.notice[act], c.term_notice[lane]
    silent = (own[:, 0] == NO_PERIOD) & (term[:, 0] == NO_PERIOD) & (c.exit[lane] == 1)
    term = np.where((silent & c.vclt[lane])[:, None], np.array([[12, 0]]), term)
    matures = np.maximum(day, np.maximum(b.plus(day, own, lane), b.plus(day, term, lane)))
    powerless = c.exit[lane] == 2
    matures[powerless] = FAR
    b.put(NOTICE, day, key, run=act, aux=matures)
    ahead = matures > day
    b.put(MATURE, matures[ahead], key[ahead], run=act[ahead])
    _, key, day = b.acts("notice_revoked")
    b.put(REVOKE, day, key)


def _term(b: _Builder, entered: Ints) -> None:
    """List the ends of terms, and the refusals in time for each."""
    c = b.c
    every = np.arange(c.lanes)
    has = c.duration[:, 0] != NO_PERIOD
    first = np.full(c.lanes, FAR)
    first[has] = b.plus(entered[has], c.duration[has], every[has])
    renewed = c.renewal[:, 0] != NO_PERIOD
    plain = has & ~renewed
    b.put(TERM, first[plain], c.first[:-1][plain])
    act, key, day = b.acts("non_renewal", "notice")
    lane = b.some.of_key[key]
    notice = b.some.acts.kind[act] == CODE["notice"]
    use = has[lane] & renewed[lane] & ~(notice & (c.exit[lane] == 2))
    act, key, day, lane, notice = act[use], key[use], day[use], lane[use], notice[use]
    ends = _stopped(b, first[lane], day, lane)
    b.put(REFUSE, ends, key, run=np.where(notice, act, -1))


def _stopped(b: _Builder, first: Ints, given: Ints, lane: Ints) -> Ints:
    """Return the end of the first term for which each refusal is in time."""
    renewal, notice = b.c.renewal[lane], b.c.term_notice[lane]

    def end_of(term: Ints) -> Ints:
        return np.where(term > 0, b.plus(first, renewal, lane, term), first)

    def in_time(term: Ints) -> Flags:
        return given <= b.minus(end_of(term), notice, lane)

    low, high = np.full(len(given), -1), np.zeros(len(given), np.int64)
    while not (done := in_time(high)).all():
        low = np.where(done, low, high)
        high = np.where(done, high, np.maximum(1, high * 2))
    while (high - low > 1).any():
        middle = np.where(high - low > 1, (low + high) // 2, high)
        good = in_time(middle)
        low, high = np.where(good, low, middle), np.where(good, middle, high)
        low = np.where(high - low < 1, high - 1, low)
    return end_of(high)
