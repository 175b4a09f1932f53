"""What the record shows of an instrument: acts by kind, party and day."""

from datetime import date

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Act
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.log import MODALITY

# Kinds that commentary tells by one word: who "joined" ratified or acceded, who "left" gave
# notice or withdrew.
ALIKE: dict[str, tuple[str, ...]] = {
    "ratification": ("ratification", "accession"),
    "accession": ("accession", "ratification"),
    "withdrawal": ("withdrawal", "notice", "termination"),
    "notice": ("notice", "withdrawal", "termination"),
    "termination": ("termination", "withdrawal", "notice", "expiry", "supersession", "non_renewal"),
    "expiry": ("expiry", "termination", "non_renewal", "supersession"),
    "non_renewal": ("non_renewal", "notice", "expiry"),
    "supersession": ("supersession", "termination"),
    "resumption": ("resumption", "revival"),
    "revival": ("revival", "resumption"),
}


class Shown(Struct, frozen=True):
    """An act that the record shows: its kind, who did it, between which days, and from where."""

    kind: str
    actor: str
    first: date | None
    last: date | None
    registry: str = ""
    source: str = ""
    record: Act | None = None

    def says(self, case: Case, instrument: str) -> str:
        """Return the act in words: "Japan: ratification, Paris Agreement, 8 November 2016"."""
        who = "all parties" if self.actor == "all" else case.name(self.actor)
        return f"{who}: {self.kind.replace('_', ' ')}, {case.name(instrument)}, {self.when}"

    @property
    def when(self) -> str:
        """Return the days between which it was done, in words."""
        if self.first is None and self.last is None:
            return "no date"
        return in_words((self.first, self.last))


def shown(case: Case, instrument: str) -> list[Shown]:
    """Return the acts on an instrument that the record shows as done, verified rows first."""
    out: list[Shown] = []
    row = case.registry.get(instrument)
    if row is not None:
        parts = [row.acts]
        child = row.child(instrument)
        if child is not None:
            parts = [child.acts]
        for act in (a for acts in parts for a in acts if a.verified != "unverified"):
            days = parse_date(act.date) if act.date else None
            out.append(
                Shown(act.act, act.actor, days.earliest if days else None,
                      days.latest if days else None, act.id, act.source)
            )  # fmt: skip
    return out + list(_told(case, instrument))


def _told(case: Case, instrument: str) -> list[Shown]:
    """Return the acts that accepted records and imported rows of the ledger tell."""
    out = []
    for record in case.shelves.about(instrument):
        if not isinstance(record, Act) or record.instrument.id != instrument:
            continue
        known = record.registry is not None or case.evidence.accepted(record.id)
        done = record.polarity == "affirmed" and MODALITY[record.modality] == "done"
        if not known or not done:
            continue
        when = record.date
        for actor in record.actors:
            if actor.id:
                out.append(
                    Shown(record.act, actor.id, when.earliest if when else None,
                          when.latest if when else None, record=record)
                )  # fmt: skip
    return out


def done_by(
    acts: list[Shown], kind: str, party: str | None, parties: tuple[str, ...]
) -> list[Shown]:
    """Return the acts of a kind (or told by the same word) that a party, or anybody, did."""
    kinds = ALIKE.get(kind, (kind,))
    return [
        a for a in acts
        if a.kind in kinds
        and (party is None or a.actor == party or (a.actor == "all" and party in parties))
    ]  # fmt: skip


def parties_of(case: Case, instrument: str) -> tuple[str, ...]:
    """Return the parties of an instrument by the log, else by its row."""
    found = case.parties(instrument)
    row = case.registry.get(instrument)
    return found or (row.parties if row else ())


def in_words(days: tuple[date | None, date | None]) -> str:
    """Return a day, or the first and last of several, in words: "5 December 1994"."""
    first, last = (f"{d.day} {d:%B %Y}" if d else "..." for d in days)
    return first if first == last else f"{first} to {last}"


def dated(row: Row) -> tuple[date, date] | None:
    """Return the first and last day on which a row's instrument may have been signed."""
    if not row.date or row.verified == "unverified":
        return None
    days = parse_date(row.date)
    return (days.earliest, days.latest) if days.earliest and days.latest else None
