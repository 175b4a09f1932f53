"""What looks like a date and is none: ordinary words, article numbers, ages, money, names."""

import re

from servanda.reading.dates.guard_words import gap, word, words
from servanda.reading.dates.number_guards import counts, numbered, year_refused
from servanda.reading.dates.parts import Parts
from servanda.reading.dates.tokens import Line
from servanda.reading.dates.words import vocabulary

CURRENCY = "$€£¥₽₴₹"
PAST = re.compile(
    r"[a-z]{2,}ed|was|were|became|began|found|had|broke|brought|fell|led|made|came|went|took|grew|"
    r"lost|won|left|sent|gave|got|met|rose|ran|drew|spread|turned"
)
MODALS = frozenset({
    "shall", "will", "would", "must", "to", "may", "might", "could", "can", "should", "not",
})  # fmt: skip
HOLIDAYS = frozenset({"day", "eve", "monday", "sunday", "week", "weekend"})
AGE = re.compile(r"[\s-]*(?:olds?\b|of age\b)", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged?|ages)(?: of)?\s*(?:\d+\s*(?:to|and|or|[-–])\s*)?$", re.IGNORECASE)


def refused(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    """Say whether tokens `begin` to `end` (exclusive), matched by a rule, are no date after all."""
    family = rule.partition(".")[0]
    if _glued(line, begin) or (parts.has("r") and _verb(line, begin, parts)):
        return True
    if rule in ("set.word", "daypart.rel", "daypart.wide", "deictic") and _titled(line, begin):
        return True
    if rule == "decade.late" and _age_or_degree(line, begin, parts):
        return True
    if rule == "span.for" and word(line, begin - 1) not in ("for", "over"):
        return True
    if family == "soon":
        before, after = word(line, begin - 1), word(line, end)
        told = before in ("was", "were", "had") or PAST.fullmatch(after) is not None
        return told or before in ("as", "too") or after in ("as", "after", "afterwards")
    if rule == "unit.the":
        return word(line, begin - 1) not in ("of", "in") or word(line, end) in ("of", "before")
    if rule == "clock.mil":
        return (
            not line.tokens[begin].group().startswith(("0", "1", "2"))
            or len(word(line, begin)) != 4
        )
    if rule == "quarter.bare":
        return word(line, end) == "of"
    if family in ("span", "ago", "later"):
        return _span(line, rule, begin, end, parts)
    if rule == "months.bare":
        return not (parts.first("m").capital and parts.first("n").capital)
    if rule == "weekday.abbr":
        return not _shorthand(line, begin, end, parts)
    if parts.has("m") and _month_word(line, rule, begin, end, parts):
        return True
    if family in ("year", "years"):
        return year_refused(line, rule, begin, end)
    if family == "past":
        return "as" in (word(line, begin - 1), word(line, end))
    if rule == "numeric":
        return word(line, begin - 1) in words("numbered")
    if family == "set" and word(line, begin) == "per":
        return rule.startswith("set.day") or parts.value("u", "UNIT") in ("S", "M", "H")
    if rule == "clock.h" and gap(line, begin) == "" and word(line, begin - 1) == "-":
        return True
    if rule == "nine.eleven":
        before, after = word(line, begin - 1), word(line, end)
        led = before in words("nine_eleven_before") or after in words("nine_eleven_after")
        return after == "of" or not led
    if family == "clock":
        if word(line, begin - 1) == "in" and not parts.has("x") and not parts.has("p"):
            return True  # she ran it in 10:35
        near = {word(line, i) for i in range(begin - 3, begin)}
        return numbered(line, begin) or bool(near & words("proportion"))
    if family == "holiday":
        named = named_after(line, end) and word(line, end) not in words("event") | HOLIDAYS
        plain = rule == "holiday" and not parts.has("x")
        return plain and (named or counts(word(line, end)))
    if rule == "set.word":
        paper = word(line, end - 1) in ("daily", "weekly", "monthly", "nightly", "quarterly")
        return paper and named_after(line, end)
    if family == "season":
        return _season(line, rule, begin, end, parts)
    if family == "weekday":
        return _weekday(line, rule, begin, end, parts)
    if rule == "day.the":
        return _day_of_month(line, begin, end)
    if rule in ("day.prev", "day.later"):
        follows = word(line, end)
        return "before" in (word(line, end - 1), follows) and follows not in ("", ".", ",", ";")
    if rule == "rel.unit":
        return _unit(line, end, parts)
    return False


def _month_word(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    token, before, after = parts.first("m"), word(line, begin - 1), word(line, end)
    bare = rule == "month"
    if not token.capital and (bare or token.text in words("namelike_month") | words("short_month")):
        return True
    if not bare:
        return rule == "day.dm" and before in words("numbered")
    if person_before(line, begin) or after in words("street"):
        return True
    if token.text in words("short_month"):
        return True
    if token.text in words("namelike_month"):
        named = before == "the" and after not in ("on", "of")
        return before not in words("before_month") and not named
    if before not in words("before_month") and named_after(line, end):
        return after not in words("dated") | words("event")
    return before not in words("before_month_name") and _capitalised(line, begin - 1)


def _capitalised(line: Line, index: int) -> bool:
    """Say whether the word before is a name, as in "Prime Minister April Jones"."""
    if not 0 <= index < len(line.tokens) - 1:
        return False
    raw = line.tokens[index]
    near = line.tokens[index + 1].start() - raw.end() == 1
    starts = index == 0 or line.tokens[index - 1].group() in '.!?:"“”'
    return near and raw.group()[:1].isupper() and not starts and len(raw.group()) > 1


def person_before(line: Line, begin: int) -> bool:
    """Say whether a word for a person stands before: "her sister April", "Mr. January"."""
    before = word(line, begin - 1)
    return before in words("before_name") or (
        before == "." and word(line, begin - 2) in words("titled")
    )


def named_after(line: Line, index: int) -> bool:
    """Say whether a capitalised noun follows, one blank apart: "April Jones", "Winter Palace"."""
    if not 0 < index < len(line.tokens):
        return False
    raw = line.tokens[index].group()
    near = line.tokens[index].start() - line.tokens[index - 1].end() == 1
    return near and raw.isalpha() and raw[0].isupper() and raw.lower() not in words("function")


def _shorthand(line: Line, begin: int, end: int, parts: Parts) -> bool:
    """Say whether "Sat", "Fri" stands for a day: capitalised, after a word like "on" or "last"."""
    before, after = word(line, begin - 1), word(line, end)
    led = before in ("on", "next", "last", "this", "by", "until", "since", "every")
    daypart = ("DAYPART", after) in vocabulary().values or after[:1].isdecimal()
    named = named_after(line, end) or after == "-"
    return parts.first("w").capital and (led or daypart) and not named


def _weekday(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    before = word(line, begin - 1)
    if not parts.first("w").capital or before in words("named_day") or person_before(line, begin):
        return True
    opens = begin == 0 or before in {".", "!", "?", *words("naming")} or "\n" in gap(line, begin)
    return rule == "weekday" and (opens or before == "the") and named_after(line, end)


def _season(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    season, before, after = parts.first("s").text, word(line, begin - 1), word(line, end)
    bare = rule in ("season", "season.the")
    if bare and parts.first("s").capital and named_after(line, end) and after not in words("event"):
        return True
    then = word(line, end + 1)
    pair = after in ("and", "or") and ("SEASON", then) in vocabulary().values
    if pair and rule == "season.the":
        return False
    if rule == "season.the" and season in words("verblike_season"):
        if before == "from":
            return True  # water from the spring
        closed = after in (",", ".", ";", "") or before in words("before_month")
        return after in ("of", "in", "from", "and") or not closed
    if rule == "season":
        return before not in words("before_month")
    return False


def _glued(line: Line, begin: int) -> bool:
    """Say whether a match begins inside a word or code: "qpm3h3Pm"."""
    start = line.tokens[begin].start()
    return line.text[start - 1 : start].isalnum() if start else False


def _titled(line: Line, begin: int) -> bool:
    """Say whether a capitalised word goes on a name: "CBS This Morning", "USA TODAY"."""
    raw = line.tokens[begin].group()
    return raw[:1].isupper() and _capitalised(line, begin - 1) and gap(line, begin) == " "


def _age_or_degree(line: Line, begin: int, parts: Parts) -> bool:
    """Say whether "early 20s" is of years of age or degrees: no apostrophe, or whose they are."""
    if parts.first("d").shape != "SHORTDECADE":
        return False
    whose = word(line, begin - 1) in ("my", "his", "her", "their", "our", "your", "its")
    return whose or parts.first("d").text[:2] in ("20", "30")


def _verb(line: Line, begin: int, parts: Parts) -> bool:
    """Say whether "last" is a verb ("shall last 25 years"), "following" a preposition."""
    if parts.first("r").text == "following":
        opens = begin == 0 or word(line, begin - 1) in (".", "!", "?", ",", ";")
        return opens and parts.first("r").start == line.tokens[begin].start()
    return word(line, begin) == "last" and word(line, begin - 1) in MODALS


def _span(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    last = line.tokens[end - 1].end()
    first = line.tokens[begin].start()
    if AGE.match(line.text, last) or AGED.search(line.text[max(0, first - 12) : first]):
        return True
    if line.text[max(0, first - 1) : first] in tuple(CURRENCY):
        return True
    unit = parts.first("u").text if parts.has("u") else ""
    if unit == "second" and word(line, end - 2) in ("a", "the", "one", "-", "–"):
        return True  # "a second man", "the seventy-second session"
    lone = word(line, begin) in ("a", "an") and begin == end - 2
    after, before = word(line, end), word(line, begin - 1)
    if lone and unit == "minute" and after.isalpha() and after not in words("function"):
        return True  # a minute quantity
    rate = before[:1].isdecimal() or ("SCALE", before) in vocabulary().values
    if (lone and rate) or (lone and counts(before) and before != "times"):
        return True  # thirty miles a day
    if rule == "span.bare" and begin and parts.first("u").capital:
        return True
    if rule == "span.bare" and (before[:1].isdecimal() or (before, after) == ("the", "of")):
        return unit == "minutes" or before[:1].isdecimal()
    clock = before == "at" and len(word(line, begin)) == 4
    if unit == "hours" and clock and word(line, begin).isdecimal():
        return True  # at 1400 hours
    if unit == "quarter" or (unit == "quarters" and word(line, begin) != "the"):
        return True
    if unit == "years" and line.tokens[end : end + 1] and line.tokens[end].group().isdecimal():
        return True
    closing = word(line, end - 1)
    if rule in ("later", "later.bare") and closing in ("before", "after", "since", "prior"):
        return after not in ("", ".", ",", ";", ":", ")", "”", '"')
    return False


def _unit(line: Line, end: int, parts: Parts) -> bool:
    after, relative = word(line, end), parts.first("r").text
    if after in ("'s", "’s") or parts.first("u").text == "quarter":
        return False
    return relative in ("last", "past") and after in ("of", "in") and _article(line, end, parts)


def _article(line: Line, end: int, parts: Parts) -> bool:
    return word(line, end - 3) == "the"


def _day_of_month(line: Line, begin: int, end: int) -> bool:
    before, after = word(line, begin - 1), word(line, end)
    return before not in ("on", "by", "until", "since", "from") or after not in (
        "", ".", ",", ";", "and", "to", "the", "he", "they", "it", ")",
    )  # fmt: skip
