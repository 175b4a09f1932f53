"""atop: a member table becomes directed dyad-years of promises in force, by the status engine."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from servanda.cli.tasks.imported import desk_of, evidence_of
from servanda.model import Evidence
from servanda.reasoning.dyads import Promise, dyad_years

HEADER = (
    "ccode1", "ccode2", "year", "atop_defense", "atop_offense", "atop_neutral", "atop_nonagg",
    "atop_consul", "sure", "because",
)  # fmt: skip


def lines(source: Path, table: Path | None) -> Iterator[bytes]:
    """Yield the table as CSV, up to the last year that the file names; `table` is not used.

    `because` names, for each promise, the member's row and the days on which it bound; where only
    the other side promised something, its row.
    """
    from servanda.exchange.atop import PROMISES, read

    evidence = evidence_of(read([source]))
    last = _last_day(evidence)
    numbers = _numbers(evidence)
    yield ",".join(HEADER).encode()
    cited: dict[tuple[str, int, int], str] = {}
    for row in dyad_years(desk_of(evidence, last), evidence.records, last):
        kept = {_field(p) for p in row.promises}
        flags = ",".join("1" if name in kept else "0" for name in PROMISES)
        why = "; ".join(dict.fromkeys(_because(p, cited) for p in row.promises or row.received))
        pair = f"{numbers[row.bearer]},{numbers[row.counterparty]},{row.year}"
        yield f"{pair},{flags},{row.sure:d},{why}".encode()


def _field(promise: Promise) -> str:
    anchor = promise.record.registry
    return anchor.field.partition(" ")[0] if anchor else ""


def _because(promise: Promise, cited: dict[tuple[str, int, int], str]) -> str:
    """Return the row of a promise and the days on which it bound."""
    anchor, span = promise.record.registry, promise.span
    if anchor is None:
        return promise.record.id
    key = (anchor.row, span.first, span.last)
    if key not in cited:
        days = f"{date.fromordinal(span.first)} to {date.fromordinal(span.last)}"
        cited[key] = f"{anchor.row} {days}{'' if span.sure else ' possibly'}"
    return cited[key]


def _numbers(evidence: Evidence) -> dict[str, str]:
    """Return the state number of each party that an act of the table names."""
    from servanda.model import Act

    return {
        r.actors[0].id: r.registry.row.partition("member=")[2].partition(" ")[0]
        for r in evidence.records
        if isinstance(r, Act) and r.registry and r.actors and r.actors[0].id
    }


def _last_day(evidence: Evidence) -> date:
    """Return the end of the last year in which something happens."""
    days: Iterable[date] = (r.date.latest for r in evidence.records if r.date and r.date.latest)
    return date(max((d.year for d in days), default=1), 12, 31)
