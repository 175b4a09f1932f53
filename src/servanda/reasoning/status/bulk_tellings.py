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
        row = rows[count]
        row[LO], row[HI], row[KIND], row[UNIT] = c.lo[n], c.hi[n], c.kind[n], unit
        row[ACTOR] = places[c.actor[n]] if c.actor[n] >= 0 else -1
        row[NM], row[ND] = c.notice[n, 0], c.notice[n, 1]
        row[RANK] = c.rank[n]
        row[GROUP] = (row[KIND] << 32) | (row[ACTOR] + 1)
        count += 1
    return count


@compiled
def _before(a: Any, b: Any) -> bool:
    """Tell whether a row comes before another: by group, then the most exact first."""
    if a[GROUP] != b[GROUP]:
        return bool(a[GROUP] < b[GROUP])
    wide, other = a[HI] - a[LO], b[HI] - b[LO]
    if wide != other:
        return bool(wide < other)
    if a[LO] != b[LO]:
        return bool(a[LO] < b[LO])
    return bool(a[RANK] < b[RANK])


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
                if j >= right or (i < middle and not _before(rows[order[j]], rows[order[i]])):
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
        row = rows[order[n]]
        if n > 0 and row[GROUP] != rows[order[n - 1], GROUP]:
            head = end
        end = _told(row, out, head, end)
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
                out[kept] = out[n]
                kept += 1
                n = stop
                continue
        while n < stop:
            out[kept] = out[n]
            kept += 1
            n += 1
    return kept


@compiled
def _told(row: Any, out: Any, head: int, end: int) -> int:
    """Take in one telling; the acts of its group stand from `head` to `end`, by their days."""
    first = end
    low, high = head, end
    while low < high:  # the first act that does not end before the telling begins
        middle = (low + high) // 2
        if out[middle, HI] >= row[LO]:
            high = middle
        else:
            low = middle + 1
    first = low
    stop = first
    while stop < end and stop < first + 2 and out[stop, LO] <= row[HI]:
        stop += 1
    if stop == first:
        for n in range(end, first, -1):
            out[n] = out[n - 1]
        out[first] = row
        return end + 1
    if stop == first + 1:
        act = out[first]
        act[LO], act[HI] = max(act[LO], row[LO]), min(act[HI], row[HI])
        if row[RANK] < act[RANK]:  # the first telling speaks for the other fields
            act[RANK], act[NM], act[ND] = row[RANK], row[NM], row[ND]
    return end


@compiled
def _rejoined(rows: Any, count: int, actor: int) -> bool:
    """Tell whether there is an accession of an actor or of all."""
    for n in range(count):
        if rows[n, KIND] == _ACCESSION and rows[n, ACTOR] in (actor, -1):
            return True
    return False


@compiled
def _absorbed(out: Any, start: int, end: int) -> int:
    """Leave out the terminations of one party that overlap one of all."""
    kept = start
    for n in range(start, end):
        row = out[n]
        gone = False
        if row[KIND] == _TERMINATION and row[ACTOR] >= 0:
            for m in range(start, end):
                one = out[m]
                if one[KIND] == _TERMINATION and one[ACTOR] < 0:
                    gone = gone or (one[LO] <= row[HI] and row[LO] <= one[HI])
        if not gone:
            out[kept] = row
            kept += 1
    return kept
