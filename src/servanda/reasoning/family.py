"""One agreement and its parts: their own act log, and a desk that answers on it.

No rule of status looks from one agreement into another, so that what is asked of one need not wait
for the log of all.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from msgspec.structs import replace

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import Registry
from servanda.model import Act, Evidence, Instrument, Record
from servanda.reasoning.logged import Logged
from servanda.reasoning.shelves import Shelves
from servanda.reasoning.status import Answer, Query, TooUncertain

T = TypeVar("T")
Answered = tuple[Answer | None, tuple[str, ...], bool]


class Family(Logged):
    """The log of an agreement with its parts, made when first asked; `kept` is for callers.

    `evidence` holds the acts on it and what names it as an instrument, `row` is the registry's.
    """

    def __init__(self, evidence: Evidence, row: Row | None, entities: Entities, day: date) -> None:
        self.evidence = evidence
        self.registry = Registry([row] if row is not None else [])
        self.entities = entities
        self.day = day
        self.kept: dict[Any, Any] = {}

    @cached_property
    def doubtful(self) -> bool:
        """Say whether the registry has acts marked unverified."""
        return any(
            a.verified == "unverified"
            for row in self.registry.instruments
            for acts in (row.acts, *(c.acts for c in row.children))
            for a in acts
        )

    def answer(self, query: Query) -> Answered:
        """Return the answer, its statuses and whether they are sure; see `Case.answer`."""
        if query not in self.kept:
            self.kept[query] = self._answer(query)
        found: Answered = self.kept[query]
        return found

    def _answer(self, query: Query) -> Answered:
        try:
            found = self.desk.answer(query)
            statuses = set(found.statuses)
            if self.doubtful:
                statuses |= set(self.doubtful_desk.answer(query).statuses)
        except TooUncertain:
            return None, (), False
        return found, tuple(sorted(statuses)), len(statuses) == 1

    def binds(self, instrument: str, a: str, b: str, day: date, seen_by: str) -> str:
        """Return whether a commitment binds A to B on a day: surely, possibly or not.

        Where the worlds are too many to live through it is possibly.
        """
        key = (instrument, *sorted((a, b)), day, seen_by)
        if key not in self.kept:
            try:
                found = self.desk.binds(instrument, a, b, day.toordinal(), seen_by)
            except TooUncertain:
                found = "possibly"
            self.kept[key] = found
        return str(self.kept[key])


class Families:
    """Families by the agreement, kept from one state of a ledger to the next.

    One holds as long as the shelves that it was made from are the same.
    """

    def __init__(self) -> None:
        self._same: dict[str, str] = {}
        self._made: dict[tuple[str, date], tuple[tuple[Any, ...], Family]] = {}
        self._told: dict[tuple[str, str], tuple[tuple[Record, ...], Any]] = {}

    def follow(self, same: dict[str, str]) -> None:
        """Drop everything where somebody else is taken for one now."""
        if same != self._same:
            self._made.clear()
            self._told.clear()
            self._same = same

    def of_document(
        self, key: str, document: str, records: tuple[Record, ...],
        make: Callable[[tuple[Record, ...]], T],
    ) -> T:  # fmt: skip
        """Return what `make` gives for the records of a document, worked out once for them."""
        old = self._told.get((key, document))
        if old is not None and old[0] is records:
            found: T = old[1]
            return found
        made = make(records)
        self._told[key, document] = records, made
        return made

    def get(self, name: str, evidence: Evidence, shelves: Shelves, naming: Iterable[str],
            row: Row | None, entities: Entities, day: date) -> Family:  # fmt: skip
        """Return the family of an agreement; `naming` are the ids by which records refer to it."""
        stamp = tuple(shelves.about(i) for i in naming)
        old = self._made.get((name, day))
        if old is not None and len(old[0]) == len(stamp) and all(map(_is, old[0], stamp)):
            return old[1]
        own = shelves.in_order(r for some in stamp for r in _own(some))
        made = Family(replace(evidence, records=tuple(own)), row, entities, day)
        self._made[name, day] = stamp, made
        return made


def _is(a: object, b: object) -> bool:
    return a is b


def _own(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records that a log is made from."""
    return (r for r in records if isinstance(r, (Act, Instrument)))
