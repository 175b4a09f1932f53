"""Consistency of the registry: ids, parties, dates, terms, acts, links and children."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from servanda.lexicon.registry_rows import Act, Child, Instrument, Terms

_INSTRUMENT = re.compile(r"instrument:[a-z0-9]+(-[a-z0-9]+)*")
_ACTOR = re.compile(r"state:[A-Z]{3}|(polity|org|group|person|place):[a-z0-9]+(-[a-z0-9]+)*")
_PERIOD = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?")
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
            if link.date is not None and first_day(link.date) is None:
                found.append(f"{row.id}: link date {link.date!r} is not a date")
        for owner in _owners(row):
            found.extend(_terms(owner.id, owner.terms, len(owner.parties)))
            found.extend(_acts(owner, first_day(row.date), acts))
    return found


def _owners(row: Instrument) -> tuple[Owner, ...]:
    return (row, *row.children)


def first_day(edtf: str) -> date | None:
    """The first day of a date of the registry (day, month, year, or `a/b`); None if malformed."""
    ends = [_one_day(end) for end in edtf.split("/")]
    if len(ends) > 2 or None in ends or ends[0] is None:
        return None
    return ends[0] if ends == sorted(end for end in ends if end is not None) else None


def _one_day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if match is None or not 1800 <= int(match[1]) <= 2199:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _doubles(rows: list[Instrument]) -> Iterator[str]:
    owners = [owner for row in rows for owner in _owners(row)]
    ids = [owner.id for owner in owners] + [act.id for owner in owners for act in owner.acts]
    yield from (f"{name}: id is used {n} times" for name, n in Counter(ids).items() if n > 1)


def _identity(row: Instrument) -> Iterator[str]:
    if not _INSTRUMENT.fullmatch(row.id):
        yield f"{row.id}: not a well-formed instrument id"
    if first_day(row.date) is None:
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
    for field in ("duration", "renewal", "notice"):
        value = getattr(terms, field)
        if value is not None and not _PERIOD.fullmatch(value):
            yield f"{where}: {field} {value!r} is not a period"
    if not _PERIOD.fullmatch(terms.entry.delay):
        yield f"{where}: delay {terms.entry.delay!r} is not a period"
    needs = terms.entry.needs
    if needs != "all" and not 2 <= needs <= parties:
        yield f"{where}: needs {needs} of {parties} parties"
    if terms.renewal is not None and not re.search("[1-9]", terms.renewal):
        yield f"{where}: renewal must be longer than nothing"


def _acts(owner: Owner, born: date | None, known: set[str]) -> Iterator[str]:
    for act in owner.acts:
        for check in _ACT_CHECKS:
            sentence = check(owner, act)
            if sentence:
                yield f"{act.id}: {sentence}"
        day = first_day(act.date)
        if day and born and day < born and not act.note:
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
    return "" if first_day(act.date) else f"date {act.date!r} is not a date"


def _noticed(owner: Owner, act: Act) -> str:
    if act.notice is not None and not _PERIOD.fullmatch(act.notice):
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
