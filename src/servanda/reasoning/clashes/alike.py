"""Pairs of plain sentences that are of one deed, found by rare keys and compared by their parts.

Two clauses are alike where their verbs have one sense (or one a wider one), they share who does it
and what it is done to, and their days may be the same. Clauses meet by sense and one shared word
only, so that the time grows with the clauses and not with the pairs of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.reasoning.clashes.clauses import Clause, clauses_in, things_of
from servanda.reasoning.tellings.lexis import covers, senses_of_verbs

if TYPE_CHECKING:
    from servanda.reasoning.case import Case
    from servanda.reasoning.clashes.kindred import Kindred

COMMON = 60  # clauses with one sense and one word in common beyond which the word tells nothing
CLOSE = timedelta(days=60)
# Who may act for a party besides its name.
NOTHING: frozenset[str] = frozenset()
ANYBODY = frozenset({"front", "govern", "army"})


def all_clauses(case: "Case") -> list[Clause]:
    """Return the clauses of all documents, in order."""
    found = list(case.of_pages("clauses", clauses_in))
    return beside([c for c in found if c.document == case.focus], found) if case.focus else found


def beside(mine: list[Clause], found: list[Clause]) -> list[Clause]:
    """Return some clauses and those others that any rule may pair with one of them."""
    words: dict[str, set[str]] = defaultdict(set)
    units: set[str] = set()
    wide: set[str] = set()  # senses of duties that name no thing, which any such deed may break
    for clause in mine:
        own = clause.subject | clause.rest | clause.doers
        for sense in related(clause.sense):
            words[sense] |= own
            wide |= {sense} if clause.force and not clause.rest else set()
        units |= {unit for n in clause.numbers for unit in (n.unit, *n.row) if unit}
    documents = {c.document for c in mine}

    def paired(c: Clause) -> bool:
        some = words.get(c.sense)
        if some is not None and (c.subject | c.rest | c.doers) & some:
            return True
        if c.sense in wide or (some is not None and c.force and not c.rest):
            return True
        return any(n.unit in units or n.row & units for n in c.numbers)

    return [c for c in found if c.document in documents or paired(c)]


@lru_cache(maxsize=4096)
def related(sense: str) -> frozenset[str]:
    """Return the senses with which a sense may be paired, itself among them."""
    wide = (s for s in senses_of_verbs() if covers(s, sense))
    against = {o for s in (*kin(sense), *wide) for o in opposed(s)}
    more = {"have", "stage", "happen"} if sense in ("have", "stage", "happen") else set[str]()
    secret = {"=treat", "conceal"} if {sense, *against} & {"=treat", "conceal"} else set[str]()
    return frozenset({
        sense, *kin(sense), *(s for s in senses_of_verbs() if covers(s, sense)), *against, *more,
        *secret,
    })  # fmt: skip


class Index:
    """Clauses by sense and word; unchanged once it is made."""

    def __init__(self, clauses: Iterable[Clause], kin_of: "Kindred", focus: str = "") -> None:
        self.every = list(clauses)
        self.focus = focus  # the document of one of two clauses, where only one is asked about
        self.kindred = kin_of
        self._at: dict[tuple[str, str], list[Clause]] = defaultdict(list)
        for clause in self.every:
            for word in clause.subject | clause.rest:
                self._at[clause.sense, word].append(clause)
            for key in {f"in {clause.document}", *(f"by {name}" for name in clause.doers)}:
                self._at[clause.sense, key].append(clause)

    def near(
        self, clause: Clause, senses: Iterable[str], parties: Iterable[str] = ()
    ) -> Iterator[Clause]:
        """Yield the clauses of some senses that share a word with one, each once.

        For a clause without words of its own those of its document and of some parties.
        """
        seen: set[int] = set()
        for sense in senses:
            words = clause.subject | clause.rest
            lone = {f"in {clause.document}", *(f"by {name}" for name in parties)}
            for word in words | lone if not clause.rest else words:
                found = self._at.get((sense, word), ())
                if len(found) > COMMON:
                    continue
                for other in found:
                    if other is clause or id(other) in seen:
                        continue
                    seen.add(id(other))
                    if self.focus not in ("", clause.document, other.document):
                        continue
                    if self.kindred.told_of_one(clause, other):
                        yield other


@lru_cache(maxsize=4096)
def kin(sense: str) -> tuple[str, ...]:
    """Return the senses that are cases of a sense, itself first."""
    return (sense, *(s for s in senses_of_verbs() if s != sense and covers(sense, s)))


@lru_cache(maxsize=4096)
def opposed(sense: str) -> tuple[str, ...]:
    """Return the senses that a sense excludes."""
    senses = senses_of_verbs()
    mine = senses[sense].against if sense in senses else frozenset[str]()
    return tuple(sorted({*mine, *(s for s, row in senses.items() if sense in row.against)}))


def same_doer(a: Clause, b: Clause) -> bool:
    """Say whether two clauses may be of one doer: a shared name, or a shared word where no name."""
    if (a.passive and not a.doers) or (b.passive and not b.doers):
        return True
    if a.doers and b.doers:
        return bool(a.doers & b.doers)
    common = a.subject & b.subject  # "the foreign ministers" are not "the prime ministers"
    return bool(common) and common in (a.subject, b.subject)


def same_object(a: Clause, b: Clause) -> bool:
    """Say whether two clauses are of one thing: what they act on, wherever it stands."""
    one, other = things_of(a), things_of(b)
    if one & other:
        return True
    wide, broad = (c.rest | (c.subject if c.passive else NOTHING) for c in (a, b))
    if a.negated and a.everybody and not one:
        return bool(a.rest & b.rest)  # "nobody was killed on the ferry"
    if one & broad or other & wide:
        return True
    if a.negated and a.ever and not one and (not wide or a.rest & b.rest):
        return True  # "expelled nobody", "dropped nothing at Gorm": whatever it is
    if one or other:
        return False
    if wide and broad:
        return bool(wide & broad)
    return not wide and not broad and bool(a.subject & b.subject)


def shared(a: Clause, b: Clause) -> frozenset[str]:
    """Return the words that two clauses have in common, names among them."""
    return (a.subject | a.rest) & (b.subject | b.rest) | (a.names & b.names)


def one_time(a: Clause, b: Clause) -> bool:
    """Say whether two clauses may be of one time."""
    if a.when is not None and b.when is not None:
        if a.when.since or b.when.since:
            return _overlap(days_of(a), days_of(b))
        return not a.when.apart(b.when)
    return True


def days_of(a: Clause) -> tuple[date | None, date | None]:
    """Return the days of a clause; of what holds since a day, until it is said."""
    if a.when is None:
        return None, a.said[1]
    return a.when.first, a.said[1] if a.when.since else a.when.last


def _overlap(x: tuple[date | None, date | None], y: tuple[date | None, date | None]) -> bool:
    late = max((d for d in (x[0], y[0]) if d), default=None)
    early = min((d for d in (x[1], y[1]) if d), default=None)
    return late is None or early is None or late <= early


def written_near(a: Clause, b: Clause) -> bool:
    """Say whether two clauses were told within two months, or nobody knows."""
    if a.said[0] is None or b.said[0] is None:
        return True
    return abs(a.said[0] - b.said[0]) <= CLOSE
