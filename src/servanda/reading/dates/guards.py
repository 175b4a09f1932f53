"""What looks like a date and is none: ordinary words, article numbers, ages, money, names."""

import re
from functools import lru_cache
from importlib.resources import files

from servanda.reading.dates.parts import Parts
from servanda.reading.dates.tokens import Line

CURRENCY = "$€£¥₽₴₹"
AGE = re.compile(r"[\s-]*(?:olds?\b|of age\b)", re.IGNORECASE)
AGED = re.compile(r"\b(?:aged?|ages)(?: of)?\s*$", re.IGNORECASE)


@lru_cache(maxsize=16)
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind of `guards.tsv`: `numbered`, `counted`, `before_month` ..."""
    lines = files(__package__).joinpath("guards.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines[1:])
    return frozenset(word for word, cls in pairs if cls == kind)


def refused(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    """Say whether tokens `begin` to `end` (exclusive), matched by a rule, are no date after all."""
    family = rule.partition(".")[0]
    if rule == "span.for" and word(line, begin - 1) not in ("for", "over"):
        return True
    if family == "soon":
        return word(line, begin - 1) in ("as", "too") or word(line, end) in ("as", "after")
    if family in ("span", "ago", "later"):
        return _span(line, rule, begin, end, parts)
    if parts.has("m") and _month_word(line, rule, begin, end, parts):
        return True
    if family in ("year", "years"):
        return _year(line, rule, begin, end)
    if family == "season":
        return _season(line, rule, begin, end, parts)
    if family == "weekday":
        return (
            not parts.first("w").text
            or not _capital(line, parts, "w")
            or (word(line, begin - 1) in words("named_day"))
        )
    if rule == "day.the":
        return _day_of_month(line, begin, end)
    if rule in ("day.prev", "day.later"):
        follows = word(line, end)
        return "before" in (word(line, end - 1), follows) and follows not in ("", ".", ",", ";")
    if rule == "rel.unit":
        return _unit(line, end, parts)
    return False


def word(line: Line, index: int) -> str:
    """Return the token at an index in lower case, empty outside the text."""
    return line.tokens[index].group().lower() if 0 <= index < len(line.tokens) else ""


def _capital(line: Line, parts: Parts, name: str) -> bool:
    return parts.first(name).capital


def _month_word(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    token, before, after = parts.first("m"), word(line, begin - 1), word(line, end)
    bare = rule == "month"
    if not token.capital and (bare or token.text in words("namelike_month") | words("short_month")):
        return True
    if not bare:
        return rule == "day.dm" and before in words("numbered")
    if token.text in words("short_month"):
        return True
    if token.text in words("namelike_month"):
        named = before == "the" and after not in ("on", "of")
        return before not in words("before_month") and not named
    return before not in words("before_month_name") and _capitalised(line, begin - 1)


def _capitalised(line: Line, index: int) -> bool:
    """Say whether the word before is a name, as in "Prime Minister April Jones"."""
    if not 0 <= index < len(line.tokens) - 1:
        return False
    raw = line.tokens[index]
    near = line.tokens[index + 1].start() - raw.end() == 1
    starts = index == 0 or line.tokens[index - 1].group() in '.!?:"“”'
    return near and raw.group()[:1].isupper() and not starts and len(raw.group()) > 1


def _year(line: Line, rule: str, begin: int, end: int) -> bool:
    if rule == "year.era":
        return word(line, end - 1) in ("ce", "ad") and not line.tokens[end - 1].group().isupper()
    at = line.tokens[begin]
    before, after = word(line, begin - 1), word(line, end)
    behind = line.text[max(0, at.start() - 1) : at.start()]
    ahead = line.text[line.tokens[end - 1].end() : line.tokens[end - 1].end() + 1]
    if behind and (behind in CURRENCY + "#/№_" or behind.isalnum()):
        return True
    if (ahead in "%/°_" and ahead) or (ahead.isalpha()):
        return True
    if (word(line, begin - 2) if before == "." else before) in words("numbered"):
        return True
    if after in words("counted") or before in ("than", "some", "approximately"):
        return True
    if rule == "year.short":
        return before not in ("in", "of", "since", "by", "until", "and", "from", "to", "class")
    number = int(at.group()[:4]) if at.group()[:4].isdecimal() else 0
    counted = after.endswith("s") and after.isalpha() and after not in ("was", "has", "is", "as")
    if counted and (number % 50 == 0 or not 1700 <= number <= 2050):
        return True
    return not 1400 <= number <= 2100 and before not in ("in", "since", "by", "until", "year")


def _season(line: Line, rule: str, begin: int, end: int, parts: Parts) -> bool:
    season, before, after = parts.first("s").text, word(line, begin - 1), word(line, end)
    if rule == "season.the" and season in words("verblike_season"):
        closed = after in (",", ".", ";", "") or before in words("before_month")
        return after in ("of", "in", "from", "and") or not closed
    if rule == "season":
        return before not in words("before_month")
    return False


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
    if unit == "quarter" or (unit == "quarters" and word(line, begin) != "the"):
        return True
    if unit == "years" and line.tokens[end : end + 1] and line.tokens[end].group().isdecimal():
        return True
    closing, after = word(line, end - 1), word(line, end)
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
