"""What a phrase may point to: places with their identities, those of one joined, weighed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace as changed

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office
from servanda.lexicon.nouns import load_nouns
from servanda.model import Alternative, Anchor, Mention, Ref
from servanda.naming.anaphora.weights import Weights, load_weights
from servanda.naming.phrases import by_phrase
from servanda.naming.pronouns import is_pronoun
from servanda.naming.world import Placed, World

ANYTHING = ("state", "polity", "org", "group", "instrument", "place", "")
SORTS = {
    "he": ("person", ""),
    "role": ("person", ""),
    "it": ANYTHING,
    "they": (*ANYTHING, "person"),
}  # fmt: skip
# Sorts of ids that a sort of noun may stand for.
OF_NOUN = {"state": ("state", "polity"), "org": ("org", "group"), "people": ("group", "org"),
           "place": ("place", "polity"), "instrument": ("instrument",)}  # fmt: skip
OFTEN = (0.15, 0.4, 0.8)  # shares of the most named one that make a difference
OF_TAIL = re.compile(r"\bof\s+(?:the\s+)?$")
ACTING = {"state": "actor", "polity": "actor", "org": "actor", "group": "actor",
          "person": "actor", "instrument": "instrument", "place": "place"}  # fmt: skip
# What is told of places but the nearest one too
LASTING = re.compile(
    r"[agw]\.|r\.(?:does|itself|subject\.0|main\.[01]|parallel\.subject\.[01])|set\.|two\."
)
SHE = ("she", "her", "hers", "herself")
ARTICLE = 4  # characters of "the "
LIKELY = 0.5


def is_woman(given: str) -> bool | None:
    """Return whether a given name is a woman's or a man's, None for one that tells neither."""
    nouns = load_nouns()
    if nouns.has("woman_name", given):
        return True
    return False if nouns.has("man_name", given) else None


@dataclass(frozen=True)
class Meant:
    """Something that a phrase may mean: its members, each with its place, its features, weight."""

    members: tuple[Ref, ...]
    weight: float
    features: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from others: ids, or places of what has none."""
        return tuple(sorted(r.id or f"@{r.anchors[-1].start}" for r in self.members))


@dataclass
class Pointers:
    """The phrases of a document that point back, settled so far, by where they begin."""

    world: World
    settled: dict[int, tuple[Ref, ...]]
    counted: Counter[str]
    women: dict[str, bool] = field(default_factory=dict)
    weights: Weights = field(default_factory=load_weights)
    last: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def agrees(self, mention: Mention, person: Ref) -> bool:
        """Say whether "he" or "she" fits a person, by the given name or by what was said before."""
        she = mention.refers_to.surface.lower() in SHE
        key = person.id or person.surface
        named = (person.id or person.surface).partition(":")[2] or person.surface
        first = re.split(r"[\s-]", named.lower())[0]
        known = self.women.get(key)
        if known is None:
            known = is_woman(first)
        return known is None or known == she

    def fits_well(self, mention: Mention, person: Ref) -> bool:
        """Say whether a given name, or what was said before, tells that "he" or "she" fits."""
        known = self.women.get(person.id or person.surface)
        name = (person.id or person.surface).rpartition(":")[2].lower()
        told = is_woman(re.split(r"[\s-]", name)[0]) if known is None else known
        return told is not None and told == (mention.refers_to.surface.lower() in SHE)

    def doubts(self, mention: Mention, person: Ref) -> bool:
        """Say whether "she" would be somebody of whom nothing tells that she is a woman."""
        she = mention.refers_to.surface.lower() in SHE
        name = (person.id or person.surface).rpartition(":")[2].lower()
        woman = load_nouns().has("woman_name", re.split(r"[\s-]", name)[0])
        return she and not woman and not self.women.get(person.id or person.surface, False)

    def note(self, mention: Mention, form: str, members: tuple[Ref, ...]) -> None:
        """Keep who was pointed to last in a form, and whether it was "he" or "she"."""
        self.last[form] = Meant(members, 0.0).key
        if form == "he" and len(members) == 1:
            key = members[0].id or members[0].surface
            self.women.setdefault(key, mention.refers_to.surface.lower() in SHE)


def ranked_for(
    pointers: Pointers, mention: Mention, form: str, word: str, more: Iterable[Meant] = ()
) -> list[Meant]:
    """Return what a phrase may mean, places of one identity joined, heaviest first.

    `more` are sets that no one place tells ("both" of two named apart).
    """
    by_key: dict[tuple[str, ...], tuple[tuple[Ref, ...], set[str], int]] = {}
    forbidden = _forbidden(pointers, mention)
    placed = [(m, frozenset(c.method.split())) for c in mention.antecedents if c.confidence
              if (m := tuple(w for a in c.anchors for w in whom(pointers, a)))]  # fmt: skip
    if form == "the" and word:
        more = (*more, *_named_like(pointers, mention, word))
    for members, features in (*placed, *((m.members, m.features) for m in more)):
        if not _fits(members, form) or forbidden & set(Meant(members, 0.0).key):
            continue
        if form == "he" and not pointers.agrees(mention, members[0]):
            continue
        key = Meant(members, 0.0).key
        known, told, places = by_key.setdefault(key, (members, set(), 0))
        told |= features if not places else {f for f in features if LASTING.match(f)}
        by_key[key] = (known, told, places + 1)
    out = []
    for members, told, places in by_key.values():
        told = set(_closed(told, members))
        told |= set(_of_identity(pointers, mention, form, word, members))
        told.add(f"n.places.{min(places, 3)}")
        out.append(Meant(members, pointers.weights.score(form, sorted(told)), frozenset(told)))
    return sorted(out, key=lambda m: (-m.weight, -m.members[0].anchors[0].start))


def _closed(told: Iterable[str], members: tuple[Ref, ...]) -> Iterator[str]:
    """Yield features, those that leave the sort open with that of the members' ids."""
    sort = ACTING.get((members[0].id or "").partition(":")[0], "")
    for feature in told:
        if not feature.endswith(".?"):
            yield feature
        elif sort and feature.startswith("w."):
            fits = (sort == "instrument") == feature.startswith("w.text")
            yield feature[:-1] + ("yes" if fits else "no")
        elif sort:
            yield feature[:-1] + sort


def _of_identity(
    pointers: Pointers, mention: Mention, form: str, word: str, members: tuple[Ref, ...]
) -> Iterator[str]:
    """Yield what the identity of something tells: sort, how often it is named, offices, names."""
    sorts = {(m.id or "").partition(":")[0] for m in members}
    yield "n.id." + ("mixed" if len(sorts) > 1 else next(iter(sorts)) or "none")
    top = max(pointers.counted.values(), default=1)
    share = sum(pointers.counted[m.id] for m in members if m.id) / len(members) / top
    yield f"n.often.{sum(share > limit for limit in OFTEN)}"
    key = Meant(members, 0.0).key
    if pointers.last.get(form) == key:
        yield "n.last_of_form"
    if form == "they" and pointers.last.get("several") == key:
        yield "n.last_several"
    if len(members) > 1:
        yield f"n.members.{min(len(members), 4)}"
        return
    one = members[0]
    if one.id and any(s.id == one.id for s in mention.attribution):
        manner = next(s.manner for s in mention.attribution if s.id == one.id)
        yield f"n.speaker.{manner}"
    if form == "he" and pointers.doubts(mention, one):
        yield "n.doubt"
    she = mention.refers_to.surface.lower() in SHE
    if form == "he" and she and pointers.fits_well(mention, one):
        yield "n.woman"
    if word and form == "role" and _office(one, word):
        yield "n.office"
    if word and form == "the":
        yield from _by_noun(one, word)


def _named_like(pointers: Pointers, mention: Mention, word: str) -> Iterator[Meant]:
    """Yield the bodies and places that a text names anywhere before and whose names have a word."""
    seen: set[str] = set()
    for one in reversed(pointers.world.before(mention.anchors[0].start)):
        entity = one.ref.id
        if not entity or entity in seen or one.sort not in ("org", "group", "place", "polity"):
            continue
        seen.add(entity)
        if has_word(entity, one.ref.surface, word):
            near = "p.last_named" if len(seen) == 1 else "p.named"
            yield Meant((placed_ref(pointers.world, one),), 0.0, frozenset({near}))


def has_word(entity: str | None, surface: str, word: str) -> bool:
    """Say whether a name of something known has a word: "agency" for the IAEA."""
    row = load_entities().by_id.get(entity or "")
    names = (getattr(row, "name", ""), *getattr(row, "names", ()), surface)
    return any(word in re.split(r"[\s-]+", n.lower()) for n in names)


def _by_noun(one: Ref, word: str) -> Iterator[str]:
    """Yield whether something known fits a noun: by its sort, by a word of its name."""
    means = load_nouns().value("means", word).split(",")
    sort = (one.id or "").partition(":")[0]
    if sort:
        yield "n.noun.fits" if any(sort in OF_NOUN.get(m, ()) for m in means) else "n.noun.odd"
    if has_word(one.id, one.surface, word):
        yield "n.noun.in_name"


def _forbidden(pointers: Pointers, mention: Mention) -> set[str]:
    """Return who cannot be meant: the subject of the clause in which a phrase is the object."""
    barred = [c for c in mention.antecedents if c.confidence == 0.0]
    return {k for c in barred for a in c.anchors for k in Meant(whom(pointers, a), 0.0).key}


def whom(pointers: Pointers, anchor: Anchor) -> tuple[Ref, ...]:
    """Return who or what stands at a place: named, pointed to, or a phrase without identity."""
    world = pointers.world
    if anchor.start in pointers.settled:
        known = world.pointing[anchor.start]
        if known.anchors[0].end == anchor.end:
            return _again(anchor, pointers.settled[anchor.start]) or (known.refers_to,)
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


def _again(anchor: Anchor, members: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return what a phrase was settled as; what has no identity with this place of it too."""
    one = members[0] if len(members) == 1 else None
    if one is None or one.id or not one.anchors or is_pronoun(anchor.quote):
        return members
    return (changed(one, anchors=(anchor, *(a for a in one.anchors if a != anchor))),)


def _exactly(world: World, anchor: Anchor) -> Ref | None:
    """Return the actor named by the very words of a place, also inside an agreement's name."""
    for one in world.inside(max(0, anchor.start - 1), anchor.end):
        if one.ref.id and one.end == anchor.end and one.start - anchor.start <= ARTICLE:
            return placed_ref(world, one)
    return None


def placed_ref(world: World, one: Placed) -> Ref:
    """Return the reference of a settled mention, at its place."""
    anchor = Anchor(one.start, one.end, world.text[one.start : one.end])
    return Ref(anchor.quote, one.ref.id, (anchor,), one.ref.method, one.ref.confidence)


def _bare(anchor: Anchor) -> Ref:
    return Ref(anchor.quote, None, (anchor,))


def _fits(members: tuple[Ref, ...], form: str) -> bool:
    allowed = SORTS.get(form)
    if form in ("he", "role", "it") and len(members) > 1:
        return False
    return allowed is None or all((m.id or "").partition(":")[0] in allowed for m in members)


def _office(one: Ref, word: str) -> bool:
    """Say whether a person is known to hold an office of that name."""
    entities = load_entities()
    for term in entities.terms_by_person.get(one.id or "", ()):
        office = entities.by_id.get(term.office)
        if isinstance(office, Office) and any(word in t.lower() for t in office.titles):
            return True
    return False


def meaning(mention: Mention, members: tuple[Ref, ...], method: str, confidence: float,
        others: list[Meant]) -> Mention:  # fmt: skip
    """Return a mention with whom it means, and the next ones as alternatives."""
    ref = mention.refers_to
    own = {m.id for m in members}
    ids = dict.fromkeys(m.id for o in others for m in o.members if m.id and m.id not in own)
    alternatives = tuple(Alternative(i, 0.2) for i in list(ids)[:3])
    entity = members[0].id if len(members) == 1 else None
    made = Ref(ref.surface, entity, ref.anchors, method, confidence, alternatives)
    return changed(mention, refers_to=made, antecedents=members, confidence=confidence)
