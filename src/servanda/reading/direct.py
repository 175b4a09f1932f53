"""Statements by quotation marks: which cue a quotation hangs on, before it, after it or between."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Draft, Spans
from servanda.reading.match import Hit, beginning, hits
from servanda.reading.quotes import SCARE_WORDS, Quote, quote_at
from servanda.reading.sources import neighbour, teller
from servanda.reading.syntax import doer, is_passive

if TYPE_CHECKING:
    pass

WORD = re.compile(r"\w+")
STOP = re.compile(r"[.?!…](?=[\s\"”’)]|$)")
MARK = "\"“”«»„'"
FAR = 15  # words between a cue and the quotation that it opens
NEXT = 4  # characters between a sentence's end and the inside of a quotation right after it
LONG = 60  # words between the two parts of a quotation that its cue interrupts


def quoted_drafts(context: Context, quotes: tuple[Quote, ...]) -> Iterator[Draft]:
    """Yield a draft for every cue outside quotation marks that has a quotation beside it."""
    if not quotes:
        return
    claimed: set[int] = set()
    for sentence in context.sentences:
        for token in beginning(sentence.tokens, "statements"):
            if token.pos_ not in ("VERB", "AUX", "NOUN") or token.dep_ in ("aux", "auxpass"):
                continue
            place = token.idx + sentence.offset
            if quote_at(quotes, place) is not None:
                continue
            hit = next((h for h in hits(token, "statements") if "q" in h.cue.frames), None)
            if hit is None:
                continue
            beside = _beside(context, sentence, hit, quotes, claimed)
            if beside:
                content = _spans(quotes, beside)
                claimed.update(beside)
                source = teller(token) or neighbour(token)
                yield Draft(sentence, hit, content, source,
                            confidence=0.9 if source is not None else 0.6,
                            rule=f"{hit.cue.id}/quote")  # fmt: skip


def _beside(
    context: Context, sentence: Sentence, hit: Hit, quotes: tuple[Quote, ...], claimed: set[int]
) -> list[int]:
    """Return the indexes of the quotations that hang on a cue."""
    start, end = _clause(sentence, hit)
    after = bisect_left(quotes, end - 1, key=lambda q: q.start)
    before = after - 1
    text, found = context.text, []
    if before >= 0 and before not in claimed and _closes(context, sentence, quotes[before], start):
        found.append(before)
    if after < len(quotes) and after not in claimed:
        between = text[end : quotes[after].start].rstrip(MARK)
        if _leads(context, sentence, between, quotes[after], bool(found)):
            found.append(after)
    for index in list(found):
        while quotes[index].continues and index + 1 < len(quotes):
            index += 1
            found.append(index)
    return sorted(set(found))


def _clause(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """Return the offsets of the cue and of the subject and auxiliaries that stand beside it."""
    verb = hit.head
    tokens = list(hit.tokens)
    source = doer(verb)
    if source is not None and not is_passive(verb) and source.head == verb:
        tokens += list(source.subtree)
    tokens += [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "advmod", "prt")
               and abs(c.i - verb.i) < 3]  # fmt: skip
    low = min(t.idx for t in tokens) + sentence.offset
    return low, verb.idx + len(verb) + sentence.offset


def _closes(context: Context, sentence: Sentence, quote: Quote, start: int) -> bool:
    """Say whether a quotation ends right before the clause of its cue: "...", X said."""
    if not quote.closed or quote.end > start or start - quote.end > 60:
        return False
    between = context.text[quote.end : start]
    if WORD.search(between) or "\n" in between:
        return False
    long = len(WORD.findall(context.text[quote.start : quote.end])) > SCARE_WORDS
    comma = context.text[quote.end - 1] in ",?!.-—…" or between.lstrip(MARK).startswith(",")
    return comma or (long and quote.start <= sentence.start)


def _leads(context: Context, sentence: Sentence, between: str, quote: Quote, goes_on: bool) -> bool:
    """Say whether a cue leads into the quotation after it: X said: "..."."""
    words = len(WORD.findall(between))
    if words > (LONG if goes_on else FAR):
        return False
    stops = list(STOP.finditer(between.rstrip()))
    tail = between.rstrip()
    long = len(WORD.findall(context.text[quote.start : quote.end])) > SCARE_WORDS
    if "\n" in tail.rstrip(":"):
        return False
    if "\n" in between and not tail.endswith(":"):
        return False
    if goes_on and context.text[quote.start : quote.end].rstrip().endswith(","):
        return False  # it leads up to a cue of its own
    if goes_on and tail.endswith((".", "!", "?")):  # "...," said X. "..."
        return len(stops) == 1 or quote.start - sentence.end <= NEXT
    if stops:
        return False
    if words > FAR:
        return False
    if tail.endswith((":", ",", "—", "-")):
        return True
    return (long and words <= 3) or (long and tail.endswith("that"))


def _spans(quotes: tuple[Quote, ...], indexes: list[int]) -> Spans:
    return tuple((quotes[i].start, quotes[i].end) for i in indexes)
