"""Which agreement named before "the treaty", "this document" or a bare provision belongs to."""

import re
from collections import Counter

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import load_registry
from servanda.model import Alternative, Ref
from servanda.naming.agreements.clues import head_of
from servanda.naming.world import Placed, World


def by_antecedent(world: World, ref: Ref, *, again: bool = False) -> Ref:
    """Return what "the treaty" or "this document" points back to: the last that its noun fits.

    `again` says that the phrase has words of its own ("the political agreement"): only a naming
    with the same noun or with all these words is then meant.
    """
    start = ref.anchors[0].start
    head = head_of(ref.surface)
    close = NEAR.search(world.text, max(0, start - 12), start)
    vague = load_nouns().has("back_only", head)
    told = [p for p in world.instruments if p.start < start and p.ref.id
            and (fits_head(head, p) or (close and vague))]  # fmt: skip
    if vague and not close:
        told = [p for p in told if _says(p, frozenset({head}))]
    if not told:
        return Ref(ref.surface, None, ref.anchors, "back", 0.2)
    counted = Counter(p.ref.id for p in world.instruments)
    weights: dict[str, float] = {}
    words = _own_words(ref.surface)
    if again:
        told = [p for p in told if _says(p, words) or _same_noun(p, head, words)]
        if not told:
            return Ref(ref.surface, None, ref.anchors, "back", 0.2)
    near = NEAR.search(world.text, max(0, start - 12), start) or NEAR.match(ref.surface)
    first: dict[str, int] = {}
    for one in told:
        entity = str(one.ref.id)
        weight = _nearness(world, one, start) + 1.2 * counted[entity] / len(world.instruments)
        if near and one is told[-1]:
            weight += LAST
        if words and _says(one, words):
            weight += SAYS
        elif head and head == head_of(one.ref.surface):
            weight += SAME_NOUN
        if weight > weights.get(entity, 0.0):
            weights[entity], first[entity] = weight, one.start
    # Of two in one sentence the one that opens it is what the text is about.
    ranked = sorted(weights.items(), key=lambda x: (-x[1], first[x[0]]))
    others = tuple(Alternative(i, 0.2) for i, _ in ranked[1:4])
    return Ref(ref.surface, ranked[0][0], ref.anchors, "back", 0.65 if not others else 0.5, others)


NEAR = re.compile(r"\b(?:this|that|said)\s+$|(?:this|that|said)\s", re.IGNORECASE)
SAYS, SAME_NOUN = 1.5, 0.25  # weight of all its words, of the same noun
LAST = 0.6  # weight of what was named last, for "this" and "that"


def _own_words(surface: str) -> frozenset[str]:
    """Return the words of a phrase besides its noun, in lower case."""
    head = head_of(surface)
    listed = (w.lower() for w in re.findall(r"[^\W\d_]{4,}", surface))
    return frozenset(w for w in listed if w != head)


def _says(one: Placed, words: frozenset[str]) -> bool:
    """Say whether a naming, or a name of the row that it means, has all of some words."""
    row = load_registry().get(one.ref.id or "")
    names = [one.ref.surface, *((row.title, *row.names) if row else ())]
    return any(words <= set(re.findall(r"[^\W\d_]+", n.lower())) for n in names)


def _same_noun(one: Placed, head: str, words: frozenset[str]) -> bool:
    """Say whether a naming has the noun of a phrase, and the phrase tells no other matter.

    "The political agreement" may be the agreement named before; "the ceasefire agreement" is not
    the association agreement.
    """
    if head_of(one.ref.surface) != head:
        return False
    nouns = load_nouns()
    matters = {w for w in words if any(nouns.has(c, w) for c in ("topic", "matter", "instrument"))}
    return not matters or _says(one, frozenset(matters)) or not _own_words(one.ref.surface)


def _nearness(world: World, one: Placed, place: int) -> float:
    """Return how near a naming stands before a place: same sentence, one before, same block."""
    distance = world.sentence_number(place) - world.sentence_number(one.start)
    same_block = "\n" not in world.text[one.end : place].strip("\n")
    if distance == 0:
        return 1.5
    return (1.25 if distance == 1 else 0.9) if same_block else 0.5


def ahead(world: World, ref: Ref) -> Ref:
    """Return what the whole text is about, for "the Agreement" before it is named in full."""
    start = ref.anchors[0].start
    later = [p for p in world.instruments if p.start > start and p.ref.id
             and p.ref.method != "back" and fits_head(head_of(ref.surface), p)]  # fmt: skip
    counted = Counter(p.ref.id for p in later)
    if not counted:
        return ref
    (entity, number), *_ = counted.most_common(1)
    if number * 2 <= len(later) and number < 2:
        return ref
    return Ref(ref.surface, entity, ref.anchors, "ahead", 0.45)


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


def fits_head(head: str, one: Placed) -> bool:
    """Say whether a noun may point back to an agreement named before."""
    nouns = load_nouns()
    family = nouns.value("instrument", head)
    row = load_registry().get(one.ref.id or "")
    if family == "ceasefire":
        truce = any(w in one.ref.surface.lower() for w in ("ceasefire", "cease-fire", "truce"))
        return truce or (row is not None and row.form == "ceasefire")
    resolved = "resolution" in str(one.ref.id)
    if family == "agreement" and resolved:
        return False
    if family in ("agreement", "document", "") and head not in ("annex", "plan"):
        return True
    before = head_of(one.ref.surface)
    kinds = {before.rstrip("s"), row.kind.lower().split()[-1].rstrip("s") if row else ""}
    if head.rstrip("s") in kinds:
        return True
    families = {nouns.value("instrument", k) for k in kinds if k}
    return family in families and family not in ("declaration",)
