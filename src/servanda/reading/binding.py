"""Whether words stand under an instrument, a provision or a court's order, and so may bind."""

from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.model import Statement
from servanda.reading.chains import holds
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import provision_in
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.refs import actorlike
from servanda.reading.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

BOTH = frozenset({"both", "each", "neither", "either", "all"})
LEADS = frozenset({"under", "according", "pursuant", "per", "accordance", "line", "virtue"})


def is_law(sentence: Sentence, instruments: Instruments, token: "Token | None") -> bool:
    """Say whether a noun names what can lay a duty: a text, its part, a court, its order."""
    if token is None or token.pos_ not in ("NOUN", "PROPN", "NUM"):
        return False
    return token.lemma_.lower() in law_nouns() or instruments.is_one(sentence, token)


def under_law(sentence: Sentence, instruments: Instruments, word: "Token") -> bool:
    """Say whether a clause stands "under the deal", "according to point 3", or cites its text."""
    near = instruments.near(sentence, word)
    cites = near is not None and near.start >= sentence.start
    return cites or bool(provision_in(sentence)) or led_by_law(sentence, instruments)


def led_by_law(sentence: Sentence, instruments: Instruments) -> bool:
    """Say whether a sentence has words that lead to a text: "under the deal", "pursuant to"."""
    for token in sentence:
        if token.lower_ in LEADS and any(
            is_law(sentence, instruments, t) for t in token.doc[token.i + 1 : token.i + 9]
            if t.i < token.sent.end
        ):  # fmt: skip
            return True
    return False


def told_by_law(sentence: Sentence, instruments: Instruments, verb: "Token") -> bool:
    """Say whether a text or court says that a clause holds: "the treaty says", "it was ruled"."""
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    if clause.dep_ != "ccomp" or any(c.dep_ == "neg" for c in clause.head.children):
        return False
    return is_law(sentence, instruments, subject(clause.head))


def statement_at(context: Context, sentence: Sentence, word: "Token") -> Statement | None:
    """Return the innermost statement in whose content a word stands."""
    place = context.anchor(sentence, word)
    held = [s for s in context.statements_near(place.start) if holds(s, place)]
    return min(held, key=lambda s: sum(a.end - a.start for a in s.content), default=None)


def asked(sentence: Sentence) -> bool:
    """Say whether a sentence is a question."""
    return any(t.text == "?" for t in list(sentence.span)[-2:])


def may_act(token: "Token | None") -> bool:
    """Say whether a noun, or a pronoun of number ("both"), may be bound by something."""
    return actorlike(token) or (token is not None and token.lower_ in BOTH)


@lru_cache
def law_nouns() -> frozenset[str]:
    """Return the lemmas of the nouns of texts, their parts, courts and orders."""
    return frozenset(row["lemma"] for row in rows("law_nouns"))


@lru_cache
def duty_words(family: str) -> frozenset[str]:
    """Return the lemmas of a family of words beside a commitment: "state", "threat", "keep" ..."""
    return frozenset(row["lemma"] for row in rows("duty_words") if row["family"] == family)
