"""A source's text cut for highlighting: every stretch knows which records stand on it."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from servanda.dossier.pages import Card, Piece, SourceText


class Segment(Struct, frozen=True):
    """A stretch of text; `on`: ids of records it carries, the closest first; `starts`: ids of
    records whose first character it is; `wide`: within what such a record speaks of; `place`: the
    record by whose name links lead here, the closest that starts here."""

    text: str
    on: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    wide: bool = False
    place: str = ""


class Part(Struct, frozen=True):
    """A block of a source cut into segments, with the cards of the records that start in it."""

    type: str
    locator: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]

    def place(self, id_: str) -> str:
        """Return the name of the place where a record's highlight begins, its own if unknown."""
        return next((g.place for g in self.segments if id_ in g.starts and g.place), id_)


def parts(source: SourceText) -> Iterator[Part]:
    """Yield the blocks of a source with their segments; their texts joined give the blocks."""
    starts = [p.start for p in source.blocks]
    mine: list[list[Card]] = [[] for _ in source.blocks]
    touching: list[list[Card]] = [[] for _ in source.blocks]
    for card in source.cards:
        if not card.anchors or not starts:
            continue
        mine[max(0, bisect_right(starts, card.anchors[0][0]) - 1)].append(card)
        spans = [(s, e) for s, e, _ in card.anchors] + list(card.extent)
        for n in sorted({i for s, e in spans for i in _pieces(starts, s, e)}):
            touching[n].append(card)
    for n, piece in enumerate(source.blocks):
        cut = tuple(_segments(source.text, piece, touching[n]))
        yield Part(piece.type, piece.locator, cut, tuple(mine[n]))


def _pieces(starts: list[int], start: int, end: int) -> range:
    """Return the places of the blocks that a span touches."""
    return range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1))


def _segments(text: str, piece: Piece, cards: list[Card]) -> Iterator[Segment]:
    cuts = {piece.start, piece.end}
    for card in cards:
        for s, e in [(s, e) for s, e, _ in card.anchors] + list(card.extent):
            cuts |= {c for c in (s, e) if piece.start < c < piece.end}
    places = sorted(cuts)
    for start, end in pairwise(places):
        on = sorted(
            (sum(e - s for s, e, _ in c.anchors), c.id)
            for c in cards
            if any(s <= start and end <= e for s, e, _ in c.anchors)
        )
        starts = tuple(c.id for c in cards if c.anchors[0][0] == start)
        yield Segment(
            text=text[start:end],
            on=tuple(i for _, i in on),
            starts=starts,
            place=next((i for _, i in on if i in starts), ""),
            wide=any(s <= start and end <= e for c in cards for s, e in c.extent),
        )
