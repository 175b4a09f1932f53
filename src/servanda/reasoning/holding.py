"""Whether a duty binds its bearer on the day, and what becomes of it where it does not.

While the agreement is suspended a duty is not due; what fell due before an end stays due.
"""

from datetime import date

from msgspec import Struct

from servanda.reasoning.case import Case
from servanda.reasoning.deadlines import Due
from servanda.reasoning.log import is_formal
from servanda.reasoning.owed import Duty

ENDED = frozenset({"terminated", "expired", "withdrawn", "superseded"})
BEFORE = frozenset({"none", "signed", "consented"})


class Hold(Struct, frozen=True):
    """Whether a duty binds (`binds`), why not (`reason`), and what follows (`notes`: rule, words).

    `stays` is set where it fell due while it bound and the agreement has ended since.
    """

    binds: str
    reason: str = ""
    stays: bool = False
    notes: tuple[tuple[str, str], ...] = ()


def hold_of(case: Case, duty: Duty, seen_by: str, due: Due, to: str | None = None) -> Hold:
    """Return whether a duty binds on the day towards `to`, else towards anybody."""
    binds = binding(case, duty, seen_by, to)
    if binds not in ("not binding", "possibly binding"):
        return Hold(binds)
    _, statuses, _ = case.answer(duty.instrument, duty.bearer, seen_by)
    found = set(statuses)
    notes: list[tuple[str, str]] = []
    if "suspended" in found:
        sure = found == {"suspended"}
        notes.append(("no_obstruction", _suspended(sure)))
        if sure:
            return Hold(binds, "suspended", notes=tuple(notes))
    stays = False
    if found & ENDED:
        stays = _fell_due(case, duty, seen_by, due, to)
        if stays:
            words = "it fell due before the end and stays due"
            notes.append(("due_stays", words if found <= ENDED else words + ", if it has ended"))
    if found and found <= ENDED:
        return Hold(binds, " or ".join(sorted(found)), stays, tuple(notes))
    if found and found <= BEFORE:
        waiting = _awaiting(case, duty.instrument)
        reason = "its acts await review" if waiting else "not in force"
        return Hold(binds, reason, notes=tuple(notes))
    return Hold(binds, "", stays, tuple(notes))


def _suspended(sure: bool) -> str:
    told = "while suspended it is not due" if sure else "if it is suspended it is not due"
    return told + ", but nothing may be done that obstructs resumption"


def _fell_due(case: Case, duty: Duty, seen_by: str, due: Due, to: str | None) -> bool:
    """Say whether a duty surely fell due on a day on which it bound."""
    if due.until or due.earliest is None or due.latest is None or due.latest >= case.day:
        return False
    days = {due.earliest, due.latest}
    return all(bound_on(case, duty, seen_by, day, to) == "surely" for day in days)


def bound_on(case: Case, duty: Duty, seen_by: str, day: date, to: str | None = None) -> str:
    """Return whether a duty bound on some day, towards somebody: surely, possibly or not."""
    found = "not"
    for other in others_of(case, duty, to):
        one = case.family(duty.instrument).binds(duty.instrument, duty.bearer, other, day, seen_by)
        if one == "surely":
            return one
        found = one if one == "possibly" else found
    return found


def binding(case: Case, duty: Duty, seen_by: str, to: str | None = None) -> str:
    """Return whether the duty binds its bearer on the day: for sure, possibly, not.

    Asked is towards `to` if that is a party, else towards anybody.
    """
    if duty.bearer not in case.parties(duty.instrument):
        return "cannot tell whether it binds"
    possibly = False
    for other in others_of(case, duty, to):
        found = case.binds(duty.instrument, duty.bearer, other, seen_by)
        if found == "surely":
            return "binding"
        possibly = possibly or found == "possibly"
    return "possibly binding" if possibly else "not binding"


def others_of(case: Case, duty: Duty, to: str | None) -> list[str]:
    """Return the parties towards whom a duty is asked about."""
    parties = case.parties(duty.instrument)
    others = [c for c in duty.counterparties if c in parties] or [
        p for p in parties if p != duty.bearer
    ]
    return [to] if to in others else others


def _awaiting(case: Case, instrument: str) -> bool:
    """Say whether an agreement's own text tells of its signature and nobody has reviewed that."""
    family = case.family(instrument)
    return any(
        leaf.record is not None
        and leaf.record.rule == "own.signature"
        and family.told[act]["instrument"] == instrument
        and not is_formal(leaf.record, case.evidence)
        for act, leaf in family.acts.leaves.items()
        if leaf.record is not None and act in family.told
    )
