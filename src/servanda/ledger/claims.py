"""What a verdict is about: the part of a record that a person judged, and how it carries over."""

import hashlib
from collections.abc import Iterable

import msgspec

from servanda.model import Anchor, Record, kind_of

# Coded fields on which the meaning turns; a verdict holds only while they are as judged.
CODED = ("polarity", "modality", "force", "stance", "act", "plover", "relation", "rhetorical")


def claim_of(record: Record) -> str:
    """Return a short hash of what the record says: its kind and its coded fields."""
    coded = [(n, getattr(record, n)) for n in CODED if hasattr(record, n)]
    return hashlib.sha256(msgspec.json.encode([kind_of(record), coded])).hexdigest()[:16]


def successor(old: Record, candidates: Iterable[Record]) -> Record | None:
    """Return the one new record that says what an old one said, in overlapping words, if any."""
    claim = claim_of(old)
    found = [c for c in candidates if claim_of(c) == claim and _overlap(old.anchors, c.anchors)]
    return found[0] if len(found) == 1 else None


def _overlap(a: tuple[Anchor, ...], b: tuple[Anchor, ...]) -> bool:
    return any(x.overlaps(y) for x in a for y in b)
