"""Comparing wordings without a parser: sentences around anchors, and the words that carry sense."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from importlib import resources

from servanda.model import Anchor, Document, Evidence, Record

LONGEST = 1500  # characters looked at on each side for the bounds of a sentence
STEM = 5  # letters kept of a word: "withdraw", "withdrawal" and "withdrew" should meet
END = re.compile(r"(?<=[.!?…;:])[\"”’')\]]*\s|\n")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


@lru_cache(maxsize=1)
def empty_words() -> frozenset[str]:
    """Return the words that two sentences may share without being about the same thing."""
    table = resources.files("servanda.reasoning") / "data" / "empty_words.txt"
    return frozenset(table.read_text(encoding="utf-8").split())


def sentence_around(document: Document, anchor: Anchor) -> tuple[int, int]:
    """Return the offsets of the sentence that holds an anchor, as punctuation shows it."""
    text = document.text
    starts, ends = _ends(text)
    floor = max(0, anchor.start - LONGEST)
    n = bisect_right(ends, anchor.start) - 1
    start = max(ends[n] if n >= 0 else 0, floor)
    m = bisect_left(starts, anchor.end)
    end = starts[m] if m < len(starts) else len(text)
    if m and ends[m - 1] > anchor.end and text[ends[m - 1] - 1] == "\n":
        end = ends[m - 1] - 1  # of a mark that the anchor cuts, the line's end is one by itself
    return start, min(end, anchor.end + LONGEST)


@lru_cache(maxsize=4096)
def _ends(text: str) -> tuple[list[int], list[int]]:
    """Return where the marks that end sentences start and end in a text."""
    found = [m.span() for m in END.finditer(text)]
    return [a for a, _ in found], [b for _, b in found]


def sentence_of(evidence: Evidence, record: Record) -> str:
    """Return the sentence that a record stands in; nothing for a row of a registry."""
    document = evidence.documents.get(record.document)
    if document is None or not record.anchors:
        return ""
    start, end = sentence_around(document, record.anchors[0])
    return document.text[start:end]


def senses(text: str) -> frozenset[str]:
    """Return the stems of the words that carry the sense of a text."""
    return _senses(text)


@lru_cache(maxsize=20_000)
def _senses(text: str) -> frozenset[str]:
    return frozenset(w[:STEM] for w in words_of(text) if w not in empty_words() and len(w) > 2)


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without the mark of a possessive."""
    return [w.lower().replace("’", "'").removesuffix("'s") for w in WORD.findall(text)]
