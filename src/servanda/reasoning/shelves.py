"""Records by what they are about, so that what concerns one thing is found without a search.

A set of shelves never changes; `changed` makes another that shares what stayed the same. Where
nothing that bears on a thing has changed, its shelf is the very same tuple: what was worked out
from it still holds.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from servanda.model import (
    Act,
    Commitment,
    Event,
    Instrument,
    Link,
    Mention,
    Position,
    Prediction,
    Provision,
    Question,
    Record,
    Statement,
    refs_of,
)
from servanda.reasoning.deeds import deeds, head_of

R = TypeVar("R", bound=Record)
ANY = "*"  # stands for words that a record does not tell by itself
DEED, TOLD, SAID, HEAD, IN = "deed", "told", "said", "head", "in"
# Of these kinds a list is kept; who wants all mentions goes through all records.
LISTED = (Act, Commitment, Event, Instrument, Link, Position, Prediction, Provision, Question,
          Statement)  # fmt: skip
NOTHING: tuple[Record, ...] = ()


class Shelves:
    """The records of an evidence, on as many shelves as they have things that they are about.

    `records` are all of them in the order of the evidence, `by_id` the same by id.
    """

    def __init__(
        self, records: tuple[Record, ...], by_id: Mapping[str, Record],
        held: Mapping[Hashable, tuple[Record, ...]], at: dict[str, int],
    ) -> None:  # fmt: skip
        self.records = records
        self.by_id = by_id
        self._held = held
        self._at = at

    def about(self, id_: str) -> tuple[Record, ...]:
        """Return the records that refer to an id as it stands in them."""
        return self._held.get(id_, NOTHING)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one of the kinds in `LISTED`."""
        return cast("tuple[R, ...]", self._held.get(kind, NOTHING))  # put up by their kind

    def within(self, document: str) -> tuple[Record, ...]:
        """Return the records of a document."""
        return self._held.get((IN, document), NOTHING)

    def documents(self) -> list[str]:
        """Return the documents that have records."""
        return [k[1] for k in self._held if isinstance(k, tuple) and k[0] == IN]

    def by_word(self, sort: str, word: str, who: str | None = None) -> tuple[Record, ...]:
        """Return the records that tell a word: of a deed done, of an issue, of a deed owed.

        With `who`, those of deeds and stances that lay it to this id as they stand; "": to nobody.
        """
        return self._held.get((sort, word) if who is None else (sort, word, who), NOTHING)

    def ids(self) -> list[str]:
        """Return every id that is referred to."""
        return [k for k in self._held if isinstance(k, str)]

    def in_order(self, records: Iterable[R]) -> list[R]:
        """Return records in the order of the evidence, each once."""
        return sorted({id(r): r for r in records}.values(), key=lambda r: self._at[r.id])

    def place(self, record: Record) -> int:
        """Return a number that tells where in the evidence a record stands."""
        return self._at[record.id]

    def changed(
        self, gone: Iterable[str], come: Iterable[Record], place: Callable[[str], int] | None = None
    ) -> "Shelves":
        """Return shelves without some records and with others; one in both is looked at anew.

        `place` tells the places of those that come; without it each stands where it stood.
        """
        old = [self.by_id[i] for i in dict.fromkeys(gone) if i in self.by_id]
        where = place or self._at.__getitem__
        new = sorted({r.id: r for r in come}.values(), key=lambda r: where(r.id))
        leaving: dict[Hashable, list[Record]] = {}
        coming: dict[Hashable, list[Record]] = {}
        for some, by_key in ((old, leaving), (new, coming)):
            for record in some:
                for key in keys_of(record):
                    by_key.setdefault(key, []).append(record)
        # Whoever still holds these shelves never asks for the place of what came later.
        moving = any(self._at.get(r.id, where(r.id)) != where(r.id) for r in new)
        at = dict(self._at) if moving else self._at
        at.update((r.id, where(r.id)) for r in new)
        held, by_id = dict(self._held), dict(self.by_id)

        def moved(stood: tuple[Record, ...], less: list[Record], more: list[Record]) -> Any:
            if more and not less and (not stood or at[stood[-1].id] < at[more[0].id]):
                return (*stood, *more)
            out = list(stood)
            for r in less:
                del out[bisect_left(out, self._at[r.id], key=lambda x: self._at[x.id])]
            for r in more:
                late = not out or at[out[-1].id] < at[r.id]
                n = len(out) if late else bisect_left(out, at[r.id], key=lambda x: at[x.id])
                out.insert(n, r)
            return tuple(out)

        for key in leaving.keys() | coming.keys():
            left = moved(held.get(key, NOTHING), leaving.get(key, []), coming.get(key, []))
            if left:
                held[key] = left
            else:
                del held[key]
        for r in old:
            del by_id[r.id]
        by_id.update((r.id, r) for r in new)
        return Shelves(moved(self.records, old, new), by_id, held, at)


def put_up(
    records: Iterable[Record], place: Callable[[str], int] | None = None,
    keys: "Callable[[Record], set[Hashable]] | None" = None,
) -> Shelves:  # fmt: skip
    """Return shelves of records that come in their order; `place` gives numbers that grow.

    `keys` gives what `keys_of` does, where that is known.
    """
    held: dict[Hashable, list[Record]] = {}
    known: dict[str, Record] = {}
    at: dict[str, int] = {}
    kept = tuple(records)
    for n, record in enumerate(kept):
        known[record.id] = record
        at[record.id] = place(record.id) if place else n
        for key in (keys or keys_of)(record):
            held.setdefault(key, []).append(record)
    return Shelves(kept, known, {k: tuple(v) for k, v in held.items()}, at)


def keys_of(record: Record) -> set[Hashable]:
    """Return the shelves on which a record stands."""
    keys: set[Hashable] = {r.id for r in refs_of(record) if r.id}
    keys.add((IN, record.document))
    if isinstance(record, LISTED):
        keys.add(type(record))
    if not isinstance(record, Mention):
        keys.update(_words(record))
    return keys


def told_words(records: Iterable[Record]) -> frozenset[str]:
    """Return the words by which records tell deeds and stances; `ANY` for a stance on no issue."""
    some = (r for r in records if isinstance(r, (Event, Position)))
    return frozenset(key[1] for r in some for key in _words(r))


def _words(record: Record) -> Iterator[tuple[str, ...]]:
    """Yield the words by which a record is looked for, told by it alone."""
    if isinstance(record, Event):
        for word in deeds(" ".join(a.quote for a in record.anchors)):
            yield DEED, word
            yield from ((DEED, word, r.id) for r in record.source if r.id)
            if not record.source:
                yield DEED, word, ""
    elif isinstance(record, Position):
        for word in deeds(record.issue.text) if record.issue else (ANY,):
            yield TOLD, word
            if record.holder.id:
                yield TOLD, word, record.holder.id
    elif isinstance(record, Statement):
        yield from ((SAID, w) for w in deeds(" ".join(a.quote for a in record.content)))
    elif isinstance(record, Commitment) and record.action is not None:
        passive = record.action.text.startswith("be ")  # what it is done to stands before it
        exception = record.exception.text if record.exception else ""
        action = record.action.text.replace(exception, " ") if exception else record.action.text
        yield from ((HEAD, w) for w in ((ANY,) if passive else head_of(action)))
