"""Uncertain dates by the thousand, where the order of events is certain all the same.

A lane is lived through once with all its acts on their first days. That shows every world if no
two events that concern one another can change places: then each change happens some day between
its own first and last, one after another. Where this cannot be told the lane is left to the
ordinary engine.
"""

import numpy as np

from servanda.model.period import NEVER, Reading
from servanda.reasoning.status import bulk_table as t
from servanda.reasoning.status.bulk_columns import CODE, Flags, Ints
from servanda.reasoning.status.bulk_days import TAG, packed
from servanda.reasoning.status.bulk_fold import Changes, fold
from servanda.reasoning.status.bulk_table import Lanes, Rows, Table, chosen, table

World = tuple[Changes, Ints]
_TAGS = (1 << TAG) - 1
_JOINING = (t.SIGN, t.PROVISIONAL, t.CONSENT, t.ENTRY)
_OPERATION = (t.SUSPEND, t.RESUME)


def certain_order(some: Lanes, use: Flags) -> tuple[list[World], Flags]:
    """Fold the lanes in use whose order of events is certain; return also those where it is not."""
    few, keys = chosen(some, use)
    rows = np.flatnonzero(use)
    first, last = _tables(few, "last")
    doubt = _doubtful(few, first, last)
    split = first.ambiguous | last.ambiguous
    worlds = [_folded(few, first, last, ~doubt & ~split, keys)]
    if split.any():
        twice, again = chosen(few, split)
        where = np.flatnonzero(split)
        other = _tables(twice, "next")
        doubt[where] |= _doubtful(twice, *other)
        worlds.append(_folded(few, first, last, ~doubt & split, keys))
        worlds.append(_folded(twice, *other, ~doubt[where], keys[again]))
    unsure = np.zeros(len(use), bool)
    unsure[rows[doubt]] = True
    return worlds, unsure


def _tables(some: Lanes, reading: Reading) -> tuple[Table, Table]:
    """Return the agendas with all acts on their first, and on their last days."""
    acts = some.acts
    open_ = acts.lo < acts.hi
    # Uncertain acts are numbered within their lane.
    count = np.cumsum(open_)
    heads = np.searchsorted(acts.lane, acts.lane)
    before = np.concatenate([[0], count])[heads]
    tag = np.where(open_, np.minimum(count - before, _TAGS), 0)
    low = table(some, packed(acts.lo, tag), reading, NEVER)
    high = table(some, packed(acts.hi, tag), reading, NEVER)
    return low, high


def _folded(some: Lanes, first: Table, last: Table, use: Flags, keys: Ints) -> World:
    """Fold some lanes on their first days, each change with its last day."""
    mine = use[some.of_key[first.rows.key]] & (first.rows.day >> TAG <= some.columns.last)
    rows = Rows(*(column[mine] for column in first.rows))
    changes = fold(some, first._replace(rows=rows), last.rows.day[mine])
    return changes._replace(key=keys[changes.key]), keys[use[some.of_key]]


def _doubtful(some: Lanes, first: Table, last: Table) -> Flags:
    """Return the lanes in which events may change places, or may seem to."""
    doubt = np.zeros(some.columns.lanes, bool)
    if len(first.rows.day) != len(last.rows.day):
        return ~doubt
    _entries(some, first, last, doubt)
    _consents(some, first, last, doubt)
    _refusals(some, first, doubt)
    _rows(some, first.rows, last.rows, doubt)
    return doubt


def _apart(a_lo: Ints, a_hi: Ints, b_lo: Ints, b_hi: Ints) -> Flags:
    """Tell whether two days keep their order: apart, both certain, or the same act's."""
    same: Flags = (a_lo & _TAGS) == (b_lo & _TAGS)
    found: Flags = same | (a_hi >> TAG < b_lo >> TAG) | (b_hi >> TAG < a_lo >> TAG)
    return found


def _entries(some: Lanes, first: Table, last: Table, doubt: Flags) -> None:
    """Doubt lanes in which it is open what an entry follows from."""
    c, of_key = some.columns, some.of_key
    e0, until = first.entered[of_key], last.entered[of_key]
    kept = _apart(first.consent, last.consent, e0, until)
    kept &= _apart(first.later, last.later, e0, until)
    doubt[of_key[~kept]] = True
    # Enough have consented on one consent's day: none other may come before or after it.
    low = first.consent[np.lexsort((first.consent, of_key))]
    high = last.consent[np.lexsort((last.consent, of_key))]
    place = c.first[:-1] + c.needs - 1
    more = place + 1 < c.first[1:]
    following = np.minimum(place + 1, len(low) - 1)
    fine = _apart(high[place - 1], high[place - 1], low[place], low[place])
    fine &= ~more | _apart(high[place], high[place], low[following], low[following])
    doubt |= ~fine
    # A withdrawal that may come before that day.
    act = (some.acts.kind == CODE["withdrawal"]) & (some.acts.actor >= 0)
    early = some.acts.lo[act] <= last.reached[some.acts.lane[act]] >> TAG
    open_ = (some.acts.lo < some.acts.hi)[act] | ((first.reached & _TAGS) > 0)[some.acts.lane[act]]
    doubt[some.acts.lane[act][early & open_]] = True


def _consents(some: Lanes, first: Table, last: Table, doubt: Flags) -> None:
    """Doubt lanes in which it is open which act is a party's first consent."""
    kinds = [CODE[kind] for kind in ("signature", "ratification", "accession")]
    mask = np.isin(some.acts.kind[some.act], kinds)
    act, key = some.act[mask], some.key[mask]
    lo, hi = some.acts.lo[act], some.acts.hi[act]
    reach = lo <= last.consent[key] >> TAG
    by = np.where(some.columns.ratified[some.of_key[key]], kinds[1], kinds[0])
    reach &= (some.acts.kind[act] == by) | (some.acts.kind[act] == kinds[2])
    several = np.bincount(key[reach], minlength=len(some.of_key)) > 1
    doubt[some.of_key[key[reach & several[key] & (lo < hi)]]] = True


def _refusals(some: Lanes, first: Table, doubt: Flags) -> None:
    """Doubt lanes in which an uncertain day decides which renewal is refused."""
    c, acts = some.columns, some.acts
    renewed = (c.duration[:, 0] >= 0) & (c.renewal[:, 0] >= 0)
    act = np.isin(acts.kind, [CODE["non_renewal"], CODE["notice"]]) & renewed[acts.lane]
    open_ = (acts.lo < acts.hi) | ((first.entered & _TAGS) > 0)[acts.lane]
    doubt[acts.lane[act & open_]] = True


def _rows(some: Lanes, first: Rows, last: Rows, doubt: Flags) -> None:
    """Doubt lanes in which two dues that concern one another may change places."""
    now = first.day >> TAG <= some.columns.last
    key, op, lo, hi = first.key[now].astype(np.int64), first.op[now], first.day[now], last.day[now]
    lane = some.of_key[key]
    loose = (lo & _TAGS) != (hi & _TAGS)
    loose &= hi >> TAG < NEVER
    doubt[lane[loose]] = True
    own = np.isin(op, _JOINING)
    pair = (np.diff(some.columns.first) == 2)[lane]
    own |= np.isin(op, _OPERATION) & ~pair
    leavers = np.zeros(some.columns.lanes, bool)
    kinds = [CODE[kind] for kind in ("notice", "withdrawal", "termination")]
    leavers[some.acts.lane[np.isin(some.acts.kind, kinds) & (some.acts.actor >= 0)]] = True
    own |= (op == t.FIRST) & (pair | ~leavers[lane])
    _sweep(lane, lo, hi >> TAG, ~own, lane, doubt)
    _sweep(key, lo, hi >> TAG, np.ones(len(key), bool), lane, doubt)


def _sweep(group: Ints, lo: Ints, hi: Ints, shared: Flags, lane: Ints, doubt: Flags) -> None:
    """Doubt the lanes of groups in which a shared due may change places with any other."""
    if not len(group):
        return
    order = np.lexsort((lo, group))
    group, lo, hi, shared, lane = group[order], lo[order], hi[order], shared[order], lane[order]
    heads = np.flatnonzero(
        np.concatenate([[True], (group[1:] != group[:-1]) | (lo[1:] != lo[:-1])])
    )
    most, least = np.maximum.reduceat(hi, heads), np.minimum.reduceat(hi, heads)
    common = np.logical_or.reduceat(shared, heads)
    group, day, lane = group[heads], lo[heads] >> TAG, lane[heads]
    doubt[lane[most != least]] = True
    base = group << 21
    any_ = np.maximum.accumulate(base + most)
    joint = np.maximum.accumulate(base + np.where(common, most, 0))
    before = np.zeros(len(group), bool)
    before[1:] = (joint[:-1] >= (base + day)[1:]) | (common[1:] & (any_[:-1] >= (base + day)[1:]))
    doubt[lane[before]] = True
