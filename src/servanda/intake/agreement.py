"""The structure of agreement texts: preamble, articles, paragraphs, letters, signature."""

import re

from msgspec.structs import replace

from servanda.intake.kinds import ARTICLE
from servanda.intake.layout import blocks_of
from servanda.intake.wrapped import rejoined
from servanda.model import Block, Voice
from servanda.model.terms import BlockType

# "1. ", "(2) ", "3.Each Party", "4" alone on its line; "1.2 " counts within article or point 1.
PARAGRAPH = re.compile(
    r"\s*(?:\*\*)?(?:\((\d{1,3})\)\s+|(\d{1,3})[.)](?!\d)(?:\s+|$|(?=[A-Z][a-z]))|(\d{1,2})$)"
)
DECIMAL = re.compile(r"\s*(?:\*\*)?(\d{1,3})\.(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(?=\S)")
LETTER = re.compile(
    r"\s*(?:\(([a-z]{1,2}|[A-Z])\)(?:\s+|(?=[A-Za-z]))|([a-z])\.\s+|([A-Za-z])\)\s*(?=\w))"
)
ROMAN = re.compile(r"\s*\(([ivx]{1,5})\)(?:\s+|(?=[A-Za-z]{2}))")
BARE_ROMAN = re.compile(r"\s*([ivx]{1,5})[.)]\s+")
ANNEX = re.compile(
    r"[#*\s]*((?:ANNEX|APPENDIX|PROTOCOL|SCHEDULE|Annex|Appendix|Protocol|Schedule)\b"
    r"(?:\s+(?:[IVXLC]+|\d{1,3}|[A-Z])(?![\w’']))?)"
)
SPEAKS = re.compile(r"\b(?:shall|may|will|is|are|was|were|means|has|have|applies|apply)\b")
BINDS = re.compile(r"\b(?:shall|may|must)\b")
DONE = re.compile(
    r"\s*(?:DONE|Done|SIGNED|Signed|ISSUED|Issued)\s+(?:at|in|on|this)\b"
    r"|\s*IN WITNESS (?:WHEREOF|whereof)|\s*In witness whereof"
)
SIGNED_FOR = re.compile(
    r"\s*(?:For|FOR|On behalf of|ON BEHALF OF)\s+(?:the\s+|THE\s+)?[A-Z][^.;:]*$"
)
# What ends a preamble, and opens another agreement after the signatures of the one before.
AGREED = re.compile(
    r"\b(?:agreed?|declared?|decided?|stated?|resolved?|reached|announced?)\b"
    r"(?:[^.\n]{0,60}(?:as follows|following[^.\n]{0,30}|that))?\s*:?\s*$",
    re.I,
)
TENS = (
    "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|"
    "SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN|TWENTY"
)
PART = re.compile(
    r"[#*\s]*((?:PART|Part|PHASE|Phase|STAGE|Stage|CHAPTER|Chapter|SECTION|Section|TITLE|Title|CAP[IÍ]TULO|Cap[ií]tulo"
    r"|SECCI[OÓ]N|Secci[oó]n|T[IÍ]TULO|T[ií]tulo)\s+"
    rf"(?:\d+|[IVXLC]+|[A-Z]|(?:(?i:{TENS})(?:[- ](?i:{TENS}))?))\b)\.?[^.]*$"
)
HEADING_LENGTH = 120
LONG_HEADING = 80  # what follows the number is then the article's text, not its title
ANNEX_LENGTH = 200
ANNEX_NAME = 60


def agreement_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of an agreement; clauses carry locators such as `article 5(2)(a)`.

    An article is a block that holds its heading and clauses as children. Without articles,
    numbered paragraphs are the units (`paragraph 4`). What comes before the first unit is the
    preamble, what follows "Done at" the signature.
    """
    plain = rejoined(text, blocks_of(text))
    by_article = any(ARTICLE.match(text[b.start : b.end]) for b in plain)
    return _Builder(text, by_article).build(plain)


def _is_heading(piece: str) -> bool:
    """Say whether a piece is a title: short, unnumbered, without a mark at its end."""
    short = len(piece) <= HEADING_LENGTH and "\n" not in piece
    marked = (
        PARAGRAPH.match(piece) or DECIMAL.match(piece) or LETTER.match(piece) or ROMAN.match(piece)
    )
    speaks = BINDS.search(piece) or piece[:1].islower()
    return short and not marked and not speaks and piece[-1] not in ".;:,)"


def _signs(piece: str) -> bool:
    """Say whether a piece is the line of one who signs: "For the Government of ..."."""
    short = len(piece) <= HEADING_LENGTH and SPEAKS.search(piece) is None
    return short and SIGNED_FOR.match(piece) is not None


class _Builder:
    """Walks over the plain blocks once, keeping the article, paragraph and letter it stands in."""

    def __init__(self, text: str, by_article: bool) -> None:
        self.text = text
        self.by_article = by_article
        self.plain: tuple[Block, ...] = ()
        self.out: list[Block] = []
        self.article: int | None = None
        self.unit = ""
        self.section = ""
        self.paragraph = ""
        self.letter = ""
        self.annex = ""
        self.annexed = False  # the annex has articles of its own
        self.last = ""  # the number of the last article outside annexes
        self.begun = False  # an article or numbered paragraph was met: the preamble is over
        self.signed = False

    def build(self, plain: tuple[Block, ...]) -> tuple[Block, ...]:
        self.plain = plain
        for n, block in enumerate(plain):
            piece = self.text[block.start : block.end]
            if self.begun and (DONE.match(piece) or _signs(piece)):
                self._close()
                # "Done in one copy, which shall be kept by ..." still binds somebody.
                self._add(block, "clause" if BINDS.search(piece) else "signature")
                self.signed = True
            elif self.begun and (annex := _annex(piece)):
                self._close()
                self._add(block, "heading")
                self.annex, self.section, self.signed = annex, "", False
                self.annexed = False
            elif self.by_article and (m := ARTICLE.match(piece)):
                self._open(n, block, m)
            else:
                self._clause(n, block, piece)
        self._close()
        return tuple(self.out)

    def _open(self, n: int, block: Block, m: re.Match[str]) -> None:
        """Begin an article; the rest of its heading line is its first child."""
        self._close()
        self.signed, self.begun, self.section = False, True, ""
        if self.annex and not self.annexed and _later(m.group(1), self.last):
            self.annex = ""  # the text goes on: what looked like an annex was a title
        if self.annex:
            self.annexed = True
        else:
            self.last = m.group(1)
        self.unit = f"article {m.group(1)}"
        self.article = len(self.out)
        self.out.append(replace(block, type="article", voice=self._voice(), locator=self._path()))
        rest = self.text[block.start + m.end() : block.end]
        line = self.text.find("\n", block.start, block.end)
        if line > 0 and len(self.text[block.start + m.end() : line].strip()) <= LONG_HEADING:
            self._add(replace(block, end=line), "heading")
            self._clause(n, replace(block, start=line + 1), self.text[line + 1 : block.end])
            return
        self._number(rest)
        binds = len(rest) > LONG_HEADING or BINDS.search(rest)
        self._add(block, "clause" if binds else "heading")

    def _clause(self, n: int, block: Block, piece: str) -> None:
        if block.type in ("title", "heading", "caption"):
            self._add(block, block.type)
            return
        if self.signed:
            self._add(block, "signature")
            self.signed = AGREED.search(piece) is None
            return
        if m := PART.match(piece):
            self._part(n, m.group(1))
            self._add(block, "heading")
            return
        if _is_heading(piece):
            self._add(block, "heading")
            return
        self._number(piece)
        if piece.strip().isdecimal():  # a number alone on its line: what follows is its text
            self.begun = True
            self._add(block, "heading")
            return
        if not self.begun and not self.paragraph:
            self._add(block, "preamble")
            self.begun = AGREED.search(piece) is not None
        else:
            self.begun = True
            self._add(block, "clause")

    def _part(self, n: int, name: str) -> None:
        """Begin a part or section: within the open article where no other article comes first."""
        inside = self.unit if not self._article_next(n) else ""
        article = self.article if inside else None
        if article is None:
            self._close()
        self.paragraph, self.letter = "", ""
        self.section = name.lower() if inside or self.annex else ""

    def _article_next(self, n: int) -> bool:
        """Say whether an article opens before the next clause."""
        for block in self.plain[n + 1 :]:
            piece = self.text[block.start : block.end]
            if ARTICLE.match(piece):
                return True
            if not (PART.match(piece) or _is_heading(piece)):
                return False
        return True

    def _number(self, piece: str) -> None:
        """Take up the number or letter that a clause begins with.

        Where numbers begin anew, the heading of the next article is missing from the text: its
        clauses belong to no known article rather than to the one before.
        """
        if m := DECIMAL.match(piece):
            own = m.group(1) == self.unit.removeprefix("article ")
            self.paragraph = m.group(2) if own else f"{m.group(1)}.{m.group(2)}"
            self.letter = ""
        elif m := PARAGRAPH.match(piece):
            number = m.group(1) or m.group(2) or m.group(3)
            if number == "1" and self.paragraph.isdecimal() and m.group(2) and self.unit:
                self._close()
            self.paragraph, self.letter = number, ""
        elif (m := ROMAN.match(piece)) and self._inner(m.group(1)):
            self.letter = self.letter.split(")(")[0] + ")(" + m.group(1)
        elif (m := BARE_ROMAN.match(piece)) and self._counts(m.group(1)):
            self.letter = m.group(1)
        elif m := LETTER.match(piece):
            self.letter = m.group(1) or m.group(2) or m.group(3)

    def _inner(self, number: str) -> bool:
        """Say whether "(i)" counts within a letter, and is not the letter after "(h)"."""
        outer = self.letter.split(")(")[0]
        if not outer:
            return False
        return len(number) > 1 or ")(" in self.letter or ord(outer[-1]) + 1 != ord(number)

    def _counts(self, number: str) -> bool:
        """Say whether "ii." counts on from "i.", and is not a letter after "h."."""
        known = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
        return self.letter in known and number in known[known.index(self.letter) + 1 :][:1]

    def _path(self) -> str:
        tail = "".join(f"({x})" for x in (self.paragraph, self.letter) if x)
        if self.unit and not self.section:
            own = self.unit + tail
        elif self.paragraph:
            own = f"paragraph {self.paragraph}" + (f"({self.letter})" if self.letter else "")
        else:
            own = ""
        unit = self.unit if self.section else ""
        return ", ".join(x for x in (self.annex, unit, self.section, own) if x)

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
        """End the article that is open: it reaches to its last child.

        The heading of a part or chapter after that belongs to what follows.
        """
        if self.article is not None:
            last = len(self.out) - 1
            for n in range(last, self.article + 1, -1):
                if self.out[n].type != "heading":
                    break
                if PART.match(self.text[self.out[n].start : self.out[n].end]):
                    last = n - 1
            for n in range(last + 1, len(self.out)):
                self.out[n] = replace(self.out[n], parent=None, level=0)
            self.out[self.article] = replace(self.out[self.article], end=self.out[last].end)
        self.article, self.unit, self.paragraph, self.letter = None, "", "", ""

    def _voice(self) -> Voice:
        return Voice("parties")


def _later(number: str, last: str) -> bool:
    """Say whether an article number is higher than another: 1.10 after 1.9, 301 after 224."""
    a, b = ([int(x) for x in re.findall(r"\d+", n)] for n in (number, last))
    return bool(a and b) and len(a) == len(b) and a > b


def _annex(piece: str) -> str:
    """Return the name of the annex or protocol that a piece is the heading of, or nothing."""
    m = ANNEX.match(piece)
    if m is None or len(piece) > ANNEX_LENGTH or SPEAKS.search(piece):
        return ""
    line = piece.strip("#* \n").split("\n")[0].lower()
    numbered = " " in m.group(1).strip()
    if not numbered and (line[-1] in ".;:," or piece.count("\n") > 2):
        return ""
    name = m.group(1).lower() if numbered else line
    return re.sub(r"\s+", " ", name)[:ANNEX_NAME].strip()
