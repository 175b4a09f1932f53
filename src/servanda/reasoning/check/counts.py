"""Counts: numbers with their units, and spans of time in days, told and on record."""

import re

from servanda.reasoning.check.terms import DAYS, NUMBER

TENS = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "eighteen": 18, "twenty-five": 25,
        "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "hundred": 100,
        "twenty-four": 24, "forty-eight": 48, "thirty-five": 35, "forty-five": 45}  # fmt: skip
VALUES = {**NUMBER, **TENS}
UNITS = {
    "per": "percent", "perc": "percent", "kilo": "km", "km": "km", "men": "men", "sold": "men",
    "troo": "men", "serv": "men", "peac": "men", "figh": "men", "poin": "point", "hour": "hour",
    "mete": "metre", "metr": "metre", "stat": "state", "seat": "seat", "mile": "mile",
}  # fmt: skip
COUNTED = re.compile(
    r"\b(\d[\d,]*(?:\.\d+)?|" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")[\s-]+"
    r"(?:(?:small|armed|unarmed|russian|naval|nautical|square)\s+)?"
    r"(kilomet\w+|km|per cent|percent|men|soldiers|troops|service|peacekeep\w+|fighters|points?|"
    r"hours?|met\w+|states?|seats?|miles?)\b", re.IGNORECASE)  # fmt: skip
SPANS = re.compile(
    r"\b(\d{1,3}|" + "|".join(sorted(VALUES, key=len, reverse=True)) + r")[\s-]+"
    r"(?:\w+\s+)?(day|week|month|year)s?\b", re.IGNORECASE)  # fmt: skip
EVERY = ((re.compile(r"\bevery (?:second|other|two) years?\b|\bbiennial", re.I), 730),
         (re.compile(r"\bevery year\b|\byearly\b|\bannual|\bonce a year\b", re.I), 365),
         (re.compile(r"\btwice a year\b|\bevery six months\b", re.I), 182),
         (re.compile(r"\bevery month\b|\bmonthly\b|\bonce a month\b", re.I), 30))  # fmt: skip
LITTLE = 0.03


def counted(text: str) -> dict[str, frozenset[float]]:
    """Return the numbers that a text has with each unit."""
    out: dict[str, set[float]] = {}
    for match in COUNTED.finditer(text):
        unit = UNITS.get(match[2].lower()[:4].strip(), match[2].lower()[:4])
        if (number := _value(match[1])) is not None:
            out.setdefault(unit, set()).add(number)
    return {unit: frozenset(numbers) for unit, numbers in out.items()}


def spans(text: str) -> frozenset[int]:
    """Return the spans of time that a text tells, in days; a month has 30 and a year 365."""
    out = set()
    for match in SPANS.finditer(text):
        if (number := _value(match[1])) is not None:
            out.add(int(number * DAYS[match[2][0].upper()]))
    return frozenset(out)


def rhythm(text: str) -> int | None:
    """Return after how many days something is told to come again, or None."""
    return next((days for pattern, days in EVERY if pattern.search(text)), None)


def same_numbers(words: str, known: tuple[str, ...]) -> int:
    """Return how many numbers and spans two wordings share."""
    has = " ".join(known)
    both = sum(len(n & counted(has).get(u, frozenset())) for u, n in counted(words).items())
    mine, theirs = spans(words), spans(has)
    return both + sum(any(_like(a, b) for b in theirs) for a in mine)


def other_number(words: str, known: tuple[str, ...], *, cited: bool, words_shared: int = 0) -> str:
    """Return `quantity` or `term` where both count one thing in the same unit, and differ."""
    has = " ".join(known)
    sure = cited or words_shared > 1
    for unit, numbers in counted(words).items():
        mine = counted(has).get(unit, frozenset())
        if len(numbers) == 1 and mine and not numbers & mine and sure:
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
