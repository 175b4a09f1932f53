"""What stands near a naming: day, place, parties and signatories, against the instrument's row."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.reasoning.case import Case
from servanda.reasoning.check.beside import SURE
from servanda.reasoning.check.beside import held_beside as _held
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.cues import ANOTHER_ONE, REACH, cue_before
from servanda.reasoning.check.facts import facts_told
from servanda.reasoning.check.namings import cities, towns_of
from servanda.reasoning.check.near_days import days, sisters
from servanda.reasoning.check.near_names import parties, people
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.spots import words_at
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import dated

NEAR_DAY = 60  # characters between a day and the place of what was done on it
AT = re.compile(r"\b(?:in|at)\s+((?:[A-Z][\w’'-]+)(?:\s+(?:el-)?[A-Z][\w’'-]+){0,2})")
# What is denied, signed besides, or told of the day that returns, is no telling of the signing.
UNSURE = re.compile(
    r"\b(?:not|never)\s+(?:\w+\s+)?(?:signed|concluded|agreed|made|in)\b|\banniversar|\bcommemorat|"
    r"\b(?:once more|again|anew|first|re-?sign\w*)\b|"
    r"\bsign\w*\s+(?:an?|the|his|her|its|their|another)\s+(?:\w+\s+)?(?:decree|law|bill|order|letter|"
    r"book|contract|petition|instrument|register)\b",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)?")


def hold(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of the days, places and names told of an instrument."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for rule in (days, _places, people, parties, sisters):
        for held in rule(case, text, stretch, row):
            known = (stretch.named or stretch.strong) and stretch.told
            if held.verdict == "differs" and not known and held.aspect == "place":
                held = replace(held, pinned=_pinned(case, text, stretch, row))
            sure = (known or held.pinned) and not UNSURE.search(text.words(stretch))
            if held.verdict == "agrees" or (sure and not _another(text, stretch, held)):
                yield held


def _pinned(case: Case, text: Text, stretch: Stretch, row: Row) -> bool:
    """Say whether the persons, days and words told in a sentence are of one row of the registry."""
    rows = Rows.of(case)
    facts = facts_told(text, (stretch.sentence.start, stretch.sentence.end), frozenset())

    def weight(one: Row) -> tuple[int, int]:
        fit = rows.fit(one, facts)
        day = fit.day if fit.day > 1 else 0
        return day + fit.people + fit.words, sum(map(bool, (day, fit.people, fit.words)))

    points, sorts = weight(row)
    return sorts > 1 and points > PINNED and all(
        weight(r)[0] + 1 < points for r in rows.all if r.id != row.id)  # fmt: skip


PINNED = 3  # points of facts of two sorts


def _another(text: Text, stretch: Stretch, held: Held) -> bool:
    """Say whether another agreement is spoken of between a naming and what is told."""
    if held.at is None:
        return False
    if not stretch.named and ANOTHER_ONE.search(
        text.document.text, stretch.sentence.start, held.at.anchors[0].start):  # fmt: skip
        return True
    parts = {start for start, _ in stretch.sentence.parts}
    if stretch.start not in parts and held.at.anchors[0].start < stretch.by.anchors[0].start:
        return True  # it stands with the naming before
    first, last = stretch.by.anchors[-1].end, held.at.anchors[0].start
    if last < stretch.by.anchors[0].start:
        first = stretch.start
    return ANOTHER_ONE.search(text.document.text, first, max(first, last)) is not None


def _places(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    words = text.words(stretch)
    known = towns_of(case, row)
    signed = dated(row)
    on_the_day = signed is not None and any(
        t.earliest and t.latest and t.granularity in ("day", "month") and t.timex_type == "DATE"
        and t.earliest <= signed[1] and signed[0] <= t.latest
        for t in text.between(text.times, stretch.start, stretch.end))  # fmt: skip
    for match in AT.finditer(words) if row.place else ():
        told = cities(case, match[1])
        sort, far = cue_before(words, match.start())
        if not told or ((sort not in ("signature", "agreed") or far > REACH / 2) and not (
            on_the_day)):  # fmt: skip
            continue
        far_off = on_the_day and sort not in ("signature", "agreed") and not any(
            abs(t.anchors[0].start - stretch.start - match.start()) < NEAR_DAY
            for t in text.between(text.times, stretch.start, stretch.end))  # fmt: skip
        fits = bool(told & known) or match[1] in row.place
        if far_off and not fits:
            continue
        if not fits and not known and not PLAIN.fullmatch(row.place):
            continue
        if fits or sort in SURE or (on_the_day and not stretch_ends(sort)):
            start = stretch.start + match.start(1)
            at = text.between(text.mentions, start, start + 1) or [
                words_at(text, stretch, start, stretch.start + match.end(1))]  # fmt: skip
            yield _held(fits, "place", row, f"{case.name(row.id)} was signed at {row.place}",
                        at[0])  # fmt: skip


def stretch_ends(sort: str) -> bool:
    """Say whether a sort of cue tells of another deed than the making of an agreement."""
    return sort in ("entry", "other")
