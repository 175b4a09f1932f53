"""A claim in its parts: the name it is about, and the names, ranks and months said of that."""

import unicodedata

from msgspec import Struct

from servanda.reasoning.contradiction.tables import TOKEN, actors, denials, words_of
from servanda.reasoning.contradiction.view import view
from servanda.reasoning.wording import STEM, empty_words

# Words in small letters that stand inside names: "Bank of the Valley", "Luis de la Cruz".
INSIDE = frozenset({"of", "the", "a", "an", "and", "in", "or", "to", "for", "on", "at", "with",
                    "le", "la", "de", "von", "van", "du"})  # fmt: skip
RANKS = {w: str(i) for i, w in enumerate(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
     "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"), 1)}  # fmt: skip
MONTHS = frozenset({"January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December"})  # fmt: skip
STYLES = frozenset({"republic", "kingdom", "federation", "state", "states", "commonwealth"})
BEFORE_NOUNS = frozenset({"the", "a", "an", "this", "that", "these", "those", "his", "her", "its",
                          "their", "any"})  # fmt: skip
SHORT = 2  # letters up to which a word with a capital is no name


class Cased(Struct, frozen=True):
    """The words of a sentence as written and in small letters, and how many its leading name has.

    The leading name is the run of words with capitals that a claim begins with: what it is about.
    """

    written: tuple[str, ...]
    words: tuple[str, ...]
    lead: int


def stem(word: str) -> str:
    """Return the beginning of a word without accents, as sources write names with and without."""
    apart = unicodedata.normalize("NFKD", word)
    return "".join(c for c in apart if not unicodedata.combining(c))[:STEM]


def cased(text: str) -> Cased:
    """Return the words of a sentence with their capitals."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    written = tuple(TOKEN.findall(plain))
    words = tuple(w.lower().removesuffix("'s") for w in written)
    lead = 0
    while lead < len(written) and (not written[lead][0].islower() or written[lead] in INSIDE):
        lead += 1
    return Cased(written, words, lead)


def subject(claim: str) -> frozenset[str]:
    """Return the stems and states of the name that a claim begins with, where more follows."""
    told = cased(claim)
    if told.lead == len(told.words):
        return frozenset()
    ids = {h.row.id for h in actors().find(told.words) if h.end <= told.lead}
    return frozenset({w[:STEM] for w in told.words[: told.lead]} | ids)


def new_names(evidence: str, claim: str) -> list[str]:
    """Return the names said of the subject of a claim that evidence does not have.

    A state is known by any of its names, so that exchanging two states changes nothing.
    """
    told, shown = cased(claim), view(evidence)
    stems = {stem(w) for w in cased(evidence).words}
    who: dict[int, set[str]] = {}
    for hit in actors().find(told.words):
        for i in range(hit.start, hit.end):
            who.setdefault(i, set()).add(hit.row.id)
    out = []
    for i in range(told.lead, len(told.words)):
        written, word = told.written[i], told.words[i]
        known = bool(who[i] & shown.actors) if i in who else stem(word) in stems
        plain = word in STYLES or written in MONTHS
        if written[0].isupper() and len(word) > SHORT and not known and not plain:
            out.append(word)
    return out


def rest(claim: str) -> frozenset[str]:
    """Return the stems of what is said after the name that a claim begins with."""
    told = cased(claim)
    return frozenset(
        w[:STEM] for w in told.words[told.lead :]
        if len(w) > SHORT and w[0].isalpha() and w not in empty_words()
    )  # fmt: skip


def ranks(text: str) -> frozenset[str]:
    """Return the ranks that a sentence names in words ("second"), in figures."""
    return frozenset(RANKS[w] for w in words_of(text) if w in RANKS)


def months(text: str) -> frozenset[str]:
    """Return the months that a sentence names; what it begins with may be another word."""
    return frozenset(MONTHS & set(cased(text).written[1:]))


def denied(text: str) -> int:
    """Return how often a sentence denies, by a "not" or by a word of denials.tsv.

    A participle before its noun says what the noun is, and denies nothing: "the rejected plan".
    """
    words = words_of(text)
    hits = denials().find(words)
    inside = [
        h for h in hits
        if words[h.start].endswith("ed") and h.start and words[h.start - 1] in BEFORE_NOUNS
    ]  # fmt: skip
    return view(text).negations + len(hits) - len(inside)
