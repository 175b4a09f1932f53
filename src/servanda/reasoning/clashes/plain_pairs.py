"""What the rules of plain sentences share: the place of a clause, and what parts two clauses."""

import re
from typing import TYPE_CHECKING

from servanda.reasoning.clashes.clause_words import BEFORE
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.pair import Place
from servanda.reasoning.clashes.surely import verb_at
from servanda.reasoning.tellings.match import apart, names_left, one_doer, one_object, places_apart
from servanda.reasoning.tellings.words import twins_apart
from servanda.reasoning.wording import STEM

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


MONTH = 31  # days: what is dated more loosely may be of two times
# "West of the river" is not "east of the river".
SIDES = frozenset({"compass", "level", "hand", "land"})


def parted(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether the parse has two clauses of other doers, things, places or days."""
    one, other = (verb_at(case, c.document, c.verb) for c in (a, b))
    if one is None or other is None:
        return False
    due, day = one.when, other.when
    if a.force == "must" and due and day and due.first and day.last and day.last < due.first:
        return True
    if twinned(case, a, b):
        return True
    if one_doer(one, other) is False or places_apart(one, other):
        return True
    if any(x.head and x.head == y.head and apart(x, y) for x in one.things for y in other.things):
        return True
    return one_object(one, other) is False and names_left(one, other)


def twinned(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether two clauses are told of two sides: "west of the river", "east of the river"."""
    here, there = (
        frozenset(
            w[:STEM] for w in re.findall(r"[a-z]+", case.pages[c.document].text[c.start : c.end])
        )
        for c in (a, b)
    )
    return twins_apart(here, there, SIDES)


def elsewhere(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether the sentences of two clauses name places, and none that is the same."""
    here, there = (_places(case, c) for c in (a, b))
    return bool(here and there) and not here & there


def _places(case: "Case", c: Clause) -> frozenset[str]:
    page = case.pages[c.document]
    line = page.line_at(c.verb)
    if line is None:
        return frozenset()
    return frozenset(
        w.lower()[:6] for m in PLACE.finditer(page.text, line.start, line.end)
        for w in m["name"].split() if w not in MONTHS
    )  # fmt: skip


# "At Lindau Gap", "in the Hasel sector"; no time ("in April").
PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Aa]cross|[Oo]utside|[Ii]nside)\s(?:the\s)?"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+)*)"
)
MONTHS = frozenset({"January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December", "Monday", "Tuesday",
                    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})  # fmt: skip


def before_that(case: "Case", c: Clause) -> bool:
    """Say whether a clause without a day is told of the time before something."""
    text = case.pages[c.document].text
    line = case.pages[c.document].line_at(c.verb)
    return c.when is None and line is not None and bool(BEFORE.search(text, line.start, c.verb))


def tight(c: Clause) -> bool:
    """Say whether the days of a clause are those of a month at most."""
    return bool(c.when and c.when.first and c.when.last
                and (c.when.last - c.when.first).days <= MONTH)  # fmt: skip


def place_of(c: Clause) -> Place:
    """Return where a clause stands, and whose voice it is."""
    return Place(c.document, c.start, c.end, c.voice)
