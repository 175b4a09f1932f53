"""One short statement as the judgement sees it: what it is about, and which way it goes."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from servanda.reasoning.contradiction.scope import NEGATORS, signs
from servanda.reasoning.contradiction.tables import (
    Hit,
    actors,
    concepts,
    directions,
    opposites,
    words_of,
)
from servanda.reasoning.wording import STEM, empty_words

NUMBER = re.compile(r"\d[\d.,]*")
COUNTS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
NO_WAY = ("effect", "ill")  # rows of directions.tsv that are no way to go
WE = frozenset({"we", "our", "us", "i", "my"})
DUTY = frozenset({"should", "must", "need", "needs", "ought", "shall"})


class Told(Struct, frozen=True):
    """A concept in a statement: with favour (+1) or against (-1), and the words that name it."""

    concept: str
    side: int
    poles: tuple[str, ...]
    words: str


class View(Struct, frozen=True):
    """A statement as it is compared: subject stems, concepts, directions, numbers, manner.

    `ways` holds for each way of directions.tsv how far it goes to which side; `sides` the rows of
    opposites.tsv with the side named; `ours` that its speaker speaks for itself; `duty` that it
    says what ought to be; `actors` are the states named, which are no subject: whose statement it
    is must not tell what it says.
    """

    subject: frozenset[str]
    told: tuple[Told, ...]
    ways: Mapping[str, int]
    negations: int
    numbers: frozenset[str]
    actors: frozenset[str]
    sides: frozenset[tuple[str, str]]
    ours: bool
    duty: bool
    length: int

    @property
    def manner(self) -> str:
        """Return how it is told: `own` (we will), `duty` (it should) or `plain` (it is)."""
        return "own" if self.ours else "duty" if self.duty else "plain"

    @property
    def concepts(self) -> Mapping[str, Told]:
        """Return its concepts by id, the last naming of each."""
        return {t.concept: t for t in self.told}

    @property
    def poles(self) -> Mapping[str, int]:
        """Return on which axes it goes to which side, and how often."""
        out: dict[str, int] = {}
        for told in self.told:
            for pole in told.poles:
                sign = told.side if pole.endswith("+") else -told.side
                out[pole[:-1]] = out.get(pole[:-1], 0) + sign
        return out


@lru_cache(maxsize=20_000)
def view(text: str) -> View:
    """Return a statement as it is compared with others; words alone are looked at, no parse."""
    words = words_of(text)
    named = concepts().find(words)
    phrases = {i for h in named if h.end - h.start > 1 for i in range(h.start, h.end)}
    turns = [h for h in directions().find(words) if h.start not in phrases]
    nots = [i for i, w in enumerate(words) if w in NEGATORS and i not in phrases]
    lit = signs(words, turns)
    who = actors().find(words)
    aside = [*(h for h in turns if h.row.told[0] != "ill"), *who]
    return View(
        subject=_subject(words, aside), actors=frozenset(h.row.id for h in who),
        told=tuple(
            Told(h.row.id, lit[h.start], h.row.told, " ".join(words[h.start : h.end]))
            for h in named
        ),
        ways=_ways(turns, nots), negations=len(nots), numbers=_numbers(words),
        sides=frozenset((h.row.id, h.row.told[0]) for h in opposites().find(words)),
        ours=any(w in WE for w in words), duty=any(w in DUTY for w in words), length=len(words),
    )  # fmt: skip


def _subject(words: Sequence[str], aside: Sequence[Hit]) -> frozenset[str]:
    """Return the stems of the words that say what it is about, some left aside."""
    turning = {i for h in aside for i in range(h.start, h.end)}
    return frozenset(
        w[:STEM] for i, w in enumerate(words)
        if w not in empty_words() and len(w) > 2 and w[0].isalpha()
        and i not in turning and w not in NEGATORS
    )  # fmt: skip


def _ways(turns: Sequence[Hit], nots: Sequence[int]) -> dict[str, int]:
    ways: dict[str, int] = {}
    for hit in turns:
        way, side = hit.row.told
        if way in NO_WAY:
            continue
        turned = -1 if sum(hit.start - 4 <= i < hit.start for i in nots) % 2 else 1
        ways[way] = ways.get(way, 0) + (turned if side == "+" else -turned)
    return ways


def _numbers(words: Sequence[str]) -> frozenset[str]:
    """Return the numbers told, in figures; "one" is a pronoun as often and left out."""
    told = {w.strip(".,").replace(",", "") for w in words if NUMBER.fullmatch(w)}
    return frozenset(told | {COUNTS[w] for w in words if w in COUNTS})
