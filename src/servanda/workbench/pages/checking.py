"""One document held against the rest of the ledger and the registry, claim by claim."""

from functools import partial
from typing import Any

from msgspec.structs import replace

from servanda.dossier.checked import LOOKS, Row, counts_of, rows_of
from servanda.model import Document, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check
from servanda.reasoning.check.text import Kept
from servanda.reasoning.family import Families
from servanda.workbench.cards import title_of
from servanda.workbench.context import Mark, page_bounds, page_count, paragraphs
from servanda.workbench.pages.whole import worked_out
from servanda.workbench.visit import Missing, Page, Visit

COLUMNS = ("verdict", "claim", "said by", "words", "the record", "source", "unless")
PATIENCE = 0.15  # seconds: a check that was made before is made anew in less


def checked(visit: Visit) -> Page:
    """One part of a document with its claims in the margin, and these in a table.

    The text is shown while the claims are still being held against the record.
    """
    document = visit.ledger.find(visit.item)
    if not isinstance(document, Document):
        raise Missing("no such document", place=visit.item)
    case = visit.desk.case(visit.ledger, visit.state)
    make, names = partial(_found, case), [document.id]
    done, left = worked_out(visit, ("check", document.id), names, make, PATIENCE)
    found = done[0] if done else []
    pages = page_count(document)
    page = min(visit.state.page, pages)
    first, last = page_bounds(document, page)
    here = [f for f in found if first <= f.values["start"] < last]
    marks = [_mark(document, f) for f in here]
    return Page(
        "check.html", f"Checked: {title_of(document)}",
        {
            "document": {"id": document.id, "title": title_of(document), "by": document.source,
                         "published": document.published},
            "counts": counts_of(found), "claims": rows_of(here),
            "paragraphs": list(paragraphs(document, marks, page)),
            "notes": {f.id: _note(f) for f in here},
            "page": page, "pages": pages, "as_of": case.day, "left": bool(left),
        },
        columns=COLUMNS, rows=lambda: [line for r in rows_of(found) for line in _lines(r)],
    )  # fmt: skip


def _found(case: Case, document: str) -> list[Finding]:
    old, own = case.evidence, case.shelves.within(document)
    shelves = case.shelves.changed([r.id for r in own], [])
    rest = replace(old, documents={i: d for i, d in old.documents.items() if i != document},
                   records=shelves.records)  # fmt: skip
    told = replace(old, documents={document: old.documents[document]}, records=own)
    families = Families(case.families.of_text)  # logs without the document are none of the ledger's
    without = Case(rest, case.day, registry=case.registry, entities=case.entities,
                   shelves=shelves, families=families)  # fmt: skip
    kept: Kept = case.families.resting(
        "check", document, ((own,), old.documents[document]), lambda: {}
    )
    return check(without, told, kept)


def _mark(document: Document, f: Finding) -> Mark:
    v = f.values
    at = document.text.find(v["quote"], v["start"])
    at = at if at >= 0 else v["start"]
    return Mark(at, at + len(v["quote"]), f.id)


def _note(f: Finding) -> dict[str, str]:
    shape, word, tone = LOOKS[f.type]
    return {"shape": shape, "word": word, "tone": tone, "says": f.explanation,
            "unless": f.values["otherwise"]}  # fmt: skip


def _lines(row: Row) -> list[dict[str, Any]]:
    return [
        {
            "verdict": row.verdict, "claim": row.sentence, "said by": row.who, "words": s.words,
            "the record": s.says, "source": s.source, "unless": s.otherwise,
        }
        for s in row.sides
    ]  # fmt: skip
