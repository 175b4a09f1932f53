"""Documents: canonical text that never moves, its metadata, its blocks and their voices."""

import hashlib
from bisect import bisect_right
from datetime import date

from msgspec import Struct

from servanda.model.anchors import Anchor, Ref
from servanda.model.terms import BlockType, Genre, Rights, Translation, VoiceKind


class Voice(Struct, frozen=True, omit_defaults=True):
    """Who speaks in a block: the author, a caption's agency, a quoted document, or its parties."""

    kind: VoiceKind = "author"
    speaker: Ref | None = None


class Block(Struct, frozen=True, omit_defaults=True):
    """A stretch of the text with one layout role.

    `locator` names an agreement's unit ("article 5(2)"); `intro` is the index of the line that
    introduces a list item; `parent` the index of the block it stands in; `level` the depth.
    """

    start: int
    end: int
    type: BlockType = "paragraph"
    voice: Voice = Voice()
    locator: str = ""
    intro: int | None = None
    parent: int | None = None
    level: int = 0


class Bounds(Struct, frozen=True, omit_defaults=True):
    """The days between which something must lie, and the text that says so."""

    earliest: date | None = None
    latest: date | None = None
    anchors: tuple[Anchor, ...] = ()


class Document(Struct, frozen=True, kw_only=True, tag_field="kind", tag="document"):
    """One source: its canonical text with metadata and blocks; `id` follows from the text alone."""

    id: str
    text: str
    sha256: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_bounds: Bounds | None = None
    retrieved: date | None = None
    language: str = ""
    translation: Translation = "unknown"
    original: str = ""
    genre: Genre = "unknown"
    rights: Rights = "quote"
    media_type: str = "text/plain"
    name: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def source(self) -> str:
        """Return who answers for the document's own voice: its first author, publisher or id."""
        return next(iter(self.authors), "") or self.publisher or self.id

    def block_at(self, position: int) -> Block | None:
        """Return the innermost block that covers a position, or None between blocks.

        Blocks run in text order, an outer one before those in it; the last to begin is innermost.
        """
        found: Block | None = None
        for n in range(bisect_right(self.blocks, position, key=lambda b: b.start) - 1, -1, -1):
            block = self.blocks[n]
            if found is not None and block.start < found.start:
                break
            if position < block.end and (found is None or block.end < found.end):
                found = block
        return found


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, lone surrogates kept, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(text: str) -> str:
    """Return the id of a document: `doc:` and 16 digits of its text's hash."""
    return "doc:" + text_hash(text)[:16]
