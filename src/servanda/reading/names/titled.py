"""Titles with their owner: "Russian president", "Prime Minister of X", "Ban's predecessor"."""

import re

from servanda.lexicon.nouns import load_nouns
from servanda.reading.names import context_rules as rules
from servanda.reading.names.lexical import (
    CITY,
    PROPER,
    Hit,
    known_titles,
    own_titles,
    owner,
    titles,
)
from servanda.reading.names.named import Named
from servanda.reading.names.trie import Word

# Titles as wide as these name others too after a word of their own: "Kenya's opposition leader".
WIDE = frozenset({
    "leader", "chief", "head", "official", "minister", "secretary", "director", "commander",
    "representative", "ambassador", "envoy", "speaker", "chairman", "chair", "boss", "master",
    "spokesman", "spokeswoman", "spokesperson",
})  # fmt: skip
FIRST_AMONG = frozenset({"chief", "head", "master"})
RELATIVES = frozenset({"predecessor", "successor"})
RESIDENTS = frozenset({"occupant", "tenant", "master"})
UNNAMED = re.compile(
    r"\b[Tt]he (?P<owner>(?:country|nation|republic|kingdom|bloc|union|alliance|organi[sz]ation|"
    r"group|movement|party|world body)['’]s )(?:[a-z-]+ ){0,2}$"
)
NAMED_NEXT = re.compile(r", [^\W\d_a-z][\w'’-]+(?: [\w'’-]+){0,2} [^\W\d_a-z][\w'’-]+\b")
IN_CITY = frozenset({"leader", "head of state", "head of government", "ruler", "strongman"})


def titled(text: str, found: list[Word], listed: list[Hit]) -> list[Named]:
    """Return titles with their owner: "Russian president", "Prime Minister of Armenia"."""
    trie, out = titles(), list[Named]()
    by_first = {h.first: h for h in listed}
    by_last = {h.last: h for h in listed}
    behind = {i: h.last for h in listed for i in range(h.first + 1, h.last)}
    at = 0
    while at < len(found):
        at = behind.get(at, at)  # "Burmese junta leader": a title begins behind a name, not in it
        if at == len(found):
            break
        matches = trie.matches_at(text, found, at) if trie.begins(found[at]) else ()
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
    start, end = found[at].start, found[last - 1].end
    title = text[start:end].lower()
    following = found[last].key if last < len(found) else ""
    if title in FIRST_AMONG and load_nouns().has("chief_noun", following):
        return None  # "the UN chief negotiator"
    if load_nouns().has("sole_title", title) or text[start:end] in own_titles():
        alone = _sole(text, found, at, end)
        if alone or load_nouns().has("sole_title", title):
            return alone
    owner_before = _owner_before(text, found, at, last, by_last)
    if owner_before and owner_before[1].candidates and title not in RESIDENTS:
        if rules.followed_by_name(text, end):
            return None
        return _after_owner(text, owner_before[1], start, end, title)
    if title in RELATIVES or last >= len(found):
        return None
    return _before_owner(text, found, start, last, by_first) or _explained(text, start, end)


def _after_owner(text: str, hit: Hit, start: int, end: int, title: str) -> Named | None:
    """Return a title after its owner; a surname owns one only with an apostrophe."""
    possessive = text[hit.end : hit.end + 1] in ("'", "’")
    persons = tuple(c.id for c in hit.candidates if c.id.startswith("person:"))
    if title in RELATIVES and not (possessive and persons):
        return None
    if persons and len(persons) == len(hit.candidates):
        held = possessive and not load_nouns().has("title_other", title)
        return Named(hit.start, end, "title", (), title, 0.6) if held else None
    ids = tuple(dict.fromkeys(owner(c) for c in hit.candidates if c.kind != "surname"))
    if not ids or (possessive and hit.candidates[0].kind == "surname"):
        return None
    return Named(hit.start, end, "title", ids, text[start:end].lower(), 0.75)


def _before_owner(text: str, found: list[Word], start: int, last: int,
                  by_first: dict[int, Hit]) -> Named | None:  # fmt: skip
    """Return a title before its owner: "president of X", "the leader in Baku"."""
    after, title = last, text[start : found[last - 1].end].lower()
    link = found[after].key
    if link not in ("of", "for", "in"):
        return None
    after += 1
    hit = by_first.get(after)
    if hit is None and after < len(found) and found[after].key == "the":
        hit = by_first.get(after + 1)
    if hit is None or (link == "in" and title not in IN_CITY):
        return None
    allowed = CITY if link == "in" or title in RESIDENTS else PROPER | CITY
    ids = tuple(dict.fromkeys(owner(c) for c in hit.candidates if c.kind in allowed))
    end = hit.end
    if text[end : end + 1] in ("'", "’"):
        end = _end_of_body(text, found, hit.last, title)
    return Named(start, end, "title", ids, title, 0.75) if ids and end else None


def _end_of_body(text: str, found: list[Word], at: int, title: str) -> int:
    """Return where the body ends that follows a possessive owner, 0 where none has that title.

    "The secretary of Armenia's Security Council" is one title, "the president of Armenia's
    football club" none of Armenia.
    """
    at += at < len(found) and found[at].key == "s"
    for last in range(min(at + 3, len(found)), at, -1):
        body = text[found[at].start : found[last - 1].end].lower()
        forms = (f"{title} of the {body}", f"{title} of {body}", f"{body} {title}")
        if any(form in known_titles() for form in forms):
            return found[last - 1].end
    for last in range(at, min(at + 5, len(found))):
        if load_nouns().has("government", found[last].key):
            return found[last].end  # "prime minister of Libya's UN-recognised government"
    return 0


def _explained(text: str, start: int, end: int) -> Named | None:
    """Return a title of "the country" or "the bloc" whose holder is named right behind it."""
    lead = UNNAMED.search(text, max(0, start - 40), start)
    if lead is None or not NAMED_NEXT.match(text, end):
        return None
    return Named(lead.start("owner"), end, "title", (), text[start:end].lower(), 0.7)


def _sole(text: str, found: list[Word], at: int, end: int) -> Named | None:
    """Return a title that only one office has, with its article: "the Pope", "the late Pope"."""
    i = at
    while i > 0 and load_nouns().has("title_modifier", found[i - 1].key):
        i -= 1
    told = i > 0 and found[i - 1].key == "the" and not rules.followed_by_name(text, end)
    title = text[found[at].start : end]
    return Named(found[at].start, end, "title", (), title.lower(), 0.75) if told else None


def _owner_before(text: str, found: list[Word], at: int, last: int,
                  by_last: dict[int, Hit]) -> tuple[int, Hit] | None:  # fmt: skip
    """Return where the owner of a title begins, modifiers skipped, and its name."""
    nouns, i = load_nouns(), at
    while i > 0 and nouns.has("title_modifier", found[i - 1].key):
        i -= 1
    wide = last == at + 1 and found[at].key in WIDE
    if not wide and i > 0 and found[i - 1].key != "s" and i not in by_last:
        i = _over_words(text, found, i)
    if i > 0 and found[i - 1].key == "s":
        i -= 1
    hit = by_last.get(i)
    if hit is None or text[hit.end : found[at].start].count("\n") > 1:
        return None
    gap = text[hit.end : found[at].start]
    return (hit.start, hit) if not set(gap) & set(".,;:!?()") else None


def _over_words(text: str, found: list[Word], at: int) -> int:
    """Return where a possessive ends that one or two plain words part from a title, else `at`.

    "Nobel-winning" is one word, and its last part tells that it is plain.
    """
    nouns, i = load_nouns(), at
    for _ in range(2):
        i -= 1
        word = text[found[i].start : found[i].end]
        if not word.islower() or nouns.has("title_other", word) or nouns.has("no_modifier", word):
            return at
        while i > 1 and text[found[i - 1].end : found[i].start] == "-":
            i -= 1
        if i < 1:
            return at
        if found[i - 1].key == "s":
            return i
    return at
