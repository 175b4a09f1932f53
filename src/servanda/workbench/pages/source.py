"""The source reader: a document's text, every record marked in it, with cards beside."""

from typing import Any

from msgspec.structs import replace

from servanda.ledger import Filter
from servanda.model import Document, Record
from servanda.workbench.cards import card, title_of
from servanda.workbench.context import Mark, page_bounds, page_count, paragraphs, telling
from servanda.workbench.visit import Missing, Page, Visit
from servanda.workbench.wording import CLAIMS


def source(visit: Visit) -> Page:
    """One page of a source with the records of the kinds chosen; claims if none is."""
    document = visit.ledger.find(visit.item)
    if not isinstance(document, Document):
        raise Missing("no such document", place=visit.item)
    kinds = visit.state.kind or CLAIMS
    ids = visit.desk.index.select(replace(visit.state.filter, kinds=kinds, document=document.id))
    records = visit.ledger.newest(ids)
    pages = page_count(document)
    page = min(visit.state.page, pages)
    first, last = page_bounds(document, page)
    marks = list(_marks(records))
    shown = {m.record for m in marks if m.start < last and m.end > first}
    facets = visit.desk.index.facets(replace(visit.state.filter, document=document.id))
    data: dict[str, Any] = {
        "document": replace(document, text="", blocks=()),
        "characters": len(document.text),
        "paragraphs": list(paragraphs(document, marks, page)),
        "cards": {r.id: card(visit, r) for r in records if r.id in shown},
        "kinds": facets.kind,
        "verdicts": visit.desk.index.facets(Filter(kinds, document.id)).verdict,
        "chosen": kinds,
        "page": page,
        "pages": pages,
    }
    return Page("source.html", title_of(document), data)


def _marks(records: list[Record]) -> list[Mark]:
    return [
        Mark(a.start, a.end, r.id)
        for r in records
        for a in (telling(r) if len(records) < DENSE else r.anchors)
    ]


DENSE = 2_000  # records from which on only what carries a record is marked, not all its words
