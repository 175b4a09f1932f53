"""One day of one world, compiled: the rows of the status rules applied in their order.

The counterpart of `rows` and `world` for the sweep. `k` are the facts of an instrument, `s` the
state of a world, `a` its acts, `d` the day: rows of numbers as in `bulk_shape`. A state is
changed in place.
"""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE
from servanda.reasoning.status.bulk_day import (
    D_ACTS,
    D_ENDED,
    D_HI,
    D_LEAVES,
    D_LO,
    D_REFUSED,
    D_TERM,
    at_of,
    copied,
    leaves,
    notice_row,
    place,
    refusal_row,
)  # fmt: skip
from servanda.reasoning.status.bulk_join import consents, joined, renewals
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    BE,
    BITS,
    CAME,
    CLOSED,
    CONS,
    CONSENTED,
    DEAD,
    ENDING,
    ENOUGH,
    EXIT,
    EXPIRED,
    FL,
    FROM,
    IN_FORCE,
    KIND,
    LEFT,
    MATURED,
    MEMBER,
    MISSED,
    NIDX,
    O_NOT,
    O_PARTY,
    O_PB,
    O_UNIT,
    OF,
    PAIR,
    PARTIES,
    PROVISIONAL,
    REVIVED,
    RHI,
    RIDX,
    RLO,
    RT,
    RUNNING,
    SIGNED,
    SUPERSEDED,
    SUSP,
    SUSPENDED,
    TERMINATED,
    TERMLESS,
    UNIT,
    UNIT_SIZE,
    UNITS,
    UPTO,
    WITHDRAWN,
)  # fmt: skip
from servanda.reasoning.status.bulk_terms import POWERLESS, at_once

_SUSPENSION = CODE["suspension"]
_RESUMPTION = CODE["resumption"]
_NOTICE = CODE["notice"]
_REVOKED = CODE["notice_revoked"]
_WITHDRAWAL = CODE["withdrawal"]
_TERMINATION = CODE["termination"]
_SUPERSESSION = CODE["supersession"]
_REVIVAL = CODE["revival"]
_EXPIRY = CODE["expiry"]


@compiled
def live(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, spare: Any) -> None:
    """Live through a day; `today` lists its acts, `refused` the refusals whose term ends."""
    consents(k, s, a, d, today)
    notices = False
    for i in range(d[D_ACTS]):
        notices = notices or a[today[i], KIND] == _NOTICE
    for unit in range(k[UNITS]):
        renewals(k, s, a, d, today, refused, unit)
        size = k[O_NOT]
        if notices:
            copied(s, spare, size)
        _effects(k, s, a, d, today, refused, unit)
        if notices and _given(k, s, a, d, today, refused, unit):
            copied(spare, s, size)
            _effects(k, s, a, d, today, refused, unit)
        _afterwards(k, s, a, d, today, unit)


@compiled
def _effects(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> None:
    """Apply the rows of the table in their order."""
    for p in range(k[PARTIES]):
        d[at_of(k, D_ENDED + unit, p)] = 0
    ends = joined(k, s, a, d, today, unit)
    u = O_UNIT + unit * UNIT_SIZE
    leaving = False
    for i in range(d[D_ACTS] if ends else 0):
        row = today[i]
        if a[row, UNIT] != unit:
            continue
        kind = a[row, KIND]
        if kind == _REVIVAL:
            _revive(k, s, unit)
        elif (kind in (_WITHDRAWAL, _TERMINATION)) and a[row, ACTOR] >= 0:
            leaves(k, d, unit, a[row, ACTOR])
    for p in range(k[PARTIES]):
        leaving = leaving or d[at_of(k, D_LEAVES + unit, p)] == 1
    if leaving and not k[u + PAIR]:
        _withdraw(k, s, d, unit)
    if _expires(k, s, a, d, today, refused, unit):
        _end(k, s, d, unit, EXPIRED)
    superseded, over = False, False
    for i in range(d[D_ACTS] if ends else 0):
        row = today[i]
        if a[row, UNIT] == unit:
            kind = a[row, KIND]
            superseded = superseded or kind == _SUPERSESSION
            joint = kind in (_TERMINATION, _WITHDRAWAL)
            over = over or (joint and a[row, ACTOR] < 0)
    if superseded:
        _end(k, s, d, unit, SUPERSEDED)
    if leaving and k[u + PAIR]:
        for p in range(k[PARTIES]):
            state = s[place(k, unit, p) + OF]
            over = over or (d[at_of(k, D_LEAVES + unit, p)] == 1 and SIGNED <= state <= IN_FORCE)
    if over:
        _end(k, s, d, unit, TERMINATED)
    if s[CAME]:
        _too_few(k, s, d, unit)


@compiled
def _revive(k: Any, s: Any, unit: int) -> None:
    """Give back the states before the end, and let those enter who missed it meanwhile."""
    found = False
    for p in range(k[PARTIES]):
        at = place(k, unit, p)
        if EXPIRED <= s[at + OF] <= TERMINATED:
            s[at + OF], s[at + BE] = s[at + BE], 0
            found = True
    if not found:
        return
    s[BITS + unit] = (s[BITS + unit] & ~CLOSED) | TERMLESS
    for p in range(k[PARTIES]):
        at = place(k, unit, p)
        if s[at + FL] & MISSED and (s[at + OF] == CONSENTED or s[at + OF] == PROVISIONAL):
            s[at + OF] = IN_FORCE
            s[at + FL] &= ~MISSED


@compiled
def _withdraw(k: Any, s: Any, d: Any, unit: int) -> None:
    """Let parties of an instrument of three or more leave it."""
    for p in range(k[PARTIES]):
        at = place(k, unit, p)
        if d[at_of(k, D_LEAVES + unit, p)] and SIGNED <= s[at + OF] <= IN_FORCE:
            s[at + OF] = WITHDRAWN
            s[at + FL] = (s[at + FL] | LEFT) & ~MISSED
            s[at + RT], s[at + RLO], s[at + RHI] = 0, 0, 0
            d[at_of(k, D_ENDED + unit, p)] = 1


@compiled
def _expires(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> bool:
    """Tell whether the instrument expires: recorded, or because the term is over."""
    for i in range(d[D_ACTS]):
        if a[today[i], UNIT] == unit and a[today[i], KIND] == _EXPIRY:
            return True
    if s[BITS + unit] & TERMLESS:
        return False
    if d[D_TERM + unit]:
        return True
    for i in range(d[D_REFUSED]):
        row = refusal_row(k, refused[i])
        if a[row, UNIT] != unit:
            continue
        if a[row, KIND] == _NOTICE:
            stands = s[k[O_NOT] + 3 * a[row, NIDX]]
            if stands != RUNNING and stands != MATURED:
                continue
        for p in range(k[PARTIES]):
            if (a[row, ACTOR] == p or a[row, ACTOR] < 0) and s[place(k, unit, p) + OF] == IN_FORCE:
                return True
    return False


@compiled
def _end(k: Any, s: Any, d: Any, unit: int, after: int) -> None:
    """End the instrument for every party that it can still end for."""
    for p in range(k[PARTIES]):
        at = place(k, unit, p)
        if SIGNED <= s[at + OF] <= IN_FORCE:
            s[at + BE], s[at + OF] = s[at + OF], after
            s[BITS + unit] |= CLOSED
            d[at_of(k, D_ENDED + unit, p)] = 1


@compiled
def _too_few(k: Any, s: Any, d: Any, unit: int) -> None:
    """End the instrument for the last one left, once two had been bound together."""
    bound, one = 0, 0
    for p in range(k[PARTIES]):
        if CONSENTED <= s[place(k, unit, p) + OF] <= IN_FORCE:
            bound += 1
            one = p
    if bound >= 2:
        s[BITS + unit] |= ENOUGH
    elif bound == 1 and s[BITS + unit] & ENOUGH:
        at = place(k, unit, one)
        s[at + BE], s[at + OF] = s[at + OF], TERMINATED
        s[BITS + unit] |= CLOSED
        d[at_of(k, D_ENDED + unit, one)] = 1


@compiled
def _given(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> bool:
    """Note the notices of the day that count; tell whether one has an effect at once."""
    bites = False
    if k[O_UNIT + unit * UNIT_SIZE + EXIT] == POWERLESS:
        return False
    for i in range(d[D_ACTS]):
        row = today[i]
        if a[row, UNIT] != unit or a[row, KIND] != _NOTICE:
            continue
        p = a[row, ACTOR]
        state = s[place(k, unit, p) + OF]
        if not SIGNED <= state <= IN_FORCE:
            continue
        n = k[O_NOT] + 3 * a[row, NIDX]
        if at_once(k, a, row) or (state == PROVISIONAL and not s[k[O_PB] + p] & CONS):
            s[n] = MATURED
            leaves(k, d, unit, p)
            bites = True
        else:
            s[n], s[n + 1], s[n + 2] = RUNNING, d[D_LO], d[D_HI]
        for j in range(d[D_REFUSED]):
            bites = bites or refused[j] == a[row, RIDX]
    return bites


@compiled
def _afterwards(k: Any, s: Any, a: Any, d: Any, today: Any, unit: int) -> None:
    """Suspensions and resumptions, and notices that are revoked or lapse."""
    pair = k[O_UNIT + unit * UNIT_SIZE + PAIR] == 1
    ended = False
    for p in range(k[PARTIES]):
        if d[at_of(k, D_ENDED + unit, p)]:
            s[place(k, unit, p) + FL] &= ~SUSP
            ended = True
    revoked = False
    for wanted in (_SUSPENSION, _RESUMPTION):
        for i in range(d[D_ACTS]):
            row = today[i]
            revoked = revoked or a[row, KIND] == _REVOKED
            if a[row, UNIT] != unit or a[row, KIND] != wanted:
                continue
            for p in range(k[PARTIES]):
                actor = p if a[row, ACTOR] < 0 else a[row, ACTOR]
                state = s[place(k, unit, actor) + OF]
                member = unit == 0 or k[O_PARTY + p] & MEMBER != 0
                if member and (actor == p or pair) and PROVISIONAL <= state <= IN_FORCE:
                    if wanted == _SUSPENSION:
                        s[place(k, unit, p) + FL] |= SUSP
                    else:
                        s[place(k, unit, p) + FL] &= ~SUSP
    if revoked:
        for i in range(d[D_ACTS]):
            row = today[i]
            if a[row, UNIT] == unit and a[row, KIND] == _REVOKED:
                _fall(k, s, a, d, unit, a[row, ACTOR])
    if ended:
        _fall(k, s, a, d, unit, -1)


@compiled
def _fall(k: Any, s: Any, a: Any, d: Any, unit: int, actor: int) -> None:
    """Let the running notices of a party fall, or of all whose state ended today (-1)."""
    for n in range(k[FROM], k[UPTO]):
        at = k[O_NOT] + 3 * n
        if s[at] != RUNNING:
            continue
        row = notice_row(k, n)
        if a[row, UNIT] != unit:
            continue
        if a[row, ACTOR] == actor or (actor < 0 and d[at_of(k, D_ENDED + unit, a[row, ACTOR])]):
            s[at], s[at + 1], s[at + 2] = DEAD, 0, 0


@compiled
def shown(k: Any, s: Any, a: Any, out: Any) -> None:
    """Write the status of every party that is asked about, -1 for others."""
    asked = k[UNITS] - 1
    for p in range(k[PARTIES]):
        out[p] = s[place(k, 0, p) + OF]
        if out[p] == IN_FORCE and s[place(k, 0, p) + FL] & SUSP:
            out[p] = SUSPENDED
    _ending(k, s, a, out, 0)
    if asked == 0:
        return
    own = out[k[PARTIES] :]
    for p in range(k[PARTIES]):
        own[p] = s[place(k, 1, p) + OF]
        if own[p] == IN_FORCE and s[place(k, 1, p) + FL] & SUSP:
            own[p] = SUSPENDED
    _ending(k, s, a, own, 1)
    for p in range(k[PARTIES]):
        if not k[O_PARTY + p] & MEMBER:
            out[p] = -1
        elif out[p] == IN_FORCE:
            out[p] = own[p]
        elif out[p] == SUSPENDED:
            out[p] = SUSPENDED if own[p] in (IN_FORCE, ENDING) else own[p]
        elif out[p] == ENDING:
            out[p] = ENDING if own[p] == IN_FORCE else own[p]


@compiled
def _ending(k: Any, s: Any, a: Any, out: Any, unit: int) -> None:
    """Show as ending who is in force but for a notice that runs."""
    pair = k[O_UNIT + unit * UNIT_SIZE + PAIR] == 1
    for n in range(k[FROM], k[UPTO]):
        if s[k[O_NOT] + 3 * n] == RUNNING:
            row = notice_row(k, n)
            if a[row, UNIT] != unit:
                continue
            for p in range(k[PARTIES]):
                if (pair or a[row, ACTOR] == p) and out[p] == IN_FORCE:
                    out[p] = ENDING


@compiled
def over(k: Any, s: Any, day: int) -> bool:
    """Tell whether nothing can change from a day on: closed for good, and nobody left in it."""
    if not s[BITS] & CLOSED or day <= k[REVIVED]:
        return False
    for p in range(k[PARTIES]):  # noqa: SIM110 - a loop compiles faster
        if SIGNED <= s[place(k, 0, p) + OF] <= IN_FORCE:
            return False
    return True
