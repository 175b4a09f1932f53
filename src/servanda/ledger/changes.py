"""What a new reading of a document changes in the ledger."""

from collections.abc import Sequence

from msgspec import Struct

from servanda.ledger.claims import claim_of, successor
from servanda.ledger.correcting import PERSON
from servanda.ledger.judging import Standing
from servanda.model import Record, encode


class Added(Struct, frozen=True):
    """What adding a document did: `outcome` is added, updated or unchanged; counts of records."""

    outcome: str
    document: str
    new: int = 0
    changed: int = 0
    retired: int = 0
    carried: int = 0


class Change(Struct, frozen=True):
    """What a reading changes: versions to write, new ones among them, and what goes.

    `gone` holds the old record, the new one that takes its place and the verdict to carry, if any.
    """

    written: list[Record]
    fresh: list[Record]
    gone: list[tuple[Record, Record | None, Standing | None]]


def difference(
    before: dict[str, Record], records: Sequence[Record], verdicts: dict[str, Standing]
) -> Change:
    """Compare a reading with what the ledger holds of the document."""
    wanted = {r.id: r for r in records}
    written = [r for i, r in wanted.items() if i not in before or encode(r) != encode(before[i])]
    fresh = [r for r in written if r.id not in before]
    gone: list[tuple[Record, Record | None, Standing | None]] = []
    for old in (r for i, r in before.items() if i not in wanted):
        if old.extractor == PERSON:
            continue  # what a person set right no reader takes away
        heir = successor(old, fresh)
        s = verdicts.get(old.id)
        standing = s if s is not None and s.claim == claim_of(old) else None
        # What a person accepted is not lost because a newer reader overlooks it.
        if heir is None and standing is not None and standing.verdict == "accept":
            continue
        gone.append((old, heir, standing))
    return Change(written, fresh, gone)
