"""A source's text cut for highlighting: every stretch knows which records stand on it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

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

    @property
    def numbered(self) -> bool:
        """Say whether a highlight begins here, so that it has a number in its block."""
        return bool(self.place and self.text.strip())


def stacked(cards: Iterable[Card]) -> list[tuple[Card, ...]]:
    """Return cards on the very same words together, in the order of the first of each."""
    found: dict[object, list[Card]] = {}
    for card in cards:
        found.setdefault(card.anchors or card.id, []).append(card)
    return [tuple(same) for same in found.values()]


class Part(Struct, frozen=True):
    """A block of a source cut into segments, with the cards of the records that start in it."""

    type: str
    locator: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]

    @property
    def entries(self) -> list[tuple[tuple[Card, ...], ...]]:
        """Return the cards as they are listed: for each highlight, in order, what begins there.

        Cards on the very same words are a stack; what begins on no words that can be shown is last.
        """
        at = {id_: n for n, g in enumerate(self.segments) for id_ in g.starts if g.numbered}
        found: dict[int, list[Card]] = {}
        for card in self.cards:
            found.setdefault(at.get(card.id, len(self.segments)), []).append(card)
        named = {g.place for g in self.segments}
        return [tuple(stacked(sorted(found[n], key=lambda k: k.id not in named)))
                for n in sorted(found)]  # fmt: skip

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


def runs(segments: Iterable[Segment]) -> list[Segment]:
    """Return segments with neighbours joined where nothing begins and the same records stand."""
    out: list[Segment] = []
    for one in segments:
        last = out[-1] if out else None
        if last and not one.starts and (one.on, one.wide) == (last.on, last.wide):
            out[-1] = replace(last, text=last.text + one.text)
        else:
            out.append(one)
    return out


def _pieces(starts: list[int], start: int, end: int) -> range:
    """Return the places of the blocks that a span touches."""
    return range(max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1))


def _segments(text: str, piece: Piece, cards: list[Card]) -> Iterator[Segment]:
    cuts = {piece.start, piece.end}
    for card in cards:
        for s, e in [(s, e) for s, e, _ in card.anchors] + list(card.extent):
            cuts |= {c for c in (s, e) if piece.start < c < piece.end}
    for start, end in pairwise(sorted(cuts)):
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
