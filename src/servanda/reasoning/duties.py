"""Who owes what to whom under what, due when, and what the record shows of keeping it."""

from collections.abc import Iterator
from datetime import date

from servanda.model import Because, Finding, RoleOf, finding_id
from servanda.reasoning.board import seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.owed import Duty, all_duties, owes
from servanda.reasoning.traces import Trace, traces


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
