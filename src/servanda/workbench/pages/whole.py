"""What the dossier's functions make of the whole ledger, each worked out once for its state."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from servanda.dossier.board import agreements
from servanda.dossier.history import changes
from servanda.dossier.instrument import history_of
from servanda.dossier.network import Ties
from servanda.dossier.outlook import asked as questions
from servanda.dossier.outlook import prediction, score_rows
from servanda.dossier.pages import (
    Change,
    PredictionRow,
    ScoreRow,
)
from servanda.dossier.scribe import Scribe
from servanda.model import Question
from servanda.reasoning.board import perspectives_on, seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import Forecast, Outcome, outcomes, register, resolve
from servanda.reasoning.foretold.scores import due
from servanda.reasoning.lookup import seen_by_id
from servanda.workbench.remembered import outcome_of
from servanda.workbench.visit import Visit

T = TypeVar("T")
PATIENCE = 0.08  # seconds that a page waits for what is worked out beside


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


def worked_out(
    visit: Visit, what: Hashable, names: Sequence[str], make: Callable[[str], T],
    wait: float = PATIENCE,
) -> tuple[list[T], list[str]]:  # fmt: skip
    """Return what `make` gives for names in turn, and the names that it is not yet known for.

    A patient visit gets all; else work goes on beside after a moment (`wait` seconds), and who asks
    again gets more.
    """
    case = scribe_of(visit).case
    key = (what, case.day, visit.state.accepted, visit.state.seen_by)
    done: dict[str, T] = visit.desk.kept(visit.ledger, key, dict)

    def work() -> None:
        for name in names:
            if name not in done:
                done[name] = make(name)
                visit.desk.lasting.flush()

    if visit.patient:
        work()
    elif any(n not in done for n in names):
        piece = (key, visit.ledger.last_batch(), tuple(names))
        if visit.desk.workers.waiting(piece, work, wait) is None:
            work()  # it is done; where it failed, this visit meets the failure
    return [done[n] for n in names if n in done], [n for n in names if n not in done]


def looks_of(case: Case, name: str, views: list[str] | None) -> tuple[list[str], list[str]]:
    """Return who looks at an agreement, and the names that are shown of them and its parties."""
    eyes = perspectives_on(case, name) if views is None else views
    called = [case.name(p) for p in (name, *case.parties(name))]
    return eyes, [*(seen_words(case, e) for e in eyes), *called]


def with_log(case: Case, name: str, what: Hashable, stamp: object, make: Callable[[], T]) -> T:
    """Return what `make` gives for an agreement while its log and a stamp stay the same."""
    kept = case.family(name).kept
    key = (what, name)
    if key not in kept or kept[key][0] != stamp:
        kept[key] = stamp, make()
    found: T = kept[key][1]
    return found


def all_changes(visit: Visit) -> tuple[list[Change], list[str]]:
    """Return the changes of status of the agreements that the documents speak of, the oldest
    first, and the agreements of which they are still being worked out."""
    scribe = scribe_of(visit)
    views, names = perspectives(visit, scribe.case), scribe.case.instruments

    def of(whole: str) -> list[Change]:
        family = [n for n in names if n.partition("#")[0] == whole]
        stamp = [looks_of(scribe.case, n, views) for n in family]
        return with_log(scribe.case, whole, "changes", stamp, lambda: changes(
            replace(a, history=history_of(scribe, a))
            for a in agreements(scribe, views, family, bare=True)
        ))  # fmt: skip

    found, left = worked_out(visit, "changes", [n for n in names if "#" not in n], of)
    rows = sorted((c for some in found for c in some),
                  key=lambda c: (c.earliest, c.latest, c.agreement, c.words))  # fmt: skip
    return rows, left


def all_ties(visit: Visit) -> Ties:
    """Return what ties actors, counted."""
    case = scribe_of(visit).case
    return kept(visit, "network", lambda s: visit.desk.followed(
        ("ties", case.day, visit.state.accepted), lambda old: Ties(s, old)
    ))  # fmt: skip


def all_forecasts(visit: Visit) -> list[Forecast]:
    """Return the predictions as claims, those whose time has come first, then the dated ones."""

    def ordered(scribe: Scribe) -> list[Forecast]:
        day = scribe.case.day
        return sorted(register(scribe.case), key=lambda f: (
            f.due is None or f.due >= day, f.due is None, f.made or date.max, f.record.id,
        ))  # fmt: skip

    return kept(visit, "forecasts", ordered)


def predictions_of(
    visit: Visit, forecasts: Sequence[Forecast]
) -> tuple[list[PredictionRow], list[Forecast]]:  # fmt: skip
    """Return forecasts with what came of them, and those of which that is not known yet."""
    scribe, by_id = scribe_of(visit), {f.record.id: f for f in forecasts}
    rows, left = worked_out(
        visit, "predictions", list(by_id),
        lambda i: prediction(scribe, by_id[i], _outcome(visit, scribe.case, by_id[i])),
    )  # fmt: skip
    return rows, [by_id[i] for i in left]


def _outcome(visit: Visit, case: Case, forecast: Forecast) -> Outcome:
    """Return what came of a forecast; of all records today it is kept in the ledger's file."""
    if visit.state.accepted or visit.state.as_of is not None:
        return outcomes(case, [forecast])[forecast.record.id]
    return outcome_of(visit.desk.lasting, case, forecast)


def all_scores(visit: Visit) -> list[ScoreRow] | None:
    """Return how well forecasters did, or None while that is being worked out."""
    scribe = scribe_of(visit)
    # Few have a probability, an acceptance and a day that is over: only these are resolved.
    asked = due(scribe.case, all_forecasts(visit))
    if not asked:
        return []
    rows, left = worked_out(
        visit, "scores", ["all"],
        lambda _: score_rows(scribe, asked,
                             {f.record.id: resolve(scribe.case, f) for f in asked}),
    )  # fmt: skip
    return None if left else rows[0]


def all_questions(visit: Visit) -> list[Question]:
    """Return the questions that documents ask, rhetorical ones last."""
    return kept(visit, "questions", questions)
