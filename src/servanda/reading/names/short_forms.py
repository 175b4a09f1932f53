"""Short forms of what was named in full before: "the Council", "the corridor", a surname."""

import re

from servanda.lexicon.nouns import load_nouns
from servanda.reading.names.named import Named
from servanda.reading.names.organs import head_of
from servanda.reading.names.trie import Word

SHORT = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Oo]ur|[Ii]ts) (\w+)\b(?! of [A-Z])")


def short_forms(text: str, chosen: list[Named]) -> list[Named]:
    """Return heads with an article that repeat the head of a longer name told before.

    A body's head must be written with a capital, a place's need not.
    """
    heads: dict[str, list[tuple[int, Named]]] = {}
    nouns = load_nouns()
    for naming in chosen:
        piece = text[naming.start : naming.end]
        if naming.sort not in ("entity", "organ") or " " not in piece:
            continue
        head = head_of(piece.split())
        if nouns.has("organ", head) or nouns.has("natural", head):
            heads.setdefault(head, []).append((naming.start, naming))
    out: list[Named] = []
    for match in SHORT.finditer(text):
        word = match.group(1)
        told = [n for at, n in heads.get(word.lower(), []) if at < match.start()]
        if not told or not (word[:1].isupper() or nouns.has("natural", word.lower())):
            continue
        last = told[-1]
        out.append(Named(match.start(1), match.end(1), last.sort, last.ids, "short", 0.65))
    return out


def surnames(text: str, found: list[Word], chosen: list[Named]) -> list[Named]:
    """Return last names that stand alone after the person was named in full."""
    full: dict[str, Named] = {}
    for naming in chosen:
        piece = text[naming.start : naming.end].split()
        if naming.sort == "person" and len(piece) >= 2:
            full.setdefault(piece[-1], naming)
    out: list[Named] = []
    for word in found:
        known = full.get(text[word.start : word.end])
        if known is not None and word.start >= known.end:
            out.append(Named(word.start, word.end, "person", known.ids, "surname", 0.6))
    return out
