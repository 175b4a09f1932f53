"""Statuses: what is said to be in force, never in force, unsigned, or without a way out."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Record
from servanda.reasoning.board import LIVING, OVER, WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.spots import spot
from servanda.reasoning.check.text import Stretch, Text

HOLDS = re.compile(
    r"\b(?:(?:remains?|stays?|continues?|is|are)(?: to be)?(?: still| fully)? in (?:force|effect)\b"
    r"(?! (?:until|for))|still (?:in force|holds|stands|applies|binds)|has (?:never|not) lapsed)",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:never|not yet|has not|did not|have not|nor has it)\s+(?:yet\s+|ever\s+)?"
    r"(?:come|came|enter(?:ed)?|gone|went|take[n]?|took|been)\s+(?:in(?:to)? force|effect)\b|"
    r"\bis not(?: yet)? in force\b|\bnever in force\b", re.I)  # fmt: skip
UNSIGNED = re.compile(
    r"\b(?:nobody|no one|no side|neither(?: side| party)?)\s+(?:ever\s+)?(?:has\s+)?signed\b|"
    r"\b(?:was|were|has been|remains?)\s+(?:never\s+signed|unsigned|not signed)\b"
    r"(?! (?:in|at|on|by|there)\b)|"
    r"\bnever been signed\b", re.I)  # fmt: skip
NO_EXIT = re.compile(
    r"\bno way out\b|\bno (?:exit|withdrawal|denunciation|termination) clause\b|"
    r"\b(?:cannot|can not|may not) be "
    r"(?:left|denounced|terminated)\b(?! (?:before|until|for|in|with))|"
    r"\b(?:has|with|names|contains) no (?:term|notice|expiry)\b", re.I)  # fmt: skip
NO_PARTY = re.compile(
    r"\b(?:is|was|are|were|has been|became)\s+(not|never|no)\s+(?:an?\s+)?part(?:y|ies)\b"
)
ENDS = ("termination", "withdrawal", "expiry", "supersession", "suspension", "notice")
SAYS_UNSIGNED = re.compile(r"\b(?:not|never|un)\s?signed\b|\boral(?:ly)?\b", re.I)
SAYS_NEVER = re.compile(r"\bnever (?:in force|came|entered|ratified)|\bneither side ratified", re.I)
SAYS_NO_EXIT = re.compile(r"\bno (?:\w+, )*(?:\w+ )?(?:way out|notice)|\bno way out", re.I)


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of a status that is told of the instrument of a stretch."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    words = text.words(stretch)
    for pattern, rule in ((HOLDS, _holds), (NEVER, _never), (UNSIGNED, _unsigned),
                          (NO_EXIT, _no_exit)):  # fmt: skip
        found = pattern.search(words)
        if found is None or (pattern is HOLDS and NEVER.search(words)):
            continue
        at = spot(text, stretch, stretch.start + found.start(), stretch.start + found.end())
        for held in rule(case, row):
            if stretch.told or held.verdict == "agrees":
                yield _at(held, at)
    yield from _no_party(case, text, stretch, row)


def _at(held: Held, at: Record) -> Held:
    return replace(held, at=at)


def statuses(case: Case, row: Row) -> frozenset[str] | None:
    """Return the statuses of an instrument for its parties on the day; None where not sure."""
    answers = [case.answer(row.id, p, "record", case.day) for p in case.parties(row.id)]
    if not answers or not all(sure for _, _, sure in answers):
        return None
    return frozenset(s for _, found, _ in answers for s in found)


def _said(case: Case, row: Row, found: frozenset[str]) -> str:
    words = ", ".join(sorted(WORDS[s] for s in found))
    return f"{case.name(row.id)}: {words} on {case.day.day} {case.day:%B %Y} by the formal record"


def _holds(case: Case, row: Row) -> Iterator[Held]:
    found = statuses(case, row)
    if found is None:
        ended = any(a.act in ENDS for a in row.acts)
        if not ended and any(a.act in ("signature", "entry_into_force") for a in row.acts):
            yield _held(True, "status", row, f"{case.name(row.id)}: no act of ending on record")
        return
    if found & (LIVING - {"suspended"}):
        yield _held(True, "status", row, _said(case, row, found))
    elif found <= OVER:
        yield _held(False, "status", row, _said(case, row, found))


def _never(case: Case, row: Row) -> Iterator[Held]:
    entered = [a for a in row.acts if a.act == "entry_into_force" and a.verified != "unverified"]
    notes = " ".join((row.parties_note, row.terms_note))
    if SAYS_NEVER.search(notes):
        yield _held(True, "status", row, f"{case.name(row.id)}: {notes}")
    elif entered:
        yield _held(False, "status", row, f"{case.name(row.id)}: in force from {entered[0].date}")
    elif (found := statuses(case, row)) is not None and not found & (LIVING | OVER):
        yield _held(True, "status", row, _said(case, row, found))


def _unsigned(case: Case, row: Row) -> Iterator[Held]:
    notes = " ".join((row.parties_note, row.terms_note, row.place))
    signed = [a for a in row.acts if a.act == "signature" and a.verified != "unverified"]
    if SAYS_UNSIGNED.search(notes):
        yield _held(True, "act", row, f"{case.name(row.id)}: {notes}")
    elif signed:
        yield _held(False, "act", row, f"{case.name(row.id)}: signature, {signed[0].date}")


def _no_exit(case: Case, row: Row) -> Iterator[Held]:
    if row.terms.exit == "allowed":
        yield _held(False, "exit", row, f"{case.name(row.id)}: {row.terms_note}")
    elif SAYS_NO_EXIT.search(row.terms_note) or row.terms.exit == "none":
        yield _held(True, "exit", row, f"{case.name(row.id)}: {row.terms_note}")


def _no_party(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether who is told to be no party is none, where the row names all parties."""
    found = NO_PARTY.search(text.words(stretch))
    if found is None or not row.parties or "listed" in row.parties_note:
        return
    place = stretch.start + found.start()
    actors = [m for m in text.between(text.mentions, stretch.start, place)
              if text.id_of(m).startswith(("state:", "polity:", "org:", "group:"))]  # fmt: skip
    if not actors:
        return
    party = text.id_of(actors[0])
    fits = party not in row.parties
    if fits or stretch.told:
        parties = ", ".join(case.name(p) for p in row.parties)
        yield _at(_held(fits, "party", row, f"{case.name(row.id)} is between {parties}"),
                  actors[0])  # fmt: skip


def _held(fits: bool, aspect: str, row: Row, says: str) -> Held:
    return Held(
        verdict="agrees" if fits else "differs", aspect=aspect, rule=f"check/{aspect}",
        says=says.strip(), registry=row.id, source=row.source,
        otherwise="" if fits else "the formal record lacks an act, or another is meant",
    )  # fmt: skip
