"""What a naming of an agreement tells: its noun, dates, parties, persons and telling words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate, Seat
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.model import Ref
from servanda.naming.persons import acts_for
from servanda.naming.world import World

YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
WORD = re.compile(r"[^\W\d_]{3,}")
COUNTED = re.compile(r"of (\w+) (?:points|articles|paragraphs)")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "twelve": 12}  # fmt: skip
SIDES = {"trilateral": 3, "tripartite": 3, "bilateral": 2}
MEDIATED = re.compile(r"[\w.]+-(?:brokered|mediated|backed|led|sponsored|hosted|drafted)\b")
BETWEEN = re.compile(r"\b(?:between|with)\b")


@dataclass(frozen=True)
class Clues:
    """What a naming of an agreement tells: its head noun, dates, parties, words, and its text."""

    head: str
    dates: tuple[tuple[date, date], ...]
    months: frozenset[tuple[int, int]]
    years: frozenset[int]
    parties: frozenset[str]
    people: frozenset[str]
    words: frozenset[str]
    text: str


def clues_of(world: World, ref: Ref, start: int, end: int) -> Clues:
    """Return what a naming at a place tells."""
    text = ref.surface
    dates: list[tuple[date, date]] = []
    months: set[tuple[int, int]] = set()
    for time in world.times_in(start, end):
        if time.earliest and time.latest and time.granularity in ("day", "range"):
            dates.append((time.earliest, time.latest))
        elif time.earliest and time.granularity == "month":
            known = time.relative_to in ("", "instrument") or time.rule != "month"
            months.add((time.earliest.year if known else 0, time.earliest.month))
        elif time.timex_value.startswith("XXXX-") and time.timex_value[5:7].isdecimal():
            months.add((0, int(time.timex_value[5:7])))
    years = frozenset(int(y) for y in YEAR.findall(text)) if not dates and not months else ()
    named = [m for m in world.inside(start, end) if m.sort == "person" and m.ref.id]
    people = frozenset(m.ref.id for m in named if m.ref.id)
    dated = [(t.anchors[0].start, t.anchors[-1].end) for t in world.times_in(start, end)]
    plain = _without(text, start, dated)  # "May 2010" is nobody's surname
    parties = parties_in(plain, world.day)
    plain = _without(plain, start, [(m.start, m.end) for m in named])
    telling = frozenset(_telling(COUNTED.sub(" ", plain)))
    return Clues(head_of(text), tuple(dates), frozenset(months), frozenset(years), parties,
                 people, telling, text)  # fmt: skip


def _without(text: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """Return a phrase that begins at a place with some stretches of the document blanked."""
    for first, last in spans:
        a, b = max(0, first - start), min(len(text), last - start)
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return text


def parties_in(text: str, day: str) -> frozenset[str]:
    """Return the states, polities and bodies that a phrase names, persons as whom they act for.

    Who only mediated ("Qatari-brokered") is no party.
    """
    text = MEDIATED.sub(" ", text)
    found: set[str] = set()
    entities = load_entities()
    words = [m.group() for m in re.finditer(r"(?:[A-Z]\.){2,}|[^\W_]+", text)]
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            piece = " ".join(words[at : at + size])
            known = [c for c in entities.lookup(piece) if piece[:1].isupper()]
            between = BETWEEN.search(text) is not None
            ids = [_seated(c) for c in known if between or c.kind not in ("seat", "capital")]
            if ids and at + size <= len(words):
                found |= _principals(ids, day)
                at += size
                break
        else:
            at += 1
    return frozenset(found)


def _seated(found: Candidate) -> str:
    """Return the id of a name; of a seat, whom it stands for."""
    row = load_entities().by_id.get(found.id)
    return row.stands_for if isinstance(row, Seat) else found.id


def _principals(ids: Iterable[str], day: str) -> set[str]:
    for one in ids:
        if one.startswith(("state:", "polity:", "group:")):
            return {one}
        if one.startswith("person:"):
            owner = acts_for(one, day)
            if owner and len(set(ids)) <= 3:
                return {owner}
    return set()


def _telling(text: str) -> Iterable[str]:
    """Yield the words of a phrase that may stand in a title: no head nouns, parties, dates."""
    nouns, entities = load_nouns(), load_entities()
    for word in WORD.findall(text):
        low = word.lower()
        if any(nouns.has(cls, low) for cls in ("instrument", "no_modifier", "plain", "month")):
            continue
        known = entities.lookup(word) if word[:1].isupper() else ()
        if known and not any(c.kind in ("seat", "capital") or c.id.startswith("place:")
                             for c in known):  # fmt: skip
            continue
        if word[:1].isupper() or any(nouns.has(c, low) for c in TELLING):
            yield word_key(low)


TELLING = ("instrument_adjective", "topic", "dated_instrument")


def word_key(word: str) -> str:
    """Return a word as titles are compared: "alliance", "allied" and "allies" are one word."""
    key = str(name_key(word))
    for suffix in ("ances", "ance", "ied", "ies", "ed", "s", "y"):
        if key.endswith(suffix) and len(key) - len(suffix) >= 3:
            return key.removesuffix(suffix)
    return key


def head_of(text: str) -> str:
    """Return the noun of a phrase that names an agreement, in lower case; empty where none."""
    nouns = load_nouns()
    words = [w.lower() for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text)]
    first = re.split(r"\s+(?:of|on|between|with|signed|that|he|she|for)\s+", text)[0]
    lead = [w.lower() for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", first)]
    for pool in (lead, words):
        found = [w for w in pool if nouns.has("instrument", w)]
        if found:
            return str(found[-1])
    return ""


def tells(clues: Clues) -> bool:
    """Say whether a phrase tells anything but its noun: "binding agreements" does not."""
    dated = clues.dates or clues.months or clues.years
    return bool(dated or clues.parties or clues.people or clues.words)
