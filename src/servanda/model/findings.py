"""Findings, judgements and perspectives: what reasoning says and what people decide."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from servanda.model.document import Document
from servanda.model.errors import ServandaError
from servanda.model.predications import Predication
from servanda.model.records import Record
from servanda.model.terms import FindingKind, OutcomeState, Verdict


class Because(Struct, frozen=True, omit_defaults=True):
    """A node of the because-tree: a sentence, the rule and law behind it, and what it rests on.

    `record` is the id of a record, `registry` a registry row, of a leaf; `pending` says that the
    leaf is a record that nobody has accepted yet.
    """

    text: str
    rule: str = ""
    law: str = ""
    record: str = ""
    registry: str = ""
    quote: str = ""
    pending: bool = False
    children: tuple["Because", ...] = ()


class RoleOf(Struct, frozen=True):
    """A record and the part it plays in a finding."""

    id: str
    role: str


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind",
              tag="finding"):  # fmt: skip
    """What follows from records by a rule; computed at need and never stored as fact.

    `values` holds the finding's own fields by name (status, party, due ...), JSON types only.
    """

    id: str
    finding: FindingKind
    type: str
    records: tuple[RoleOf, ...] = ()
    because: tuple[Because, ...] = ()
    rule: str = ""
    explanation: str = ""
    values: dict[str, Any] = {}


class Judgement(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind",
                tag="judgement"):  # fmt: skip
    """A person's decision on a record (accept, reject, unsure, undo) or a pair (same, different).

    `when` is an ISO instant in UTC; `other` is the second entity or record of a pair; an `undo`
    names in `record` the judgement that it takes back.
    """

    id: str
    record: str
    verdict: Verdict
    who: str
    when: str
    why: str = ""
    other: str = ""


class Perspective(Struct, frozen=True):
    """Whose claims count besides the formal record: nobody's, a party's or a source's."""

    kind: str = "record"
    id: str = ""

    def __str__(self) -> str:
        """Return the perspective as it is written: `record`, `party:ID` or `source:ID`."""
        return f"{self.kind}:{self.id}" if self.id else self.kind


def perspective(text: str) -> Perspective:
    """Parse `record`, `party:ID` or `source:ID`; raises ServandaError for anything else."""
    kind, _, rest = text.partition(":")
    if (kind == "record" and not rest) or (kind in ("party", "source") and rest):
        return Perspective(kind, rest)
    raise ServandaError(
        f"no perspective {text!r}", remedy="write record, party:ID (party:state:ARM) or source:ID"
    )


class Decided(Struct, frozen=True):
    """What a person decided of a prediction: its outcome, who did, and why."""

    state: OutcomeState
    who: str
    why: str = ""


class Evidence(Struct, frozen=True, kw_only=True):
    """What reasoning works on: documents, their current records, and what people decided.

    `verdicts` maps record ids to the standing verdict (accept, reject, unsure); rejected records
    are already left out of `records`. `same` maps an entity id to the id it was judged to be,
    `outcomes` the id of a prediction to what came of it. `predications` maps a document's id to who
    does what in it; a document of which none are kept is absent.
    """

    documents: dict[str, Document]
    records: tuple[Record, ...]
    verdicts: dict[str, Verdict] = {}
    same: dict[str, str] = {}
    outcomes: dict[str, Decided] = {}
    predications: Mapping[str, tuple[Predication, ...]] = {}

    def accepted(self, record_id: str) -> bool:
        """Say whether a person has accepted the record."""
        return self.verdicts.get(record_id) == "accept"

    def said_on(self, record: Record) -> tuple[date | None, date | None]:
        """Return the first and last day on which the record can have been said or published."""
        if record.said_on is not None:
            return record.said_on.earliest, record.said_on.latest
        doc = self.documents.get(record.document)
        if doc is None:
            return None, None
        if doc.published is not None:
            return doc.published, doc.published
        b = doc.published_bounds
        return (b.earliest, b.latest) if b else (None, None)
