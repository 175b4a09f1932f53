"""Numbers of plain sentences as ranges: "about 24,000 fighters", "more than 500", "none"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.model.spelt import ONES, TENS, count_of
from servanda.reasoning.tellings.lexis import things

FOUND = re.compile(
    r"(?<![\w.,€$£-])(?P<n>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?|half a(?=\sdozen)|"
    r"[a-z]+(?:-[a-z]+)?)(?P<scale>(?:\s(?:hundred|thousand|million|billion|dozen|score)){1,2})?"
    rf"(?P<more>(?<=hundred)\sand\s(?:{'|'.join((*ONES[1:], *TENS))})(?:-[a-z]+)?)?"
    r"(?![\w%-])(?!\.\d)", re.IGNORECASE,
)  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12,
          "score": 20}  # fmt: skip
MORE = re.compile(
    r"\b(?:(?<!no )(?<!not )more than|over|at least|upwards of|no fewer than|not less than|"
    r"no less than|not fewer than|a minimum of|above)\s$",
    re.IGNORECASE,
)
LESS = re.compile(r"\b(?:(?<!no )(?<!not )(?:less|fewer) than|under|at most|up to|no more than|"
                  r"not more than|"
                  r"within|below)\s$", re.I)  # fmt: skip
ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|perhaps|"
                   r"well over|an estimated)\s(?:a\s)?$", re.I)  # fmt: skip
BETWEEN = re.compile(
    r"(?:\bbetween\s(?=\S+\sand\s)|(?<![\w.,])(?=\S+\sto\s|\S+\s?[–-]\s?$))"
    r"(\d[\d,]*|[a-z]+)(?:\s(?:and|to)\s|\s?[–-]\s?)$", re.IGNORECASE,
)  # fmt: skip
LOCATOR = re.compile(
    r"\b(?:article|articles|art|paragraph|point|clause|section|no|number|resolution|page|rule|"
    r"circular|annex|chapter|item|table|in|of|since|until|by|from|and)\.?\s$", re.IGNORECASE,
)  # fmt: skip
NUMBERED = re.compile(
    r"\b(?:article|rule|circular|point|paragraph|section|resolution|table)\s$", re.IGNORECASE
)
NOT_COUNTED = frozenset(
    {"one", "a", "an", "no", "second", "seconds", "first", "half", "dozen", "may", "ten", "oh"}
) - {"ten"}  # fmt: skip
DURATION = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30.4, "months": 30.4,
            "year": 365.25, "years": 365.25}  # fmt: skip
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip
# "31 ships in 2019, the board counted 13 in the same year": a number without a noun of its own.
BARE = re.compile(r"\s(?:in|for|on|at|by|had|were|of them)\b|[.,;]")
BARE_AFTER = re.compile(r"\b(?:in|on|of|since|until|by|from|and|to|article|rule|than|no)\s$", re.I)
PLURAL = re.compile(r"(?:[^s]s|men|people|children|feet|personnel)$")
# Stems of words before a noun that say nothing of what is counted.
ADJECTIVES = frozenset({"diffe", "other", "new", "sever", "separ", "major", "main", "addit"})
YEAR = 4  # digits
DATED = re.compile(r"1[5-9]\d\d|20\d\d")
FOLLOWED = re.compile(rf"\s(?:\d|(?:{'|'.join((*ONES[2:], *TENS))})\b)", re.IGNORECASE)
SLACK = 0.1  # how far from its number "about" may be


class Number(Struct, frozen=True):
    """A number as the range that it leaves open, the sort or stem of what it counts, its place.

    `row` are the stems of the words between the number and its noun, the noun among them: "111
    Indian enclaves". Of a time ("sixty days") the unit is `days` and the range is in days.
    """

    low: float
    high: float
    unit: str
    start: int
    end: int
    of_them: bool = False
    row: frozenset[str] = frozenset()

    def apart(self, other: "Number") -> bool:
        """Say whether both cannot be right."""
        return self.high < other.low or other.high < self.low


def numbers_in(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers between two offsets that count something."""
    last: Number | None = None  # what a bare number after it counts too
    for m in FOUND.finditer(text, start, end):
        value = _value(m)
        if value is None:
            continue
        before = text[max(start, m.start() - 24) : m.start()]
        unit, stop, of_them = unit_at(text, m.end(), end)
        if not unit and not of_them and last is not None and BARE.match(text, m.end(), end):
            dated = before.rstrip().rpartition(" ")[2].lower() in MONTHS
            if not (dated or BARE_AFTER.search(before)) and len(m["n"]) != YEAR:
                low, high = ranged(value, before)
                yield Number(low, high, last.unit, m.start(), m.end(), row=last.row)
            continue
        if not (unit or of_them) or NUMBERED.search(before):
            continue
        if LOCATOR.search(before) and _a_year(m, unit):
            continue
        if DATED.fullmatch(m["n"]) and FOLLOWED.match(text, m.end()):
            continue  # "1904 twelve stones moved": a year, and then a number
        if unit == "days":
            value *= DURATION.get(text[m.end() : stop].split()[-1].lower().rstrip("'’"), 1)
        low, high = ranged(value, before)
        if from_ := BETWEEN.search(before):  # "between 100 and 200 men", "100 to 200 men"
            low = min(low, float(count_of(from_[1].replace(",", "")) or low))
        if unit == "days" and re.search(r"\b(?:within|inside)\s$", before, re.I):
            low = 0
        row = frozenset(w[:5].lower() for w in re.findall(r"[^\W\d_]{3,}", text[m.end() : stop]))
        row -= ADJECTIVES
        if of_them and last is not None:
            unit, row = last.unit, last.row
        found = Number(low, high, unit, m.start(), stop, of_them, row)
        last = found if unit and unit != "days" else last
        yield found


def _a_year(m: re.Match[str], unit: str) -> bool:
    """Say whether digits after "in", "of" or "since" are a year or a day and count nothing."""
    return m["n"].isdigit() and (len(m["n"]) == 4 or unit in ("", "days"))


def ranged(value: float, before: str) -> tuple[float, float]:
    """Return the range that a number and the words before it leave open."""
    if MORE.search(before):
        return value, float("inf")
    if LESS.search(before):
        return 0, value
    if ABOUT.search(before):
        return value * (1 - SLACK), value * (1 + SLACK)
    return value, value


def _value(m: re.Match[str]) -> float | None:
    word = re.sub(r"[, ]", "", m["n"]) if m["n"][0].isdigit() else m["n"].lower()
    if word in NOT_COUNTED and not m["scale"]:
        return None
    number = 0.5 if word == "half a" else float(word) if word[0].isdigit() else count_of(word)
    if number is None:
        return None
    for scale in (m["scale"] or "").lower().split():
        number *= SCALES[scale]
    more = count_of(m["more"].strip().removeprefix("and ")) if m["more"] else 0
    return float(number) + (more or 0)


def unit_at(text: str, at: int, end: int) -> tuple[str, int, bool]:
    """Return what a number counts: the sort, or the stem, of the last noun of its row of words."""
    m = re.compile(r"\s(?:of\s(?P<them>them|these|those)\b|(?:of\s(?:its|their|the|our|his)\s)?"
                   r"(?P<words>(?:[^\W\d_][\w'’-]*\s?){1,4}))").match(text, at, end)  # fmt: skip
    if m is None:
        return "", at, False
    if m["them"]:
        return "", m.end(), True
    sorts = things()
    chosen, stop = "", at
    words = list(re.finditer(r"[\w'’-]+", m["words"]))
    for word in words:
        low = word.group().lower().rstrip("'’")
        if low in ("of", "in", "on", "at", "to", "and", "were", "was", "had", "have", "has", "by",
                   "or", "who", "for", "from", "is", "are", "per", "a", "the", "more", "shall",
                   "will", "would", "should", "could", "can", "must", "might", "may"):  # fmt: skip
            break
        if low in DURATION:
            return "days", m.start("words") + word.end(), False
        if low in MONTHS:
            return "", at, False
        if low in sorts:
            chosen, stop = f"#{sorts[low]}", m.start("words") + word.end()
        elif PLURAL.search(low) and not chosen:
            chosen, stop = low[:5], m.start("words") + word.end()
    return chosen, stop, False
