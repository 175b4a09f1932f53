"""Comparing wordings without a parser: sentences around anchors, and the words that carry sense."""

import re
from functools import lru_cache
from importlib import resources

from servanda.model import Anchor, Document, Evidence, Record

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
    start = max((m.end() for m in END.finditer(text, max(0, anchor.start - 1500), anchor.start)),
                default=max(0, anchor.start - 1500))  # fmt: skip
    after = END.search(text, anchor.end)
    end = after.start() if after else len(text)
    return start, min(end, anchor.end + 1500)


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
    words = (w.lower().replace("’", "'").removesuffix("'s") for w in WORD.findall(text))
    return frozenset(w[:STEM] for w in words if w not in empty_words() and len(w) > 2)
