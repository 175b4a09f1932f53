"""Pronouns and definite phrases by rule: what was named last and agrees, never asserted as sure."""

import re
from collections import Counter

from servanda.lexicon.nouns import load_nouns
from servanda.model import Alternative, Record, Ref
from servanda.naming.world import Placed, World

WINDOW = 4  # sentences looked back
SUBJECT, POSSESSIVE, SPREAD = 0.3, -0.25, 1.0
SURE_MARGIN = 0.25
OBLIQUE = -0.15
STATES = ("state", "polity")
PREPOSITION = re.compile(
    r"\b(?:in|of|by|with|against|to|for|from|on|at|between|about|including|toward|towards|over)\s+"
    r"(?:the\s+)?[#“\"]?$"
)


def is_pronoun(surface: str) -> bool:
    """Say whether a surface is a pronoun or a definite phrase that points back."""
    return kind_of(surface) != ""


def kind_of(surface: str) -> str:
    """Return the class of a pronoun or definite phrase, empty for anything else."""
    low = " ".join(surface.lower().split())
    nouns = load_nouns()
    for cls in ("pronoun_person", "pronoun_thing", "pronoun_many", "pronoun_speaker",
                "pronoun_speaker_many", "both", "all", "other", "person_phrase",
                "thing_phrase"):  # fmt: skip
        if nouns.has(cls, low):
            return cls
    return ""


def by_salience(world: World, ref: Ref, record: Record) -> Ref:
    """Return what a pronoun or definite phrase points to, with the runners-up as alternatives."""
    cls = kind_of(ref.surface)
    place = ref.anchors[0].start if ref.anchors else 0
    if cls == "pronoun_thing" and world.pointing and not _points(world, place):
        return ref
    if cls in ("pronoun_speaker", "pronoun_speaker_many"):
        return _speaker(ref, record)
    if cls in ("both", "all"):
        members = pair(world, place) if cls == "both" else pair(world, place, 3)
        share = 0.4
        return Ref(ref.surface, None, ref.anchors, "pair", 0.3,
                   tuple(Alternative(i, share) for i in members))  # fmt: skip
    if cls == "other":
        return _other(world, ref, record, place)
    wanted = ("person",) if cls in ("pronoun_person", "person_phrase") else (*STATES, "org")
    scored = _salient(world, place, wanted)
    if cls == "pronoun_many":
        scored = [(s * 0.9, i) for s, i in scored]
    return _best(ref, scored, "salience")


def _points(world: World, place: int) -> bool:
    """Say whether "it" at a place was found to point to something, and not left open."""
    told = world.pointing.get(place)
    return told is not None and bool(told.antecedents)


def pair(world: World, place: int, size: int = 2) -> tuple[str, ...]:
    """Return the states meant by "the two countries": named together last, else most often."""
    sentence = world.sentence_number(place)
    near: list[str] = []
    for one in reversed(world.before(place)):
        if sentence - world.sentence_number(one.start) > WINDOW or len(near) >= size:
            break
        if one.sort in STATES and one.ref.id and one.ref.id not in near:
            near.append(one.ref.id)
    if len(near) >= size:
        return tuple(sorted(near))
    counted = Counter(m.ref.id for m in world.mentions if m.sort in STATES and m.ref.id)
    top = [i for i, _ in sorted(counted.items(), key=lambda x: (-x[1], x[0]))[:size]]
    return tuple(sorted(top)) if len(top) == size else ()


def _other(world: World, ref: Ref, record: Record, place: int) -> Ref:
    """Return the other of two: the one of the pair that the record does not already name."""
    from servanda.model import refs_of

    taken = {r.id for r in refs_of(record) if r.id}
    members = pair(world, place)
    left = [i for i in members if i not in taken]
    if len(members) == 2 and len(left) == 1:
        return Ref(ref.surface, left[0], ref.anchors, "other", 0.5)
    return Ref(ref.surface, None, ref.anchors, "other", 0.2,
               tuple(Alternative(i, 0.3) for i in members))  # fmt: skip


def _speaker(ref: Ref, record: Record) -> Ref:
    """Return who speaks where "I" and "we" stand: the innermost speaker of the record."""
    for speaker in reversed(record.attribution):
        if speaker.id:
            return Ref(ref.surface, speaker.id, ref.anchors, "speaker", 0.7)
    return ref


def _salient(world: World, place: int, wanted: tuple[str, ...]) -> list[tuple[float, str]]:
    """Return the fitting identities before a place with their weight, heaviest first."""
    sentence = world.sentence_number(place)
    weights: dict[str, float] = {}
    for one in reversed(world.before(place)):
        distance = sentence - world.sentence_number(one.start)
        if distance > WINDOW:
            break
        if one.sort not in wanted or not one.ref.id:
            continue
        weight = _weight(world, one, distance)
        weights[one.ref.id] = max(weights.get(one.ref.id, 0.0), weight) + 0.05
    return sorted(((w, i) for i, w in weights.items()), key=lambda x: (-x[0], x[1]))


def _weight(world: World, one: Placed, distance: int) -> float:
    weight = SPREAD / (1 + distance)
    start, _ = world.sentence(one.start)
    if PREPOSITION.search(world.text, max(0, one.start - 24), one.start):
        weight += OBLIQUE
    elif all(PREPOSITION.search(world.text, max(0, m.start - 24), m.start)
             for m in world.inside(start, one.start)):  # fmt: skip
        weight += SUBJECT
    after = world.text[one.end : one.end + 2]
    return weight + (POSSESSIVE if after in ("'s", "’s") else 0.0)


def _best(ref: Ref, scored: list[tuple[float, str]], method: str) -> Ref:
    if not scored:
        return ref
    weight, entity = scored[0]
    others = tuple(Alternative(i, round(min(0.4, w / 4), 2)) for w, i in scored[1:4])
    sure = len(scored) == 1 or weight - scored[1][0] >= SURE_MARGIN
    return Ref(ref.surface, entity, ref.anchors, method, 0.55 if sure else 0.4, others)
