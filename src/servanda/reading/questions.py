"""Reader of questions: each question with its words, who asks, and whether it wants an answer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from servanda.lexicon.cues import cues
from servanda.model import Block, Phrase, Question, Record, Ref
from servanda.reading.context import Context, leaf_blocks
from servanda.reading.quotes import Quote, find_quotes, quote_at

NAME = "questions"
END = re.compile(r"\?+[!?]*")
BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…]+[\"”’)]*\s+|\n+|^\s*[•\-*]\s+"
)
ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|or|yet|then|now|well|also|again|still|in fact)\b[\s,]*)*"
    r"(?:who|whom|whose|what|which|why|when|where|how|is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would|shall|should|may|might|must|isn|aren|don|doesn|didn|hasn|haven|won|wouldn|"
    r"couldn|can't|if|or)\b",
    re.IGNORECASE,
)  # fmt: skip
LETTERS = re.compile(r"\w+")


def read(context: Context) -> Iterator[Record]:
    """Yield a question for each question mark that ends one; "(sic???)" asks nothing."""
    quotes = find_quotes(context.text)
    for block in leaf_blocks(context.document):
        for start, end in _spans(context.text, block, quotes):
            anchor = context.span(start, end)
            chain, _ = context.chain_at(anchor)
            last = chain[-1] if chain else None
            yield context.record(
                Question,
                reader=NAME,
                at=(anchor,),
                text=Phrase(anchor.quote, (anchor,)),
                asked_by=Ref(last.surface, last.id, last.anchors) if last else None,
                rhetorical=_is_rhetorical(anchor.quote),
                modality="questioned",
                confidence=0.9 if ASKING.match(anchor.quote) else 0.6,
                rule="question.mark",
            )


def _spans(text: str, block: Block, quotes: tuple[Quote, ...]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the questions of a block."""
    last = _after_label(text, block)
    for mark in END.finditer(text, block.start, block.end):
        start = _start(text, last, mark.start())
        quote = quote_at(quotes, mark.start())
        if quote is not None and quote.start > start:
            inner = _start(text, max(quote.start, last), mark.start())
            if not ASKING.match(text[start : quote.start]):
                start = inner
        piece = text[start : mark.end()]
        last = mark.end()
        if len(LETTERS.findall(piece)) < 2 or _is_aside(text, start, mark.start(), mark.end()):
            continue
        yield start, mark.end()


def _after_label(text: str, block: Block) -> int:
    """Return where the words of a block begin, after the label of who speaks it: "Q: "."""
    speaker = block.voice.speaker
    if speaker is None or not speaker.anchors or speaker.anchors[0].start != block.start:
        return block.start
    end = speaker.anchors[0].end
    while end < block.end and not text[end].isalnum():
        end += 1
    return end


def _start(text: str, low: int, end: int) -> int:
    """Return where the sentence that ends at `end` begins, not before `low`."""
    position = low
    for found in BREAK.finditer(text, low, end):
        if found.end() < end:
            position = found.end()
    while position < end and (text[position].isspace() or text[position] in "“\"'‘”’)•-*"):
        position += 1
    return position


def _is_aside(text: str, start: int, mark: int, end: int) -> bool:
    """Say whether a question mark only doubts a word: "(against whom???)"."""
    opened = text.rfind("(", start, mark)
    closed = text[end : end + 1] == ")" and ")" not in text[max(opened, 0) : mark]
    if opened < 0 or not closed:
        return False
    return len(LETTERS.findall(text[opened:mark])) < 4


def _is_rhetorical(question: str) -> bool:
    """Say whether a question opens or turns as questions do that want no answer."""
    words = " ".join(LETTERS.findall(question.lower().replace("’", "'")))
    return any(f" {opening} " in f" {words} " for opening in _openings())


@lru_cache
def _openings() -> tuple[str, ...]:
    found = (c.lemma for rows in cues("rhetoric").values() for c in rows)
    return tuple(" ".join(LETTERS.findall(lemma)) for lemma in found)
