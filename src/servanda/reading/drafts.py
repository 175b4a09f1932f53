"""Drafts of statements, before they become records, and small sums on spans."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Ref
from servanda.reading.context import Sentence
from servanda.reading.match import Hit
from servanda.reading.quotes import Quote, quote_at

if TYPE_CHECKING:
    from spacy.tokens import Token

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Draft:
    """A statement as found: its cue, the head of its source, its content in document offsets.

    `words` are the words of the source where layout tells them and not the parse.
    """

    sentence: Sentence
    hit: Hit
    content: Spans
    source: "Token | None" = None
    source_sentence: Sentence | None = None
    speaker: Ref | None = None
    words: tuple["Token", ...] = ()
    addressees: tuple["Token", ...] = ()
    confidence: float = 0.6
    rule: str = ""

    @property
    def place(self) -> int:
        """Return the document offset of the cue."""
        return int(self.hit.head.idx) + self.sentence.offset


def token_spans(sentence: Sentence, tokens: "list[Token]") -> Spans:
    """Return the document spans of the runs of neighbouring tokens, marks at their ends cut."""
    spans: list[tuple[int, int]] = []
    run: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if run and token.i != run[-1].i + 1:
            spans.extend(_run_span(sentence, run))
            run = []
        run.append(token)
    spans.extend(_run_span(sentence, run))
    return tuple(spans)


def _run_span(sentence: Sentence, run: "list[Token]") -> list[tuple[int, int]]:
    tokens = list(run)
    while tokens and (tokens[-1].is_space or tokens[-1].text in ',;:-"' or tokens[-1].text == "."):
        tokens.pop()
    while tokens and (tokens[0].is_space or tokens[0].text in ',;:-".'):
        tokens.pop(0)
    if not tokens:
        return []
    last = tokens[-1]
    return [(tokens[0].idx + sentence.offset, last.idx + len(last) + sentence.offset)]


def union(a: Spans, b: Spans) -> Spans:
    """Return the spans of both, overlapping ones joined, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((*a, *b)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def covered(inner: Spans, outer: Spans) -> bool:
    """Say whether at least nine tenths of some spans lie in others."""
    total = sum(e - s for s, e in inner) or 1
    shared = sum(max(0, min(e, oe) - max(s, os)) for s, e in inner for os, oe in outer)
    return shared >= 0.9 * total


def inside(start: int, end: int, quotes: tuple[Quote, ...]) -> int:
    """Return how many characters of a span stand inside quotations."""
    total, position = 0, start
    while position < end:
        quote = quote_at(quotes, position)
        if quote is not None:
            stop = min(end, quote.end)
            total += stop - position
            position = stop
        else:
            later = [q.start for q in _after(quotes, position)]
            position = min([end, *later])
    return total


def _after(quotes: tuple[Quote, ...], position: int) -> tuple[Quote, ...]:
    from bisect import bisect_left

    i = bisect_left(quotes, position, key=lambda q: q.start)
    return quotes[i : i + 1]
