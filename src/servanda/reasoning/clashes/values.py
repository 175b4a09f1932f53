"""content and quantity of rules: one provision told with two numbers.

A number of one document is held against the numbers of another that are of the same rule. Where
one that fits as well agrees with it, nothing is found: the rule has several numbers.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.fixed import ANY, Fixed, fixed_in
from servanda.reasoning.clashes.pair import Place, between
from servanda.reasoning.tellings.words import senses_of, twins_apart

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

NEAR = 0.03  # how far two lengths may be from each other and still be one: six months, 180 days
ENDING = frozenset({"end", "leave", "lapse"})
LEAST = 3  # what two rules must share, in the count of `_alike`
MOST = 4000  # pairs of a unit that are compared, so that tables do not explode


def find(case: "Case") -> Iterator[Finding]:
    """Yield two numbers told of one rule of one agreement."""
    by_unit: dict[str, dict[str, list[Fixed]]] = defaultdict(lambda: defaultdict(list))
    for id_, fixed in fixed_by_document(case):
        for one in fixed:
            for unit in _units(one):
                by_unit[unit][id_].append(one)
    seen: set[frozenset[tuple[str, int]]] = set()
    for by_document in by_unit.values():
        ids = list(by_document)
        for n, mine in enumerate(ids):
            for theirs in ids[n:]:
                if not case.asked(mine, theirs):
                    continue
                for a, b in _against(by_document[mine], by_document[theirs]):
                    both = frozenset(((a.document, a.start), (b.document, b.start)))
                    if both not in seen and case.clauses.kindred.told_of_one(a, b):
                        seen.add(both)
                        yield _finding(case, a, b)


def fixed_by_document(case: "Case") -> Iterator[tuple[str, list[Fixed]]]:
    """Yield the documents with their ruling numbers, each worked out once."""
    for id_, page in case.pages.items():
        key = f"fixed {case.threads.meant(id_)}"
        yield id_, case.once(key, id_, partial(fixed_in, case, page))


def _units(one: Fixed) -> frozenset[str]:
    """Return by what a number may meet another: its unit, of a yearly count also the deeds."""
    noun, per, period = one.unit.partition(" a ")
    if not per:
        return frozenset({one.unit})
    if noun == ANY:
        return frozenset(f"{s} a {period}" for s in one.deeds)
    return frozenset({one.unit, *(f"{s} a {period}" for s in senses_of(noun, frozenset()))})


def _against(some: list[Fixed], others: list[Fixed]) -> Iterator[tuple[Fixed, Fixed]]:
    """Yield the pairs of numbers of one rule that differ, where no fitting pair agrees."""
    if len(some) * len(others) > MOST:
        return
    scored = [(_alike(a, b), a, b) for a, b in product(some, others) if a is not b]
    scored = [(n, a, b) for n, a, b in scored if n >= LEAST]
    for n, a, b in scored:
        if not _apart(a, b) or (a.document == b.document and a.voice == b.voice):
            continue
        rivals = ((m, x, y) for m, x, y in scored if (x is a) != (y is b) or (x is a and y is b))
        if not any(m >= n - 1 and not _apart(x, y) for m, x, y in rivals):
            yield a, b


def _apart(a: Fixed, b: Fixed) -> bool:
    slack = NEAR * max(a.high, b.high) if a.unit == "days" else 0
    return a.high + slack < b.low or b.high + slack < a.low


def _alike(a: Fixed, b: Fixed) -> int:
    """Return how surely two numbers are of one rule, 0 where they are not."""
    if a.line == b.line and a.document == b.document:
        return 0
    if a.key != b.key and a.key and b.key:
        return 0
    one_place = bool(a.place) and a.place == b.place
    if a.place and b.place and not one_place:
        return 0
    if not _one_part(a, b) or _twins(a, b):
        return 0
    if a.names and b.names and not a.names & b.names and not one_place:
        return 0
    deeds, words = a.deeds & b.deeds, (a.words & b.words) - {a.unit, b.unit}
    names = a.names & b.names
    ending = bool(a.deeds & ENDING and b.deeds & ENDING)
    notice = "notice" in (a.role, b.role) and ending
    if a.role == b.role == "term":
        return 4 + one_place
    if notice or (one_place and a.role == b.role == "notice"):
        return 4 + one_place
    counted = a.unit not in ("days", "yearly", "%")
    if one_place:
        informed = bool(deeds or words or names)
        return 3 + informed if informed or counted or _lone(a, b) else 0
    if not deeds and not (counted and len(words) > 1):
        return 0
    return bool(deeds) * 2 + min(len(words), 2) + bool(names) + (counted and bool(deeds))


def _lone(a: Fixed, b: Fixed) -> bool:
    """Say whether one of two sentences tells of its provision nothing but the number."""
    return min(len(a.deeds), len(b.deeds)) == 0


def _one_part(a: Fixed, b: Fixed) -> bool:
    """Say whether two lengths of time are of one part of a rule."""
    if a.role == b.role or not (a.role and b.role):
        return "notice" not in (a.role, b.role) or a.role == b.role or bool(
            (a.place and a.place == b.place) or (a.deeds & ENDING and b.deeds & ENDING)
        )  # fmt: skip
    ending = a.deeds & ENDING and b.deeds & ENDING
    return bool(ending) and {a.role, b.role} == {"notice", "in"}


def _twins(a: Fixed, b: Fixed) -> bool:
    """Say whether two sentences tell of two things of which one cannot be the other."""
    return twins_apart(a.words, b.words)


def _finding(case: "Case", a: Fixed, b: Fixed) -> Finding:
    return between(
        case, "content", "content/two-values",
        *(Place(x.document, x.start, x.end, x.voice) for x in (a, b)),
        explanation="one rule is told with two numbers",
        dissolved_by="another provision, party or part of the rule is meant",
    )  # fmt: skip
