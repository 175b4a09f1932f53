"""Intervals: how long after what something was done, and upon what it took effect, as told.

"It came into force a week after that": the day is worked out from the days on record, from the
signing or from the day told last, and held against the day of the act.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model.spelt import count_of
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.deeds import LIKE, party_named, patterns
from servanda.reasoning.check.parts import clauses
from servanda.reasoning.check.spots import words_at
from servanda.reasoning.check.terms import days_of
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import dated, in_words, shown

# The length of each unit in days, and how far off the day may be.
UNITS = {"day": (1, 0), "week": (7, 1), "fortnight": (14, 1), "month": (30.4, 4),
         "year": (365, 20)}  # fmt: skip
SPAN = r"(?P<n>\d{1,3}|an?|[a-z]+(?:-[a-z]+)?)\s+(?P<unit>day|week|fortnight|month|year)s?"
SIGNING = r"(?:(?:the|its|their|that)\s+)?(?:very\s+)?(?:signature|signing|ceremony)\b"
# From the signing, from the day told last, and on the very day.
AFTER_SIGNING = re.compile(rf"\b{SPAN}\s+(?:after|from|following)\s+{SIGNING}", re.IGNORECASE)
AFTER_THAT = re.compile(
    rf"\b{SPAN}\s+(?:after\s+(?:that|it|this)\b(?!\s+\w)|later\b|afterwards?\b)", re.IGNORECASE
)
SAME_DAY = re.compile(
    r"\b(?<!one and )(?:the|that)\s+(?:very\s+)?(?P<which>same|next|following)\s+"
    r"(?:day|evening|night|morning|afternoon)\b(?! of)",
    re.IGNORECASE,
)
ON_SIGNING = re.compile(rf"\b(?:on|upon)\s+(?:the\s+(?:very\s+)?day\s+of\s+)?{SIGNING}", re.I)
UPON_SIGNING = re.compile(r"\b(?:on|upon|with) (?:its )?(?:signature|signing)\b", re.IGNORECASE)
RATIFIED = re.compile(
    r"\b(?:only\s+)?(?:after|on|upon|once|following)\s+(?:(?:the|its|their|both|all|mutual)\s+)*"
    r"(?:exchange of\s+(?:\w+\s+){0,3}|deposit of\s+(?:\w+\s+){0,3})?ratif\w+",
    re.IGNORECASE,
)
ROUGH = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|within|less than|more than|"
    r"barely|over|up to|at least|not|no later than|under|hardly)\s+$",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:was|were|had)\s+(?:\w+\s+)?(?:over|gone|ended|dead|at an end|lapsed)\b", re.IGNORECASE
)
KINDS = ("entry_into_force", "ratification", "notice", "withdrawal", "termination", "suspension",
         "ceased")  # fmt: skip
BACK = 400  # characters back to the day told last


class Told(Struct, frozen=True):
    """An interval told: its words, and the first and last day that it leads to."""

    start: int
    end: int
    first: date
    last: date


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield whether the deeds of a stretch were done as long after another as is told."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for span in clauses(text.document.text, stretch.start, stretch.end):
        words = text.document.text[slice(*span)]
        kind = "ended" if OVER.search(words) else next(
            (k for k, p in patterns() if k in KINDS and p.search(words)), "")  # fmt: skip
        if not kind:
            continue
        known = _days_on_record(case, text, row, kind, span)
        if kind == "entry_into_force":
            yield from _upon(case, text, stretch, row, span)
        for told in _told(text, row, span):
            fits = any(told.first <= d <= told.last for d in known)
            sure = stretch.told and stretch.strong and len(known) == 1
            if known and (fits or sure):
                says = f"{case.name(row.id)}, {kind.replace('_', ' ')}: {_listed(known)}"
                yield _held(fits, "date", row, says, text, stretch, told.start, told.end)


def _listed(days: tuple[date, ...]) -> str:
    return ", ".join(in_words((d, d)) for d in days)


def _days_on_record(
    case: Case, text: Text, row: Row, kind: str, span: tuple[int, int]
) -> tuple[date, ...]:
    """Return the exact days on which the record has a deed, of those named where some are."""
    acts = [a for a in shown(case, row.id) if a.first and a.first == a.last]
    named = {party_named(case, row, text, m) for m in text.between(text.mentions, *span)} - {""}
    signing = dated(row)
    if kind == "ended":
        wait = days_of(row.terms.notice or "")
        notices = [a.first for a in acts if a.kind == "notice" and a.first]
        ends = {d + timedelta(days=wait) for d in notices} if wait is not None else set()
        return tuple(sorted(ends | {a.first for a in acts if a.first and a.kind in (
            "termination", "withdrawal", "expiry")}))  # fmt: skip
    same = [a for a in acts if a.kind in LIKE.get(kind, (kind,))]
    own = [a for a in same if a.actor in named] or [a for a in same if a.actor == "all"] or same
    found = {a.first for a in own if a.first}
    at_once = row.terms.entry.by == "signature" and row.terms.entry.delay == "P0D"
    if kind == "entry_into_force" and not same and at_once and signing and _by_signing(row):
        found = {signing[0]} if signing[0] == signing[1] else set()
    return tuple(sorted(found))


def _by_signing(row: Row) -> bool:
    """Say whether a row tells in words that its instrument is in force on signature."""
    told = " ".join((row.terms_note, *(p.text for p in row.provisions)))
    return UPON_SIGNING.search(told) is not None


def _told(text: Text, row: Row, span: tuple[int, int]) -> Iterator[Told]:
    """Yield the intervals of a clause with the days that they lead to."""
    body, signing = text.document.text, dated(row)
    day = signing[0] if signing and signing[0] == signing[1] else None
    for found in AFTER_SIGNING.finditer(body, *span):
        yield from _counted(body, found, day)
    for found in ON_SIGNING.finditer(body, *span):
        if day is not None:
            yield Told(*found.span(), day, day)
    before = _last_day(text, row, span[0])
    for found in AFTER_THAT.finditer(body, *span):
        yield from _counted(body, found, before)
    for found in SAME_DAY.finditer(body, *span):
        if before is not None:
            on = before + timedelta(days=found["which"].lower() != "same")
            yield Told(*found.span(), on, on)


def _counted(body: str, found: re.Match[str], since: date | None) -> Iterator[Told]:
    word = found["n"].lower()
    number = 1 if word in ("a", "an") else int(word) if word.isdecimal() else count_of(word)
    if since is None or not number or ROUGH.search(body, max(0, found.start() - 16), found.start()):
        return
    length, slack = UNITS[found["unit"].lower()]
    middle = since + timedelta(days=round(number * length))
    play = timedelta(days=slack * max(1, number // 6))
    yield Told(*found.span(), middle - play, middle + play)


def _last_day(text: Text, row: Row, place: int) -> date | None:
    """Return the day told last before a place, where the record has it of the agreement."""
    times = [t for t in text.between(text.times, max(0, place - BACK), place)
             if t.timex_type == "DATE" and t.earliest]  # fmt: skip
    if not times or times[-1].granularity != "day":
        return None
    last, signing = times[-1].earliest, dated(row)
    known = {signing[0]} if signing and signing[0] == signing[1] else set()
    known |= {a.first for a in shown(text.case, row.id) if a.first and a.first == a.last}
    return last if last in known else None


def _upon(
    case: Case, text: Text, stretch: Stretch, row: Row, span: tuple[int, int]
) -> Iterator[Held]:
    """Yield whether an agreement took effect upon its signature or ratification, as is told."""
    body, by = text.document.text, row.terms.entry.by
    found = RATIFIED.search(body, *span)
    signing, says = dated(row), f"{case.name(row.id)}: {row.terms_note}".strip(": ")
    entered = {a.first for a in shown(case, row.id) if a.kind == "entry_into_force" and a.first}
    on_signing = bool(signing and signing[0] in entered) or _by_signing(row)
    known = stretch.told and stretch.strong
    if found is not None and by == "ratification":
        yield _held(True, "term", row, says, text, stretch, *found.span())
    elif found is not None and by == "signature" and on_signing and known:
        yield _held(False, "term", row, says, text, stretch, *found.span())
    at = ON_SIGNING.search(body, *span)
    if at is not None and by == "ratification" and known and row.terms_note and not on_signing:
        yield _held(False, "term", row, says, text, stretch, *at.span())


def _held(
    fits: bool, aspect: str, row: Row, says: str, text: Text, stretch: Stretch, start: int, end: int
) -> Held:
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/interval-{aspect}",
        says=says, registry=row.id, source=row.source, at=words_at(text, stretch, start, end),
        otherwise="" if fits else "it is counted from another day",
    )  # fmt: skip
