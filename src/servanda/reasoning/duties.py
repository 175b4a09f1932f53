"""Who owes what to whom under what, due when, and what the record shows of keeping it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.lexicon import registry as rows
from servanda.model import (
    Act,
    Because,
    Commitment,
    Event,
    Finding,
    Position,
    Record,
    RoleOf,
    finding_id,
)
from servanda.model.terms import Force
from servanda.reasoning.board import seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.locators import place, places_in
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, party_of, told_by_text, violators
from servanda.reasoning.wording import amounts, senses, sentence_of

OWED: tuple[Force, ...] = ("obligation", "prohibition", "recognition")
SHARED = 2  # words of sense that a report must share with a duty, the parties' names apart


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


class Trace(Struct, frozen=True):
    """What one report shows of a duty: `says` is done, not done, alleged, denied or refused."""

    says: str
    by: str
    record: str
    quote: str
    amount: float | None = None


def duties(
    case: Case, bearer: str | None = None, to: str | None = None, seen_by: str = "record"
) -> list[Finding]:
    """Return a finding for each duty of the instruments that the documents speak of.

    `bearer` and `to` narrow to one side each. A state of compliance is never asserted without a
    report: without one it is "nothing found".
    """
    found = []
    for duty in all_duties(case):
        if bearer and duty.bearer != bearer:
            continue
        if to and duty.counterparties and to not in duty.counterparties:
            continue
        found.append(_finding(case, duty, seen_by, to))
    return found


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
    import msgspec

    return msgspec.structs.replace(old, records=old.records + new.records)


def _finding(case: Case, duty: Duty, seen_by: str, to: str | None) -> Finding:
    found = list(traces(case, duty))
    binds = binding(case, duty, seen_by, to)
    state = state_of(duty, found, binds, case.day)
    rule = (
        f"duty/{duty.instrument}/{duty.provision}/{duty.bearer}/{duty.action}/{seen_by}/{case.day}"
    ) + (f"/{to}" if to else "")
    records = [RoleOf(r, "telling") for r in duty.records]
    records += [RoleOf(t.record, t.says) for t in found]
    whom = ", ".join(case.name(c) for c in duty.counterparties)
    return Finding(
        id=finding_id(rule, [r.id for r in records]),
        finding="duty",
        type=state,
        records=tuple(records),
        because=tuple(_because(case, duty, found)),
        rule=rule,
        explanation=(
            f"{case.name(duty.bearer)} {owes(duty)}"
            f"{f' (towards {whom})' if whom else ''} - {duty.provision or 'no provision named'}, "
            f"{case.name(duty.instrument)}; {binds}, {seen_words(case, seen_by)}: {state}"
        ),
        values={
            "instrument": duty.instrument, "title": case.name(duty.instrument),
            "provision": duty.provision, "bearer": duty.bearer,
            "bearer_name": case.name(duty.bearer), "counterparties": list(duty.counterparties),
            "counterparty_names": [case.name(c) for c in duty.counterparties],
            "force": duty.force, "action": duty.action, "quote": duty.quote,
            "due": duty.deadline_text, "quantity": duty.quantity, "unit": duty.unit,
            "binds": binds, "state": state, "seen_by": seen_by, "as_of": case.day.isoformat(),
            "evidence": [
                {"says": t.says, "by": t.by, "by_name": case.name(t.by), "record": t.record,
                 "quote": t.quote} for t in found
            ],
            "registry": duty.registry, "source": duty.source,
        },
    )  # fmt: skip


def state_of(duty: Duty, traces: list[Trace], binds: str, day: date) -> str:
    """Return in one phrase what the reports show of a duty; never more than they say."""
    by = {s: list(dict.fromkeys(t.by for t in traces if t.says == s)) for s in
          ("done", "not done", "alleged", "denied", "refused")}  # fmt: skip
    late = duty.deadline is not None and duty.deadline < day
    told = [t.amount for t in traces if t.says == "done" and t.amount is not None]
    if by["alleged"] and (by["denied"] or by["done"]):
        return "breach alleged, and denied"
    if by["alleged"]:
        return "breach alleged"
    if by["refused"]:
        return "refused"
    if duty.quantity and told and max(told) < duty.quantity:
        return f"partly: {max(told):g} of {duty.quantity:g} {duty.unit}".rstrip()
    if by["done"] and by["not done"]:
        return "reports differ"
    if by["done"]:
        return "kept, as reported" if duty.force != "prohibition" else "broken, as reported"
    if by["not done"]:
        if duty.force == "prohibition":
            return "kept, as reported"
        return "overdue" if late else "not kept, as reported"
    if late:
        return "due date passed, nothing found"
    return "nothing found" if binds != "not binding" else "not binding, nothing found"


def traces(case: Case, duty: Duty) -> Iterator[Trace]:
    """Yield what records show of a duty: allegations, denials, refusals, things done."""
    parent = duty.instrument.partition("#")[0]
    wanted = senses(duty.action) - _name_senses(case, duty)
    for record in case.evidence.records:
        if record.id in duty.records:
            continue
        if isinstance(record, Act):
            yield from _from_act(case, duty, record, parent, wanted)
        elif isinstance(record, (Event, Position)):
            yield from _from_report(case, duty, record, wanted)


def _from_act(
    case: Case, duty: Duty, record: Act, parent: str, wanted: frozenset[str]
) -> Iterator[Trace]:
    """Yield allegations and denials of a breach; one that says of what must be about the duty."""
    name = record.instrument.id or ""
    about = case.evidence.same.get(name, name).partition("#")[0]
    if record.act not in ("breach_alleged", "breach_cleared") or about != parent:
        return
    day = case.evidence.said_on(record)[1]
    accused = violators(record, day, case.entities, case.evidence)
    if not accused and not _meant(case, duty, record, wanted):
        return
    if accused and (duty.bearer not in accused or not _speaks_of(case, duty, record, wanted)):
        return
    denied = record.polarity == "negated" or record.modality == "denied"
    yield _trace(case, record, "denied" if denied or record.act == "breach_cleared" else "alleged")


def _from_report(
    case: Case, duty: Duty, record: Event | Position, wanted: frozenset[str]
) -> Iterator[Trace]:
    """Yield reports that the bearer did, did not do, or refuses what the duty is about."""
    day = case.evidence.said_on(record)[1]
    who = record.source if isinstance(record, Event) else (record.holder,)
    if duty.bearer not in {party_of(r, day, case.entities, case.evidence) for r in who}:
        return
    if isinstance(record, Position):
        words = record.issue.text if record.issue else ""
        if len(wanted & senses(words)) >= SHARED:
            if record.stance in ("refuses", "rejects", "opposes") and record.polarity == "affirmed":
                yield _trace(case, record, "refused")
            elif record.stance == "recognises" == _verb(duty.force):
                yield _trace(case, record, "done" if record.polarity == "affirmed" else "not done")
        return
    # The deed itself must be named, not only what it is about: "withdrew" for a duty to withdraw.
    document = case.evidence.documents.get(record.document)
    if told_by_text(record) or (document is not None and document.genre == "agreement"):
        return
    deed = senses(" ".join(a.quote for a in record.anchors))
    if MODALITY[record.modality] != "done" or not deed & wanted:
        return
    if not _speaks_of(case, duty, record, wanted):
        return
    says = "done" if record.polarity == "affirmed" else "not done"
    yield _trace(case, record, says, duty.unit)


def _meant(case: Case, duty: Duty, record: Act, wanted: frozenset[str]) -> bool:
    """Say whether an allegation against nobody in particular means this duty of this bearer.

    "these actions violate paragraph 6, by which X guarantees safe movement": it cites the
    provision, names the bearer, speaks of the action, and somebody else alleges it.
    """
    words = senses(sentence_of(case.evidence, record))
    named = senses(case.name(duty.bearer)) <= words
    other = asserted_by(record, case.entities, case.evidence) != duty.bearer
    return _cites(case, duty, record) and named and other and len(wanted & words) >= SHARED


def _cites(case: Case, duty: Duty, record: Record) -> bool:
    """Say whether the sentence of a record cites the provision of a duty."""
    return place(duty.provision) in places_in(sentence_of(case.evidence, record))


def _speaks_of(case: Case, duty: Duty, record: Record, wanted: frozenset[str]) -> bool:
    """Say whether the sentence of a record shares words of sense, or the locator, with a duty."""
    if _cites(case, duty, record):
        return True
    sentence = sentence_of(case.evidence, record)
    return len(wanted & senses(sentence)) >= min(SHARED, len(wanted) or 1)


def _trace(case: Case, record: Record, says: str, unit: str = "") -> Trace:
    found = amounts(sentence_of(case.evidence, record), unit)
    return Trace(
        says,
        asserted_by(record, case.entities, case.evidence),
        record.id,
        " ... ".join(a.quote for a in record.anchors),
        found[0] if len(found) == 1 else None,
    )


def binding(case: Case, duty: Duty, seen_by: str, to: str | None = None) -> str:
    """Return whether the duty binds its bearer on the day: for sure, possibly, not.

    Asked is towards `to` if that is a party, else towards anybody.
    """
    parties = case.parties(duty.instrument)
    if duty.bearer not in parties:
        return "cannot tell whether it binds"
    others = [c for c in duty.counterparties if c in parties] or [
        p for p in parties if p != duty.bearer
    ]
    if to in others:
        others = [to]
    possibly = False
    for other in others:
        found = case.binds(duty.instrument, duty.bearer, other, seen_by)
        if found == "surely":
            return "binding"
        possibly = possibly or found == "possibly"
    return "possibly binding" if possibly else "not binding"


def _because(case: Case, duty: Duty, traces: list[Trace]) -> Iterator[Because]:
    if duty.registry:
        yield Because(text="the duty itself", registry=duty.registry, quote=duty.source)
    for r in duty.records:
        yield Because(
            text=f"as told by {case.name(duty.source)}", record=r, quote=duty.quote,
            pending=not case.evidence.accepted(r),
        )  # fmt: skip
    for t in traces:
        yield Because(
            text=f"{t.says}, by {case.name(t.by)}", record=t.record, quote=t.quote,
            pending=not case.evidence.accepted(t.record),
        )  # fmt: skip


def _name_senses(case: Case, duty: Duty) -> frozenset[str]:
    return senses(" ".join(case.name(p) for p in (duty.bearer, *duty.counterparties)))


def owes(duty: Duty, *, past: bool = False) -> str:
    """Return what a duty says of its bearer: "undertakes to withdraw", "recognises the border"."""
    action = duty.action.removeprefix("to ")
    if duty.force == "recognition" and not duty.registry:  # the registry words actions as verbs
        return f"{'recognised' if past else 'recognises'} {action}"
    verb = "undertook" if past else "undertakes"
    return f"{verb} {'not to' if duty.force == 'prohibition' else 'to'} {action}"


def _verb(force: Force) -> str:
    return "recognises" if force == "recognition" else ""


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
