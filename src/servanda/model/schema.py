"""The JSON form of records, documents, findings and judgements, and its published schema."""

from typing import Any

import msgspec

from servanda.model.document import Document
from servanda.model.findings import Finding, Judgement
from servanda.model.records import RECORD_TYPES, AnyRecord, Record

SCHEMA_VERSION = "1.0"

_record_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(AnyRecord)
_document_decoder = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder(order="deterministic")


def encode(value: Document | Record | Finding | Judgement) -> bytes:
    """Return the one-line JSON of a record, document, finding or judgement."""
    return _encoder.encode(value)


def decode_record(line: bytes | str) -> Record:
    """Read a record from its JSON; raises msgspec.ValidationError where it does not fit."""
    return _record_decoder.decode(line)


def decode_document(line: bytes | str) -> Document:
    """Read a document from its JSON; raises msgspec.ValidationError where it does not fit."""
    return _document_decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of `servanda read --jsonl`."""
    types = [Document, Finding, Judgement, *RECORD_TYPES]
    refs, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Servanda records, schema {SCHEMA_VERSION}",
        "version": SCHEMA_VERSION,
        "oneOf": list(refs),
        "$defs": components,
    }
