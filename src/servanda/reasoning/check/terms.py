"""Terms: how long an agreement runs, is renewed, and with what notice it is left, as told."""

import re
from collections.abc import Iterator

from servanda.lexicon.registry import Instrument as Row
from servanda.lexicon.registry import Terms
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.spots import spot, words_at
from servanda.reasoning.check.text import Stretch, Text

NUMBER = {w: i for i, w in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
     "twelve"), 1)} | {"fifteen": 15, "twenty": 20, "thirty": 30, "ninety": 90, "ninety-nine": 99,
                       "a": 1, "an": 1}  # fmt: skip
COUNT = r"(?P<n>\d{1,3}|" + "|".join(sorted(NUMBER, key=len, reverse=True)) + r")"
SPAN = COUNT + r"[\s-]+(?P<unit>day|week|month|year)s?"
AGAIN = SPAN.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
THIRD = SPAN.replace("<n>", "<n3>").replace("<unit>", "<unit3>")
ANOTHER = "it is told of another instrument"
PATTERNS = {
    "notice": re.compile(rf"\b{SPAN}(?:['’]s?|\s+of)?\s+(?:\w+\s+)?(?:notice|notification)"
        rf"|\b{AGAIN}\s+(?:after|from|before)\s+(?:\w+\s+){{0,3}}(?:notice|notification|end|expiry)\b"
        rf"|\b(?:wait|waiting)\s+(?:\w+\s+)?{THIRD}", re.I),
    "renewal": re.compile(
        rf"\b(?:renew\w*|prolong\w*|extend\w*)\b[^.;]{{0,40}}?\b(?:for|by)\s+"
        rf"(?:further|another|successive|consecutive|additional)?\s*{SPAN}"
        rf"(?=[^.;]{{0,20}}\b(?:period|term|unless|automatic)|[^.;]*$)", re.I),
    "duration": re.compile(
        r"\b(?:concluded|valid|in force|r[ua]ns?|signed|lasts?|made|remains? in force)\s+"
        r"(?:on\s+\d+\s+\w+\s+\d+\s+|in\s+\w+\s+\d+\s+)?(?:initially\s+)?for\s+"
        rf"(?:a\s+(?:period|term)\s+of\s+)?{SPAN}"
        rf"|\b(?:stays?|lease[ds]?|meant|holds?)\s+(?:to\s+last\s+)?(?:for\s+)?{AGAIN}"
        rf"|^\W*(?:\w\.\s+)?for\s+{THIRD}", re.I),
}  # fmt: skip
UNLIMITED = re.compile(
    r"\b(?:of|for|with)\s+(?:an?\s+)?(?:unlimited|indefinite)\s+(?:duration|period)"
    r"|\bno (?:expiry date|expiration)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b(?:counted |reckoned |running |beginning )?(?:from|after) (?:the |its )?"
                     r"(?:day of |date of )?(?:the |its )?(signature|signing|entry|ratification)\b",
                     re.IGNORECASE)  # fmt: skip
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
PERIOD = re.compile(r"P(\d+)([DWMY])")


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of the terms told of the instrument of a stretch.

    A child of an instrument, a point with a term of its own, has its terms where it is cited.
    """
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    words = text.words(stretch)
    cited = [p.locator for p in text.between(text.provisions, stretch.start, stretch.end)]
    terms, note = _terms(row, cited)
    known = {"notice": terms.notice, "renewal": terms.renewal, "duration": terms.duration}
    for aspect, pattern in PATTERNS.items():
        found = pattern.search(words)
        period = known[aspect]
        if found is None or not period:
            continue
        told, has = _told(found), days_of(period)
        if told is None or has is None:
            continue
        fits = abs(told - has) <= has * 0.03
        if fits and aspect == "duration" and (since := _since(words, note)):
            if stretch.told and stretch.strong:
                at = words_at(text, stretch, stretch.start + since.start(),
                              stretch.start + since.end())  # fmt: skip
                yield _held(False, "term", row, f"{case.name(row.id)}: {note}", at)
            continue
        says = f"{case.name(row.id)}: {aspect} {_words(period)}. {note}".strip()
        if fits or stretch.told:
            yield _held(fits, aspect, row, says, _spot(text, stretch, found))
    found = UNLIMITED.search(words)
    if found and row.terms_note and (stretch.told or terms.duration is None):
        yield _held(terms.duration is None, "duration", row,
                    f"{case.name(row.id)}: {row.terms_note}",
                    _spot(text, stretch, found))  # fmt: skip


def _since(words: str, note: str) -> re.Match[str] | None:
    """Return the words that count a term from another act than a row's note does."""
    told, has = COUNTED.search(words), COUNTED.search(note)
    if told is None or has is None or _event(told[1]) == _event(has[1]):
        return None
    return told


def _event(word: str) -> str:
    return word[:4].lower()


def _terms(row: Row, cited: list[str]) -> tuple[Terms, str]:
    """Return the terms of a row, or of its one child where that is cited or has the only terms."""
    own = [c for c in row.children
           if any(c.id.rpartition("#")[2] == x.split()[-1] for x in cited)]  # fmt: skip
    if own:
        return own[0].terms, row.terms_note
    return row.terms, row.terms_note


def _spot(text: Text, stretch: Stretch, found: re.Match[str]) -> Record:
    start, end = stretch.start + found.start(), stretch.start + found.end()
    times = text.between(text.times, start, end)
    return times[-1] if times else spot(text, stretch, start, end)


def _held(fits: bool, aspect: str, row: Row, says: str, at: Record) -> Held:
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/{aspect}", says=says,
        registry=row.id, source=row.source, otherwise="" if fits else ANOTHER, at=at,
    )  # fmt: skip


def _told(found: re.Match[str]) -> int | None:
    for i in ("", "2", "3"):
        word = (found.groupdict().get(f"n{i}") or "").lower()
        number = int(word) if word.isdecimal() else NUMBER.get(word)
        if number:
            return number * DAYS[found[f"unit{i}"][0].upper()]
    return None


def days_of(period: str) -> int | None:
    """Return the days of a period as ISO 8601 writes it: "P6M"; None of what is none."""
    found = PERIOD.fullmatch(period)
    return int(found[1]) * DAYS[found[2]] if found else None


def _words(period: str) -> str:
    found = PERIOD.fullmatch(period)
    if found is None:
        return period
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[found[2]]
    return f"{found[1]} {unit}{'s' if found[1] != '1' else ''}"
