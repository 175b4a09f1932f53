"""What naming knows of one document: its day, its sentences, what it names and where."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from servanda.model import Anchor, Document, Mention, Record, Ref, Time

SENTENCE_END = re.compile(r"(?<![A-Z])[.!?…][\"”’')\]]*\s+(?=[^a-z])|\n+")
NEAR_YEARS = 2


@dataclass
class World:
    """A document under naming: the mentions settled so far, in text order, and its dates.

    `mentions` and `instruments` are filled by `resolve`, then `pointing`: the settled mentions of
    pronouns and definite phrases by where they begin.
    """

    document: Document
    times: tuple[Time, ...]
    sentence_starts: tuple[int, ...]
    mentions: list["Placed"] = field(default_factory=list)
    instruments: list["Placed"] = field(default_factory=list)
    pointing: dict[int, Mention] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the canonical text."""
        return self.document.text

    @property
    def day(self) -> str:
        """Return the day for which titles are read, as YYYY-MM-DD; empty where nothing tells it."""
        if self.document.published:
            return self.document.published.isoformat()
        bounds = self.document.published_bounds
        if bounds and bounds.earliest:
            return bounds.earliest.isoformat()
        told = [t.latest for t in self.times if t.latest and t.relative_to == ""]
        return max(told).isoformat() if told else ""

    def day_at(self, place: int) -> str:
        """Return the day for which a title at a place is read: of a far year told next to it."""
        first, last = self.sentence(place)
        near = [t for t in self.times_in(first, last) if t.relative_to == "" and t.earliest]
        written = self.document.published
        time = min(near, key=lambda t: abs(t.anchors[0].start - place), default=None)
        if time is None or time.earliest is None:
            return self.day
        far = not written or abs(time.earliest.year - written.year) >= NEAR_YEARS
        return middle(time.earliest, time.latest).isoformat() if far else self.day

    def sentence(self, place: int) -> tuple[int, int]:
        """Return the offsets of the sentence that a place stands in."""
        i = bisect_right(self.sentence_starts, place) - 1
        following = self.sentence_starts[i + 1 : i + 2]
        return self.sentence_starts[max(i, 0)], following[0] if following else len(self.text)

    def sentence_number(self, place: int) -> int:
        """Return the running number of the sentence that a place stands in."""
        return bisect_right(self.sentence_starts, place) - 1

    def times_in(self, start: int, end: int) -> list[Time]:
        """Return the time expressions that begin between two places."""
        return [t for t in self.times if start <= t.anchors[0].start < end]

    def inside(self, start: int, end: int) -> list["Placed"]:
        """Return the mentions of actors that lie in a stretch, in order."""
        return _between(self.mentions, start, end)

    def before(self, place: int) -> list["Placed"]:
        """Return the mentions of actors that end before a place, in order."""
        return self.mentions[: bisect_left([m.start for m in self.mentions], place)]


@dataclass(frozen=True)
class Placed:
    """A settled mention: its offsets, its reference, and how it names."""

    start: int
    end: int
    ref: Ref
    rule: str

    @property
    def sort(self) -> str:
        """Return the kind of id that it has: state, person, org ...; empty where it has none."""
        return (self.ref.id or "").partition(":")[0]


def world_of(document: Document, records: Iterable[Record]) -> World:
    """Return the world of a document before anything is settled."""
    times = [r for r in records if isinstance(r, Time) and r.anchors]
    starts = [0, *(m.end() for m in SENTENCE_END.finditer(document.text))]
    times.sort(key=lambda t: t.anchors[0].start)
    return World(document, tuple(times), tuple(dict.fromkeys(starts)))


def middle(first: date, last: date | None) -> date:
    """Return the day halfway between two."""
    return first if last is None else first + (last - first) / 2


def placed(mention: Mention, ref: Ref) -> Placed:
    """Return a mention with its settled reference, where it stands."""
    anchor: Anchor = mention.anchors[0]
    return Placed(anchor.start, anchor.end, ref, mention.rule)


def _between(listed: Sequence[Placed], start: int, end: int) -> list[Placed]:
    first = bisect_left([m.start for m in listed], start)
    out = []
    for one in listed[first:]:
        if one.start >= end:
            break
        if one.end <= end:
            out.append(one)
    return out
