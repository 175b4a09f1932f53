"""Printed lines joined to paragraphs, where the lines of a page were kept as lines of the file."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from servanda.model import Block

WIDEST = 125  # printed lines are shorter, but for a few
LONG_ENOUGH = 40
NO_HEADING = 100  # characters beyond which a line without a mark at its end is no heading
FEW = 3
ENDS = tuple(".;:?!")
ITEM_ENDS = (";", "; and", "; or", ",")
LABEL = re.compile(
    r"\s*(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)](?:\s|$)|[•*-]\s|\d{1,3}(?:\.\d{1,3})+[.)]?\s)"
)
UNIT = re.compile(r"[#*\s]*(?:Article|ARTICLE|Art\.|Section|SECTION|Chapter|CHAPTER|Annex|ANNEX)\b")
ALONE = re.compile(
    r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}\)|\d{1,3}(?:\.\d{1,3})+\.?)\s*$"
)


@dataclass(frozen=True)
class _Page:
    """How a text was printed: the width and margin of its lines, or none where it was not."""

    printed: bool
    width: int = 0
    margin: int = 0


def rejoined(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with printed lines of one paragraph joined; other texts as they are.

    A line goes on with the one before where it is no item, stands no further in than most lines
    do, and the line before was full or did not end a sentence. A number alone on its line goes
    with the words after it.
    """
    page = _page([x for x in text.split("\n") if x.strip()])
    out: list[Block] = []
    for block in blocks:
        if out and _goes_on(text, out[-1], block, page):
            out[-1] = replace(out[-1], end=block.end)
        else:
            out.append(block)
    return tuple(out)


def _page(lines: list[str]) -> _Page:
    """Return how lines were printed: many break off in the middle of a sentence, at one width.

    Sure signs are lines that begin with a small letter after one that ended without a mark.
    """
    long = [x for x in lines if len(x) > LONG_ENOUGH]
    pairs = [(a, b) for a, b in pairwise(lines) if len(a) > LONG_ENOUGH]
    sure = sorted(len(a.rstrip()) for a, b in pairs if _small(b) and not _ended(a))
    wide = sum(len(x) > WIDEST for x in lines)
    if len(sure) < FEW or len(sure) * 5 < len(pairs) or wide * 20 > len(lines):
        return _Page(printed=False)
    margin = Counter(_indent(x) for x in long).most_common(1)[0][0]
    return _Page(True, sure[len(sure) * 3 // 4], margin)


def _small(line: str) -> bool:
    return line.lstrip()[:1].islower() and not LABEL.match(line)


def _ended(line: str) -> bool:
    return line.rstrip().endswith((*ENDS, ","))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _goes_on(text: str, before: Block, block: Block, page: _Page) -> bool:
    """Say whether a block's first line goes on with the last line of the block before."""
    last = text[text.rfind("\n", 0, before.end) + 1 : before.end]
    piece = text[block.start : block.end]
    if LABEL.match(piece) or UNIT.match(piece) or not last.strip():
        return False
    gap = text.count("\n", before.end, block.start)
    if ALONE.match(text, before.start, before.end):
        return gap <= 2 and len(piece) > LONG_ENOUGH
    if gap != 1 or (UNIT.match(last) and not page.printed):
        return False
    if not page.printed:
        return _broken(last, piece)
    begin = text.rfind("\n", 0, block.start) + 1
    if block.start - begin > page.margin + 2:
        return False
    # A line is full where the next line's first word had found no room on it.
    full = len(last.rstrip()) + len(piece.split(maxsplit=1)[0]) + 1 > 0.8 * page.width
    return _small(piece) or (full and not last.strip().isupper())


def _broken(last: str, piece: str) -> bool:
    """Say whether a line broke off within a sentence in a text that was not printed."""
    if last.rstrip().endswith(ENDS) or piece.rstrip().endswith(ITEM_ENDS):
        return False
    return _small(piece) or len(last) > NO_HEADING
