"""The timeline: acts, statements, events, commitments and predictions, each with its days."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from msgspec import Struct

from servanda.lexicon import registry
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


class Dated(NamedTuple):
    """What is dated, before it is put in words: by a record, or an act of the registry."""

    earliest: date
    latest: date
    lane: str
    record: Record | None = None
    act: registry.Act | None = None
    instrument: str = ""


class Line:
    """A timeline that is put in words only where it is looked at; `dated` are in order but for
    what is of one lane and of the same days."""

    def __init__(self, case: Case, dated: Iterable[Dated]) -> None:
        self.case = case
        self.dated = sorted(dated, key=lambda d: d[:3])

    def entries(self, first: int = 0, last: int | None = None) -> list[Entry]:
        """Return the entries of a stretch of the line, oldest first."""
        end = len(self.dated) if last is None else min(last, len(self.dated))
        low = bisect_left(self.dated, self.dated[first][:3], key=_days) if first < end else 0
        high = bisect_right(self.dated, self.dated[end - 1][:3], key=_days) if first < end else 0
        told = [(_entry(self.case, d), self._place(d)) for d in self.dated[low:high]]
        told.sort(key=lambda t: (t[0].earliest, t[0].latest, t[0].lane, t[0].what, t[1]))
        return [entry for entry, _ in told[first - low : end - low]]

    def _place(self, told: Dated) -> int:
        """Return the place of a record; what the registry has comes after, in its order."""
        return self.case.shelves.place(told.record) if told.record else sys.maxsize


def _days(dated: Dated) -> tuple[date, date, str]:
    return dated[:3]


def timeline(
    case: Case, *, undated: bool = False, instruments: Collection[str] = ()
) -> list[Entry]:
    """Return what is dated, oldest first: records, and the registry's acts of what they speak of.

    Statements count on the day they were said. With `undated`, a record without a date of its own
    stands on the day it was published. With `instruments`, only the acts on these and on their
    provisions, whether the documents speak of them or not.
    """
    return Line(case, dated(case, undated=undated, instruments=instruments)).entries()


def dated(
    case: Case, *, undated: bool = False, instruments: Collection[str] = ()
) -> Iterator[Dated]:
    """Yield what `timeline` lists, document by document."""
    names: Collection[str] = case.instruments
    if instruments:
        log = case.log.instruments
        names = tuple(n for n, i in log.items() if {n, i.parent} & {*instruments})
    told = _told_undated if undated else _told
    found = (d for some in case.by_document(told.__name__, partial(told, case)) for d in some)
    if instruments:
        same = case.evidence.same
        found = (d for d in found if same.get(d.instrument, d.instrument) in names)
    yield from found
    for name in names:
        row = case.registry.get(name)
        holder = row.child(name) if row is not None and "#" in name else row
        for act in holder.acts if holder is not None else ():
            first, last = _span(act.date, case.day)
            yield Dated(first, last, "act", act=act, instrument=name)


@lru_cache(maxsize=8192)
def _span(edtf: str, day: date) -> tuple[date, date]:
    when = parse_date(edtf, last=day)
    return when.earliest, when.latest


def _told(case: Case, records: Iterable[Record], *, undated: bool = False) -> list[Dated]:
    return [d for r in records if (d := _of_record(case, r, undated))]


def _told_undated(case: Case, records: Iterable[Record]) -> list[Dated]:
    return _told(case, records, undated=True)


def _of_record(case: Case, record: Record, undated: bool) -> Dated | None:
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
    about = record.instrument.id or "" if isinstance(record, Act) else ""
    return Dated(first, last, kind_of(record), record, None, about)


def _entry(case: Case, told: Dated) -> Entry:
    """Return a row of the timeline in words."""
    record, act = told.record, told.act
    if record is None:
        assert act is not None
        who = "all parties" if act.actor == "all" else case.name(act.actor)
        return Entry(
            told.earliest, told.latest, told.lane,
            f"{act.act.replace('_', ' ')}, {who}: {case.name(told.instrument)}", act.source,
            registry=act.id, instrument=told.instrument,
        )  # fmt: skip
    return Entry(
        told.earliest, told.latest, told.lane, describe(case, record), quote(record),
        record=record.id, instrument=told.instrument, polarity=record.polarity,
        modality=record.modality,
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
