"""The source reader: each source with its cards; its text only where rights allow it."""

from collections.abc import Iterator

from msgspec.structs import replace

from servanda.dossier.cite import document_citation, safe_url
from servanda.dossier.pages import Card, Piece, SourceText
from servanda.dossier.plain import NO_WORDS
from servanda.dossier.scribe import Scribe, around
from servanda.dossier.words import gist
from servanda.model import (
    Act,
    Anchor,
    Commitment,
    Document,
    Event,
    Link,
    Position,
    Prediction,
    Provision,
    Question,
    Record,
    Statement,
    anchors_of,
    kind_of,
    map_refs,
)
from servanda.model.date_words import when_words

CARDED = (Act, Commitment, Event, Link, Position, Prediction, Provision, Question, Statement)
NEAR = 60  # characters on each side of a card's quote
WIDE = ("content", "action", "issue", "proposition", "text")  # fields that show how far it goes


def sources(scribe: Scribe, with_texts: bool) -> list[SourceText]:
    """Return the sources with their cards, in the order of the evidence.

    A card is made for every record of substance, and for any other that the pages cite; so this
    comes last.
    """
    by_document: dict[str, list[Record]] = {}
    for record in scribe.case.evidence.records:
        if isinstance(record, CARDED) or record.id in scribe.cited:
            by_document.setdefault(record.document, []).append(record)
    return [
        _source(scribe, d, by_document.get(d.id, []), with_texts)
        for d in scribe.case.evidence.documents.values()
    ]


def _source(
    scribe: Scribe, document: Document, records: list[Record], with_texts: bool
) -> SourceText:
    full = with_texts or document.rights == "open"
    records = sorted(records, key=lambda r: (r.anchors[0].start if r.anchors else -1, r.id))
    cards = [_card(scribe, document, r, full) for r in records]
    return SourceText(
        id=document.id,
        title=scribe.title(document),
        by=scribe.by(document),
        citation=document_citation(document),
        url=safe_url(document.url),
        sha256=document.sha256,
        name=document.name,
        why_quotes="" if full else (
            "This source may be quoted, not passed on whole. Shown are quotes with at most 200 "
            f"characters around each, together {_shown(document, cards)}% of its text."
        ),
        text=document.text if full else "",
        blocks=tuple(_pieces(document)) if full else (),
        cards=tuple(cards),
    )  # fmt: skip


def _pieces(document: Document) -> Iterator[Piece]:
    """Yield the blocks of a text without overlaps, and what stands between them, gapless."""
    at = 0
    for block in sorted(document.blocks, key=lambda b: (b.start, -b.end)):
        if block.end <= at:
            continue
        start = max(block.start, at)
        if document.text[at:start].strip(NO_WORDS):
            yield Piece(at, start, "paragraph")
        yield Piece(start, block.end, block.type, block.locator)
        at = block.end
    if document.text[at:].strip(NO_WORDS):
        yield Piece(at, len(document.text), "paragraph")


def _card(scribe: Scribe, document: Document, record: Record, full: bool) -> Card:
    before, after = around(document, record.anchors, NEAR) if record.anchors else ("", "")
    anchors = tuple((a.start, a.end, a.quote) for a in record.anchors)
    return Card(
        id=record.id,
        kind=kind_of(record),
        says=gist(_named(scribe, record)),
        who=scribe.chain(record),
        when=when_words(record.date),
        status=VERDICTS.get(scribe.case.evidence.verdicts.get(record.id, ""), "not reviewed"),
        confidence=round(record.confidence, 2),
        anchors=anchors,
        extent=tuple(_extent(record)),
        before="" if full else before,
        after="" if full else after,
        person=scribe.speaks_for_person(record),
    )


def _named(scribe: Scribe, record: Record) -> Record:
    """Return a record whose references read as the names of what they stand for."""
    return map_refs(record, lambda _, ref: replace(ref, surface=scribe.ref(ref)))


def _shown(document: Document, cards: list[Card]) -> int:
    """Return how much of a text, in per cent, its quotes and their contexts show together."""
    seen: set[int] = set()
    for card in cards:
        for start, end, _ in card.anchors:
            seen.update(range(max(0, start - len(card.before)), end + len(card.after)))
    return round(100 * min(1, len(seen) / max(1, len(document.text))))


VERDICTS = {"accept": "accepted", "unsure": "marked unsure"}


def _extent(record: Record) -> list[tuple[int, int]]:
    """Return how far what a record speaks of reaches beyond the words that carry it."""
    found: dict[Anchor, None] = {}
    for name in WIDE:
        found.update(dict.fromkeys(anchors_of(getattr(record, name, None))))
    return [(a.start, a.end) for a in found if a not in record.anchors]
