"""Parts of a ledger: the evidence of some documents, each read from the file once."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from servanda.ledger import predications as told
from servanda.ledger import readback
from servanda.ledger.claims import claim_of
from servanda.ledger.judging import identities, outcomes, standings
from servanda.model import Document, Evidence, Predication, Record
from servanda.model.predications import unpack
from servanda.model.terms import Verdict

MOST = 2_000  # documents kept in memory


class Part(Struct, frozen=True):
    """A document with its current records, their verdicts, and who does what in it."""

    document: Document
    records: tuple[Record, ...]
    verdicts: dict[str, Verdict]
    predications: tuple[Predication, ...]


class Parts:
    """The newest state of a ledger as evidence of few documents; one state, so make it anew.

    `of` gives what `Ledger.evidence` would give if there were only some documents.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        rows = readback.judgements(db)
        self._db, self._path = db, path
        self._standings = standings(rows)
        self.same = identities(rows)
        self.outcomes = outcomes(rows)
        self._parsed = db.execute(told.TABLE).fetchone() is not None
        self._kept: OrderedDict[str, Part] = OrderedDict()

    def of(self, documents: Iterable[str]) -> Evidence:
        """Return the evidence of some documents, in the order given; unknown names left out."""
        parts = [p for d in documents if (p := self.part(d)) is not None]
        return Evidence(
            documents={p.document.id: p.document for p in parts},
            records=tuple(r for p in parts for r in p.records),
            verdicts={i: v for p in parts for i, v in p.verdicts.items()},
            same=self.same, outcomes=self.outcomes,
            predications={p.document.id: p.predications for p in parts if p.predications},
        )  # fmt: skip

    def part(self, document: str) -> Part | None:
        """Return one document with what belongs to it, or None where there is none of that id."""
        found = self._kept.get(document) or self._read(document)
        if found is not None:
            self._kept[document] = found
            self._kept.move_to_end(document)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def _read(self, name: str) -> Part | None:
        document = readback.document(self._db, name)
        if document is None:
            return None
        kept: list[Record] = []
        verdicts: dict[str, Verdict] = {}
        for record in readback.records(self._db, document=name):
            standing = self._standings.get(record.id)
            verdict = standing.verdict if standing and standing.claim == claim_of(record) else None
            if verdict == "reject":
                continue
            kept.append(record)
            if verdict:
                verdicts[record.id] = verdict
        body = told.body(self._db, name) if self._parsed else None
        return Part(document, tuple(kept), verdicts, unpack(body) if body else ())
