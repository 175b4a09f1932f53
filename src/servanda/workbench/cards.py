"""Cards: a record as lists and the review queue show it, with its quote in context."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from servanda.dossier.words import gist
from servanda.ledger.index import PENDING
from servanda.lexicon.entities import load_entities
from servanda.lexicon.names_shown import spelt
from servanda.lexicon.registry import load_registry
from servanda.model import Document, Instrument, Judgement, Mention, Record, Ref, kind_of, map_refs
from servanda.reasoning.named import STAND_INS, lexicon_name
from servanda.workbench.context import Span, in_context, page_of, telling
from servanda.workbench.state import State, address, item_path
from servanda.workbench.visit import Visit
from servanda.workbench.wording import meant


class Card(Struct, frozen=True):
    """What is shown of a record; `judgement` is the standing one, `context` its quote in place."""

    id: str
    kind: str
    says: str
    quote: str
    meant: str
    chain: tuple[str, ...]
    document: str
    title: str
    source: str
    verdict: str
    judgement: Judgement | None
    confidence: float
    context: tuple[Span, ...] = ()

    @property
    def saw(self) -> str:
        """Return the id of the standing judgement that a form has seen, or nothing."""
        return self.judgement.id if self.judgement else ""


def cards(visit: Visit, ids: Iterable[str], *, context: bool = False) -> list[Card]:
    """Return the cards of records by id; with `context`, the texts are read for their quotes."""
    records = visit.ledger.newest(list(ids))
    texts: dict[str, Document] = {}
    for name in {r.document for r in records} if context else ():
        found = visit.ledger.find(name)
        if isinstance(found, Document):
            texts[name] = found
    return [card(visit, r, texts.get(r.document)) for r in records]


def card(visit: Visit, record: Record, source: Document | None = None) -> Card:
    """Return the card of a record; with its document, its quote in context too."""
    document = visit.desk.documents(visit.ledger).get(record.document)
    judgement = visit.desk.index.standing(record.id)
    return Card(
        id=record.id,
        kind=kind_of(record),
        says=says(visit, record),
        quote=" … ".join(a.quote for a in record.anchors),
        meant=meant(record),
        chain=tuple(name_of(visit, a) for a in record.attribution),
        document=record.document,
        title=title_of(document) if document else record.document,
        source=where(record),
        verdict=judgement.verdict if judgement else PENDING,
        judgement=judgement,
        confidence=round(record.confidence, 2),
        context=tuple(in_context(source, telling(record))) if source else (),
    )


def says(visit: Visit, record: Record) -> str:
    """Return what a record says in one line, with the names of those whom its words stand for."""
    if isinstance(record, Mention):
        known = record.refers_to.id
        return f"names {name_of(visit, record.refers_to) if known else 'somebody unknown'}"
    if isinstance(record, Instrument):  # by its short name, not its full title
        record = replace(record, title="")
    return gist(map_refs(record, lambda _, ref: replace(ref, surface=name_of(visit, ref))))


def name_of(visit: Visit, ref: Ref) -> str:
    """Return the name of what a reference stands for: the lexicon's, else as the text has it."""
    id_ = visit.desk.records.same.get(ref.id, ref.id) if ref.id else ""
    if known := lexicon_name(id_, load_registry(), load_entities()):
        return known
    if id_ and ref.method in STAND_INS:  # "he", "the two sides"
        return spelt(id_)
    return ref.surface


def row(shown: Card) -> dict[str, Any]:
    """Return a card as a row of a table."""
    return {
        "id": shown.id, "kind": shown.kind, "says": shown.says, "quote": shown.quote,
        "document": shown.document, "title": shown.title, "verdict": shown.verdict,
        "confidence": shown.confidence,
    }  # fmt: skip


ROW_COLUMNS = (
    "id", "kind", "says", "quote", "document", "title", "verdict", "confidence",
)  # fmt: skip


def where(record: Record) -> str:
    """Return the address at which a record is marked in its source."""
    if not record.anchors:
        return item_path("record", record.id)
    page = page_of(record.anchors[0].start)
    kinds = () if kind_of(record) not in ("actor", "mention", "time") else (kind_of(record),)
    return address(
        item_path("document", record.document), State(page=page, kind=kinds), f"at-{record.id}"
    )


def title_of(document: Document) -> str:
    """Return the title of a document, else its file name, else its id."""
    return document.title or document.name or document.id
