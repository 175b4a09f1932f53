"""Amounts in a clause: so many of something."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.model import Quantity
from servanda.model.spelt import count_of
from servanda.reading.context import Context, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a number may stand before without being an amount of something to be done.
NO_AMOUNTS = frozenset({
    "day", "week", "month", "year", "hour", "minute", "article", "paragraph", "point", "annex",
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "party", "side", "time", "copy", "resolution",
})  # fmt: skip
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9}


def quantity(context: Context, sentence: Sentence, words: "Sequence[Token]") -> Quantity | None:
    """Return the first number of something in the words of what is to be done: "600 troops"."""
    for noun in words:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ == "DATE":
            continue
        if noun.lemma_.lower() in NO_AMOUNTS or noun.lower_ in SCALES:
            continue
        compounds, number = _before(noun)
        value = _value(number)
        if value is not None:
            anchor = context.anchor(sentence, [number[0], noun])
            return Quantity(value, " ".join(t.lower_ for t in [*compounds, noun]), (anchor,))
    return None


def _before(noun: "Token") -> "tuple[list[Token], list[Token]]":
    """Return the compounds and, before these, the number that stand right before a noun."""
    at = noun.i - 1
    words: list[Token] = []
    number: list[Token] = []
    while at >= noun.sent.start and noun.doc[at].dep_ in ("compound", "amod"):
        token = noun.doc[at]
        if token.like_num or token.lower_ in SCALES:
            break
        words.insert(0, token)
        at -= 1
    while at >= noun.sent.start and _numeral(noun.doc[at]):
        number.insert(0, noun.doc[at])
        at -= 1
    while number and not (number[0].like_num or number[0].lower_ in SCALES):
        number.pop(0)
    return [t for t in words if t.dep_ == "compound"], number


def _numeral(token: "Token") -> bool:
    low = token.lower_
    joint = low == "and" and token.i > 0 and token.nbor(-1).lower_ in SCALES
    return token.like_num or low in SCALES or low == "-" or joint


def _value(tokens: "list[Token]") -> float | None:
    """Return the number that some words make: "40 million", "forty-six", "1,200"."""
    value: float | None = None
    for token in tokens:
        low = token.lower_.replace(",", "")
        if low in ("and", "-"):
            continue
        if low in SCALES:
            value = (value or 1.0) * SCALES[low]
        elif re.fullmatch(r"\d+(?:\.\d+)?", low):
            value = float(low) if value is None else None
        elif (count := count_of(low)) is not None and low not in ("a", "an"):
            value = (value or 0.0) + count
    return value
