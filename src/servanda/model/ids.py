"""Ids of records: a hash of where and what, never of who found it or how it was resolved."""

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.model.anchors import Anchor, Phrase, Ref
from servanda.model.records import Record, kind_of

R = TypeVar("R", bound=Record)
DIGITS = 16


def record_id(record: Record) -> str:
    """Return the id of a record: its kind and 16 digits of a hash.

    Hashed are the document, the kind, the offsets of the anchors (or the registry row, without its
    release) and the surface of the fields in `IDENTITY`. Extractor, confidence, resolution and
    dates as reckoned are not, so that a better extractor that finds the same record in the same
    place gives the same id.
    """
    kind = kind_of(record)
    parts = [record.document, kind]
    if record.registry is not None:
        r = record.registry
        parts += [r.source, r.row, r.field]
    parts += [f"{a.start}-{a.end}" for a in record.anchors]
    for name in record.IDENTITY:
        parts.append(name + "=" + "|".join(sorted(_surface(getattr(record, name)))))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{digest[:DIGITS]}"


def with_id(record: R) -> R:
    """Return the record with its id filled in."""
    return replace(record, id=record_id(record))


def finding_id(rule: str, record_ids: list[str]) -> str:
    """Return the id of a finding: a hash of its rule and the ids of its records."""
    key = "\x1f".join([rule, *sorted(record_ids)])
    return "finding:" + hashlib.sha256(key.encode()).hexdigest()[:DIGITS]


def _surface(value: Any) -> Iterator[str]:
    """Yield what of a field stands in the source: offsets where it has them, else its wording."""
    if isinstance(value, (tuple, list)):
        for v in value:
            yield from _surface(v)
    elif isinstance(value, Anchor):
        yield f"{value.start}-{value.end}"
    elif isinstance(value, Ref):
        yield from _surface(value.anchors) if value.anchors else iter([value.surface])
    elif isinstance(value, Phrase):
        yield from _surface(value.anchors) if value.anchors else iter([value.text])
    elif isinstance(value, Struct):
        raise TypeError(f"no identity is defined for {type(value).__name__}")
    elif value is not None:
        yield str(value)
