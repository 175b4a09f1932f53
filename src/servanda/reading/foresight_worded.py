"""Predictions that a wording makes, by a table: "the odds are against a deal", "on course to".

The table is `cues/foretelling.tsv`: what carries the prediction, and where in it that which is
foretold stands. It is asked of sentences of which no tense or word of foresight tells the same.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.lexicon.cues import rows
from servanda.model.spelt import COUNT
from servanda.reading.odds import NUMBERS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.reading.context import Sentence

STOP = (
    r"(?=\s*(?:$|[.;:?!—–()]|,\s+(?:but|and|as|because|though|although|while|which|who|so|for|"
    r"says?|"
    r"said|according|given|even|let alone|not|whatever|he|she|they|it|the|a)\b|,?\s+according to\b|"
    r"\s(?:but|because|although|whereas)\s|,?\s+(?:he|she|they|I|we) (?:says?|said|adds?|"
    r"thinks?)\b))"
)
REST = r"(?:[^;:—–()?!.]|\.(?=\d))"
PARTS = {
    "{P}": rf"(?P<p>{REST}{{4,}}?){STOP}",
    "{P:no }": rf"(?P<p>no {REST}+?){STOP}",
    "{P:ing}": rf"(?P<p>(?:[\w’'-]+ ){{1,7}}?[a-z]{{2,}}ing\b{REST}*?){STOP}",
    "{P:to}": rf"(?:(?:for|of|towards?|into|in)\s+)?(?P<p>{REST}{{4,}}?){STOP}",
    "{P:verb}": rf"(?P<p>(?:lose|gain|win|fall|become|miss|emerge|profit)\b{REST}*?){STOP}",
    "{P:must}": rf"(?P<p>{REST}+? must {REST}+?){STOP}",
    "{P:lease}": r"(?P<p>(?:the|this|that|his|her|its|their|[A-Z]\w+['’]s?) [\w’' -]+?)",
    "{N}": r"(?:(?<=^)|(?<=[,;:] )|(?<=\bthat )|(?<=\bbut )|(?<=\band )|(?<=\bof )|(?<=\bfor ))"
           rf"(?P<p>(?!it\b|this\b|that\b|he\b|she\b|they\b|there\b|what\b|which\b|who\b|I\b|we\b)"
           rf"{REST}{{4,90}}?)",
    "{S}": r"(?:(?<=^)|(?<=[,;:] )|(?<=\bthat )|(?<=\bbut )|(?<=\band ))"
           r"(?P<s>(?!there\b|what\b|which\b|who\b|I\b|we\b)[^,;:—–?!]{2,60}?)",
    "{TIME}": rf"(?P<time>(?:(?:(?:no|not) )?more than |at (?:most|best) |less than |barely |"
              rf"only |another "
              rf"|until |till |perhaps |about |under )*(?:(?:{COUNT}) (?:more )?(?:days?|weeks?|"
              r"fortnights?|months?|years?)|until [\w ]{3,24}|till [\w ]{3,24}))",
}  # fmt: skip
_NUMBER = r"(?:\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?:-[a-z]+)?"
ODDS = (
    rf"(?:{_NUMBER}(?: |-)(?:chances? )?(?:in|out of)(?: |-){_NUMBER}|(?:(?:{_NUMBER}) (?:to|and) |"
    rf"\d+ ?[-–] ?)?{_NUMBER}(?: |-)?(?:per ?cent|per-cent|%)|{_NUMBER} to {_NUMBER}(?: against|"
    rf" on)?"
    r"|fifty-fifty|50-50|even(?= chance| odds)|better than even)"
)
BEING = frozenset({"be", "have", "mean", "know", "want", "need", "seem", "deserve"})
NO = re.compile(r"\b(?:not|never|no|none|nobody|neither|nor|nothing)\b|n['’]t\b", re.IGNORECASE)


class Way(Struct, frozen=True):
    """A way of foretelling: its pattern, what it holds of what is foretold, and what it needs."""

    id: str
    pattern: "re.Pattern[str]"
    effect: str
    needs: str


class Worded(Struct, frozen=True):
    """What a wording foretells: the words that carry it, the claim's words and head, and how."""

    words: "tuple[Token, ...]"
    claim: "tuple[Token, ...]"
    head: "Token"
    way: Way
    time: tuple[int, int] | None

    @property
    def negated(self) -> bool:
        """Say whether the claim is held not to come about: told with "no", or doubted."""
        told = " ".join(t.text for t in self.claim).replace(" n't", "n't")
        return (NO.search(told) is not None) != (self.way.effect == "doubt")


@lru_cache(maxsize=1)
def ways() -> tuple[Way, ...]:
    """Return the table of ways, in its order."""
    out = []
    for row in rows("foretelling"):
        text = row["lemma"].replace("{ODDS}", ODDS)
        for name, part in PARTS.items():
            text = text.replace(name, part)
        out.append(Way(row["id"], re.compile(text, re.IGNORECASE), row["effect"], row["needs"]))
    return tuple(out)


def worded(sentence: "Sentence", taken: "Sequence[Token]") -> "Iterator[Worded]":
    """Yield what a sentence foretells by its wording; `taken` are heads that are foretold already.

    What lies around such a head is told by its tense; of two ways the first of the table counts.
    """
    text = sentence.text
    tokens = [t for t in sentence.tokens if not t.is_space]
    first = sentence.span.start_char
    heads = {t.i for t in taken}
    for way in ways():
        found = way.pattern.search(text)
        if found is None:
            continue
        claim = _within(tokens, first, found.span("p"))
        if not claim or any(t.i in heads for t in claim):
            continue
        head = _head(claim)
        if head is None or not _is_meant(way, head, claim):
            continue
        subject = _within(tokens, first, found.span("s")) if "s" in found.groupdict() else []
        cue = _cue(tokens, first, found)
        time = None
        if "time" in found.groupdict() and found["time"]:
            time = (found.start("time"), found.end("time"))
        yield Worded(tuple(cue), (*subject, *claim), head, way, time)
        heads |= {t.i for t in claim}


def _within(tokens: "list[Token]", first: int, span: tuple[int, int]) -> "list[Token]":
    low, high = first + span[0], first + span[1]
    return [t for t in tokens if low <= t.idx and t.idx + len(t) <= high]


def _cue(tokens: "list[Token]", first: int, found: "re.Match[str]") -> "list[Token]":
    """Return the words of a match that carry the prediction: those outside what is foretold."""
    whole = _within(tokens, first, found.span())
    aside = {t.i for name in ("p", "s") if name in found.groupdict()
             for t in _within(tokens, first, found.span(name))}  # fmt: skip
    own = [t for t in whole if t.i not in aside and not t.is_punct]
    run = own[:1]
    for t in own[1:]:
        if t.i != run[-1].i + 1:
            break
        run.append(t)
    return run or whole[:1]


def _head(claim: "list[Token]") -> "Token | None":
    """Return the word of a claim on which the others hang: a verb before a noun, the first."""
    inside = {t.i for t in claim}
    tops = [t for t in claim if t.head.i not in inside or t.head == t]
    verbs = [t for t in tops if t.pos_ in ("VERB", "AUX")]
    nouns = [t for t in tops if t.pos_ in ("NOUN", "PROPN")]
    if verbs or nouns:
        return (verbs or nouns)[0]
    led = [c for t in tops for c in t.children if c.i in inside]
    return next((c for c in led if c.pos_ in ("VERB", "AUX", "NOUN", "PROPN")), None)


def _is_meant(way: Way, head: "Token", claim: "list[Token]") -> bool:
    """Say whether a way's need is met, as far as words tell; a window is asked for elsewhere."""
    if way.needs == "noun":
        return not any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in claim[0].sent
                       if t.lemma_ not in ("say", "think", "predict", "write"))  # fmt: skip
    if way.id == "foretelling.listed_odds":
        return head.tag_ in ("VBZ", "VBP", "VBG", "NN", "NNS", "NNP")
    if claim[0].lower_ in ("you", "him", "her", "them", "us", "me") and len(claim) < 3:
        return False
    past = head.tag_ == "VBD" or any(
        c.lower_ in ("had", "was", "were", "did") and c.dep_ in ("aux", "auxpass")
        for c in head.children
    )
    return not past


def needs_window(found: Worded) -> bool:
    """Say whether a way foretells only where a window is told."""
    if found.way.needs in ("date", "noun"):
        return True
    return found.way.needs == "ahead" and found.head.pos_ in ("VERB", "AUX") and (
        found.head.lemma_ in BEING and found.head.tag_ in ("VBZ", "VBP")
    )  # fmt: skip
