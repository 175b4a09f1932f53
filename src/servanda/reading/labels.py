"""Statements by layout: "Speaker of the ministry: ...", and a name after a dash below a quotation.

Headlines, transcripts and press releases name who speaks without a verb. A label opens a block and
ends with a colon; a signature closes a quotation and ends its block.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues, rows
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import Draft
from servanda.reading.match import Hit
from servanda.reading.quotes import Quote
from servanda.reading.refs import actorlike
from servanda.reading.sources import media

if TYPE_CHECKING:
    from spacy.tokens import Token

LABEL = 12  # words that a label may have before its colon
SIGNATURE = re.compile(r"[\s.]*\s(?:[-–—]|--)\s?(?=[A-Z])([^\n\"“”:;?!]{3,90})(?=\s*(?:\n|$))")
WORD = re.compile(r"[^\W\d]{2}")
NAMED = frozenset({"PERSON", "ORG", "NORP"})


def labelled_drafts(context: Context, quotes: tuple[Quote, ...]) -> Iterator[Draft]:
    """Yield a draft for every block that opens with its speaker, and every signed quotation."""
    block = None
    for sentence in context.sentences:
        if sentence.block is not block:
            draft = _label(context, sentence)
            if draft is not None:
                yield draft
        block = sentence.block
    for quote in quotes:
        draft = _signed(context, quote)
        if draft is not None:
            yield draft


def _label(context: Context, sentence: Sentence) -> Draft | None:
    colon = next((t for t in sentence if t.text == ":"), None)
    if colon is None or colon.i - sentence.span.start > LABEL:
        return None
    words = [t for t in sentence.span.doc[sentence.span.start : colon.i]
             if not t.is_space and t.text != '"']  # fmt: skip
    place = colon.idx + sentence.offset
    end = sentence.block.end
    if not _speaks(words) or not WORD.search(context.text, place + 1, end):
        return None
    return _draft(sentence, colon, words, ((place + 1, end),), 0.7)


def _speaks(words: "list[Token]") -> bool:
    """Say whether the words before a colon name somebody, and nothing else."""
    if not words or any(t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBG", "VBN") for t in words):
        return False
    if words[0].lower_ in _no_speakers() or words[-1].lower_ in _no_speakers():
        return False
    head = next((t for t in words if t.head not in words and t.pos_ != "PUNCT"), words[-1])
    if head.pos_ == "NOUN" or words[-1].pos_ == "NOUN":
        return actorlike(head) or head.lemma_.lower() in media()
    shouted = len(words) <= 3 and all(t.is_upper or t.is_punct for t in words)
    return shouted or head.ent_type_ in NAMED or words[-1].ent_type_ in NAMED


def _signed(context: Context, quote: Quote) -> Draft | None:
    found = SIGNATURE.match(context.text, quote.end + 1 if quote.closed else quote.end)
    if found is None:
        return None
    sentence = context.sentence_at(found.start(1))
    if sentence is None:
        return None
    words = [t for t in sentence if found.start(1) <= t.idx + sentence.offset < found.end(1)
             and not t.is_space]  # fmt: skip
    dash = next((t for t in sentence if t.text in ("-", "--")
                 and found.start() <= t.idx + sentence.offset < found.start(1)), None)  # fmt: skip
    while words and words[-1].is_punct:
        words.pop()
    if not words or any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    if not any(t.pos_ == "PROPN" for t in words) and not actorlike(words[-1]):
        return None
    return _draft(sentence, dash or words[0], words, ((quote.start, quote.end),), 0.8)


def _draft(
    sentence: Sentence,
    mark: "Token",
    words: "list[Token]",
    content: tuple[tuple[int, int], ...],
    confidence: float,
) -> Draft:
    cue = cues("statements")[(":" if mark.text == ":" else "-", "x")][0]
    return Draft(sentence, Hit(cue, mark), content, words[-1], words=tuple(words),
                 confidence=confidence, rule=f"{cue.id}/label")  # fmt: skip


@lru_cache
def _no_speakers() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("labels"))
