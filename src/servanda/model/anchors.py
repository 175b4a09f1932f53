"""Anchors: exact places in a text or a registry, and the small structs that carry them."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from servanda.model.errors import AnchorError
from servanda.model.terms import Manner


class Anchor(Struct, frozen=True, order=True):
    """An exact place in a document: code points `start` to `end` (exclusive) and what stands there.

    `document.text[start:end] == quote` holds always.
    """

    start: int
    end: int
    quote: str

    def overlaps(self, other: "Anchor") -> bool:
        """Say whether two anchors share a character."""
        return self.start < other.end and other.start < self.end

    def within(self, start: int, end: int) -> bool:
        """Say whether the anchor lies wholly inside `start` to `end`."""
        return start <= self.start and self.end <= end


class RegistryAnchor(Struct, frozen=True, omit_defaults=True):
    """A place in a registry: its source, release, row and field."""

    source: str
    release: str
    row: str
    field: str = ""

    @property
    def cited(self) -> str:
        """Return the place in words: "ATOP 4.01, atopid=1005 member=200, defense"."""
        head = f"{self.source} {self.release}".strip()
        return ", ".join(part for part in (head, self.row, self.field) if part)


class Alternative(Struct, frozen=True):
    """Another identity that a surface may have, with its confidence (0-1)."""

    id: str
    confidence: float


class Ref(Struct, frozen=True):
    """What stands for an actor, instrument or place in a field.

    `surface` is how the source names it; `id` is the identity given to it by `method` with
    `confidence` (0-1), or None while it is unresolved.
    """

    surface: str
    id: str | None = None
    anchors: tuple[Anchor, ...] = ()
    method: str = "none"
    confidence: float = 0.0
    alternatives: tuple[Alternative, ...] = ()

    @property
    def key(self) -> str:
        """Return the id, or the surface in quotation marks where there is none."""
        return self.id if self.id else f'"{self.surface}"'


class Attribution(Ref, frozen=True):
    """One speaker of the chain through which a claim is told, and how (direct, indirect, mixed)."""

    manner: Manner = "indirect"


class When(Struct, frozen=True, omit_defaults=True):
    """A date as told: EDTF text, its first and last possible day, and where it stands.

    `earliest` or `latest` is None where that side is not known.
    """

    edtf: str
    earliest: date | None = None
    latest: date | None = None
    anchors: tuple[Anchor, ...] = ()


class Phrase(Struct, frozen=True, omit_defaults=True):
    """A stretch of wording, in one or several pieces; registry rows have text and no anchors."""

    text: str
    anchors: tuple[Anchor, ...] = ()


class Quantity(Struct, frozen=True, omit_defaults=True):
    """A number of something: `value` of `unit`, where it stands."""

    value: float
    unit: str = ""
    anchors: tuple[Anchor, ...] = ()


class Mark(Struct, frozen=True):
    """The characters on which a coded field rests, e.g. "not" for `polarity`."""

    field: str
    anchors: tuple[Anchor, ...]


def anchor(text: str, start: int, end: int) -> Anchor:
    """Make the anchor of `text[start:end]`; raises AnchorError where that is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise AnchorError(
            f"no characters at {start}-{end} of a text of {len(text)}",
            remedy="offsets count code points, the end is exclusive",
        )
    return Anchor(start, end, text[start:end])


def phrase(text: str, spans: Iterable[tuple[int, int]]) -> Phrase:
    """Make a phrase of one or several spans of `text`; its wording joins them by " ... "."""
    anchors = tuple(anchor(text, s, e) for s, e in spans)
    return Phrase(" ... ".join(a.quote for a in anchors), anchors)


def check(text: str, anchors: Iterable[Anchor]) -> None:
    """Raise AnchorError for the first anchor that does not quote `text` exactly."""
    for a in anchors:
        if not (0 <= a.start < a.end <= len(text)) or text[a.start : a.end] != a.quote:
            raise AnchorError(
                f"the quote {a.quote[:40]!r} does not stand at {a.start}-{a.end}",
                remedy="read the document again; its text must not be changed after intake",
            )
