"""The records of a ledger as reasoning takes them, kept from one request to the next.

A change of the ledger costs what it changed: shelves on which nothing moved stay the same, and so
does what was worked out from them.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Collection
from datetime import date
from threading import RLock
from typing import Any, TypeVar

import msgspec

from servanda.ledger.following import Follower, Moved
from servanda.model import Document, Evidence, Record
from servanda.reasoning.case import Case
from servanda.reasoning.family import Families, Memory
from servanda.reasoning.of_text import OfText, Store
from servanda.reasoning.shelves import Shelves, put_up

T = TypeVar("T")
U = TypeVar("U")


class _Side:
    """All records, or the accepted ones alone: their shelves, and what was worked out of them."""

    def __init__(self, of_text: OfText) -> None:
        self.shelves: Shelves | None = None
        self.families = Families(of_text)
        self.moved: set[str] = set()
        # What follows from each document alone, on the day asked about.
        self.kept: tuple[date, dict[tuple[str, str], Any]] = (date.min, {})
        self.marks: dict[str, int] = {}  # of the records shown, each of one version
        self.mark = 0  # of all of them together

    def note(self, known: Follower, moved: set[str], *, accepted: bool) -> None:
        """Drop what followed from documents in which records moved, and mark what is shown now."""
        gone = set()
        for id_ in moved:
            old = self.marks.pop(id_, 0)
            shown = known.shown(id_, accepted=accepted)
            new = _mark(id_, known.version(id_)) if shown is not None else 0
            if new:
                self.marks[id_] = new
            self.mark ^= old ^ new
            if old != new:
                gone.add(known.document_of[id_])
        self.drop(gone)

    def drop(self, documents: Collection[str]) -> None:
        """Drop what followed from some documents."""
        kept = self.kept[1]
        for key in [k for k in kept if k[1] in documents] if documents else ():
            del kept[key]

    def on(self, day: date) -> dict[tuple[str, str], Any]:
        """Return what followed from documents on a day; another day begins anew."""
        if self.kept[0] != day:
            self.kept = day, {}
        return self.kept[1]


def _mark(id_: str, version: int) -> int:
    """Return a number that stands for one version of a record."""
    found = hashlib.blake2b(f"{id_} {version}".encode(), digest_size=16)
    return int.from_bytes(found.digest(), "big")


class Records:
    """The evidence of one ledger with its shelves, safe to share by threads.

    What follows from texts alone is kept in a store, where there is one.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._lock = RLock()
        self._follower = Follower()
        of_text = OfText(store)
        self._sides = {False: _Side(of_text), True: _Side(of_text)}
        self._made: dict[str, dict[str, Any]] = {}  # by document, see by_document
        self._joined: dict[str, Any] = {}  # of all documents, see followed

    def refresh(self, db: sqlite3.Connection) -> Moved:
        """Read what was appended since the last look; return what it moved."""
        with self._lock:
            moved = self._follower.refresh(db)
            gone = {self._follower.document_of[i] for i in moved.records}
            for made in self._made.values():
                for document in gone | moved.documents:
                    made.pop(document, None)
            for side in self._sides.values():
                if side.shelves is not None:
                    side.moved |= moved.records
                if moved.whole:
                    side.kept = (date.min, {})
                side.drop(moved.documents)
            return moved

    def remember(self, memory: Memory, day: date) -> None:
        """Let what follows from all records on a day be kept in a memory."""
        with self._lock:
            families = self._sides[False].families
            families.memory, families.day = memory, day

    def _stamp(self, accepted: bool) -> bytes:
        """Return a mark of all that findings rest on: records, documents, who is whom, outcomes.

        Verdicts that leave a record where it was do not matter.
        """
        known = self._follower
        rest = (sorted(known.same.items()), sorted(known.outcomes.items()), known.read)
        told = msgspec.msgpack.encode((str(self._sides[accepted].mark), rest), order="sorted")
        return hashlib.blake2b(told, digest_size=16).digest()

    @property
    def documents(self) -> dict[str, Document]:
        """Return the documents by id, in the order of their first adding."""
        return self._follower.documents

    @property
    def same(self) -> dict[str, str]:
        """Return who is taken to be whom, by id."""
        return self._follower.same

    def by_document(
        self, what: str, make: Callable[[list[Record]], T]
    ) -> list[tuple[str, T]]:  # fmt: skip
        """Return what `make` gives for the current records of each document, rejected ones too.

        It is worked out once for these records.
        """
        with self._lock:
            known = self._follower
            made = self._made.setdefault(what, {})
            every = dict.fromkeys((*known.documents, *known.within))
            for document in [d for d in every if d not in made]:
                own = [known.records[i] for i in known.within.get(document, ())
                       if i in known.records]  # fmt: skip
                made[document] = make(sorted(own, key=lambda r: known.place[r.id]))
            return [(d, made[d]) for d in every]

    def followed(
        self, what: str, make: Callable[[list[Record]], T],
        join: Callable[[list[tuple[str, T]], U | None], U],
    ) -> U:  # fmt: skip
        """Return what `join` gives for `by_document` and for what it gave the last time."""
        with self._lock:
            told = self.by_document(what, make)
            found: U = join(told, self._joined.get(what))
            self._joined[what] = found
            return found

    def case(self, day: date, *, accepted: bool = False) -> Case:
        """Return the case of the records as they were at the last look."""
        with self._lock:
            known, shelves = self._follower, self._shelves(accepted)
            verdicts = {i: v for i, v in known.verdicts.items() if i in shelves.by_id}
            evidence = Evidence(
                documents=known.documents, records=shelves.records, verdicts=verdicts,
                same=known.same, outcomes=known.outcomes,
            )  # fmt: skip
            side = self._sides[accepted]
            case = Case(evidence, day, shelves=shelves, families=side.families, kept=side.on(day))
            case.stamp = self._stamp(accepted)
        return case

    def _shelves(self, accepted: bool) -> Shelves:
        """Return the shelves of one side, brought up to date."""
        known, side = self._follower, self._sides[accepted]
        place = known.place.__getitem__
        if side.shelves is None:
            side.note(known, set(known.records), accepted=accepted)
            order = sorted(known.records, key=place)
            shown = (known.shown(i, accepted=accepted) for i in order)
            side.shelves = put_up((r for r in shown if r is not None), place)
        elif side.moved:
            side.note(known, side.moved, accepted=accepted)
            now = (known.shown(i, accepted=accepted) for i in side.moved)
            side.shelves = side.shelves.changed(
                side.moved, [r for r in now if r is not None], place
            )
        side.moved = set()
        return side.shelves
