"""What every reader works on: a document, its parsed sentences, and a factory for records."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.model import Anchor, Attribution, Block, Document, Phrase, Record, Ref, Statement
from servanda.model import anchor as make_anchor
from servanda.model.ids import with_id
from servanda.reading.gate import let_through, wanted
from servanda.reading.parser import parse_text, parser
from servanda.reading.stand_ins import parsed
from servanda.version import VERSION

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

R = TypeVar("R", bound=Record)
PIECE = 5_000  # characters parsed at a time; paragraphs that people write keep below
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*\s+")
BLANK = re.compile(r"\s")
BUCKET = 512  # characters a bucket of the index of statements


@dataclass(frozen=True)
class Sentence:
    """One sentence: its spaCy span, the block it stands in, and where its piece begins.

    Token offsets (`token.idx`) count from that piece; add `offset` for the document's.
    """

    span: "Span"
    block: Block
    index: int
    offset: int

    @property
    def start(self) -> int:
        """Return the document offset of the first character."""
        return int(self.span.start_char) + self.offset

    @property
    def end(self) -> int:
        """Return the document offset after the last character."""
        return int(self.span.end_char) + self.offset

    @cached_property
    def tokens(self) -> "tuple[Token, ...]":
        """Return the tokens, made once for all the readers that go through them."""
        return tuple(self.span)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words in lower case, for readers to see at once what is not there."""
        return frozenset(token.lower_ for token in self.tokens)

    @cached_property
    def text(self) -> str:
        """Return the sentence as the parser saw it, with no blank after it."""
        return str(self.span.text)

    def __iter__(self) -> "Iterator[Token]":
        return iter(self.tokens)


@dataclass
class Context:
    """A document under reading.

    `sentences` run in text order. `statements` is filled by the first reader, so that the later
    ones can ask in whose mouth a place stands (`chain_at`).
    """

    document: Document
    sentences: tuple[Sentence, ...]
    statements: list[Statement] = field(default_factory=list)
    kept: dict[str, Any] = field(default_factory=dict)  # what a reader found for those after it
    _index: dict[int, list[Statement]] = field(default_factory=dict)
    _indexed: int = 0

    @property
    def text(self) -> str:
        """Return the canonical text."""
        return self.document.text

    def anchor(self, sentence: Sentence, tokens: "Token | Span | Iterable[Token]") -> Anchor:
        """Return the anchor from the first to the last of the tokens, blanks trimmed."""
        start, end = _extent(tokens)
        return self.span(start + sentence.offset, end + sentence.offset)

    def span(self, start: int, end: int) -> Anchor:
        """Return the anchor of document offsets, blanks at both ends trimmed."""
        piece = self.text[start:end]
        return make_anchor(
            self.text,
            start + len(piece) - len(piece.lstrip()),
            end - (len(piece) - len(piece.rstrip())),
        )

    def phrase(self, sentence: Sentence, tokens: "Token | Span | Iterable[Token]") -> Phrase:
        """Return the tokens' wording as a phrase with one anchor."""
        a = self.anchor(sentence, tokens)
        return Phrase(a.quote, (a,))

    def ref(self, sentence: Sentence, tokens: "Token | Span | Iterable[Token]") -> Ref:
        """Return an unresolved reference to what the tokens name; naming resolves it later."""
        a = self.anchor(sentence, tokens)
        return Ref(a.quote, anchors=(a,))

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that covers a position of the document, or None between two."""
        n = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        found = self.sentences[n] if n >= 0 else None
        return found if found is not None and position < found.end else None

    def record(self, kind: type[R], *, reader: str, at: Iterable[Anchor], **fields: Any) -> R:
        """Make a record of a kind with the common fields filled in, and its id.

        `at` are the minimal anchors. Attribution, statement and said_on come from the statement
        in whose content the first anchor stands, unless given.
        """
        anchors = tuple(at)
        if anchors and "attribution" not in fields:
            chain, statement = self.chain_at(anchors[0])
            fields["attribution"] = chain
            fields.setdefault("statement", statement)
        return with_id(
            kind(
                document=self.document.id,
                anchors=anchors,
                extractor=f"{reader}@{VERSION}",
                **fields,
            )
        )

    def statements_near(self, position: int) -> list[Statement]:
        """Return the statements whose content comes near a position (a superset, unordered)."""
        for statement in self.statements[self._indexed :]:
            buckets = {
                b for a in statement.content for b in range(a.start // BUCKET, a.end // BUCKET + 1)
            }
            for bucket in buckets:
                self._index.setdefault(bucket, []).append(statement)
        self._indexed = len(self.statements)
        return self._index.get(position // BUCKET, [])

    def chain_at(self, place: Anchor) -> tuple[tuple[Attribution, ...], str | None]:
        """Return who speaks at a place, outermost first, and the id of the innermost statement."""
        from servanda.reading.chains import chain_at  # the statements' room knows nesting

        found: tuple[tuple[Attribution, ...], str | None] = chain_at(self, place)
        return found


def context(document: Document, *, gate: bool | None = None) -> Context:
    """Parse a document block by block and return what readers work on; `contexts` of one."""
    return next(contexts([document], gate=gate))


def contexts(documents: Sequence[Document], *, gate: bool | None = None) -> Iterator[Context]:
    """Yield what readers work on for each of some documents, parsed together; the same as alone.

    With the gate only what it lets through is parsed, without a tagger of names; None asks the
    environment (SERVANDA_GATE).
    """
    gated = wanted() if gate is None else gate
    groups = [_places(document, gated) for document in documents]
    texts = [
        [parse_text(document.text[start:end]) for _, start, end, _ in places]
        for document, places in zip(documents, groups, strict=True)
    ]
    docs = parsed(parser(), texts, light=gated)
    for document, places in zip(documents, groups, strict=True):
        yield Context(document, tuple(_sentences(places, islice(docs, len(places)))))


Place = tuple[Block, int, int, int]  # a block, a stretch of it, sentences left out before that


def _places(document: Document, gated: bool) -> list[Place]:
    text = document.text
    return [
        (block, *place)
        for block in leaf_blocks(document)
        for start, end in pieces(text, block.start, block.end)
        for place in (let_through(text, start, end) if gated else [(start, end, 0)])
        if text[place[0] : place[1]].strip()
    ]


def _sentences(places: list[Place], docs: "Iterable[Doc]") -> Iterator[Sentence]:
    index = 0
    for (block, start, _, skipped), doc in zip(places, docs, strict=True):
        index += skipped
        for span in doc.sents:
            if span.text.strip():
                yield Sentence(span, block, index, start)
                index += 1


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is parsed at a time: a block, or one without end cut after its sentences.

    The parser refuses a million characters, and readers look at a sentence's words in pairs.
    """
    while end - start > PIECE:
        limit = start + PIECE
        cuts = [m.end() for m in SENTENCE_END.finditer(text, start, limit)]
        cuts = cuts or [m.end() for m in BLANK.finditer(text, start, limit)] or [limit]
        yield start, cuts[-1]
        start = cuts[-1]
    yield start, end


def leaf_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks that hold no other block, in order; the whole text where there is none."""
    if not document.blocks:
        return (Block(0, len(document.text)),) if document.text else ()
    parents = {b.parent for b in document.blocks if b.parent is not None}
    return tuple(b for i, b in enumerate(document.blocks) if i not in parents)


def _extent(tokens: "Token | Span | Iterable[Token]") -> tuple[int, int]:
    some: Any = tokens  # spaCy's types are not known to the type checker
    if hasattr(some, "idx"):
        return int(some.idx), int(some.idx) + len(some)
    items = [t for t in some if not t.is_space] or list(some)  # blanked text is no part of it
    first, last = min(items, key=lambda t: t.i), max(items, key=lambda t: t.i)
    return int(first.idx), int(last.idx) + len(last)
