"""Confidence as a share: of records with 0.9, about nine in ten are right.

Readers give a confidence by rule of thumb. Here it is replaced by how often records of the same
kind, rule and strength were right on gold (`lexicon/data/calibration.tsv`, written by
`python -m evals.calibrate`). What the table does not know keeps the reader's own.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

import servanda.lexicon
from servanda.lexicon.tables import read_table
from servanda.model import Record
from servanda.model.records import kind_of

TABLE = Path(servanda.lexicon.__file__).parent / "data" / "calibration.tsv"
STRONG, MIDDLE = 0.8, 0.6
ANY = "*"
# What points back is judged apart (evals/score_names.py) and keeps the confidence of naming.
APART = ("anaphor.", "provision.back")
Key = tuple[str, str, str]


class Row(Struct, frozen=True):
    """How many of the records of a kind, rule and strength were right on gold, and the share."""

    kind: str
    rule: str
    strength: str
    records: str
    right: str
    share: str


def keys(record: Record) -> Iterator[Key]:
    """Yield the groups that a record belongs to, the narrowest first."""
    kind = kind_of(record)
    rule = ".".join(record.rule.split(".")[:2]) or ANY
    strength = strength_of(record.confidence)
    yield kind, rule, strength
    yield kind, rule, ANY
    yield kind, ANY, strength
    yield kind, ANY, ANY


def strength_of(confidence: float) -> str:
    """Return how strongly a reader believes what it found: strong, middle or weak."""
    return "strong" if confidence >= STRONG else "middle" if confidence >= MIDDLE else "weak"


@lru_cache(maxsize=1)
def shares() -> dict[Key, float]:
    """Return the share of right records of each group in the table."""
    return {(r.kind, r.rule, r.strength): float(r.share) for r in read_table(TABLE, Row)}


def calibrated(records: Iterable[Record]) -> Iterator[Record]:
    """Yield records with the confidence that gold gives to their like."""
    known = shares()
    for record in records:
        apart = record.rule.startswith(APART)
        share = None if apart else next((known[k] for k in keys(record) if k in known), None)
        yield record if share is None else replace(record, confidence=share)
