"""The structure of agreement texts: preamble, articles, paragraphs, letters, signature."""

import re

from msgspec.structs import replace

from servanda.intake.layout import blocks_of
from servanda.model import Block, Voice
from servanda.model.terms import BlockType

NUMBER = r"(?:\d{1,3}(?:\s?(?:bis|ter|quater))?|[IVXLC]{1,7}|[A-Z])"
ARTICLE = re.compile(rf"[#*\s]*(?:Article|ARTICLE|Art\.|ART\.)\s+({NUMBER})\b\.?(?![\w(,])")
PARAGRAPH = re.compile(r"\s*(?:\*\*)?(?:\((\d{1,3})\)|(\d{1,3})[.)](?!\d))\s+")
LETTER = re.compile(r"\s*(?:\(([a-z]{1,2})\)|([a-z])[.)])\s+")
ROMAN = re.compile(r"\s*\(([ivx]{2,5})\)\s+")
ANNEX = re.compile(r"[#*\s]*(?:ANNEX|Annex|PROTOCOL|Protocol|SCHEDULE|Schedule)\b(?=[^a-z]{0,30}$)")
DONE = re.compile(
    r"\s*(?:DONE|Done)\s+(?:at|in|on|this)\b|\s*IN WITNESS WHEREOF|\s*In witness whereof"
)
PART = re.compile(
    r"[#*\s]*(?:PART|Part|CHAPTER|Chapter|SECTION|Section|TITLE)\s+(?:\d+|[IVXLC]+)\b[^.]*$"
)
ENOUGH_ARTICLES = 3
HEADING_LENGTH = 120
LONG_HEADING = 80  # what follows the number is then the article's text, not its title


def is_agreement(text: str) -> bool:
    """Say whether a text has the build of an agreement: a row of article headings."""
    found = {m.group(1) for line in text.split("\n") if (m := ARTICLE.match(line))}
    return len(found) >= ENOUGH_ARTICLES


def agreement_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of an agreement; clauses carry locators such as `article 5(2)(a)`.

    An article is a block that holds its heading and clauses as children. Without articles,
    numbered paragraphs are the units (`paragraph 4`). What comes before the first unit is the
    preamble, what follows "Done at" the signature.
    """
    plain = blocks_of(text)
    by_article = any(ARTICLE.match(text[b.start : b.end]) for b in plain)
    return _Builder(text, by_article).build(plain)


def _is_heading(piece: str) -> bool:
    """Say whether a piece is a title: short, unnumbered, without a mark at its end."""
    short = len(piece) <= HEADING_LENGTH and "\n" not in piece
    marked = PARAGRAPH.match(piece) or LETTER.match(piece) or ROMAN.match(piece)
    return short and not marked and piece[-1] not in ".;:,)"


class _Builder:
    """Walks over the plain blocks once, keeping the article, paragraph and letter it stands in."""

    def __init__(self, text: str, by_article: bool) -> None:
        self.text = text
        self.by_article = by_article
        self.out: list[Block] = []
        self.article: int | None = None
        self.unit = ""
        self.paragraph = ""
        self.letter = ""
        self.annex = ""
        self.signed = False

    def build(self, plain: tuple[Block, ...]) -> tuple[Block, ...]:
        for block in plain:
            piece = self.text[block.start : block.end]
            if DONE.match(piece):
                self._close()
                self._add(block, "signature")
                self.signed = True
            elif ANNEX.match(piece) and len(piece) < 120:
                self._close()
                self._add(block, "heading")
                self.annex, self.unit = piece.strip("# *").split("\n")[0].lower(), ""
            elif self.by_article and (m := ARTICLE.match(piece)):
                self._open(block, m)
            else:
                self._clause(block, piece)
        self._close()
        return tuple(self.out)

    def _open(self, block: Block, m: re.Match[str]) -> None:
        """Begin an article; the rest of its heading line is its first child."""
        self._close()
        self.signed = False
        self.unit = f"article {m.group(1)}"
        self.article = len(self.out)
        self.out.append(replace(block, type="article", voice=self._voice(), locator=self._path()))
        rest = self.text[block.start + m.end() : block.end]
        self._add(block, "clause" if len(rest) > LONG_HEADING else "heading")

    def _clause(self, block: Block, piece: str) -> None:
        if block.type in ("title", "heading", "caption"):
            self._add(block, block.type)
            return
        if self.signed:
            self._add(block, "signature")
            return
        if PART.match(piece):
            self._close()
        if PART.match(piece) or _is_heading(piece):
            self._add(block, "heading")
            return
        self._number(piece)
        if not self.unit and not self.paragraph:
            self._add(block, "preamble")
        else:
            self._add(block, "clause")

    def _number(self, piece: str) -> None:
        """Take up the number or letter that a clause begins with."""
        if m := PARAGRAPH.match(piece):
            self.paragraph, self.letter = m.group(1) or m.group(2), ""
        elif (m := ROMAN.match(piece)) and self.letter:
            self.letter = self.letter.split(")(")[0] + ")(" + m.group(1)
        elif m := LETTER.match(piece):
            self.letter = m.group(1) or m.group(2)

    def _path(self) -> str:
        tail = "".join(f"({x})" for x in (self.paragraph, self.letter) if x)
        if self.unit:
            own = self.unit + tail
        elif self.paragraph:
            own = f"paragraph {self.paragraph}" + (f"({self.letter})" if self.letter else "")
        else:
            own = ""
        return ", ".join(x for x in (self.annex, own) if x)

    def _add(self, block: Block, kind: BlockType) -> None:
        locator = self._path() if kind in ("clause", "article") else ""
        if kind == "preamble":
            locator = "preamble"
        self.out.append(
            replace(
                block, type=kind, voice=self._voice(), locator=locator, parent=self.article,
                level=0 if self.article is None else 1, intro=None,
            )
        )  # fmt: skip

    def _close(self) -> None:
        """End the article that is open: it reaches to its last child."""
        if self.article is not None:
            last = self.out[-1].end
            self.out[self.article] = replace(self.out[self.article], end=last)
        self.article, self.unit, self.paragraph, self.letter = None, "", "", ""

    def _voice(self) -> Voice:
        return Voice("parties")
