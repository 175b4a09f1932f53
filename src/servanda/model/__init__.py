"""The vocabulary that every room shares: documents, anchors, records, findings, errors."""

from servanda.model.anchors import (
    Alternative,
    Anchor,
    Attribution,
    Mark,
    Phrase,
    Quantity,
    Ref,
    RegistryAnchor,
    When,
    anchor,
    phrase,
)
from servanda.model.document import Block, Bounds, Document, Voice, document_id, text_hash
from servanda.model.findings import (
    Because,
    Decided,
    Evidence,
    Finding,
    Judgement,
    Perspective,
    RoleOf,
    perspective,
)
from servanda.model.ids import finding_id, record_id, with_id
from servanda.model.predications import Argument, Predication
from servanda.model.records import (
    KINDS,
    RECORD_TYPES,
    Act,
    Actor,
    AnyRecord,
    Commitment,
    Entry,
    Event,
    Instrument,
    Link,
    Mention,
    Office,
    Position,
    Prediction,
    Provision,
    Question,
    Record,
    Statement,
    Terms,
    Time,
    kind_of,
)
from servanda.model.schema import SCHEMA_VERSION, decode_document, decode_record, encode
from servanda.model.walk import anchors_of, map_refs, refs_of

__all__ = [
    "KINDS", "RECORD_TYPES", "SCHEMA_VERSION", "Act", "Actor", "Alternative", "Anchor",
    "AnyRecord", "Argument", "Attribution", "Because", "Block", "Bounds", "Commitment", "Decided",
    "Document", "Entry", "Event", "Evidence", "Finding", "Instrument", "Judgement", "Link", "Mark",
    "Mention", "Office", "Perspective", "Phrase", "Position", "Predication", "Prediction",
    "Provision", "Quantity", "Question", "Record", "Ref", "RegistryAnchor", "RoleOf", "Statement",
    "Terms", "Time", "Voice", "When", "anchor", "anchors_of", "decode_document", "decode_record",
    "document_id", "encode", "finding_id", "kind_of", "map_refs", "perspective", "phrase",
    "record_id", "refs_of", "text_hash", "with_id",
]  # fmt: skip
