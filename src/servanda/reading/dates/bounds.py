"""When a text was published, bounded by the dates it tells of."""

from datetime import date

from servanda.model import Anchor, Bounds
from servanda.reading.dates.find import find
from servanda.reading.dates.tense import tense_at


def bound_publication(text: str) -> Bounds | None:
    """Return the days between which a text must have been published, or None where nothing tells.

    The latest full date told as past is the earliest possible day: "after 20 December 2022". A date
    counts as past unless the words around it look forward.
    """
    latest: tuple[date, Anchor] | None = None
    for match in find(text):
        if match.relative_to or match.granularity not in ("day", "time", "month"):
            continue
        if match.earliest is None or tense_at(text, match.start, match.end) == "future":
            continue
        if latest is None or match.earliest > latest[0]:
            latest = (match.earliest, Anchor(match.start, match.end, match.text))
    if latest is None:
        return None
    return Bounds(earliest=latest[0], anchors=(latest[1],))
