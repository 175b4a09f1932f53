"""What came of predictions, kept in the ledger's file from one start of the program to the next."""

from datetime import date

import msgspec
from msgspec import Struct

from servanda.ledger.lasting import Lasting
from servanda.model import anchor
from servanda.model.terms import OutcomeState
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import Forecast, Outcome, outcomes
from servanda.reasoning.foretold.nearest import Near

SORT = "outcome"


class _Near(Struct, frozen=True, array_like=True):
    """A later passage by its record and offsets."""

    record: str
    start: int
    end: int
    share: float


class _Kept(Struct, frozen=True, array_like=True):
    """An outcome whose records stand for themselves by their ids."""

    state: OutcomeState
    rule: str
    why: str
    on: date | None
    records: tuple[str, ...]
    registry: str
    by: str
    nearest: tuple[_Near, ...]


def outcome_of(lasting: Lasting, case: Case, forecast: Forecast) -> Outcome:
    """Return what came of a prediction, from what is kept where it rests on the same evidence."""
    name, day = forecast.record.id, case.day.isoformat()
    body = lasting.find(SORT, name, case.stamp).get(day)
    found = _read(case, body) if body is not None else None
    if found is None:
        found = outcomes(case, [forecast])[name]
        lasting.keep(SORT, name, case.stamp, day, msgspec.msgpack.encode(_kept(found)))
    return found


def _kept(found: Outcome) -> _Kept:
    return _Kept(
        found.state, found.rule, found.why, found.on, tuple(r.id for r in found.records),
        found.registry, found.by,
        tuple(_Near(n.record.id, n.anchor.start, n.anchor.end, n.share) for n in found.values),
    )  # fmt: skip


def _read(case: Case, body: bytes) -> Outcome | None:
    """Return an outcome as it was kept, or None where it cannot be read."""
    records, documents = case.shelves.by_id, case.evidence.documents
    try:
        kept = msgspec.msgpack.decode(body, type=_Kept)
        near = tuple(
            Near(r, anchor(documents[r.document].text, n.start, n.end), n.share)
            for n in kept.nearest
            for r in (records[n.record],)
        )
        own = tuple(records[r] for r in kept.records)
    except (msgspec.MsgspecError, KeyError, ValueError):
        return None
    return Outcome(kept.state, kept.rule, kept.why, kept.on, own, kept.registry, kept.by, near)
