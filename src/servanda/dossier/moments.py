"""The timeline: acts, events, statements and predictions by date, uncertain days as ranges."""

from servanda.dossier.pages import Moment
from servanda.dossier.plain import span_words
from servanda.dossier.scribe import Scribe
from servanda.reasoning.timeline import Entry, timeline

USUAL = ("affirmed", "actual")


def moments(scribe: Scribe) -> list[Moment]:
    """Return the rows of the timeline, oldest first.

    Records without a date of their own are left out: their day is the day of their source.
    """
    return [_moment(scribe, e) for e in timeline(scribe.case)]


def _moment(scribe: Scribe, entry: Entry) -> Moment:
    if entry.record:
        cite = scribe.cite(entry.record, entry.quote)
    else:
        known = scribe.case.acts.leaves.get(entry.registry)
        cite = scribe.registry(
            entry.registry, entry.what, entry.quote, known.verified if known else ""
        )
    return Moment(
        earliest=entry.earliest.isoformat(),
        latest=entry.latest.isoformat(),
        words=span_words(entry.earliest, entry.latest),
        lane="formal act" if entry.registry else LANES[entry.lane],
        what=scribe.words(entry.what),
        cite=cite,
        meant=", ".join(m for m in (entry.polarity, entry.modality) if m not in USUAL),
    )


LANES = {
    "act": "claimed act", "event": "event", "statement": "statement", "prediction": "prediction",
}  # fmt: skip
