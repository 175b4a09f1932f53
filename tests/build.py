"""Small hand-made evidence for tests: documents, anchors by their quotes, records with ids."""

from datetime import date
from typing import Any, TypeVar

from servanda.model import (
    Anchor,
    Attribution,
    Document,
    Evidence,
    Record,
    Ref,
    When,
    anchor,
    document_id,
    text_hash,
    with_id,
)
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case

R = TypeVar("R", bound=Record)
STATEMENT_2020 = "instrument:trilateral-statement-2020"


def document(text: str, published: str = "2023-09-13", **meta: Any) -> Document:
    """Return a document of a text."""
    return Document(
        id=document_id(text), text=text, sha256=text_hash(text),
        published=date.fromisoformat(published) if published else None, **meta,
    )  # fmt: skip


def at(d: Document, quote: str) -> Anchor:
    """Return the anchor of the first place where a quote stands."""
    start = d.text.index(quote)
    return anchor(d.text, start, start + len(quote))


def ref(d: Document, quote: str, id: str | None = None) -> Ref:  # noqa: A002
    """Return a reference to what a quote names."""
    return Ref(quote, id=id, anchors=(at(d, quote),), method="test", confidence=0.9)


def speaker(d: Document, quote: str, id: str | None = None) -> Attribution:  # noqa: A002
    """Return a speaker for the chain of attribution."""
    return Attribution(quote, id=id, anchors=(at(d, quote),))


def when(edtf: str) -> When:
    """Return a date as told."""
    d = parse_date(edtf)
    return When(edtf, d.earliest, d.latest)


def record(kind: type[R], d: Document, quote: str, **fields: Any) -> R:
    """Return a record whose anchor is a quote."""
    return with_id(kind(document=d.id, anchors=(at(d, quote),), **fields))


def case(
    documents: list[Document], records: list[Record], day: str = "2023-09-13", **decided: Any
) -> Case:
    """Return the case of some documents and records on a day."""
    evidence = Evidence(documents={d.id: d for d in documents}, records=tuple(records), **decided)
    return Case(evidence, date.fromisoformat(day))
