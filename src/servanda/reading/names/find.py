"""Every naming of an actor or contested place in a text, in order, none overlapping."""

import re
from collections.abc import Iterator

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Place
from servanda.lexicon.nouns import load_nouns
from servanda.reading.dates.words import vocabulary
from servanda.reading.names import context_rules as rules
from servanda.reading.names.lexical import PROPER, Hit, hits, ids_of
from servanda.reading.names.longer import names_other
from servanda.reading.names.named import Named
from servanda.reading.names.organs import organs
from servanda.reading.names.people import is_title, unknown_people
from servanda.reading.names.short_forms import short_forms, surnames
from servanda.reading.names.titled import titled
from servanda.reading.names.trie import word_key, words

CONFIDENCE = {"name": 0.95, "other_name": 0.9, "acronym": 0.9, "seat": 0.75, "capital": 0.7,
              "adjective": 0.7, "surname": 0.8, "title": 0.8, "official": 0.5}  # fmt: skip
SPAN = tuple[int, int]


def find_names(text: str, day: str = "", people: tuple[SPAN, ...] = ()) -> list[Named]:
    """Return the namings of a text in order; only an owner overlaps, its title or body.

    `day` (YYYY-MM-DD or empty) is when it was written; `people` are stretches that a tagger takes
    for names of persons.
    """
    found = words(text)
    every = list(hits(text, found, day))
    listed = [h for h in every if not names_other(text, h, every, people)]
    first = _cut(titled(text, found, listed) + unknown_people(text, people, listed))
    plain = [n for hit in listed if (n := _read(text, hit, listed, day))]
    bodies = organs(text, listed)
    chosen = _cut(first + bodies + plain)
    gone = {h.start for h in every} - {h.start for h in listed}
    late = short_forms(text, chosen) + surnames(text, found, chosen)
    late = [n for n in late if not gone.intersection(range(n.start, n.end))]
    taken = {n.start for n in late}
    kept = _cut([n for n in chosen if n.how != DEFAULT or n.start not in taken] + late)
    return sorted([*kept, *_owners(text, kept, plain)], key=lambda n: (n.start, -n.end))


def _owners(text: str, kept: list[Named], plain: list[Named]) -> list[Named]:
    """Return the owners named at the end of a title or body: "Prime Minister of Armenia"."""
    ends = {n.end: n for n in kept if (n.sort in ("title", "organ") or n.how == "ministry")}
    return [n for n in plain if n.end in ends and n.start > ends[n.end].start and n.how in PROPER
            and OF.search(text, ends[n.end].start, n.start)]  # fmt: skip


OF = re.compile(r"\bof (?:the )?$")


def _cut(namings: list[Named]) -> list[Named]:
    """Return the namings without those that overlap an earlier-listed longer one, in order."""
    kept: list[Named] = []
    taken: list[SPAN] = []
    for naming in sorted(namings, key=lambda n: (-(n.end - n.start), n.start)):
        if all(naming.end <= s or e <= naming.start for s, e in _near(taken, naming)):
            kept.append(naming)
            taken.append((naming.start, naming.end))
    return sorted(kept, key=lambda n: n.start)


def _near(taken: list[SPAN], naming: Named) -> Iterator[SPAN]:
    return (span for span in taken if span[0] < naming.end and naming.start < span[1])


def _read(text: str, hit: Hit, listed: list[Hit], day: str) -> Named | None:
    """Return what a name of the lexicon names where it stands, or None where it names nobody."""
    proper = ids_of(hit.candidates, PROPER)
    if proper and all(_plain_place(i) for i in proper):
        return None
    if proper:
        how = next(c.kind for c in hit.candidates if c.kind in PROPER)
        force = _force(text, hit, proper)
        if force:
            return force
        surface = text[hit.start : hit.end]
        if surface.lower().startswith("the ") and surface.count(" ") == 1:
            return Named(hit.start + 4, hit.end, "entity", proper, DEFAULT, 0.5)
        return Named(hit.start, hit.end, "entity", proper, how, CONFIDENCE[how])
    city = _principals(hit)
    if city:
        if rules.names_a_place(text, hit.start, hit.end) or rules.names_an_event(text, hit.end):
            return None
        return Named(hit.start, hit.end, "entity", city, "seat", CONFIDENCE["seat"])
    people = ids_of(hit.candidates, frozenset({"surname"}))
    if people:
        if _other_first_name(text, hit, people):
            return None
        clear = not is_word(text[hit.start : hit.end]) and _at_hand(text, hit, people, day)
        if not clear and not _in_full(people, listed):
            return None
        return Named(hit.start, hit.end, "entity", people, "surname", CONFIDENCE["surname"])
    peoples = ids_of(hit.candidates, frozenset({"adjective", "demonym"}))
    return _adjective(text, hit, peoples, listed) if peoples else None


def _force(text: str, hit: Hit, proper: tuple[str, ...]) -> Named | None:
    """Return a state's force where a group's name is only that: "Russian peacekeepers".

    Which contingent is meant the text must tell; the group stays an alternative.
    """
    if not all(i.startswith("group:") for i in proper):
        return None
    head, _, rest = text[hit.start : hit.end].partition(" ")
    if not load_nouns().has("force", rest.lower()):
        return None
    states = tuple(dict.fromkeys(c.id for c in load_entities().lookup(head)
                                 if c.kind in ("adjective", "demonym")))  # fmt: skip
    return Named(hit.start, hit.end, "entity", (*states, *proper), "force", 0.7) if states else None


def _plain_place(entity: str) -> bool:
    """Say whether a place is a sea or region that nobody disputes."""
    row = load_entities().by_id.get(entity)
    return isinstance(row, Place) and not row.claimed_by and row.type in ("sea", "region")


def _principals(hit: Hit) -> tuple[str, ...]:
    """Return whom a city's name may stand for: a state before its other tenants, unless it leads.

    The first seat of the table leads where it is no state's: Brussels, The Hague.
    """
    capitals = _lasting(ids_of(hit.candidates, frozenset({"capital"})))
    seats = _lasting(ids_of(hit.candidates, frozenset({"seat"})))
    states = tuple(i for i in seats if i.startswith(("state:", "polity:")))
    if len(capitals) == 1 and len([i for i in seats if i not in states]) <= 1:
        return tuple(dict.fromkeys((*capitals, *seats)))
    return tuple(dict.fromkeys((*seats, *capitals)))


def _lasting(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids with those of states that are no more last: without a date Moscow is Russia's."""
    by_id = load_entities().by_id
    return tuple(sorted(ids, key=lambda i: bool(getattr(by_id.get(i), "end", ""))))


def is_word(surname: str) -> bool:
    """Say whether a name of one word is an ordinary word besides: May, Friday, He."""
    low, nouns = surname.lower(), load_nouns()
    if set(surname) <= set("IVXLC") or low in vocabulary().codes:
        return True
    return any(nouns.has(cls, low) for cls in ORDINARY)


def _at_hand(text: str, hit: Hit, people: tuple[str, ...], day: str) -> bool:
    """Say whether a bare surname may be understood: of somebody in office about then, or titled.

    A person without known terms passes too; so does everybody in a text without a day.
    """
    if not day or _titled_before(text, hit.start):
        return True
    far = RARE_YEARS if len(people) == 1 else NEAR_YEARS
    first, last = (f"{int(day[:4]) + shift:04}{day[4:8]}28" for shift in (-far, far))
    terms = load_entities().terms_by_person
    return any(p not in terms or any(t.covers(first, last) for t in terms[p]) for p in people)


def _titled_before(text: str, start: int) -> bool:
    """Say whether a title stands right before a place: "Ex-president Kocharyan"."""
    match = LAST_WORD.search(text, max(0, start - 30), start)
    return match is not None and is_title(match.group(1).rpartition("-")[2])


LAST_WORD = re.compile(r"(?<![\w-])([^\W\d_][\w-]*)\.? $")
NEAR_YEARS = 3
RARE_YEARS = 15  # who alone has a surname is known by it long before and after the office
ORDINARY = (
    "language", "no_modifier", "pronoun_person", "pronoun_thing", "pronoun_many",
    "pronoun_speaker", "pronoun_speaker_many", "title", "government", "organ", "instrument",
)  # fmt: skip
DEFAULT = "default"


def _other_first_name(text: str, hit: Hit, people: tuple[str, ...]) -> bool:
    """Say whether a first name stands before a surname that none of its bearers has."""
    match = FIRST_NAME.search(text, max(0, hit.start - 30), hit.start)
    if match is None or is_title(match.group(1)):
        return False
    first = word_key(match.group(1))
    if load_nouns().has("no_modifier", first) or first in vocabulary().codes:
        return False
    own = {w.key for p in people for w in words(p.partition(":")[2])}
    return first not in own


FIRST_NAME = re.compile(r"(?<=[a-z,;“\"] )([^\W\d_a-z][^\W\d_A-Z]+) $")


def _in_full(people: tuple[str, ...], listed: list[Hit]) -> bool:
    """Say whether one of some persons is named in full in the text."""
    return any(c.id in people for h in listed for c in h.candidates if c.kind in PROPER)


def _adjective(text: str, hit: Hit, ids: tuple[str, ...], listed: list[Hit]) -> Named | None:
    """Return the actor that an adjective makes with its noun: "Russian troops"."""
    if text[hit.end : hit.end + 1] in "-–" and text[hit.end : hit.end + 1]:
        partner = text[hit.end + 1 : hit.end + 2]
        if partner.islower() or any(h.start in (hit.end + 1, hit.end + 2) for h in listed):
            return Named(hit.start, hit.end, "entity", ids, "adjective", 0.6)
    if text[max(0, hit.start - 1) : hit.start] in ("-", "–", "#") and any(
        0 <= hit.start - h.end <= 2 and text[h.end : h.end + 1] in "-–" for h in listed
    ):
        return Named(hit.start, hit.end, "entity", ids, "adjective", 0.6)
    if not any(c.kind in ("adjective", "acronym") for c in hit.candidates):
        return None
    cls, _, end = rules.noun_after(text, hit.end)
    if cls in ("government", "force", "ministry"):
        return Named(hit.start, end, "entity", ids, cls, CONFIDENCE["adjective"])
    if cls == "official":
        return Named(hit.start, end, "entity", ids, "official", CONFIDENCE["official"])
    if cls == "group":
        return Named(hit.start, end, "group", ids, "group", 0.6)
    return None
