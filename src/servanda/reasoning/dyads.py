"""Who owed what to whom in which year: commitments followed through time, pair by pair."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from servanda.model import Commitment
from servanda.reasoning.status import Desk, intervals
from servanda.reasoning.straight import Span, straight_spans

BINDING = frozenset({"in_force", "ending", "provisional"})


class Promise(Struct, frozen=True):
    """One commitment record as it ran between two parties: the record and when it bound."""

    record: Commitment
    span: Span


class DyadYear(Struct):
    """What one party owed another at some time in a year, with the records that say so.

    `received` are the other's promises: a pair in which only one side promised has a row for each
    side. `sure` is set where at least one promise, either way, surely bound on a day of the year.
    """

    bearer: str
    counterparty: str
    year: int
    promises: list[Promise]
    received: list[Promise]
    sure: bool = False


def binding_spans(desk: Desk, instrument: str, party: str, last: int) -> list[Span]:
    """Return when a party is bound under an instrument, up to a day, by the formal record."""
    found = intervals(desk.log, instrument, party, last=last, desk=desk)
    return [
        Span(one.first, one.last, BINDING.issuperset(one.statuses))
        for one in found
        if not BINDING.isdisjoint(one.statuses)
    ]


def together(a: Iterable[Span], b: Iterable[Span]) -> Iterator[Span]:
    """Yield when both of two parties are bound.

    Parties are free of one another but for ends that they share, so that what is possible for
    each on a day is possible for both; the tests hold this against `Desk.binds`.
    """
    others = list(b)
    for one in a:
        for other in others:
            first, last = max(one.first, other.first), min(one.last, other.last)
            if first <= last:
                yield Span(first, last, one.sure and other.sure)


def dyad_years(desk: Desk, records: Iterable[object], last: date) -> list[DyadYear]:
    """Return for each directed pair and year what was owed, in the order of pair and year.

    `records` are looked through for commitments with resolved bearers, counterparties and
    instrument; a year counts when a promise binds on one of its days, up to the day `last`.
    """
    years: dict[tuple[str, str, int], DyadYear] = {}
    spans: dict[str, dict[str, list[Span]]] = {}

    def bound(instrument: str, party: str) -> list[Span]:
        if instrument not in spans:
            spans[instrument] = straight_spans(desk, instrument, last.toordinal()) or {}
        of = spans[instrument]
        if party not in of:
            of[party] = binding_spans(desk, instrument, party, last.toordinal())
        return of[party]

    for record in records:
        if not isinstance(record, Commitment) or record.instrument is None:
            continue
        name = record.instrument.id
        if name is None or name not in desk.log.instruments:
            continue
        for bearer, other in _pairs(record, desk.log.instruments[name].parties):
            for span in together(bound(name, bearer), bound(name, other)):
                _mark(years, bearer, other, Promise(record, span))
    return [years[key] for key in sorted(years)]


def _pairs(record: Commitment, parties: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the directed pairs of a commitment, both of them parties."""
    for bearer in record.bearers:
        for other in record.counterparties:
            if bearer.id in parties and other.id in parties and bearer.id != other.id:
                yield bearer.id, other.id


def _mark(
    years: dict[tuple[str, str, int], DyadYear], bearer: str, other: str, promise: Promise
) -> None:
    """Note a promise in every calendar year that it touches, for both sides."""
    span = promise.span
    first, last = date.fromordinal(span.first).year, date.fromordinal(span.last).year
    for year in range(first, last + 1):
        for key in ((bearer, other, year), (other, bearer, year)):
            row = years.get(key)
            if row is None:
                row = years[key] = DyadYear(*key, [], [])
            (row.promises if key[0] == bearer else row.received).append(promise)
            row.sure = row.sure or span.sure
