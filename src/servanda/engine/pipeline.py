"""One document through the rooms: read, named, with its publication date bounded."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from servanda.engine.confidence import calibrated
from servanda.model import Document, Evidence, Predication, Record
from servanda.version import VERSION

EXTRACTOR = f"servanda@{VERSION}"


class Read(Struct, frozen=True):
    """A document with the records found in it, and who does what in it (`predications`)."""

    document: Document
    records: tuple[Record, ...]
    predications: tuple[Predication, ...] = ()


def read_document(document: Document, *, gate: bool | None = None) -> Read:
    """Return the document and its records, references resolved, in text order.

    A document without a publication date gets the bounds that its own text gives. `gate` reads as
    one reads a corpus (`reading.gate`).
    """
    return next(read_documents([document], gate=gate))


def read_documents(documents: Sequence[Document], *, gate: bool | None = None) -> Iterator[Read]:
    """Yield what `read_document` returns for each of some documents, parsed together."""
    from servanda.naming import resolve
    from servanda.reading import read_whole

    bounded = [_bounded(document) for document in documents]
    for document, (found, does) in zip(bounded, read_whole(bounded, gate=gate), strict=True):
        yield Read(document, tuple(calibrated(resolve(document, found))), does)


def _bounded(document: Document) -> Document:
    from servanda.reading.dates import bound_publication

    if document.published is None and document.published_bounds is None:
        return replace(document, published_bounds=bound_publication(document.text))
    return document


def evidence_of(reads: list[Read]) -> Evidence:
    """Return evidence in memory, all of it pending, for documents read without a ledger."""
    return Evidence(
        documents={r.document.id: r.document for r in reads},
        records=tuple(record for r in reads for record in r.records),
        predications={r.document.id: r.predications for r in reads if r.predications},
    )
