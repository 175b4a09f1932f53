"""The page of one agreement: its history, its provisions, and who owes whom under it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from servanda.dossier.history import histories
from servanda.dossier.network import FEW
from servanda.dossier.pages import Agreement, DutyRow, History, Owed, ProvisionRow
from servanda.dossier.scribe import Scribe
from servanda.model import Provision
from servanda.reasoning.owed import Duty


def told(scribe: Scribe, agreement: Agreement, duties: Iterable[DutyRow]) -> Agreement:
    """Return an agreement with its history, provisions and dyads of duties."""
    return replace(
        agreement,
        history=history_of(scribe, agreement),
        provisions=() if agreement.part_of else tuple(_provisions(scribe, agreement.id)),
        owed=() if agreement.part_of else tuple(owes(duties, agreement.title)),
    )  # fmt: skip


def history_of(scribe: Scribe, agreement: Agreement) -> tuple[History, ...]:
    """Return the ribbons of an agreement.

    A voice that sees it today as the record does has none of its own.
    """
    differ = (v.seen_by for v in agreement.views if not v.same_as_record)
    first = agreement.views[0].seen_by if agreement.views else "record"
    return histories(scribe, agreement.id, dict.fromkeys((first, *differ)))


def _provisions(scribe: Scribe, name: str) -> Iterator[ProvisionRow]:
    """Yield the provisions as the registry tells them, else as the agreement's own text does."""
    row = scribe.case.registry.get(name)
    if row is not None:
        for p in row.provisions:
            yield ProvisionRow(p.locator, p.text, scribe.registry(
                f"{name}, {p.locator} ({p.verified})", "", p.source, p.verified))  # fmt: skip
        return
    same = scribe.case.evidence.same
    for r in scribe.case.naming(name):
        if not isinstance(r, Provision) or not r.text or r.instrument is None:
            continue
        if same.get(r.instrument.id or "", r.instrument.id) == name:
            yield ProvisionRow(r.locator, "", scribe.cite(r.id))


def _whom(towards: tuple[str, ...]) -> tuple[str, ...]:
    """Return to whom a duty is owed; a circle of many is one."""
    if len(towards) > FEW:
        return (f"{len(towards)} others",)
    return towards or ("no party named",)


def dyads(scribe: Scribe, duties: Iterable[Duty]) -> Iterator[Owed]:
    """Yield how many duties each bearer has towards each counterparty."""
    found: Counter[tuple[str, str]] = Counter()
    for d in duties:
        for towards in _whom(tuple(scribe.case.name(c) for c in d.counterparties)):
            found[scribe.case.name(d.bearer), towards] += 1
    for (bearer, towards), number in found.items():
        yield Owed(bearer, towards, number, ())


def owes(duties: Iterable[DutyRow], title: str) -> Iterator[Owed]:
    """Yield what each bearer owes each counterparty under an agreement, with the states counted."""
    found: dict[tuple[str, str], list[str]] = {}
    for d in (d for d in duties if d.agreement == title):
        for towards in _whom(d.towards):
            found.setdefault((d.bearer, towards), []).append(d.state)
    for (bearer, towards), states in found.items():
        said = {s: states.count(s) for s in states if s != "nothing found"}
        yield Owed(bearer, towards, len(states), tuple(
            s if n == 1 else f"{s} ({n})" for s, n in said.items()
        ))  # fmt: skip
