"""Figures: the numbers of a clause with what each counts, and what a line of a row has of them."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from servanda.model.spelt import ONES, TENS, count_of
from servanda.reasoning.check.alike import sense

State = Literal["same", "other", "silent"]
TIMES = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25, "decade": 3652.5}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SMALL = "|".join(sorted((*ONES[1:], *TENS), key=len, reverse=True))
SPELT = rf"(?:{SMALL})(?:-(?:{SMALL}))?"
NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:(?:a|{SPELT})\shundred"
    rf"(?:\sand)?(?:\s{SPELT})?|{SPELT}|an?(?=\s(?:hour|day|week|month|year|decade)\b)|"
    rf"(?:a\s)?half(?=\s(?:of|a)\b)|a\sthird(?=\sof)|a\squarter(?=\sof)))"
    rf"(?:\s(?P<scale>thousand|million|billion))?(?![\d.,]*\d)(?!\w)", re.IGNORECASE,
)  # fmt: skip
PARTS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0}
# A number after these tells where something stands, or is a day or a year.
PLACED = re.compile(
    r"\b(?:articles?|art|paragraphs?|points?|clauses?|sections?|chapters?|annex(?:es)?|"
    r"protocol|protocols|no|number|resolutions?|stage|phase|part|item|appendix|stanag|rule)\.?\s$|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s$", re.IGNORECASE)  # fmt: skip
MONTH = re.compile(
    r"\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b")  # fmt: skip
YEARLY = re.compile(r"\b(?:in|of|since|until|till|by|from|before|after|early|late|mid|and|to|"
                    r"spring|summer|autumn|winter|the)[\s-]$", re.I)  # fmt: skip
# "Six months later" tells when, and is no term.
PASSED = re.compile(
    r"\s+(?:later|earlier|ago|on\b|before|had passed|after(?!\s+(?:\w+\s+){0,2}(?:sign|entry|"
    r"ratif|notice|deposit|its|which|that)))", re.I)  # fmt: skip
MORE = re.compile(r"\b(?:more than|over|at least|no fewer than|no less than|not less than|above|"
                  r"beyond)\s$", re.I)  # fmt: skip
LESS = re.compile(r"\b(?:less than|fewer than|under|at most|up to|no more than|not more than|"
                  r"below)\s$", re.I)  # fmt: skip
ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|close to|"
                   r"well over|an estimated)\s(?:a\s)?$", re.I)  # fmt: skip
UNIT = re.compile(r"[\s-](?:(?:of|per|more|other)\s)?((?:[^\W\d_][\w’'-]*[\s]?){1,4})")
STOPS = re.compile(r"\b(?:and|or|of|in|on|at|to|from|by|for|with|who|that|which|is|are|was|were|"
                   r"has|have|had|after|before|until|while|as|under|than|"
                   r"the|a|an)\b", re.I)  # fmt: skip
PERCENT = re.compile(r"\s?(?:%|per cent\b|percent\b)")
LARGE = 1000  # from which a number without a noun is told apart from others
SLACK, ROUGHLY = 0.03, 0.12
# What is counted alike: seats have members, those who sign are states and parties.
KIN = (("seats", "seat", "membe", "deput"),
       ("state", "count", "parti", "party", "signa", "natio", "membe"),
       ("point", "guide", "princ"), ("men", "troop", "soldi", "servi", "perso", "fight", "peace"),
       ("vesse", "ship", "ships", "boats"), ("missi", "launc"))  # fmt: skip


class Figure(Struct, frozen=True):
    """A number: the range it leaves open, what it counts (`days`, `%` or stems), and its place."""

    low: float
    high: float
    sort: str
    unit: frozenset[str]
    start: int
    end: int

    def meets(self, other: "Figure") -> bool:
        """Say whether both may be one number."""
        if self.high == other.high == float("inf"):
            return abs(self.low - other.low) <= SLACK * max(self.low, other.low)
        if self.low == other.low == 0:
            return abs(self.high - other.high) <= SLACK * max(self.high, other.high)
        slack = SLACK * max(abs(self.low), abs(other.low))
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def open(self) -> bool:
        """Say whether it leaves one side open: "at most", "more than"."""
        return self.low == 0 or self.high == float("inf")

    @property
    def bound(self) -> float:
        """Return the number told."""
        return self.high if self.low == 0 else self.low

    def alike(self, other: "Figure") -> bool:
        """Say whether both count the same thing."""
        if self.sort != other.sort:
            return False
        large = not (self.unit and other.unit) and min(self.low, other.low) >= LARGE
        return self.sort != "" or large or bool(self.unit & other.unit)


def figures(text: str, *, passed: bool = False) -> tuple[Figure, ...]:
    """Return the numbers that count something in a text: no days, years and numbers of articles.

    Of times that only tell how long ago or later something was, those too where `passed` is asked.
    """
    return tuple(_figures(text, passed=passed))


def _figures(text: str, *, passed: bool) -> Iterator[Figure]:
    length = 0.0  # of the unit of time told last, for "ten years, once extendable by five"
    for m in NUMBER.finditer(text):
        before = text[max(0, m.start() - 24) : m.start()]
        value = _value(m)
        if value is None or PLACED.search(before) or MONTH.match(text, m.end()):
            continue
        digits = m["n"].isdigit()
        low, high = _ranged(value, before)
        if PERCENT.match(text, m.end()) or m["n"].lower().split()[-1] in PARTS:
            yield Figure(low, high, "%", frozenset(), m.start(), m.end())
            continue
        after = UNIT.match(text, m.end())
        words = STOPS.split(after[1])[0].split() if after else []
        time = next((w.rstrip("’'") for w in words[:2] if _time(w)), "")
        if time:
            length = TIMES[_time(time)]
            end = text.find(time, m.end()) + len(time)
            later = PASSED.match(text, end) is not None and not passed
            if not later and text[m.start() - 4 : m.start()] != "the ":
                yield Figure(low * length, high * length, "days", frozenset(), m.start(), end)
            continue
        year = digits and len(m["n"]) == 4 and 1500 <= value <= 2100
        if year and (YEARLY.search(before) or not words):
            continue
        if not words and value >= LARGE:
            yield Figure(low, high, "", frozenset(), m.start(), m.end())
        if not words or (length and len(words) == 1 and words[0].lower() in MORE_OF):
            if length and value < LARGE:
                yield Figure(low * length, high * length, "days", frozenset(), m.start(), m.end())
            continue
        if value == 1:
            continue  # "one" is said of any
        unit = frozenset(w[:5].lower() for w in words)
        if "squar" in unit:
            unit = frozenset(("square",))
        kin = frozenset(f"#{n}" for n, group in enumerate(KIN) if unit & set(group))
        if kin or unit:
            yield Figure(low, high, "", unit - NO_UNIT | kin, m.start(), m.end())


MORE_OF = ("more", "further", "again", "longer", "others")  # of what was counted last
NO_UNIT = frozenset(("other", "more", "sides", "two", "major", "main", "large", "bigge", "new"))


def _time(word: str) -> str:
    low = word.lower().rstrip("’'").removesuffix("'s").removesuffix("’s").removesuffix("s")
    return low if low in TIMES else ""


def _value(m: re.Match[str]) -> float | None:
    word = m["n"].lower()
    last = word.split()[-1]
    if last in PARTS:
        return PARTS[last]
    if word[0].isdigit():
        number: float | None = float(word.replace(",", ""))
    elif "hundred" in word:
        first, _, rest = word.partition(" hundred")
        tail = rest.removeprefix(" and").strip()
        number = 100 * (count_of(first) or 1) + (count_of(tail) or 0 if tail else 0)
    else:
        number = count_of(word)
    if number is None:
        return None
    return number * SCALES.get((m["scale"] or "").lower(), 1)


def _ranged(value: float, before: str) -> tuple[float, float]:
    if MORE.search(before):
        return value, float("inf")
    if LESS.search(before):
        return 0.0, value
    if ABOUT.search(before):
        return value * (1 - ROUGHLY), value * (1 + ROUGHLY)
    return value, value


def state_of(told: Figure, words: str, known: tuple[Figure, ...], text: str) -> State:
    """Return what a line has of a number told: the same, another of the same thing, or nothing.

    Where a line counts several things in one unit, the number nearest to the words that the
    clause has around its own is the one meant; of several as near it is left open.
    """
    alike = [k for k in known if told.alike(k)]
    if any(told.meets(k) and (told.open == k.open or told.bound == k.bound) for k in alike):
        return "same"
    if any(told.meets(k) for k in alike):
        return "silent"
    if not alike:
        return "silent"
    if len({k.bound for k in alike}) == 1:
        return "other"
    around = sense(words)
    ranked = sorted(((len(around & sense(_near(text, k))), i) for i, k in enumerate(alike)),
                    reverse=True)  # fmt: skip
    return "other" if ranked[0][0] > ranked[1][0] else "silent"


def _near(text: str, figure: Figure) -> str:
    """Return the words that stand about a number, up to the next mark on each side."""
    left = max(text.rfind(mark, 0, figure.start) for mark in ",;:.") + 1
    ends = [i for mark in ",;:." if (i := text.find(mark, figure.end)) >= 0]
    return text[left : min(ends, default=len(text))]
