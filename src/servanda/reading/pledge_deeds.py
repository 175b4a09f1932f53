"""How definite a promised deed is: could one tell afterwards whether it was done?

A pledge is told from the goals and praises around it by what it promises. To set up a court, to
pass an act, to double a grant or to build by a year can be seen done; to strengthen, to give
emphasis or to strive cannot. The words are in `cues/pledge_deeds.tsv`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.reading.match import lemma
from servanda.reading.syntax import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.reading.context import Sentence

# Points, for and against; a deed of PLEDGE points can be held to.
DEFINITE, STATE, PLAIN, THING, NEW, NUMBER, DEADLINE = 4, 4, 2, 2, 1, 2, 2
VAGUE, NEVER = -2, -2
PLEDGE = 3
OBJECTS = frozenset({"dobj", "attr", "dative", "oprd"})
NEWNESS = frozenset({"a", "an", "new", "separate", "special", "national", "additional", "more"})
YEAR = re.compile(r"(?:1[89]|20)\d\d")
AMOUNTS = frozenset({"%", "percent", "crore", "lakh", "half", "one-third", "two-thirds",
                     "three-quarters", "quarter"})  # fmt: skip
FEW = frozenset({"one", "first", "second", "third"})
DEADLINES = re.compile(
    r"\b(?:within|by|over|in|until|for) (?:the )?"
    r"(?:(?:next|first|coming|end of|another|very first|a period of) )*"
    r"(?:(?:the )?(?:19|20)\d\d\b|(?:[\w-]+ (?:to \w+ )?)?(?:days?|weeks?|months?|years?)\b"
    r"|(?:\w+ )?(?:session|century|decade)\b)"
    r"|\b(?:every|each|per|a) (?:year|day|month)\b|\bannually\b|\bbefore\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signs:
    """What a whole sentence has that makes its promises definite: an amount, a day."""

    number: bool
    deadline: bool

    @property
    def points(self) -> int:
        """Return what both are worth."""
        return NUMBER * self.number + DEADLINE * self.deadline


def signs(sentence: "Sentence") -> Signs:
    """Return the signs of a sentence."""
    text = sentence.text
    return Signs(any(map(_counts, sentence)), DEADLINES.search(text) is not None)


def _counts(token: "Token") -> bool:
    """Say whether a token gives an amount: no year, no day, no number of an article."""
    word = token.lower_
    if not (token.like_num or word in AMOUNTS):
        return False
    return (
        word not in FEW
        and not YEAR.fullmatch(word)
        and token.ent_type_ not in ("DATE", "TIME", "LAW", "ORDINAL")
    )


def points(verb: "Token", seen: Signs) -> int:
    """Return how definite the deed of a verb is, with the signs of its sentence."""
    things = _things(verb)
    words = [lemma(t) for t in things]
    total = _verb_points(verb) + seen.points
    if any(w in deed_words("thing") or w in deed_words("deed") for w in words):
        total += THING
        total += NEW * any(c.lower_ in NEWNESS for t in things for c in t.children)
    if any(w in deed_words("vague") for w in words) and not seen.number:
        total += VAGUE
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        total += NEVER
    return total


def _verb_points(verb: "Token") -> int:
    word = lemma(verb)
    if word in deed_words("definite"):
        return DEFINITE
    below = [c for c in verb.children if c.dep_ in ("oprd", "acomp", "ccomp")]
    made = any(c.lower_ in deed_words("state") for c in below)
    return STATE * made if word in deed_words("loose") else PLAIN


def empty(verb: "Token") -> bool:
    """Say whether the deed is in what hangs below: "take steps to ban", "ensure that"."""
    return any(lemma(t) in deed_words("vague") for t in _things(verb))


def _things(verb: "Token") -> "list[Token]":
    """Return what is done, given or made, with all that is joined to it."""
    passive = is_passive(verb)
    found = [c for c in verb.children if c.dep_ in OBJECTS or (passive and c.dep_ == "nsubjpass")]
    if lemma(verb) == "be":
        found += [c for c in verb.children if c.dep_ == "nsubj"]
    if passive and verb.dep_ == "conj" and not any(c.dep_ == "nsubjpass" for c in verb.children):
        found += [c for c in verb.head.children if c.dep_ in ("nsubjpass", "nsubj")]
    return [x for t in found for x in (t, *(c for c in t.children if c.dep_ == "conj"))]


@lru_cache
def deed_words(family: str) -> frozenset[str]:
    """Return the lemmas of a family: "definite", "loose", "thing", "vague", "deed", ..."""
    return frozenset(row["lemma"] for row in rows("pledge_deeds") if row["family"] == family)
