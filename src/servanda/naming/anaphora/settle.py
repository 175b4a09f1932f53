"""Pronouns and definite phrases: which of what was said before they mean, never as sure.

Reading tells what each may point to by grammar; here these places get their identities, those of
one identity are joined, and the heaviest is taken, the next ones kept as alternatives.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from servanda.model import Anchor, Mention, Ref
from servanda.naming.anaphora.pointers import LIKELY, Meant, Pointers, meaning, ranked_for
from servanda.naming.anaphora.several import one_of_two, sets
from servanda.naming.anaphora.weights import Weights, load_weights
from servanda.naming.voice import spoken, state_of
from servanda.naming.world import World

IN_CITY = re.compile(r"\b[Ii]n #?([A-Z]\w+(?: [A-Z]\w+)?),?\s+$")
WHO_IN = re.compile(r"\s+(?:\w+\s+)?in #?([A-Z]\w+(?: [A-Z]\w+)?)\b")
LEFT_OPEN = 0.2
Watch = Callable[[Mention, str, list[Meant]], None]


def settle_anaphora(
    world: World, mentions: Iterable[Mention], weights: Weights | None = None,
    watch: Watch | None = None,
) -> dict[str, Mention]:  # fmt: skip
    """Return by id the mentions that point back with whom they mean; those of nobody are left out.

    What is found is also put into the world, for fields that hold the same words. `watch` is told
    each mention with its form and what it may mean, heaviest first.
    """
    counted = Counter(m.ref.id for m in (*world.mentions, *world.instruments) if m.ref.id)
    pointers = Pointers(world, {}, counted, weights=weights or load_weights())
    named = {o.start for o in world.instruments if o.ref.id}
    out: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.anchors[0]):
        if mention.anchors[0].start in named:
            continue
        form, _, rest = mention.rule.removeprefix("anaphor.").partition(".")
        found = _settled(pointers, mention, form, rest, watch)
        if found is None:
            continue
        pointers.settled[mention.anchors[0].start] = found.antecedents
        pointers.note(mention, form, found.antecedents or (found.refers_to,))
        world.pointing[mention.anchors[0].start] = found
        out[mention.id] = found
    return out


def _settled(
    pointers: Pointers, mention: Mention, form: str, rest: str, watch: Watch | None
) -> Mention | None:
    if form in ("i", "we", "own"):
        return spoken(pointers.world, mention, form)
    if form == "they" and (seated := _in_seat(pointers.world, mention)):
        return seated
    ranked = _ranked(pointers, mention, form, rest)
    if watch is not None:
        watch(mention, form, ranked)
    return _chosen(pointers.weights, mention, ranked, form)


def _ranked(pointers: Pointers, mention: Mention, form: str, rest: str) -> list[Meant]:
    """Return what a phrase may mean, with the sets that its form asks for, heaviest first."""
    size, _, word = rest.partition(".") if form in ("several", "the") else ("1", "", rest)
    more: Iterable[Meant] = ()
    if form == "several" or (form == "the" and size == "0"):
        more = sets(pointers, mention, int(size), word)
    elif form == "they":
        more = sets(pointers, mention, 0, "")
    elif form in ("former", "latter", "other"):
        more = one_of_two(pointers, mention, form)
    return ranked_for(pointers, mention, form, word, more)


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


def _chosen(weights: Weights, mention: Mention, ranked: list[Meant], form: str) -> Mention | None:
    """Return a mention as the heaviest of what it may mean, the next ones as alternatives.

    What is hardly ahead is left open, its alternatives told.
    """
    if not ranked:
        return None
    best = ranked[0]
    known = all(m.id for m in best.members)
    sure = weights.confidence(form, [m.weight for m in ranked], known)
    if sure < 0:
        return meaning(mention, (), form, LEFT_OPEN, ranked)
    return meaning(mention, best.members, form, sure, ranked[1:])
