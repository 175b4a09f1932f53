"""Odds told in numbers beside a prediction: "(60 %)", ": put it at one in five", "puts at a third".

A share that is foretold is none: "more than sixty per cent of the vote".
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from servanda.model import Prediction
from servanda.reading.context import Context, Sentence
from servanda.reading.odds import ODDS, RULE, odds_in

CHANCE = re.compile(
    r"\b(?:chances?|likelihood|probabilit(?:y|ies)|odds|risk|certain|sure|confident|confidence|puts?|"
    r"gives?|assigns?|attach(?:es)?|rates?|bets?|call (?:it|that)|offer|say|proposition)\b",
    re.IGNORECASE,
)
FOUND = re.compile(ODDS, re.IGNORECASE)
BACK = re.compile(
    r"\b(?:it|that|this|odds|chances?|the (?:last|first|former|latter))\b", re.IGNORECASE
)
ASIDE = re.compile(r"[:;(–—]\s*(?:[\w’']+\s*){0,6}$")
OTHERS = re.compile(  # odds of what the sentence itself goes on to tell
    r"\b(?:chances?|risk|likelihood|probability|odds|proposition|danger|cent|%)\s+(?:that|of)\b",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"[\s,:;(–—]+(?:(?:at|with|a|an|is|chance|odds|of|between|about|around|some|roughly|only|"
    rf"perhaps)\s+)*{ODDS}\W*$", re.IGNORECASE,
)  # fmt: skip
LEVEL = re.compile(r"\bprobability\b[^.;]{0,60}?\b(0?\.\d+)\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:will|would|might|may|won['’]t|going to)\b|['’]ll\b", re.IGNORECASE)
SHORT = 22  # words of a sentence that only tells the odds of the one before
Span = tuple[int, int]
Odds = tuple[float, float]


def without_odds(text: str, sentence: Sentence, spans: Sequence[Span]) -> list[Span]:
    """Return the places of a proposition without odds that the parse hung at its end.

    "We put the likelihood that he leaves *at 70 to 80 per cent*": a word of chance stands before.
    """
    if not spans:
        return []
    start, end = spans[-1]
    tail = TAIL.search(text[start:end].lower())
    outside = text[sentence.start : spans[0][0]]
    if tail is None or not (CHANCE.search(outside) or "(" in tail[0]):
        return list(spans)
    return [*spans[:-1], (start, start + tail.start())] if tail.start() else list(spans)


def with_odds(
    context: Context, sentence: Sentence, after: Sentence | None, found: Sequence[Prediction]
) -> Iterator[Prediction]:
    """Yield the predictions of a sentence, with the odds that stand beside those without any."""
    told = list(_told(context.text, (sentence.start, sentence.end), found))
    if after is not None and sentence.text.rstrip().endswith("?"):
        answer = odds_in(context.text[after.start : after.end].lower())
        told = [(sentence.end, answer[0])] if answer else []
    if not told and found and after is not None:
        told = list(_said_after(context.text, after))
    given: dict[int, Odds] = {}
    for place, odds in told:
        given.setdefault(_whose(place, found), odds)
    for n, record in enumerate(found):
        if n in given and record.rule != RULE:
            yield replace(record, probability=given[n], rule=RULE)
        else:
            yield record


def _whose(place: int, found: Sequence[Prediction]) -> int:
    """Return which prediction odds belong to: the last that began before them, else the first."""
    begun = [n for n, r in enumerate(found) if r.proposition.anchors[0].start <= place]
    return begun[-1] if begun else 0


def _told(text: str, span: Span, found: Sequence[Prediction]) -> Iterator[tuple[int, Odds]]:
    words = text[span[0] : span[1]]
    chance = CHANCE.search(words)
    for match in FOUND.finditer(words.lower()):
        before, behind = words[: match.start()].rstrip(), words[match.end() :].lstrip()
        aside = ASIDE.search(before) is not None or before.endswith(("at", "between")) or (
            before.endswith(",") and len(behind.split()) <= 2
        )  # fmt: skip
        share = "cent" in match[0].lower() or "%" in match[0]
        start = span[0] + match.start()
        inside = any(a.start <= start < a.end for r in found for a in r.proposition.anchors)
        if share and (behind.startswith("of ") or (not chance and not aside)):
            continue
        if inside and not (before.endswith("(") or (aside and chance)):
            continue
        if odds := odds_in(match[0].lower()):
            yield start, odds[0]
    level = LEVEL.search(words)
    if level is not None:
        yield span[0] + level.start(1), (float(level[1]), float(level[1]))


def _said_after(text: str, after: Sentence) -> Iterator[tuple[int, Odds]]:
    """Yield odds that a short sentence gives to what was just said: "I would put it at one in"."""
    words = text[after.start : after.end]
    match = FOUND.search(words.lower())
    if match is None or OTHERS.search(words) or AHEAD.search(words[12:]):
        return
    if len(words.split()) > SHORT:
        return
    if not (CHANCE.search(words) and BACK.search(words)):
        return
    if words[match.end() :].lstrip().startswith("of the"):
        return
    if odds := odds_in(match[0].lower()):
        yield after.end, odds[0]
