"""How a clause is meant: denied or not, as a fact or as a thought, and on which days."""

import re
from datetime import date, timedelta

from msgspec import Struct

from servanda.model import Time
from servanda.model.spelt import count_of
from servanda.reasoning.tellings.pages import Line, Page

DENIAL = re.compile(
    r"\b(?:never|not|no|nobody|none|nothing|neither|nor|without|cannot|no one|hardly|nowhere)\b|"
    r"n['’]t\b", re.IGNORECASE,
)  # fmt: skip
# What holds "not" and denies nothing, or denies only the manner, the day or the end of it.
NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely|simply|until|till|before|so much|for nothing|least|"
    r"surprising\w*|in vain)\b|\bno (?:doubt|longer ago|sooner|wonder|less|fewer|more than)\b|"
    r"(?:^\s*|[.:;?!]\s)[\"“]?No[.,!]\s|\bnever mind\b|\bnot without\b|\bwhy not\b|"
    r"\bnothing but\b", re.IGNORECASE,
)  # fmt: skip
EVER = re.compile(
    r"\bnever\b|\bno\b|\bnobody\b|\bno one\b|\bnone\b|\bneither\b|\bat all\b|\bat any time\b|"
    r"\bnot one\b|\b(?:a|one) (?:single|shot|cent|penny|word|stone|finger|drop)\b|"
    r"\bany\b", re.IGNORECASE,
)  # fmt: skip
MANNER = re.compile(
    r"^\s*(?:(?:it|them|this|the \w+)\s+)?(?:until|till|because|out of|lightly|alone|willingly|"
    r"in full|entirely|immediately|at once|on time|in time|under duress|for the reasons?|"
    r"in (?:good|bad) faith|as an?)\b", re.IGNORECASE,
)  # fmt: skip
LATER = re.compile(r"^[^.,;:]{0,60}\b(?:until|till|because|out of fear|lightly|under duress)\b")
OPEN = re.compile(
    r"\b(?:if|whether|unless|would|could|might|(?-i:may)|should|suppose[sd]?|supposing|perhaps|maybe|"
    r"as though|as if|provided|in case|were to|imagine|lest|were it|until|once|wants? to|wish\w*|"
    r"want(?:s|ed)? to|hop(?:es?|ed) to|tried to|asked? (?:to|for)|demand\w*|offer\w*|propos\w+|"
    r"threaten\w*|about to|ready to|plan(?:s|ned)? to|intend\w*|to be|in order to|"
    r"the right to|free to|can)\b", re.IGNORECASE,
)  # fmt: skip
# A claim under these is not made, or is taken back.
UNSAID = re.compile(
    r"(?:\b(?:not|never|nobody|no one|n['’]t)\s+(?:\w+\s+){0,2}(?:say|says|said|claim\w*|"
    r"state[sd]?|announce[sd]?|declare[sd]?|mean[st]?|think|believe\w*)|\b(?:deny|denies|denied|doubt\w*|"
    r"refut\w+|wonder\w*|ask(?:s|ed)? (?:if|whether)|dream\w*|joke[sd]?|fear\w*|untrue|false)\b"
    r"[^.;]{0,25})\s*(?:that\s*)?$", re.IGNORECASE,
)  # fmt: skip
# "Some official will proclaim that it has lapsed": nobody has said so yet.
TO_BE_SAID = re.compile(
    r"\b(?:will|would|may|might|could|shall|should)\s(?:\w+\s){0,2}(?:say|claim|declare|proclaim|"
    r"announce|tell|argue|insist|pretend|maintain)\b[^.;]{0,30}\bthat\s*$", re.IGNORECASE,
)  # fmt: skip
SUPPOSING = re.compile(r"\b(?:if|whether|unless|until)\s[^,;]*$", re.IGNORECASE)
INVERTED = re.compile(r"^[\s\"“]*(?:Had|Were|Should|If|Unless|Suppose|Imagine)\s")
FUTURE = re.compile(r"\b(?:will|shall|'ll|’ll|is to|are to|going to|is due to)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
CLEFT = re.compile(r"It (?:was|is) (?:on|in)\s")
# "Recall how it began: it was on 6 March that they signed": the day of what follows "that".
CLEFT_DAY = re.compile(
    r"\b[Ii]t (?:was|is) (?:only |as early as )?(?:on|in)\s(?P<day>[^,;:]{3,40}?)\sthat\s$"
)
BACK = re.compile(r"[;:()“”]|\bthat\b")


TAKEN_BACK = re.compile(
    r"\bcorrections?\b|\bcorrected\b|\berratum\b|\bearlier version\b|"
    r"\b(?:I|we) (?:was|were) wrong\b|\bmy (?:mistake|error)\b|\bmisprint\w*|"
    r"\b(?:my|our|a) slip\b|\bstands? corrected\b|\bby mistake\b", re.IGNORECASE,
)  # fmt: skip


TIGHT = 32  # days


class Window(Struct, frozen=True):
    """The days that a clause is of; `year` says whether the year stands there or is worked out.

    `since` says that it holds from the first day on.
    """

    first: date | None
    last: date | None
    year: bool = True
    since: bool = False
    before: bool = False
    start: int = 0
    end: int = 0

    @property
    def tight(self) -> bool:
        """Say whether it is a month or less."""
        return bool(self.first and self.last and (self.last - self.first).days < TIGHT
                    and not self.before and not self.since)  # fmt: skip

    def apart(self, other: "Window") -> bool:
        """Say whether two windows have no day in common.

        Where one of them has no year of its own, its year was worked out, and the month and day
        alone are compared.
        """
        if not (self.first and self.last and other.first and other.last):
            return False
        if self.year and other.year:
            return self.last < other.first or other.last < self.first
        return not _days_of_year(self) & _days_of_year(other)


def _days_of_year(window: Window) -> set[tuple[int, int]]:
    if window.first is None or window.last is None:
        return set()
    span = min(window.last.toordinal() - window.first.toordinal(), 366)
    days = (date.fromordinal(window.first.toordinal() + n) for n in range(span + 1))
    return {(d.month, d.day) for d in days}


def negated_before(before: str, words: str, after: str) -> tuple[bool, bool]:
    """Return whether a verb is denied by what stands before it, and whether for all time."""
    clean = NO_DENIAL.sub(" ", before)
    inner = NO_DENIAL.sub(" ", words)
    count = len(DENIAL.findall(clean)) + bool(re.match(r"(?:no|no such|no longer)\b", inner, re.I))
    if count % 2 == 0 or MANNER.match(after) or LATER.match(after):
        return False, False
    return True, bool(EVER.search(clean + inner + " " + after[:40]))


def mood_of(above: str, before: str, text: str, line: Line) -> str:
    """Return `fact`, `future` or `open` for a clause, by what stands above and before its verb."""
    whole = text[line.start : line.end]
    if whole.rstrip(' "”’').endswith("?") or INVERTED.match(whole):
        return "open"
    if UNSAID.search(above) or TO_BE_SAID.search(above) or SUPPOSING.search(above):
        return "open"
    if OPEN.search(before):
        return "open"
    return "future" if FUTURE.search(before) else "fact"


def window_of(
    page: Page, span: tuple[int, int, int, int], line: Line, used: set[int] | None = None,
    names: list[tuple[int, int]] | None = None, *, own: bool = False,
) -> Window | None:  # fmt: skip
    """Return the days of a clause: of the first time after its verb, else the last before it.

    `span` are the first offset of the clause, the verb's two, and the clause's last. Times in
    `used` belong to another verb, those in `names` to a name; a denial (`own`) is of a time only
    that stands after its verb.
    """
    first, start, end, last = span
    apart = used or set()

    def free(a: int, b: int) -> list[Time]:
        return [
            t for t in page.times_in(a, b)
            if t.anchors[0].start not in apart
            and not any(s <= t.anchors[0].start < e for s, e in names or ())
        ]  # fmt: skip

    after, before = free(end, last), [] if own else free(first, start)
    time = next(iter(after or free(start, end)), None) or (before[-1] if before else None)
    if time is None and line.start < first and not own:  # "On 7 May 1999, as is known, they signed"
        head = free(line.start, min(first, line.start + 45))
        lead = page.text[line.start : first]
        if head and head[0].anchors[0].start - line.start < 12 and (
            CLEFT.match(lead) or not BACK.search(lead)
        ):  # fmt: skip
            time = head[0]
    if time is None and not own and (
        cleft := CLEFT_DAY.search(page.text[max(line.start, first - 70) : first])
    ):  # fmt: skip
        at = max(line.start, first - 70) + cleft.start("day")
        time = next(iter(free(at - 1, first)), None)
    if time is None and not own:
        time = page.entries.get(line.start)
    if time is None:
        return None
    return _window(page, line, time, free(first, last))


def _window(page: Page, line: Line, time: Time, around: list[Time]) -> Window | None:
    words = time.anchors[0].quote
    near = page.text[max(line.start, time.anchors[0].start - 14) : time.anchors[0].start]
    since = time.mod == "ON_OR_AFTER" or bool(re.search(r"\bsince\s+(?:the\s+)?$", near, re.I))
    until = bool(re.search(r"\b(?:until|till|before|by|within)\s+(?:the\s+)?$", near, re.I))
    first, last, at = time.earliest, time.latest, time.anchors[0]
    year = bool(YEAR.search(words)) or (time.relative_to == "published" and not MONTH.search(words))
    if shift := OFFSET.search(page.text[line.start : at.start]):  # "two days after the signing on"
        first, last = _shifted(first, shift), _shifted(last, shift, late=True)
    if not year:  # "on a January night in 1942"
        for other in around:
            if YEAR.fullmatch(other.anchors[0].quote) and other.anchors[0].start > at.start:
                said = int(other.anchors[0].quote)
                first, last, year = _in_year(first, said), _in_year(last, said), True
                break
    return Window(first, last, year, since, until, at.start, at.end)


OFFSET = re.compile(
    r"\b(?P<n>\d+|[a-z]+(?:-[a-z]+)?)\s(?P<unit>day|week|month|year)s?\s(?P<side>after|before|from)\b"
    r"[^,;.:]{0,50}$", re.IGNORECASE,
)  # fmt: skip
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
LOOSE = {"day": 0, "week": 3, "month": 16, "year": 90}  # how exact "two months after" is, in days


def _shifted(day: date | None, shift: re.Match[str], *, late: bool = False) -> date | None:
    """Return a day moved by "two months after", the later end of a window moved further."""
    count = count_of(shift["n"])
    if day is None or not count:
        return day
    unit = shift["unit"].lower()
    days = count * DAYS[unit] * (-1 if shift["side"].lower() == "before" else 1)
    return day + timedelta(days=days + (LOOSE[unit] if late else -LOOSE[unit]))


def _in_year(day: date | None, year: int) -> date | None:
    if day is None:
        return None
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def taken_back(page: Page) -> frozenset[Line]:
    """Return the sentences that take a mistake back, or are taken back by the next."""
    marked = [bool(TAKEN_BACK.search(page.text, x.start, x.end)) for x in page.lines]
    return frozenset(
        line for n, line in enumerate(page.lines) if marked[n] or any(marked[n + 1 : n + 2])
    )
