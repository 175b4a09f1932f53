"""Who owes what to whom under what, due when, and what the record shows of keeping it."""

from collections.abc import Iterator
from typing import Any

from servanda.model import Because, Finding, RoleOf, finding_id
from servanda.reasoning import links
from servanda.reasoning.board import rule_texts, seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.conditions import Invoked, Standing, condition_of, invoked
from servanda.reasoning.deadlines import Due, due_of
from servanda.reasoning.holding import Hold, binding, hold_of
from servanda.reasoning.outcome import Shown, shown_of
from servanda.reasoning.owed import Duty, duties_under, owes
from servanda.reasoning.prevailing import Prevails, prevailing, says
from servanda.reasoning.traces import Trace, traces
from servanda.reasoning.voices import speaks_for

__all__ = ["binding", "duties", "duties_of", "finding"]


def duties(
    case: Case, bearer: str | None = None, to: str | None = None, seen_by: str = "record"
) -> list[Finding]:
    """Return a finding for each duty of the instruments that the documents speak of.

    `bearer` and `to` narrow to one side each. A state of compliance is never asserted without a
    report: without one it is "nothing found".
    """
    return [
        finding(case, duty, seen_by, to)
        for duty in case.duties
        if (not bearer or duty.bearer == bearer)
        and (not to or not duty.counterparties or to in duty.counterparties)
    ]


def duties_of(case: Case, instrument: str, seen_by: str = "record") -> list[Finding]:
    """Return what `duties` does for the duties under one agreement, its parts included."""
    name = instrument.partition("#")[0]
    return [finding(case, duty, seen_by) for duty in duties_under(case, name)]


def finding(case: Case, duty: Duty, seen_by: str = "record", to: str | None = None) -> Finding:
    """Return what is known of one duty: due, binding, kept or not, in one view."""
    found = list(traces(case, duty))
    due = due_of(case, duty, seen_by)
    hold = hold_of(case, duty, seen_by, due, to)
    condition = condition_of(case, duty, seen_by)
    excepted = invoked(case, duty)
    shown = shown_of(duty, found, due, condition, hold, case.day, case.name)
    rule = (
        f"duty/{duty.instrument}/{duty.provision}/{duty.bearer}/{duty.action}/{seen_by}/{case.day}"
    ) + (f"/{to}" if to else "")
    records = [RoleOf(r, "telling") for r in duty.records]
    records += [RoleOf(t.record, t.says) for t in found]
    records += [RoleOf(t.record, "condition") for t in (condition.traces if condition else ())]
    records += [RoleOf(i.record, i.says) for i in excepted]
    whom = ", ".join(case.name(c) for c in duty.counterparties)
    notes = _notes(case, due, condition, excepted, hold)
    stands = hold.binds != "not binding" or hold.reason == "suspended"
    conflicts = prevailing(case, duty, seen_by) if stands else []
    notes += [says(case, p) for p in conflicts]
    return Finding(
        id=finding_id(rule, [r.id for r in records]),
        finding="duty",
        type=shown.type,
        records=tuple(records),
        because=(
            *_because(case, duty, found, condition, excepted, hold, due),
            *_prevailing(case, conflicts),
            *links.because(case, duty.instrument, changing=True),
        ),
        rule=rule,
        explanation=(
            f"{case.name(duty.bearer)} {owes(duty)}"
            f"{f' (towards {whom})' if whom else ''} - {duty.provision or 'no provision named'}, "
            f"{case.name(duty.instrument)}; {_bound(hold)}, {seen_words(case, seen_by)}: "
            f"{shown.state}{''.join(f'; {n}' for n in notes)}"
        ),
        values=_values(case, duty, seen_by, found, due, condition, excepted, hold, shown, notes)
        | {"prevailing": [_raw(case, p) for p in conflicts],
           "links": links.raw(case, duty.instrument)},
    )  # fmt: skip


def _raw(case: Case, found: Prevails) -> dict[str, Any]:
    """Return a conflict with a later agreement as plain JSON values."""
    return {
        "instrument": found.other.instrument, "title": case.name(found.other.instrument),
        "provision": found.other.provision, "action": found.other.action, "how": found.how,
        "between": [found.earlier.bearer, *found.between] if found.between else [],
        "not_towards": list(found.apart), "sure": found.sure and found.later == "yes",
        "later": found.later, "held": found.held, "says": says(case, found),
    }  # fmt: skip


def _prevailing(case: Case, conflicts: list[Prevails]) -> Iterator[Because]:
    """Yield what a conflict with a later agreement rests on: the duty under that one."""
    law = rule_texts()["later_prevails"][1]
    for found in conflicts:
        other = found.other
        leaves = [
            _leaf(case, f"the later duty, as told by {case.name(other.source)}", r, other.quote)
            for r in other.records
        ]
        if other.registry:
            leaves.append(
                Because(text="the later duty", registry=other.registry, quote=other.source)
            )
        yield Because(
            text=says(case, found), rule="later_prevails", law=law, children=tuple(leaves)
        )


def _bound(hold: Hold) -> str:
    """Return whether a duty binds, and why it does not where that is known."""
    return f"{hold.binds} ({hold.reason})" if hold.reason else hold.binds


def _values(
    case: Case, duty: Duty, seen_by: str, found: list[Trace], due: Due,
    condition: Standing | None, excepted: list[Invoked], hold: Hold, shown: Shown,
    notes: list[str],
) -> dict[str, Any]:  # fmt: skip
    """Return the fields of a duty's finding, JSON types only."""
    return {
        "instrument": duty.instrument, "title": case.name(duty.instrument),
        "provision": duty.provision, "bearer": duty.bearer,
        "bearer_name": case.name(duty.bearer), "counterparties": list(duty.counterparties),
        "counterparty_names": [case.name(c) for c in duty.counterparties],
        "force": duty.force, "action": duty.action, "quote": duty.quote,
        "due": due.words, "due_earliest": due.earliest.isoformat() if due.earliest else None,
        "due_latest": due.latest.isoformat() if due.latest else None,
        "due_standing": due.standing(case.day), "due_note": due.note, "until": due.until,
        "condition": duty.condition, "condition_state": condition.state if condition else "",
        "exception": duty.exception,
        "invoked": [
            {"says": i.says, "by": i.by, "by_name": case.name(i.by), "record": i.record,
             "quote": i.quote} for i in excepted
        ],
        "quantity": duty.quantity, "unit": duty.unit,
        "done": [{"by": b, "by_name": case.name(b), "value": n} for b, n in shown.total],
        "binds": hold.binds, "why_not": hold.reason, "stays_due": hold.stays,
        "state": shown.state, "notes": notes, "seen_by": seen_by, "as_of": case.day.isoformat(),
        "evidence": [_evidence(case, duty, t) for t in found],
        "registry": duty.registry, "source": duty.source,
    }  # fmt: skip


def _evidence(case: Case, duty: Duty, trace: Trace) -> dict[str, Any]:
    """Return one report with the side that it comes from: own, other or third."""
    others = duty.counterparties or case.parties(duty.instrument)
    voice = speaks_for(case, trace.by)
    side = "own" if voice == duty.bearer else "other" if voice in others else "third"
    amount = trace.amount
    return {
        "says": trace.says, "by": trace.by, "by_name": case.name(trace.by), "side": side,
        "record": trace.record, "quote": trace.quote, "sentence": trace.sentence,
        "said_on": trace.said_on.isoformat() if trace.said_on else None,
        "amount": amount.value if amount else None, "unnamed": trace.unnamed,
    }  # fmt: skip


def _notes(
    case: Case, due: Due, condition: Standing | None, excepted: list[Invoked], hold: Hold
) -> list[str]:
    """Return what else there is to say of a duty, a phrase each."""
    notes = []
    if due.note:
        days = " to ".join(dict.fromkeys(str(d) for d in (due.earliest, due.latest) if d))
        notes.append(f"due {days} ({due.note})" if days else f"due day: {due.note}")
    if condition is not None:
        why = f" ({condition.note})" if condition.note else ""
        tell = ", ".join(dict.fromkeys(case.name(t.by) for t in condition.traces))
        notes.append(f"condition {condition.state}{f', as told by {tell}' if tell else ''}{why}")
    for how in ("invoked", "contested"):
        who = ", ".join(case.name(i.by) for i in excepted if i.says == how)
        if who:
            notes.append(f"exception {how} by {who}")
    return [*notes, *(words for _, words in hold.notes)]


def _because(
    case: Case, duty: Duty, found: list[Trace], condition: Standing | None,
    excepted: list[Invoked], hold: Hold, due: Due,
) -> Iterator[Because]:  # fmt: skip
    if duty.registry:
        yield Because(text="the duty itself", registry=duty.registry, quote=duty.source)
    for r in duty.records:
        yield Because(
            text=f"as told by {case.name(duty.source)}", record=r, quote=duty.quote,
            pending=not case.evidence.accepted(r),
        )  # fmt: skip
    for t in found:
        yield _leaf(case, f"{t.says}, by {case.name(t.by)}", t.record, t.quote)
    for t in condition.traces if condition else ():
        yield _leaf(case, f"condition {t.says}, by {case.name(t.by)}", t.record, t.quote)
    for i in excepted:
        yield _leaf(case, f"exception {i.says}, by {case.name(i.by)}", i.record, i.quote)
    rules = rule_texts()
    for rule, words in hold.notes:
        yield Because(text=words, rule=rule, law=rules[rule][1])
    if due.rule.startswith("deadline/"):
        text = f"due {due.words}: {due.note}"
        yield Because(text=text, rule="deadline", law=rules["deadline"][1])


def _leaf(case: Case, text: str, record: str, quote: str) -> Because:
    return Because(
        text=text, record=record, quote=quote, pending=not case.evidence.accepted(record)
    )
