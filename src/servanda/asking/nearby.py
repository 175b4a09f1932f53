"""The passages nearest to a question that nothing answers: a search, and only that.

Two searches in one: the words and names that a sentence shares with the question, rarer ones
counting more (as in `gap`; full-text hits of the ledger besides), and, where the extra `vectors`
is installed, how near the two wordings are. They add up; either alone finds fewer.
"""

from collections.abc import Callable, Iterator, Sequence
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
    some = list(_may_share(units, gap))
    shares = {id(u): shared(units, gap, u) * (1 if of_the_time(gap, u) else OFF_TIME)
              for u in some}  # fmt: skip
    best = sorted((u for u in some if shares[id(u)]), key=lambda u: -shares[id(u)])[:LOOKED_AT]
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


def _may_share(units: Units, gap: Gap) -> Iterator[Unit]:
    """Yield the sentences that may hold a word or name of a question or have it near, in order."""
    marks = frozenset(m for w in gap.words for m in w.marks)
    for u in units.every:
        if u.text and (gap.wanted or not marks.isdisjoint(u.marks)
                       or not marks.isdisjoint(u.near_marks)):  # fmt: skip
            yield u


def _at(case: Case, places: Sequence[Place]) -> Iterator[Unit]:
    """Yield the sentences at some places."""
    for document, offset in places:
        for u in units_of(case).of(document):
            if u.line.start <= offset < u.line.end and u.text:
                yield u
