"""Sentences that speak of one agreement only: what they tell is surely told of that one."""

from msgspec import Struct

from servanda.model import Mention, Provision, Record, Ref
from servanda.reasoning.case import Case
from servanda.reasoning.locators import place
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.wording import sentence_around


class Lone(Struct, frozen=True):
    """A sentence that names one agreement and at most one provision of it, and by which records."""

    document: str
    start: int
    end: int
    instrument: str
    place: str
    records: tuple[Record, ...]

    @property
    def by(self) -> Record:
        """Return the record that says who tells it: one with a speaker, else the first."""
        return next((r for r in self.records if r.attribution), self.records[0])


def lone_sentences(case: Case) -> list[Lone]:
    """Return the sentences of all documents that name one agreement, in the order of records."""
    named: dict[tuple[str, int, int], list[tuple[str, str, Record]]] = {}
    for record in case.evidence.records:
        ref = _ref(record)
        document = case.evidence.documents.get(record.document)
        if ref is None or not ref.id or document is None or not record.anchors:
            continue
        if surely_meant(ref):
            locator = record.locator if isinstance(record, Provision) else ""
            at = (document.id, *sentence_around(document, record.anchors[0]))
            name = case.evidence.same.get(ref.id, ref.id)
            named.setdefault(at, []).append((name, place(locator), record))
    out = []
    for at, found in named.items():
        places = {p for _, p, _ in found if p}
        if len({n for n, _, _ in found}) == 1 and len(places) <= 1:
            records = tuple(r for _, _, r in found)
            out.append(Lone(*at, found[0][0], next(iter(places), ""), records))
    return out


def _ref(record: Record) -> Ref | None:
    """Return the agreement that a record names, or that it names a provision of."""
    if isinstance(record, Mention):
        meant = record.refers_to
        return meant if (meant.id or "").startswith("instrument:") else None
    return record.instrument if isinstance(record, Provision) else None
