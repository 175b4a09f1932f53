"""Reading: a document becomes candidate records; one small reader a kind."""

from collections.abc import Callable, Iterator, Sequence

from servanda.model import Document, Predication, Record
from servanda.reading import (
    actors,
    acts,
    anaphora,
    commitments,
    dating,
    events,
    instruments,
    links,
    mentions,
    positions,
    predictions,
    provisions,
    questions,
    statements,
    times,
)
from servanda.reading.context import Context, contexts
from servanda.reading.predications import predications

Reader = Callable[[Context], Iterator[Record]]
READERS: tuple[Reader, ...] = (
    statements.read, mentions.read, anaphora.read, actors.read, instruments.read,
    provisions.read, times.read,
    commitments.read, positions.read, acts.read, events.read, links.read,
    predictions.read, questions.read,
)  # fmt: skip


def read(document: Document, *, gate: bool | None = None) -> list[Record]:
    """Return the candidate records of a document, by place; the same text gives the same records.

    Statements are read first, so that the other readers can ask in whose mouth a place stands.
    `gate` reads as one reads a corpus (see `reading.gate`): faster, nearly as much; None asks
    the environment.
    """
    return next(read_all([document], gate=gate))


def read_all(documents: Sequence[Document], *, gate: bool | None = None) -> Iterator[list[Record]]:
    """Yield the candidate records of each of some documents, parsed together; as `read` does."""
    for place in contexts(documents, gate=gate):
        yield _records(place)


def read_whole(
    documents: Sequence[Document], *, gate: bool | None = None
) -> Iterator[tuple[list[Record], tuple[Predication, ...]]]:
    """Yield the candidate records and the predications of each of some documents, parsed once."""
    for place in contexts(documents, gate=gate):
        yield _records(place), predications(place)


def _records(place: Context) -> list[Record]:
    found: dict[str, Record] = {}
    for reader in READERS:
        for record in reader(place):
            found.setdefault(record.id, record)
    return sorted(dating.date(place, found.values()), key=_order)


def _order(record: Record) -> tuple[int, int, str]:
    first = record.anchors[0] if record.anchors else None
    return (first.start, first.end, record.id) if first else (-1, -1, record.id)
