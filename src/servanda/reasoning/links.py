"""How agreements hang together: what amends, replaces, implements or belongs to what.

Links come from the registry, from imports, and from documents that tell them. They may run in
circles; whoever walks along them meets each agreement once.
"""

from collections.abc import Iterator

from msgspec import Struct

from servanda.model import Because, Link, Ref
from servanda.model.terms import Relation
from servanda.reasoning.case import Case
from servanda.reasoning.parties import asserted_by

BACKWARD: dict[Relation, str] = {
    "amends": "amended by", "reaffirms": "reaffirmed by", "implements": "implemented by",
    "supersedes": "superseded by", "annexed to": "has the annex", "part of": "has the part",
}  # fmt: skip


class Tie(Struct, frozen=True):
    """One link from an agreement to another: `source` does `relation` to `target`.

    It rests on a registry row (`registry`, with `cited` and `verified`) or on records that tell it,
    `by` being who does.
    """

    source: str
    target: str
    relation: Relation
    records: tuple[str, ...] = ()
    registry: str = ""
    cited: str = ""
    verified: str = ""
    by: tuple[str, ...] = ()
    quote: str = ""


def ties(case: Case) -> tuple[Tie, ...]:
    """Return every link between two different agreements, those of the registry first."""
    out: dict[tuple[str, str, str], Tie] = {}
    for row in case.registry.instruments:
        for link in row.links:
            if link.to != row.id:
                out[row.id, link.to, link.relation] = Tie(
                    row.id, link.to, link.relation, registry=f"{row.id}, {link.relation}",
                    cited=link.source, verified=link.verified,
                )  # fmt: skip
    for record in case.shelves.of(Link):
        if not _told(case, record):
            continue
        one, other = _id(case, record.source), _id(case, record.target)
        if not one or not other or one == other:
            continue
        key = (one, other, record.relation)
        old = out.get(key, Tie(one, other, record.relation))
        out[key] = Tie(
            one, other, record.relation, (*old.records, record.id), old.registry, old.cited,
            old.verified,
            tuple(dict.fromkeys((*old.by, asserted_by(record, case.entities, case.evidence)))),
            old.quote or " ... ".join(a.quote for a in record.anchors),
        )  # fmt: skip
    return tuple(out.values())


def _told(case: Case, record: Link) -> bool:
    """Say whether a link is told as so; an agreement's own "shall replace" makes it so."""
    if record.polarity == "negated":
        return False
    document = case.evidence.documents.get(record.document)
    own = document is not None and document.genre == "agreement"
    return record.modality in (("actual", "future") if own else ("actual",))


def _id(case: Case, ref: Ref) -> str:
    return case.evidence.same.get(ref.id, ref.id).partition("#")[0] if ref.id else ""


def ties_of(case: Case, instrument: str) -> list[Tie]:
    """Return the links from and to an agreement (of a provision: its agreement's)."""
    name = instrument.partition("#")[0]
    return list(case.ties_by.get(name, ()))


def connected(case: Case, instrument: str) -> list[tuple[str, int]]:
    """Return every agreement that an agreement is linked with, straight or by others, and how far.

    Each stands once, with its shortest distance, however the links run in circles.
    """
    start = instrument.partition("#")[0]
    seen = {start: 0}
    queue = [start]
    for name in queue:
        for tie in ties_of(case, name):
            other = tie.target if tie.source == name else tie.source
            if other not in seen:
                seen[other] = seen[name] + 1
                queue.append(other)
    return [(name, steps) for name, steps in seen.items() if steps]


def words_of(case: Case, tie: Tie, instrument: str) -> str:
    """Return a link as one end sees it: "reaffirmed by the Declaration of 2022"."""
    if instrument.partition("#")[0] == tie.source:
        return f"{tie.relation} {case.name(tie.target)}"
    return f"{BACKWARD[tie.relation]} {case.name(tie.source)}"


def raw(case: Case, instrument: str) -> list[dict[str, object]]:
    """Return the links of an agreement as plain JSON values."""
    return [
        {
            "from": t.source, "relation": t.relation, "to": t.target,
            "says": words_of(case, t, instrument), "records": list(t.records),
            "registry": t.registry, "verified": t.verified,
        }
        for t in ties_of(case, instrument)
    ]  # fmt: skip


CHANGING = ("amends", "supersedes")


def because(case: Case, instrument: str, *, changing: bool = False) -> Iterator[Because]:
    """Yield a leaf for each link of an agreement, with its row or its records.

    `changing` leaves only those by which what is owed may change.
    """
    for tie in ties_of(case, instrument):
        if changing and tie.relation not in CHANGING:
            continue
        text = words_of(case, tie, instrument)
        text += " (not verified)" if tie.verified == "unverified" else ""
        if tie.registry:
            yield Because(text=text, rule="link", registry=tie.registry, quote=tie.cited)
        for record in tie.records:
            told = ", ".join(case.name(b) for b in tie.by)
            yield Because(
                text=f"{text}, as {told} tells it", rule="link", record=record, quote=tie.quote,
                pending=not case.evidence.accepted(record),
            )  # fmt: skip
