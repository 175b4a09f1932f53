"""Printed lines joined to paragraphs, where the lines of a page were kept as lines of the file."""

import re
from collections import Counter

from msgspec.structs import replace

from servanda.model import Block

WIDEST = 125  # printed lines are shorter, but for a few
LONG_ENOUGH = 40
ENDS = tuple(".;:?!")
LABEL = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]|[•*-])\s")


def rejoined(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with printed lines of one paragraph joined; other texts as they are.

    A line goes on with the one before where it is no item, stands no further in than most lines
    do, and the line before was full or did not end a sentence.
    """
    lines = [x for x in text.split("\n") if x.strip()]
    if not _printed(lines):
        return blocks
    width = sorted(len(x.rstrip()) for x in lines)[len(lines) * 3 // 4]
    margin = Counter(_indent(x) for x in lines if len(x) > LONG_ENOUGH).most_common(1)[0][0]
    out: list[Block] = []
    for block in blocks:
        if out and _goes_on(text, out[-1], block, width, margin):
            out[-1] = replace(out[-1], end=block.end)
        else:
            out.append(block)
    return tuple(out)


def _printed(lines: list[str]) -> bool:
    """Say whether most lines break off in the middle of a sentence, at about one width."""
    if len(lines) < 20:
        return False
    wide = sum(len(x) > WIDEST for x in lines)
    open_ended = sum(len(x) > LONG_ENOUGH and not x.rstrip().endswith(ENDS) for x in lines)
    return wide * 50 < len(lines) and open_ended * 5 > len(lines) * 2


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _goes_on(text: str, before: Block, block: Block, width: int, margin: int) -> bool:
    if text.count("\n", before.end, block.start) != 1 or LABEL.match(text, block.start):
        return False
    begin = text.rfind("\n", 0, block.start) + 1
    last = text[text.rfind("\n", 0, before.end) + 1 : before.end]
    if block.start - begin > margin + 2 or not last.strip():
        return False
    small = text[block.start : block.start + 1].islower()
    full = len(last) > 0.8 * width
    return small or (full and not last.strip().isupper())
