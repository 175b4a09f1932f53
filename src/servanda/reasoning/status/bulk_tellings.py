"""The tellings of one act made one, compiled: section 2 of the rules for one instrument.

What `view` does for a perspective, with rows of numbers. Rows are those of `bulk_shape`.
"""

from typing import Any

from servanda.reasoning.status.bulk_columns import CODE, ENDS, IDLE, ONCE
from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import ACTOR, FIELDS, HI, KIND, LO, ND, NM, UNIT

_TERMINATION, _REVIVAL, _ACCESSION = CODE["termination"], CODE["revival"], CODE["accession"]
RANK = FIELDS
GROUP = FIELDS + 1
WIDE = FIELDS + 2
"""Columns of a row while acts are sorted: two more, for rank and order."""


@compiled
def taken(c: Any, low: int, high: int, unit: int, places: Any, rows: Any) -> int:
    """Copy the acts that touch a status to rows; return how many there are."""
    count = 0
    for n in range(low, high):
        if c.kind[n] >= IDLE:
            continue
        rows[count, LO], rows[count, HI] = c.lo[n], c.hi[n]
        rows[count, KIND], rows[count, UNIT] = c.kind[n], unit
        actor = places[c.actor[n]] if c.actor[n] >= 0 else -1
        rows[count, ACTOR] = actor
        rows[count, NM], rows[count, ND] = c.notice[n, 0], c.notice[n, 1]
        rows[count, RANK] = c.rank[n]
        rows[count, GROUP] = (c.kind[n] << 32) | (actor + 1)
        count += 1
    return count


@compiled
def carried(some: Any, row: int, other: Any, to: int) -> None:
    """Copy a row of some acts to a row of others."""
    for n in range(WIDE):
        other[to, n] = some[row, n]


@compiled
def _before(r: Any, a: int, b: int) -> bool:
    """Tell whether a row comes before another: by group, then the most exact first."""
    if r[a, GROUP] != r[b, GROUP]:
        return bool(r[a, GROUP] < r[b, GROUP])
    wide, other = r[a, HI] - r[a, LO], r[b, HI] - r[b, LO]
    if wide != other:
        return bool(wide < other)
    if r[a, LO] != r[b, LO]:
        return bool(r[a, LO] < r[b, LO])
    return bool(r[a, RANK] < r[b, RANK])


@compiled
def ordered(rows: Any, count: int, order: Any, spare: Any) -> None:
    """Sort the numbers of rows by merging ever longer runs."""
    for n in range(count):
        order[n] = n
    size = 1
    while size < count:
        for left in range(0, count, 2 * size):
            middle, right = min(left + size, count), min(left + 2 * size, count)
            i, j = left, middle
            for n in range(left, right):
                if j >= right or (i < middle and not _before(rows, order[j], order[i])):
                    spare[n] = order[i]
                    i += 1
                else:
                    spare[n] = order[j]
                    j += 1
        for n in range(count):
            order[n] = spare[n]
        size *= 2


@compiled
def merged(rows: Any, count: int, order: Any, spare: Any, out: Any, start: int) -> int:
    """Merge the tellings and write the acts to `out` from a row on; return where they end."""
    ordered(rows, count, order, spare)
    revived = False
    for n in range(count):
        revived = revived or rows[n, KIND] == _REVIVAL
    end, head = start, start
    for n in range(count):
        if n > 0 and rows[order[n], GROUP] != rows[order[n - 1], GROUP]:
            head = end
        end = _told(rows, order[n], out, head, end)
    end = _absorbed(out, start, end)
    kept, n = start, start
    while n < end:
        stop = n + 1
        while stop < end and out[stop, GROUP] == out[n, GROUP]:
            stop += 1
        kind, actor = out[n, KIND], out[n, ACTOR]
        if stop > n + 1 and ONCE[kind]:
            again = ENDS[kind] and (revived or _rejoined(rows, count, actor))
            if not again:  # once only: from the first to the last day told
                out[n, HI] = out[stop - 1, HI]
                out[n, NM] = -1
                carried(out, n, out, kept)
                kept += 1
                n = stop
                continue
        while n < stop:
            carried(out, n, out, kept)
            kept += 1
            n += 1
    return kept


@compiled
def _told(rows: Any, row: int, out: Any, head: int, end: int) -> int:
    """Take in one telling; the acts of its group stand from `head` to `end`, by their days."""
    lo, hi = rows[row, LO], rows[row, HI]
    low, high = head, end
    while low < high:  # the first act that does not end before the telling begins
        middle = (low + high) // 2
        if out[middle, HI] >= lo:
            high = middle
        else:
            low = middle + 1
    first = low
    if first == end or out[first, LO] > hi:
        for n in range(end, first, -1):
            carried(out, n - 1, out, n)
        carried(rows, row, out, first)
        return end + 1
    if first + 1 < end and out[first + 1, LO] <= hi:
        return end  # it fits several, and says no more
    out[first, LO], out[first, HI] = max(out[first, LO], lo), min(out[first, HI], hi)
    if rows[row, RANK] < out[first, RANK]:  # the first telling speaks for the other fields
        for n in (RANK, NM, ND):
            out[first, n] = rows[row, n]
    return end


@compiled
def _rejoined(rows: Any, count: int, actor: int) -> bool:
    """Tell whether there is an accession of an actor or of all."""
    for n in range(count):
        if rows[n, KIND] == _ACCESSION and (rows[n, ACTOR] == actor or rows[n, ACTOR] < 0):
            return True
    return False


@compiled
def _absorbed(out: Any, start: int, end: int) -> int:
    """Leave out the terminations of one party that overlap one of all."""
    kept = start
    for n in range(start, end):
        gone = False
        if out[n, KIND] == _TERMINATION and out[n, ACTOR] >= 0:
            for m in range(start, end):
                if out[m, KIND] == _TERMINATION and out[m, ACTOR] < 0:
                    gone = gone or (out[m, LO] <= out[n, HI] and out[n, LO] <= out[m, HI])
        if not gone:
            carried(out, n, out, kept)
            kept += 1
    return kept
