"""Clashes of tellings: a duty with a least or greatest number, and a number told beyond it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Finding
from servanda.reasoning.clashes.deeds import of_one_matter, place_of
from servanda.reasoning.clashes.duties import binding
from servanda.reasoning.clashes.pair import between
from servanda.reasoning.tellings.match import named, one_doer, one_object, one_sense
from servanda.reasoning.tellings.numbers import Number, numbers_in
from servanda.reasoning.tellings.telling import Telling

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

LEAST = re.compile(r"\b(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|"
                   r"minimum|no smaller than)\s(?:\w+\s)?$", re.IGNORECASE)  # fmt: skip
MOST = re.compile(r"\b(?:at most|no more than|not more than|up to|a maximum of|not exceed(?:ing)?|"
                  r"exceed|no larger than|limited to|below|within|cut \w+ [^.;]{0,40}? to|"
                  r"reduc\w+ [^.;]{0,40}? to)\s(?:\w+\s)?$", re.IGNORECASE)  # fmt: skip
UNDER = re.compile(r"\b(?:below|under|less than|fewer than|short of)\s(?:\w+\s)?$", re.IGNORECASE)
OVER = re.compile(r"\b(?:above|over|more than|beyond)\s(?:\w+\s)?$", re.IGNORECASE)
REPLACED = re.compile(r"\b(?:not|never|no longer|instead of|rather than|than the)\b", re.IGNORECASE)
LITTLE = re.compile(r"\b(?:only|just|merely|barely|hardly|no more than|below|under|less than|"
                    r"fewer than|short of|a mere)\b", re.IGNORECASE)  # fmt: skip
REACH = 90  # characters after a verb within which its number may stand in a clause below it
FEW = 40  # numbers of one unit in a set of documents beyond which the unit tells nothing


class Limit(Struct, frozen=True):
    """A number of a duty: the telling that binds, the number, and which side of it is kept."""

    norm: Telling
    number: Number
    side: str


def breach(case: "Case") -> Iterator[Finding]:
    """Yield a duty with a least or greatest number beside a number told beyond it."""
    told: dict[str, list[tuple[Telling, Number]]] = defaultdict(list)
    limits: list[Limit] = []
    for t in case.tellings_of_deeds.every:
        if t.mood != "fact" or t.noun:
            continue
        text = case.pages[t.document].text
        for number in numbers_in(text, t.start, min(max(t.end, t.head + REACH), t.sentence[1])):
            if not number.unit or number.unit == "days":
                continue
            before = text[max(t.sentence[0], number.start - 60) : number.start]
            if t.force == "must" and binding(case, t):
                limits.append(Limit(t, number, _side(before)))
            elif (t.told and not t.negated and not t.treaty and number.start < t.end
                  and not REPLACED.search(before)):  # fmt: skip
                told[number.unit].append((t, _stated(before, number)))
    for limit in limits:
        found = told.get(limit.number.unit, [])
        for deed, number in found if len(found) <= FEW else ():
            if _beyond(case, limit, deed, number) and _of_it(case, limit, deed, number):
                yield between(
                    case, "breach", "breach/beyond-limit", place_of(limit.norm), place_of(deed),
                    explanation="a duty to stay within a number; by the other telling it was more"
                    if limit.side == "most" else
                    "a duty to do so much at least; by the other telling it was less",
                    dissolved_by="the two count different things, or at different times",
                )  # fmt: skip


def _side(before: str) -> str:
    """Return which side of a number is kept: least, most, or neither where it is owed as it is."""
    return "least" if LEAST.search(before) else "most" if MOST.search(before) else ""


def _stated(before: str, number: Number) -> Number:
    """Return a number as told: "below 300" leaves out 300 itself."""
    if UNDER.search(before):
        return _with(number, number.low, number.high - 1)
    if OVER.search(before):
        return _with(number, number.low + 1, number.high)
    return number


def _with(n: Number, low: float, high: float) -> Number:
    return replace(n, low=low, high=high)


def _beyond(case: "Case", limit: Limit, deed: Telling, told: Number) -> bool:
    """Say whether a number is on the wrong side of a limit, and counts what it counts.

    Less than what is owed as it is counts where it is told to be too little: "only".
    """
    one = limit.number
    if not (one.row <= told.row or told.row <= one.row):
        return False
    if limit.side == "most":
        return told.low > one.high
    text = case.pages[deed.document].text[deed.sentence[0] : told.end]
    low = one.low if one.low > 0 else one.high
    return told.high < low and (limit.side == "least" or bool(LITTLE.search(text)))


def _of_it(case: "Case", limit: Limit, deed: Telling, told: Number) -> bool:
    """Say whether a number is told of what a duty is of: of its bearer, or of its place."""
    norm = limit.norm
    if (norm.document, norm.sentence) == (deed.document, deed.sentence):
        return False
    if not of_one_matter(case, norm, deed) or _older(case, norm, deed):
        return False
    same = one_sense(norm, deed) and one_object(norm, deed) is not False
    if same and one_doer(norm, deed):
        return True
    exact = len(limit.number.row) > 1 and limit.number.row == told.row
    return exact and bool(_names(case, norm) & _names(case, deed))


def _older(case: "Case", norm: Telling, deed: Telling) -> bool:
    """Say whether what is told was over before the day on which the duty was agreed on."""
    days = [t.when.first for t in case.tellings_of_deeds.of(norm.document)
            if t.sentence == norm.sentence and t.when is not None and t.when.first]  # fmt: skip
    last = deed.when.last if deed.when else None
    return bool(days and last and last < min(days))


def _names(case: "Case", t: Telling) -> frozenset[str]:
    """Return the names of the sentence of a telling."""
    out = frozenset[str]()
    for other in case.tellings_of_deeds.of(t.document):
        if other.sentence == t.sentence:
            out |= named(other).union(*(d.names for d in other.doers))
    return frozenset(n for n in out if ":" not in n)
