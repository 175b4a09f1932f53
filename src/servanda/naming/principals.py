"""For whom an actor phrase stands: "Lebanon's new President", "rebels in Darfur", "Red Cross"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate, Group, Person, Place, Seat
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.tables import first_day, last_day
from servanda.model import Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_titles import by_title

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:-[^\W_]+)*|&")
ETHNIC = re.compile(r"\bethnic\s+[A-Z]", re.IGNORECASE)
LONGEST = 7
ALIKE, SHORTEST = 88, 6
STRONG = frozenset({"name", "other_name", "acronym", "demonym", "adjective"})


@dataclass(frozen=True)
class Principal:
    """Whom a phrase stands for: the state, polity or body acted for, and the person, if one."""

    id: str | None = None
    person: str | None = None


def principal_of(phrase: str, day: str = "") -> Principal:
    """Return whom an actor phrase stands for on a day (YYYY-MM-DD, or empty where unknown).

    The first name in the phrase counts; a surname or a name spelt almost like one only where there
    is no other.
    """
    if ETHNIC.search(phrase):
        return Principal()  # a people apart from a state: whose citizens they are is not told
    titled = by_title(Ref(_plain(phrase)), day)
    found = [c for piece in _pieces(phrase) for c in [_best(piece, day)] if c]
    strong = [c for c in found if c.kind in STRONG] or [c for c in found if c.kind != "surname"]
    chosen = next(iter(strong or found), None)
    if chosen is None:
        return Principal(_alike(phrase), None)
    person = titled.id or next((c.id for c in found if c.id.startswith("person:")), None)
    return Principal(_stands_for(chosen, day), person)


def _plain(phrase: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", phrase.strip(), flags=re.IGNORECASE)


def _pieces(phrase: str) -> list[tuple[Candidate, ...]]:
    """Return the readings of the names in a phrase, the longest first at each place."""
    entities, spans = load_entities(), [m.span() for m in WORD.finditer(phrase)]
    out, at = list[tuple[Candidate, ...]](), 0
    while at < len(spans):
        for size in range(min(LONGEST, len(spans) - at), 0, -1):
            piece = phrase[spans[at][0] : spans[at + size - 1][1]]
            ordinary = size == 1 and load_nouns().has("no_modifier", piece.lower())
            known = () if ordinary or not piece[:1].isupper() else entities.lookup(piece)
            if known:
                out.append(known)
                at += size
                break
        else:
            at += 1
    return out


def _best(found: tuple[Candidate, ...], day: str) -> Candidate | None:
    """Return the reading of one name: a state's before a place's, and of a surname who served."""
    order = ("name", "other_name", "acronym", "adjective", "demonym", "capital", "seat", "surname")
    ranked = sorted(found, key=lambda c: order.index(c.kind) if c.kind in order else 9)
    surnames = [c for c in ranked if c.kind == "surname"]
    if surnames and len(surnames) == len(ranked):
        serving = [c for c in surnames if day and load_entities().offices_of(c.id, day)]
        return (serving or surnames)[0]
    states = [c for c in ranked if c.id.startswith(("state:", "polity:")) and _there(c, day)]
    return (states or ranked)[0] if ranked else None


def _there(candidate: Candidate, day: str) -> bool:
    row = load_entities().by_id.get(candidate.id)
    start, end = getattr(row, "start", ""), getattr(row, "end", "")
    return not day or first_day(start) <= day <= last_day(end)


def _stands_for(candidate: Candidate, day: str) -> str | None:
    """Return the state, polity or body behind an entity."""
    row = load_entities().by_id.get(candidate.id)
    if isinstance(row, Seat):
        return row.stands_for
    if isinstance(row, Person):
        return acts_for(row.id, day) or (row.of[0] if row.of else None)
    if isinstance(row, Group):
        return row.states[0] if len(row.states) == 1 else row.id
    if isinstance(row, Place):
        return row.claimed_by[0] if len(row.claimed_by) == 1 else row.id
    return candidate.id


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Return the keys of states' names, demonyms and adjectives with their ids."""
    entities = load_entities()
    return {key: c.id for key, found in entities.names.items() for c in found
            if c.id.startswith("state:") and c.kind in STRONG - {"acronym"} and len(key) >= SHORTEST
            }  # fmt: skip


def _alike(phrase: str) -> str | None:
    """Return the state whose name is spelt almost like a capitalised word of the phrase."""
    for match in WORD.finditer(phrase):
        word = match.group()
        if len(word) < SHORTEST or not word[:1].isupper():
            continue
        hit = process.extractOne(name_key(word), _spellings().keys(), scorer=fuzz.ratio,
                                 score_cutoff=ALIKE)  # fmt: skip
        if hit:
            return _spellings()[hit[0]]
    return None
