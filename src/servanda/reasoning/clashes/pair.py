"""The shape of a clash: two records (or one and a registry row), who says each, and why."""

from msgspec import Struct
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


class Place(Struct, frozen=True):
    """A stretch of a document that is one side of a clash, with who says it."""

    document: str
    start: int
    end: int
    voice: str


def between(
    case: Case, type_: str, rule: str, a: Place, b: Place, *, explanation: str, dissolved_by: str
) -> Finding:
    """Return the finding of a clash between two places; see `clash`."""
    sides = [_side_of(case, p) for p in (a, b)]
    near = [case.pages[p.document].record_at(p.start, p.end) for p in (a, b)]
    return Finding(
        id=finding_id(rule, [s["record"] for s in sides]),
        finding="clash",
        type=type_,
        records=tuple(RoleOf(n, role) for n, role in zip(near, "ab", strict=True) if n),
        because=tuple(
            Because(text=s["who"], record=n, quote=s["quote"],
                    pending=not case.evidence.accepted(n))
            for s, n in zip(sides, near, strict=True)
        ),
        rule=rule,
        explanation=explanation,
        values={
            "sides": sides, "registry": "", "registry_says": "", "dissolved_by": dissolved_by,
            "rule_page": f"docs/clashes/{type_}.md",
        },
    )  # fmt: skip


def _side_of(case: Case, place: Place) -> dict[str, str]:
    """Return a side as `side` does, of a place: its `record` is `document:start-end`, and `near`
    the record that stands nearest to it."""
    page = case.pages[place.document]
    line = page.line_at(place.start)
    around = page.text[line.start : line.end] if line else page.text[place.start : place.end]
    first, last = page.days()
    return {
        "record": f"{place.document}:{place.start}-{place.end}",
        "near": page.record_at(place.start, place.end),
        "who": case.name(place.voice), "said_on": first.isoformat() if first == last and first
        else "", "quote": " ".join(page.text[place.start : place.end].split()),
        "sentence": " ".join(around.split())[:300], "document": place.document,
        "title": page.document.title,
    }  # fmt: skip


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
