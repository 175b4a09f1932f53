"""Every naming of an actor or contested place in a text, in order, none overlapping."""

import re
from collections.abc import Iterator

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Place
from servanda.lexicon.nouns import load_nouns
from servanda.reading.dates.words import vocabulary
from servanda.reading.names import context_rules as rules
from servanda.reading.names.lexical import Hit, hits, ids_of, owner, titles
from servanda.reading.names.named import Named
from servanda.reading.names.organs import organs
from servanda.reading.names.short_forms import short_forms, surnames
from servanda.reading.names.trie import Word, word_key, words

PROPER = frozenset({"name", "other_name", "acronym"})
CITY = frozenset({"seat", "capital"})
CONFIDENCE = {"name": 0.95, "other_name": 0.9, "acronym": 0.9, "seat": 0.75, "capital": 0.7,
              "adjective": 0.7, "surname": 0.8, "title": 0.8, "official": 0.5}  # fmt: skip
# What binds two peoples: "Russian-Armenian relations".
SPAN = tuple[int, int]


def find_names(text: str, day: str = "", people: tuple[SPAN, ...] = ()) -> list[Named]:
    """Return the namings of a text.

    `day` (YYYY-MM-DD or empty) is when it was written; `people` are stretches that a tagger takes
    for names of persons.
    """
    found = words(text)
    listed = list(hits(text, found, day))
    first = _cut(_titled(text, found, listed) + _unknown_people(text, people, listed))
    plain = [n for hit in listed if (n := _read(text, hit, listed))]
    bodies = organs(text, listed)
    chosen = _cut(first + bodies + plain)
    late = short_forms(text, chosen) + surnames(text, found, chosen)
    taken = {n.start for n in late}
    return _cut([n for n in chosen if n.how != DEFAULT or n.start not in taken] + late)


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


def _read(text: str, hit: Hit, listed: list[Hit]) -> Named | None:
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
    if people and (_in_full(people, listed) or not _is_word(text[hit.start : hit.end])):
        if _other_first_name(text, hit, people):
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
    capitals = ids_of(hit.candidates, frozenset({"capital"}))
    seats = ids_of(hit.candidates, frozenset({"seat"}))
    states = tuple(i for i in seats if i.startswith(("state:", "polity:")))
    if len(capitals) == 1 and len([i for i in seats if i not in states]) <= 1:
        return tuple(dict.fromkeys((*capitals, *seats)))
    return tuple(dict.fromkeys((*seats, *capitals)))


def _is_word(surname: str) -> bool:
    """Say whether a surname is an ordinary word besides: May, Friday, He."""
    low, nouns = surname.lower(), load_nouns()
    if low in vocabulary().codes:
        return True
    return any(nouns.has(cls, low) for cls in ORDINARY)


ORDINARY = ("no_modifier", "pronoun_person", "pronoun_thing", "pronoun_many", "pronoun_speaker",
            "pronoun_speaker_many", "title", "government", "organ", "instrument")  # fmt: skip
DEFAULT = "default"


def _other_first_name(text: str, hit: Hit, people: tuple[str, ...]) -> bool:
    """Say whether a first name stands before a surname that none of its bearers has."""
    match = FIRST_NAME.search(text, max(0, hit.start - 30), hit.start)
    if match is None or _is_title(match.group(1)):
        return False
    first = word_key(match.group(1))
    if load_nouns().has("no_modifier", first) or first in DETERMINER_LIKE:
        return False
    own = {w.key for p in people for w in words(p.partition(":")[2])}
    return first not in own


FIRST_NAME = re.compile(r"(?<=[a-z,;“\"] )([^\W\d_a-z][^\W\d_A-Z]+) $")
DETERMINER_LIKE = frozenset({"mr", "mrs", "ms", "dr", "that", "said", "president", "when"})


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


def _titled(text: str, found: list[Word], listed: list[Hit]) -> list[Named]:
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


def _unknown_people(text: str, people: tuple[SPAN, ...], listed: list[Hit]) -> list[Named]:
    """Return the persons of two words or more that the lexicon does not know.

    A tagger's finds count where no word of them names something else; besides, capitalised words
    after a title do.
    """
    nouns = load_nouns()
    spans = [m.span("n") for m in AFTER_TITLE.finditer(text) if _is_title(m.group("t"))]
    out: list[Named] = []
    for start, end in (*spans, *people):
        pieces = text[start:end].split()
        if not 2 <= len(pieces) <= 4 or not all(PERSON_WORD.fullmatch(p) for p in pieces):
            continue
        if any(nouns.has("organ", p.lower()) or nouns.has("no_modifier", p.lower()) or
               nouns.has("government", p.lower()) for p in pieces):  # fmt: skip
            continue
        if any(h.start < end and start < h.end and _not_a_surname(h) for h in listed):
            continue
        out.append(Named(start, end, "person", (), "unknown", 0.5))
    return out


PERSON_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?")
NAME_WORD = r"[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z](?:-[^\W\d_]+)?"
AFTER_TITLE = re.compile(
    rf"\b(?P<t>[^\W\d_]+)\.?(?: (?:of|for)(?: the)?(?: {NAME_WORD}){{1,3}})?,? "
    rf"(?P<n>{NAME_WORD}(?: {NAME_WORD}){{1,2}})(?=[,.;:’']| [a-z])"
)


def _is_title(word: str) -> bool:
    nouns = load_nouns()
    return nouns.has("honorific", word.lower()) or nouns.has("title", word.lower())


def _not_a_surname(hit: Hit) -> bool:
    """Say whether a hit inside a person's name names something else, or that very person."""
    return any(c.kind != "surname" for c in hit.candidates)
