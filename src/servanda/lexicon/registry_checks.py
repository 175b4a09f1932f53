"""Consistency of the registry: ids, parties, dates, terms, acts, links and children."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from servanda.lexicon.registry_rows import Act, Child, Instrument, Terms
from servanda.model.dates import FuzzyDate, parse_date
from servanda.model.errors import DateError
from servanda.model.period import Period, parse_period

_INSTRUMENT = re.compile(r"instrument:[a-z0-9]+(-[a-z0-9]+)*")
_ACTOR = re.compile(r"state:[A-Z]{3}|(polity|org|group|person|place):[a-z0-9]+(-[a-z0-9]+)*")
_ONE_PARTY = ("notice", "notice_revoked")
_CHILD_REFUSES = (
    "signature",
    "ratification",
    "accession",
    "entry_into_force",
    "provisional_application",
)

Owner = Instrument | Child


def problems_of(rows: Iterable[Instrument]) -> list[str]:
    """Every inconsistency of the rows as one sentence that names the row; [] when there is none."""
    listed = list(rows)
    found = list(_doubles(listed))
    links = {row.id for row in listed}
    acts = {act.id for row in listed for owner in _owners(row) for act in owner.acts}
    for row in listed:
        for check in (_identity, _provisions, _children):
            found.extend(check(row))
        for link in row.links:
            if link.to not in links:
                found.append(f"{row.id}: link to {link.to}, which the registry does not hold")
            if link.date is not None and _when(link.date) is None:
                found.append(f"{row.id}: link date {link.date!r} is not a date")
        for owner in _owners(row):
            found.extend(_terms(owner.id, owner.terms, len(owner.parties)))
            found.extend(_acts(owner, _when(row.date), acts))
    return found


def _owners(row: Instrument) -> tuple[Owner, ...]:
    return (row, *row.children)


def _when(edtf: str) -> FuzzyDate | None:
    try:
        return parse_date(edtf)
    except DateError:
        return None


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except DateError:
        return None


def _doubles(rows: list[Instrument]) -> Iterator[str]:
    owners = [owner for row in rows for owner in _owners(row)]
    ids = [owner.id for owner in owners] + [act.id for owner in owners for act in owner.acts]
    yield from (f"{name}: id is used {n} times" for name, n in Counter(ids).items() if n > 1)


def _identity(row: Instrument) -> Iterator[str]:
    if not _INSTRUMENT.fullmatch(row.id):
        yield f"{row.id}: not a well-formed instrument id"
    if _when(row.date) is None:
        yield f"{row.id}: date {row.date!r} is not a date"
    if not row.source.strip() or not row.title.strip() or not row.dispute.strip():
        yield f"{row.id}: source, title and dispute must not be empty"
    yield from _actors(row.id, "parties", row.parties)
    yield from _actors(row.id, "signed_by", row.signed_by)


def _actors(where: str, field: str, ids: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{where}: {field} has {i!r}, no actor id" for i in ids if not _ACTOR.fullmatch(i))
    if len(set(ids)) < len(ids):
        yield f"{where}: {field} names one actor twice"


def _provisions(row: Instrument) -> Iterator[str]:
    for provision in row.provisions:
        where = f"{row.id} {provision.locator}"
        if not provision.source.strip() or not provision.text.strip():
            yield f"{where}: source and text must not be empty"
        if provision.child is not None and row.child(provision.child) is None:
            yield f"{where}: child {provision.child} is not among the row's children"
        for commitment in provision.commitments:
            yield from _actors(where, "bearers", commitment.bearers)
            yield from _actors(where, "counterparties", commitment.counterparties)
            if not commitment.bearers:
                yield f"{where}: a commitment needs a bearer"


def _children(row: Instrument) -> Iterator[str]:
    for child in row.children:
        if not child.id.startswith(f"{row.id}#"):
            yield f"{child.id}: a child's id is its parent's id, '#' and a locator"
        if not set(child.parties) <= set(row.parties):
            yield f"{child.id}: parties that the parent does not list"
        if child.terms.entry != Terms().entry:
            yield f"{child.id}: a child has no entry term of its own"
        for act in child.acts:
            if act.act in _CHILD_REFUSES:
                yield f"{act.id}: {act.act} belongs to the parent"


def _terms(where: str, terms: Terms, parties: int) -> Iterator[str]:
    periods = {name: getattr(terms, name) for name in ("duration", "renewal", "notice")}
    for name, value in (periods | {"delay": terms.entry.delay}).items():
        if value is not None and _period(value) is None:
            yield f"{where}: {name} {value!r} is not a period"
    needs = terms.entry.needs
    if needs != "all" and not 2 <= needs <= parties:
        yield f"{where}: needs {needs} of {parties} parties"
    if terms.renewal is not None and not _period(terms.renewal):
        yield f"{where}: renewal must be longer than nothing"


def _acts(owner: Owner, born: FuzzyDate | None, known: set[str]) -> Iterator[str]:
    for act in owner.acts:
        for check in _ACT_CHECKS:
            sentence = check(owner, act)
            if sentence:
                yield f"{act.id}: {sentence}"
        when = _when(act.date)
        if when and born and when.latest < born.earliest and not act.note:
            yield f"{act.id}: dated before the instrument, and no note says why"
        if act.to is not None and act.to not in known:
            yield f"{act.id}: 'to' names no act of the registry"


def _actor(owner: Owner, act: Act) -> str:
    if act.actor == "all":
        return f"{act.act} needs one party" if act.act in _ONE_PARTY else ""
    if act.act == "revival":
        return "revival needs all"
    return "" if act.actor in owner.parties else f"actor {act.actor} is not a party"


def _dated(owner: Owner, act: Act) -> str:
    return "" if _when(act.date) else f"date {act.date!r} is not a date"


def _noticed(owner: Owner, act: Act) -> str:
    if act.notice is not None and _period(act.notice) is None:
        return f"notice {act.notice!r} is not a period"
    return ""


def _sourced(owner: Owner, act: Act) -> str:
    return "" if act.source.strip() else "source must not be empty"


def _against(owner: Owner, act: Act) -> str:
    if act.against is not None and act.against not in owner.parties:
        return f"against {act.against}, which is not a party"
    return ""


_ACT_CHECKS: tuple[Callable[[Owner, Act], str], ...] = (
    _actor,
    _dated,
    _noticed,
    _sourced,
    _against,
)
