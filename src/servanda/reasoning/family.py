"""One agreement and its parts: their own act log, and a desk that answers on it.

No rule of status looks from one agreement into another, so that what is asked of one need not wait
for the log of all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec.structs import replace

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import Registry
from servanda.model import Act, Evidence, Instrument, Record
from servanda.reasoning.logged import Logged
from servanda.reasoning.of_text import OfText
from servanda.reasoning.shelves import Shelves
from servanda.reasoning.status import Answer, Query, TooUncertain
from servanda.reasoning.status.flags import Flag, Item

T = TypeVar("T")
MEMORY = "status"  # the sort of what a family leaves in a memory
Answered = tuple[Answer | None, tuple[str, ...], bool]


class Memory(Protocol):
    """What outlives a process: results of a thing, by their keys, as long as their stamp holds."""

    def find(self, sort: str, name: str, stamp: bytes) -> dict[str, bytes]:
        """Return the results of a thing that rest on what a stamp stands for."""

    def keep(self, sort: str, name: str, stamp: bytes, key: str, body: bytes) -> None:
        """Keep a result."""


class Family(Logged):
    """The log of an agreement with its parts, made when first asked; `kept` is for callers.

    `evidence` holds the acts on it and what names it as an instrument, `row` is the registry's.
    With a `memory` what takes long to follow is looked up there first, by the `name`.
    """

    def __init__(
        self, evidence: Evidence, row: Row | None, entities: Entities, day: date, *,
        name: str = "", memory: Memory | None = None,
    ) -> None:  # fmt: skip
        self.name = name
        self._memory = memory
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
        key = ("answer", query.instrument, query.party, query.seen_by, str(query.as_of))
        return self.once(key, Answered, lambda: self._answer(query))

    def once(self, key: tuple[str, ...], sort: Any, make: Callable[[], T]) -> T:
        """Return what `make` gives for the log under a key, worked out once.

        It rests on the log alone. `sort` is its type, by which it is read from the memory.
        """
        if key not in self.kept:
            name = " ".join(key)
            try:
                self.kept[key] = _decoder(sort).decode(self._remembered.get(name, b""))
            except msgspec.DecodeError:  # it is not there, or damaged
                made = self.kept[key] = make()
                if self._memory is not None:
                    body = msgspec.msgpack.encode(_in_order(made), order="deterministic")
                    self._memory.keep(MEMORY, self.name, self._stamp, name, body)
        found: T = self.kept[key]
        return found

    @cached_property
    def _remembered(self) -> dict[str, bytes]:
        return self._memory.find(MEMORY, self.name, self._stamp) if self._memory else {}

    @cached_property
    def _stamp(self) -> bytes:
        """Return a mark of all that answers rest on: the log, with and without doubtful acts."""
        logs = (self.log, self.doubtful_desk.log if self.doubtful else None)
        return hashlib.blake2b(
            msgspec.msgpack.encode(logs, order="sorted"), digest_size=16
        ).digest()

    def _answer(self, query: Query) -> Answered:
        try:
            found = self.desk.answer(query)
            statuses = set(found.statuses)
            if self.doubtful:
                statuses |= set(self.doubtful_desk.answer(query).statuses)
        except TooUncertain:
            return None, (), False
        return _thinned(found), tuple(sorted(statuses)), len(statuses) == 1

    def binds(self, instrument: str, a: str, b: str, day: date, seen_by: str) -> str:
        """Return whether a commitment binds A to B on a day: surely, possibly or not.

        Where the worlds are too many to live through it is possibly.
        """

        def asked() -> str:
            try:
                return self.desk.binds(instrument, a, b, day.toordinal(), seen_by)
            except TooUncertain:
                return "possibly"

        key = ("binds", instrument, *sorted((a, b)), seen_by, str(day.toordinal()))
        return self.once(key, str, asked)


class Families:
    """Families by the agreement, kept from one state of a ledger to the next.

    One holds as long as the shelves that it was made from are the same. `memory` is used by those
    of the `day` alone that it is for; `of_text` is what follows from texts alone.
    """

    def __init__(self, of_text: OfText | None = None) -> None:
        self.memory: Memory | None = None
        self.of_text = of_text or OfText()
        self.day: date | None = None
        self._same: dict[str, str] = {}
        self._made: dict[tuple[str, date], tuple[tuple[Any, ...], Family]] = {}
        self._rested: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}
        self._told: dict[tuple[str, str], tuple[tuple[Record, ...], Any]] = {}

    def follow(self, same: dict[str, str]) -> None:
        """Drop everything where somebody else is taken for one now."""
        if same != self._same:
            self._made.clear()
            self._told.clear()
            self._rested.clear()
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

    def resting(self, key: str, name: str, rest: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return what `make` gives for a name, worked out once for the very objects it rests on.

        The first of `rest` is a tuple of such objects.
        """
        stamp = (*rest[0], *rest[1:])
        old = self._rested.get((key, name))
        if old is not None and len(old[0]) == len(stamp) and all(map(_is, old[0], stamp)):
            found: T = old[1]
            return found
        made = make()
        self._rested[key, name] = stamp, made
        return made

    def get(self, name: str, evidence: Evidence, shelves: Shelves, naming: Iterable[str],
            row: Row | None, entities: Entities, day: date) -> Family:  # fmt: skip
        """Return the family of an agreement; `naming` are the ids by which records refer to it."""
        stamp = tuple(shelves.about(i) for i in naming)
        old = self._made.get((name, day))
        if old is not None and len(old[0]) == len(stamp) and all(map(_is, old[0], stamp)):
            return old[1]
        own = shelves.in_order(r for some in stamp for r in _own(some))
        memory = self.memory if day == self.day else None
        made = Family(replace(evidence, records=tuple(own)), row, entities, day, name=name,
                      memory=memory)  # fmt: skip
        self._made[name, day] = stamp, made
        return made


def _in_order(made: Any) -> Any:
    """Return a result with the items of its flags in an order, as they are written."""
    if not isinstance(made, tuple) or not isinstance(made[0], Answer):
        return made
    answer, *rest = made
    flags = {n: (f.sure, sorted(f.items, key=repr)) for n, f in answer.flags.items()}
    return (msgspec.structs.asdict(answer) | {"flags": flags}, *rest)


@lru_cache(maxsize=8)
def _decoder(sort: Any) -> Any:
    return msgspec.msgpack.Decoder(sort)


def _thinned(answer: Answer) -> Answer:
    """Return an answer with the first and the last of flag items that differ in their day alone.

    An act on a day within decades gives an item for each of these days; people read the range.
    """
    flags = {name: Flag(f.sure, _ends(f.items)) for name, f in answer.flags.items()}
    return replace(answer, flags=flags)


def _ends(items: frozenset[Item]) -> frozenset[Item]:
    reach: dict[Item, tuple[int, int]] = {}
    rest: list[Item] = []
    for item in items:
        if item[0][0] != "day" or not isinstance(item[0][1], str):
            rest.append(item)
            continue
        day, key = int(item[0][1]), item[1:]
        low, high = reach.get(key, (day, day))
        reach[key] = min(low, day), max(high, day)
    ends = ((("day", str(d)), *key) for key, days in reach.items() for d in days)
    return frozenset((*rest, *ends))


def _is(a: object, b: object) -> bool:
    return a is b


def _own(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records that a log is made from."""
    return (r for r in records if isinstance(r, (Act, Instrument)))
