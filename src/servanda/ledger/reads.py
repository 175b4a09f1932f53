"""Reading a ledger back: what it holds now, and what it held at any past moment."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from servanda.ledger import predications as told
from servanda.ledger import readback
from servanda.ledger.claims import claim_of
from servanda.ledger.judging import Standing, identities, outcomes, standing_on, standings
from servanda.ledger.readback import Failure, Passage
from servanda.model import Document, Evidence, Judgement, Record
from servanda.model.errors import UnknownName
from servanda.model.terms import Verdict

MANY = 5  # ids that are named where a shortened one stands for several


class Reads:
    """All that can be asked of an open ledger file without writing to it."""

    path: Path
    db: sqlite3.Connection

    def evidence(
        self, *, as_recorded: str | None = None, accepted: bool = False, kinds: Sequence[str] = (),
    ) -> Evidence:  # fmt: skip
        """Return all that reasoning works on, as the ledger knew it at an instant.

        `as_recorded` is an ISO day or instant (a day counts to its end); None is now. Rejected
        records are left out; with `accepted`, everything but accepted ones and rows of registries,
        which nobody need review. With `kinds`, only records of these. Another process may write
        meanwhile: what is returned is one state of the ledger.
        """
        self.db.execute("BEGIN")
        try:
            return self._evidence(as_recorded, accepted=accepted, kinds=kinds)
        finally:
            self.db.execute("COMMIT")

    def _evidence(
        self, as_recorded: str | None, *, accepted: bool, kinds: Sequence[str]
    ) -> Evidence:
        batch = readback.batch_at(self.db, as_recorded)
        verdicts = self.standings(as_recorded=as_recorded)
        kept: list[Record] = []
        standing: dict[str, Verdict] = {}
        for r in readback.records(self.db, batch=batch, kinds=kinds):
            s = verdicts.get(r.id)
            verdict = s.verdict if s and s.claim == claim_of(r) else None
            if verdict == "reject" or (accepted and verdict != "accept" and r.registry is None):
                continue
            kept.append(r)
            if verdict:
                standing[r.id] = verdict
        documents = {d.id: d for d in readback.documents(self.db, batch=batch)}
        rows = readback.judgements(self.db, batch=batch)
        return Evidence(
            documents=documents, records=tuple(kept), verdicts=standing, same=identities(rows),
            outcomes=outcomes(rows),
            predications=told.kept(self.db, self.path, batch=min(batch, self.last_batch())),
        )  # fmt: skip

    def records(self, *, kind: str | None = None, document: str | None = None) -> list[Record]:
        """Return the current records, rejected ones too, of a kind or document if given."""
        return list(readback.records(self.db, kinds=(kind,) if kind else (), document=document))

    def documents(self) -> list[Document]:
        """Return the documents with their texts, in the order of their first adding."""
        return list(readback.documents(self.db))

    def bare(self) -> bool:
        """Say whether there is no document yet."""
        return self.db.execute("SELECT 1 FROM document LIMIT 1").fetchone() is None

    def heads(self) -> list[Document]:
        """Return the documents without their texts, in the order of their first adding."""
        return list(readback.heads(self.db))

    def known(self, documents: Iterable[str]) -> list[str]:
        """Return those of some documents that there are, in the order of their first adding."""
        rows = self.db.execute(
            "SELECT id, min(batch) FROM document WHERE id IN (SELECT value FROM json_each(?))"
            " GROUP BY id ORDER BY 2", (json.dumps(list(documents)),),
        )  # fmt: skip
        return [r[0] for r in rows]

    def newest(self, ids: Sequence[str]) -> list[Record]:
        """Return the newest version of each record named, unknown names left out."""
        return readback.newest(self.db, ids)

    def namings(self) -> Iterator[tuple[str, int, str, str, str]]:
        """Yield how records name entities: record, batch of its version, entity, wording, document.

        Outdated versions are among them; an `Index` tells which are current.
        """
        return readback.namings(self.db)

    def last_batch(self) -> int:
        """Return the number of the last transaction; while it stays, the ledger is the same."""
        return int(self.db.execute("SELECT coalesce(max(seq), 0) FROM batch").fetchone()[0])

    def standing_judgement(self, record: str, other: str = "") -> Judgement | None:
        """Return the judgement that stands for a record, or for a pair of entities, if any."""
        names = [record, other] if other else [record]
        on = standing_on(readback.judgements_on(self.db, names), record, other)
        return on.judgement if on else None

    def find(self, name: str) -> Document | Record | Judgement | None:
        """Return the current document, record or judgement of an id, or None."""
        return readback.find(self.db, name)

    def whole(self, name: str) -> str:
        """Return the id that a shortened one stands for; any other text as it is.

        The first digits are enough, with the kind before them or without: "5488e75d". Raises
        UnknownName where several ids begin so.
        """
        if self.find(name) is not None:
            return name
        found = readback.beginning(self.db, name, MANY)
        if len(found) > 1:
            raise UnknownName(
                "several ids of this ledger begin so", place=name,
                remedy="write one of them in full: " + ", ".join(found),
            )  # fmt: skip
        return found[0] if found else name

    def history(self, name: str) -> list[dict[str, str]]:
        """Return all that ever happened to an id, oldest first: read, retired, judged."""
        return readback.history(self.db, name)

    def standings(self, *, as_recorded: str | None = None) -> dict[str, Standing]:
        """Return the standing verdicts by record id."""
        batch = readback.batch_at(self.db, as_recorded)
        return standings(readback.judgements(self.db, batch=batch))

    def judgements(self) -> list[Judgement]:
        """Return every judgement ever made, oldest first, undone ones too."""
        return [r.judgement for r in readback.judgements(self.db)]

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be taken in, oldest first."""
        return readback.failures(self.db)

    def search(self, query: str, *, limit: int = 20) -> list[Passage]:
        """Return the passages that match words, best first; any text is a safe query."""
        return readback.search(self.db, query, limit=limit)

    def check(self, *, quick: bool = False) -> list[str]:
        """Return what is wrong with the file by SQLite's own check, a line each; empty: nothing.

        A `quick` one does not compare tables with their indexes.
        """
        rows = [r[0] for r in self.db.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check")]
        found = [line for row in rows for line in row.splitlines()]
        return [] if found == ["ok"] else [f for f in found if not f.startswith("***")]
