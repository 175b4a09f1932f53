"""The first page: what the ledger holds, what waits for a person, and what holds by now."""

from typing import Any

from servanda.ledger import Filter
from servanda.model.date_words import came_out
from servanda.workbench.cards import title_of
from servanda.workbench.pages.facets import facets, fits
from servanda.workbench.pages.findings import status_rows
from servanda.workbench.visit import Page, Visit, sliced

SHOWN = 8  # documents listed on the first page
BOARD_UP_TO = 20_000  # records up to which the first page works out the status board
COLUMNS = ("id", "title", "publisher", "published", "genre", "language", "records", "pending")


def overview(visit: Visit) -> Page:
    """Counts, the newest documents, and the status board."""
    known_by = visit.desk.facets(visit.ledger)
    heads = document_rows(visit)
    records = sum(known_by.kind.values())
    # The board needs every record in memory; of a large ledger, only who asks for it waits for it.
    known = records <= BOARD_UP_TO
    return Page("overview.html", "Overview", {
        "documents": heads[::-1][:SHOWN],
        "document_count": len(heads),
        "records": records,
        "kinds": known_by.kind,
        "verdicts": known_by.verdict,
        "failures": len(visit.ledger.failures()),
        "status": status_rows(visit) if known else None,
        "as_of": visit.desk.day(visit.state),
    })  # fmt: skip


def documents(visit: Visit) -> Page:
    """Every document with its metadata and how much was found in it."""
    rows = document_rows(visit)
    heads = visit.desk.documents(visit.ledger)
    counted = facets(dict.fromkeys(heads, 1), heads, visit.state)
    rows = [r for r in rows if fits(heads[r["id"]], visit.state)]
    part = sliced(len(rows), visit.state.page)
    return Page(
        "documents.html", "Documents",
        {"documents": part.of(rows), "facets": counted, "slice": part},
        columns=COLUMNS, rows=lambda: rows,
    )  # fmt: skip


def document_rows(visit: Visit) -> list[dict[str, Any]]:
    """Return a row for each document, in the order of their adding."""
    return visit.desk.kept(visit.ledger, "document rows", lambda: _rows(visit))


def _rows(visit: Visit) -> list[dict[str, Any]]:
    index = visit.desk.index
    total = visit.desk.facets(visit.ledger).document
    pending = index.facets(Filter(verdict="pending")).document
    return [
        {
            "id": d.id, "title": title_of(d), "name": d.name, "publisher": d.publisher,
            "authors": d.authors, "published": d.published, "bounds": d.published_bounds,
            "came_out": came_out(d),
            "genre": d.genre, "language": d.language, "translation": d.translation,
            "rights": d.rights, "url": d.url, "sha256": d.sha256,
            "records": total.get(d.id, 0), "pending": pending.get(d.id, 0),
        }
        for d in visit.desk.documents(visit.ledger).values()
    ]  # fmt: skip
