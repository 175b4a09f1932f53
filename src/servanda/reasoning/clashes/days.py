"""Clashes of tellings in days and numbers: one deed of two days, one thing counted twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.deeds import SURE, done, of_one_matter, place_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import (
    LANDS,
    TEXTS,
    named,
    names_left,
    one_doer,
    one_object,
    one_sense,
    same_deed,
)
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

ONE_SORT = frozenset({"#troops", "#prisoners", "#dead", "#refugees"})  # words for one thing
UNITS = frozenset({"tank", "briga", "batta", "compa", "regim", "plato", "garri", "army", "band",
                   "group", "conti", "unit", "colum", "corps", "force"})  # fmt: skip
MONTH = 31  # days
YEARS = 800  # days
OF_TEXTS = frozenset({"sign", "conclude", "enter"})  # what is done to a text on one day only
PASSED = OF_TEXTS | {"ratify", "adopt"}
NEAR = 31  # days between two days of one deed of which one is a slip
SEASON = 92  # days from which two texts of no common name are two
# What is done once to one thing: told of two days, one of them is wrong.
ONCE = frozenset({"sign", "conclude", "ratify", "adopt", "join", "leave", "lapse", "enter",
                  "establish", "dissolve", "resign", "appoint", "complete", "recognise", "capture",
                  "sink", "die", "open", "close", "destroy", "end", "disband", "expel", "free",
                  "establish_relations", "break_relations", "withdraw", "seize_power", "impose",
                  "lift", "suspend", "begin", "kill", "convict", "acquit", "swap", "exchange",
                  "build"})  # fmt: skip


def days(case: "Case") -> Iterator[Finding]:
    """Yield a deed done once that is told of two days."""
    index = case.tellings_of_deeds
    seen: set[tuple[int, int]] = set()
    slips: list[tuple[Telling, Telling]] = []
    for a in index.every:
        if not (done(a) and a.when and _once(case, a)):
            continue
        for b in index.alike(a):
            if (id(b), id(a)) in seen or not (done(b) and b.when and a.when.apart(b.when)):
                continue
            seen.add((id(a), id(b)))
            if not of_one_matter(case, a, b) or not _once(case, a) & _once(case, b):
                continue
            initialled = (a.lemma == "initial") != (b.lemma == "initial")
            if initialled or not _definite(case, a, b) or _of_two_texts(a, b):
                continue
            if _one_deed(a, b):
                yield _two_days(case, a, b)
            elif _slip(case, a, b):
                slips.append((a, b))
    for a, b in slips:
        if not any(_nearer(pair, (a, b)) for pair in slips):
            yield _two_days(case, a, b)


def _two_days(case: "Case", a: Telling, b: Telling) -> Finding:
    return between(
        case, "chronology", "chronology/deed-of-two-days", place_of(a), place_of(b),
        explanation="what is done once is told of two days",
        dissolved_by="the two are of different deeds, or one date is a slip",
    )  # fmt: skip


def _nearer(one: tuple[Telling, Telling], other: tuple[Telling, Telling]) -> bool:
    """Say whether of two pairs that share a telling without a doer the first is of nearer days.

    Sanctions that two bodies imposed have two days; "were imposed on 17 January" is of one of them.
    """
    shared = [t for t in one if any(t is x for x in other) and not t.doers]
    return bool(shared) and _distance(*one) < _distance(*other)


def _distance(a: Telling, b: Telling) -> int:
    x, y = a.when, b.when
    if not (x and y and x.first and y.first):
        return 0
    if x.year and y.year and x.last and y.last:
        early, late = sorted((x, y), key=lambda w: w.first or date.min)
        return (late.first - early.last).days if late.first and early.last else 0
    return abs(x.first.timetuple().tm_yday - y.first.timetuple().tm_yday)


def _definite(case: "Case", *tellings: Telling) -> bool:
    """Say whether what tellings are of is a known thing: "a treaty" may be any other."""
    return not any(
        a.determiner in ("a", "an", "another", "any") and not a.name
        for t in tellings for a in case.evidence.predications[t.document][t.n].done_to()
    )  # fmt: skip


def _once(case: "Case", t: Telling) -> frozenset[str]:
    """Return the senses in which a dated telling is of what is done once: also the last meeting."""
    text = case.pages[t.document].text[t.start : t.end]
    order = ORDER.search(text)
    if order:
        return frozenset(f"{order[1].lower()} {s}" for s in t.senses)
    return t.senses & ONCE if _tight(t) else frozenset()


ORDER = re.compile(
    r"\b(last|latest|first)\s(?!(?:\w+\s)?(?:day|week|month|year|night|spring|summer|autumn|winter|"
    r"(?-i:[A-Z])|\d))", re.IGNORECASE,
)  # fmt: skip


# Of these a country or a body does one at a time; a ship leaves and a gate opens every day.
SOLEMN = frozenset({"sign", "conclude", "ratify", "adopt", "enter", "establish", "dissolve",
                    "resign", "appoint", "impose", "lift", "seize_power", "suspend", "end",
                    "convict", "acquit", "recognise", "establish_relations",
                    "break_relations"})  # fmt: skip


def _one_deed(a: Telling, b: Telling) -> bool:
    """Say whether two tellings are surely of one deed: the same doer and thing, a name in both."""
    if not one_object(a, b) or not one_sense(a, b):
        return False
    by_name = any(x.ids & y.ids or x.names & y.names for x in a.doers for y in b.doers)
    if not (by_name or (a.senses & b.senses & SOLEMN)):
        return False
    doer = one_doer(a, b)
    near = a.when and b.when and a.when.first and b.when.first and (
        abs((a.when.first - b.when.first).days) <= NEAR
    )  # fmt: skip
    if doer is None and near and bool(named(a) & named(b)):
        return same_deed(a, b) >= SURE - 1
    return same_deed(a, b) > SURE and (bool(named(a) & named(b)) or bool(doer))


def _of_two_texts(a: Telling, b: Telling) -> bool:
    """Say whether what was signed or passed long apart has no name in common: two laws."""
    x, y = a.when, b.when
    if not (a.senses & b.senses & PASSED and x and y and x.first and y.first):
        return False
    if abs((x.first - y.first).days) <= SEASON:
        return False
    return not any(x.names & y.names or x.ids & y.ids for x in a.things for y in b.things)


def _slip(case: "Case", a: Telling, b: Telling) -> bool:
    """Say whether two tellings are likely of one deed, and their days those of a slip.

    What they are of has the same main word, neither names what the other does not, and the days
    are near to each other, or alike but for the year or the month.
    """
    if a.document == b.document and a.voice == b.voice:
        return False  # one teller who tells of two days mostly tells of two deeds
    if same_deed(a, b) == 0 or names_left(a, b) or not one_sense(a, b):
        return False
    if ORDER.search(_words(case, a)):
        return _heads(a) == _heads(b) != set()
    if not a.senses & b.senses & ONCE or not _near(a, b) or _strangers(a, b):
        return False
    if not a.senses & b.senses & SOLEMN:  # a gate opens every day
        named_alike = bool(named(a) & named(b)) or one_doer(a, b) is True
        return bool(a.things and b.things) and named_alike and one_object(a, b) is True
    if a.things and b.things:
        text = _distance(a, b) <= NEAR and bool(a.senses & b.senses & OF_TEXTS)
        same = one_object(a, b) is True or (text and bool(_heads(a) & _heads(b)))
        return same and _same_names(a, b)
    if a.senses & b.senses & {"enter"} and _heads(a) == _heads(b) != set():
        return True  # "the treaties came into force"
    bare = all(x.sorts & LANDS or not x.head for x in (*a.things, *b.things))
    return bare and one_doer(a, b) is True


def _strangers(a: Telling, b: Telling) -> bool:
    """Say whether only one of two tellings names a doer, and the other names none but others."""
    if bool(a.doers) == bool(b.doers):
        return False
    doers = (a if a.doers else b).doers
    there = frozenset().union(*(x.names for x in (b if a.doers else a).things))
    known = frozenset().union(*(d.names | d.ids for d in doers))
    return bool(known and there) and not known & there


def _same_names(a: Telling, b: Telling) -> bool:
    """Say whether all that one of two tellings names of its object is named by the other."""
    one, other = (frozenset().union(*(x.names for x in t.things)) for t in (a, b))
    return one <= other or other <= one


def _heads(t: Telling) -> set[str]:
    """Return the main words of who meets or of what is done last."""
    return {x.head for x in (t.things or t.doers)} - {""}


def _words(case: "Case", t: Telling) -> str:
    return case.pages[t.document].text[t.start : t.end]


def _near(a: Telling, b: Telling) -> bool:
    """Say whether two days are a month apart at most, or alike but for the year or the month."""
    x, y = a.when, b.when
    if not (x and y and x.first and y.first and x.last and y.last):
        return False
    once = a.senses & b.senses & OF_TEXTS and any(d.sorts & TEXTS for d in (*a.things, *a.doers))
    once = once or a.senses & b.senses & FOUNDING - OF_TEXTS
    if _distance(a, b) <= (
        YEARS if once else NEAR
    ):  # of a day without a year the year was worked out
        return True
    if not (x.year and y.year):
        return False
    days = x.first == x.last and y.first == y.last
    month = x.first.month == y.first.month and abs(x.first.year - y.first.year) == 1
    return month or (days and x.first.day == y.first.day and x.first.year == y.first.year)


def _tight(t: Telling) -> bool:
    """Say whether a telling is dated to the month; to the year, where it is of what founds."""
    w = t.when
    most = YEAR if t.senses & FOUNDING else MONTH
    return bool(w and w.first and w.last and (w.last - w.first).days <= most and not w.before
                and (not w.since or w.first == w.last))  # fmt: skip


YEAR = 366  # days
FOUNDING = frozenset({"establish", "sign", "conclude", "enter", "dissolve", "adopt", "build",
                      "recognise", "join", "complete", "die", "ratify", "establish_relations",
                      "break_relations"})  # fmt: skip


# Words by which a number is added to another, and is no whole.
MORE = re.compile(
    r"\b(?:further|additional|another|extra|more|other|new|remaining)\b", re.IGNORECASE
)


def numbers(case: "Case") -> Iterator[Finding]:
    """Yield a deed told with two numbers of what it is done to or by."""
    groups: dict[tuple[str, str], list[tuple[Telling, Thing]]] = defaultdict(list)
    for t in case.tellings_of_deeds.every:
        past = t.tense != "present" or "present" in t.senses
        if (done(t) and past) or (t.force == "must" and t.mood == "fact"):
            for x in (*t.things, *t.doers):
                if x.number is not None and x.head and not MORE.search(
                    case.pages[t.document].text, x.start, x.end
                ):  # fmt: skip
                    for sense in t.senses:
                        for key in (x.sorts & ONE_SORT if x.head not in UNITS else ()) or [x.head]:
                            groups[sense, key].append((t, x))
    for some in groups.values():
        for (a, x), (b, y) in combinations(some[: alike.COMMON], 2):
            if a.force != b.force or (a.document == b.document and a.voice == b.voice):
                continue
            if x.number is None or y.number is None or not x.number.apart(y.number):
                continue
            told = of_one_matter(case, a, b) and one_doer(a, b) is not False and _one_day(a, b)
            if told and not names_left(a, b) and (named(a) & named(b) or one_doer(a, b)):
                yield between(
                    case, "quantity", "quantity/deed-of-two-numbers", place_of(a), place_of(b),
                    explanation="one thing is counted twice, with two numbers",
                    dissolved_by="the two count different things, or at different times, or one is "
                    "a slip",
                )  # fmt: skip


def _one_day(a: Telling, b: Telling) -> bool:
    if a.when is not None and b.when is not None:
        return not a.when.apart(b.when)
    return a.when is None and b.when is None
