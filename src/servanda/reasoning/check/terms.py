"""Terms: how long an agreement runs, is renewed, and with what notice it is left, as told."""

import re
from collections.abc import Iterator

from servanda.model import Mention
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held

NUMBER = {w: i for i, w in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
     "twelve"), 1)} | {"fifteen": 15, "twenty": 20, "thirty": 30, "ninety": 90, "ninety-nine": 99,
                       "a": 1, "an": 1}  # fmt: skip
COUNT = r"(?P<n>\d{1,3}|" + "|".join(sorted(NUMBER, key=len, reverse=True)) + r")"
SPAN = COUNT + r"[\s-]+(?P<unit>day|week|month|year)s?"
PATTERNS = {
    "notice": re.compile(rf"\b{SPAN}(?:['’]s?|\s+of)?\s+(?:\w+\s+)?(?:notice|notification)", re.I),
    "renewal": re.compile(
        rf"\b(?:renew\w*|prolong\w*|extend\w*)\b[^.;]{{0,40}}?\b(?:for|by)\s+"
        rf"(?:further|another|successive|consecutive|additional)?\s*{SPAN}"
        rf"(?=[^.;]{{0,20}}\b(?:period|term|unless|automatic)|[^.;]*$)", re.I),
    "duration": re.compile(
        r"\b(?:concluded|valid|in force|runs?|signed|lasts?|made|remains? in force)\s+"
        r"(?:on\s+\d+\s+\w+\s+\d+\s+)?(?:initially\s+)?for\s+"
        rf"(?:a\s+(?:period|term)\s+of\s+)?{SPAN}", re.I),
}  # fmt: skip
UNLIMITED = re.compile(
    r"\b(?:of|for|with)\s+(?:an?\s+)?(?:unlimited|indefinite)\s+(?:duration|period)"
    r"|\bno (?:expiry date|expiration)\b",
    re.IGNORECASE,
)
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
PERIOD = re.compile(r"P(\d+)([DWMY])")


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield what the record holds of the terms told in the sentence of a naming.

    Only where the sentence names one instrument, and the registry says where it has the terms from.
    """
    mention = claim.record
    if not isinstance(mention, Mention):
        return
    name = claim.name(mention.refers_to)
    row = case.registry.get(name) if name and name.startswith("instrument:") else None
    if row is None or row.verified == "unverified" or not _alone(claim, mention):
        return
    text = claim.words
    known = {"notice": row.terms.notice, "renewal": row.terms.renewal,
             "duration": row.terms.duration}  # fmt: skip
    for aspect, pattern in PATTERNS.items():
        found = pattern.search(text)
        period = known[aspect]
        if found is None or not period:
            continue
        told, has = _told(found), _days(period)
        if told is None or has is None:
            continue
        fits = abs(told - has) <= has * 0.03
        yield Held(
            verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/{aspect}",
            registry=row.id, source=row.source,
            says=f"{case.name(row.id)}: {aspect} {_words(period)}. {row.terms_note}".strip(),
            otherwise="" if fits else "it is told of another instrument",
        )  # fmt: skip
    if UNLIMITED.search(text) and row.terms_note:
        fits = row.terms.duration is None
        yield Held(
            verdict="agrees" if fits else "differs", aspect="duration", rule="check/duration",
            registry=row.id, source=row.source, says=f"{case.name(row.id)}: {row.terms_note}",
            otherwise="" if fits else "it is told of another instrument",
        )  # fmt: skip


def _alone(claim: Claim, mention: Mention) -> bool:
    """Say whether a naming is the first of the only instrument that its sentence names."""
    start, end = claim.sentence
    here = [m for m in claim.told.records
            if isinstance(m, Mention) and m.document == mention.document and m.anchors
            and start <= m.anchors[0].start < end
            and (m.refers_to.id or "").startswith("instrument:")]  # fmt: skip
    ids = {m.refers_to.id for m in here}
    return len(ids) == 1 and min(here, key=lambda m: m.anchors[0]).id == mention.id


def _told(found: re.Match[str]) -> int | None:
    word = found["n"].lower()
    number = int(word) if word.isdecimal() else NUMBER.get(word)
    return number * DAYS[found["unit"][0].upper()] if number else None


def _days(period: str) -> int | None:
    found = PERIOD.fullmatch(period)
    return int(found[1]) * DAYS[found[2]] if found else None


def _words(period: str) -> str:
    found = PERIOD.fullmatch(period)
    if found is None:
        return period
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[found[2]]
    return f"{found[1]} {unit}{'s' if found[1] != '1' else ''}"
