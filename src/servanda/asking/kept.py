"""A ledger that can be asked: the one object of the Python interface."""

from collections.abc import Sequence
from datetime import date

from servanda import ledger
from servanda.asking import ask
from servanda.asking.answers import Answer
from servanda.asking.nearby import Place
from servanda.engine.clashing import kept_clashes
from servanda.reasoning.case import Case
from servanda.reasoning.lookup import seen_by_id

PASSAGES = 10


class Ledger(ledger.Ledger):
    """One ledger file, as `servanda.ledger.Ledger`, with the questions that its records answer."""

    def __enter__(self) -> "Ledger":
        return self

    def case(
        self, as_of: date | None = None, *, accepted: bool = False,
        as_recorded: date | None = None, kinds: Sequence[str] = (),
    ) -> Case:  # fmt: skip
        """Return what the ledger holds as a case on a day, for the functions of `reasoning`.

        `as_of` is the day asked about, today if not given; `as_recorded` reads the ledger as it
        stood at the end of that day; `accepted` leaves out what nobody has accepted; `kinds`
        limits the records to these kinds, which is quicker.
        """
        known = as_recorded.isoformat() if as_recorded else None
        evidence = self.evidence(as_recorded=known, accepted=accepted, kinds=kinds)
        case = Case(evidence, as_of or date.today())
        if not (accepted or as_recorded or kinds):
            case.known = kept_clashes(self.path, case.day, today=as_of is None)
        return case

    def ask(
        self, question: str, *, as_of: date | None = None, seen_by: Sequence[str] = (),
        accepted: bool = False,
    ) -> Answer:  # fmt: skip
        """Answer a question from the ledger alone, each sentence with its records.

        `seen_by` names perspectives as on the command line: `record`, `party:ID`, `source:ID`, or
        plain names. A question that the ledger cannot answer gets the passages nearest to it,
        said to be only that, or "Not in the record". Raises UnknownName for a
        perspective that nobody has.
        """
        case = self.case(as_of, accepted=accepted)
        views = [seen_by_id(case, text) for text in seen_by] or None

        def search(words: str) -> list[Place]:
            return places(self, case, words)

        return ask(case, question, seen_by=views, search=search)


def places(kept: ledger.Ledger, case: Case, words: str) -> list[Place]:
    """Return the places of the case's documents that full-text search finds."""
    hits = kept.search(words, limit=PASSAGES)
    return [(h.document, h.start) for h in hits if h.document in case.evidence.documents]
