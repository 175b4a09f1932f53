"""The records of a ledger as reasoning takes them, kept from one request to the next.

A change of the ledger costs what it changed: shelves on which nothing moved stay the same, and so
does what was worked out from them.
"""

import sqlite3
from datetime import date
from threading import RLock

from servanda.ledger.following import Follower, Moved
from servanda.model import Actor, Document, Evidence, Instrument, Mention, Record, Ref
from servanda.reasoning.case import Case
from servanda.reasoning.family import Families
from servanda.reasoning.shelves import Shelves, put_up


class _Side:
    """All records, or the accepted ones alone: their shelves, and what was worked out of them."""

    def __init__(self) -> None:
        self.shelves: Shelves | None = None
        self.families = Families()
        self.moved: set[str] = set()


class Records:
    """The evidence of one ledger with its shelves, safe to share by threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._follower = Follower()
        self._sides = {False: _Side(), True: _Side()}

    def refresh(self, db: sqlite3.Connection) -> Moved:
        """Read what was appended since the last look; return what it moved."""
        with self._lock:
            moved = self._follower.refresh(db)
            for side in self._sides.values():
                if side.shelves is not None:
                    side.moved |= moved.records
            return moved

    @property
    def documents(self) -> dict[str, Document]:
        """Return the documents by id, in the order of their first adding."""
        return self._follower.documents

    def namings(self) -> list[tuple[Record, Ref]]:
        """Return the current records that name an entity, each with how it does; actors first."""
        with self._lock:
            kept = list(self._follower.records.values())
        actors = [(r, r.entity) for r in kept if isinstance(r, Actor)]
        agreements = [(r, r.entity) for r in kept if isinstance(r, Instrument)]
        mentions = [(r, r.refers_to) for r in kept if isinstance(r, Mention)]
        return [*actors, *agreements, *mentions]

    def case(self, day: date, *, accepted: bool = False) -> Case:
        """Return the case of the records as they were at the last look."""
        with self._lock:
            known, shelves = self._follower, self._shelves(accepted)
            verdicts = {i: v for i, v in known.verdicts.items() if i in shelves.by_id}
            evidence = Evidence(
                documents=known.documents, records=shelves.records, verdicts=verdicts,
                same=known.same, outcomes=known.outcomes,
            )  # fmt: skip
            families = self._sides[accepted].families
        return Case(evidence, day, shelves=shelves, families=families)

    def _shelves(self, accepted: bool) -> Shelves:
        """Return the shelves of one side, brought up to date."""
        known, side = self._follower, self._sides[accepted]
        place = known.place.__getitem__
        if side.shelves is None:
            order = sorted(known.records, key=place)
            shown = (known.shown(i, accepted=accepted) for i in order)
            side.shelves = put_up((r for r in shown if r is not None), place)
        elif side.moved:
            now = (known.shown(i, accepted=accepted) for i in side.moved)
            side.shelves = side.shelves.changed(
                side.moved, [r for r in now if r is not None], place
            )
        side.moved = set()
        return side.shelves
