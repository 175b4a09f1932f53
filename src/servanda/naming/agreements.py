"""Agreements by what their naming tells: date, parties, place, kind, words of the title."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate, Seat
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal
from servanda.model import Alternative, Ref
from servanda.naming.persons import acts_for
from servanda.naming.phrases import slug, stripped
from servanda.naming.world import Placed, World

ENOUGH, MARGIN = 3.0, 0.75
NUMBER = re.compile(r"(\d{2,4})(?:/(\d+))?")
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
ASSEMBLY = re.compile(r"General Assembly|UNGA|A/RES|\bassembly\b", re.IGNORECASE)
EDGE = timedelta(days=1)
WORD = re.compile(r"[^\W\d_]{3,}")


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


def settle_agreement(world: World, ref: Ref, how: str) -> Ref:
    """Return a naming of an agreement with its identity.

    The registry's row that fits best and clearly; a row or candidate named before for one that
    points back; else a candidate id made of its own words.
    """
    anchor = ref.anchors[0]
    if ref.id and how in ("named", "") and not ref.alternatives:
        return ref
    if how == "number":
        return by_number(world, ref)
    if how == "back":
        return by_antecedent(world, ref)
    if not how and _is_back(ref.surface):
        unknown = Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
        return unknown if _is_new(world, ref) else by_antecedent(world, ref)
    clues = clues_of(world, ref, anchor.start, anchor.end)
    if not how and not _tells(clues):
        if UNIT.search(ref.surface):
            return by_antecedent(world, ref)  # "contrary to Point 8"
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    if clues.head.startswith("resolution") and not NUMBER.search(ref.surface):
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    among = [a.id for a in ref.alternatives]
    return by_clues(world, ref, clues, among)


def by_number(world: World, ref: Ref) -> Ref:
    """Return a resolution by its number: the Security Council's, or the Assembly's if so told."""
    match = NUMBER.search(ref.surface)
    if match is None:
        return ref
    context = world.text[max(0, ref.anchors[0].start - 40) : ref.anchors[0].end]
    body = "unga" if match.group(2) or ASSEMBLY.search(context) else "unsc"
    number = match.group(1) + (f"-{match.group(2)}" if match.group(2) else "")
    entity = f"instrument:{body}-resolution-{number}"
    known = load_registry().get(entity)
    if known is None and not match.group(2):
        other = f"instrument:{'unga' if body == 'unsc' else 'unsc'}-resolution-{number}"
        if load_registry().get(other):
            return Ref(ref.surface, other, ref.anchors, "number", 0.8)
    return Ref(ref.surface, entity, ref.anchors, "number", 0.95 if known else 0.7)


def by_antecedent(world: World, ref: Ref) -> Ref:
    """Return what "the treaty" or "this document" points back to: the last that its noun fits."""
    start = ref.anchors[0].start
    head = head_of(ref.surface)
    told = [p for p in world.instruments if p.start < start and p.ref.id and fits_head(head, p)]
    if not told:
        return Ref(ref.surface, None, ref.anchors, "back", 0.2)
    counted = Counter(p.ref.id for p in world.instruments)
    weights: dict[str, float] = {}
    for one in told:
        entity = str(one.ref.id)
        weight = _nearness(world, one, start) + 1.2 * counted[entity] / len(world.instruments)
        weights[entity] = max(weights.get(entity, 0.0), weight)
    ranked = sorted(weights.items(), key=lambda x: (-x[1], x[0]))
    others = tuple(Alternative(i, 0.2) for i, _ in ranked[1:4])
    return Ref(ref.surface, ranked[0][0], ref.anchors, "back", 0.65 if not others else 0.5, others)


def _nearness(world: World, one: Placed, place: int) -> float:
    """Return how near a naming stands before a place: same sentence, one before, same block."""
    distance = world.sentence_number(place) - world.sentence_number(one.start)
    same_block = "\n" not in world.text[one.end : place].strip("\n")
    if distance == 0:
        return 1.5
    return (1.25 if distance == 1 else 0.9) if same_block else 0.5


def by_locator(world: World, ref: Ref | None, locator: str, place: int) -> Ref | None:
    """Return the agreement that a provision belongs to where none is named next to it.

    Of those named before: near, named often, and known to have such a provision.
    """
    told = [p for p in world.instruments if p.start < place and p.ref.id] or [
        p for p in world.instruments if p.ref.id]  # fmt: skip
    if not told:
        return ref
    counted = Counter(p.ref.id for p in world.instruments)
    weights: dict[str, float] = {}
    for one in told:
        entity = str(one.ref.id)
        weight = _nearness(world, one, place) + 1.2 * counted[entity] / len(world.instruments)
        weight += _has_locator(load_registry().get(entity), locator)
        weights[entity] = max(weights.get(entity, -9.0), weight)
    ranked = sorted(weights.items(), key=lambda x: (-x[1], x[0]))
    best = next(p for p in reversed(told) if p.ref.id == ranked[0][0])
    others = tuple(Alternative(i, 0.2) for i, _ in ranked[1:3])
    surface, anchors = (ref.surface, ref.anchors) if ref else (best.ref.surface, best.ref.anchors)
    return Ref(surface, ranked[0][0], anchors, "locator", 0.6 if not others else 0.5, others)


def _has_locator(row: Row | None, locator: str) -> float:
    """Return the weight of what the registry knows of a row's provisions."""
    if row is None or not row.provisions:
        return 0.0
    kind = locator.partition(" ")[0]
    known = {p.locator.partition("(")[0] for p in row.provisions}
    if locator.partition("(")[0] in known:
        return 1.0
    return 0.0 if any(k.startswith(kind) for k in known) else -0.75


def by_clues(world: World, ref: Ref, clues: Clues, among: list[str]) -> Ref:
    """Return the row that the clues fit best, or a candidate where none fits well enough."""
    rows = load_registry().instruments
    if among:
        rows = tuple(r for r in rows if r.id in among)
    named = {p.ref.id for p in world.instruments}
    spoken = prominent(world)
    weighed = [(weigh(row, clues, world, spoken, row.id in named), row.id) for row in rows]
    floor = ENOUGH - 2.0 if among else ENOUGH
    scored = sorted((w for w in weighed if w[0] >= floor), key=lambda x: (-x[0], x[1]))
    if not scored:
        return candidate(world, ref, clues)
    others = tuple(Alternative(i, round(min(0.4, s / 12), 2)) for s, i in scored[1:4])
    clear = len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN
    if not clear and not among:
        return Ref(ref.surface, scored[0][1], ref.anchors, "clues", 0.4, others)
    confidence = round(min(0.9, 0.45 + scored[0][0] / 20), 2)
    return Ref(ref.surface, scored[0][1], ref.anchors, "clues", confidence, others)


def prominent(world: World) -> frozenset[str]:
    """Return the identities that a text speaks of more than in passing."""
    counted = Counter(m.ref.id for m in world.mentions if m.ref.id)
    floor = PASSING * max(counted.values(), default=0)
    return frozenset(i for i, n in counted.items() if n >= floor)


PASSING = 0.12  # of how often the most named is named


def candidate(world: World, ref: Ref, clues: Clues) -> Ref:
    """Return a reference to an agreement that the registry does not know, by its own words.

    A longer or shorter form of a candidate named before is that one.
    """
    name = slug(stripped(ref.surface))
    mine = set(name.split("-"))
    for one in world.instruments:
        before = (one.ref.id or "").removeprefix(CANDIDATE)
        words = set(before.split("-"))
        alike = len(mine & words) > 1 and (mine <= words or words <= mine)
        if one.ref.method == "candidate" and alike and head_of(one.ref.surface) == clues.head:
            return Ref(ref.surface, one.ref.id, ref.anchors, "candidate", 0.4)
    known_by = clues.dates or clues.months or clues.years or clues.parties or clues.words
    if not known_by:
        return Ref(ref.surface, None, ref.anchors, "unknown", 0.2)
    return Ref(ref.surface, CANDIDATE + name, ref.anchors, "candidate", 0.4)


CANDIDATE = "instrument:candidate-"


def weigh(row: Row, clues: Clues, world: World, spoken: frozenset[str], named: bool) -> float:
    """Return how well a row fits the clues; below zero where something speaks against it."""
    days = days_of(row)
    if days is None or (world.document.published and days[0] > world.document.published):
        return -9.0
    score = _dates(days, clues) + _kind(row, clues) + _parties(row, clues, spoken)
    score += _words(row, clues) + _signers(row, clues) + _told(days, world)
    return score + _count(row, clues) + (0.5 if named else 0.0)


def _told(days: tuple[date, date], world: World) -> float:
    """Return the weight of a row whose very day the text tells somewhere."""
    full = ((t.earliest, t.latest) for t in world.times if t.granularity in ("day", "range"))
    return 1.25 if any(a and b and a <= days[1] and days[0] <= b for a, b in full) else 0.0


def _signers(row: Row, clues: Clues) -> float:
    if not clues.people or not row.signed_by:
        return 0.0
    return 2.0 if clues.people <= frozenset(row.signed_by) else -1.0


def _count(row: Row, clues: Clues) -> float:
    """Return the weight of what is told of size: "trilateral", "of nine points"."""
    words = clues.text.lower()
    sides = next((n for w, n in SIDES.items() if w in words), 0)
    score = 0.0 if not sides or not row.parties else (1.0 if len(row.parties) == sides else -1.0)
    told = COUNTED.search(words)
    if told and row.provisions:
        word = told.group(1)
        number = NUMBERS.get(word) or (int(word) if word.isdecimal() else 0)
        score += 2.25 if len(row.provisions) == number else -1.0
    return score


SIDES = {"trilateral": 3, "tripartite": 3, "bilateral": 2}
COUNTED = re.compile(r"of (\w+) (?:points|articles|paragraphs)")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "twelve": 12}  # fmt: skip


def _dates(days: tuple[date, date], clues: Clues) -> float:
    first, last = days
    if clues.dates:
        near = any(a <= last + EDGE and first - EDGE <= b for a, b in clues.dates)
        return 4.0 if near else -6.0
    if clues.months:
        fits = any(m == first.month and y in (0, first.year) for y, m in clues.months)
        return 2.5 if fits else -5.0
    if clues.years:
        return 1.75 if first.year in clues.years or last.year in clues.years else -5.0
    return 0.0


def _kind(row: Row, clues: Clues) -> float:
    nouns = load_nouns()
    head, kind = clues.head.rstrip("s"), row.kind.lower().split()[-1].rstrip("s")
    if "ceasefire" in clues.text.lower() and row.form == "treaty":
        return -3.0
    if not head or head == kind:
        return 1.0
    mine, theirs = nouns.value("instrument", clues.head), nouns.value("instrument", kind)
    if "resolution" in (mine, theirs) and mine != theirs:
        return -5.0
    if mine == "treaty" and theirs in ("declaration", "ceasefire", "memorandum", "agreement"):
        return -0.5 if theirs == "agreement" else -3.0
    if mine == theirs or mine in ("agreement", "document"):
        return 0.5
    return -1.0 if theirs else 0.0


def _parties(row: Row, clues: Clues, spoken: frozenset[str]) -> float:
    parties = frozenset(row.parties)
    if not parties:
        return -1.0 if clues.parties else 0.0
    strange = parties - spoken - clues.parties if not _titled(row, clues) else frozenset()
    penalty = -ALONE * len(strange) / len(parties) if len(parties) <= FEW else 0.0
    if clues.parties:
        if clues.parties - parties:
            return -4.0
        if len(parties) > FEW:
            return 0.5
        return 2.5 if clues.parties == parties else 1.75 + penalty
    return 1.0 * len(parties & spoken) / min(len(parties), FEW) + penalty


# Up to so many parties each should be spoken of in a text that means their agreement.
FEW, ALONE = 4, 4.0


def _words(row: Row, clues: Clues) -> float:
    known = title_words(row.id)
    if _exact(row, clues):
        return 2.5
    hits = len(clues.words & known)
    misses = len(clues.words - known)
    return min(hits, 3) * 1.0 - min(misses, 3) * 0.6


def _exact(row: Row, clues: Clues) -> bool:
    return normal(stripped(clues.text)) in {normal(n) for n in (row.title, *row.names)}


def _titled(row: Row, clues: Clues) -> bool:
    """Say whether a naming is a name of the row with a word of its own: "Belfast Agreement"."""
    nouns = load_nouns()
    words = (w.lower() for w in WORD.findall(clues.text))
    common = ("instrument", "instrument_adjective", "no_modifier", "topic")
    return _exact(row, clues) and any(not any(nouns.has(c, w) for c in common) for w in words)


@lru_cache(maxsize=2048)
def title_words(row_id: str) -> frozenset[str]:
    """Return the telling words of a row's title, names and place, as keys."""
    row = load_registry().get(row_id)
    if row is None:
        return frozenset()
    text = " ".join((row.title, *row.names, row.place))
    return frozenset(word_key(w) for w in WORD.findall(text))


@lru_cache(maxsize=2048)
def days_of(row: Row) -> tuple[date, date] | None:
    """Return the first and last day on which a row may have been signed, or None."""
    ends = [e for e in row.date.split("/") if e]
    if not ends:
        return None
    return _first(ends[0]), _last(ends[-1])


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
    parties = parties_in(text, world.day)
    telling = frozenset(_telling(COUNTED.sub(" ", text)))
    people = frozenset(m.ref.id for m in world.inside(start, end)
                       if m.sort == "person" and m.ref.id)  # fmt: skip
    return Clues(head_of(text), tuple(dates), frozenset(months), frozenset(years), parties,
                 people, telling, text)  # fmt: skip


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


MEDIATED = re.compile(r"[\w.]+-(?:brokered|mediated|backed|led|sponsored|hosted|drafted)\b")


BETWEEN = re.compile(r"\b(?:between|with)\b")


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
        if known and not any(c.kind in ("seat", "capital") for c in known):
            continue
        if word[:1].isupper() or nouns.has("instrument_adjective", low) or nouns.has("topic", low):
            yield word_key(low)


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


def fits_head(head: str, one: Placed) -> bool:
    """Say whether a noun may point back to an agreement named before."""
    nouns = load_nouns()
    family = nouns.value("instrument", head)
    resolved = "resolution" in str(one.ref.id)
    if family == "agreement" and resolved:
        return False
    if family in ("agreement", "document", "") and head not in ("annex", "plan"):
        return True
    before = head_of(one.ref.surface)
    row = load_registry().get(one.ref.id or "")
    kinds = {before.rstrip("s"), row.kind.lower().split()[-1].rstrip("s") if row else ""}
    if head.rstrip("s") in kinds:
        return True
    families = {nouns.value("instrument", k) for k in kinds if k}
    return family in families and family not in ("declaration",)


def _tells(clues: Clues) -> bool:
    """Say whether a phrase tells anything but its noun: "binding agreements" does not."""
    dated = clues.dates or clues.months or clues.years
    return bool(dated or clues.parties or clues.people or clues.words)


def _is_new(world: World, ref: Ref) -> bool:
    """Say whether a bare noun brings up something new: "an agreement", "any truce", "accords"."""
    start = ref.anchors[0].start
    before = re.search(r"([^\W_]+)\s+$", world.text[max(0, start - 20) : start])
    determiner = before.group(1).lower() if before else ""
    return determiner in NEW or (ref.surface.endswith("s") and determiner not in KNOWN)


UNIT = re.compile(r"\b(?:point|article|paragraph|clause|provision)s?\b", re.IGNORECASE)
NEW = frozenset({"a", "an", "any", "no", "some", "every", "each", "another", "such", "all", "new"})
KNOWN = frozenset({"the", "these", "those", "its", "their", "both", "said", "our", "his", "her"})


def _is_back(surface: str) -> bool:
    words = stripped(surface).split()
    return len(words) == 1 and load_nouns().has("instrument", words[0].lower())


def _first(edtf: str) -> date:
    parts = [int(p) for p in re.findall(r"\d+", edtf)[:3]]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def _last(edtf: str) -> date:
    parts = [int(p) for p in re.findall(r"\d+", edtf)[:3]]
    if len(parts) > 2:
        return date(*parts)
    if len(parts) == 2:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(parts[0], 12, 31)
