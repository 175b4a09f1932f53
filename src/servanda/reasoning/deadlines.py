"""When a duty falls due: on a day told, or a length of time after entry, signature or ratification.

Days that follow from the status engine keep its uncertainty: an entry on one of several days, and
a month's end with two readings, make a deadline a range of days.
"""

import re
from datetime import date

from msgspec import Struct

from servanda.model.dates import LAST_DAY
from servanda.model.period import NEVER, READINGS, parse_period
from servanda.model.spelt import length_in
from servanda.reasoning.case import Case
from servanda.reasoning.owed import Duty
from servanda.reasoning.status import TooUncertain, intervals
from servanda.reasoning.status.log import ALL

BEFORE_ENTRY = frozenset({"none", "signed", "consented", "provisional"})
ENTRY = re.compile(r"\b(?:entry|enters?|entered|entering) into (?:force|effect)\b", re.IGNORECASE)
SIGNED = re.compile(r"\b(?:signature|signing|signed|conclusion)\b", re.IGNORECASE)
RATIFIED = re.compile(r"\bratif\w+\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:before|prior to|in advance of)\b", re.IGNORECASE)

Range = tuple[int, int | None]  # ordinals; the last is None where it may still come


class Due(Struct, frozen=True):
    """When a duty is due, as told and as days; what cannot be told is said in `note`.

    `earliest` and `latest` are the first and last day that may be meant. `latest` is None where
    the day that it runs from may still come. `until` says that the day ends the duty.
    """

    words: str = ""
    earliest: date | None = None
    latest: date | None = None
    until: bool = False
    note: str = ""
    rule: str = ""

    def standing(self, day: date) -> str:
        """Return whether the due day lies behind: passed, not yet, cannot tell; "" without one."""
        if self.latest is not None and self.latest < day:
            return "passed"
        if self.earliest is not None and self.earliest >= day:
            return "not yet"
        if self.earliest is not None:
            return "cannot tell"
        return "not yet" if self.rule == "not begun" else ""


def due_of(case: Case, duty: Duty, seen_by: str) -> Due:
    """Return when a duty is due in one view."""
    if duty.deadline is not None:
        first, last = duty.deadline
        return Due(duty.deadline_text, first, last, duty.until)
    words = duty.words
    if not words:
        return Due(duty.deadline_text)
    length = length_in(words)
    point = words[length[2] :] if length else words
    if length is None and not (ENTRY.search(point) or SIGNED.search(point)):
        return Due(words)
    try:
        starts, from_what = _start(case, duty, seen_by, point)
    except TooUncertain:
        return Due(words, note="the day that it runs from is too uncertain")
    if not from_what:
        return Due(words, note="the text does not say from which day, or it is not on record")
    if not starts:
        return Due(words, note=f"no {from_what} counts in this view yet", rule="not begun")
    days = [_moved(one, length[0] if length else "P0D", BACK.search(point) is not None)
            for one in starts]  # fmt: skip
    lasts = [d[1] for d in days]
    latest = None if None in lasts else max(d for d in lasts if d is not None)
    told = f"from {from_what}, {_span(starts)}"
    rule = "deadline/" + from_what.replace(" ", "-")
    return Due(words, _day(min(d[0] for d in days)), _day(latest), duty.until, told, rule)


def _start(case: Case, duty: Duty, seen_by: str, point: str) -> tuple[list[Range], str]:
    """Return the ranges of the day from which a deadline runs, and what happens on it."""
    if ENTRY.search(point):
        return _listed(entry_days(case, duty.instrument, duty.bearer, seen_by)), "entry into force"
    if SIGNED.search(point):
        return _listed(signed_days(case, duty.instrument, seen_by)), "signature"
    if RATIFIED.search(point):
        return [], ""
    if point.strip(" ,.") and not re.fullmatch(r"\s*(?:at the latest|of this \w+)?\s*", point):
        return [], ""
    # Nothing is said of the day: it may run from signature or from entry into force.
    entry = entry_days(case, duty.instrument, duty.bearer, seen_by)
    signed = signed_days(case, duty.instrument, seen_by)
    return [d for d in (signed, entry) if d], "signature or entry into force"


def _listed(found: Range | None) -> list[Range]:
    return [found] if found else []


def entry_days(case: Case, instrument: str, party: str, seen_by: str) -> Range | None:
    """Return the first and last day on which an instrument may have entered into force for a party.

    The last is None where it may not have entered by the day asked about; None: it has not.
    """
    if party not in case.parties(instrument):
        return None
    last = case.day.toordinal()
    desk = case.family(instrument).desk
    found = intervals(desk.log, instrument, party, seen_by, last=last, desk=desk)
    open_ = [one for one in found if not BEFORE_ENTRY.issuperset(one.statuses)]
    if not open_:
        return None
    sure = [one.first for one in found if BEFORE_ENTRY.isdisjoint(one.statuses)]
    return open_[0].first, min(sure, default=None)


def signed_days(case: Case, instrument: str, seen_by: str) -> Range | None:
    """Return the first and last day on which the last party may have signed."""
    desk = case.family(instrument).desk
    if instrument not in desk.log.instruments:
        return None
    acts = [a for a in desk.views(instrument, seen_by)[0].acts if a.kind == "signature"]
    last = case.day.toordinal()
    acts = [a for a in acts if a.lo <= last]
    whole = [a for a in acts if a.actor == ALL]
    if whole:
        return whole[0].lo, whole[0].hi
    signers = {a.actor for a in acts}
    if not acts or not signers >= set(case.parties(instrument)):
        return None
    return max(a.lo for a in acts), max(a.hi for a in acts)


def _moved(start: Range, length: str, back: bool) -> Range:
    """Return a range moved by a length of time, in both readings of month ends."""
    period = parse_period(length)
    move = period.subtract if back else period.add
    first = min(move(start[0], r) for r in READINGS)
    last = None if start[1] is None else max(move(start[1], r) for r in READINGS)
    return first, last


def _day(ordinal: int | None) -> date | None:
    if ordinal is None or ordinal >= NEVER or not 0 < ordinal <= LAST_DAY:
        return None
    return date.fromordinal(ordinal)


def _span(starts: list[Range]) -> str:
    """Return the days from which a deadline runs, in words."""
    first = min(s[0] for s in starts)
    lasts = [s[1] for s in starts]
    begin = date.fromordinal(first).isoformat()
    if None in lasts:
        return f"on some day since {begin}, if at all"
    last = date.fromordinal(max(d for d in lasts if d is not None)).isoformat()
    return begin if begin == last else f"some day from {begin} to {last}"
