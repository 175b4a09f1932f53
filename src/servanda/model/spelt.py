"""Lengths of time as texts spell them: "sixty (60) days", "one year and six months"."""

import re

UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: n for n, word in enumerate(ONES)} | {t: 20 + 10 * n for n, t in enumerate(TENS)}
COUNT = rf"(?:\d{{1,4}}|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[1:10])}))?|a|an" + "".join(
    f"|{w}" for w in sorted(ONES, key=len, reverse=True)
) + ")"  # fmt: skip
UNIT = rf"(?:calendar\s+|working\s+|full\s+)?(?P<unit>{'|'.join(UNITS)}|hour)s?['’]?"
ONE_LENGTH = rf"(?P<count>{COUNT})(?:\s*\(\s*\w+\s*\))?[\s-]+{UNIT}"
LENGTH = re.compile(rf"\b{ONE_LENGTH}\b", re.IGNORECASE)
JOINT = re.compile(r"\s*(?:,|and|,\s*and)?\s*", re.IGNORECASE)


def count_of(word: str) -> int | None:
    """Return the number that a word or digits stand for, or None."""
    low = word.lower().strip()
    if low.isdecimal():
        return int(low)
    if low in ("a", "an"):
        return 1
    parts = re.split(r"[- ]", low)
    if not all(p in SMALL for p in parts) or len(parts) > 2:
        return None
    return sum(SMALL[p] for p in parts)


def length_in(text: str, start: int = 0) -> tuple[str, int, int] | None:
    """Return the first length of time in a text as an ISO 8601 period, with its offsets.

    Hours are counted as the days that they fill, at least one. None where there is no length.
    """
    found = LENGTH.search(text, start)
    if found is None:
        return None
    first, end = found.start(), found.end()
    parts = dict.fromkeys("YMWD", 0)
    while found is not None:
        count = count_of(found["count"]) or 0
        unit = found["unit"].lower()
        if unit == "hour":
            parts["D"] += max(1, -(-count // 24))
        else:
            parts[UNITS[unit]] += count
        end = found.end()
        joint = JOINT.match(text, end)
        found = LENGTH.match(text, joint.end()) if joint and joint.group().strip() else None
    iso = "P" + "".join(f"{n}{u}" for u, n in parts.items() if n)
    return (iso if iso != "P" else "P0D"), first, end
