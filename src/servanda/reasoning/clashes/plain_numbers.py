"""quantity of plain sentences: two numbers of one thing."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.clashes.plain_pairs import before_that, elsewhere, tight, twinned
from servanda.reasoning.tellings.numbers import Number

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def find(case: "Case") -> Iterator[Finding]:
    """Yield two numbers of one thing, of one deed and time."""
    groups: dict[tuple[str, str], list[tuple[Clause, Number]]] = defaultdict(list)
    for clause in case.clauses.every:
        if clause.mood == "fact" and not clause.negated:
            for number in clause.numbers:
                keys = {number.unit, *number.row} if number.unit else frozenset[str]()
                if keys and not _loose(case, clause, number):
                    text = case.pages[clause.document].text
                    of = text[number.start - 3 : number.start] == "of "  # "a board of five judges"
                    sense = "count" if of or clause.sense in COUNTING else clause.sense
                    for key in keys:
                        groups[sense, key].append((clause, number))
    seen: set[tuple[Clause, Clause]] = set()
    for (sense, _), found in groups.items():
        counting = sense == "count"
        for (a, x), (b, y) in combinations(found[: alike.COMMON], 2):
            if not case.asked(a.document, b.document):
                continue
            forces = {a.force, b.force} <= {"must", ""} and (a.force == b.force or counting)
            if x.apart(y) and forces and _same_noun(x, y) and _one(a, b, x) and (a, b) not in seen:
                if elsewhere(case, a, b) or twinned(case, a, b):
                    continue
                if before_that(case, a) != before_that(case, b):
                    continue
                seen.add((a, b))
                yield two_numbers(case, _at(a, x), _at(b, y))


COUNTING = frozenset({"count", "have", "give", "publish"})  # "recorded 96", "there were 69"


def _loose(case: "Case", clause: Clause, number: Number) -> bool:
    """Say whether a number is a share, a demand, or comes on top of another."""
    text = case.pages[clause.document].text
    return bool(ON_TOP.search(text[max(clause.start, number.start - 14) : number.start]))


ON_TOP = re.compile(
    r"\b(?:another|other|further|more|first|remaining|additional|each|every|last|per)\s$", re.I
)


def _one(a: Clause, b: Clause, number: Number) -> bool:
    """Say whether two clauses count one thing at one time."""
    if a.names and b.names and not a.names & b.names:
        return False
    if a.doers and b.doers and not a.doers & b.doers:
        return False
    for x, y in ((a, b), (b, a)):
        if x.when is None and y.when is not None and not _about(y, x):
            return False
    if not alike.one_time(a, b) or (a.document == b.document and a.voice == b.voice):
        return False
    words = (a.subject | a.rest) & (b.subject | b.rest) - {number.unit}
    if a.when is not None and b.when is not None and (
        (tight(a) and tight(b)) or (a.when.first, a.when.last) == (b.when.first, b.when.last)
    ):  # fmt: skip
        return True
    return bool(words) or bool(a.names & b.names)


def _about(dated: Clause, undated: Clause) -> bool:
    """Say whether a dated clause is of about the days on which one without a date was told."""
    said, last = undated.said[0], dated.when.last if dated.when else None
    return said is None or last is None or said - last <= alike.CLOSE


def _same_noun(x: Number, y: Number) -> bool:
    """Say whether two numbers count one sort of thing: one noun, or two words for it."""
    if x.row & y.row or not x.row or not y.row:
        return True
    if x.unit == y.unit == "days":
        return True
    return x.unit == y.unit and x.unit in ONE_SORT and not (x.row | y.row) & BODIES


ONE_SORT = frozenset({"#troops", "#prisoners", "#violations", "#dead"})  # words for one thing
BODIES = frozenset({"tanks", "tank", "briga", "batta", "compa", "regim", "plato", "garri", "army",
                    "armie", "band", "bands", "group"})  # fmt: skip


def _at(c: Clause, number: Number) -> Place:
    return Place(c.document, min(c.start, number.start), max(c.end, number.end), c.voice)


def two_numbers(case: "Case", a: Place, b: Place) -> Finding:
    """Return the finding that one thing is counted twice, with two numbers."""
    return between(
        case, "quantity", "quantity/two-tellings", a, b,
        explanation="one thing is counted twice, with two numbers",
        dissolved_by="the two count different things, or at different times, or one is a slip",
    )  # fmt: skip
