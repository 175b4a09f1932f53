"""How likely somebody says that something is: words by a published table, odds as told."""

import re
from typing import TYPE_CHECKING

from servanda.lexicon.cues import likelihoods

if TYPE_CHECKING:
    from spacy.tokens import Token

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "a": 1,
    "fifteen": 15, "thousand": 1000,
}  # fmt: skip
_N = r"(?:\d+(?:\.\d+)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?:-[a-z]+)?"
IN = re.compile(rf"\b({_N})(?: |-)(?:chances? )?(?:in|out of)(?: |-)({_N})\b")
PER_CENT = re.compile(
    rf"\b(?:({_N}) (?:to|and) |(\d+) ?[-–] ?)?({_N})(?: |-)?(?:per ?cent|per-cent|%)"
)
AGAINST = re.compile(rf"\b({_N}) to ({_N}) (against|on|that)\b")
EVEN = re.compile(
    r"\b(?:fifty-fifty|50-50|50/50|even (?:chance|odds)|a coin toss|"
    r"(?:no|not|little) better than even)\b"
)
MORE = re.compile(r"(?<!no )(?<!not )(?<!little )\b(?:more|better) than (even|\w+)\b")
OVER = re.compile(r"(?<!no )(?<!not )(?<!little )\b(?:more|better) than even\b")
ODDS = rf"(?:{IN.pattern}|{PER_CENT.pattern}|{AGAINST.pattern}|{EVEN.pattern})"
RULE = "probability.told"


def odds_at(word: "Token") -> tuple[float, float] | None:
    """Return the odds told in numbers in the clause of a word, as a range from 0 to 1, or None."""
    head = word
    while head.dep_ not in ("ROOT", "conj", "ccomp", "advcl") and head.head != head:
        head = head.head
    tokens = sorted(head.subtree, key=lambda t: t.i)
    near = [t for t in tokens if abs(t.i - word.i) < 14]
    found = odds_in(" ".join(t.lower_ for t in near if not t.is_punct or t.text in "-%/"))
    return found[0] if found else None


def odds_in(text: str) -> list[tuple[float, float]]:
    """Return the odds told in numbers in a text in lower case, in order, each as a range.

    "One in five" is 0.2, "ten per cent" 0.1, "three to one against" 0.25, "better than even" more
    than a half. Odds above certainty or of nothing are left out.
    """
    out: list[tuple[float, float]] = []
    for match in IN.finditer(text):
        few, many = _number(match[1]), _number(match[2])
        if few is not None and many and few <= many:
            out.append((few / many, few / many))
    for match in PER_CENT.finditer(text):
        share = _number(match[3])
        least = _number(match[1] or match[2]) if match[1] or match[2] else share
        if share is not None and least is not None and least <= share <= 100:
            out.append((least / 100, share / 100))
    for match in AGAINST.finditer(text):
        first, second = _number(match[1]), _number(match[2])
        if first and second:
            good = second if match[3] == "against" else first
            out.append((good / (first + second), good / (first + second)))
    if EVEN.search(text) and not MORE.search(text):
        out.append((0.5, 0.5))
    if OVER.search(text):
        out.append((0.5, 1.0))
    return [(round(low, 3), round(high, 3)) for low, high in out]


def odds_only(text: str) -> bool:
    """Say whether a text in lower case tells odds and nothing besides: "15 to 20 per cent"."""
    return re.fullmatch(rf"\W*{ODDS}\W*", text) is not None


def _number(word: str) -> float | None:
    if word[:1].isdigit():
        return float(word)
    tens, _, units = word.partition("-")
    if tens not in NUMBERS:
        return None
    return float(NUMBERS[tens] + NUMBERS.get(units, 0))


def likelihood_near(verb: "Token") -> tuple[tuple[float, float] | None, str]:
    """Return the range of a verbal probability in the verb's clause, and the row it is from."""
    words = " ".join(t.lower_ for t in (*verb.head.subtree,) if abs(t.i - verb.i) < 8)
    for row in likelihoods():
        if re.search(rf"\b{re.escape(row.lemma)}\b", words):
            return (row.low, row.high), row.id
    return None, ""
