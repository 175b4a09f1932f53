"""What the dossier's functions make of the whole ledger, each worked out once for its state."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from servanda.dossier.board import agreements
from servanda.dossier.history import changes
from servanda.dossier.instrument import told
from servanda.dossier.network import Ties
from servanda.dossier.outlook import predictions, questions
from servanda.dossier.pages import (
    Change,
    PredictionRow,
    QuestionRow,
    ScoreRow,
)
from servanda.dossier.scribe import Scribe
from servanda.reasoning.case import Case
from servanda.reasoning.lookup import seen_by_id
from servanda.workbench.visit import Visit

T = TypeVar("T")


def perspectives(visit: Visit, case: Case) -> list[str] | None:
    """Return the perspectives named in the address, or None where the case chooses."""
    return [seen_by_id(case, s) for s in visit.state.seen_by] or None


def kept(visit: Visit, key: Hashable, make: Callable[[Scribe], T]) -> T:
    """Return what `make` gives for the case of a visit, worked out once for its day and records."""
    scribe = scribe_of(visit)
    stamp = (key, scribe.case.day, visit.state.accepted)
    return visit.desk.kept(visit.ledger, stamp, lambda: make(scribe))


def scribe_of(visit: Visit) -> Scribe:
    """Return the scribe of the case of a visit."""
    case = visit.desk.case(visit.ledger, visit.state)
    key = ("scribe", case.day, visit.state.accepted)
    return visit.desk.kept(visit.ledger, key, lambda: Scribe(case))


def all_changes(visit: Visit) -> list[Change]:
    """Return every change of status of the agreements that the documents speak of."""
    views = perspectives(visit, scribe_of(visit).case)
    return kept(visit, ("changes", tuple(views or ())),
                lambda s: changes(told(s, a, ()) for a in agreements(s, views)))  # fmt: skip


def all_ties(visit: Visit) -> Ties:
    """Return what ties actors, counted."""
    return kept(visit, "network", Ties)


def all_predictions(visit: Visit) -> tuple[list[PredictionRow], list[ScoreRow]]:
    """Return the predictions, those whose time has come first, and how well they did."""
    return kept(visit, "predictions", predictions)


def all_questions(visit: Visit) -> list[QuestionRow]:
    """Return the questions that documents ask, rhetorical ones last."""
    return kept(visit, "questions", questions)
