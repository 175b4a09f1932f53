"""Names of the lexicon in a text: matched word by word, with the case that the name needs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate, Seat
from servanda.lexicon.keys import squeeze
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.tables import first_day, last_day
from servanda.reading.names.trie import WORD, Trie, Word

TITLES_EXTRA = "title"
PROPER = frozenset({"name", "other_name", "acronym"})
CITY = frozenset({"seat", "capital"})


@dataclass(frozen=True)
class Hit:
    """Candidates of one stretch of words: word indices, offsets, what it may name."""

    first: int
    last: int
    start: int
    end: int
    candidates: tuple[Candidate, ...]


@lru_cache(maxsize=1)
def names() -> Trie[Candidate]:
    """Return the trie of every name of every entity, built once a process."""
    entities = load_entities()
    found = [c for listed in entities.names.values() for c in listed]
    spelled = [(c.surface.replace("-op", "op"), c) for c in found if "o-op" in c.surface]
    return Trie([*((c.surface, c) for c in found), *spelled])


@lru_cache(maxsize=1)
def titles() -> Trie[str]:
    """Return the trie of titles: those of the offices and the general ones."""
    return Trie((title, title) for title in sorted(known_titles()))


@lru_cache(maxsize=1)
def known_titles() -> frozenset[str]:
    """Return every title in small letters: those of the offices and the general ones."""
    known = {title.lower() for office in load_entities().offices for title in office.titles}
    return frozenset(known | set(load_nouns().of(TITLES_EXTRA)))


@lru_cache(maxsize=1)
def own_titles() -> frozenset[str]:
    """Return the titles written with a capital that one office alone has: "Pentagon chief"."""
    spelt = Counter(t for o in load_entities().offices for t in o.titles if not t.islower())
    return frozenset(title for title, offices in spelt.items() if offices == 1)


def hits(text: str, found: list[Word], day: str) -> Iterator[Hit]:
    """Yield the names of the lexicon in a text, the longest at each place, left to right.

    `day` (YYYY-MM-DD or empty) leaves out states and seats that were not there then.
    """
    trie, at = names(), 0
    begun, tagged = trie.root.following, "#" in text
    while at < len(found):
        word = found[at]
        if word.key not in begun and not (tagged and text[word.start - 1 : word.start] == "#"):
            at += 1
            continue
        hit = _tagged(text, found, at) or _longest(text, found, at, trie, day)
        if hit is None:
            at += 1
            continue
        later = _longest(text, found, at + 1, trie, day) if found[at].key == "the" else None
        hit = later if later and later.last > hit.last else hit
        yield hit
        at = hit.last


def _longest(text: str, found: list[Word], at: int, trie: Trie[Candidate], day: str) -> Hit | None:
    for last, ends in trie.matches_at(text, found, at):
        start, end = found[at].start, found[last - 1].end
        kept = tuple(c for c in ends if fits(text[start:end], c.surface, c.kind))
        kept = tuple(c for c in kept if living(c, day)) or kept
        if kept:
            return Hit(at, last, start, end, kept)
    return None


def _tagged(text: str, found: list[Word], at: int) -> Hit | None:
    """Return the name written together behind a hash: #NagornoKarabakh."""
    word = found[at]
    if text[max(0, word.start - 1) : word.start] != "#":
        return None
    entities = load_entities()
    key = entities.squeezed.get(squeeze(word.key))
    if key is None or word.key in entities.names:
        return None
    return Hit(at, at + 1, word.start, word.end, entities.names[key])


def fits(written: str, surface: str, kind: str) -> bool:
    """Say whether a name is written with the capitals that it needs."""
    if kind == "acronym":
        return written.replace(".", "") == surface.replace(".", "")
    if written.isupper() and len(written) > 3:
        return True
    return all(
        w[:1].isupper() or not s[:1].isupper()
        for w, s in zip(_capitals(written), _capitals(surface), strict=False)
    )


def living(candidate: Candidate, day: str) -> bool:
    """Say whether what a candidate names was there on a day; so without a day."""
    if not day:
        return True
    row = load_entities().by_id.get(candidate.id)
    start = candidate.start or getattr(row, "start", "")
    end = candidate.end or getattr(row, "end", "")
    return first_day(start) <= day <= last_day(end)


def owner(candidate: Candidate) -> str:
    """Return the id that a candidate stands for: of a seat, whom it stands for."""
    row = load_entities().by_id.get(candidate.id)
    return row.stands_for if isinstance(row, Seat) else candidate.id


def _capitals(text: str) -> list[str]:
    return WORD.findall(text)


def ids_of(candidates: Iterable[Candidate], kinds: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of the candidates of some kinds, each once, in order."""
    return tuple(dict.fromkeys(owner(c) for c in candidates if c.kind in kinds))
