"""attribution of deeds: one deed, told of two doers of whom not both can have done it.

A deed that one does alone (closes an office, founds a fund, chairs a board) counts, and any deed
that a telling says was one's and nobody else's: "it was Karuna that asked", "closed by its own
staff". The two doers must be known, and neither may be a part of the other or act for it.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import (
    EMPTY_VERBS,
    NO_DEEDS,
    done,
    of_one_matter,
    place_of,
    written_near,
)
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import (
    ACTORS,
    named,
    names_left,
    one_object,
    one_of_senses,
    one_sense,
    places_apart,
    same_who,
)
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import EMPTY
from servanda.reasoning.wording import STEM

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

ALONE = frozenset({"close", "open", "destroy", "build", "establish", "kill", "lead", "propose",
                   "publish", "sink", "begin", "cancel", "host", "mediate", "appoint", "elect",
                   "invite", "impose", "lift", "stage", "capture", "convene", "expel", "dismiss",
                   "draft", "draw_up"})  # fmt: skip
# "It was Karuna that asked for it"
CLEFT = re.compile(
    r"\b(?:[Ii]t|[Tt]hat) (?:was|is|had been|has been)\s(?:in fact\s|not\s\S+\sbut\s|in truth\s)?"
    r"(?P<who>[^,;.:]{2,60}?),?\s(?:and\s(?:no\sone|nobody)\selse,\s)?(?:that|who|which)\s(?:\w+\s)?$"
)
# "closed by its own staff", "the minister himself", "Aldor alone"
OWN = re.compile(
    r"\b(?:own|himself|herself|itself|themselves|alone|and (?:no ?body|no one|no other) else|"
    r"not by|and not)\b", re.IGNORECASE,
)  # fmt: skip
OURS = re.compile(r"\b(?:our|ours|we|I)\b", re.IGNORECASE)
BLAME = re.compile(r"\b(?:accus|blam|complain|reproach|condemn|denounc|protest)\w*", re.IGNORECASE)
FOR = frozenset({"for", "on behalf of"})
# Who is anybody: two of them need not be two.
ANYONE = frozenset({"man", "peopl", "perso", "side", "party", "other", "membe", "group", "state",
                    "count", "natio", "gover", "autho", "offic", "leade", "delegs",
                    "someo", "sourc", "repre"})  # fmt: skip


def find(case: "Case") -> Iterator[Finding]:
    """Yield one deed told of two doers."""
    index = case.tellings_of_deeds
    seen: set[frozenset[int]] = set()
    for bare in index.every:
        if bare.noun or not done(bare) or bare.senses <= EMPTY_VERBS:
            continue
        a = _asked(_cleft(case, bare) or bare)
        only = _only(case, bare)
        if not (only or a.senses & ALONE or _on_behalf(a)):
            continue
        for other in index.alike(bare):
            if other.noun or not done(other) or not one_sense(bare, other):
                continue
            key = frozenset((id(bare), id(other)))
            if key in seen or not of_one_matter(case, bare, other):
                continue
            b = _asked(_cleft(case, other) or other)
            if _two(case, a, b, only or _only(case, other)):
                seen.add(key)
                yield between(
                    case, "attribution", "attribution/two-doers", place_of(bare), place_of(other),
                    explanation="one deed is told of two doers",
                    dissolved_by="the two are of different deeds, or one did it for the other",
                )  # fmt: skip


def _two(case: "Case", a: Telling, b: Telling, only: bool) -> bool:
    """Say whether two tellings are of one deed and of two doers, of whom only one did it."""
    if a.document == b.document and a.voice == b.voice:
        return False
    if any(OURS.search(case.pages[t.document].text[d.start : d.end]) for t in (a, b)
           for d in t.doers):  # fmt: skip
        return False  # who owns up to what he blames on others: a reversal
    if any(BLAME.search(case.pages[t.document].text, *t.sentence) for t in (a, b)):
        return False  # told as a blame, and held against the deeds of who blames
    if not _apart(a, b, only) or not _one_day(a, b):
        return False
    if a.keys and b.keys and not a.keys & b.keys:
        return False
    things = one_object(a, b) or _named_by_deed(case, a, b) or _alike(a, b)
    if _on_behalf(a) & _on_behalf(b):
        return things is not False
    if places_apart(a, b) or (names_left(a, b) and not only):
        return False
    senses = one_of_senses(a, b) - EMPTY_VERBS
    if things is False or not senses:
        return False
    if any(x.number is not None for t in (a, b) for x in t.things):
        return False  # some closed two posts, others three
    shared = named(a) & named(b)
    words = frozenset().union(*(x.words for x in a.things)) & (
        frozenset().union(*(x.words for x in b.things))
    )
    if only:
        return bool(things) and (
            bool(shared or words) or _definite(case, a) or not senses <= NO_DEEDS
        )
    if not senses & ALONE or not things or not _definite(case, a) or not _definite(case, b):
        return False
    return bool(shared or words) or (_tight(a) and _tight(b))


def _alike(a: Telling, b: Telling) -> bool | None:
    """Say whether what is acted on goes by one word; None where nothing is known against it."""
    one, other = ({x.head for x in t.things} - {""} for t in (a, b))
    return True if one & other else one_object(a, b)


def _named_by_deed(case: "Case", a: Telling, b: Telling) -> bool:
    """Say whether the one names as a thing what the other tells as a deed.

    "Asked Lurien to mediate", "the mediation was requested".
    """
    for t, o in ((a, b), (b, a)):
        led = {x.lemma[:STEM] for x in case.tellings_of_deeds.of(t.document)
               if x.sentence == t.sentence and x.head > t.head and not x.noun}  # fmt: skip
        if led & {x.head for x in o.things}:
            return True
    return False


def _tight(t: Telling) -> bool:
    return t.when is not None and t.when.tight


def _definite(case: "Case", t: Telling) -> bool:
    """Say whether what is acted on is one known thing: "the offices", and not "offices"."""
    return all(
        a.name or a.determiner in ("the", "this", "that", "its", "their", "his", "her", "our")
        for a in case.evidence.predications[t.document][t.n].done_to()
    ) and bool(t.things)  # fmt: skip


def _one_day(a: Telling, b: Telling) -> bool:
    if a.when is not None and b.when is not None:
        return not a.when.apart(b.when)
    return True if a.when is not None or b.when is not None else written_near(a, b)


def _apart(a: Telling, b: Telling, only: bool) -> bool:
    """Say whether all doers of two tellings are known, and none of the one is one of the other.

    Where it was one and nobody else, two offices are two: the chancellor, the foreign minister.
    """
    if not a.doers or not b.doers:
        return False
    if not all(_known(d) for t in (a, b) for d in t.doers):
        return False
    return all(
        (same_who(x, y) is False or (only and _offices(x, y))) and not _acts_for(x, y)
        for x in a.doers for y in b.doers
    )  # fmt: skip


def _offices(x: Thing, y: Thing) -> bool:
    """Say whether two without a name are two offices."""
    return not (x.names or y.names) and bool(x.head and y.head) and x.head != y.head


def _known(d: Thing) -> bool:
    """Say whether it is told who a doer is, by a name or by a word that not anybody goes by."""
    if d.every or d.none or d.bare:
        return False
    return bool(d.names or _ids(d)) or (bool(d.head) and d.head not in ANYONE)


def _ids(d: Thing) -> frozenset[str]:
    return frozenset(i for i in d.ids if i.startswith(ACTORS))


def _acts_for(one: Thing, other: Thing) -> bool:
    """Say whether one may act for the other: they share an id, a name, or its words name it."""
    return bool(_ids(one) & _ids(other) or one.names & other.names) or (
        one.head in other.words or other.head in one.words
    )


def _on_behalf(t: Telling) -> frozenset[str]:
    """Return for whom it is done: "signed for the United States"."""
    if not t.senses & {"sign", "conclude", "speak", "=vote"}:
        return EMPTY
    return frozenset().union(
        *(frozenset(i for i in x.ids if i.startswith(("state:", "polity:"))) | x.names
          for x in t.around if x.preposition in FOR)
    )  # fmt: skip


def _only(case: "Case", t: Telling) -> bool:
    """Say whether a telling says that one did it and nobody else."""
    text = case.pages[t.document].text
    if CLEFT.search(text[max(t.sentence[0], t.start - 80) : t.head]):
        return True
    return any(OWN.search(text[d.start : d.end]) for d in t.doers)


def _asked(t: Telling) -> Telling:
    """Return a telling with its object, where that is asked for or a part of its verb.

    "Asked for the inquiry", "wrote the letter".
    """
    if t.things:
        return t
    leading = ("", "for") if "ask" in t.senses else ("",)
    return replace(t, things=tuple(x for x in t.around if x.preposition in leading and not (
        x.timed or x.bare
    )))  # fmt: skip


def _cleft(case: "Case", t: Telling) -> Telling | None:
    """Return a telling with its doer, where "that" stands for who was named before it."""
    if t.doers and not all(d.bare for d in t.doers):
        return None
    text = case.pages[t.document].text
    begin = max(t.sentence[0], t.start - 80)
    m = CLEFT.search(text[begin : t.head])
    if m is None:
        return None
    first, last = begin + m.start("who"), begin + m.end("who")
    for o in case.tellings_of_deeds.of(t.document):
        if o.sentence == t.sentence and o.lemma == "be":
            who = tuple(x for x in (*o.around, *o.things, *o.doers)
                        if first <= x.start and x.end <= last + 1)  # fmt: skip
            if who:
                return replace(t, doers=who[:1])
    return None
