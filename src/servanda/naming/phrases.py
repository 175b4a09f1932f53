"""Noun phrases by their head: the leadership of a state, a group of its people, a place."""

import re

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Candidate, Seat
from servanda.lexicon.keys import name_key
from servanda.lexicon.nouns import load_nouns
from servanda.model import Alternative, Anchor, Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_titles import by_title
from servanda.naming.world import Placed, World

DETERMINER = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|their|his|her|our|my|some|many|several|both|such)\s+",
    re.IGNORECASE,
)
SPLIT = re.compile(r"\s+(?:of|in|for|from|on|at|who|which|that|with|to|by|against|under)\s+|[,;(:]")
OWN = ("government", "force", "ministry", "official")
CONFIDENCE = {"government": 0.85, "force": 0.7, "ministry": 0.65, "official": 0.5}
ACTING = ("state", "polity", "org", "group")
CITY = frozenset({"seat", "capital"})
PROPER = frozenset({"name", "other_name", "acronym"})


def by_phrase(world: World, ref: Ref, place: bool = False) -> Ref:
    """Return a reference resolved by the mentions inside it and by its head.

    `place` says that the field asks for a place: a city is then the city and not its government.
    """
    anchor = ref.anchors[0] if ref.anchors else None
    inside = _mentions_in(world, ref, anchor)
    core = stripped(ref.surface)
    named = _apposition(world, ref, core)
    if named:
        return named
    for one in inside:
        if same_words(stripped(one.ref.surface), core):
            return _take(ref, one.ref, one.ref.method, one.ref.confidence)
    head_part = SPLIT.split(core)[0].strip()
    leading = [m for m in inside if _within_head(ref, m, head_part)]
    if leading and _ends_with(head_part, leading[-1].ref.surface):
        last = leading[-1]
        return _take(ref, last.ref, last.ref.method, round(last.ref.confidence * 0.95, 2))
    if inside:
        return _by_head(world, ref, head_part, leading or inside)
    owner = _seat_inside(core, head_part)
    if owner and anchor:
        return _by_head(world, ref, head_part, [Placed(anchor.start, anchor.end, owner, "seat")])
    return by_lookup(world, ref, core, place)


def _seat_inside(core: str, head_part: str) -> Ref | None:
    """Return the government of the city in "parliament in Warsaw", where the head asks for one."""
    rest = core[len(head_part) :].split()
    city = " ".join(w for w in rest if w[:1].isupper())
    words = head_part.lower().split()
    if not city or not words or not any(load_nouns().has(c, words[-1]) for c in OWN):
        return None
    ids = tuple(dict.fromkeys(_principal(c) for c in load_entities().lookup(city)
                              if c.kind in CITY or c.id.startswith("polity:")))  # fmt: skip
    return Ref(city, ids[0], (), "seat", 0.6) if ids else None


def _apposition(world: World, ref: Ref, core: str) -> Ref | None:
    """Return the person named right after a title: "spokeswoman of the Ministry, Maria Petrova"."""
    if not ref.anchors:
        return None
    words = SPLIT.split(core)[0].lower().split()
    if not words or not load_nouns().has("title", words[-1]):
        return None
    end = ref.anchors[-1].end
    following = world.inside(end, end + 60)
    if following and following[0].sort == "person":
        gap = world.text[end : following[0].start]
        if gap in (", ", " "):
            return _take(ref, following[0].ref, "apposition", 0.8)
    return None


def _by_head(world: World, ref: Ref, head_part: str, owners: list[Placed]) -> Ref:
    """Return what a head makes of its owner: the owner itself, a group of it, or nothing known."""
    nouns, owner = load_nouns(), owners[0]
    words = [w.strip("\"'“”‘’.,").lower() for w in head_part.split()]
    tails = [" ".join(words[-2:]), words[-1] if words else ""]
    for tail in tails:
        cls = next((c for c in OWN if nouns.has(c, tail)), "")
        if cls:
            return _owned(world, ref, owner, cls)
    if any(nouns.has("group", tail) for tail in tails):
        return Ref(ref.surface, "group:" + slug(stripped(ref.surface)), ref.anchors, "group", 0.5)
    if any(nouns.has("title", tail) for tail in tails):
        titled = by_title(Ref(stripped(ref.surface), None, ref.anchors), world.day_at(_at(ref)))
        return _take(ref, titled, titled.method, titled.confidence)
    return Ref(ref.surface, None, ref.anchors, "head", 0.2, _as_alternative(owner))


def _owned(world: World, ref: Ref, owner: Placed, cls: str) -> Ref:
    if owner.sort in ACTING:
        return _take(ref, owner.ref, cls, min(CONFIDENCE[cls], owner.ref.confidence))
    if owner.sort == "person" and owner.ref.id:
        principal = acts_for(owner.ref.id, world.day)
        if principal:
            return Ref(ref.surface, principal, ref.anchors, cls, 0.6)
    return Ref(ref.surface, None, ref.anchors, cls, 0.2, _as_alternative(owner))


def by_lookup(world: World, ref: Ref, core: str, place: bool) -> Ref:
    """Return a name that no mention covers, as the lexicon has it: cities by what is asked for."""
    found = load_entities().lookup(core)
    proper = tuple(dict.fromkeys(c.id for c in found if c.kind in PROPER))
    if proper:
        return _several(ref, proper, "name", 0.8)
    peoples = tuple(dict.fromkeys(c.id for c in found if c.kind == "demonym"))
    if len(peoples) == 1 and not place:
        return Ref(ref.surface, peoples[0], ref.anchors, "demonym", 0.5)
    cities = tuple(dict.fromkeys(_principal(c) for c in found if c.kind in CITY))
    if cities and place:
        return Ref(ref.surface, "place:" + slug(core), ref.anchors, "place", 0.7)
    if cities:
        return _several(ref, cities, "seat", 0.6)
    return ref


def _principal(candidate: Candidate) -> str:
    row = load_entities().by_id.get(candidate.id)
    return row.stands_for if isinstance(row, Seat) else candidate.id


def _several(ref: Ref, ids: tuple[str, ...], method: str, confidence: float) -> Ref:
    others = tuple(Alternative(i, 0.2) for i in ids[1:4])
    share = confidence if not others else round(confidence * 0.7, 2)
    return Ref(ref.surface, ids[0], ref.anchors, method, share, others)


def _mentions_in(world: World, ref: Ref, anchor: Anchor | None) -> list[Placed]:
    if anchor is None:
        return []
    inside = world.inside(anchor.start, ref.anchors[-1].end)
    if inside:
        return inside
    around = [m for m in world.mentions if m.start <= anchor.start and anchor.end <= m.end]
    return around[:1]


def _within_head(ref: Ref, mention: Placed, head_part: str) -> bool:
    """Say whether a mention stands before the first preposition of a phrase."""
    start = ref.anchors[0].start
    lead = len(ref.surface) - len(stripped(ref.surface))
    return mention.start < start + lead + len(head_part)


def _ends_with(head_part: str, surface: str) -> bool:
    tail = re.sub(r"['’]s?$", "", head_part)
    return head_part.endswith(surface) or (tail.endswith(surface) and tail == head_part)


def same_words(a: str, b: str) -> bool:
    """Say whether two phrases are the same words, possessive and case left aside."""
    return _bare(a) == _bare(b)


def _bare(text: str) -> str:
    return re.sub(r"['’]s?$", "", name_key(text).strip(' "“”‘’#'))


def stripped(surface: str) -> str:
    """Return a phrase without its determiner, hashes and quotation marks."""
    text = surface.strip().strip('"“”‘’#()').strip()
    return DETERMINER.sub("", text).strip('"“”‘’#')


def slug(surface: str) -> str:
    """Return a phrase as the last part of an id."""
    return "-".join(re.findall(r"[^\W_]+", name_key(surface)))[:80] or "unnamed"


def _at(ref: Ref) -> int:
    return ref.anchors[0].start if ref.anchors else 0


def _take(ref: Ref, other: Ref, method: str, confidence: float) -> Ref:
    """Return a reference with the identity of another, its own words kept."""
    return Ref(ref.surface, other.id, ref.anchors, method, confidence, other.alternatives)


def _as_alternative(owner: Placed) -> tuple[Alternative, ...]:
    return (Alternative(owner.ref.id, 0.2),) if owner.ref.id else ()
