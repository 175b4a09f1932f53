"""A claim of a document and what the record holds of it: the shapes that the rules share."""

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Because, Evidence, Finding, Record, Ref, RoleOf, finding_id, kind_of
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by, party_of
from servanda.reasoning.wording import sentence_around

Verdict = Literal["agrees", "differs", "not in the record", "not checkable"]
# Of several aspects of one claim the first of these that occurs is the claim's verdict.
ORDER: tuple[Verdict, ...] = ("differs", "agrees", "not in the record", "not checkable")


class Claim(Struct, frozen=True):
    """A record of the document under check, and the document's evidence."""

    record: Record
    told: Evidence

    @property
    def day(self) -> date | None:
        """Return the last day on which the claim can have been made."""
        return self.told.said_on(self.record)[1]

    @property
    def sentence(self) -> tuple[int, int]:
        """Return the offsets of the sentence that the claim stands in."""
        document = self.told.documents[self.record.document]
        if not self.record.anchors:
            return 0, 0
        return sentence_around(document, self.record.anchors[0])

    @property
    def place(self) -> tuple[int, int]:
        """Return the offsets of the claim: its own words where no reader made a record of it."""
        if self.record.rule == "check.spot":
            return self.record.anchors[0].start, self.record.anchors[-1].end
        return self.sentence

    @property
    def words(self) -> str:
        """Return the sentence that the claim stands in, on one line."""
        start, end = self.sentence
        return " ".join(self.told.documents[self.record.document].text[start:end].split())

    def party(self, case: Case, ref: Ref, day: date | None = None) -> str | None:
        """Return whom a reference acts for on a day; on the day of the claim where none is told."""
        return party_of(ref, day or self.day, case.entities, self.told)

    def teller(self, case: Case) -> str:
        """Return the name of whoever the document lets say it; empty for its own voice."""
        by = asserted_by(self.record, case.entities, self.told)
        return "" if by == self.told.documents[self.record.document].source else case.name(by)

    def name(self, ref: Ref) -> str | None:
        """Return the id of a reference as people judged it, or None."""
        return self.told.same.get(ref.id, ref.id) if ref.id else None


class Held(Struct, frozen=True, kw_only=True):
    """What the record holds of one aspect of a claim, by which rule, and how it might be otherwise.

    `aspect` is what was compared (date, party, act ...); `says` is the record's side in words;
    `registry` a row of the registry, `records` the records of other documents that it rests on;
    `at` is the record of the document that tells it, where that is not the claim as a whole;
    `pinned` says that other facts told beside it are of this row alone.
    """

    verdict: Verdict
    aspect: str
    rule: str
    says: str = ""
    source: str = ""
    registry: str = ""
    records: tuple[Record, ...] = ()
    otherwise: str = ""
    at: Record | None = None
    pinned: bool = False


def softened(held: Held) -> Held:
    """Return a difference as what the record does not tell: another instrument may be meant."""
    if held.verdict != "differs":
        return held
    return replace(held, verdict="not in the record")


def finding_of(case: Case, claim: Claim, held: list[Held]) -> Finding:
    """Return the finding of a claim: its verdict, both sides, and each aspect compared."""
    verdict = next(v for v in ORDER if any(h.verdict == v for h in held))
    telling = [h for h in held if h.verdict == verdict]
    first, record = telling[0], claim.record
    leaves = [Because(text="the document", record=record.id, quote=quote(record))]
    others: dict[str, Record] = {}
    for h in telling:
        if h.registry:
            leaves.append(Because(text=h.says, registry=h.registry, rule=h.rule))
        for other in h.records:
            others[other.id] = other
            leaves.append(
                Because(text=h.says, record=other.id, quote=quote(other), rule=h.rule,
                        pending=not case.evidence.accepted(other.id))
            )  # fmt: skip
    start, end = claim.place
    return Finding(
        id=finding_id(f"check/{first.rule}/{first.registry}", [record.id, *others]),
        finding="check",
        type=verdict,
        records=(RoleOf(record.id, "claim"), *(RoleOf(i, "record") for i in others)),
        because=tuple(leaves),
        rule=first.rule,
        explanation=first.says,
        values={
            "verdict": verdict, "claim": kind_of(record), "document": record.document,
            "start": start, "end": end, "quote": quote(record), "sentence": claim.words,
            "who": claim.teller(case),
            "aspects": [
                {"verdict": h.verdict, "aspect": h.aspect, "says": h.says, "rule": h.rule,
                 "registry": h.registry, "source": h.source, "otherwise": h.otherwise,
                 "records": [r.id for r in h.records]}
                for h in sorted(held, key=lambda h: ORDER.index(h.verdict))
            ],
            "otherwise": first.otherwise,
        },
    )  # fmt: skip
