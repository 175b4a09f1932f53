"""Phrases for two or more, and of two: "both sides", "the two leaders", "the latter"."""

from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.model import Mention, Ref
from servanda.naming.anaphora.pointers import (
    GUESS,
    LIKELY,
    Meant,
    Pointers,
    meaning,
    placed_ref,
    ranked_for,
)
from servanda.naming.persons import acts_for
from servanda.naming.world import World

POLITICAL = ("state", "polity", "org", "group")
SIDES = ("side", "party", "partie", "another", "signatory", "signatorie")


def settle_several(pointers: Pointers, mention: Mention, size: int, word: str) -> Mention | None:
    """Return "both sides" or "the two leaders" as those last joined, or last named one by one."""
    again = _same_as_before(pointers, mention, size, word)
    if again:
        return meaning(mention, again, "pair", LIKELY, [])
    noun = word or mention.refers_to.surface.lower().split()[-1]
    if noun.rstrip("s") in SIDES and (sides := parties_near(pointers.world, mention, size)):
        return meaning(mention, sides, "parties", LIKELY, [])
    wanted = _sorts(noun)
    joined = [m for m in ranked_for(pointers, mention, "several", "") if len(m.members) == size]
    ranked = [m for m in joined if _all_of(m, wanted)]
    if not ranked and joined and "state" in wanted and (states := _states(pointers, joined[0])):
        return meaning(mention, states, "pair", GUESS, joined[1:])
    if ranked:
        first = ranked[0].members[0].anchors[0].start
        back = pointers.world.sentence_number(mention.anchors[0].start)
        close = back - pointers.world.sentence_number(first) <= 2
        confidence = LIKELY if len(ranked) == 1 or close else GUESS
        return meaning(mention, ranked[0].members, "pair", confidence, ranked[1:])
    world, place = pointers.world, mention.anchors[0].start
    found: dict[str, Ref] = {}
    for one in reversed(world.before(place)):
        if world.sentence_number(place) - world.sentence_number(one.start) > 8:
            break
        if one.ref.id and one.sort in wanted and one.ref.id not in found:
            found[one.ref.id] = placed_ref(world, one)
        if len(found) == size:
            break
    if len(found) < size:
        return None
    members = tuple(sorted(found.values(), key=lambda r: r.anchors[0].start))
    return meaning(mention, members, "pair", GUESS, [])


def parties_near(world: World, mention: Mention, size: int) -> tuple[Ref, ...]:
    """Return the parties of the agreement of a sentence, or the one before, if they are so many."""
    place = mention.anchors[0].start
    here = world.sentence_number(place)
    near = [o for o in world.instruments if 0 <= here - world.sentence_number(o.start) <= 1]
    near.sort(key=lambda o: (world.sentence_number(o.start) != here, abs(o.start - place)))
    for one in near:
        row = load_registry().get(one.ref.id or "")
        if row is not None and len(row.parties) == size:
            placed = placed_ref(world, one)
            return tuple(Ref(p, p, placed.anchors, "parties", LIKELY) for p in row.parties)
    return ()


def _states(pointers: Pointers, meant: Meant) -> tuple[Ref, ...]:
    """Return the states for which joined persons act, where each acts for another one."""
    world = pointers.world
    found = [(r, acts_for(r.id, world.day_at(r.anchors[0].start)))
             for r in meant.members if r.id and r.id.startswith("person:")]  # fmt: skip
    states = {s for _, s in found if s}
    if len(states) != len(meant.members):
        return ()
    return tuple(replace_id(r, s) for r, s in found)


def replace_id(ref: Ref, entity: str | None) -> Ref:
    """Return a reference to whom somebody acts for, at the same words."""
    return Ref(ref.surface, entity, ref.anchors, "office", GUESS)


def _same_as_before(pointers: Pointers, mention: Mention, size: int,
                    word: str) -> tuple[Ref, ...]:  # fmt: skip
    """Return as many as were pointed to just before, where a phrase tells no noun: "neither"."""
    world, place = pointers.world, mention.anchors[0].start
    if word and word not in ("side", "party", "other"):
        return ()
    for start, members in sorted(pointers.settled.items(), reverse=True):
        if world.sentence_number(place) - world.sentence_number(start) > 1:
            return ()
        if len(members) == size:
            return members
    return ()


def _all_of(meant: Meant, wanted: tuple[str, ...]) -> bool:
    """Say whether all members with an identity are of the sorts wanted."""
    return all(not m.id or m.id.partition(":")[0] in wanted for m in meant.members)


def _sorts(word: str) -> tuple[str, ...]:
    nouns, single = load_nouns(), word.removesuffix("s")
    if word in ("men", "women") or any(
        nouns.has(c, w) for c in ("title", "human", "official") for w in (word, single)
    ):
        return ("person",)
    if single in SIDES or word == "other":
        return POLITICAL
    if any(nouns.has("state_noun", w) for w in (word, single, word.removesuffix("ies") + "y")):
        return ("state", "polity")
    return ("state", "polity") if single in ("government", "leadership", "other") else ()


def stands_in_sentence(world: World, mention: Mention, meant: Meant) -> bool:
    """Say whether something stands in the same sentence: "the other" is then not it."""
    place = mention.anchors[0].start
    start, _ = world.sentence(place)
    ids = {m.id for m in meant.members}
    return any(o.ref.id in ids for o in world.inside(start, place))


def settle_ordered(pointers: Pointers, mention: Mention, form: str,
             ranked: list[Meant]) -> Mention | None:  # fmt: skip
    """Return "the former" or "the latter" of the two last told apart."""
    place, world = mention.anchors[0].start, pointers.world
    pairs = [m for m in ranked if len(m.members) == 2]
    told = [(s, m) for s, m in world.pointing.items() if s < place and len(m.antecedents) == 2
            and world.sentence_number(place) - world.sentence_number(s) < 2]  # fmt: skip
    if told:
        two = max(told, key=lambda x: x[0])[1].antecedents
    elif pairs:
        two = pairs[0].members
    else:
        return _apart(pointers, mention, form, ranked)
    two = tuple(sorted(two, key=lambda r: r.anchors[0].start))
    return meaning(
        mention, (two[0 if form == "former" else 1],), form, LIKELY if told else GUESS, []
    )


def _apart(pointers: Pointers, mention: Mention, form: str,
           ranked: list[Meant]) -> Mention | None:  # fmt: skip
    """Return the first or last of what was told before where nothing is joined."""
    single = [m for m in ranked if len(m.members) == 1]
    if not single:
        return None
    last = sorted(single, key=lambda m: -m.members[0].anchors[0].start)
    chosen = last[0] if form == "latter" else last[min(1, len(last) - 1)]
    others = [m for m in last if m is not chosen]
    return meaning(mention, chosen.members, form, GUESS, others)
