"""Whose acts matter on a page: large treaties have many parties of which no source speaks."""

from servanda.dossier.scribe import Scribe
from servanda.model import Act, Commitment, Record, Ref
from servanda.reasoning.parties import party_of

LARGE = 6  # parties from which only those that the sources tie to an agreement are followed


def concerned(scribe: Scribe, name: str) -> tuple[str, ...]:
    """Return the parties of an agreement whose way through time is worth a row.

    All of a small one; of a large one those to whom a record lays an act or a duty under it.
    """
    if name not in scribe.concerned:
        scribe.concerned[name] = _concerned(scribe, name)
    return scribe.concerned[name]


def _concerned(scribe: Scribe, name: str) -> tuple[str, ...]:
    parties = scribe.case.parties(name)
    if len(parties) <= LARGE:
        return parties
    whole = name.partition("#")[0]
    named = {p for r in scribe.case.naming(whole) for p in _parties(scribe, r, whole)}
    return tuple(p for p in parties if p in named)


def _parties(scribe: Scribe, record: Record, whole: str) -> list[str]:
    """Return the parties that a record ties to an agreement."""
    refs: tuple[Ref, ...] = ()
    if isinstance(record, Act):
        refs = (*record.actors, record.against) if record.against else record.actors
    elif isinstance(record, Commitment) and record.instrument is not None:
        refs = (*record.bearers, *record.counterparties)
    if not refs or not isinstance(record, (Act, Commitment)) or record.instrument is None:
        return []
    case = scribe.case
    about = record.instrument.id or ""
    if case.evidence.same.get(about, about).partition("#")[0] != whole:
        return []
    day = case.evidence.said_on(record)[1]
    found = (party_of(r, day, case.entities, case.evidence) for r in refs)
    return [p for p in found if p]
