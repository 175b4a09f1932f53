"""The words around the noun of an agreement: what tells it from others."""

import re
from dataclasses import dataclass

from servanda.lexicon.nouns import load_nouns
from servanda.reading.dates import Match

LEFT = re.compile(r"[\"“”‘’'#(]*([^\W_](?:[\w’'.&/-]*[\w’'])?)[\"“”‘’')]*[\s-]*$")
TOPIC = re.compile(
    r"(?P<first>\s+(?:on|of|between|with|concerning|regarding)\s+)"
    r"(?P<rest>(?:the\s+)?(?:[#\"“]?[^\W\d_][\w’'-]*|\d+)(?:(?:,?\s+(?:and|of|the|on|in|with|to|for)"
    r"(?=\s)|,)?\s+(?:the\s+)?[^\W\d_][\w’'-]*){0,8})"
)
BY_ACT = re.compile(
    r"(?:\s+(?:that|which|he|she|they|it|we)(?:\s+[\w’'-]+){0,6}?|\s+\w+ly)?\s+(?:signed|authored|adopted|"
    r"concluded|reached|made|dated|initialled|agreed|sealed|brokered|announced|declared)"
    r"(?:\s+(?:by|with)(?:\s+[A-Z][\w-]+){1,5})?"
    r"(?:\s+(?:in|at)\s+[A-Z][\w-]+(?:\s+(?:of\s+)?[A-Z][\w-]+){0,2})?"
    r"(?:\s+on|\s+in)?\s+$"
)
MAX_LEFT = 7


@dataclass(frozen=True)
class Phrase:
    """An agreement's noun with its neighbours: offsets and what they tell.

    `bare` says that nothing but a determiner stands with the noun, `continues` that the noun goes
    on in a way that makes it another thing ("the statement that ...", "the law of the sea").
    """

    start: int
    end: int
    determiner: str
    adjectives: frozenset[str]
    proper_left: bool
    proper_right: bool
    topic: int
    counted: bool
    dated: bool
    bare: bool
    continues: bool

    @property
    def alone(self) -> bool:
        """Say whether the noun has a determiner and nothing else."""
        return self.bare and not self.continues

    @property
    def definite(self) -> bool:
        """Say whether the phrase points to a known agreement."""
        return load_nouns().has("definite", self.determiner)


def phrase_around(text: str, start: int, end: int, dates: list[Match]) -> Phrase:
    """Return the phrase of the noun at `start` to `end`."""
    left, adjectives, proper, dated, determiner = _left(text, start, dates)
    right = _right(text, end, dates)
    dated = dated or right.dated
    bare = left == start and right.end == end
    continues = bool(GOES_ON.match(text, end)) and not dated
    counted = bool(COUNTED.match(text, end))
    return Phrase(left, right.end, determiner, frozenset(adjectives), proper, right.proper,
                  right.topic, counted, dated, bare, continues)  # fmt: skip


GOES_ON = re.compile(r"\s+(?:of|that|by(?! \w+ing\b)|from|to|about|said)\b")
COUNTED = re.compile(r"\s+of\s+[\w-]+\s+(?:points|articles|paragraphs|pages)\b")


@dataclass(frozen=True)
class Right:
    """What follows the noun: its end, proper names and topic nouns in it, and whether a date."""

    end: int
    proper: bool = False
    topic: int = 0
    dated: bool = False


def _left(text: str, start: int,
          dates: list[Match]) -> tuple[int, set[str], bool, bool, str]:  # fmt: skip
    nouns = load_nouns()
    at, adjectives, proper, dated = start, set[str](), False, False
    for _ in range(MAX_LEFT):
        date = _date_ending(dates, text, at)
        if date is not None:
            at, dated = date.start, True
            continue
        match = LEFT.search(text, max(0, at - 40), at)
        if match is None or "\n" in text[match.end(1) : at]:
            break
        word = match.group(1)
        low = word.lower()
        if nouns.has("determiner", low):
            return at, adjectives, proper, dated, low
        if nouns.has("no_modifier", low):
            break
        stem = low.split("-")[-1]
        if nouns.has("instrument_adjective", low) or nouns.has("instrument_adjective", stem):
            adjectives.add(low if nouns.has("instrument_adjective", low) else stem)
            proper = proper or (word[:1].isupper() and "-" in word)
        elif word[:1].isupper() or (word.isdecimal() and len(word) == 4):
            dated = dated or word.isdecimal()
            proper = proper or not word.isdecimal()
        elif not (low.endswith(("-brokered", "-mediated", "-backed")) and word[:1].isupper()):
            break
        at = match.start(1)
        if text[max(0, at - 1) : at] == "#":
            at -= 1
    return at, adjectives, proper, dated, ""


def _right(text: str, end: int, dates: list[Match]) -> Right:
    of_date = OF_DATE.match(text, end)
    if of_date:
        date = _date_at(dates, of_date.end())
        if date is not None:
            return Right(date.end, dated=True)
    for date in dates:
        if date.start > end + 60:
            break
        if date.start > end and date.granularity in ("day", "month", "range"):
            gap = text[end : date.start]
            if "." not in gap and BY_ACT.fullmatch(gap if gap.endswith(" ") else gap + " "):
                return Right(date.end, dated=True)
    topic = TOPIC.match(text, end, min(len(text), end + 120))
    if topic is None or any(d.start == topic.start("rest") for d in dates):
        return Right(end)  # "signed the accord on Tuesday"
    last, capital, count = _topic_end(topic, text)
    if last == topic.start():
        return Right(end)
    date = _date_following(dates, text, last)
    return Right(date.end if date else last, capital, count, date is not None)


OF_DATE = re.compile(r"\s+(?:of|from|dated)\s+(?:the\s+)?")


def _topic_end(topic: re.Match[str], text: str) -> tuple[int, bool, int]:
    """Return where a topic ends, whether it holds a proper name, and how many topic nouns.

    A topic is made of names and of the nouns that agreements are about; it ends where it began
    when the first word is neither.
    """
    nouns, last, capital, count = load_nouns(), topic.start(), False, 0
    for word in re.finditer(r"[^\W_][\w’'-]*", text[topic.start("rest") : topic.end("rest")]):
        low = word.group().lower()
        begin = topic.start("rest") + word.start()
        gap = text[last:begin] if last > topic.start() else ""
        if re.search(r"[.;:!?]", gap) or ("," in gap and word.group()[:1].isupper()):
            break
        if low in ("the", "and", "of", "on", "in", "with", "to", "for", "between"):
            continue
        named = word.group()[:1].isupper()
        topical = nouns.has("instrument_adjective", low) or nouns.has("topic", low)
        if not named and not topical:
            break
        capital, count = capital or named, count + topical
        last = topic.start("rest") + word.end()
    return last, capital, count


def _date_ending(dates: list[Match], text: str, at: int) -> Match | None:
    """Return the date that ends right before a place."""
    for date in dates:
        near = at - 3 <= date.end <= at and date.granularity in DATED
        if near and not text[date.end : at].strip(" -\"“”'‘’"):
            return date
        if date.start > at:
            break
    return None


def _date_at(dates: list[Match], at: int) -> Match | None:
    found = (d for d in dates if d.start in (at, at - 4) and d.granularity in DATED)
    return next(found, None)


def _date_following(dates: list[Match], text: str, at: int) -> Match | None:
    gap = re.match(r",?\s+(?:of|dated|from|signed (?:on|in))\s+", text[at : at + 20])
    return _date_at(dates, at + gap.end()) if gap else None


DATED = ("day", "month", "year", "range", "season")
