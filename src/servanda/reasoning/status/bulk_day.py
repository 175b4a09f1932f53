"""The numbers that stand for one day of one world, compiled.

`d` holds what falls due and leaves room for its effects; `bulk_live` lives through it.
"""

from typing import Any

from servanda.reasoning.status.bulk_numba import compiled
from servanda.reasoning.status.bulk_shape import (
    NOTICES,
    O_PARTY,
    O_UP,
    PARTIES,
)  # fmt: skip

# The day: its first and last day (worlds may differ), what falls due, and room for its effects.
D_LO, D_HI, D_ACTS, D_E0, D_BASE, D_REFUSED, D_TERM, D_LAPSED, D_WINDOW = 0, 1, 2, 3, 4, 5, 6, 8, 10
"""D_ACTS and D_REFUSED: numbers of acts, and of refusals whose term ends. Of each unit: D_TERM the
term ends, D_LAPSED the last day to refuse a renewal, D_WINDOW the term that can be refused."""
D_HEAD = 12
# By party: consents today, enters today, c + delay today; then by unit and party: a later entry
# falls due, leaves today, ended today.
D_NEW, D_ENTERS, D_DUE, D_RE, D_LEAVES, D_ENDED = 0, 1, 2, 3, 5, 7
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
def at_of(k: Any, field: int, party: int) -> int:
    return int(D_HEAD + field * k[PARTIES] + party)


@compiled
def place(k: Any, unit: int, party: int) -> int:
    """Return where the numbers of a party in a unit begin."""
    return int(k[O_UP] + 6 * (unit * k[PARTIES] + party))


@compiled
def leaves(k: Any, d: Any, unit: int, party: int) -> None:
    """Note that a matured notice takes a party out today."""
    d[at_of(k, D_LEAVES + unit, party)] = 1


@compiled
def refusal_row(k: Any, number: int) -> int:
    """Return the row of what may refuse a renewal."""
    return int(k[O_PARTY + k[PARTIES] + k[NOTICES] + number])


@compiled
def notice_row(k: Any, number: int) -> int:
    """Return the row of a notice."""
    return int(k[O_PARTY + k[PARTIES] + number])
