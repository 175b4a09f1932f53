"""Logs and queries checked against section 1 of the status rules, in the order it names."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.oracle.dates import ZERO, RefusedError, parse_day, parse_period, parse_range

ENTRY_KINDS = frozenset(
    {
        "signature",
        "ratification",
        "accession",
        "entry_into_force",
        "provisional_application",
    }
)
KINDS = ENTRY_KINDS | {
    "reaffirmation",
    "suspension",
    "resumption",
    "notice",
    "notice_revoked",
    "non_renewal",
    "withdrawal",
    "termination",
    "supersession",
    "revival",
    "breach_alleged",
    "breach_cleared",
    "objection",
    "expiry",
}
FORMS = ("treaty", "political", "ceasefire", "unknown")
MODALITIES = ("done", "negated", "future", "conditional", "possible")
TERMS = ("entry", "duration", "renewal", "notice", "exit")

Json = dict[str, Any]


def fault(log: object) -> Json | None:
    """Return `{"error", "id"}` for the first thing wrong with a log, or None."""
    try:
        where: object = "log"
        if not isinstance(log, dict):
            raise RefusedError("a log is an object")
        day = parse_day(log.get("day"))
        instruments, acts = log.get("instruments"), log.get("acts")
        _need(isinstance(instruments, list) and isinstance(acts, list), "lists are missing")
        officials = log.get("officials")
        _need(officials is None or _texts_to_texts(officials), "officials map ids to parties")
        assert isinstance(instruments, list)
        assert isinstance(acts, list)
        for number, instrument in enumerate(instruments):
            where = _id(instrument)
            _check_instrument(instrument, instruments, number)
        for number, act in enumerate(acts):
            where = _id(act)
            _check_act(act, acts, number, instruments, day)
    except RefusedError as problem:
        return {"error": str(problem), "id": where}
    return None


def query_fault(log: Json, query: object) -> str | None:
    """Return what is wrong with a query, or None."""
    if not isinstance(query, dict):
        return "a query is an object"
    instrument = next((i for i in log["instruments"] if i["id"] == query.get("instrument")), None)
    if instrument is None:
        return "unknown instrument"
    if query.get("party") not in instrument["parties"]:
        return "no party of that instrument"
    try:
        parse_day(query.get("as_of"))
    except RefusedError as problem:
        return str(problem)
    seen_by = query.get("seen_by")
    if seen_by == "record":
        return None
    if isinstance(seen_by, str) and seen_by.startswith(("party:", "source:")):
        return None if seen_by.partition(":")[2] else "seen_by names nobody"
    return "seen_by is record, party:<id> or source:<id>"


def term(instrument: Json, name: str) -> Any:
    """Return one term with its default; `entry.by` and the like reach inside `entry`."""
    defaults = {
        "entry.by": "signature",
        "entry.needs": "all",
        "entry.delay": "P0D",
        "exit": "silent",
    }
    value: Any = instrument.get("terms") or {}
    for part in name.split("."):
        value = (value or {}).get(part)
    return defaults.get(name) if value is None else value


def _need(condition: bool, message: str) -> None:
    if not condition:
        raise RefusedError(message)


def _id(thing: object) -> object:
    return thing.get("id") if isinstance(thing, dict) else None


def _text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _texts_to_texts(value: object) -> bool:
    return isinstance(value, dict) and all(_text(k) and _text(v) for k, v in value.items())


def _check_instrument(instrument: object, everyone: list[Any], number: int) -> None:
    _need(isinstance(instrument, dict) and _text(_id(instrument)), "an instrument needs an id")
    assert isinstance(instrument, dict)
    _need(instrument["id"] not in [_id(i) for i in everyone[:number]], "id used twice")
    parties = instrument.get("parties")
    _need(isinstance(parties, list) and all(map(_text, parties)), "parties are a list of ids")
    _need("all" not in parties, "all is no name of a party")
    _need(len(parties) >= 2 and len(set(parties)) == len(parties), "two or more parties, once each")
    _need(instrument.get("form") in FORMS, "unknown form")
    _check_terms(instrument.get("terms"), len(parties))
    if instrument.get("parent") is None:
        return
    parent = next((i for i in everyone if _id(i) == instrument["parent"]), None)
    _need(parent is not None, "unknown parent")
    assert parent is not None
    _need(parent.get("parent") is None, "children have no children")
    listed = parent.get("parties")
    _need(isinstance(listed, list) and set(parties) <= set(listed), "not all parties of the parent")
    _need((instrument.get("terms") or {}).get("entry") is None, "a child has no entry term")


def _check_terms(terms: object, parties: int) -> None:
    if terms is None:
        return
    _need(isinstance(terms, dict) and set(terms) <= set(TERMS), "unknown term")
    assert isinstance(terms, dict)
    entry = terms.get("entry")
    if entry is not None:
        _need(isinstance(entry, dict) and set(entry) <= {"by", "needs", "delay"}, "unknown term")
        _need(entry.get("by") in (None, "signature", "ratification"), "unknown way of entry")
        needs = entry.get("needs")
        _need(
            needs in (None, "all") or (type(needs) is int and 2 <= needs <= parties),
            "needs is all or a number from 2 to the number of parties",
        )
        if entry.get("delay") is not None:
            parse_period(entry["delay"])
    for name in ("duration", "renewal", "notice"):
        if terms.get(name) is not None:
            period = parse_period(terms[name])
            _need(name != "renewal" or period != ZERO, "a renewal lasts longer than P0D")
    _need(terms.get("exit") in (None, "allowed", "silent", "none"), "unknown exit")


def _check_act(
    act: object, everyone: list[Any], number: int, instruments: list[Any], day: date
) -> None:
    _need(isinstance(act, dict) and _text(_id(act)), "an act needs an id")
    assert isinstance(act, dict)
    _need(act["id"] not in [_id(a) for a in everyone[:number]], "id used twice")
    instrument = next((i for i in instruments if i["id"] == act.get("instrument")), None)
    _need(instrument is not None, "unknown instrument")
    assert instrument is not None
    kind, actor = act.get("act"), act.get("actor")
    _need(isinstance(kind, str) and kind in KINDS, "unknown kind")
    _need(actor == "all" or actor in instrument["parties"], "the actor is no listed party")
    _need(kind not in ("notice", "notice_revoked") or actor != "all", "a notice has one party")
    _need(kind != "revival" or actor == "all", "a revival is of all")
    _need(instrument.get("parent") is None or kind not in ENTRY_KINDS, "entry is the parent's")
    _need(act.get("authority") in ("formal", "claim"), "authority is formal or claim")
    _need(_text(act.get("by")), "nobody asserts it")
    _need(act.get("modality") in (None, *MODALITIES), "unknown modality")
    published = act.get("published")
    parse_range(
        act.get("date"),
        None if published is None else parse_day(published),
        day,
        act.get("modality") in (None, "done"),
    )
    if act.get("notice") is not None:
        parse_period(act["notice"])
    against = act.get("against")
    _need(against is None or against in instrument["parties"], "against is no listed party")
    to = act.get("to")
    _need(to is None or to in [_id(a) for a in everyone], "to names no act")
