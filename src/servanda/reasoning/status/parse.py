"""Raw JSON becomes a checked log, or a LogFault that names the first fault."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from servanda.model.dates import parse_day, parse_range
from servanda.model.errors import DateError, LogFault
from servanda.model.period import Period, parse_period
from servanda.model.terms import ActKind, Authority, Form
from servanda.reasoning.status.log import ALL, Act, EntryBy, Exit, Instrument, Log, Terms

# By its text, each choice as the literal that it is: what is checked is typed as well.
_KINDS: dict[str, ActKind] = {one: one for one in get_args(ActKind)}
_FORMS: dict[str, Form] = {one: one for one in get_args(Form)}
_AUTHORITIES: dict[str, Authority] = {one: one for one in get_args(Authority)}
_ENTERED_BY: dict[str, EntryBy] = {one: one for one in get_args(EntryBy)}
_EXITS: dict[str, Exit] = {one: one for one in get_args(Exit)}
_MODALITIES = {one: one for one in ("done", "negated", "future", "conditional", "possible")}
_TERMS = frozenset({"entry", "duration", "renewal", "notice", "exit"})
_ENTRY = frozenset({"by", "needs", "delay"})
_PARENTAL = frozenset(
    {"signature", "ratification", "accession", "entry_into_force", "provisional_application"}
)
_ONE_PARTY = frozenset({"notice", "notice_revoked"})

T = TypeVar("T")


def parse_log(raw: object, faults: list[LogFault] | None = None) -> Log:
    """Check a decoded act log and return it; raises LogFault for the first fault.

    With `faults`, instruments and acts at fault are left out, with all that hangs on them, and
    their faults are listed there, in order; only faults of the log as a whole are raised.
    """
    if not isinstance(raw, Mapping):
        raise LogFault("a log is a JSON object")
    day = _try("log", lambda: parse_day(raw.get("day")))
    instruments, acts = raw.get("instruments"), raw.get("acts")
    if not isinstance(instruments, list) or not isinstance(acts, list):
        raise LogFault("a log has a list of instruments and a list of acts")
    officials = {} if raw.get("officials") is None else raw["officials"]
    if not isinstance(officials, Mapping) or not all(map(_is_id, officials.values())):
        raise LogFault("officials map ids to parties")
    read = _instruments(instruments, faults)
    return Log(day.toordinal(), read, _acts(acts, read, day, faults), dict(officials))


def _instruments(raw: list[Any], faults: list[LogFault] | None) -> dict[str, Instrument]:
    """Check the instruments in their order; parents may come after their children."""
    parents = {
        one["id"]: one.get("parent")
        for one in reversed(raw)
        if isinstance(one, Mapping) and _is_id(one.get("id"))
    }
    parties = {
        one["id"]: one.get("parties")
        for one in reversed(raw)
        if isinstance(one, Mapping) and _is_id(one.get("id"))
    }
    seen: set[str] = set()
    read: dict[str, Instrument] = {}
    for one in raw:
        try:
            name = _id_of(one, "an instrument")
            if name in seen:
                raise LogFault("another instrument has this id", name)
            seen.add(name)
            read[name] = _instrument(name, one, parents, parties)
        except LogFault as fault:
            _list(fault, faults)
    for name in [name for name, one in read.items() if one.parent and one.parent not in read]:
        _list(LogFault(f"its parent {read.pop(name).parent!r} is refused", name), faults)
    return read


def _list(fault: LogFault, faults: list[LogFault] | None) -> None:
    """List a fault, or raise it where there is no list."""
    if faults is None:
        raise fault
    faults.append(fault)


def _instrument(
    name: str, raw: Mapping[str, Any], parents: Mapping[str, Any], parties: Mapping[str, Any]
) -> Instrument:
    """Check one instrument; `parents` and `parties` hold those of all, unchecked."""
    members = raw.get("parties")
    if (
        not isinstance(members, list)
        or not all(_is_id(one) and one != ALL for one in members)
        or len(set(members)) != len(members)
        or len(members) < 2
    ):
        raise LogFault("parties are at least two different ids", name)
    form = _choice(name, "form", raw.get("form"), _FORMS)
    terms = _terms(name, raw.get("terms"), len(members))
    parent = raw.get("parent")
    if parent is not None:
        if not _is_id(parent) or parent not in parents:
            raise LogFault(f"the parent {parent!r} is not in the log", name)
        if parents[parent] is not None:
            raise LogFault("a child has no children", name)
        above = parties[parent]
        if not isinstance(above, list) or any(one not in above for one in members):
            raise LogFault("a child lists only parties of its parent", name)
        if raw.get("terms") is not None and raw["terms"].get("entry") is not None:
            raise LogFault("a child has no entry of its own", name)
    return Instrument(name, tuple(members), form, terms, parent)


def _terms(name: str, raw: object, parties: int) -> Terms:
    """Check the terms of one instrument and fill in the defaults."""
    terms = _fields(name, "terms", raw, _TERMS)
    entry = _fields(name, "entry", terms.get("entry"), _ENTRY)
    needs = entry.get("needs")
    if needs is None or needs == ALL:
        needs = parties
    elif type(needs) is not int or not 2 <= needs <= parties:
        raise LogFault("entry.needs is 'all' or from 2 to the number of parties", name)
    renewal = _period(name, terms.get("renewal"))
    if renewal is not None and not renewal:
        raise LogFault("a renewal is longer than P0D", name)
    by = entry.get("by")
    leaving = terms.get("exit")
    return Terms(
        entry_by=_choice(name, "entry.by", "signature" if by is None else by, _ENTERED_BY),
        entry_needs=needs,
        delay=_period(name, entry.get("delay")) or Period(),
        duration=_period(name, terms.get("duration")),
        renewal=renewal,
        notice=_period(name, terms.get("notice")),
        exit=_choice(name, "exit", "silent" if leaving is None else leaving, _EXITS),
    )


def _acts(
    raw: list[Any],
    instruments: Mapping[str, Instrument],
    day: date,
    faults: list[LogFault] | None,
) -> dict[str, tuple[Act, ...]]:
    """Check the acts in their order and sort them by instrument."""
    names = {one["id"] for one in raw if isinstance(one, Mapping) and _is_id(one.get("id"))}
    seen: dict[str, Act | None] = {}
    for one in raw:
        try:
            name = _id_of(one, "an act")
            if name in seen:
                raise LogFault("another act has this id", name)
            seen[name] = None
            act = _act(name, one, instruments, day)
            if act.to is not None and act.to not in names:
                raise LogFault(f"'to' names {act.to!r}, which is no act of the log", name)
            seen[name] = act
        except LogFault as fault:
            _list(fault, faults)
    kept = {name: act for name, act in seen.items() if act is not None}
    _drop_orphans(kept, faults)
    read: dict[str, list[Act]] = {name: [] for name in instruments}
    for act in kept.values():
        read[act.instrument].append(act)
    return {name: tuple(some) for name, some in read.items()}


def _drop_orphans(acts: dict[str, Act], faults: list[LogFault] | None) -> None:
    """Leave out, and list, the acts whose `to` names an act that was left out."""
    answers: dict[str, list[str]] = {}
    for act in acts.values():
        if act.to is not None:
            answers.setdefault(act.to, []).append(act.id)
    lost = [to for to in answers if to not in acts]
    for to in lost:  # grows while it is gone through
        for name in answers.get(to, ()):
            del acts[name]
            lost.append(name)
            _list(LogFault(f"'to' names {to!r}, which is refused", name), faults)


def _act(
    name: str, raw: Mapping[str, Any], instruments: Mapping[str, Instrument], day: date
) -> Act:
    """Check one act; whether `to` names an act is left to the caller."""
    target = raw.get("instrument")
    if not _is_id(target) or target not in instruments:
        raise LogFault(f"the instrument {target!r} is not in the log", name)
    instrument = instruments[str(target)]
    kind = _choice(name, "act", raw.get("act"), _KINDS)
    actor = raw.get("actor")
    if actor != ALL and actor not in instrument.parties:
        raise LogFault(f"the actor {actor!r} is no party of {target!r}", name)
    if kind in _ONE_PARTY and actor == ALL:
        raise LogFault(f"a {kind} needs one party as actor", name)
    if kind == "revival" and actor != ALL:
        raise LogFault("a revival needs 'all' as actor", name)
    if kind in _PARENTAL and instrument.parent is not None:
        raise LogFault(f"a {kind} belongs to the parent of {target!r}", name)
    authority = _choice(name, "authority", raw.get("authority"), _AUTHORITIES)
    if not _is_id(raw.get("by")):
        raise LogFault("'by' names who asserts the act", name)
    modality = "done" if raw.get("modality") is None else raw["modality"]
    done = _choice(name, "modality", modality, _MODALITIES) == "done"
    lo, hi = _days(name, raw, day, done)
    against, to = raw.get("against"), raw.get("to")
    if against is not None and against not in instrument.parties:
        raise LogFault(f"'against' names {against!r}, which is no party of {target!r}", name)
    if to is not None and not _is_id(to):
        raise LogFault("'to' names an act", name)
    return Act(
        id=name, instrument=instrument.id, kind=kind, actor=actor, lo=lo, hi=hi,
        formal=authority == "formal", by=raw["by"], done=done,
        notice=_period(name, raw.get("notice")), against=against, to=to,
    )  # fmt: skip


def _days(name: str, raw: Mapping[str, Any], day: date, done: bool) -> tuple[int, int]:
    """Read the range of days of an act, cut to its publication where it was done."""
    published = None
    if raw.get("published") is not None:
        published = _try(name, lambda: parse_day(raw["published"]))
    lo, hi = _try(name, lambda: parse_range(raw.get("date"), published=published, last=day))
    if published is not None and done:
        hi = min(hi, published.toordinal())
    if lo > hi:
        raise LogFault("no day is left before the act was published", name)
    return lo, hi


def _try(name: str, read: Callable[[], T]) -> T:
    """Turn the error of a date or period into a fault of the named element."""
    try:
        return read()
    except DateError as error:
        raise LogFault(str(error), name) from error


def _period(name: str, raw: object) -> Period | None:
    return None if raw is None else _try(name, lambda: parse_period(raw))


def _choice(name: str, field: str, value: object, allowed: Mapping[str, T]) -> T:
    """Return the choice that a text names, typed as what it is."""
    if not isinstance(value, str) or value not in allowed:
        raise LogFault(f"{field} is {value!r}, not one of {', '.join(sorted(allowed))}", name)
    return allowed[value]


def _fields(name: str, field: str, raw: object, allowed: frozenset[str]) -> Mapping[str, Any]:
    """Return an object that has only allowed keys; null is an empty one."""
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise LogFault(f"{field} is no object", name)
    unknown = sorted(set(raw) - allowed)
    if unknown:
        raise LogFault(f"{field} has no term {unknown[0]!r}", name)
    return raw


def _is_id(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _id_of(raw: object, what: str) -> str:
    """Return the id of an instrument or act; the fault of one without has an empty id."""
    if not isinstance(raw, Mapping) or not _is_id(raw.get("id")):
        raise LogFault(f"{what} has no id", "")
    return str(raw["id"])
