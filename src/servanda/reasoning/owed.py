"""What is owed: duties of the registry, and duties as documents tell them, joined by provision."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon import registry as rows
from servanda.model import Commitment
from servanda.model.terms import Force
from servanda.reasoning.case import Case
from servanda.reasoning.locators import place
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import senses

OWED: tuple[Force, ...] = ("obligation", "prohibition", "recognition")
SHARED = 2  # words of sense that a report or telling must share with a duty


class Duty(Struct, frozen=True):
    """One bearer's commitment under an instrument, from the registry or as a document tells it."""

    instrument: str
    provision: str
    bearer: str
    counterparties: tuple[str, ...]
    force: Force
    action: str
    deadline: date | None
    deadline_text: str
    quantity: float | None
    unit: str
    registry: str
    source: str
    records: tuple[str, ...]
    quote: str = ""


def all_duties(case: Case) -> list[Duty]:
    """Return the duties of the registry for the instruments in play, then those told by documents.

    A told duty that cites a provision of the registry is added to that one as its telling.
    """
    known = [d for name in case.instruments for d in _registered(case, name)]
    told = [d for r in case.evidence.records if isinstance(r, Commitment) for d in _told(case, r)]
    out: dict[tuple[str, ...], Duty] = {}
    for duty in [*known, *told]:
        key = _key(duty, out)
        old = out.get(key)
        out[key] = duty if old is None else _joined(old, duty)
    return list(out.values())


def _registered(case: Case, instrument: str) -> Iterator[Duty]:
    row = case.registry.get(instrument)
    if row is None or "#" in instrument:
        return
    for provision in row.provisions:
        for commitment in provision.commitments:
            if commitment.force in OWED:
                yield from _of_row(row, provision, commitment)


def _of_row(
    row: rows.Instrument, provision: rows.Provision, commitment: rows.Commitment
) -> Iterator[Duty]:
    quantity = commitment.quantity
    for bearer in commitment.bearers:
        others = commitment.counterparties or row.parties
        yield Duty(
            instrument=provision.child or row.id,
            provision=provision.locator,
            bearer=bearer,
            counterparties=tuple(p for p in others if p != bearer),
            force=commitment.force,
            action=commitment.action,
            deadline=_day(commitment.deadline),
            deadline_text=commitment.deadline or "",
            quantity=quantity.value if quantity else None,
            unit=quantity.unit if quantity else "",
            registry=f"{row.id}, {provision.locator} ({provision.verified})",
            source=provision.source,
            records=(),
        )


def _told(case: Case, record: Commitment) -> Iterator[Duty]:
    """Yield the duties that a commitment record tells of, one a bearer that is known."""
    if record.force not in OWED or record.polarity == "negated" or record.instrument is None:
        return
    name = record.instrument.id
    document = case.evidence.documents.get(record.document)
    own_text = document is not None and document.genre == "agreement"
    if not name or MODALITY[record.modality] not in (("done", "future") if own_text else ("done",)):
        return
    day = case.evidence.said_on(record)[1]
    others = [party_of(r, day, case.entities, case.evidence) for r in record.counterparties]
    bearers = [party_of(r, day, case.entities, case.evidence) for r in record.bearers]
    for bearer in dict.fromkeys(b for b in bearers if b):
        mutual = [o for o in others if o] or [b for b in bearers if b]
        yield Duty(
            instrument=case.evidence.same.get(name, name),
            provision=record.provision,
            bearer=bearer,
            counterparties=tuple(dict.fromkeys(o for o in mutual if o != bearer)),
            force=record.force,
            action=record.action.text if record.action else "",
            deadline=record.deadline.latest if record.deadline else None,
            deadline_text=record.deadline.edtf if record.deadline else "",
            quantity=record.quantity.value if record.quantity else None,
            unit=record.quantity.unit if record.quantity else "",
            registry="",
            source=asserted_by(record, case.entities, case.evidence),
            records=(record.id,),
            quote=" ... ".join(a.quote for a in (record.action or record).anchors),
        )


def _key(duty: Duty, known: dict[tuple[str, ...], Duty]) -> tuple[str, ...]:
    """Return under which key a duty is kept: one provision, bearer, force and action.

    A telling goes to the duty of its provision that shares most words of sense with it.
    """
    parent = duty.instrument.partition("#")[0]
    key = (parent, place(duty.provision), duty.bearer, duty.force)
    if duty.registry:
        return (*key, duty.action)
    if not duty.provision:
        return (*key, *duty.records)
    words = senses(duty.action)
    shared = {k: len(words & senses(d.action)) for k, d in known.items() if k[:4] == key}
    best = max(shared, key=lambda k: shared[k], default=None)
    return best if best is not None and shared[best] >= SHARED else (*key, *duty.records)


def _joined(old: Duty, new: Duty) -> Duty:
    return replace(old, records=old.records + new.records)


def owes(duty: Duty, *, past: bool = False) -> str:
    """Return what a duty says of its bearer: "undertakes to withdraw", "recognises the border"."""
    action = duty.action.removeprefix("to ")
    if duty.force == "recognition" and not duty.registry:  # the registry words actions as verbs
        return f"{'recognised' if past else 'recognises'} {action}"
    verb = "undertook" if past else "undertakes"
    return f"{verb} {'not to' if duty.force == 'prohibition' else 'to'} {action}"


def _day(edtf: str | None) -> date | None:
    """Return the last day of a deadline; one told in words has none."""
    from servanda.model.dates import parse_date
    from servanda.model.errors import DateError

    if not edtf:
        return None
    try:
        return parse_date(edtf).latest
    except DateError:
        return None
