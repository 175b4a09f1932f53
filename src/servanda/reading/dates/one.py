"""One date by one rule at one place of a line, before what stands around it is joined to it."""

import re
from dataclasses import dataclass

from servanda.reading.dates.absolute import ABSOLUTE
from servanda.reading.dates.compose import Found
from servanda.reading.dates.frame import Frame
from servanda.reading.dates.guard_words import word
from servanda.reading.dates.guards import refused
from servanda.reading.dates.nested import NESTED
from servanda.reading.dates.parts import Parts
from servanda.reading.dates.patterns import Rule, grammar
from servanda.reading.dates.relative import RELATIVE
from servanda.reading.dates.spans import SPANS
from servanda.reading.dates.tense import STOP, tense_at
from servanda.reading.dates.tokens import Line

BUILDERS = {**ABSOLUTE, **RELATIVE, **SPANS, **NESTED}
# "The end of July": the words before "of" tell a part of a stretch, not a thing of that day.
PART_OF = frozenset({"end", "close", "middle", "beginning", "start", "outset", "onset", "rest",
                     "remainder", "turn", "half", "part"})  # fmt: skip
CHRONICLE = re.compile(r"\s?:\s")
TENSED = frozenset({
    "day.dm", "day.md", "day.mo", "day.nth", "days.dm", "days.md", "holiday", "mayday", "month",
    "months.bare", "quarter.bare", "rel.weekend", "season", "season.the", "week.nfew",
    "week.nth", "week.nths", "weekday", "weekday.abbr", "weekday.rel",
})  # fmt: skip
YEARLESS = frozenset({"day.md", "day.dm", "month", "season", "season.the"})
GENERIC = frozenset({"a", "any", "the", "every", "each"})
CONTEXT = 240  # characters that a sentence may run on after a date


@dataclass(frozen=True)
class Options:
    """How to read: `narrative` None lets the text decide; `wide` marks every vague word too."""

    narrative: bool | None = None
    wide: bool = False


def match_one(line: Line, at: int, frame: Frame, options: Options) -> Found | None:
    """Return the longest match of one rule at a token; of equal ones the first of the table."""
    if at >= len(line.codes):
        return None
    matches: list[tuple[int, Rule, re.Match[str]]] = []
    for rule in grammar().starting.get(line.codes[at], ()):
        if rule.reach and not _reached(rule.reach, frame, options):
            continue
        match = rule.regex.match(line.codes, at)
        if match and match.end() > at:
            matches.append((match.end(), rule, match))
    matches.sort(key=lambda found: -found[0])
    for end, rule, match in matches:
        made = _build(line, rule, match, at, end, frame)
        if made is not None:
            return made
    return None


def _reached(reach: str, frame: Frame, options: Options) -> bool:
    """Say whether a rule of limited reach holds for this text and these options."""
    if reach == "news":
        return not frame.narrative
    return options.wide and (reach == "wide" or frame.narrative)


def _build(line: Line, rule: Rule, match: re.Match[str], at: int, end: int,
           frame: Frame) -> Found | None:  # fmt: skip
    named = {
        name: tuple(line.token(i) for i in range(*match.span(name)))
        for name, value in match.groupdict().items() if value
    }  # fmt: skip
    parts = Parts(named, rule.argument)
    if refused(line, rule.id, at, end, parts):
        return None
    frame.borrowed, frame.at = "", line.tokens[at].start()
    if not frame.narrative and rule.id in TENSED:
        place = (line.tokens[at].start(), line.tokens[end - 1].end())
        frame.tense = _tense(line, at, place)
        near = place[0] - frame.place < CONTEXT
        same = near and not STOP.search(line.text, frame.place, place[0])
        frame.context = frame.told if same else None
    try:
        base = (
            Frame()
            if rule.id in YEARLESS and not frame.narrative and _of_any_year(line, end)
            else frame
        )
        made = BUILDERS[rule.builder](parts, base)
    except (ValueError, OverflowError):  # outside the years 1 to 9999: no date of this calendar
        return None
    return Found(at, end, made, rule.id) if made else None


def _tense(line: Line, at: int, place: tuple[int, int]) -> str:
    """Return whether the date of a token lies ahead or back, by the words around it.

    "The initiative of 4 July" was taken before; "the end of July" is a day like another, told from
    where it begins. What opens a line with a colon is told in a chronicle: "17 July: talks begin".
    """
    start, end = place
    if word(line, at - 1) == "of":
        first = at - 2 - (word(line, at - 3) == "the")
        if word(line, at - 2) not in PART_OF:
            return "past"
        start = line.tokens[max(first, 0)].start()
    if CHRONICLE.match(line.text, end) and not line.text[:start].rpartition("\n")[2].strip(" *-•–"):
        return "past"
    return tense_at(line.text, start, end)


def _of_any_year(line: Line, end: int) -> bool:
    """Say whether a date is of a year that no calendar names: "31 December of the third year"."""
    if word(line, end) == "following":
        return True
    if word(line, end) not in ("of", "in") or word(line, end + 1) not in GENERIC:
        return False
    return "year" in {word(line, i) for i in range(end + 2, end + 5)}
