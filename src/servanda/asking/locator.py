"""Provisions that a question cites: "point 6", "art. XIV", "the sixth paragraph", "no. 6"."""

import re

KIND = r"article|art\.?|paragraph|para\.?|point|pt\.?|clause|section|item|no\.|provision|§"
NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "last",
)  # fmt: skip
LOCATOR = re.compile(
    rf"(?<![\w-])(?P<kind>{KIND})s?\s*(?P<number>[\dIVX]+(?:\([\w]+\))*|{'|'.join(NUMBERS)})"
    rf"(?![\w,]*\d)(?!\w)|"
    rf"\b(?P<before>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS[:-1])})\s+"
    rf"(?P<unit>article|paragraph|point|clause)\b",
    re.IGNORECASE,
)
UNITS = {"art": "article", "para": "paragraph", "pt": "point", "item": "point", "no": "point",
         "provision": "point", "§": "article"}  # fmt: skip


def locator_in(text: str) -> str:
    """Return the first provision that a text cites, as "point 6"; nothing where there is none."""
    m = LOCATOR.search(text)
    if m is None:
        return ""
    kind, number = (m["kind"] or m["unit"]).lower().rstrip("."), m["number"] or m["before"]
    low = number.lower()
    if low in NUMBERS:
        number = str(NUMBERS.index(low) + 1)
    elif low in ORDINALS:
        number = str(ORDINALS.index(low) + 1)
    elif m["before"]:
        number = re.sub(r"\D", "", number)
    return f"{UNITS.get(kind, kind)} {number}"
