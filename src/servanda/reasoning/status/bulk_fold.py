"""The table of effects, applied to many instruments at once, day by day.

Step n of the fold is the n-th day of every instrument on which anything may fall due. The rows of
the status rules are applied in their order to all keys concerned, as in `rows` and `world`.
"""

from typing import NamedTuple

import numpy as np

from servanda.reasoning.status import bulk_table as t
from servanda.reasoning.status.bulk_columns import EXITS, Flags, Ints
from servanda.reasoning.status.bulk_days import FAR
from servanda.reasoning.status.bulk_table import OPERATIONS, Lanes, Rows, Table, keys_of

STATUSES = ("none", "signed", "consented", "provisional", "in_force", "withdrawn", "expired",
            "superseded", "terminated", "suspended", "ending")  # fmt: skip
(NONE, SIGNED, CONSENTED, PROVISIONAL, IN_FORCE, WITHDRAWN, EXPIRED, SUPERSEDED, TERMINATED,
 SUSPENDED, ENDING) = range(11)  # fmt: skip
_BOUND = np.array([0, 0, 1, 1, 1, 0, 0, 0, 0], np.int64)
_DEDUPED = np.array([op in (t.SIGN, t.PROVISIONAL, t.CONSENT, t.ENTRY) for op in range(OPERATIONS)])


class Changes(NamedTuple):
    """On a packed day the status of a key became another; keys begin with `none`.

    `until` is the last day on which the change may happen (packed), where days are uncertain.
    """

    key: Ints
    day: Ints
    until: Ints
    status: Ints


class Agenda(NamedTuple):
    """Dues in the order of steps and operations; `starts` tells where each pair begins."""

    rows: Rows
    until: Ints
    starts: Ints
    steps: int


def ordered(rows: Rows, until: Ints, of_key: Ints) -> Agenda:
    """Number the days of each lane and sort the dues by that number."""
    lane = of_key[rows.key]
    order = np.argsort((lane << 37) | rows.day)
    lane, day = lane[order], rows.day[order]
    new_lane = np.concatenate([[True], lane[1:] != lane[:-1]])
    new_day = new_lane | np.concatenate([[True], day[1:] != day[:-1]])
    number = np.cumsum(new_day)
    heads = np.flatnonzero(new_lane)
    step = number - np.repeat(number[heads], np.diff(np.concatenate([heads, [len(lane)]])))
    slot = step * OPERATIONS + rows.op[order]
    rank = (slot * len(of_key) + rows.key[order]) * 2 + rows.flag[order]
    second = np.argsort(rank)
    order, slot, key = order[second], slot[second], rows.key[order[second]]
    twin = np.concatenate([[False], (slot[1:] == slot[:-1]) & (key[1:] == key[:-1])])
    keep = ~(twin & _DEDUPED[slot % OPERATIONS])
    order, slot = order[keep], slot[keep]
    steps = int(step.max()) + 1 if len(step) else 0
    starts = np.searchsorted(slot, np.arange(steps * OPERATIONS + 1))
    return Agenda(Rows(*(column[order] for column in rows)), until[order], starts, steps)


def fold(some: Lanes, table: Table, until: Ints | None = None) -> Changes:
    """Return every change of status; `until` holds the last days of the table's dues, if any."""
    rows = table.rows
    if not len(rows.day):
        nothing = np.empty(0, np.int64)
        return Changes(nothing, nothing, nothing, nothing)
    agenda = ordered(rows, rows.day if until is None else until, some.of_key)
    walk = _Walk(some, table, agenda)
    for step in range(agenda.steps):
        walk.live(step)
    return Changes(*(np.concatenate(parts) for parts in zip(*walk.changes, strict=True)))


class _Walk:
    """States of all keys and instruments, changed in place."""

    def __init__(self, some: Lanes, table: Table, agenda: Agenda) -> None:
        keys, lanes = len(some.of_key), some.columns.lanes
        self.first, self.of_key = some.columns.first, some.of_key
        self.table, self.rows, self.agenda = table, agenda.rows, agenda
        self.powerless = some.columns.exit == EXITS.index("none")
        self.two = np.diff(self.first) == 2
        partner = np.arange(keys)
        heads = self.first[:-1][self.two]
        partner[heads], partner[heads + 1] = heads + 1, heads
        self.partner = partner
        self.of = np.zeros(keys, np.int64)
        self.before_end = np.zeros(keys, np.int64)
        self.consented = np.zeros(keys, bool)
        self.left = np.zeros(keys, bool)
        self.missed = np.zeros(keys, bool)
        self.reentry = np.full(keys, FAR)
        self.suspended = np.zeros(keys, bool)
        self.noticed = np.zeros(keys, np.int64)
        self.killed = np.full(keys, -1)
        self.shown = np.zeros(keys, np.int64)
        self.bound = np.zeros(lanes, np.int64)
        self.entered = np.zeros(lanes, bool)
        self.closed = np.zeros(lanes, bool)
        self.termless = np.zeros(lanes, bool)
        self.enough = np.zeros(lanes, bool)
        self.today = np.zeros(lanes, np.int64)
        self.until = np.zeros(lanes, np.int64)
        runs = len(some.acts.lane)
        self.given = np.zeros(runs, bool)
        self.done = np.zeros(runs, bool)
        self.matures = np.full(runs, FAR)
        self.given_on = np.zeros(runs, np.int64)
        self.changes: list[tuple[Ints, Ints, Ints, Ints]] = []
        self.ended: list[Ints] = []
        self.moved: list[Ints] = []
        self.only: Flags | None = None
        self.step = 0

    def get(self, op: int) -> Ints:
        """Return the rows of an operation on this step, of the lanes that are lived through."""
        slot = self.step * OPERATIONS + op
        a, b = self.agenda.starts[slot], self.agenda.starts[slot + 1]
        found = np.arange(a, b)
        if self.only is not None and len(found):
            found = found[self.only[self.of_key[self.rows.key[found]]]]
        return found

    def live(self, step: int) -> None:
        """Apply the effects of one step, then its notices, revocations and suspensions."""
        self.step, self.ended, self.moved = step, [], []
        starts, slot = self.agenda.starts, step * OPERATIONS
        touched = self.rows.key[starts[slot] : starts[slot + OPERATIONS]]
        lane = self.of_key[touched]
        self.today[lane] = self.rows.day[starts[slot] : starts[slot + OPERATIONS]]
        self.until[lane] = self.agenda.until[starts[slot] : starts[slot + OPERATIONS]]
        matured = self._matured()
        notices = self.get(t.NOTICE)
        if len(notices):
            self._with_notices(notices, matured, lane)
        else:
            self._effects(matured, lane)
        ended = np.concatenate(self.ended) if self.ended else np.empty(0, np.int64)
        for keys in (self.rows.key[self.get(t.REVOKE)], ended):
            self.killed[keys] = self.today[self.of_key[keys]]
            self.noticed[keys] = 0
        self._operate(ended)
        self._show(np.concatenate([touched, self.partner[touched], ended, *self.moved]))

    def _matured(self) -> Ints:
        """Return the keys whose notices mature today, and note these as done."""
        found = self.get(t.MATURE)
        run, key = self.rows.run[found], self.rows.key[found]
        ripe = self.given[run] & (self.killed[key] < self.given_on[run])
        ripe &= self.matures[run] == self.rows.day[found]
        self.done[run[ripe]] = True
        return key[ripe]

    def _with_notices(self, notices: Ints, matured: Ints, lane: Ints) -> None:
        """Live through a day on which notices are given: once without them, if need be again."""
        rows = self.rows
        key, run, day = (column[notices] for column in (rows.key, rows.run, rows.day))
        saved = self._save(np.unique(self.of_key[key]))
        self._effects(matured, lane)
        active = (self.of[key] >= SIGNED) & (self.of[key] <= IN_FORCE)
        notices, key, run, day = notices[active], key[active], run[active], day[active]
        matures = self.rows.aux[notices].copy()
        powerless = self.powerless[self.of_key[key]]
        early = (self.of[key] == PROVISIONAL) & ~self.consented[key] & ~powerless
        matures[early] = day[early]
        self.given[run] = ~powerless
        self.given_on[run], self.matures[run] = day, matures
        now = ~powerless & (matures <= day)
        self.done[run[now]] = True
        biting = np.zeros(len(self.today), bool)
        biting[self.of_key[key[now]]] = True
        refused = self.get(t.REFUSE)
        refused = refused[self.rows.run[refused] >= 0]
        if len(refused):
            fresh = np.isin(self.rows.run[refused], run)
            biting[self.of_key[self.rows.key[refused[fresh]]]] = True
        if biting.any():
            self._restore(saved, biting)
            self.ended = [keys[~biting[self.of_key[keys]]] for keys in self.ended]
            self.only = biting
            again = np.concatenate([matured, key[now]])
            self._effects(again[biting[self.of_key[again]]], lane[biting[lane]])
            self.only = None
        ahead = ~powerless & ~now
        key, matures = key[ahead], matures[ahead]
        self.noticed[key] = np.maximum(self.noticed[key], matures)

    def _effects(self, matured: Ints, lane: Ints) -> None:
        """Apply the rows of the table in their order."""
        first = self.get(t.FIRST)
        self.entered[self.of_key[self.rows.key[first]]] = True
        self._join()
        self._revive()
        leaving = np.unique(np.concatenate([self.rows.key[self.get(t.WITHDRAW)], matured]))
        two = self.two[self.of_key[leaving]]
        self._withdraw(leaving[~two])
        self._expire()
        self._end(self._lanes(t.SUPERSEDE), SUPERSEDED)
        pair = leaving[two]
        pair = pair[(self.of[pair] >= SIGNED) & (self.of[pair] <= IN_FORCE)]
        self._end(np.concatenate([self._lanes(t.END_ALL), self.of_key[pair]]), TERMINATED)
        self._too_few(lane)

    def _set(self, keys: Ints, state: Ints | int) -> None:
        """Put keys, none of them twice, into a state and keep count of those bound."""
        if not len(keys):
            return
        before = self.of[keys]
        self.of[keys] = state
        change = _BOUND[self.of[keys]] - _BOUND[before]
        np.add.at(self.bound, self.of_key[keys], change)

    def _open(self, keys: Ints) -> Flags:
        return ~self.closed[self.of_key[keys]]

    def _lanes(self, op: int) -> Ints:
        return self.of_key[self.rows.key[self.get(op)]]

    def _join(self) -> None:
        """Signature, provisional application, consent and entry."""
        keys = self.rows.key[self.get(t.SIGN)]
        self._set(keys[(self.of[keys] == NONE) & self._open(keys)], SIGNED)
        keys = self.rows.key[self.get(t.PROVISIONAL)]
        self._set(keys[(self.of[keys] <= CONSENTED) & self._open(keys)], PROVISIONAL)
        found = self.get(t.CONSENT)
        if len(found):
            self._consent(found)
        found = self.get(t.ENTRY)
        if len(found):
            self._enter(self.rows.key[found], self.rows.day[found])

    def _consent(self, found: Ints) -> None:
        """Consent, first or by later accession, and the entry that follows a return."""
        first = self.rows.flag[found] == 0
        counts = first | self.consented[self.rows.key[found]]
        self.consented[self.rows.key[found[first]]] = True
        found = found[counts]
        keys = self.rows.key[found]
        before = self.of[keys]
        ready = ((before <= SIGNED) | (before == WITHDRAWN)) & self._open(keys)
        found, keys, before = found[ready], keys[ready], before[ready]
        self._set(keys, CONSENTED)
        after, e0 = self.rows.aux[found], self.table.entered[self.of_key[keys]]
        back = before == WITHDRAWN
        returned = back & (e0 < FAR)
        self.reentry[keys[returned]] = np.maximum(after, e0)[returned]
        late = ~back & self.missed[keys]
        self.reentry[keys[late]] = after[late]
        self.missed[keys[late]] = False

    def _enter(self, keys: Ints, day: Ints) -> None:
        """Entry on E(p), or on the day that a later consent gave."""
        due = (self.table.entry[keys] == day) & ~self.left[keys]
        again = self.reentry[keys] <= day
        self.reentry[keys[again]] = FAR
        keys = keys[due | again]
        open_ = self._open(keys)
        self.missed[keys[~open_]] = True
        keys = keys[open_]
        ready = (self.of[keys] == CONSENTED) | (self.of[keys] == PROVISIONAL)
        self._set(keys[ready], IN_FORCE)

    def _revive(self) -> None:
        """Give back the states before the end, and let those enter who missed it meanwhile."""
        lanes = self._lanes(t.REVIVE)
        if not len(lanes):
            return
        keys, _ = keys_of(self.first, np.unique(lanes))
        ended = keys[(self.of[keys] >= EXPIRED) & (self.of[keys] <= TERMINATED)]
        self._set(ended, self.before_end[ended])
        lanes = np.unique(self.of_key[ended])
        self.closed[lanes], self.termless[lanes] = False, True
        keys, _ = keys_of(self.first, lanes)
        self.moved.append(keys)
        ready = (self.of[keys] == CONSENTED) | (self.of[keys] == PROVISIONAL)
        keys = keys[ready & self.missed[keys]]
        self._set(keys, IN_FORCE)
        self.missed[keys] = False

    def _withdraw(self, keys: Ints) -> None:
        """Let parties of an instrument of three or more leave it."""
        keys = keys[(self.of[keys] >= SIGNED) & (self.of[keys] <= IN_FORCE)]
        self._set(keys, WITHDRAWN)
        self.ended.append(keys)
        self.left[keys], self.missed[keys] = True, False
        self.reentry[keys] = FAR

    def _expire(self) -> None:
        """End by a recorded expiry, or because the term is over."""
        lanes = self._lanes(t.TERM)
        refused = self.get(t.REFUSE)
        key, run = self.rows.key[refused], self.rows.run[refused]
        alive = (run < 0) | (
            self.given[run] & (self.done[run] | (self.killed[key] < self.given_on[run]))
        )
        lanes = np.concatenate([lanes, self.of_key[key[alive & (self.of[key] == IN_FORCE)]]])
        lanes = lanes[~self.termless[lanes]]
        self._end(np.concatenate([lanes, self._lanes(t.EXPIRE)]), EXPIRED)

    def _end(self, lanes: Ints, state: int) -> None:
        """End instruments for every party that they can still end for."""
        if not len(lanes):
            return
        keys, _ = keys_of(self.first, np.unique(lanes))
        self._finish(keys[(self.of[keys] >= SIGNED) & (self.of[keys] <= IN_FORCE)], state)

    def _finish(self, keys: Ints, state: int) -> None:
        self.before_end[keys] = self.of[keys]
        self._set(keys, state)
        self.ended.append(keys)
        self.closed[self.of_key[keys]] = True

    def _too_few(self, lane: Ints) -> None:
        """End an instrument for the last one left, once two had been bound together."""
        lane = lane[self.entered[lane]]
        many = self.bound[lane] >= 2
        self.enough[lane[many]] = True
        alone = lane[self.enough[lane] & (self.bound[lane] == 1)]
        if len(alone):
            keys, _ = keys_of(self.first, np.unique(alone))
            self._finish(keys[_BOUND[self.of[keys]] == 1], TERMINATED)

    def _operate(self, ended: Ints) -> None:
        """Suspensions, then resumptions, each only by those bound at the end of the day."""
        self.suspended[ended] = False
        for op, now in ((t.SUSPEND, True), (t.RESUME, False)):
            found = self.get(op)
            key, flag = self.rows.key[found], self.rows.flag[found]
            bound = (self.of[key] == PROVISIONAL) | (self.of[key] == IN_FORCE)
            self.suspended[key[bound]] = now
            self.suspended[self.partner[key[bound & (flag == 1)]]] = now

    def _show(self, keys: Ints) -> None:
        """Note the statuses that have changed."""
        status, lane = self.of[keys], self.of_key[keys]
        today = self.today[lane]
        running = np.maximum(self.noticed[keys], self.noticed[self.partner[keys]]) > today
        force = status == IN_FORCE
        status = np.where(force & running, ENDING, status)
        status = np.where(force & self.suspended[keys], SUSPENDED, status)
        new = status != self.shown[keys]
        keys, status, lane, today = keys[new], status[new], lane[new], today[new]
        self.shown[keys] = status
        self.changes.append((keys, today, self.until[lane], status))

    def _save(self, lanes: Ints) -> tuple[Ints, Ints, list[Ints], list[Ints]]:
        """Keep what the effects of a day may change, of some lanes."""
        keys, _ = keys_of(self.first, lanes)
        return keys, lanes, [a[keys] for a in self._by_key()], [a[lanes] for a in self._by_lane()]

    def _restore(self, saved: tuple[Ints, Ints, list[Ints], list[Ints]], only: Flags) -> None:
        """Give some of the lanes back what was kept of them."""
        keys, lanes, of_keys, of_lanes = saved
        mine, ours = only[self.of_key[keys]], only[lanes]
        for array, was in zip(self._by_key(), of_keys, strict=True):
            array[keys[mine]] = was[mine]
        for array, was in zip(self._by_lane(), of_lanes, strict=True):
            array[lanes[ours]] = was[ours]

    def _by_key(self) -> list[Ints]:
        return [self.of, self.before_end, self.consented, self.left, self.missed, self.reentry]

    def _by_lane(self) -> list[Ints]:
        return [self.bound, self.entered, self.closed, self.termless, self.enough]
