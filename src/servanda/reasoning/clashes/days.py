"""Clashes of tellings in days and numbers: one deed of two days, one thing counted twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.model import Finding
from servanda.reasoning.clashes import alike
from servanda.reasoning.clashes.deeds import SURE, done, of_one_matter, place_of
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import (
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
NEAR = 31  # days between two days of one deed of which one is a slip
# What is done once to one thing: told of two days, one of them is wrong.
ONCE = frozenset({"sign", "conclude", "ratify", "adopt", "join", "leave", "lapse", "enter",
                  "establish", "dissolve", "resign", "appoint", "complete", "recognise", "capture",
                  "sink", "die", "open", "close", "destroy", "end", "disband", "expel", "free",
                  "establish_relations", "break_relations", "withdraw", "seize_power", "impose",
                  "lift", "suspend", "begin", "kill", "convict", "acquit"})  # fmt: skip


def days(case: "Case") -> Iterator[Finding]:
    """Yield a deed done once that is told of two days."""
    index = case.tellings_of_deeds
    seen: set[tuple[int, int]] = set()
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
            if not initialled and _definite(case, a, b) and _one_deed(a, b):
                yield between(
                    case, "chronology", "chronology/deed-of-two-days", place_of(a), place_of(b),
                    explanation="what is done once is told of two days",
                    dissolved_by="the two are of different deeds, or one date is a slip",
                )  # fmt: skip


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


def _tight(t: Telling) -> bool:
    w = t.when
    return bool(w and w.first and w.last and (w.last - w.first).days <= MONTH and not w.before
                and not w.since)  # fmt: skip


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
