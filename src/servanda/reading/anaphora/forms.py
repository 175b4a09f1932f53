"""Which phrases point back, and in what way: by pronoun, role, kind, number or order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.lexicon.nouns import load_nouns
from servanda.reading.anaphora.expletive import points_to_nothing
from servanda.reading.anaphora.phrases import Noun, Phrases, role

OF_PRONOUN = {
    "pronoun_person": "he", "pronoun_thing": "it", "pronoun_many": "they",
    "pronoun_speaker": "i", "pronoun_speaker_many": "we",
}  # fmt: skip
NUMBERS = {"trio": 3, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
SEVERAL = re.compile(
    r"(?:(?:all|of)\s+)*(?:the|these|those|both|all)\s+(?:the\s+|these\s+)?(?:same\s+)?"
    r"(?:(two|three|four|five|six|seven)\s+)?(?:[\w-]+\s+){0,2}(\w+)$", re.IGNORECASE,
)  # fmt: skip
ORDER = re.compile(r"\b[Tt]he (former|latter)\b(?! [A-Z])(?:\s+(?=[,.;:]|[a-z]))?")
EACH = re.compile(
    r"\b(?:each other|one another|(?:each|either|neither|both) of (?:them|these|the two)"
    r"|(?:each|either|neither) (?:side|party|government|country|state|capital)"
    r"|the pair|the duo|the trio|both|neither|either|each"
    r"|(?:the|all|these|those) (?:two|three|four|five|six))\b", re.IGNORECASE,
)  # fmt: skip
SIMPLE = re.compile(
    r"(the|this|that|these|those|such an?|such|my|our)\s+((?:[\w-]+\s+){0,2})([\w-]+)$", re.I
)
POINTED = ("this", "that", "these", "those", "such", "such a", "such an")
OFFICE_ADJECTIVES = frozenset({"former", "then", "old", "late", "new", "current", "same", "young",
                               "elder", "deposed", "ousted", "acting"})  # fmt: skip
OWN = ("my", "our")
NOT_ALONE = ("preconj", "cc", "det", "predet", "advmod", "nummod", "quantmod", "compound")
THINGS = ("chair", "head", "chief")  # offices and parts of a body rather than somebody


@dataclass(frozen=True)
class Pointing:
    """A phrase that points back: offsets, form, the size that a plural tells, and its noun."""

    start: int
    end: int
    form: str
    size: int
    noun: Noun
    word: str = ""


def pointing(phrases: Phrases, text: str) -> Iterator[Pointing]:
    """Yield the phrases of a document that point back, in text order; none overlap."""
    end = -1
    for found in sorted(_all(phrases, text), key=lambda p: (p.start, -p.end)):
        if found.start >= end:
            yield found
            end = found.end if found.form != "own" else end


def _all(phrases: Phrases, text: str) -> Iterator[Pointing]:
    for noun in phrases.nouns:
        if noun.parts:
            continue
        if noun.form:
            form = OF_PRONOUN[noun.form]
            if not points_to_nothing(noun.head) and not _reciprocal(noun):
                yield Pointing(noun.start, noun.end, form, 1, noun)
        elif not (noun.named and noun.sort not in ("instrument", "person")):
            found = _phrase(noun, text)
            if found is not None:
                yield found
    yield from _fixed(phrases, text)


def _reciprocal(noun: Noun) -> bool:
    return noun.head.lower_ in ("each", "other", "one")


def _phrase(noun: Noun, text: str) -> Pointing | None:
    """Return what a definite phrase is: joined to nothing that tells it apart."""
    surface = " ".join(text[noun.start : noun.end].replace("#", " ").split())
    low, nouns = surface.lower(), load_nouns()
    if noun.head.lower_ in ("former", "latter"):
        return None
    for cls in ("both", "all", "other"):
        if nouns.has(cls, low):
            size = {"both": 2, "all": 3, "other": 1}[cls]
            word = "" if cls == "other" else noun.head.lemma_.lower()
            return _made(noun, "other" if cls == "other" else "several", size, word)
    many = SEVERAL.match(low)
    if many and noun.plural and (many[1] or not _after(noun)):
        size = NUMBERS.get(many[1] or ("both" if low.startswith("both ") else ""), 0)
        if size:
            return _made(noun, "several", size, noun.head.lemma_.lower())
    return _definite(noun, low)


def _definite(noun: Noun, low: str) -> Pointing | None:
    """Return what a phrase with "the", "this" or "our" is; None where it brings up something."""
    nouns, simple = load_nouns(), SIMPLE.match(low)
    if simple is None:
        return None
    determiner, between, word = simple[1], simple[2].split(), simple[3]
    if determiner in OWN:
        own = nouns.has("own_state", word) and not between
        titled = noun.sort == "person" and nouns.has("title", " ".join([*between, word]))
        return _made(noun, "own", 1, word if own else "title") if own or titled else None
    if determiner not in POINTED and _after(noun):
        return None
    if nouns.has("person_phrase", low):
        return _made(noun, "role", 1, word)
    lemma = noun.head.lemma_.lower()
    plain = set(between) <= OFFICE_ADJECTIVES
    if noun.sort == "person" and not noun.named and lemma not in THINGS:
        return _made(noun, "role", 1, lemma) if plain or determiner in POINTED else None
    if noun.named and (between or noun.sort != "instrument"):
        return None
    return _made(noun, "the", 0 if noun.plural else 1, lemma)


def _after(noun: Noun) -> bool:
    """Say whether something after a noun tells which one is meant."""
    return any(c.dep_ in ("prep", "relcl", "acl", "appos") and c.i > noun.head.i
               and c.i - noun.head.i < 3 and not (c.dep_ == "prep" and c.lower_ != "of")
               for c in noun.head.children)  # fmt: skip


def _made(noun: Noun, form: str, size: int, word: str = "") -> Pointing:
    return Pointing(noun.start, noun.end, form, size, noun, word)


def _fixed(phrases: Phrases, text: str) -> Iterator[Pointing]:
    """Yield "the former", "the latter", "each other", "neither", "both" alone."""
    for match in ORDER.finditer(text):
        start, end = match.start(), match.end(1)
        token = _token_at(phrases, start, end)
        if token is None or (token.head.dep_ == "amod" and token.head.head.i == token.head.i + 1
                             and token.head.head.pos_ in ("NOUN", "PROPN")):  # fmt: skip
            continue
        yield Pointing(start, end, match[1].lower(), 1, token, match[1].lower())
    for match in EACH.finditer(text):
        token = _token_at(phrases, match.start(), match.end())
        if token is None or token.head.dep_ in NOT_ALONE:
            continue
        last = match[0].lower().split()[-1]
        yield Pointing(match.start(), match.end(), "several", NUMBERS.get(last, 2), token)


def _token_at(phrases: Phrases, start: int, end: int) -> Noun | None:
    """Return a phrase made of the words at a place, its head the last of them."""
    sentence = phrases.context.sentence_at(start)
    if sentence is None:
        return None
    inside = [t for t in sentence if start <= t.idx + sentence.offset < end]
    if not inside:
        return None
    return Noun(start, end, inside[-1], sentence, "", False, role(inside[-1]))
