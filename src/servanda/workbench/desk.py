"""The desk: the ledger opened for one request, and what is worth keeping between requests.

Nothing kept here is more than a picture of the file: it is dropped as soon as the file has another
last batch.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import RLock
from typing import Any, TypeVar

from servanda.ledger import Index, Ledger
from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.workbench.options import Options
from servanda.workbench.state import State

T = TypeVar("T")
KEPT = 40  # results kept for one state of the ledger


class Desk:
    """One ledger's desk, shared by the requests of one process."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.index = Index()
        self._lock = RLock()
        self._batch = -1
        self._kept: dict[Any, Any] = {}
        self._version = (-1, -1)
        self._of_records: dict[Any, Any] = {}

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[Ledger]:
        """Open the ledger for one request and bring the index up to date."""
        with Ledger(self.options.ledger, create=False, write=write,
                    clock=self.options.clock) as ledger:  # fmt: skip
            self.index.refresh(ledger.db)
            yield ledger

    def kept(self, ledger: Ledger, key: Any, make: Callable[[], T]) -> T:
        """Return what `make` gives for this state of the ledger, worked out once."""
        batch = ledger.last_batch()
        with self._lock:
            if batch != self._batch:
                self._kept.clear()
                self._batch = batch
            if key not in self._kept:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[key] = make()
            found: T = self._kept[key]
            return found

    def kept_while_read(self, key: Any, make: Callable[[], T]) -> T:
        """Return what `make` gives for the records there are; judgements do not matter to it."""
        with self._lock:
            if self._version != self.index.version:
                self._of_records.clear()
                self._version = self.index.version
            if key not in self._of_records:
                self._of_records[key] = make()
            found: T = self._of_records[key]
            return found

    def day(self, state: State) -> date:
        """Return the day asked about; today without one."""
        return state.as_of or self.options.today()

    def case(self, ledger: Ledger, state: State) -> Case:
        """Return the case of the ledger on the day asked about."""
        day = self.day(state)
        evidence = self.kept(
            ledger, ("evidence", state.accepted), lambda: ledger.evidence(accepted=state.accepted)
        )
        return self.kept(ledger, ("case", day, state.accepted), lambda: Case(evidence, day))

    def documents(self, ledger: Ledger) -> dict[str, Document]:
        """Return the documents without their texts by id."""
        return self.kept(ledger, "documents", lambda: {d.id: d for d in ledger.heads()})
