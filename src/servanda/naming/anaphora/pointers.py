"""What a phrase may point to: places with their identities, those of one joined, weighed."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from msgspec.structs import replace as changed

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office
from servanda.lexicon.nouns import load_nouns
from servanda.model import Alternative, Anchor, Mention, Ref
from servanda.naming.phrases import by_phrase
from servanda.naming.pronouns import is_pronoun
from servanda.naming.world import Placed, World

AGAIN, OFTEN = 0.1, 0.12  # weight of a further place, and of being named most in the text
SORTS = {
    "he": ("person",),
    "role": ("person",),
    "state": ("state", "polity"),
    "it": ("state", "polity", "org", "group", "instrument", "place", ""),
    "they": ("state", "polity", "org", "group", "instrument", "place", "person", ""),
}  # fmt: skip
DOUBT = 0.4
SURE, LIKELY, GUESS = 0.6, 0.5, 0.35
OF_TAIL = re.compile(r"\bof\s+(?:the\s+)?$")
SHE = ("she", "her", "hers", "herself")
ARTICLE = 4  # characters of "the "


@dataclass(frozen=True)
class Meant:
    """Something that a phrase may mean: its members, each with its place, and its weight."""

    members: tuple[Ref, ...]
    weight: float

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from others: ids, or places of what has none."""
        return tuple(sorted(r.id or f"@{r.anchors[0].start}" for r in self.members))


@dataclass
class Pointers:
    """The phrases of a document that point back, settled so far, by where they begin."""

    world: World
    settled: dict[int, tuple[Ref, ...]]
    counted: Counter[str]
    women: dict[str, bool] = field(default_factory=dict)

    def agrees(self, mention: Mention, person: Ref) -> bool:
        """Say whether "he" or "she" fits a person, by the given name or by what was said before."""
        she = mention.refers_to.surface.lower() in SHE
        key = person.id or person.surface
        named = (person.id or person.surface).partition(":")[2] or person.surface
        first = re.split(r"[\s-]", named.lower())[0]
        known = self.women.get(key)
        if known is None and load_nouns().has("woman_name", first):
            known = True
        return known is None or known == she

    def doubts(self, mention: Mention, person: Ref) -> bool:
        """Say whether "she" would be somebody of whom nothing tells that she is a woman."""
        she = mention.refers_to.surface.lower() in SHE
        name = (person.id or person.surface).rpartition(":")[2].lower()
        woman = load_nouns().has("woman_name", re.split(r"[\s-]", name)[0])
        return she and not woman and not self.women.get(person.id or person.surface, False)

    def note(self, mention: Mention, members: tuple[Ref, ...]) -> None:
        """Keep whether somebody was called "he" or "she"."""
        if mention.rule == "anaphor.he" and len(members) == 1:
            key = members[0].id or members[0].surface
            self.women.setdefault(key, mention.refers_to.surface.lower() in SHE)


def ranked_for(pointers: Pointers, mention: Mention, form: str, word: str) -> list[Meant]:
    """Return what a phrase may mean, places of one identity joined, heaviest first."""
    by_key: dict[tuple[str, ...], Meant] = {}
    seen: set[tuple[str, ...]] = set()
    forbidden = _forbidden(pointers, mention, form)
    top = max(pointers.counted.values(), default=1)
    for candidate in mention.antecedents:
        members = tuple(m for a in candidate.anchors for m in _whom(pointers, a, form))
        if not members or not _fits(members, form) or not _is_body(members, form, word):
            continue
        if forbidden & {m.id or f"@{m.anchors[0].start}" for m in members}:
            continue
        if form == "he" and not pointers.agrees(mention, members[0]):
            continue
        weight = candidate.confidence * 2.5
        if form == "he" and pointers.doubts(mention, members[0]):
            weight -= DOUBT
        often = sum(pointers.counted[m.id] for m in members if m.id) / len(members) / top
        meant = Meant(members, weight + OFTEN * often + _office(members, word))
        before = by_key.get(meant.key)
        if before is None:
            by_key[meant.key] = meant
        else:
            best = max(before, meant, key=lambda m: m.weight)
            more = 0.0 if meant.key in seen else AGAIN
            seen.add(meant.key)
            by_key[meant.key] = replace(best, weight=best.weight + more)
    return sorted(by_key.values(), key=lambda m: (-m.weight, -m.members[0].anchors[0].start))


def _forbidden(pointers: Pointers, mention: Mention, form: str) -> set[str]:
    """Return who cannot be meant: the subject of the clause in which a phrase is the object."""
    barred = [c for c in mention.antecedents if c.confidence == 0.0]
    return {m.id or f"@{m.anchors[0].start}"
            for c in barred for a in c.anchors for m in _whom(pointers, a, form)}  # fmt: skip


def _is_body(members: tuple[Ref, ...], form: str, word: str) -> bool:
    """Say whether "the agency" fits a body: its name has the word, or nothing is known of it."""
    if form != "body" or word in members[0].surface.lower():
        return True
    row = load_entities().by_id.get(members[0].id or "")
    if row is None:
        return members[0].surface.isupper()
    names = (getattr(row, "name", ""), *getattr(row, "names", ()))
    return any(word in n.lower() for n in names)


def _whom(pointers: Pointers, anchor: Anchor, form: str) -> tuple[Ref, ...]:
    """Return who or what stands at a place: named, pointed to, or a phrase without identity."""
    world = pointers.world
    if anchor.start in pointers.settled:
        known = world.pointing[anchor.start]
        if known.anchors[0].end == anchor.end:
            return pointers.settled[anchor.start] or (known.refers_to,)
    elif anchor.start in world.pointing or is_pronoun(anchor.quote):
        return ()
    named = _exactly(world, anchor)
    if named is not None:
        return (named,)
    for one in world.instruments:
        if one.start < anchor.end <= one.end or (anchor.start <= one.start < anchor.end
                                                 and one.end >= anchor.end - 1):  # fmt: skip
            return (placed_ref(world, one),) if one.ref.id else (_bare(anchor),)
    for one in world.mentions:
        if one.ref.id and one.end >= anchor.end > one.start and one.start <= anchor.start + 40:
            if OF_TAIL.search(world.text, anchor.start, one.start):
                break  # "people of Georgia": the head tells what it is
            return (placed_ref(world, one),)
    found = by_phrase(world, Ref(anchor.quote, None, (anchor,)))
    if found.id and not found.id.startswith("group:"):
        return (Ref(anchor.quote, found.id, (anchor,), found.method, found.confidence),)
    return (_bare(anchor),)


def _exactly(world: World, anchor: Anchor) -> Ref | None:
    """Return the actor named by the very words of a place, also inside an agreement's name."""
    for one in world.inside(max(0, anchor.start - 1), anchor.end):
        if one.ref.id and one.end == anchor.end and one.start - anchor.start <= ARTICLE:
            return placed_ref(world, one)
    return None


def placed_ref(world: World, one: Placed) -> Ref:
    anchor = Anchor(one.start, one.end, world.text[one.start : one.end])
    return Ref(anchor.quote, one.ref.id, (anchor,), one.ref.method, one.ref.confidence)


def _bare(anchor: Anchor) -> Ref:
    return Ref(anchor.quote, None, (anchor,))


def _fits(members: tuple[Ref, ...], form: str) -> bool:
    allowed = SORTS.get(form)
    return allowed is None or all(not m.id or m.id.partition(":")[0] in allowed for m in members)


def _office(members: tuple[Ref, ...], word: str) -> float:
    """Return the weight of a person who is known to hold an office of that name."""
    if not word or len(members) != 1 or not (members[0].id or "").startswith("person:"):
        return 0.0
    entities = load_entities()
    for term in entities.terms_by_person.get(members[0].id or "", ()):
        office = entities.by_id.get(term.office)
        if isinstance(office, Office) and any(word in t.lower() for t in office.titles):
            return 0.3
    return 0.0


def meaning(mention: Mention, members: tuple[Ref, ...], method: str, confidence: float,
        others: list[Meant]) -> Mention:  # fmt: skip
    ref = mention.refers_to
    own = {m.id for m in members}
    ids = dict.fromkeys(m.id for o in others for m in o.members if m.id and m.id not in own)
    alternatives = tuple(Alternative(i, 0.2) for i in list(ids)[:3])
    entity = members[0].id if len(members) == 1 else None
    made = Ref(ref.surface, entity, ref.anchors, method, confidence, alternatives)
    return changed(mention, refers_to=made, antecedents=members, confidence=confidence)
