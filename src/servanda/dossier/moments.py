"""The timeline: acts, events, statements and predictions by date, uncertain days as ranges."""

from msgspec.structs import replace

from servanda.dossier.pages import Agreement, Moment
from servanda.dossier.plain import listed
from servanda.dossier.relevance import concerned
from servanda.dossier.scribe import Scribe
from servanda.model.date_words import span_words
from servanda.reasoning.timeline import Entry, timeline

FORMAL = "formal act"
OFTEN = 3  # namings from which an agreement's formal acts are shown
FIRST = 3  # agreements whose acts are shown where none is named often
USUAL = ("affirmed", "actual")


def moments(scribe: Scribe, agreements: list[Agreement]) -> list[Moment]:
    """Return the rows of the timeline, oldest first.

    Formal acts are those of the agreements that matter here: named often, or contested; of large
    ones those of the parties concerned. Acts without a date of their own stand on the day they
    were told; all else does not, the day of its source says it all.
    """
    matter = {a.id for a in agreements if a.named >= OFTEN or a.contested}
    matter = matter or {a.id for a in agreements[:FIRST]}
    own = {e.record for e in timeline(scribe.case) if e.record}
    found = [
        _moment(scribe, e, told=bool(e.record) and e.record not in own)
        for e in timeline(scribe.case, undated=True)
        if (_formal(scribe, e, matter) if e.registry else e.record in own or e.lane == "act")
    ]
    return [_joined(same) for same in _alike(found)]


def _formal(scribe: Scribe, entry: Entry, matter: set[str]) -> bool:
    """Say whether a registry's act is shown: of an agreement that matters, by one concerned.

    What was done after the day asked about was not on record then.
    """
    if entry.instrument not in matter or entry.earliest > scribe.case.day:
        return False
    actor = str((scribe.case.row(entry.registry) or {}).get("actor", "all"))
    return actor == "all" or actor in concerned(scribe, entry.instrument)


def _alike(found: list[Moment]) -> list[list[Moment]]:
    """Return formal acts that differ in their party alone together, the others one by one."""
    groups: dict[tuple[str, ...], list[Moment]] = {}
    for n, m in enumerate(found):
        act, _, rest = m.what.partition(", ")
        about = rest.rpartition(": ")[2]
        formal = (m.lane, m.earliest, m.latest, act, about) if m.lane == FORMAL else (str(n),)
        groups.setdefault(formal, []).append(m)
    return list(groups.values())


def _joined(same: list[Moment]) -> Moment:
    """Return formal acts of several parties on one day as one row."""
    first = same[0]
    if len(same) == 1:
        return first
    act, _, rest = first.what.partition(", ")
    who = [m.what.partition(", ")[2].rpartition(": ")[0] for m in same]
    return replace(first, what=f"{act}, {listed(who)}: {rest.rpartition(': ')[2]}")


def _moment(scribe: Scribe, entry: Entry, *, told: bool) -> Moment:
    if entry.record:
        cite = scribe.cite(entry.record, entry.quote)
    else:
        known = scribe.case.leaf(entry.registry)
        cite = scribe.registry(entry.registry, "", entry.quote, known.verified if known else "")
    return Moment(
        earliest=entry.earliest.isoformat(),
        latest=entry.latest.isoformat(),
        words=("told " if told else "") + span_words(entry.earliest, entry.latest),
        lane=FORMAL if entry.registry else LANES[entry.lane],
        what=scribe.words(entry.what),
        cite=cite,
        meant=", ".join(m for m in (entry.polarity, entry.modality) if m not in USUAL),
    )


LANES = {
    "act": "claimed act", "event": "event", "statement": "statement", "prediction": "prediction",
}  # fmt: skip
