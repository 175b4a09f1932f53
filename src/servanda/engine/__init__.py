"""The engine: intake, reading, naming and ledger over one or many documents."""

from servanda.engine.many import Failed, Tally, add_many, documents_of, is_read, read_many
from servanda.engine.pipeline import EXTRACTOR, Read, evidence_of, read_document

__all__ = [
    "EXTRACTOR", "Failed", "Read", "Tally", "add_many", "documents_of", "evidence_of", "is_read",
    "read_document", "read_many",
]  # fmt: skip
