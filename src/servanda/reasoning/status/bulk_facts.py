"""The facts and acts of one instrument as rows of numbers, compiled."""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    ACTOR,
    ACTS,
    BEGIN,
    DD,
    DM,
    DURD,
    DURM,
    END,
    EXIT,
    FORCED,
    HEAD,
    HI,
    KIND,
    LO,
    MEMBER,
    NEEDS,
    NIDX,
    NO_JOIN,
    NOTD,
    NOTICES,
    NOTM,
    O_DONE,
    O_DUE,
    O_NOT,
    O_PARTY,
    O_PB,
    O_REF,
    O_SHOWN,
    O_SINCE,
    O_UNIT,
    O_UP,
    OPEN,
    PAIR,
    PARTIES,
    RATIFIED,
    RECORDED,
    REFUSALS,
    REND,
    RENM,
    REVIVED,
    RIDX,
    SIZE,
    UIDX,
    UNIT,
    UNIT_SIZE,
    UNITS,
    UPTO,
    VCLT,
)  # fmt: skip
from servanda.reasoning.status.bulk_tellings import GROUP, carried, merged, ordered, taken
from servanda.reasoning.status.bulk_terms import POWERLESS

_NOTICE, _NON_RENEWAL, _EIF = CODE["notice"], CODE["non_renewal"], CODE["entry_into_force"]
_ACCESSION, _REVIVAL, _REVOKED = CODE["accession"], CODE["revival"], CODE["notice_revoked"]


@compiled
def gathered(c: Any, lane: int, room: Any, order: Any, spare: Any, acts: Any) -> int:
    """Merge the acts of an instrument and its parent into `acts`, by their first days."""
    parent = c.parent[lane]
    count = 0
    if parent >= 0:
        count = _gathered(c, parent, 0, room, order, spare, acts, count)
        count = _gathered(c, lane, 1, room, order, spare, acts, count)
    else:
        count = _gathered(c, lane, 0, room, order, spare, acts, count)
    for n in range(count):
        acts[n, GROUP] = acts[n, LO]
    ordered(acts, count, order, spare)
    for n in range(count):
        carried(acts, order[n], room, n)
    for n in range(count):
        carried(room, n, acts, n)
    return count


@compiled
def _gathered(
    c: Any, lane: int, unit: int, room: Any, order: Any, spare: Any, acts: Any, start: int
) -> int:
    places = c.place[c.first[lane] : c.first[lane + 1]]
    count = taken(c, c.begin[lane], c.begin[lane + 1], unit, places, room)
    return merged(room, count, order, spare, acts, start)


@compiled
def facts(c: Any, lane: int, acts: Any, count: int, k: Any) -> None:
    """Write the facts of an instrument to `k` and number its acts."""
    parent = c.parent[lane]
    head = parent if parent >= 0 else lane
    parties = c.first[head + 1] - c.first[head]
    for n in range(O_PARTY + parties):
        k[n] = 0
    k[PARTIES], k[UNITS], k[ACTS], k[END] = parties, 2 if parent >= 0 else 1, count, c.last
    k[RATIFIED], k[NEEDS] = c.ratified[head], c.needs[head]
    k[DM], k[DD] = max(c.delay[head, 0], 0), c.delay[head, 1]
    k[BEGIN] = c.last
    _terms(c, head, 0, k)
    if parent >= 0:
        _terms(c, lane, 1, k)
        for n in range(c.first[lane], c.first[lane + 1]):
            k[O_PARTY + c.place[n]] |= MEMBER
    _joining(acts, count, k)
    _number(acts, _useful(acts, count, k), k)
    units = k[UNITS]
    k[O_PB] = HEAD
    k[O_DUE] = k[O_PB] + parties
    k[O_UP] = k[O_DUE] + 2 * parties
    k[O_NOT] = k[O_UP] + 6 * units * parties
    k[O_REF] = k[O_NOT] + 3 * k[NOTICES]
    k[O_DONE] = k[O_REF] + 3 * k[REFUSALS]
    k[O_SINCE] = k[O_DONE] + k[OPEN]
    k[O_SHOWN] = k[O_SINCE] + parties
    k[SIZE] = k[O_SHOWN] + parties
    k[UPTO] = k[NOTICES]


@compiled
def _terms(c: Any, lane: int, unit: int, k: Any) -> None:
    u = O_UNIT + unit * UNIT_SIZE
    k[u + DURM], k[u + DURD] = c.duration[lane, 0], c.duration[lane, 1]
    k[u + RENM], k[u + REND] = c.renewal[lane, 0], c.renewal[lane, 1]
    k[u + NOTM], k[u + NOTD] = c.term_notice[lane, 0], c.term_notice[lane, 1]
    k[u + EXIT], k[u + VCLT] = c.exit[lane], c.vclt[lane]
    k[u + PAIR] = c.first[lane + 1] - c.first[lane] == 2


@compiled
def _useful(acts: Any, count: int, k: Any) -> int:
    """Leave out acts that can have no effect; return how many stay."""
    stay = 0
    for n in range(count):
        k[BEGIN] = min(k[BEGIN], acts[n, LO])
        kind, unit = acts[n, KIND], acts[n, UNIT]
        u = O_UNIT + unit * UNIT_SIZE
        if kind == _NON_RENEWAL and (k[u + DURM] < 0 or k[u + RENM] < 0):
            continue
        if (kind == _NOTICE or kind == _REVOKED) and k[u + EXIT] == POWERLESS:  # noqa: SIM109
            continue
        if kind == _REVOKED:
            given = False
            for m in range(count):
                same = acts[m, ACTOR] == acts[n, ACTOR] and acts[m, UNIT] == unit
                given = given or (same and acts[m, KIND] == _NOTICE and acts[m, LO] <= acts[n, HI])
            if not given:
                continue
        if kind == _REVIVAL and unit == 0:
            k[REVIVED] = max(k[REVIVED], acts[n, HI])
        if stay < n:
            carried(acts, n, acts, stay)
        stay += 1
    k[ACTS] = stay
    return stay


@compiled
def _number(acts: Any, count: int, k: Any) -> None:
    """Number notices, refusals and uncertain acts; the rows of the first two go after the facts."""
    notices, refusals = 0, 0
    for n in range(count):
        notices += acts[n, KIND] == _NOTICE
    k[NOTICES] = notices
    notices = 0
    start = O_PARTY + k[PARTIES]
    for n in range(count):
        acts[n, NIDX], acts[n, RIDX], acts[n, UIDX] = -1, -1, -1
        u = O_UNIT + acts[n, UNIT] * UNIT_SIZE
        if acts[n, KIND] == _NOTICE:
            acts[n, NIDX] = notices
            k[start + notices] = n
            notices += 1
        heard = acts[n, KIND] == _NON_RENEWAL or (
            acts[n, KIND] == _NOTICE and k[u + EXIT] != POWERLESS
        )
        if heard and k[u + DURM] >= 0 and k[u + RENM] >= 0:
            acts[n, RIDX] = refusals
            k[start + k[NOTICES] + refusals] = n
            refusals += 1
        if acts[n, LO] < acts[n, HI]:
            acts[n, UIDX] = k[OPEN]
            k[OPEN] += 1
    k[REFUSALS] = refusals


@compiled
def _joining(acts: Any, count: int, k: Any) -> None:
    """Note whose entry is recorded, and who has no signature, ratification or accession."""
    everybody = False
    for n in range(count):
        if acts[n, UNIT] != 0:
            continue
        if acts[n, KIND] <= _ACCESSION:
            if acts[n, ACTOR] < 0:
                everybody = True
            else:
                k[O_PARTY + acts[n, ACTOR]] |= NO_JOIN
        elif acts[n, KIND] == _EIF:
            if acts[n, ACTOR] < 0:
                k[RECORDED] = 1
            else:
                k[O_PARTY + acts[n, ACTOR]] |= FORCED
    for p in range(k[PARTIES]):
        if everybody:
            k[O_PARTY + p] &= ~NO_JOIN
        else:
            k[O_PARTY + p] ^= NO_JOIN
