"""Clashes of tellings: one thing told to be in one state and in the contrary one at one time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import SURE, agreed, done, of_one_matter, place_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import named, names_left, one_object
from servanda.reasoning.tellings.telling import HOLDING, Telling
from servanda.reasoning.tellings.words import excludes

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

# Deeds that leave a state behind them, so that what is told as done holds when it is told.
LASTING = frozenset({"open", "close", "hold", "free", "present", "deploy", "withdraw", "disarm",
                     "publish", "conceal", "return", "keep", "destroy", "install", "lift",
                     "impose", "disband", "expel", "pay", "owe", "bar", "admit", "ban", "allow",
                     "cut", "supply"})  # fmt: skip
# Who is let in or turned away, held or freed, on one day is not both.
ONE_WAY = frozenset({"admit", "bar", "expel", "publish", "conceal"})
SOON = timedelta(days=21)  # what is told so near to each other is told of one time


def find(case: "Case") -> Iterator[Finding]:
    """Yield what is told to be in contrary states at one time, by two tellers."""
    index = case.tellings_of_deeds
    for a in index.every:
        if not _lasts(a):
            continue
        for b in index.contrary(a):
            if not _lasts(b) or (a.document, a.head) > (b.document, b.head):
                continue
            if (a.document, a.voice) == (b.document, b.voice) or not of_one_matter(case, a, b):
                continue
            if _at_once(a, b) and _of_one(case, a, b):
                yield between(
                    case, "existence", "existence/contrary-states", place_of(a), place_of(b),
                    explanation="one thing is told to be in two contrary states at one time",
                    dissolved_by="the two are of different things or days",
                )  # fmt: skip


def _lasts(t: Telling) -> bool:
    return done(t) and not t.noun and not t.treaty and bool(t.senses & LASTING)


def _of_one(case: "Case", a: Telling, b: Telling) -> bool:
    if not any(excludes(x, y) for x in a.senses & LASTING for y in b.senses & LASTING):
        return False
    if one_object(a, b) is not True or names_left(a, b):
        return False
    parts = [x for t in (a, b) for x in t.things if x.number is not None]
    return bool(named(a) & named(b)) and not parts and agreed(case, a, b) >= SURE


def _at_once(a: Telling, b: Telling) -> bool:
    """Say whether two states are told of one time: of days that meet, or both now and soon."""
    if a.when is not None and b.when is not None:
        state = any(t.lemma.partition(" ")[0] in HOLDING for t in (a, b))
        one = a.when.first == a.when.last and b.when.first == b.when.last
        if one and a.senses & ONE_WAY and b.senses & ONE_WAY:
            return a.when.tight and b.when.tight and a.when.first == b.when.first
        return state and a.when.tight and b.when.tight and not a.when.apart(b.when)
    now = [t.tense == "present" and (t.when is None or t.when.since) for t in (a, b)]
    if not all(now) or a.said[0] is None or b.said[0] is None:
        return False
    return abs(a.said[0] - b.said[0]) <= SOON
