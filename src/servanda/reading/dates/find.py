"""Finding the dates of a text: one pass over its tokens, the longest rule wins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from servanda.model.terms import Granularity, TimexMod, TimexType
from servanda.reading.dates import compose
from servanda.reading.dates.calendar import Moment
from servanda.reading.dates.compose import Found
from servanda.reading.dates.frame import Frame
from servanda.reading.dates.guard_words import word, words
from servanda.reading.dates.modifiers import left_open, mod_of
from servanda.reading.dates.one import YEARLESS, Options, match_one
from servanda.reading.dates.parts import Made
from servanda.reading.dates.tokens import Line, tokenize
from servanda.reading.dates.words import OTHER, vocabulary

STRONG = (
    "MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "YEAR", "UNIT", "UNITS", "WEEKEND", "DECADENUM",
    "SHORTDECADE", "SHORTYEAR", "DECADEWORD", "ISO", "NUMERIC", "CLOCK", "MERIDIEM", "ERA",
    "DAYPART", "DEICTIC", "SETWORD", "SETADJ", "NOW", "PASTWORD", "SOON", "RECENT", "FUTURE",
    "PRESENT", "HOLIDAY", "ORDNUM", "NINEELEVEN", "PASTNOUN", "WEEKDAYABBR", "SHORTTENS",
    "ISOTIME", "AGO", "ROMAN", "QLETTER", "THEUNIT", "WEEKENDS", "WEEKDAYSALL",
)  # fmt: skip
RANGES = {"between": ("and",), "from": ("to", "until", "till", "through")}
BETWEEN = frozenset({"-", "–", "—", "to", "until", "till", "through"})
JOINED = BETWEEN | {",", "and", "or"}
LENDING = ("day", "month", "season")
LENDERS = 4  # dates in a row that may wait for the year of the last
LONG_PAST = 10
LARGE = compose.LARGE
# "In ", "By the end of ": so little stands before a date that opens a sentence.
SENTENCE_START = re.compile(r"(?:^|[.!?:;]\W{1,3}|\n)\W*(?:\w+\s)?(?:the\s)?$")
LEGAL_LEAST, LEGAL_EVERY = 4, 1500  # a text with so many "shall", one in so many characters
LEAP = 8  # years: so far aside goes what is told in passing
NARRATIVE_YEARS = 6  # so many old years, and twice as many as words like "yesterday"


@dataclass(frozen=True)
class Match:
    """A time expression: `text[start:end]` is what stands there, the rest what it means.

    `earliest` and `latest` are None where that side is not known; `edtf` is empty where no EDTF
    form fits or only a bound is known; `relative_to` is "" for a date that needs nothing else.
    `ends` are the two dates of a range. `mod` is the modifier as TIMEX3 names them.
    """

    start: int
    end: int
    text: str
    edtf: str
    earliest: date | None
    latest: date | None
    granularity: Granularity
    timex_type: TimexType
    timex_value: str
    relative_to: str
    rule: str
    ends: tuple["Match", ...] = ()
    mod: TimexMod = ""

    @property
    def open_edtf(self) -> str:
        """Return the EDTF of what the words around it leave open: "since 2019" is `2019/..`.

        It is `edtf` where nothing is left open, and empty where that is.
        """
        return left_open(self.mod, self.edtf, self.earliest, self.latest)


def find(text: str, published: date | None = None, options: Options | None = None) -> list[Match]:
    """Return the time expressions of a text in order, none overlapping.

    Relative ones are reckoned from `published`; without it they keep TIMEX3 placeholders ("X") and
    no dates. In a narrative the last date told stands for it.
    """
    options = options or Options()
    line = tokenize(text)
    narrative, legal = options.narrative, is_legal(text)
    if narrative is None:
        narrative = not legal and is_narrative(line, published)
    frame = Frame(published, narrative, legal=legal)
    return [_match(text, line, found) for found in _walk(line, frame, options)]


def is_legal(text: str) -> bool:
    """Say whether a text lays down what shall be: "that year" in it is any year, not one told."""
    return text.count(" shall ") >= max(LEGAL_LEAST, len(text) // LEGAL_EVERY)


def is_narrative(line: Line, published: date | None) -> bool:
    """Say whether a text tells of times long past rather than of the days around its publication.

    It does when it names many old years, and few days relative to its own. A text of unknown date
    must name none of these: what "last year" is cannot be told from its years.
    """
    words = vocabulary().classes
    recent = sum(1 for _ in _close().finditer(line.codes))
    year, era = next(iter(words["YEAR"])), words["ERA"]
    horizon = (published.year if published else 9999) - LONG_PAST
    years = [int(m.group()) for m, code in zip(line.tokens, line.codes, strict=True)
             if code == year and m.group().isdecimal()]  # fmt: skip
    fresh = sum(1 for y in years if y >= horizon)
    old = len(years) - fresh + sum(1 for code in line.codes if code in era)
    if published is None and recent:
        return False
    return old >= NARRATIVE_YEARS and old > 2 * (recent + fresh)


@lru_cache(maxsize=1)
def _close() -> re.Pattern[str]:
    """Return the regex of what is reckoned from the day of writing: "yesterday", "last year"."""
    words, codes = vocabulary().classes, vocabulary().codes
    near = "".join(sorted(words["DEICTIC"] | words["WEEKDAY"] | words["AGO"]))
    this = "".join(codes[name] for name in ("last", "next", "this"))
    units = "".join(sorted(words["UNIT"] | words["MONTH"] | words["SEASON"]))
    return re.compile(f"[{near}]|[{this}][{units}]")


def _names_thing(line: Line, best: Found, last: Found | None, last_names: bool) -> bool:
    """Say whether a date names an agreement and tells nothing of when things happen.

    "The statement of 9 November 2020 and 11 January 2021": both name, neither tells. `last_names`
    says it of the date before.
    """
    before, second = word(line, best.begin - 1), word(line, best.begin - 2)
    if (before == "of" and second in words("dated")) or word(line, best.end) in words("dated"):
        return True
    if not last_names or last is None or best.begin - last.end > 2:
        return False
    return {word(line, i) for i in range(last.end, best.begin)} <= {",", "and", "of"}


@lru_cache(maxsize=1)
def _strong() -> re.Pattern[str]:
    """Return the regex of the words that may carry a date."""
    words = vocabulary().classes
    return re.compile(f"[{''.join(sorted(set().union(*(words[name] for name in STRONG))))}]")


def _runs(codes: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of known words with at least one that may carry a date, in one pass."""
    end, strong = 0, _strong()
    while match := strong.search(codes, end):
        start = codes.rfind(OTHER, end, match.start()) + 1 or end
        end = codes.find(OTHER, match.end())
        end = len(codes) if end < 0 else end
        yield start, end


def _walk(line: Line, frame: Frame, options: Options) -> list[Found]:
    found: list[Found] = []
    names = False
    for at, end in _runs(line.codes):
        while at < end:
            best = _compound(line, at, frame, options)
            if best is None:
                at += 1
                continue
            names = _names_thing(line, best, found[-1] if found else None, names)
            if best.made.timex_type in ("DATE", "TIME"):
                _hear(line, frame, best, names)
            found.append(best)
            at = best.end
    return found


def _hear(line: Line, frame: Frame, found: Found, names: bool) -> None:
    """Tell the frame of a date, unless it is said in passing: of a thing, or beside the tale."""
    if found.rule == "nine.eleven":
        return  # it names what happened then
    moment, relative = found.made.moment, found.made.relative_to not in ("", "published")
    start = line.tokens[found.begin].start()
    if not frame.narrative:
        (frame.pass_by if names else frame.hear)(moment)
        frame.place = start if moment.year else frame.place
        return
    paragraph = line.text.count("\n", frame.place, start) > 0
    frame.place = start
    if paragraph:
        frame.thread = None
    told = frame.thread
    opens = SENTENCE_START.search(line.text, max(0, start - 24), start) is not None
    wide = moment.granularity in LARGE and moment.granularity not in ("month", "season")
    aside = names
    if frame.told is not None and moment.year and wide:
        leap = abs(moment.year - frame.told.year) >= LEAP and not opens
        aside = aside or leap or (relative and moment.year < frame.told.year)
    if told is not None and not opens and moment.year:
        back = (moment.year, moment.month) < (told.year, told.month) and not relative
        aside = aside or wide or back
    (frame.pass_by if aside else frame.hear)(moment)
    if not aside and moment.month:
        frame.thread = moment


def _compound(line: Line, at: int, frame: Frame, options: Options) -> Found | None:
    """Return the longest date that begins at a token, with what belongs to it on both sides."""
    joiners = RANGES.get(line.tokens[at].group().lower())
    if joiners:
        return _range(line, at, joiners, frame, options)
    found = _single(line, at, frame, options)
    if found is None or found.made.relative_to == "":
        return found
    return _lent(line, found, frame, options)


def _lent(line: Line, found: Found, frame: Frame, options: Options) -> Found:
    """Return a date without a year with the year told after it: "April and June 1955"."""
    m, hop = found.made.moment, found
    if found.rule.partition("+")[0] not in YEARLESS or m.granularity not in LENDING:
        return found
    for _ in range(LENDERS):
        if word(line, hop.end) not in JOINED:
            return found
        after = _single(line, hop.end + 1, frame, options)
        if after is None or after.made.moment.granularity != m.granularity:
            return found
        if after.made.relative_to == "" and not after.made.ends:
            back = word(line, hop.end) in BETWEEN
            return compose.with_year(found, after.made.moment, back)
        hop = after
    return found


def _single(line: Line, at: int, frame: Frame, options: Options) -> Found | None:
    """Return what `_compound` does, but no range."""
    core = match_one(line, at, frame, options)
    for name, pattern in compose.prefixes().items():
        head = pattern.match(line.codes, at)
        if head is None or head.end() == at:
            continue
        wide = replace(options, wide=True) if name == "part" else options
        inner = match_one(line, head.end(), frame, wide)
        if inner is None or (core is not None and core.end >= inner.end):
            continue
        gran = inner.made.moment.granularity
        if name == "part" and gran in compose.LARGE:
            return compose.with_part(line, inner, at)
        if name == "later" and inner.rule.startswith(("rel.unit", "year.the", "unit.the")):
            return compose.with_part(line, inner, at)
        if name == "about" and gran in ("year", "month", "decade", "century"):
            return compose.approximate(inner, at)
        if name == "hours" and gran == "day" and inner.made.timex_type == "DATE":
            return compose.at_time(inner, compose.hours_code(line, head.start("h")), at, inner.end)
        if name == "daypart" and gran == "day" and inner.made.timex_type == "DATE":
            time = compose.daypart_code(line, head.start("p"))
            return compose.at_time(inner, time, at, inner.end)
    return _with_suffix(line, core, frame, options) if core else None


def _range(line: Line, at: int, joiners: tuple[str, ...], frame: Frame,
           options: Options) -> Found | None:  # fmt: skip
    """Return "between 2020 and 2022", "from May to July": the joiner follows the first date."""
    first = _single(line, at + 1, frame, options)
    if first is not None and first.made.ends:
        return replace(first, begin=at, made=compose.opened(line, first))
    if first is None or first.made.ends or first.end >= len(line.tokens):
        return None
    if line.tokens[first.end].group().lower() not in joiners:
        return None
    last = _single(line, first.end + 1, frame, options)
    return compose.joined(line, first, last, at) if last and not last.made.ends else None


def _with_suffix(line: Line, core: Found, frame: Frame, options: Options) -> Found:
    moment, suffix = core.made.moment, compose.suffixes()
    if moment.granularity == "day" and core.made.timex_type == "DATE" and "-" in moment.value:
        tail = suffix["daypart"].match(line.codes, core.end)
        if tail and core.rule.startswith(("weekday", "day", "deictic")):
            time = compose.daypart_code(line, tail.start("p"))
            return compose.at_time(core, time, core.begin, tail.end())
        clock = _clock_after(line, core.end, frame, options)
        if clock:
            time = "T" + clock.made.moment.value.partition("T")[2]
            return compose.at_time(core, time, core.begin, clock.end)
    if core.made.timex_type == "TIME" and core.rule.startswith(("clock", "daypart.at")):
        gap = suffix["on"].match(line.codes, core.end)
        day = match_one(line, gap.end() if gap else core.end, frame, options)
        if day and day.made.moment.granularity == "day" and day.made.timex_type == "DATE":
            time = "T" + moment.value.partition("T")[2]
            return compose.at_time(day, time, core.begin, day.end)
    return core


def _clock_after(line: Line, at: int, frame: Frame, options: Options) -> Found | None:
    """Return the time of day in "today at 12:00", "Sunday 10am"."""
    clock = match_one(line, at + (word(line, at) in ("at", ",")), frame, options)
    return clock if clock and clock.rule.startswith("clock") else None


def _match(text: str, line: Line, found: Found) -> Match:
    start, end = line.tokens[found.begin].start(), line.tokens[found.end - 1].end()
    made, ends = found.made, tuple[Match, ...]()
    if made.cut:
        opening = made.cut[2] if len(made.cut) > 2 else start
        places = ((opening, made.cut[0]), (made.cut[1], end))
        ends = tuple(_plain(text, place, moment, made, found.rule)
                     for place, moment in zip(places, made.ends, strict=True))  # fmt: skip
    whole = _plain(text, (start, end), made.moment, made, found.rule)
    return replace(whole, ends=ends, mod=mod_of(line, found.begin, found.end, made.timex_type))


def _plain(text: str, place: tuple[int, int], m: Moment, made: Made, rule: str) -> Match:
    return Match(place[0], place[1], text[place[0] : place[1]], m.edtf, m.earliest, m.latest,
                 m.granularity, made.timex_type, m.value, made.relative_to, rule)  # fmt: skip
