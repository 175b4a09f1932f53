"""Titles with their owner: "Russian president", "Prime Minister of Armenia"."""

from servanda.lexicon.nouns import load_nouns
from servanda.reading.names import context_rules as rules
from servanda.reading.names.lexical import CITY, PROPER, Hit, owner, titles
from servanda.reading.names.named import Named
from servanda.reading.names.trie import Word


def titled(text: str, found: list[Word], listed: list[Hit]) -> list[Named]:
    """Return titles with their owner: "Russian president", "Prime Minister of Armenia"."""
    trie, out = titles(), list[Named]()
    by_first = {h.first: h for h in listed}
    by_last = {h.last: h for h in listed}
    at = 0
    while at < len(found):
        matches = trie.matches_at(text, found, at)
        if not matches:
            at += 1
            continue
        last = matches[0][0]
        naming = _owned_title(text, found, at, last, by_first, by_last)
        if naming:
            out.append(naming)
        at = last
    return out


def _owned_title(text: str, found: list[Word], at: int, last: int, by_first: dict[int, Hit],
                 by_last: dict[int, Hit]) -> Named | None:  # fmt: skip
    end = found[last - 1].end
    owner_before = _owner_before(text, found, at, by_last)
    if owner_before and owner_before[1].candidates:
        start, hit = owner_before
        possessive = text[hit.end : hit.end + 1] in ("'", "’")
        if rules.followed_by_name(text, end):
            return None
        ids = tuple(dict.fromkeys(owner(c) for c in hit.candidates if c.kind != "surname"))
        if not ids or (possessive and hit.candidates[0].kind == "surname"):
            return None
        return Named(start, end, "title", ids, text[found[at].start : end].lower(), 0.75)
    after = last
    if after < len(found) and found[after].key in ("of", "for"):
        after += 1
        after += after < len(found) and found[after].key == "the"
        hit_after = by_first.get(after)
        if hit_after:
            ids = tuple(dict.fromkeys(owner(c) for c in hit_after.candidates
                                      if c.kind in PROPER | CITY))  # fmt: skip
            if ids:
                title = text[found[at].start : end].lower()
                return Named(found[at].start, hit_after.end, "title", ids, title, 0.75)
    return None


def _owner_before(text: str, found: list[Word], at: int,
                  by_last: dict[int, Hit]) -> tuple[int, Hit] | None:  # fmt: skip
    """Return where the owner of a title begins, modifiers skipped, and its name."""
    nouns, i = load_nouns(), at
    while i > 0 and nouns.has("title_modifier", found[i - 1].key):
        i -= 1
    if i > 0 and found[i - 1].key == "s":
        i -= 1
    hit = by_last.get(i)
    if hit is None or text[hit.end : found[at].start].count("\n") > 1:
        return None
    gap = text[hit.end : found[at].start]
    return (hit.start, hit) if not set(gap) & set(".,;:!?()") else None
