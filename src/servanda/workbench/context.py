"""Quotes in context, and texts cut where highlights begin and end."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from servanda.dossier.plain import NO_WORDS
from servanda.model import Anchor, Block, Document, Record, Statement

AROUND = 160  # characters on each side of a quote
LONGEST_GAP = 200  # characters between two anchors that are still shown whole
READER_PAGE = 15_000  # characters of a source on one page


class Span(Struct, frozen=True):
    """A run of text in which the same records are marked; none of them in plain text.

    `first` holds those of them whose first marked run this is: the places that links lead to.
    """

    start: int
    end: int
    text: str
    records: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


class Paragraph(Struct, frozen=True):
    """A piece of a source's text between two block ends, cut into spans."""

    start: int
    end: int
    type: str
    locator: str
    spans: tuple[Span, ...]
    records: tuple[str, ...]


class Mark(Struct, frozen=True):
    """A stretch of a text and the record that marks it."""

    start: int
    end: int
    record: str


def telling(record: Record) -> tuple[Anchor, ...]:
    """Return the anchors that show a record: of a statement its words too, else what carries it."""
    if isinstance(record, Statement):
        return tuple(sorted({*record.anchors, *record.content}))
    return record.anchors


def in_context(document: Document, anchors: Sequence[Anchor], around: int = AROUND) -> list[Span]:
    """Return the anchors of one record with what stands around them in their block.

    A gap that is left out is a span of its own with the text "…" and no characters.
    """
    text, merged = document.text, _merged(anchors)
    if not merged:
        return []
    first, last = document.block_at(merged[0][0]), document.block_at(merged[-1][1] - 1)
    floor, ceiling = first.start if first else 0, last.end if last else len(text)
    out: list[Span] = []
    low = max(floor, _word_start(text, merged[0][0], around))
    if low > floor:
        out.append(Span(low, low, "…"))
    at = low
    for start, end in merged:
        if start - at > LONGEST_GAP:
            middle = _word_start(text, start, around // 2)
            tail = _word_end(text, at, around // 2)
            if tail < middle:
                out += [Span(at, tail, text[at:tail]), Span(tail, tail, " … ")]
                at = middle
        if at < start:
            out.append(Span(at, start, text[at:start]))
        out.append(Span(start, end, text[start:end], ("this",)))
        at = end
    high = min(ceiling, _word_end(text, at, around))
    if at < high:
        out.append(Span(at, high, text[at:high]))
    if high < ceiling:
        out.append(Span(high, high, "…"))
    return out


def paragraphs(document: Document, marks: Sequence[Mark], page: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of one page of a source, each cut where marks begin and end."""
    first, last = page_bounds(document, page)
    inside = sorted(
        (m for m in marks if m.start < last and m.end > first), key=lambda m: (m.start, -m.end)
    )
    seen: set[str] = set()
    for start, end, block in _pieces(document, first, last):
        here = [m for m in inside if m.start < end and m.end > start]
        spans = tuple(_with_first(cut(document.text, start, end, here), seen))
        yield Paragraph(
            start, end, block.type if block else "paragraph", block.locator if block else "",
            spans, tuple(dict.fromkeys(m.record for m in here if m.start >= start)),
        )  # fmt: skip


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Span]:
    """Yield the text from `start` to `end` in spans; the innermost record comes first in each."""
    inside = [(max(m.start, start), min(m.end, end), m) for m in marks]
    edges = sorted({start, end, *(p for s, e, _ in inside for p in (s, e) if start <= p <= end)})
    for a, b in pairwise(edges):
        covering = sorted((m.end - m.start, m.record) for s, e, m in inside if s <= a and b <= e)
        yield Span(a, b, text[a:b], tuple(dict.fromkeys(r for _, r in covering)))


def _with_first(spans: Iterable[Span], seen: set[str]) -> Iterator[Span]:
    for span in spans:
        new = tuple(r for r in span.records if r not in seen)
        seen.update(new)
        yield replace(span, first=new) if new else span


def page_count(document: Document) -> int:
    """Return the number of pages of a source."""
    return max(1, -(-len(document.text) // READER_PAGE))


def page_of(position: int) -> int:
    """Return the page of a source on which a position stands."""
    return position // READER_PAGE + 1


def page_bounds(document: Document, page: int) -> tuple[int, int]:
    """Return the first and last position of a page of a source."""
    first = (page - 1) * READER_PAGE
    return first, min(first + READER_PAGE, len(document.text))


def _pieces(document: Document, first: int, last: int) -> Iterator[tuple[int, int, Block | None]]:
    """Yield the stretches between block ends, those without a word left out."""
    edges = {first, last}
    near = [b for b in document.blocks if b.start < last and b.end > first]
    for block in near:
        edges |= {p for p in (block.start, block.end) if first < p < last}
    if not near:
        edges |= {first + i + 1 for i, c in enumerate(document.text[first:last]) if c == "\n"}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        if document.text[start:end].strip(NO_WORDS):
            covering = [b for b in near if b.start <= start and end <= b.end]
            yield start, end, min(covering, key=lambda b: b.end - b.start, default=None)


def _merged(anchors: Iterable[Anchor]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a in sorted(anchors):
        if out and a.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], a.end))
        else:
            out.append((a.start, a.end))
    return out


def _word_start(text: str, end: int, length: int) -> int:
    """Return where a word begins at most `length` characters before `end`."""
    low = max(0, end - length)
    if low == 0:
        return 0
    space = text.find(" ", low, end)
    return space + 1 if space >= 0 else low


def _word_end(text: str, start: int, length: int) -> int:
    """Return where a word ends at most `length` characters after `start`."""
    high = min(len(text), start + length)
    if high == len(text):
        return high
    space = text.rfind(" ", start, high)
    return space if space > start else high
