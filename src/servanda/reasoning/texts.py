"""Agreements whose own text is at hand, met again under shorter or longer names elsewhere.

A report may call the "Protocol on Disengagement in the Sarvan Valley" the "Sarvan Valley Protocol".
Where the words of a naming that no registry knows are those of one such title alone, it is taken
for it; a person's judgement on either goes before.
"""

import re
from collections.abc import Callable

from msgspec.structs import replace

from servanda.model import Evidence, Instrument, refs_of
from servanda.reasoning.shelves import Shelves
from servanda.reasoning.wording import empty_words

CANDIDATE = "instrument:candidate-"
PLAIN = frozenset({
    "agreement", "protocol", "treaty", "statement", "declaration", "memorandum", "accord",
    "accords", "convention", "ceasefire", "truce", "armistice", "pact", "deal", "joint", "annex",
    "charter",
    "communique", "roadmap", "agreements", "protocols", "text", "document", "peace",
})  # fmt: skip
CALENDAR = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",
})  # fmt: skip
NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")


def with_texts(evidence: Evidence, shelves: Callable[[], Shelves] | None = None) -> Evidence:
    """Return the evidence in which namings of an agreement at hand are judged to be that one.

    `shelves` gives those of the evidence, asked only where there is such an agreement.
    """
    known = evidence.records if shelves is None else shelves().of(Instrument)
    titles = {
        r.entity.id: _words(r.entity.id)
        for r in known
        if isinstance(r, Instrument) and r.rule == "own.title" and r.entity.id
    }
    titles = {i: words for i, words in titles.items() if i.startswith(CANDIDATE)}
    if not titles:
        return evidence
    ids = _named(evidence) if shelves is None else shelves().ids()
    named = {i for i in ids if i.startswith(CANDIDATE)}
    found = {
        one: meant
        for one in sorted(named - set(titles) - set(evidence.same))
        if (meant := _meant(_words(one), titles)) is not None
    }
    return replace(evidence, same={**found, **evidence.same}) if found else evidence


def _named(evidence: Evidence) -> set[str]:
    return {ref.id for record in evidence.records for ref in refs_of(record) if ref.id}


def telling_words(id_: str) -> frozenset[str]:
    """Return the words by which an agreement that no registry knows may be met again."""
    return _telling(_words(id_)) if id_.startswith(CANDIDATE) else frozenset()


def _words(id_: str) -> frozenset[str]:
    return frozenset(id_.removeprefix(CANDIDATE).split("-")) - empty_words()


def _meant(words: frozenset[str], titles: dict[str, frozenset[str]]) -> str | None:
    """Return the one title that a naming's words are of: all its words, or some telling ones."""
    fitting = [
        title for title, own in titles.items()
        if _telling(own) and (_longer(words, own) or (words <= own and _telling(words)))
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def _longer(words: frozenset[str], own: frozenset[str]) -> bool:
    """Say whether a naming is a title and a date or the like beside it."""
    return own < words and not _telling(words - own)


def _telling(words: frozenset[str]) -> frozenset[str]:
    return frozenset(
        w for w in words if w not in PLAIN | CALENDAR and not NUMBER.fullmatch(w) and len(w) > 1
    )
