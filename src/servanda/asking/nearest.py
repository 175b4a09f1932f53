"""The sentences of documents nearest to a question, where no kind of record answers it.

Not every saying has the words of the question: "When did the Council meet?" is answered by a
record of a meeting whose place stands in the title. A sentence is weighed by the share of the
question that it holds, rare words counting for more (inverse document frequency over the ledger's
own sentences, Spärck Jones 1972), what only its paragraph holds for less. Every state, person and
agreement named must be there.
"""

import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from servanda.asking.answers import Sentence
from servanda.asking.topics import (
    by_sentence,
    ids_of,
    like,
    names_all,
    of_the_time,
    surroundings,
    telling,
    topic_of,
)
from servanda.asking.understand import YES_OR_NO, Asked
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.wording import senses

INTENTS = frozenset(
    {"when", "said_about", "who_said", "who", "position", "telling", "clash", "unknown_gaps"}
)
BY_DEED = ("status", "duties")  # where they ask whether something was done
NAMED = 2.5  # what a name weighs: about as much as a word that one sentence in twelve has
AROUND = 0.6  # of a word's weight, where its paragraph or title holds it
LEAST = 0.75  # share of a question's weight that a sentence must hold
BEST = 0.9  # of the best share: sentences that are shown beside it
MOST = 3
SOFT = ("org:", "place:")  # bodies and places, which texts often leave to be understood
WORDS = 2  # topic words that a sentence must hold itself
MONTHS = senses(
    "January February March April May June July August September October November December year"
)
# Questions of right, blame and advice: no telling answers them.
JUDGING = senses(
    "right wrong should better best worse worst guilty fault blame moral deserve win won"
)


class Near(NamedTuple):
    """A sentence with its records, and the share of the question that it holds."""

    share: float
    text: str
    records: list[Record]


def nearest(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the few sentences that hold nearly all of a question; none where a name is missing."""
    topic = topic_of(asked) - MONTHS
    fits = asked.intent in INTENTS or (asked.intent in BY_DEED and YES_OR_NO.search(asked.question))
    if not fits or asked.unknown or asked.locator or topic & JUDGING:
        return
    found = sorted(_near(case, asked, topic), key=lambda n: -n.share)
    for n in found[:MOST]:
        if n.share >= max(LEAST, BEST * found[0].share):
            yield telling(case, n.text, n.records)


def _near(case: Case, asked: Asked, topic: frozenset[str]) -> Iterator[Near]:
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    must = tuple(w for w in wanted if not w.startswith(SOFT))
    weights = _weights(case)
    full = sum(weights(t) for t in topic) + NAMED * len(wanted)
    for (_, text), records in by_sentence(case).items():
        words = senses(text)
        held = {t for t in topic if like(t) & words}
        if len(held) < min(WORDS, len(topic)) or not held:
            continue
        around = surroundings(case, records[0])
        ids = set().union(*(ids_of(case, r) for r in records))
        if not names_all(case, must, ids, around) or not of_the_time(case, asked, records):
            continue
        beside = senses(around)
        share = sum(weights(t) for t in held)
        share += AROUND * sum(weights(t) for t in topic - held if like(t) & beside)
        share += NAMED * sum(_named(case, w, ids, text, around) for w in wanted)
        yield Near(share / full, text, records)


def _named(case: Case, id_: str, ids: set[str], text: str, around: str) -> float:
    """Return how far something is named: 1 in a sentence, less in its paragraph or title."""
    if names_all(case, (id_,), ids, text):
        return 1.0
    return AROUND if names_all(case, (id_,), set(), around) else 0.0


class _Weights:
    """The weight of a stem: how few of the case's sentences have it."""

    def __init__(self, case: Case) -> None:
        sentences = by_sentence(case)
        self.often = Counter(stem for _, text in sentences for stem in senses(text))
        self.all = len(sentences)

    def __call__(self, stem: str) -> float:
        return math.log((self.all + 1) / (self.often[stem] + 0.5))


@lru_cache(maxsize=4)
def _weights(case: Case) -> _Weights:
    return _Weights(case)
