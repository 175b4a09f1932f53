"""chronology of plain sentences: what happens once, told of two times."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.clauses import Clause
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.clashes.plain_pairs import place_of, tight

if TYPE_CHECKING:
    from servanda.reasoning.case import Case


def find(case: "Case") -> Iterator[Finding]:
    """Yield what happens once told of two times: the outbreak of one war, one closing of a road."""
    groups: dict[tuple[str, str], list[Clause]] = defaultdict(list)
    for clause in case.clauses.every:
        once = clause.sense in ONCE and clause.mood == "fact" and not clause.force
        if once and not clause.negated and tight(clause):
            by_itself = clause.sense in ("begin", "happen", "sink") or clause.passive
            thing = clause.subject if by_itself else clause.rest
            for word in thing:
                if clause.sense != "begin" or word not in OFTEN:
                    groups[clause.sense, word].append(clause)
    seen: set[tuple[Clause, Clause]] = set()
    for found in groups.values():
        for a, b in combinations(found[: alike.COMMON], 2):
            if not case.asked(a.document, b.document):
                continue
            if (a, b) in seen or not _two_days(case, a, b):
                continue
            seen.add((a, b))
            yield between(
                case, "chronology", "chronology/one-deed", place_of(a), place_of(b),
                explanation="what happened once is told of two times",
                dissolved_by="the two are of different deeds, or one date is a slip",
            )  # fmt: skip


ONCE = frozenset({"begin", "happen", "sink", "close", "open", "destroy", "establish", "cut"})
OFTEN = frozenset({"#talks", "meeti", "visit", "day", "sessi", "round", "work"})


AGAIN = re.compile(r"\b(?:again|anew|another|second|third|new|fresh|once more|re\w+ed)\b", re.I)


def _two_days(case: "Case", a: Clause, b: Clause) -> bool:
    """Say whether two clauses tell one deed of days that have none in common."""
    if a.when is None or b.when is None or not a.when.apart(b.when):
        return False
    if a.when.before or b.when.before or a.when.since or b.when.since:
        return False
    for c in (a, b):
        if AGAIN.search(case.pages[c.document].text[c.start : c.end]):
            return False
    if a.names and b.names and not a.names & b.names and a.sense != "begin":
        return False
    shared = (a.subject | a.rest) & (b.subject | b.rest)
    return a.sense in ("begin", "sink") or (len(shared) > 1 and alike.same_doer(a, b))
