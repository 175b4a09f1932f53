"""Lists of records, and one record with all that is known of it."""

from msgspec.structs import replace

from servanda.ledger import Filter
from servanda.ledger.correcting import editable
from servanda.model import Document, Record, kind_of
from servanda.workbench.cards import ROW_COLUMNS, card, cards, row, title_of
from servanda.workbench.fields import chain, fields
from servanda.workbench.pages.entities import named
from servanda.workbench.visit import Missing, Page, Visit, sliced

MOST_EXPORTED = 10_000  # rows of the CSV twin


def records(visit: Visit) -> Page:
    """The records that fit the facets, page by page."""
    state, index = visit.state, visit.desk.index
    ids = index.select(state.filter)
    part = sliced(len(ids), state.page)
    shown = cards(visit, part.of(ids))
    titles = {d.id: title_of(d) for d in visit.desk.documents(visit.ledger).values()}
    return Page(
        "records.html", "Records",
        {"records": shown, "slice": part, "facets": index.facets(state.filter), "titles": titles},
        columns=ROW_COLUMNS, rows=lambda: [row(c) for c in cards(visit, ids[:MOST_EXPORTED])],
    )  # fmt: skip


def record(visit: Visit) -> Page:
    """One record: its fields, its quote in context, who tells it, and its history."""
    found = visit.ledger.find(visit.item)
    if not isinstance(found, Record):
        raise Missing("no such record", place=visit.item)
    document = visit.ledger.find(found.document)
    current = found.id in set(visit.desk.index.select(Filter((kind_of(found),), found.document)))
    held = visit.ledger.find(found.statement) if found.statement else None
    return Page("record.html", f"{kind_of(found)}: {visit.item}", {
        "card": card(visit, found, document if isinstance(document, Document) else None),
        "record": found,
        "fields": fields(found),
        "chain": chain(found),
        "voice": _voice(document, found) if isinstance(document, Document) else "",
        "statement": card(visit, held) if isinstance(held, Record) else None,
        "document": replace(document, text="", blocks=()) if isinstance(document, Document)
        else None,
        "editable": list(editable(found)) if current else [],
        "known": sorted(named(visit)),
        "history": visit.ledger.history(found.id),
        "current": current,
    })  # fmt: skip


def _voice(document: Document, found: Record) -> str:
    """Return in whose voice the text around a record speaks."""
    block = document.block_at(found.anchors[0].start) if found.anchors else None
    if block is not None and block.voice.speaker is not None:
        return block.voice.speaker.surface
    return document.source if document.source != document.id else "the text's own voice"


def failures(visit: Visit) -> Page:
    """The inputs that could not be taken in, newest first."""
    found = visit.ledger.failures()[::-1]
    part = sliced(len(found), visit.state.page)
    columns = ("source", "cause", "remedy", "at")
    return Page(
        "failures.html", "Failures", {"failures": part.of(found), "slice": part},
        columns=columns, rows=lambda: [{c: getattr(f, c) for c in columns} for f in found],
    )  # fmt: skip
