"""References from noun phrases: who may act, one reference for each of several joined nouns."""

from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.model import Ref
from servanda.model.anchors import Mark
from servanda.reading.context import Context, Sentence
from servanda.reading.mood import Mood, marks_of
from servanda.reading.syntax import name_tokens, named, spread

if TYPE_CHECKING:
    from spacy.tokens import Token

# Not DATE: short names of countries are often taken for dates.
NO_ACTORS = frozenset({"MONEY", "PERCENT", "QUANTITY", "LAW", "LANGUAGE", "EVENT"})
CALENDAR = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",
})  # fmt: skip
PRONOUNS = frozenset({
    "he", "she", "they", "we", "i", "you", "it", "who", "him", "her", "them", "us", "me", "his",
    "its", "their", "our",
})  # fmt: skip


def refs(context: Context, sentence: Sentence, head: "Token | None") -> tuple[Ref, ...]:
    """Return one reference for each noun that a head joins: "Russia and Azerbaijan" gives two."""
    if head is None:
        return ()
    return tuple(context.ref(sentence, name_tokens(named(t))) for t in spread(head))


def actorlike(token: "Token | None") -> bool:
    """Say whether a noun may be a political actor: a name, a pronoun, a body, a role, a group."""
    if token is None:
        return False
    if token.pos_ == "PRON":
        return token.lower_ in PRONOUNS
    if token.pos_ == "PROPN":
        return token.ent_type_ not in NO_ACTORS and token.lower_ not in CALENDAR
    if token.ent_type_ in ("NORP", "GPE", "PERSON"):
        return True
    return token.lemma_.lower() in _actor_nouns()


def marks(context: Context, sentence: Sentence, found: Mood) -> tuple[Mark, ...]:
    """Return the marks of a mood as anchors."""
    return tuple(
        Mark(field, tuple(context.anchor(sentence, t) for t in tokens))
        for field, tokens in marks_of(found)
    )


@lru_cache
def _actor_nouns() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("actor_nouns"))
