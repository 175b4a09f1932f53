"""Which noun phrases name an instrument: by its noun ("treaty"), or by a name of the registry."""

from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal
from servanda.reading.context import Context, Sentence
from servanda.reading.syntax import name_tokens, preposition_object

if TYPE_CHECKING:
    from spacy.tokens import Token

INSTRUMENT_PARTS = frozenset(["provision", "clause", "article", "paragraph", "point", "term", "part", "requirement", "obligation", "commitment", "spirit", "letter", "regime"])  # fmt: skip


def is_instrument(token: "Token | None") -> bool:
    """Say whether a noun names an instrument.

    Strong nouns (treaty, accord) always do; weak ones (statement, resolution) need a name, a date,
    a number or "joint" beside them; a capitalised name does where the registry knows it.
    """
    if token is None or token.pos_ not in ("NOUN", "PROPN", "NUM", "X", "ADJ"):
        return False
    if token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        if not _known(token):
            return False
    found = _nouns().get(token.lemma_.lower())
    if found == "":
        return True
    if found == "weak" and _is_specific(token):
        return True
    return _known(token)


def instrument_below(token: "Token | None") -> "Token | None":
    """Return the instrument that a noun is or is a part of: "the terms of the treaty"."""
    if token is None or is_instrument(token):
        return token
    if token.lemma_.lower() in INSTRUMENT_PARTS or token.dep_ == "pobj":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "under"):
                below = preposition_object(child)
                if is_instrument(below):
                    return below
        for child in token.children:
            if child.dep_ == "compound" and child.lemma_.lower() in _nouns():
                return child
    for child in token.children:
        if child.dep_ in ("appos", "conj") and is_instrument(child):
            return child
    return None


def instruments_in(sentence: Sentence) -> "list[Token]":
    """Return the head nouns of the instruments that a sentence names, in order."""
    return [t for t in sentence if is_instrument(t)]


def instrument_tokens(head: "Token") -> "list[Token]":
    """Return the words that name an instrument: its noun phrase with what tells it apart.

    To the plain noun phrase come a date or a name after "of", "on" or "with".
    """
    tokens = name_tokens(head)
    end = tokens[-1].i
    for child in sorted(head.children, key=lambda t: t.i):
        if child.dep_ == "prep" and child.lower_ in ("of", "on", "with", "between", "from"):
            below = preposition_object(child)
            if below is not None and (below.pos_ in ("PROPN", "NUM") or below.ent_type_ == "DATE"
                                      or below.lemma_ in _nouns()):  # fmt: skip
                end = max(end, *(t.i for t in name_tokens(below)))
                end = max(end, *(t.i for t in below.children if t.dep_ == "nummod"), end)
    if end - tokens[0].i > 14:
        return tokens
    return [head.doc[i] for i in range(tokens[0].i, end + 1)]


def nearest_instrument(
    context: Context, sentence: Sentence, token: "Token"
) -> "tuple[Sentence, Token] | None":
    """Return the instrument closest before a word: in its sentence, else in the one before it."""
    here = instruments_in(sentence)
    if here:
        return sentence, min(here, key=lambda t: abs(t.i - token.i))
    if sentence.index:
        before = context.sentences[sentence.index - 1]
        if before.block == sentence.block or before.end + 3 >= sentence.start:
            found = instruments_in(before)
            if found:
                return before, found[-1]
    return None


def _is_specific(token: "Token") -> bool:
    for t in token.subtree:
        if t.i == token.i:
            continue
        if t.dep_ in ("amod", "compound", "nummod", "nmod", "poss", "pobj", "npadvmod", "appos"):
            if t.pos_ in ("PROPN", "NUM") or t.ent_type_ in ("DATE", "GPE", "NORP"):
                if abs(t.i - token.i) < 8:
                    return True
            if t.lower_ in ("joint", "trilateral", "bilateral", "final", "alliance", "peace"):
                return True
    return token.pos_ == "PROPN"


def _known(token: "Token") -> bool:
    if token.pos_ != "PROPN" and not token.is_upper and token.pos_ != "NUM":
        return False
    words = " ".join(t.text for t in name_tokens(token))
    return normal(words) in _names() or normal(token.text) in _names()


@lru_cache
def _nouns() -> dict[str, str]:
    return {w: found[0].effect for (w, _), found in cues("instrument_nouns").items()}


@lru_cache
def _names() -> frozenset[str]:
    registry = load_registry()
    return frozenset(
        normal(name) for row in registry.instruments for name in (row.title, *row.names)
    )
