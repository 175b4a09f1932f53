"""The shape of a clash: two records (or one and a registry row), who says each, and why."""

from msgspec.structs import replace

from servanda.model import Because, Finding, Instrument, Record, RoleOf, finding_id
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by
from servanda.reasoning.wording import sentence_of


def clash(
    case: Case, type_: str, rule: str, a: Record, b: Record | None, *, explanation: str,
    dissolved_by: str, registry: str = "", registry_says: str = "",
) -> Finding:  # fmt: skip
    """Return the finding of a clash between two records, or a record and a registry row.

    `dissolved_by` is the reading under which there would be no clash.
    """
    records = [r for r in (a, b) if r is not None]
    sides = [side(case, r) for r in records]
    leaves = [
        Because(
            text=s["who"], record=r.id, quote=s["quote"], pending=not case.evidence.accepted(r.id)
        )
        for s, r in zip(sides, records, strict=True)
    ]
    if registry:
        leaves.append(Because(text=registry_says, registry=registry))
    return Finding(
        id=finding_id(f"{rule}/{registry}", [r.id for r in records]),
        finding="clash",
        type=type_,
        records=tuple(RoleOf(r.id, role) for r, role in zip(records, "ab", strict=False)),
        because=tuple(leaves),
        rule=rule,
        explanation=explanation,
        values={
            "sides": sides, "registry": registry, "registry_says": registry_says,
            "dissolved_by": dissolved_by, "rule_page": f"docs/clashes/{type_}.md",
        },
    )  # fmt: skip


def tellers(case: Case, *records: Record) -> tuple[str, ...]:
    """Return who tells each record in which document; a clash is shown once for such a pair.

    Repeating a stance or a blame adds no contradiction, it only adds places.
    """
    return tuple(f"{asserted_by(r, case.entities, case.evidence)} in {r.document}" for r in records)


def side(case: Case, record: Record) -> dict[str, str]:
    """Return one side of a clash: who, when, in which document, with which words."""
    by = asserted_by(record, case.entities, case.evidence)
    if isinstance(record, Instrument) and record.date is not None and record.date.anchors:
        record = replace(record, anchors=record.date.anchors)  # the date is what clashes
    first, last = case.evidence.said_on(record)
    document = case.evidence.documents.get(record.document)
    said = last.isoformat() if first == last and last else ""
    return {
        "record": record.id, "who": case.name(by), "said_on": said, "quote": quote(record),
        "sentence": sentence(case, record), "document": record.document,
        "title": document.title if document else "",
    }  # fmt: skip


def sentence(case: Case, record: Record) -> str:
    """Return the sentence that a record stands in on one line, at most 300 characters."""
    return " ".join(sentence_of(case.evidence, record).split())[:300]
