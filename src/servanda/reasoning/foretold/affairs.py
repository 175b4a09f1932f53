"""Which documents are of one affair: they name the same, and what few others name counts most.

"The vote" of one country is not another's: what names nobody is held only against documents that
are about whom its own document is about.
"""

from collections import Counter
from functools import lru_cache
from math import log

from msgspec import Struct

from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import Claim
from servanda.reasoning.foretold.passages import Passage, meets, passages

MANY = 10  # of whom a document names most often, so many tell what it is about
ENOUGH = 0.2  # of their weight that another document must name to be of one affair
NAMED = 2  # named in a passage itself, these tell enough


class _About(Struct, frozen=True):
    """Of each document all whom it names, and those whom it is about with their weights."""

    named: dict[str, frozenset[str]]
    about: dict[str, dict[str, float]]


def of_one_affair(case: Case, document: str, other: str) -> bool:
    """Say whether a document names enough of whom another is about."""
    known = _about(case)
    mine, theirs = known.about.get(document, {}), known.named.get(other, frozenset())
    whole = sum(mine.values())
    return not whole or sum(w for k, w in mine.items() if k in theirs) >= ENOUGH * whole


def may_tell(case: Case, claim: Claim, document: str, passage: Passage) -> bool:
    """Say whether a passage can be of what a document foretells: it names them, or is of their
    affair."""
    there = passage.everybody
    if sum(meets(k, there) for k in {*claim.who, *claim.names}) >= NAMED:
        return True
    return of_one_affair(case, document, passage.document)


@lru_cache(maxsize=2)
def _about(case: Case) -> _About:
    counted = passages(case).named
    spread = Counter(k for found in counted.values() for k in found)
    every = len(counted) + 1
    about = {}
    for document, found in counted.items():
        weight = {
            k: (1 + log(n)) * log(1 + every / spread[k]) for k, n in found.items() if spread[k] > 1
        }  # whom no other document names cannot tell which is like it
        best = sorted(weight, key=lambda k: (-weight[k], k))[:MANY]
        about[document] = {k: weight[k] for k in best}
    return _About({d: frozenset(found) for d, found in counted.items()}, about)
