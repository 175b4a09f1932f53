"""Whether two tellings are of one deed: the senses of their verbs, who, what, and when."""

from collections.abc import Iterable

from servanda.reasoning.tellings.telling import Telling, Thing
from servanda.reasoning.tellings.words import EMPTY, excludes, wider

# Words of which one thing cannot be two: "the northern gate" is not "the southern gate".
TWINS = tuple(frozenset(some.split()) for some in (
    "first second third fourt fifth sixth", "north south east west easte weste",
    "milit civil", "upper lower", "old new", "women child men", "land sea air", "left right",
    "short mediu long", "janua febru march april may june july augus septe octob novem decem",
    "monda tuesd wedne thurs frida satur sunda", "inner outer", "major minor",
))  # fmt: skip
LOOSE = frozenset({"state", "gover", "side", "party", "count", "offic", "power"})
# Senses that one deed may be told by, besides those of which one is the wider.
ACTORS = ("state:", "polity:", "group:", "org:", "person:")


def one_sense(a: Telling, b: Telling) -> bool:
    """Say whether the verbs of two tellings may tell one deed."""
    return any(x in wider(y) or y in wider(x) for x in a.senses for y in b.senses)


def contrary(a: Telling, b: Telling) -> bool:
    """Say whether what two tellings tell to be done excludes each other."""
    return any(excludes(x, y) for x in a.senses for y in b.senses)


def _actors(t: Thing) -> frozenset[str]:
    return frozenset(i for i in t.ids if i.startswith(ACTORS))


def same_who(one: Thing, other: Thing) -> bool:
    """Say whether two may be one doer: a shared id, else a shared name or head."""
    a, b = _actors(one), _actors(other)
    if a and b:
        return bool(a & b)
    if one.names and other.names:
        return bool(one.names & other.names)
    if (a or one.names) and (b or other.names):
        return False
    return bool(one.head) and (one.head == other.head or bool(one.sorts & other.sorts))


def same_thing(one: Thing, other: Thing) -> bool:
    """Say whether two may be one thing: alike in what it is, and no name or number against it."""
    if apart(one, other):
        return False
    if one.ids & other.ids:
        return True
    if one.head and other.head:
        if one.head == other.head:
            return True
        return bool(one.sorts & other.sorts)
    if one.names & other.names:
        return True
    whole, part = one.words | {one.head}, other.words | {other.head}
    return bool((whole & part) - {""})


def apart(one: Thing, other: Thing) -> bool:
    """Say whether two things have names, or twin words, that cannot be of one."""
    a, b = _actors(one), _actors(other)
    if one.names and other.names and not one.names & other.names and not one.ids & other.ids:
        return not (a & b)
    mine, theirs = one.words | {one.head}, other.words | {other.head}
    return any(mine & t and theirs & t and not mine & theirs & t for t in TWINS)


def some(one: Iterable[Thing], other: Iterable[Thing]) -> bool:
    """Say whether any thing of the one may be any of the other."""
    return any(same_thing(x, y) for x in one for y in other)


def named(t: Telling) -> frozenset[str]:
    """Return the proper words and ids of all that a telling names, its doers left out."""
    out = EMPTY
    for x in (*t.things, *t.around):
        out |= x.names | x.ids
    return out


def words(t: Telling) -> frozenset[str]:
    """Return the stems of the common words of what a telling names, its doers left out."""
    out = EMPTY
    for x in (*t.things, *t.around):
        out |= x.words | ({x.head} if x.head else EMPTY) | x.sorts
    return out


def one_doer(a: Telling, b: Telling) -> bool | None:
    """Say whether two tellings may be of one doer; None where one of them names none."""
    known = [tuple(d for d in t.doers if not d.bare or d.every) for t in (a, b)]
    if not known[0] or not known[1]:
        return None
    if a.everybody or b.everybody:
        return True
    return any(same_who(x, y) for x in known[0] for y in known[1])


def acted(t: Telling) -> tuple[Thing, ...]:
    """Return what is acted on, or what a verb without an object is of: "the bridge closed"."""
    return t.things or tuple(d for d in t.doers if d.head and not d.every)


def one_object(a: Telling, b: Telling) -> bool | None:
    """Say whether two tellings may be of one thing done to; None where one names none."""
    one, other = (tuple(x for x in acted(t) if not x.bare) for t in (a, b))
    if not one or not other:
        return None
    return some(one, other)


def places_apart(a: Telling, b: Telling) -> bool:
    """Say whether two tellings name places or circumstances of which one deed cannot be."""
    for x in a.around:
        for y in b.around:
            if x.preposition == y.preposition and x.preposition and apart(x, y):
                return True
    return False


def same_deed(a: Telling, b: Telling) -> int:
    """Return how surely two tellings are of one deed: 0 not, else the count of what agrees.

    What agrees: doer, thing, an agreement, names and words around. A doer or thing that differs
    makes it 0.
    """
    doer, thing = one_doer(a, b), one_object(a, b)
    if doer is False or thing is False or places_apart(a, b):
        return 0
    if a.keys and b.keys and not a.keys & b.keys:
        return 0
    shared = named(a) & named(b)
    common = words(a) & words(b)
    return (2 if doer else 0) + (2 if thing else 0) + min(len(shared), 2) + (1 if common else 0)
