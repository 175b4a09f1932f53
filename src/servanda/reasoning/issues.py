"""Issues in normal form, so that stances on the same thing meet across documents."""

import re
from typing import NamedTuple

from servanda.model import Phrase, Position, Record, Ref
from servanda.reasoning.case import Case
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import senses

# Stances that cannot both be held on one issue at one time, by rule id.
OPPOSITES = {
    frozenset(pair)
    for pair in (
        ("recognises", "refuses"), ("recognises", "rejects"), ("recognises", "denies"),
        ("supports", "opposes"), ("supports", "rejects"), ("supports", "refuses"),
        ("supports", "condemns"), ("accepts", "rejects"), ("accepts", "refuses"),
        ("accepts", "opposes"), ("demands", "opposes"), ("demands", "rejects"),
        ("demands", "refuses"), ("recognises", "opposes"),
    )
}  # fmt: skip
LONG_NAME = re.compile(r"[A-Z][\w'’]*(?:\s(?:(?:of|and|the)\s)*[A-Z][\w'’]*)+")
ALIKE = 0.6  # share of the shorter issue's words of sense that the longer must hold
ONE_WORD = 1  # words that may stand beside the only word which two issues share


def opposed(a: Position, b: Position) -> bool:
    """Say whether two stances contradict: opposites, or one stance affirmed and negated."""
    if a.stance == b.stance:
        return a.polarity != b.polarity
    return frozenset((a.stance, b.stance)) in OPPOSITES and a.polarity == b.polarity == "affirmed"


def holder(case: Case, position: Position) -> str | None:
    """Return the party that a position's holder stands for on the day it is held, if known."""
    day = position.date.latest if position.date else None
    day = day or case.evidence.said_on(position)[1]
    return party_of(position.holder, day, case.entities, case.evidence)


def issue_words(case: Case, position: Position) -> frozenset[str]:
    """Return the words of sense of an issue, actors and places by their ids, not their names."""
    return words_of(case, position.issue, position.about)


def words_of(case: Case, issue: Phrase | None, about: tuple[Ref, ...]) -> frozenset[str]:
    """Return the words of sense of a phrase, what it names replaced by ids.

    The words of the full name of a state are none of an issue: "the Democratic People's Republic".
    """
    if issue is None:
        return frozenset()
    named = {r.id: r.surface for r in about if r.id}
    text = issue.text
    for long in (n.removesuffix("'s").removesuffix("’s") for n in LONG_NAME.findall(text)):
        if case.entities.lookup(long):
            text = text.replace(long, " ")
    plain = senses(text)
    for surface in named.values():
        plain -= senses(surface)
    return plain | frozenset(case.evidence.same.get(i, i) for i in named)


def same_issue(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two issues are one: most words of the shorter stand in the longer, ids agree."""
    return Parted.of(a).same(Parted.of(b))


class Parted(NamedTuple):
    """The words of an issue: ids of what it names, and the rest."""

    ids: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, words: frozenset[str]) -> "Parted":
        """Return the words of an issue, parted."""
        ids = frozenset(w for w in words if ":" in w)
        return cls(ids, words - ids)

    def same(self, other: "Parted") -> bool:
        """Say what `same_issue` does."""
        if self.ids and other.ids and self.ids.isdisjoint(other.ids):
            return False
        shorter = min(len(self.words), len(other.words))
        if not shorter:
            return self.ids == other.ids and bool(self.ids) and self.words == other.words
        if shorter == 1 and len(self.words ^ other.words) > ONE_WORD and not self.ids & other.ids:
            return False  # "the declaration", "to sign the declaration of the summit"
        return len(self.words & other.words) >= max(1, ALIKE * shorter)


def quote(record: Record) -> str:
    """Return the words on which a record rests."""
    return " ... ".join(a.quote for a in record.anchors)
