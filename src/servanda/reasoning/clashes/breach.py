"""breach: a commitment in force against what its bearer is reported to do, refuse or threaten."""

from collections.abc import Iterator

from servanda.model import Commitment, Finding, Record, refs_of
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash
from servanda.reasoning.deeds import deeds
from servanda.reasoning.duties import binding
from servanda.reasoning.owed import Duty, owes
from servanda.reasoning.parties import party_of
from servanda.reasoning.shelves import told_words
from servanda.reasoning.traces import Trace, may_be_told_by, traces

MOST = 0.6  # share of the words of a duty that a report of an unnamed agreement must have
NEAR = 1  # sentences before and after a report without a doer that may name whose deed it is
AGAINST = ("refused", "not done", "alleged")


def find(case: Case) -> Iterator[Finding]:
    """Yield, for each duty that may bind, the reports that speak against its being kept."""
    by_id = {r.id: r for r in case.evidence.records}
    words = told_words(case.shelves.within(case.focus))
    for duty in case.duties:
        told = next((by_id[r] for r in duty.records if r in by_id), None)
        if not duty.registry and told is None:
            continue
        if (
            case.focus
            and (told is None or told.document != case.focus)
            and not (words & may_be_told_by(duty) or _charged(case, duty))
        ):
            continue  # the document asked about can have nothing on it
        found = [t for t in traces(case, duty) if _contrary(duty, t)]
        found = [t for t in found if _laid_on(case, duty, t, by_id[t.record])]
        own = () if told is None else (told.document,)
        found = [t for t in found if case.asked(by_id[t.record].document, *own)]
        if found and binding(case, duty, "record") in ("binding", "possibly binding"):
            for trace in found:
                yield _finding(case, duty, told, by_id[trace.record], trace.says)


def _charged(case: Case, duty: Duty) -> bool:
    """Say whether the document asked about charges somebody with a breach of the agreement."""
    return any(c.record.document == case.focus for c in case.charges(duty.instrument))


def _contrary(duty: Duty, trace: Trace) -> bool:
    """Say whether a report speaks against a duty's being kept."""
    return trace.says in AGAINST or (trace.says == "done" and duty.force == "prohibition")


def _laid_on(case: Case, duty: Duty, trace: Trace, record: Record) -> bool:
    """Say whether a report is surely of a duty, so that it may be called a breach of it.

    It names who did it, else a party or the agreement near by. Where its document never speaks of
    the agreement, it tells most of what is owed.
    """
    whole = duty.instrument.partition("#")[0]
    spoken_of = {case.evidence.same.get(i, i) for r in case.shelves.within(record.document)
                 for ref in refs_of(r) if (i := (ref.id or "").partition("#")[0])}  # fmt: skip
    if whole not in spoken_of:
        owed = case.wanted(duty).words
        if len(owed & deeds(trace.sentence)) < MOST * len(owed):
            return False
    if not trace.unnamed or not record.anchors:
        return True
    meant = {duty.bearer, *case.parties(duty.instrument), whole}
    page, at = case.pages[record.document], record.anchors[0].start
    n = page.number_at(at)
    lines = page.lines[max(0, n - NEAR) : n + NEAR + 1]
    day = case.evidence.said_on(record)[1]
    near = page.names_in(lines[0].start, lines[-1].end) if lines else []
    named = {ref.id for _, _, ref in near}
    named |= {party_of(ref, day, case.entities, case.evidence) for _, _, ref in near}
    return bool(named & meant)


def _finding(case: Case, duty: Duty, told: Record | None, report: Record, says: str) -> Finding:
    verb = {
        "refused": "is said to refuse it", "not done": "is said not to have done it",
        "alleged": "is accused of breaking it", "done": "is said to have done it all the same",
    }[says]  # fmt: skip
    return clash(
        case, "breach", f"breach/{says.replace(' ', '-')}", report,
        told if isinstance(told, Commitment) else None,
        explanation=(
            f"{case.name(duty.bearer)} {owes(duty, past=True)} "
            f"({duty.provision or 'no provision named'}, {case.name(duty.instrument)}) and {verb}"
        ),
        dissolved_by="the report is not about this duty, or the duty was not due",
        registry=duty.registry,
        registry_says=f"{duty.action} ({duty.source})" if duty.registry else "",
    )  # fmt: skip
