"""Pronouns and definite phrases: which of what was said before they mean, never as sure.

Reading tells what each may point to by grammar; here these places get their identities, those of
one identity are joined, and the heaviest is taken, the next ones kept as alternatives.
"""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace as changed

from servanda.model import Anchor, Mention, Ref
from servanda.naming.anaphora.pointers import (
    GUESS,
    LIKELY,
    SURE,
    Meant,
    Pointers,
    meaning,
    ranked_for,
)
from servanda.naming.anaphora.several import (
    parties_near,
    settle_ordered,
    settle_several,
    stands_in_sentence,
)
from servanda.naming.voice import speaker_of, state_of
from servanda.naming.world import World

IN_CITY = re.compile(r"\b[Ii]n #?([A-Z]\w+(?: [A-Z]\w+)?),?\s+$")
WHO_IN = re.compile(r"\s+(?:\w+\s+)?in #?([A-Z]\w+(?: [A-Z]\w+)?)\b")
# Margins of weight over the next below which a phrase is left open, a guess, likely.
MARGINS = {
    "he": (0.0, 0.08, 0.25), "it": (0.05, 0.35, 0.6), "they": (0.1, 0.35, 0.6),
    "other": (0.0, 9.0, 9.0), "place": (0.0, 0.3, 0.6), "": (0.0, 0.08, 0.25),
}  # fmt: skip
LEFT_OPEN = 0.2


def settle_anaphora(world: World, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Return by id the mentions that point back with whom they mean; those of nobody are left out.

    What is found is also put into the world, for fields that hold the same words.
    """
    counted = Counter(m.ref.id for m in (*world.mentions, *world.instruments) if m.ref.id)
    pointers = Pointers(world, {}, counted)
    out: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.anchors[0]):
        found = _settled(pointers, mention)
        if found is None:
            continue
        pointers.settled[mention.anchors[0].start] = found.antecedents
        pointers.note(mention, found.antecedents)
        world.pointing[mention.anchors[0].start] = found
        out[mention.id] = found
    return out


def _settled(pointers: Pointers, mention: Mention) -> Mention | None:
    form, _, rest = mention.rule.removeprefix("anaphor.").partition(".")
    if form in ("i", "we", "own"):
        spoken = speaker_of(pointers.world, mention, form)
        return None if spoken is None else changed(mention, refers_to=spoken,
                                                   antecedents=())  # fmt: skip
    if form == "several":
        size, _, word = rest.partition(".")
        return settle_several(pointers, mention, int(size), word)
    if form == "they" and (seated := _in_seat(pointers.world, mention)):
        return seated
    ranked = ranked_for(pointers, mention, form, rest)
    if form == "other":
        two = parties_near(pointers.world, mention, 2)
        left = [r for r in two if not stands_in_sentence(pointers.world, mention, Meant((r,), 0.0))]
        if two and len(left) == 1:
            return meaning(mention, (left[0],), "parties", LIKELY, ranked)
        ranked = [m for m in ranked if not stands_in_sentence(pointers.world, mention, m)]
    if form in ("former", "latter"):
        return settle_ordered(pointers, mention, form, ranked)
    return _chosen(mention, ranked, form)


def _in_seat(world: World, mention: Mention) -> Mention | None:
    """Return "they" as the government of the city in "in Moscow they know"."""
    anchor = mention.anchors[0]
    found = (IN_CITY.search(world.text, max(0, anchor.start - 40), anchor.start)
             or WHO_IN.match(world.text, anchor.end, anchor.end + 60))  # fmt: skip
    entity = state_of(found[1]) if found else None
    if found is None or entity is None:
        return None
    city = Anchor(found.start(1), found.end(1), found[1])
    return meaning(mention, (Ref(found[1], entity, (city,), "seat", 0.6),), "seat", LIKELY, [])


def _chosen(mention: Mention, ranked: list[Meant], form: str) -> Mention | None:
    """Return a mention as the heaviest of what it may mean, the next ones as alternatives.

    How far it must be ahead depends on the form: "he" has few rivals, "they" many. What is hardly
    ahead is left open, its alternatives told.
    """
    if not ranked:
        return None
    best = ranked[0]
    margin = best.weight - ranked[1].weight if len(ranked) > 1 else 1.0
    left_open, guess, likely = MARGINS.get(form, MARGINS[""])
    if margin < left_open:
        return meaning(mention, (), form, LEFT_OPEN, ranked)
    named = any(m.id for m in best.members)
    if margin < guess or (form == "they" and not named):
        return meaning(mention, best.members, form, GUESS, ranked[1:])
    confidence = LIKELY if margin < likely else SURE
    return meaning(mention, best.members, form, confidence, ranked[1:])
