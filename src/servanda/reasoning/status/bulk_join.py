"""Consents, E0, entries and terms on one day of one world, compiled.

The counterpart of `entry`, `terms` and the first rows of `rows`.
"""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE
from servanda.reasoning.status.bulk_day import (
    D_ACTS,
    D_BASE,
    D_DUE,
    D_E0,
    D_ENTERS,
    D_HI,
    D_LAPSED,
    D_LO,
    D_NEW,
    D_RE,
    D_REFUSED,
    D_TERM,
    D_WINDOW,
    EARLY,
    at_of,
    place,
    refusal_row,
)  # fmt: skip
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    BASE,
    BHI,
    BITS,
    BLO,
    CAME,
    CLOSED,
    CONS,
    CONSENTED,
    DD,
    DM,
    DURD,
    DURM,
    FL,
    FORCED,
    GONE,
    GROUPED,
    IN_FORCE,
    KIND,
    LEFT,
    MEMBER,
    MISSED,
    NEEDS,
    NO_JOIN,
    NONE,
    NOTD,
    NOTM,
    O_DUE,
    O_PARTY,
    O_PB,
    O_REF,
    O_UNIT,
    ODD,
    OF,
    PARTIES,
    PAST,
    PLAIN,
    PROVISIONAL,
    RATIFIED,
    RECORDED,
    REFUSALS,
    RENM,
    RHI,
    RIDX,
    RLO,
    RT,
    SIGNED,
    UNIT,
    UNIT_SIZE,
    UNITS,
    WAITS,
    WITHDRAWN,
)  # fmt: skip
from servanda.reasoning.status.bulk_terms import end_of, window

_SIGNATURE = CODE["signature"]
_RATIFICATION = CODE["ratification"]
_ACCESSION = CODE["accession"]
_EIF = CODE["entry_into_force"]
_PROVISIONAL = CODE["provisional_application"]
_WITHDRAWAL = CODE["withdrawal"]


@compiled
def consents(k: Any, s: Any, a: Any, d: Any, today: Any) -> None:
    """Note who consents, whether E0 follows, and whose entry falls on this day."""
    by = _RATIFICATION if k[RATIFIED] else _SIGNATURE
    before, recorded = s[BASE], False
    for i in range(d[D_ACTS]):
        row = today[i]
        if a[row, UNIT] != 0:
            continue
        kind, actor = a[row, KIND], a[row, ACTOR]
        if kind == _WITHDRAWAL and actor >= 0:
            s[k[O_PB] + actor] |= GONE
        if kind != by and kind != _ACCESSION and kind != _EIF:
            continue
        recorded = recorded or (kind == _EIF and actor < 0)
        if kind == _EIF and actor >= 0:
            d[at_of(k, D_ENTERS, actor)] = 1
        first, stop = (0, k[PARTIES]) if actor < 0 else (actor, actor + 1)
        for p in range(first, stop):
            if kind == _EIF and actor < 0 and not k[O_PARTY + p] & NO_JOIN:
                continue
            if not s[k[O_PB] + p] & CONS:
                s[k[O_PB] + p] |= CONS
                d[at_of(k, D_NEW, p)] = 1
    if before == 0:
        _base(k, s, d, recorded)
    if d[D_E0]:
        s[CAME] = 1
    for p in range(k[PARTIES]):
        if k[O_PARTY + p] & FORCED:
            continue
        due = d[at_of(k, D_DUE, p)] == 1 or (d[D_E0] == 1 and s[k[O_PB] + p] & GROUPED != 0)
        if before and d[at_of(k, D_NEW, p)]:
            if k[UNITS] == 1 and s[place(k, 0, p) + FL] & LEFT:
                due = False  # its entry follows from its return alone
            elif k[DM] or k[DD]:
                s[k[O_DUE] + 2 * p], s[k[O_DUE] + 2 * p + 1] = d[D_LO], d[D_HI]
            else:
                due = True
        if due:
            d[at_of(k, D_ENTERS, p)] = 1


@compiled
def _base(k: Any, s: Any, d: Any, recorded: bool) -> None:
    """See whether enough have consented, or E0 is recorded for today."""
    there = 0
    for p in range(k[PARTIES]):
        there += s[k[O_PB] + p] & (CONS | GONE) == CONS
    if not recorded and (k[RECORDED] or there < k[NEEDS]):
        return
    s[BASE] = 1
    s[BLO], s[BHI] = d[D_LO], d[D_HI]
    d[D_BASE] = 1
    for p in range(k[PARTIES]):
        if s[k[O_PB] + p] & CONS:
            s[k[O_PB] + p] |= GROUPED
    if k[RECORDED] or (k[DM] == 0 and k[DD] == 0):
        d[D_E0] = 1


@compiled
def renewals(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> None:
    """Find out which term each refusal of the day is for, and which terms end at once."""
    u = O_UNIT + unit * UNIT_SIZE
    if k[u + DURM] < 0:
        return
    if k[u + RENM] < 0:
        if d[D_E0] and k[u + DURM] == 0 and k[u + DURD] == 0:
            d[D_TERM + unit] = 1
        return
    single = d[D_LO] == d[D_HI] and s[BLO] == s[BHI]
    for i in range(d[D_ACTS]):
        row = today[i]
        if a[row, UNIT] != unit or a[row, RIDX] < 0:
            continue
        r = k[O_REF] + 3 * a[row, RIDX]
        s[r] = max(1, d[D_WINDOW + unit])
        at_last = d[D_LAPSED + unit] == 1 and k[u + NOTM] <= 0 and k[u + NOTD] <= 0
        if s[BASE] == 0:
            s[r], s[r + 1], s[r + 2] = EARLY, d[D_LO], d[D_HI]
            continue
        if single:
            s[r] = window(k, unit, s[BLO], d[D_LO])
            at_last = end_of(k, unit, s[BLO], s[r]) == d[D_LO]
        if at_last:
            s[r] = 0
            refused[d[D_REFUSED]] = a[row, RIDX]
            d[D_REFUSED] += 1
    if d[D_BASE]:
        _early(k, s, a, d, refused, unit)


@compiled
def _early(k: Any, s: Any, a: Any, d: Any, refused: Any, unit: int) -> None:
    """Find the terms of refusals given before it was known when there would be one."""
    for n in range(k[REFUSALS]):
        r = k[O_REF] + 3 * n
        if s[r] != EARLY or a[refusal_row(k, n), UNIT] != unit:
            continue
        first, last = s[r + 1], s[r + 2]
        s[r], s[r + 1], s[r + 2] = 1, 0, 0
        if s[BLO] != s[BHI]:
            continue
        s[r] = window(k, unit, s[BLO], first)
        if first != last and s[r] != window(k, unit, s[BLO], last):
            k[ODD] = 1
        # An end before this day is none: nobody was bound by then.
        if end_of(k, unit, s[BLO], s[r]) == d[D_LO]:
            s[r] = 0
            refused[d[D_REFUSED]] = n
            d[D_REFUSED] += 1


@compiled
def joined(k: Any, s: Any, a: Any, d: Any, today: Any, unit: int) -> bool:
    """Apply signature, provisional application, consent and entry; tell whether other acts are."""
    joins, others = False, False
    for i in range(d[D_ACTS]):
        kind = a[today[i], KIND]
        joins = joins or kind <= _PROVISIONAL
        others = others or kind > _PROVISIONAL
    for p in range(k[PARTIES]):
        if not (unit == 0 or k[O_PARTY + p] & MEMBER):
            continue
        signs, provisional, accedes = False, False, False
        for i in range(d[D_ACTS] if joins else 0):
            row = today[i]
            if a[row, UNIT] == 0 and (a[row, ACTOR] == p or a[row, ACTOR] < 0):
                kind = a[row, KIND]
                signs = signs or kind in (_SIGNATURE, _ACCESSION)
                provisional = provisional or kind == _PROVISIONAL
                accedes = accedes or kind == _ACCESSION
        _join(k, s, d, unit, p, signs, provisional, accedes)
    return others


@compiled
def _join(
    k: Any, s: Any, d: Any, unit: int, p: int, signs: bool, provisional: bool, accedes: bool
) -> None:
    """Let one party join: each step where the state allows it."""
    at = place(k, unit, p)
    closed = s[BITS + unit] & CLOSED != 0
    if signs and s[at + OF] == NONE and not closed:
        s[at + OF] = SIGNED
    if provisional and s[at + OF] <= CONSENTED and not closed:
        s[at + OF] = PROVISIONAL
    enters = d[at_of(k, D_ENTERS, p)] == 1 and not s[at + FL] & LEFT
    if d[at_of(k, D_RE + unit, p)]:
        s[at + RLO], s[at + RHI] = 0, 0
        if s[at + RT] == WAITS:
            s[at + RT] = PAST
        else:
            s[at + RT] = 0
            enters = True
    state = s[at + OF]
    if (
        (d[at_of(k, D_NEW, p)] or (accedes and s[k[O_PB] + p] & CONS))
        and (state <= SIGNED or state == WITHDRAWN)
        and not closed
    ):
        s[at + OF] = CONSENTED
        waits = 0
        if state == WITHDRAWN:
            waits = WAITS
        elif s[at + FL] & MISSED:
            waits = PLAIN
            s[at + FL] &= ~MISSED
        if waits:
            s[at + RT] = waits
            s[at + RLO], s[at + RHI] = d[D_LO], d[D_HI]
            if k[DM] == 0 and k[DD] == 0:
                s[at + RLO], s[at + RHI] = 0, 0
                s[at + RT] = PAST if waits == WAITS else 0
                enters = enters or waits == PLAIN
    if s[at + RT] == PAST and s[CAME]:
        s[at + RT] = 0
        enters = True
    if enters:
        if closed:
            s[at + FL] |= MISSED
        elif s[at + OF] == CONSENTED or s[at + OF] == PROVISIONAL:
            s[at + OF] = IN_FORCE
