"""What the rules of plain sentences share: the place of a clause, and what parts two clauses."""

import re
from typing import TYPE_CHECKING

from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.pair import Place
from servanda.reasoning.clashes.surely import verb_at
from servanda.reasoning.tellings.match import one_doer, places_apart
from servanda.reasoning.tellings.words import twins_apart
from servanda.reasoning.wording import STEM

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


MONTH = 31  # days: what is dated more loosely may be of two times
# "West of the river" is not "east of the river".
SIDES = frozenset({"compass", "level", "hand"})


def parted(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether the parse has two clauses of other doers, things, places or days."""
    one, other = (verb_at(case, c.document, c.verb) for c in (a, b))
    if one is None or other is None:
        return False
    due, day = one.when, other.when
    if a.force == "must" and due and day and due.first and day.last and day.last < due.first:
        return True
    here, there = (
        frozenset(
            w[:STEM] for w in re.findall(r"[a-z]+", case.pages[c.document].text[c.start : c.end])
        )
        for c in (a, b)
    )
    if twins_apart(here, there, SIDES):
        return True
    return one_doer(one, other) is False or places_apart(one, other)


def tight(c: Clause) -> bool:
    """Say whether the days of a clause are those of a month at most."""
    return bool(c.when and c.when.first and c.when.last
                and (c.when.last - c.when.first).days <= MONTH)  # fmt: skip


def place_of(c: Clause) -> Place:
    """Return where a clause stands, and whose voice it is."""
    return Place(c.document, c.start, c.end, c.voice)
