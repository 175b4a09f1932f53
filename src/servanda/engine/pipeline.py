"""One document through the rooms: read, named, with its publication date bounded."""

from msgspec import Struct
from msgspec.structs import replace

from servanda.engine.confidence import calibrated
from servanda.model import Document, Evidence, Record
from servanda.version import VERSION

EXTRACTOR = f"servanda@{VERSION}"


class Read(Struct, frozen=True):
    """A document with the records found in it."""

    document: Document
    records: tuple[Record, ...]


def read_document(document: Document, *, gate: bool | None = None) -> Read:
    """Return the document and its records, references resolved, in text order.

    A document without a publication date gets the bounds that its own text gives. `gate` reads as
    one reads a corpus (`reading.gate`).
    """
    from servanda.naming import resolve
    from servanda.reading import read
    from servanda.reading.dates import bound_publication

    if document.published is None and document.published_bounds is None:
        document = replace(document, published_bounds=bound_publication(document.text))
    return Read(document, tuple(calibrated(resolve(document, read(document, gate=gate)))))


def evidence_of(reads: list[Read]) -> Evidence:
    """Return evidence in memory, all of it pending, for documents read without a ledger."""
    return Evidence(
        documents={r.document.id: r.document for r in reads},
        records=tuple(record for r in reads for record in r.records),
    )
