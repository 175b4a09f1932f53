"""Whether two tellings are of one deed: the senses of their verbs, who, what, and when.

Comparisons have three answers: True, False, and None where nothing is known for or against.
"""

from collections.abc import Iterable

from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import EMPTY, excludes, twins_apart, wide, wider
from servanda.reasoning.wording import STEM

ACTORS = ("state:", "polity:", "group:", "org:", "person:")
# Who may act for a state or a side without being named.
ORGANS = frozenset({"#government", "#troops", "#police", "#guards", "#leader", "#parliament",
                    "#envoy", "#ships", "#aircraft", "#court", "#people"})  # fmt: skip
SIDES = frozenset({"state", "gover", "side", "party", "count", "offic", "power", "autho", "bank",
                   "neigh", "capit", "membe", "signa", "presi", "minis", "natio",
                   "deleg"})  # fmt: skip
# Who is named by a state and does not act for it: "Kenya's opposition".
OF_ITS_OWN = frozenset({"oppos", "criti", "rebel", "separ", "farme", "journ", "trade", "villa",
                        "stude", "activ", "exile", "emigr", "dissi", "press", "news", "paper",
                        "histo", "schol", "exper"})  # fmt: skip
OF_ITS_OWN_SORTS = frozenset({"#groups", "#prisoners", "#refugees", "#settlers", "#dead"})
TEXTS = frozenset({"#text", "#law", "#letter", "#report", "#book"})
# Deeds that are of a place, whatever stands as the object: "enter Doss", "drove into Doss".
MOTION = frozenset({"enter", "withdraw", "present", "stay", "deploy", "cross", "attack", "fight",
                    "trespass", "capture", "visit", "inspect", "meet", "send", "come_back", "fly",
                    "sail", "install", "build", "close", "open", "admit", "bar",
                    "patrol"})  # fmt: skip
PLACED = frozenset({"in", "into", "from", "at", "on", "onto", "out of", "to", "through", "over",
                    "inside", "near", "within", "outside", "across", "along",
                    "around"})  # fmt: skip
LANDS = frozenset({"#soil", "#town", "#village", "#post", "#camp", "#border"})


def one_sense(a: Telling, b: Telling) -> bool:
    """Say whether the verbs of two tellings may tell one deed."""
    return any(x in wider(y) or y in wider(x) for x in a.senses for y in b.senses)


def one_of_senses(a: Telling, b: Telling) -> frozenset[str]:
    """Return the senses, the wider of two, by which two tellings may tell one deed."""
    return frozenset(
        x if x in wider(y) else y
        for x in a.senses for y in b.senses if x in wider(y) or y in wider(x)
    )  # fmt: skip


def contrary(a: Telling, b: Telling) -> bool:
    """Say whether what two tellings tell to be done excludes each other."""
    return any(excludes(x, y) for x in a.senses for y in b.senses)


def _actors(t: Thing) -> frozenset[str]:
    return frozenset(i for i in t.ids if i.startswith(ACTORS))


def _acts_for(t: Thing) -> bool:
    """Say whether who is named by a state may act for it."""
    return not (t.head in OF_ITS_OWN or t.sorts & OF_ITS_OWN_SORTS)


def same_who(one: Thing, other: Thing) -> bool | None:
    """Say whether two may be one doer: by ids, names, heads and sorts."""
    if one.bare or other.bare:
        return None
    a, b = _actors(one), _actors(other)
    if _called_apart(one, other):
        return False
    states = any(not t.head or "#government" in t.sorts for t in (one, other))
    if states and one.head != other.head and _acts_for(one) != _acts_for(other):
        return False
    if _two_bodies(one, other) or (a & b and _two_belongings(one, other)):
        return False
    if a and b:
        return bool(a & b)
    if one.names & other.names:
        return True
    if "membe" in (one.head, other.head) and (one.words | one.names) & (other.words | other.names):
        return True  # the chairman of a council is one of its members
    if one.head and one.head == other.head and one.words and one.words == other.words and (
        not (one.names and other.names)
    ):  # fmt: skip
        return True  # "the canal authority", named or not
    if any(x.head and x.head in {n[:STEM] for n in y.names} and not y.head
           for x, y in ((one, other), (other, one))):  # fmt: skip
        return True  # "the Commission", once with its capital and once without
    known = [bool(i or t.names) for i, t in ((a, one), (b, other))]
    if all(known):
        return False
    if any(known):
        nameless = other if known[0] else one
        named_ = one if known[0] else other
        if nameless.head and nameless.head == named_.head and not nameless.words:
            alike = named_.sorts & ORGANS - {"#parliament", "#court"} or named_.head in SIDES
            return None if alike or named_.sorts & OF_ITS_OWN_SORTS else True  # "the commission"
        return None if nameless.sorts & ORGANS or nameless.head in SIDES else False
    if one.head == other.head:
        return not _twins(one, other)
    if one.sorts & other.sorts:
        return _by_sort(one, other)
    organs = [bool(t.sorts & ORGANS or t.head in SIDES) for t in (one, other)]
    return None if all(organs) else False


def _called_apart(one: Thing, other: Thing) -> bool:
    """Say whether two go by one sort of name, each with a word of its own.

    "The Joint River Commission" is not "the Joint Border Commission", the Velmorian Liberals are
    not the Velmorian Greens; "the Commission" may be either.
    """
    mine, theirs = one.names - other.names, other.names - one.names
    if not (mine and theirs) or _actors(one) & _actors(other):
        return False
    if one.head or other.head:
        return bool(one.head) and one.head == other.head and bool(one.names & other.names)
    return bool(one.called and other.called and one.called in mine and other.called in theirs)


def _two_belongings(one: Thing, other: Thing) -> bool:
    """Say whether two are different things of one owner, neither of which acts for it."""
    if not (one.head and other.head) or one.head == other.head or one.sorts & other.sorts:
        return False
    return not any(t.sorts & ORGANS or t.head in SIDES for t in (one, other))


# Bodies of one state of which one is not the other: "police, not soldiers".
BODIES = frozenset(
    {
        "#troops",
        "#police",
        "#guards",
        "#groups",
        "#court",
        "#parliament",
        "#envoy",
        "#monitors",
        "#refugees",
        "#prisoners",
        "#settlers",
    }
)


def _two_bodies(one: Thing, other: Thing) -> bool:
    """Say whether two named alike are two bodies, neither of which is the whole."""
    mine, theirs = one.sorts & BODIES, other.sorts & BODIES
    return bool(mine and theirs and not mine & theirs)


def _by_sort(one: Thing, other: Thing) -> bool | None:
    """Say whether two of one sort may be one: surely where one word stands for all of the sort.

    Texts are many: one of them is no other.
    """
    if (one.sorts & other.sorts) <= TEXTS:
        return None
    return True if wide(one.head) or wide(other.head) else None


def same_thing(one: Thing, other: Thing) -> bool | None:
    """Say whether two may be one thing: alike in what it is, and no name or number against it."""
    if apart(one, other):
        return False
    if one.ids & other.ids:
        return True
    if one.bare or other.bare:
        return None
    mine, theirs = (t.words | t.names | {n[:STEM] for n in t.names} for t in (one, other))
    if one.head and one.head == other.head:
        if one.sorts & TEXTS and not one.names & other.names:
            return None  # one accord is not another
        return None if mine and theirs and not mine & theirs else True
    if (one.head and one.head in theirs) or (other.head and other.head in mine):
        return True
    if one.names & other.names:
        return True if one.head == "" or other.head == "" or one.sorts & other.sorts else None
    if one.sorts & other.sorts:
        return _by_sort(one, other)
    if one.sorts and other.sorts:
        return False
    lands = [bool(t.sorts & LANDS or (t.names and not t.head)) for t in (one, other)]
    if all(lands):
        return None  # one may lie in the other
    return bool(one.words & other.words and not (one.head and other.head))


def _twins(one: Thing, other: Thing) -> bool:
    mine, theirs = one.words | {one.head}, other.words | {other.head}
    return twins_apart(mine, theirs)


def apart(one: Thing, other: Thing) -> bool:
    """Say whether two things have names, or twin words, that cannot be of one."""
    a, b = _actors(one), _actors(other)
    if one.names and other.names and not one.names & other.names and not one.ids & other.ids:
        lands = one.sorts & LANDS or other.sorts & LANDS  # "Doss" may lie in "the Hill Districts"
        return not (a & b) and not (lands and bool(one.head) != bool(other.head))
    return _twins(one, other) or _called_apart(one, other) or bool(_NTH & (one.words ^ other.words))


# Words that tell one of a sort from the others: "the second dam".
_NTH = frozenset({"secon", "third", "fourt", "fifth", "sixth", "anoth"})


def _of(answers: Iterable[bool | None]) -> bool | None:
    """Return True where any is, else None where any is or there is none, else False."""
    found = list(answers)
    if True in found:
        return True
    return None if None in found or not found else False


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


def _all_words(t: Telling) -> frozenset[str]:
    """Return the words of a telling, with those of who goes or stays, which is what is moved."""
    if t.things or not goes(t):
        return words(t)
    return words(t).union(*(d.words | d.sorts | ({d.head} if d.head else EMPTY) for d in t.doers))


def one_doer(a: Telling, b: Telling) -> bool | None:
    """Say whether two tellings may be of one doer; None where one of them names none."""
    if not a.doers or not b.doers:
        return None
    if a.everybody or b.everybody:
        return True
    return _of(same_who(x, y) for x in a.doers for y in b.doers)


# Verbs of which the subject is what the deed is done to: "the bridge closed", "the truce ended".
ERGATIVE = frozenset({"end", "lapse", "begin", "stop", "resume", "continue", "rise", "fall", "sink",
                      "die", "disarm", "disband", "join", "cancel", "stage", "happen",
                      "change"})  # fmt: skip


def acted(t: Telling) -> tuple[Thing, ...]:
    """Return what is acted on, or what a verb without an object is of: "the bridge closed"."""
    moved = t.things
    if not moved and t.senses & (GOING | ERGATIVE | {"meet"}):
        moved = tuple(d for d in t.doers if d.head and not d.every)
    if t.senses & MOTION:
        places = tuple(x for x in t.around if x.preposition in PLACED and not x.timed)
        return (*moved, *places)
    return moved


def one_object(a: Telling, b: Telling) -> bool | None:
    """Say whether two tellings may be of one thing done to; None where one names none."""
    one, other = (a.things, b.things) if a.things and b.things else (acted(a), acted(b))
    if not one or not other:
        return None
    found = _of(same_thing(x, y) for x in one for y in other)
    if found is False and a.senses & b.senses & MOTION and named(a) & named(b):
        return None  # the barrier and the crossing of one bridge
    return found


def places_apart(a: Telling, b: Telling) -> bool:
    """Say whether two tellings name places or circumstances of which one deed cannot be."""
    for x in (*a.around, *a.things):
        for y in (*b.around, *b.things):
            if x.preposition == y.preposition and x.preposition and not x.timed and apart(x, y):
                return True
    return False


def names_left(a: Telling, b: Telling) -> bool:
    """Say whether each of two tellings names something that the other does not."""
    one, other = named(a), named(b)
    mine = {n for n in one - other if ":" not in n}
    theirs = {n for n in other - one if ":" not in n}
    return bool(mine and theirs) and not in_lands(a, b)


def against(a: Telling, b: Telling) -> bool:
    """Say whether something that two tellings name keeps them from being of one deed."""
    moved = [goes(t) and not t.things for t in (a, b)]  # its doer is what another moves
    if one_doer(a, b) is False and moved[0] == moved[1]:
        return True
    if one_object(a, b) is False or places_apart(a, b):
        return True
    return bool(a.keys and b.keys and not a.keys & b.keys)


def goes(t: Telling) -> bool:
    """Say whether a telling is of who comes, goes or stays, so that its doer is what is moved."""
    return bool(t.senses & GOING) and all(x.sorts & LANDS for x in t.things)


GOING = frozenset({"enter", "withdraw", "present", "stay", "deploy", "free", "hold", "open",
                   "close", "come_back", "cross"})  # fmt: skip


def same_deed(a: Telling, b: Telling) -> int:
    """Return how surely two tellings are of one deed: 0 not, else the count of what agrees.

    What agrees: doer, thing, an agreement, names, words around, a day. A doer or thing that
    differs makes it 0.
    """
    if against(a, b):
        return 0
    doer, thing = one_doer(a, b), one_object(a, b)
    shared = named(a) & named(b)
    common = _all_words(a) & _all_words(b)
    day = a.when is not None and b.when is not None and a.when.tight and b.when.tight and (
        not a.when.apart(b.when)
    )  # fmt: skip
    within = doer is True and thing is None and in_lands(a, b)
    nothing = (
        doer is True and thing is None and any(x.none and x.bare for x in (*a.things, *b.things))
    )
    return (2 if doer else 0) + (2 if thing else 0) + min(len(shared), 2) + bool(common) + day + (
        within or nothing
    )  # fmt: skip


def in_lands(a: Telling, b: Telling) -> bool:
    """Say whether the one names a land and the other a place that may lie in it."""
    return any(
        (x.sorts & LANDS and y.names and not y.head) or (y.sorts & LANDS and x.names and not x.head)
        for x in acted(a) for y in acted(b)
    )  # fmt: skip
