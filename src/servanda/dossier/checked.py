"""A checked document as one HTML page: its text with marks in the margin, and a table of claims."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from servanda.dossier.cite import document_citation, safe_url
from servanda.dossier.html import draw
from servanda.dossier.pages import Card, Piece, SourceText
from servanda.dossier.places import Places
from servanda.model import Document, Evidence, Finding
from servanda.reasoning.case import Case

# Shape, word and tone of each verdict; the shape tells it without colour.
LOOKS = {
    "differs": ("≠", "differs", "bad"),
    "agrees": ("✓", "agrees", "good"),
    "not in the record": ("?", "not in the record", "warn"),
    "not checkable": ("·", "not checkable", "calm"),
}


class Side(Struct, frozen=True):
    """What the record says of some words of a claim, from where, and how it might be otherwise."""

    words: str
    says: str
    source: str
    otherwise: str


class Row(Struct, frozen=True):
    """A sentence in the table with one verdict: who says it, and the record's side of each word."""

    id: str
    verdict: str
    shape: str
    tone: str
    sentence: str
    who: str
    sides: tuple[Side, ...]


class Checked(Struct, frozen=True):
    """A document with its claims: the text cut for marking, and the rows of its table."""

    source: SourceText
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, str, str, int], ...]


def page(case: Case, told: Evidence, found: Iterable[Finding]) -> str:
    """Return the page of checked documents; they are shown whole, since the reader has them."""
    listed = list(found)
    documents = [_checked(d, [f for f in listed if f.values["document"] == d.id])
                 for d in told.documents.values()]  # fmt: skip
    places = Places(k.id for d in documents for k in d.source.cards)
    return draw("checked.html.jinja", documents=documents, day=case.day, places=places,
                rid=places.record)  # fmt: skip


def _checked(document: Document, found: list[Finding]) -> Checked:
    cards = tuple(_card(document, f) for f in found)
    blocks = tuple(Piece(b.start, b.end, b.type) for b in document.blocks) or (
        Piece(0, len(document.text), "paragraph"),
    )
    source = SourceText(
        id=document.id, title=document.title or document.name, by=document.source,
        citation=document_citation(document), url=safe_url(document.url), sha256=document.sha256,
        name=document.name, text=document.text, blocks=blocks, cards=cards,
    )  # fmt: skip
    return Checked(source, rows_of(found), counts_of(found))


def counts_of(found: Sequence[Finding]) -> tuple[tuple[str, str, str, int], ...]:
    """Return for each verdict its shape, word, tone and how many claims have it."""
    return tuple((shape, word, tone, sum(f.type == v for f in found))
                 for v, (shape, word, tone) in LOOKS.items())  # fmt: skip


def rows_of(found: Iterable[Finding]) -> tuple[Row, ...]:
    """Return the rows of a table, one for each sentence and verdict; differences come first."""
    order = list(LOOKS)
    grouped: dict[tuple[int, str], list[Finding]] = {}
    for f in sorted(found, key=lambda f: order.index(f.type)):
        grouped.setdefault((order.index(f.type), f.values["sentence"]), []).append(f)
    return tuple(map(_row, grouped.values()))


def _card(document: Document, found: Finding) -> Card:
    v = found.values
    shape, word, _ = LOOKS[found.type]
    start = document.text.find(v["quote"], v["start"])
    at = start if start >= 0 else v["start"]
    return Card(
        id=found.id, kind=f"{shape} {word}", says=found.explanation, who=v["otherwise"], when="",
        status="", confidence=1.0, anchors=((at, at + len(v["quote"]), v["quote"]),),
    )  # fmt: skip


def _row(found: list[Finding]) -> Row:
    """Return the row of the claims of one sentence that have one verdict, each said once."""
    first = found[0]
    shape, word, tone = LOOKS[first.type]
    sides: dict[str, Side] = {}
    for f in found:
        v = f.values
        source = next((a["source"] for a in v["aspects"] if a["source"]), "")
        sides.setdefault(f.explanation, Side(v["quote"], f.explanation, source, v["otherwise"]))
    return Row(first.id, word, shape, tone, first.values["sentence"], first.values["who"],
               tuple(sides.values()))  # fmt: skip
