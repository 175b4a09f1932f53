"""The timeline: acts, statements, events, commitments and predictions, each with its days."""

from collections.abc import Collection
from datetime import date

from msgspec import Struct

from servanda.model import Act, Event, Prediction, Record, Statement, When, kind_of
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote

LANES = ("act", "event", "statement", "prediction")


class Entry(Struct, frozen=True):
    """One row of the timeline; `earliest` and `latest` are equal where the day is known.

    `lane` is the kind of record; `record` or `registry` says where it comes from.
    """

    earliest: date
    latest: date
    lane: str
    what: str
    quote: str
    record: str = ""
    registry: str = ""
    instrument: str = ""
    polarity: str = "affirmed"
    modality: str = "actual"


def timeline(
    case: Case, *, undated: bool = False, instruments: Collection[str] = ()
) -> list[Entry]:
    """Return what is dated, oldest first: records, and the registry's acts of what they speak of.

    Statements count on the day they were said. With `undated`, a record without a date of its own
    stands on the day it was published. With `instruments`, only the acts on these and on their
    provisions, whether the documents speak of them or not.
    """
    out = [e for r in case.evidence.records if (e := _of_record(case, r, undated))]
    names = case.instruments
    if instruments:
        names = tuple(n for n, i in case.log.instruments.items() if {n, i.parent} & {*instruments})
        out = [e for e in out if case.evidence.same.get(e.instrument, e.instrument) in names]
    for name in names:
        row = case.registry.get(name)
        holder = row.child(name) if row is not None and "#" in name else row
        for act in holder.acts if holder is not None else ():
            when = parse_date(act.date, last=case.day)
            who = "all parties" if act.actor == "all" else case.name(act.actor)
            out.append(Entry(
                when.earliest, when.latest, "act",
                f"{act.act.replace('_', ' ')}, {who}: {case.name(name)}", act.source,
                registry=act.id, instrument=name,
            ))  # fmt: skip
    return sorted(out, key=lambda e: (e.earliest, e.latest, e.lane, e.what))


def _of_record(case: Case, record: Record, undated: bool) -> Entry | None:
    if not isinstance(record, (Act, Event, Statement, Prediction)):
        return None
    when: When | None = record.date
    days: tuple[date | None, date | None]
    if isinstance(record, Prediction):
        when = record.horizon
    elif isinstance(record, Statement):
        when = record.said_on or record.date
    if when is not None and when.earliest and when.latest:
        days = when.earliest, when.latest
    else:
        days = case.evidence.said_on(record) if undated else (None, None)
    first, last = days
    if first is None or last is None:
        return None
    return Entry(
        first, last, kind_of(record), describe(case, record), quote(record), record=record.id,
        instrument=record.instrument.id or "" if isinstance(record, Act) else "",
        polarity=record.polarity, modality=record.modality,
    )  # fmt: skip


def describe(case: Case, record: Record) -> str:
    """Return in a line what a record of the timeline says, names resolved."""

    def named(refs: object) -> str:
        return " and ".join(
            case.name(r.id) if r.id else r.surface
            for r in (refs if isinstance(refs, tuple) else ())
        )

    if isinstance(record, Act):
        target = record.instrument
        name = case.name(target.id) if target.id else target.surface
        who = f", {named(record.actors)}" if record.actors else ""
        return f"{record.act.replace('_', ' ')}{who}: {name}"
    if isinstance(record, Event):
        to = f" towards {named(record.target)}" if record.target else ""
        return f"{record.plover.lower()}: {named(record.source) or 'somebody'}{to}"
    if isinstance(record, Statement):
        who = named((record.speaker,)) if record.speaker else "somebody"
        return f"{who}: {' ... '.join(a.quote for a in record.content)[:160]}"
    return record.proposition.text if isinstance(record, Prediction) else quote(record)
