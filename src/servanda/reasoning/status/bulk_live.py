"""One day of one world, compiled: the rows of the status rules applied in their order.

The counterpart of `rows` and `world` for the sweep. `k` are the facts of an instrument, `s` the
state of a world, `a` its acts, `d` the day: rows of numbers as in `bulk_shape`. A state is
changed in place.
"""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    BASE,
    BE,
    BHI,
    BITS,
    BLO,
    CAME,
    CLOSED,
    CONS,
    CONSENTED,
    DD,
    DEAD,
    DM,
    DURD,
    DURM,
    ENDING,
    ENOUGH,
    EXIT,
    EXPIRED,
    FL,
    FORCED,
    FROM,
    GONE,
    GROUPED,
    IN_FORCE,
    KIND,
    LEFT,
    MATURED,
    MEMBER,
    MISSED,
    NEEDS,
    NIDX,
    NO_JOIN,
    NONE,
    NOTD,
    NOTICES,
    NOTM,
    O_DUE,
    O_NOT,
    O_PARTY,
    O_PB,
    O_REF,
    O_UNIT,
    O_UP,
    ODD,
    OF,
    PAIR,
    PARTIES,
    PAST,
    PLAIN,
    PROVISIONAL,
    RATIFIED,
    RECORDED,
    REFUSALS,
    RENM,
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
    WAITS,
    WITHDRAWN,
)  # fmt: skip
from servanda.reasoning.status.bulk_terms import POWERLESS, at_once, end_of, window

_SIGNATURE, _RATIFICATION, _ACCESSION, _EIF, _PROVISIONAL = (
    CODE["signature"], CODE["ratification"], CODE["accession"], CODE["entry_into_force"],
    CODE["provisional_application"],
)  # fmt: skip
_SUSPENSION, _RESUMPTION, _NOTICE, _REVOKED, _NON_RENEWAL, _WITHDRAWAL = (
    CODE["suspension"], CODE["resumption"], CODE["notice"], CODE["notice_revoked"],
    CODE["non_renewal"], CODE["withdrawal"],
)  # fmt: skip
_TERMINATION, _SUPERSESSION, _REVIVAL, _EXPIRY = (
    CODE["termination"], CODE["supersession"], CODE["revival"], CODE["expiry"],
)  # fmt: skip

# The day: its first and last day (worlds may differ), what falls due, and room for its effects.
D_LO, D_HI, D_ACTS, D_E0, D_BASE, D_REFUSED, D_TERM, D_LAPSED, D_WINDOW = 0, 1, 2, 3, 4, 5, 6, 8, 10
"""D_ACTS and D_REFUSED: numbers of acts, and of refusals whose term ends. Of each unit: D_TERM the
term ends, D_LAPSED the last day to refuse a renewal, D_WINDOW the term that can be refused."""
D_HEAD = 12
# By party: consents today, enters today, c + delay today; then by unit and party: a later entry
# falls due, leaves today, ended today.
_NEW, _ENTERS, D_DUE, D_RE, _LEAVES, _ENDED = 0, 1, 2, 3, 5, 7
D_SIZE = 9
EARLY = -2


@compiled
def cleared(k: Any, d: Any, low: int, high: int) -> None:
    """Make the day empty."""
    for n in range(D_HEAD + D_SIZE * k[PARTIES]):
        d[n] = 0
    d[D_LO], d[D_HI] = low, high


@compiled
def copied(some: Any, other: Any, size: int) -> None:
    """Copy the first numbers of a row to another."""
    for n in range(size):
        other[n] = some[n]


@compiled
def _at(k: Any, field: int, party: int) -> int:
    return D_HEAD + field * k[PARTIES] + party  # type: ignore[no-any-return]


@compiled
def place(k: Any, unit: int, party: int) -> int:
    """Return where the numbers of a party in a unit begin."""
    return k[O_UP] + 6 * (unit * k[PARTIES] + party)  # type: ignore[no-any-return]


@compiled
def leaves(k: Any, d: Any, unit: int, party: int) -> None:
    """Note that a matured notice takes a party out today."""
    d[_at(k, _LEAVES + unit, party)] = 1


@compiled
def live(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, spare: Any) -> None:
    """Live through a day; `today` lists its acts, `refused` the refusals whose term ends."""
    _consents(k, s, a, d, today)
    notices = False
    for i in range(d[D_ACTS]):
        notices = notices or a[today[i], KIND] == _NOTICE
    for unit in range(k[UNITS]):
        _terms(k, s, a, d, today, refused, unit)
        size = k[O_NOT]
        if notices:
            copied(s, spare, size)
        _effects(k, s, a, d, today, refused, unit)
        if notices and _given(k, s, a, d, today, refused, unit):
            copied(spare, s, size)
            _effects(k, s, a, d, today, refused, unit)
        _afterwards(k, s, a, d, today, unit)


@compiled
def _consents(k: Any, s: Any, a: Any, d: Any, today: Any) -> None:
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
            d[_at(k, _ENTERS, actor)] = 1
        first, stop = (0, k[PARTIES]) if actor < 0 else (actor, actor + 1)
        for p in range(first, stop):
            if kind == _EIF and actor < 0 and not k[O_PARTY + p] & NO_JOIN:
                continue
            if not s[k[O_PB] + p] & CONS:
                s[k[O_PB] + p] |= CONS
                d[_at(k, _NEW, p)] = 1
    if before == 0:
        _base(k, s, d, recorded)
    if d[D_E0]:
        s[CAME] = 1
    for p in range(k[PARTIES]):
        if k[O_PARTY + p] & FORCED:
            continue
        due = d[_at(k, D_DUE, p)] == 1 or (d[D_E0] == 1 and s[k[O_PB] + p] & GROUPED != 0)
        if before and d[_at(k, _NEW, p)]:
            if k[UNITS] == 1 and s[place(k, 0, p) + FL] & LEFT:
                due = False  # its entry follows from its return alone
            elif k[DM] or k[DD]:
                s[k[O_DUE] + 2 * p], s[k[O_DUE] + 2 * p + 1] = d[D_LO], d[D_HI]
            else:
                due = True
        if due:
            d[_at(k, _ENTERS, p)] = 1


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
def _terms(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> None:
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
def refusal_row(k: Any, number: int) -> int:
    """Return the row of what may refuse a renewal."""
    return k[O_PARTY + k[PARTIES] + k[NOTICES] + number]  # type: ignore[no-any-return]


@compiled
def notice_row(k: Any, number: int) -> int:
    """Return the row of a notice."""
    return k[O_PARTY + k[PARTIES] + number]  # type: ignore[no-any-return]


@compiled
def _effects(k: Any, s: Any, a: Any, d: Any, today: Any, refused: Any, unit: int) -> None:
    """Apply the rows of the table in their order."""
    for p in range(k[PARTIES]):
        d[_at(k, _ENDED + unit, p)] = 0
    ends = _joined(k, s, a, d, today, unit)
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
        leaving = leaving or d[_at(k, _LEAVES + unit, p)] == 1
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
            over = over or (d[_at(k, _LEAVES + unit, p)] == 1 and SIGNED <= state <= IN_FORCE)
    if over:
        _end(k, s, d, unit, TERMINATED)
    if s[CAME]:
        _too_few(k, s, d, unit)


@compiled
def _joined(k: Any, s: Any, a: Any, d: Any, today: Any, unit: int) -> bool:
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
    enters = d[_at(k, _ENTERS, p)] == 1 and not s[at + FL] & LEFT
    if d[_at(k, D_RE + unit, p)]:
        s[at + RLO], s[at + RHI] = 0, 0
        if s[at + RT] == WAITS:
            s[at + RT] = PAST
        else:
            s[at + RT] = 0
            enters = True
    state = s[at + OF]
    if (
        (d[_at(k, _NEW, p)] or (accedes and s[k[O_PB] + p] & CONS))
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
        if d[_at(k, _LEAVES + unit, p)] and SIGNED <= s[at + OF] <= IN_FORCE:
            s[at + OF] = WITHDRAWN
            s[at + FL] = (s[at + FL] | LEFT) & ~MISSED
            s[at + RT], s[at + RLO], s[at + RHI] = 0, 0, 0
            d[_at(k, _ENDED + unit, p)] = 1


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
            d[_at(k, _ENDED + unit, p)] = 1


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
        d[_at(k, _ENDED + unit, one)] = 1


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
        if d[_at(k, _ENDED + unit, p)]:
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
        if a[row, ACTOR] == actor or (actor < 0 and d[_at(k, _ENDED + unit, a[row, ACTOR])]):
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
