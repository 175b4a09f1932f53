"""The sentences of a clause block, cut by its own marks, with offsets of the document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Block
from servanda.reading.context import Context, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ABBREVIATIONS = frozenset({"art", "arts", "no", "nos", "para", "paras", "vol", "p", "pp", "cf",
                           "sec", "ch", "st", "mr", "ms", "dr", "al", "etc"})  # fmt: skip
LABEL = re.compile(
    r"\s*(?:\*\*)?(?:[-•*]\s+)?(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivxIVX]{1,5}|[A-Z](?=\)))[.)]\s*)+|\s*\d{1,3}(?:\.\d{1,3})+\.?\s+|\s*[-•]\s+"
)
DASH = re.compile(r"\s*[-–—•*]\s+")
UNIT = re.compile(
    r"[\W_]*(?:Point|Article|Paragraph|Section|Clause)\s+\d+(?:\.\d+)?[.:]?[\W_]*", re.I
)
ITEM = re.compile(r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)")
INNER = 2  # how much deeper an item inside a paragraph stands than its paragraph
OPENS = '([“"‘'


@dataclass(frozen=True)
class Segment:
    """A sentence of a block: its tokens, the offset of their piece, label and depth of the block.

    `first` says that the segment opens its block, `last` that it ends it. `depth` is 0 for running
    text, 1 for a numbered paragraph, 2 for a letter in it and so on; a line that goes on with a
    small letter is deeper than any label.
    """

    tokens: "tuple[Token, ...]"
    block: Block
    sentence: Sentence
    first: bool
    last: bool
    depth: int

    @property
    def doc(self) -> "Doc":
        """Return the parse that the tokens belong to."""
        return self.tokens[0].doc

    @property
    def offset(self) -> int:
        """Return what is added to a token's offset for the document's."""
        return self.sentence.offset

    @property
    def colon(self) -> bool:
        """Say whether the segment leads into a list."""
        return self.last and (self.tokens[-1].text in (":", "-", "--") or not _ended(self.tokens))

    def span(self, context: Context, first: int, last: int) -> tuple[int, int]:
        """Return the document span of tokens `first` to `last` (inclusive), by place in the doc."""
        a, b = self.doc[first], self.doc[last]
        return a.idx + self.offset, b.idx + len(b) + self.offset


def _ended(tokens: "tuple[Token, ...]") -> bool:
    return any(t.text in (".", ";", ",", "!", "?") for t in tokens[-3:])


def segments(context: Context, sentences: list[Sentence]) -> Iterator[Segment]:
    """Yield the segments of the sentences of one block."""
    for group in _by_piece(sentences):
        block, offset = group[0].block, group[0].offset
        doc = group[0].span.doc
        text = context.text[offset : offset + len(doc.text)]
        begin = _start(text)
        depth = _depth(text, block)
        tokens = [t for t in doc if t.idx >= begin and not t.is_space]
        cuts = _cut(tokens)
        for n, some in enumerate(cuts):
            pieces = _items(some)
            for k, piece in enumerate(pieces):
                at = piece[0].idx + offset
                sentence = next((s for s in group if s.start <= at < s.end), group[0])
                inner = len(pieces) > 1 and (k > 0 or n == 0)
                yield Segment(tuple(piece), block, sentence, inner or n == 0,
                              k < len(pieces) - 1 or n == len(cuts) - 1,
                              depth + INNER if k else depth)  # fmt: skip


def _by_piece(sentences: list[Sentence]) -> list[list[Sentence]]:
    out: list[list[Sentence]] = []
    for s in sentences:
        if out and out[-1][0].offset == s.offset:
            out[-1].append(s)
        else:
            out.append([s])
    return out


def _start(text: str) -> int:
    """Return where the words of a block begin, after its own label."""
    m = UNIT.match(text) or LABEL.match(text)
    return m.end() if m else 0


def _depth(text: str, block: Block) -> int:
    if DASH.match(text):
        return 50
    if LABEL.match(text) or UNIT.match(text):
        return max(1, block.locator.count("(") + (not block.locator.startswith("article")))
    words = text.lstrip()
    return 99 if words[:1].islower() else 0


def _cut(tokens: "list[Token]") -> "list[list[Token]]":
    """Return the tokens in runs that end with a full stop before a capital."""
    out: list[list[Token]] = []
    run: list[Token] = []
    depth = 0
    for n, token in enumerate(tokens):
        run.append(token)
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if after is None or (token.text == "." and depth <= 0 and _begins(token, after)):
            out.append(run)
            run = []
    return out


def _items(tokens: "list[Token]") -> "list[list[Token]]":
    """Return a run cut before the labels of a list inside it: "shall: (a) meet; and (b) report".

    A label stands behind a colon, a semicolon, or a semicolon and a joining word; the parts
    are given without their labels.
    """
    out: list[list[Token]] = [[]]
    skip = 0
    for n, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        words = [t.text for t in tokens[n : n + 3]]
        before = [t.lower_ for t in tokens[max(0, n - 2) : n]]
        apart = before[-1:] in ([":"], [";"]) or (before[-1:] in (["and"], ["or"])
                                                  and before[:1] == [";"])  # fmt: skip
        inside = len(words) == 3 and ITEM.fullmatch("".join(words)) is not None
        if apart and inside and n + 3 < len(tokens):
            out.append([])
            skip = 2
        else:
            out[-1].append(token)
    return [run for run in out if run]


def _begins(stop: "Token", after: "Token") -> bool:
    before = stop.nbor(-1).lower_ if stop.i else ""
    large = after.text[:1].isupper() or after.text[:1] in OPENS or after.text[:1].isdecimal()
    return large and before not in ABBREVIATIONS
