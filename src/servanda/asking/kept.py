"""A ledger that can be asked: the one object of the Python interface."""

from collections.abc import Sequence
from datetime import date

from servanda import ledger
from servanda.asking import ask
from servanda.asking.answers import Answer
from servanda.engine.clashing import kept_clashes
from servanda.reasoning.case import Case
from servanda.reasoning.lookup import seen_by_id

SHORT = 300  # characters of a passage found by search
PASSAGES = 5


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
        plain names. A question that is not understood gets passages of the texts, said to be only
        that; one the ledger cannot answer gets "Not in the record". Raises UnknownName for a
        perspective that nobody has.
        """
        case = self.case(as_of, accepted=accepted)
        views = [seen_by_id(case, text) for text in seen_by] or None

        def search(words: str) -> list[tuple[str, str]]:
            return passages(self, case, words)

        return ask(case, question, seen_by=views, search=search)


def passages(kept: ledger.Ledger, case: Case, words: str) -> list[tuple[str, str]]:
    """Return the passages of the case's documents that search finds: (document id, quote)."""
    texts = case.evidence.documents
    hits = [h for h in kept.search(words, limit=PASSAGES) if h.document in texts]
    found = ((h.document, texts[h.document].text[h.start : h.end]) for h in hits)
    return [(document, " ".join(text.split())[:SHORT]) for document, text in found]
