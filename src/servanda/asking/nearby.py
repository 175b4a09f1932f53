"""The passages nearest to a question that nothing answers: a search, and only that.

Two searches in one: the words and names that a sentence shares with the question, rarer ones
counting more (as in `gap`; full-text hits of the ledger besides), and, where the extra `vectors`
is installed, how near the two wordings are. They add up; either alone finds fewer.
"""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice

from servanda.asking.answers import Sentence
from servanda.asking.gap import Gap, gap_of, of_the_time, shared, tell
from servanda.asking.understand import Asked
from servanda.asking.units import Unit, Units, units_of
from servanda.reasoning.case import Case
from servanda.vectors import nearness

Place = tuple[str, int]  # a document and an offset in it
Search = Callable[[str], Sequence[Place]]

LOOKED_AT = 60  # sentences that are compared by wording
LEAST, LEAST_ALIKE = 0.3, 0.7  # what a passage must have, without and with the extra
OFF_TIME = 0.5  # what is left of the share of a sentence of another time than asked about
MOST = 4


def passages_near(case: Case, asked: Asked, search: Search | None = None) -> Iterator[Sentence]:
    """Yield up to four passages near a question, the nearest first; `search` gives more places."""
    units, gap = units_of(case), gap_of(case, asked)
    shares, some = dict[int, float](), []
    for u, share in _shares(units, gap):
        if share:
            shares[id(u)] = share * (1 if of_the_time(gap, u) else OFF_TIME)
            some.append(u)
    best = nsmallest(LOOKED_AT, some, key=lambda u: -shares[id(u)])  # the first of equals first
    rest = (u for u in units.every if u.text and not shares.get(id(u)))
    best += islice(rest, LOOKED_AT - len(best))
    best += [u for u in _at(case, search(asked.question) if search else ()) if u not in best]
    alike = nearness(asked.question, [u.text for u in best])
    near = [(shares.get(id(u), 0.0) + (alike[n] if alike else 0.0), u) for n, u in enumerate(best)]
    near.sort(key=lambda x: -x[0])
    least = LEAST_ALIKE if alike else LEAST
    for _, u in islice((x for x in near if x[0] >= least), MOST):
        yield (
            tell(case, u)
            if u.records
            else Sentence(
                f"in {case.name(u.page.document.id)}: {' '.join(u.text.split())}",
                records=(u.page.document.id,),
            )
        )


def _shares(units: Units, gap: Gap) -> Iterator[tuple[Unit, float]]:
    """Yield the sentences that may hold a word or name of a question or have it near, in order,
    each with the share of the question that it has.

    Where no name is asked for, the share hangs on which marks of the question are there alone.
    """
    marks = frozenset(m for w in gap.words for m in w.marks)
    if gap.wanted:
        yield from ((u, shared(units, gap, u)) for u in units.every if u.text)
        return
    known: dict[tuple[frozenset[str], frozenset[str]], float] = {}
    for u in units.near(marks):
        key = (marks & u.marks, marks & u.near_marks)
        if key not in known:
            known[key] = shared(units, gap, u)
        yield u, known[key]


def _at(case: Case, places: Sequence[Place]) -> Iterator[Unit]:
    """Yield the sentences at some places."""
    for document, offset in places:
        for u in units_of(case).of(document):
            if u.line.start <= offset < u.line.end and u.text:
                yield u
