"""From records, registry rows and judgements to the act log of the status rules."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from servanda.lexicon.entities import Entities
from servanda.lexicon.registry import Registry
from servanda.model import Act, Evidence, Instrument, Record
from servanda.model.errors import LogFault
from servanda.reasoning.parties import asserted_by, party_of, told_by_text, violators
from servanda.reasoning.status import parse_log
from servanda.reasoning.status.log import Log

# How polarity and modality of a record read in the log; only what is "done" counts there.
MODALITY = {
    "actual": "done", "future": "future", "intended": "future", "conditional": "conditional",
    "hypothetical": "conditional", "possible": "possible", "questioned": "possible",
    "demanded": "possible", "denied": "negated",
}  # fmt: skip
FORMAL_GENRES = ("agreement", "official statement")
BREACH = ("breach_alleged", "breach_cleared")
JOINING = ("signature", "ratification", "accession", "entry_into_force", "provisional_application")
# What can be done only to an agreement that somebody has joined.
AFTER_JOINING = (
    "suspension", "resumption", "notice", "notice_revoked", "withdrawal", "termination",
    "supersession", "revival", "expiry", "breach_alleged", "breach_cleared",
)  # fmt: skip
# Acts that end or hold up the whole instrument may lack an actor: then nobody in particular did.
OF_THE_WHOLE = ("expiry", "supersession", "entry_into_force", "revival", "termination")


class Leaf(Struct, frozen=True):
    """Where an act of the log comes from: a record, or a row of the registry."""

    record: Record | None = None
    registry: str = ""
    source: str = ""
    verified: str = ""
    note: str = ""


class LeftOut(Struct, frozen=True):
    """A record that could not become an act of the log, and why."""

    record: str
    why: str


class ActLog(Struct, frozen=True):
    """The log as the status rules take it, the origin of each act, and what was left out.

    `odd` are records whose acts stand in the log and cannot be right as they are told.
    """

    log: dict[str, Any]
    leaves: dict[str, Leaf]
    left_out: tuple[LeftOut, ...] = ()
    odd: tuple[LeftOut, ...] = ()


def build(
    evidence: Evidence,
    registry: Registry,
    entities: Entities,
    day: date,
    *,
    unverified: bool = False,
) -> ActLog:
    """Return the act log of all that is known, reckoned on `day`.

    `formal` are verified registry rows, imported rows, and accepted records of agreements and
    official statements; everything else is a claim of whoever says it. With `unverified`, the
    registry's unverified acts count too: where that changes an answer, the answer is not sure.
    """
    log = registry_log(registry, unverified=unverified)
    leaves = registry_leaves(registry)
    known = {i["id"]: i for i in log["instruments"]}
    for candidate in candidates(evidence, entities):
        if candidate["id"] not in known:
            known[candidate["id"]] = candidate
            log["instruments"].append(candidate)
    out: list[LeftOut] = []
    dates = {row.id: row.date for row in registry.instruments}
    for record in evidence.records:
        if not isinstance(record, Act):
            continue
        acts, why = log_acts(record, known, dates, entities, evidence, day)
        log["acts"] += acts
        leaves |= {a["id"]: Leaf(record=record) for a in acts}
        if why:
            out.append(LeftOut(record.id, why))
    log["day"] = day.isoformat()
    return ActLog(log, leaves, tuple(out))


def checked(acts: ActLog) -> tuple[Log, ActLog]:
    """Return the checked log, and the log less what the rules of its form refuse.

    What is refused, and what hangs on it, is listed among what was left out; of two with one id
    the first is kept.
    """
    faults: list[LogFault] = []
    log = parse_log(acts.log, faults)
    acts = msgspec.structs.replace(acts, odd=tuple(_odd(log, acts)))
    if not faults:
        return log, acts
    kept = {act.id for some in log.acts.values() for act in some}
    rows = {
        "instruments": _firsts(acts.log["instruments"], log.instruments),
        "acts": _firsts(acts.log["acts"], kept),
    }
    left = [LeftOut(f.id.partition("/")[0], f"refused: {f.cause}") for f in faults]
    return log, msgspec.structs.replace(
        acts, log={**acts.log, **rows}, left_out=(*acts.left_out, *left)
    )


def _odd(log: Log, acts: ActLog) -> Iterator[LeftOut]:
    """Yield the records that tell of an act on an instrument before anybody had joined it."""
    for name, some in log.acts.items():
        above = log.instruments[name].parent
        joining = [a.lo for a in (*some, *log.acts.get(above or "", ())) if a.kind in JOINING]
        first = min(joining, default=0)
        for act in some:
            record = acts.leaves[act.id].record if act.id in acts.leaves else None
            if record is None or not act.done or act.hi >= first or act.kind not in AFTER_JOINING:
                continue
            yield LeftOut(
                record.id,
                f"{act.kind.replace('_', ' ')} by {date.fromordinal(act.hi)}, before anybody had "
                f"signed or joined ({date.fromordinal(first)} at the earliest)",
            )


def _firsts(rows: list[dict[str, Any]], kept: Container[str]) -> list[dict[str, Any]]:
    """Return the rows that were kept; of several with one id, the first."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["id"] in kept:
            found.setdefault(row["id"], row)
    return list(found.values())


def registry_log(registry: Registry, *, unverified: bool) -> dict[str, Any]:
    """Return the registry's own log; with `unverified`, rows so marked are taken as verified."""
    from servanda.lexicon.registry import status_log

    rows = registry.instruments
    if unverified:
        rows = tuple(_trusted(row) for row in rows)
    return status_log(rows)


def registry_leaves(registry: Registry) -> dict[str, Leaf]:
    """Return the origin of every act of the registry, children's too."""
    return {
        act.id: Leaf(registry=act.id, source=act.source, verified=act.verified, note=act.note)
        for row in registry.instruments
        for act in (*row.acts, *(a for child in row.children for a in child.acts))
    }


def candidates(evidence: Evidence, entities: Entities) -> Iterator[dict[str, Any]]:
    """Yield, as log instruments, those that only documents know and that have two parties."""
    seen: set[str] = set()
    for record in evidence.records:
        if not isinstance(record, Instrument) or not record.entity.id:
            continue
        name = evidence.same.get(record.entity.id, record.entity.id)
        day = evidence.said_on(record)[1]
        parties = sorted({p for r in record.parties if (p := party_of(r, day, entities, evidence))})
        if name in seen or len(parties) < 2:
            continue
        seen.add(name)
        made: dict[str, Any] = {"id": name, "parties": parties, "form": record.form}
        if record.terms is not None:
            made["terms"] = msgspec.to_builtins(record.terms)
        if record.parent is not None:
            parent = evidence.same.get(record.parent, record.parent)
            if parent not in seen:
                continue
            made["parent"] = parent
        yield made


def initialled(record: Act) -> bool:
    """Say whether a text is told as initialled, which settles its words and signs nothing.

    Vienna Convention on the Law of Treaties, arts. 10 and 12 (2) (a).
    """
    return record.act == "signature" and record.rule == "acts.initial.v"


def log_acts(
    record: Act,
    known: dict[str, dict[str, Any]],
    dates: dict[str, str],
    entities: Entities,
    evidence: Evidence,
    day: date,
) -> tuple[list[dict[str, Any]], str]:
    """Return the log acts that one record tells of, one an actor, or why there is none."""
    ref = record.instrument.id or ""
    name = evidence.same.get(ref, ref)
    if name not in known:
        return [], f"the instrument {record.instrument.surface!r} is not identified"
    if initialled(record):
        return [], "it is told as initialled, which is no signature"
    if told_by_text(record):
        return [], f"{record.attribution[-1].surface!r} provides for it, nobody says it was done"
    parties = known[name]["parties"]
    said = evidence.said_on(record)[1]
    at = record.date.latest if record.date and record.date.latest else said
    if _too_late(record, said):
        return [], "it is dated after the day on which it is told as done"
    told = _told(record, dates.get(name.partition("#")[0], ""), said, day)
    common: dict[str, Any] = {
        "instrument": name,
        "act": record.act,
        "date": told,
        "authority": "formal" if is_formal(record, evidence) else "claim",
        "by": asserted_by(record, entities, evidence),
        "modality": "negated" if record.polarity == "negated" else MODALITY[record.modality],
    }
    if said is not None:
        common["published"] = said.isoformat()
    if record.act in BREACH and record.registry is None:
        return _breaches(record, parties, common, violators(record, at, entities, evidence))
    actors, strangers = _actors(record, parties, at, entities, evidence)
    if not actors:
        who = ", ".join(strangers)
        return [], f"{who} is no party to it" if who else "nobody is named who did it"
    if record.notice:
        common["notice"] = record.notice
    if record.against is not None:
        against = party_of(record.against, at, entities, evidence)
        if against in parties:
            common["against"] = against
    ids = [record.id] if len(actors) == 1 else [f"{record.id}/{a}" for a in actors]
    return [{"id": i, "actor": a, **common} for i, a in zip(ids, actors, strict=True)], ""


def _too_late(record: Act, said: date | None) -> bool:
    """Say whether what is told as done would lie after the telling."""
    done = record.polarity == "affirmed" and MODALITY[record.modality] == "done"
    first = record.date.earliest if record.date else None
    return bool(done and said and first and first > said)


def _breaches(
    record: Act, parties: list[str], common: dict[str, Any], accused: list[str]
) -> tuple[list[dict[str, Any]], str]:
    """Return an allegation for each accused party; only a party's own word is one by the rules."""
    if common["by"] not in parties:
        return [], f"{common['by']} alleges it and is no party to it"
    found = [p for p in accused if p in parties and p != common["by"]]
    if not found and accused:
        return [], f"{', '.join(accused)} cannot have broken it towards {common['by']}"
    acts = [{**common, "actor": common["by"], "against": p} for p in found]
    acts = acts or [{**common, "actor": common["by"]}]
    ids = [record.id] if len(acts) == 1 else [f"{record.id}/{a['against']}" for a in acts]
    return [{"id": i, **a} for i, a in zip(ids, acts, strict=True)], ""


def is_formal(record: Record, evidence: Evidence) -> bool:
    """Say whether a record counts as the formal record: imported, or official and accepted."""
    if record.registry is not None:
        return True
    document = evidence.documents.get(record.document)
    official = document is not None and document.genre in FORMAL_GENRES
    return official and not record.attribution and evidence.accepted(record.id)


def _actors(
    record: Act, parties: list[str], at: date | None, entities: Entities, evidence: Evidence
) -> tuple[list[str], list[str]]:
    """Return the parties that did it (`all` where that is each of them), and who is none."""
    found: list[str] = []
    strangers: list[str] = []
    for ref in record.actors:
        party = party_of(ref, at, entities, evidence)
        if party in parties:
            found.append(party)
        else:
            strangers.append(ref.surface)
    found = list(dict.fromkeys(found))
    if set(found) == set(parties):
        return ["all"], strangers
    if record.act == "revival":
        return ([] if strangers else ["all"]), strangers
    if not found and record.act in OF_THE_WHOLE and (record.act == "expiry" or not strangers):
        return ["all"], strangers
    return found, strangers


def _told(record: Act, instrument_date: str, said: date | None, day: date) -> str:
    """Return the act's date as EDTF; undated, it lies between the instrument and the saying."""
    if record.date is not None and record.date.earliest and record.date.latest:
        if record.date.earliest == record.date.latest:
            return record.date.earliest.isoformat()
        return f"{record.date.earliest.isoformat()}/{record.date.latest.isoformat()}"
    end = (said or day).isoformat()
    start = last_day(instrument_date)
    return f"{start}/{end}" if start and start <= end else f"../{end}"


def last_day(edtf: str) -> str:
    """Return the last possible day of an EDTF date as ISO text, or nothing where it has none."""
    from servanda.model.dates import parse_date

    return parse_date(edtf).latest.isoformat() if edtf else ""


def _trusted(row: Any) -> Any:
    """Return a registry row with its unverified acts taken as verified."""
    acts = tuple(_as_secondary(a) for a in row.acts)
    children = tuple(
        msgspec.structs.replace(c, acts=tuple(_as_secondary(a) for a in c.acts))
        for c in row.children
    )
    return msgspec.structs.replace(row, acts=acts, children=children)


def _as_secondary(act: Any) -> Any:
    if act.verified != "unverified":
        return act
    return msgspec.structs.replace(act, verified="secondary")
