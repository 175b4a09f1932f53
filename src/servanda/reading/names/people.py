"""Persons whom the lexicon does not know: found by a tagger, a title or a verb of saying."""

import re

from servanda.lexicon.nouns import load_nouns
from servanda.reading.names.lexical import Hit
from servanda.reading.names.named import Named

SPAN = tuple[int, int]

PERSON_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?")
NAME_WORD = r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z](?:-[^\W\d_]+)?"
AFTER_TITLE = re.compile(
    rf"\b(?P<t>[^\W\d_]+)\.?(?: (?:of|for)(?: the)?(?: {NAME_WORD}){{1,3}})?,? "
    rf"(?=(?P<n>{NAME_WORD}(?: {NAME_WORD}){{1,2}})(?=[,.;:’']| [a-z]))"
)
BEFORE_TITLE = re.compile(
    rf"(?<![A-Z] )(?P<n>{NAME_WORD}(?: {NAME_WORD}){{1,2}}), (?:the|then|a|an|his|her|its|their) "
    r"(?:[\w-]+ ){0,3}?(?P<t>[a-z]+)\b"
)
SPEAKING = re.compile(
    rf"(?P<n>{NAME_WORD}(?: {NAME_WORD}){{1,2}}) (?:said|says|told|argues|argued|writes|wrote|"
    r"noted|claims|claimed|insists|insisted|warned|added)\b"
)


def unknown_people(text: str, people: tuple[SPAN, ...], listed: list[Hit]) -> list[Named]:
    """Return the persons of two words or more that the lexicon does not know.

    A tagger's finds count where no word of them names something else; besides, capitalised words
    after a title do.
    """
    nouns = load_nouns()
    spans = [m.span("n") for m in AFTER_TITLE.finditer(text) if is_title(m.group("t"))]
    spans += [m.span("n") for m in SPEAKING.finditer(text)]
    spans += [m.span("n") for m in BEFORE_TITLE.finditer(text) if is_title(m.group("t"))]
    out: list[Named] = []
    for start, end in (*spans, *people):
        pieces = text[start:end].split()
        while lead := _title_words(pieces):
            start += len(" ".join(pieces[:lead])) + 1
            pieces = text[start:end].split()
        if is_title(pieces[0].rstrip(".")) or is_title(pieces[-1]):
            continue
        if not 2 <= len(pieces) <= 4 or not all(PERSON_WORD.fullmatch(p) for p in pieces):
            continue
        if any(nouns.has("organ", p.lower()) or nouns.has("no_modifier", p.lower()) or
               nouns.has("government", p.lower()) for p in pieces):  # fmt: skip
            continue
        if any(h.start < end and start < h.end and _not_a_surname(h) for h in listed):
            continue
        out.append(Named(start, end, "person", (), "unknown", 0.5))
    return out


def _title_words(pieces: list[str]) -> int:
    """Return how many words of a title stand before a name: two of "Prime Minister John Brown"."""
    for size in (3, 2, 1):
        lead = " ".join(pieces[:size]).rstrip(".")
        if len(pieces) > max(size, 3 - size) and is_title(lead):
            return size
    return 0


def is_title(word: str) -> bool:
    """Say whether a word stands before or after a person's name as a title."""
    nouns = load_nouns()
    return nouns.has("honorific", word.lower()) or nouns.has("title", word.lower())


def _not_a_surname(hit: Hit) -> bool:
    """Say whether a hit inside a person's name names something else, or that very person."""
    return any(c.kind != "surname" for c in hit.candidates)
