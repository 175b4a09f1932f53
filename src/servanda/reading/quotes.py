"""Quotations: where words stand between quotation marks, straight, curly or never closed."""

import re
from bisect import bisect_right
from dataclasses import dataclass

OPENERS = {"“": "”", "«": "»", "„": "“", "‟": "”"}
MARKS = re.compile(r"[“”«»„‟\"\n]|''(?!')")
STRAIGHT = frozenset({'"', "''"})
SCARE_WORDS = 3  # a shorter quotation without a cue of its own is a name or a distance, no saying


@dataclass(frozen=True)
class Quote:
    """A quotation: document offsets of its inside, and whether its end is marked.

    `continues` is true where the next paragraph goes on with the same quotation.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False


def find_quotes(text: str) -> tuple[Quote, ...]:
    """Return the quotations of a text in order; none overlap.

    A quotation that is never closed ends with its paragraph; where the next paragraph begins with
    an opening mark it goes on there (`continues`). A quotation inside another is part of it.
    """
    found: list[Quote] = []
    for start, end in _paragraphs(text):
        if found and not found[-1].closed and not _opens(text, start, end):
            pass
        elif found and not found[-1].closed:
            last = found[-1]
            found[-1] = Quote(last.start, last.end, closed=False, continues=True)
        found.extend(_in_paragraph(text, start, end))
    return tuple(q for q in found if text[q.start : q.end].strip())


def quote_at(quotes: tuple[Quote, ...], position: int) -> Quote | None:
    """Return the quotation that covers a position, by bisection."""
    i = bisect_right(quotes, position, key=lambda q: q.start) - 1
    if i >= 0 and quotes[i].start <= position < quotes[i].end:
        return quotes[i]
    return None


def _paragraphs(text: str) -> list[tuple[int, int]]:
    found, position = [], 0
    for piece in re.finditer(r"[^\n]+", text):
        position = piece.start()
        if piece.group().strip():
            found.append((position, piece.end()))
    return found


def _opens(text: str, start: int, end: int) -> bool:
    return text[start:end].lstrip()[:1] in ("“", '"', "«", "„")


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened, depth, straight = -1, 0, False
    for m in MARKS.finditer(text, start, end):
        mark, at = m.group(), m.start()
        if opened < 0:
            if mark in OPENERS or (mark in STRAIGHT and not _may_close(text, at, m.end(), start)):
                opened, depth, straight = m.end(), 1, mark in STRAIGHT
            continue
        if straight:
            closes = mark in STRAIGHT or (mark == "”" and _may_close(text, at, m.end(), start))
        elif mark in STRAIGHT:  # a mark of the other kind: inside, or a careless end
            depth += 1 if not _may_close(text, at, m.end(), start) else -1
            closes = depth <= 0
        elif mark in OPENERS and not (mark == "“" and text[at - 1 : at].isalnum()):
            depth += 1
            continue
        else:
            depth -= 1
            closes = depth <= 0 or at >= end - 2
        if closes:
            found.append(Quote(opened, at))
            opened = -1
    if opened >= 0:
        found.append(Quote(opened, end, closed=False))
    return found


def _may_close(text: str, at: int, end: int, start: int) -> bool:
    """Say whether a mark without a direction stands as a closing one: after a word, before none."""
    before, after = text[max(start, at - 1) : at], text[end : end + 1]
    return bool(before.strip()) and before not in "([-–—'‘" and not after.isalnum()
