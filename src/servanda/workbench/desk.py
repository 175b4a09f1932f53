"""The desk: the ledger opened for one request, and what is worth keeping between requests.

Nothing kept here is more than a picture of the file: it is dropped as soon as the file has another
last batch.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event
from typing import Any, TypeVar

from servanda.engine.clashing import kept_clashes
from servanda.engine.rules import mark_of
from servanda.ledger import Facets, Filter, Index, Ledger
from servanda.ledger.lasting import Lasting
from servanda.model import Document
from servanda.reasoning.case import Case
from servanda.workbench.keeping import Keeper
from servanda.workbench.options import Options
from servanda.workbench.picture import Records
from servanda.workbench.state import State
from servanda.workbench.working import Workers

T = TypeVar("T")
MOST_UPLOADS = 20
MOST_FOLLOWED = 4  # things counted from how they were counted before
LONGEST_UPLOAD = 40  # characters of the name that a page gives its upload


class Desk:
    """One ledger's desk, shared by the requests of one process."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.index = Index()
        rules = mark_of("servanda.reasoning", "servanda.lexicon", "servanda.asking")
        self.lasting = Lasting(options.ledger, rules)
        self.records = Records(self.lasting)
        self.workers = Workers()
        self.closing = Event()  # set when the server stops
        self.uploads: OrderedDict[str, tuple[int, int]] = OrderedDict()  # see upload_at
        self._of_batch = Keeper()
        self._of_records = Keeper()
        self._followed: OrderedDict[Hashable, Any] = OrderedDict()

    @contextmanager
    def open(self, *, write: bool = False) -> Iterator[Ledger]:
        """Open the ledger for one request and bring the index up to date."""
        with Ledger(self.options.ledger, create=False, write=write,
                    clock=self.options.clock) as ledger:  # fmt: skip
            self.index.refresh(ledger.db)
            self.records.refresh(ledger.db)
            try:
                yield ledger
            finally:
                if not write:  # one writer at a time: what waits is written by the next reader
                    self.lasting.flush()

    def kept(self, ledger: Ledger, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives for this state of the ledger, worked out once."""
        return self._of_batch.kept(ledger.last_batch(), key, make)

    def kept_while_read(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gives for the records there are; judgements do not matter to it."""
        return self._of_records.kept(self.index.version, key, make)

    def followed(self, key: Hashable, make: Callable[[T | None], T]) -> T:
        """Return what `make` gives for what it gave the last time under a key."""
        found = make(self._followed.get(key))
        self._followed[key] = found
        while len(self._followed) > MOST_FOLLOWED:
            self._followed.popitem(last=False)
        return found

    def upload_at(self, upload: str, done: int, total: int) -> None:
        """Note how many documents of an upload are read and kept; only the newest are known."""
        if upload:
            self.uploads[upload[:LONGEST_UPLOAD]] = (done, total)
            while len(self.uploads) > MOST_UPLOADS:
                self.uploads.popitem(last=False)

    def day(self, state: State) -> date:
        """Return the day asked about; today without one."""
        return state.as_of or self.options.today()

    def case(self, ledger: Ledger, state: State) -> Case:
        """Return the case of the ledger on the day asked about."""
        day = self.day(state)

        def made() -> Case:
            if state.as_of is None:
                self.records.remember(self.lasting, day)
            case = self.records.case(day, accepted=state.accepted)
            if not state.accepted:
                case.known = kept_clashes(self.options.ledger, day, today=state.as_of is None)
            return case

        return self.kept(ledger, ("case", day, state.accepted), made)

    def facets(self, ledger: Ledger) -> Facets:
        """Return how many records there are of each kind, document and verdict."""
        return self.kept(ledger, "facets", lambda: self.index.facets(Filter()))

    def size(self, ledger: Ledger) -> int:
        """Return how many records there are."""
        return self.index.size

    def documents(self, ledger: Ledger) -> dict[str, Document]:
        """Return the documents by id, in the order of their first adding."""
        return self.records.documents
