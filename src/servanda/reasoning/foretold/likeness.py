"""Whether two tellings are of the same doers, thing, place and agreement, as far as both name
them."""

from servanda.reasoning.case import Case
from servanda.reasoning.foretold.tables import roles_in, things, words_of
from servanda.reasoning.tellings.match import (
    ERGATIVE,
    ORGANS,
    apart,
    one_doer,
    one_object,
    places_apart,
    same_thing,
)
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import twins_apart
from servanda.reasoning.wording import STEM

PLACES = frozenset({"in", "at", "by", "within", "before", "after", "during", "until", "since"})
# Deeds in which all who are named take part, whoever of them is told to do it.
JOINT = frozenset({"meet", "speak", "sign", "conclude", "exchange", "swap", "establish_relations"})
PEOPLE = ORGANS | {"#groups", "#org", "#leader", "#people"}
THINGS = frozenset({"#talks", "#text", "#border", "#crossing", "#road", "#relations", "#trade"})
BODIES = frozenset({"author", "counci", "commis", "assemb", "union", "league", "court", "bloc"})
PARTS = frozenset({"compass", "order", "level"})  # twins of names: a Northern League


def one_thing(case: Case, mine: Telling, other: Telling) -> bool:
    """Say whether two tellings are of one thing, by what they are or by their sorts."""
    if one_object(mine, other) is True:
        return True
    return any(_alike(case, mine, x, other, y) for x in mine.things for y in other.things)


def _alike(case: Case, mine: Telling, x: Thing, other: Telling, y: Thing) -> bool:
    """Say whether two things are of one group of the table of things and of no other names."""
    if not (x.head and y.head) or apart(x, y):
        return False
    one, two = (case.evidence.documents[t.document].text for t in (mine, other))
    return bool(
        {k for k in things(one[x.start : x.end]) if k[0] == "="}
        & {k for k in things(two[y.start : y.end]) if k[0] == "="}
    )


def _are_two(case: Case, mine: Telling, other: Telling) -> bool:
    """Say whether two doers are surely two: not where one is a body without a name ("the bloc"),
    nor where what is foretold of a thing is told of who deals with it ("the talks will resume")."""
    if _same_role(case, mine, other):
        return False
    for x in mine.doers:
        for y in other.doers:
            if _is_actor(x) != _is_actor(y) and not (x.names or x.ids) and x.sorts & THINGS:
                return False
            if any(_is_nameless_body(a) and _has_body(b) for a, b in ((x, y), (y, x))):
                return False
    return True


def _is_actor(x: Thing) -> bool:
    return bool(x.ids or x.sorts & PEOPLE or (x.names and not x.sorts))


def _is_nameless_body(x: Thing) -> bool:
    own = {n for n in x.names if n not in BODIES}
    return not own and not x.ids and bool(x.sorts & {"#org", "#commission"} or x.names & BODIES)


def _has_body(x: Thing) -> bool:
    return any(i.startswith("org:") for i in x.ids)


def _same_role(case: Case, mine: Telling, other: Telling) -> bool:
    """Say whether two doers are named by one role and alike, or are things of one kind: a premier
    and a prime minister; work on a bridge and its construction."""
    one, two = (case.evidence.documents[t.document].text for t in (mine, other))
    for x in mine.doers:
        for y in other.doers:
            first, second = one[x.start : x.end], two[y.start : y.end]
            roles = {r.name for r in roles_in(first)} & {r.name for r in roles_in(second)}
            if roles and (x.names & y.names or x.ids & y.ids):
                return True
            plain = not (x.ids or y.ids or x.sorts & PEOPLE or y.sorts & PEOPLE)
            if plain and mine.senses & ERGATIVE and things(first) & things(second):
                return True
    return False


def _of_record(keys: frozenset[str]) -> frozenset[str]:
    """Return the agreements among keys that are surely known: not new ones, nor candidates."""
    return frozenset(k for k in keys if k.startswith("instrument:") and ":candidate-" not in k)


def unfit(case: Case, mine: Telling, other: Telling) -> str:
    """Return why a telling is not of those and of the thing foretold, as far as it names them."""
    one, two = _of_record(mine.keys), _of_record(other.keys)
    if one and two and not one & two:
        return "agreement"
    if places_apart(mine, other):
        return "place"
    doer = one_doer(mine, other)
    if mine.senses and mine.senses <= JOINT:
        if not (other.doers or other.noun or (other.passive and other.lemma != "meet")):
            return "doer"  # "when its demands were met"
    elif doer is False and _are_two(case, mine, other):
        return "doer"
    if doer is None and mine.doers and not (other.passive or other.noun or other.doers):
        return "doer"
    if mine.doers and other.doers and not _same_role(case, mine, other) and any(
        x.sorts and y.sorts and not x.sorts & y.sorts for x in mine.doers for y in other.doers
    ):  # fmt: skip
        return "doer"  # the police of a state are not its army
    if any(apart(x, y) for x in mine.things for y in other.things):
        return "thing"
    if not _same_things(case, mine, other):
        return "thing"
    return "beside" if _beside_others(mine, other) else ""


def _same_things(case: Case, mine: Telling, other: Telling) -> bool:
    """Say whether all that is acted on is told to be, where anything is."""
    wanted = [x for x in mine.things if x.head or x.names]
    theirs = [y for y in (*other.things, *other.doers, *other.around) if y.head or y.names]
    acted = [y for y in other.things if y.head or y.names]
    return (
        not wanted
        or not acted
        or all(
            any(
                not _otherwise(x, y)
                and (
                    same_thing(x, y)
                    or (x.ids | x.names) & (y.ids | y.names)
                    or _alike(case, mine, x, other, y)
                )
                for y in theirs
            )
            for x in wanted
        )
    )


def _otherwise(x: Thing, y: Thing) -> bool:
    """Say whether two of one sort are of other things: "a ban on fish", "its ban on films"; a peace
    treaty and an agreement on postal rates; a Northern League and a Southern."""
    if x.words and y.words and not x.words & y.words and x.head == y.head:
        return True
    if twins_apart(x.names, y.names, PARTS):
        return True
    if "#text" not in x.sorts & y.sorts:
        return False
    one, two = _described(x), _described(y)
    return bool(one and two and not one & two)


def _described(x: Thing) -> frozenset[str]:
    """Return the stems of what a text is described by: its own words, names and topic."""
    topics = (w for i in x.ids if i.startswith("topic:") for w in i[6:].split("-"))
    names = (n for n in x.names if n not in words_of("generic"))
    own = frozenset(w[:STEM] for w in (*x.words, *names, *topics))
    return own | {x.head} if own else own


def _beside_others(mine: Telling, other: Telling) -> bool:
    """Say whether with one preposition two other things stand: "a ban on fish", "on films"."""
    for x in mine.around:
        near = [y for y in other.around if y.preposition == x.preposition and x.preposition]
        if not (x.head and near and all(y.head for y in near)) or x.preposition in PLACES:
            continue
        if not any(same_thing(x, y) for y in near):
            return True
    return False
