"""Counts: numbers with their units, and spans of time in days, told and on record."""

import re
from collections.abc import Iterator

from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.terms import DAYS, NUMBER

TENS = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "eighteen": 18, "twenty-five": 25,
        "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "hundred": 100,
        "twenty-four": 24, "forty-eight": 48, "thirty-five": 35, "forty-five": 45}  # fmt: skip
VALUES = {**NUMBER, **TENS}
NUMBERED = re.compile(
    r"\b(\d[\d,]*(?:\.\d+)?|" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")"
    r"((?:[\s-]+[a-z]+){1,2})", re.IGNORECASE)  # fmt: skip
TIMES = re.compile(
    r"\b(?:day|week|month|year|second|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)s?\b", re.IGNORECASE)  # fmt: skip
MEN = frozenset(("men", "troop", "soldi", "servi", "perso", "fight", "peace"))
SPANS = re.compile(
    r"\b(\d{1,3}|" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")[\s-]+"
    r"(?:\w+\s+)?(day|week|month|year)s?\b", re.IGNORECASE)  # fmt: skip
EVERY = ((re.compile(r"\bevery (?:second|other|two) years?\b|\bbiennial", re.I), 730),
         (re.compile(r"\bevery year\b|\byearly\b|\bannual|\bonce a year\b", re.I), 365),
         (re.compile(r"\btwice a year\b|\bevery six months\b", re.I), 182),
         (re.compile(r"\bevery month\b|\bmonthly\b|\bonce a month\b", re.I), 30))  # fmt: skip
ONE_IN = re.compile(r"\bone (?:\w+ )?in (\d+|[a-z]+)\b", re.IGNORECASE)
FRACTIONS = {"half": 50.0, "a third": 100 / 3, "a quarter": 25.0, "a fifth": 20.0, "a tenth": 10.0,
             "two thirds": 200 / 3, "three quarters": 75.0}  # fmt: skip
FRACTION = re.compile(r"\b(" + "|".join(FRACTIONS) + r")\b(?= of\b)", re.IGNORECASE)
PERCENT = frozenset(("perce",))
LARGE = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d{5,})\b")
FEW = re.compile(r"\b(?:few|couple|several|dozen|hundred)\b", re.IGNORECASE)
LITTLE = 0.03


def in_figures(text: str) -> str:
    """Return a text with its round numbers in figures: "five thousand" as 5000; no years."""

    def product(m: re.Match[str]) -> str:
        number = _value(m[1])
        return m[0] if number is None else f"{number * ROUND[m[2].lower()]:.0f}"

    return YEARS.sub(" ", PRODUCT.sub(product, text))


ROUND = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
PRODUCT = re.compile(
    r"\b(\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?) (hundred|thousand|million|billion)\b", re.I
)
# Years and the numbers of articles count nothing.
YEARS = re.compile(
    r"\b(?:in|of|since|by|until|from|before|after|early|late|mid|spring|summer|autumn|winter|january|"
    r"february|march|april|may|june|july|august|september|october|november|december)[\s-]+"
    r"(?:1[5-9]|20)\d\d\b|"
    r"\b(?:articles?|points?|paragraphs?|annex|section|chapter|clause|protocol)\s+\d+(?:\.\d+)*\b",
    re.IGNORECASE)  # fmt: skip


def counted(text: str) -> tuple[tuple[float, frozenset[str]], ...]:
    """Return the numbers of a text with the senses of what each counts; no days and spans."""
    out = []
    out += [(share, PERCENT) for share in shares(text)]
    for match in NUMBERED.finditer(in_figures(text)):
        number, what = _value(match[1]), match[2].replace("per cent", "percent")
        if number is None or TIMES.search(what) or match[1].lower() in ("a", "an", "one"):
            continue
        stems = frozenset("men" if w[:5] in MEN else w for w in sense(what))
        if stems:
            out.append((number, stems))
    return tuple(out)


def shares(text: str) -> Iterator[float]:
    """Yield the shares of a whole that a text tells without the word, in per cent: "one in ten"."""
    for match in ONE_IN.finditer(text):
        if number := _value(match[1]):
            yield 100 / number
    for match in FRACTION.finditer(text):
        yield FRACTIONS[match[1].lower()]


def values(text: str) -> frozenset[float]:
    """Return the numbers that a text tells in figures or words, whatever they count."""
    text = in_figures(text)
    found = re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+(?:-[a-z]+)?", text.lower())
    out = {_value(w) for w in found if w not in ("a", "an", "one")}
    return frozenset(n for n in out if n is not None)


def spans(text: str) -> frozenset[int]:
    """Return the spans of time that a text tells, in days; a month has 30 and a year 365."""
    out = set()
    for match in SPANS.finditer(text):
        if FEW.search(match[0]):
            continue
        if (number := _value(match[1])) is not None:
            out.add(int(number * DAYS[match[2][0].upper()]))
    return frozenset(out)


def rhythm(text: str) -> int | None:
    """Return after how many days something is told to come again, or None."""
    return next((days for pattern, days in EVERY if pattern.search(text)), None)


def number_at(text: str) -> tuple[int, int] | None:
    """Return where the first number that counts something, or span of time, stands in a text."""
    years = [m.span() for m in YEARS.finditer(text)]
    found = [m for m in NUMBERED.finditer(text) if not TIMES.search(m[2])
             and not any(a <= m.start() < b for a, b in years)
             and m[1].lower() not in ("a", "an", "one")]  # fmt: skip
    found += [*SPANS.finditer(text), *LARGE.finditer(text), *PRODUCT.finditer(text)]
    return min((m.span(1) for m in found), default=None)


def large(text: str) -> frozenset[float]:
    """Return the numbers of a thousand and more that a text has in figures, years left out."""
    return frozenset(n for m in LARGE.finditer(in_figures(text)) if (n := _value(m[1])) is not None)


def same_numbers(words: str, known: tuple[str, ...]) -> int:
    """Return how many numbers and spans two wordings share."""
    has = " ".join(known)
    both = sum(any(n == m and u & v for m, v in counted(has)) for n, u in counted(words))
    mine, theirs = spans(words), spans(has)
    return both + sum(any(_like(a, b) for b in theirs) for a in mine)


def other_number(words: str, known: tuple[str, ...], *, cited: bool, words_shared: int = 0) -> str:
    """Return `quantity` or `term` where both count one thing in the same unit, and differ."""
    has = " ".join(known)
    sure = cited or words_shared > 1
    for number, unit in counted(words):
        mine = {m for m, v in counted(has) if unit & v}
        if mine and number not in mine and words_shared > 1:
            return "quantity"
    told, mine_spans = spans(words), spans(has)
    if len(told) == 1 and mine_spans and sure and not any(
            _like(a, b) for a in told for b in mine_spans):  # fmt: skip
        return "term"
    again, often = rhythm(words), rhythm(has)
    return "term" if again and often and again != often and sure else ""


def _like(a: int, b: int) -> bool:
    return abs(a - b) <= max(a, b) * LITTLE


def _value(word: str) -> float | None:
    plain = word.lower().replace(",", "")
    return float(plain) if plain[0].isdigit() else VALUES.get(plain)
