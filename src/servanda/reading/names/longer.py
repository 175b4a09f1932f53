"""A name that is only a part of a longer name or of a fixed phrase: it names nobody by itself."""

import re
from functools import lru_cache

from servanda.lexicon.entities import load_entities
from servanda.lexicon.look_alikes import load_look_alikes
from servanda.lexicon.nouns import load_nouns
from servanda.reading.dates.words import vocabulary
from servanda.reading.names.lexical import Hit, ids_of

SPAN = tuple[int, int]
STATE = ("state:", "polity:")
CAPITAL = r"(?:[OD]['’ʼ])?[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]"
AFTER = re.compile(rf"[^\S\n](?P<w>{CAPITAL})(?:[-’'ʻ][^\W\d_]+)*\b")
BEFORE = re.compile(rf"(?<![^\W_])(?P<w>{CAPITAL})[^\S\n]$")
LOWER = re.compile(r"[^\S\n](?P<w>[a-z]+(?:[^\S\n][a-z]+)?)")
ARTICLE = re.compile(r"(?<![^\W_])(?:the|The|a|A|an|An)[^\S\n]$")
COMMA = re.compile(rf",[^\S\n](?P<w>{CAPITAL}(?:[^\S\n]{CAPITAL})?|[A-Z]{{2}})\b")
SENTENCE_END = re.compile(r"[.!?](?=\s+[^\W\d_a-z])|\n")
PLAIN_WORD = re.compile(r"\b[a-z]{4,}\b")
NOUNS = ("organ", "organ_base", "government", "force", "ministry", "official", "group", "title",
         "instrument", "event_noun", "honorific", "no_modifier")  # fmt: skip


def names_other(text: str, hit: Hit, listed: list[Hit], people: tuple[SPAN, ...]) -> bool:
    """Say whether a state's, seat's or person's last name at a hit is part of something else.

    `people` are stretches that a tagger takes for names of persons.
    """
    surface = text[hit.start : hit.end]
    if not _may_be_other(hit) or " " in surface:
        return False
    key = surface.lower()
    return (
        _thing(text, hit, key)
        or _elsewhere(text, hit, listed, key)
        or _longer_after(text, hit, listed, key)
        or _longer_before(text, hit, listed, key, people)
    )


def _may_be_other(hit: Hit) -> bool:
    kinds = {c.kind for c in hit.candidates}
    if kinds & {"seat", "capital", "surname"}:
        return True
    return any(
        i.startswith(STATE) for i in ids_of(hit.candidates, frozenset({"name", "other_name"}))
    )


def _words(sort: str, key: str = "") -> frozenset[str]:
    return load_look_alikes().get((sort, key), frozenset())


def _thing(text: str, hit: Hit, key: str) -> bool:
    """Say whether a noun after the name, or an article without one, makes a thing of it."""
    after = LOWER.match(text, hit.end)
    if after and {after["w"], after["w"].split()[0]} & _words("thing", key):
        return True
    if ("article", key) not in load_look_alikes():
        return False
    noun = re.match(r"[^\S\n]+[^\W\d_]", text[hit.end : hit.end + 3])
    lone = noun is None or _ends_phrase(text, hit.end)
    return bool(ARTICLE.search(text, max(0, hit.start - 5), hit.start)) and lone


def _ends_phrase(text: str, end: int) -> bool:
    """Say whether a preposition, conjunction or verb of being follows, so that no noun is meant."""
    after = LOWER.match(text, end)
    word = after["w"].split()[0] if after else ""
    return word != "of" and any(
        load_nouns().has(cls, word) for cls in ("no_modifier", "place_before")
    )


def _elsewhere(text: str, hit: Hit, listed: list[Hit], key: str) -> bool:
    """Say whether what stands beside a name sets it elsewhere: "Moscow, Idaho"."""
    comma = COMMA.match(text, hit.end)
    if comma and comma["w"].lower() in _words("after_comma") - {key}:
        return True
    cues = _words("beside", key)
    if not cues:
        return False
    start, end = _sentence(text, hit)
    sentence = text[start:end].lower()
    if not any(re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", sentence) for cue in cues):
        return False
    return not any(_another_state(h, hit, text, cues) for h in listed if start <= h.start < end)


def _another_state(other: Hit, hit: Hit, text: str, cues: frozenset[str]) -> bool:
    """Say whether a second hit names a state that is none of the cues, nor the United States."""
    if other is hit or text[other.start : other.end].lower() in cues:
        return False
    kinds = frozenset({"name", "other_name", "adjective", "demonym", "capital"})
    ids = ids_of(other.candidates, kinds)
    return any(i.startswith(STATE) and i != "state:USA" for i in ids)


def _sentence(text: str, hit: Hit) -> SPAN:
    ends = [m.end() for m in SENTENCE_END.finditer(text, max(0, hit.start - 400), hit.start)]
    after = SENTENCE_END.search(text, hit.end)
    return (ends[-1] if ends else max(0, hit.start - 400)), (after.start() if after else len(text))


def _longer_after(text: str, hit: Hit, listed: list[Hit], key: str) -> bool:
    """Say whether a capitalised word follows that is no title, body, month or other name."""
    after = AFTER.match(text, hit.end)
    if after is None:
        return False
    if after["w"].lower() in _words("after"):
        return True
    if not _prose(text, hit):
        return False
    if any(h.start == after.start("w") and not _surname_only(h) for h in listed):
        return False
    word = after["w"].lower()
    if ("first", key) not in load_look_alikes() and not _surname_only(hit):
        return False
    return not (_ordinary(word) or word in title_heads())


def _surname_only(hit: Hit) -> bool:
    return all(c.kind == "surname" for c in hit.candidates)


@lru_cache(maxsize=1)
def title_heads() -> frozenset[str]:
    """Return the words with which titles of offices begin: "prime" of "prime minister"."""
    return frozenset(t.split()[0].lower() for o in load_entities().offices for t in o.titles)


def _longer_before(
    text: str, hit: Hit, listed: list[Hit], key: str, people: tuple[SPAN, ...]
) -> bool:
    """Say whether the word before makes a person or another place of a name."""
    before = BEFORE.search(text, max(0, hit.start - 30), hit.start)
    if before is None:
        return False
    start, word = before.start("w"), before["w"].lower()
    if any(h.start <= start < h.end for h in listed):
        return False
    if word in _words("before"):
        return True
    if ("last", key) not in load_look_alikes() or _ordinary(word):
        return False
    tagged = any(s <= start and hit.end <= e for s, e in people)
    return tagged or word in _words("given")


def _ordinary(word: str) -> bool:
    nouns = load_nouns()
    return word in vocabulary().codes or any(nouns.has(cls, word) for cls in NOUNS)


def _prose(text: str, hit: Hit) -> bool:
    """Say whether the line is no headline with a capital at each word."""
    start = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.end)
    return len(PLAIN_WORD.findall(text, start, end if end >= 0 else len(text))) >= 2
