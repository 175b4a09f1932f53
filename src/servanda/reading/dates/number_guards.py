"""Numbers that are no years and no times: counts, names with a number, addresses, lists."""

from servanda.reading.dates.guard_words import gap, word, words
from servanda.reading.dates.tokens import Line

BACK = 14  # tokens that a list of numbers may reach back to the noun that it belongs to
LISTING = frozenset({",", "and", "or", "&", "/", "-", "–", "—", ".", "to", "through", "(", ")"})
ERAS = ("in", "since", "by", "until", "year", "before", "after", "from", "to", "between")
PARTS = frozenset({
    "end", "beginning", "start", "rest", "remainder", "close", "middle", "half", "part", "turn",
    "outset", "months", "weeks", "month", "quarter", "most", "course",
})  # fmt: skip
SHORT = ("in", "of", "since", "by", "until", "and", "from", "to", "class")
# After these a plural that follows a number is what the sentence is about: "In 1990 troops came".
DATING = frozenset({
    "in", "since", "by", "until", "till", "during", "before", "after", "from", "between", "the",
    "early", "late", "mid", "(", ",", "and", "or", "to", "year", "'s", "’s", "its", "their", "his",
    "her", "that", "this", "through", "-", "–", "—", "a", "our", "for", "on",
})  # fmt: skip
ATTACHED = "#/№_$€£¥₽₴₹"


def year_refused(line: Line, rule: str, begin: int, end: int) -> bool:
    """Say whether a number that looks like a year, or two, is none after all."""
    if rule in ("year.era", "years.era"):
        return word(line, end - 1) in ("ce", "ad") and not line.tokens[end - 1].group().isupper()
    if rule in ("year.word", "year.words", "year.fiscal", "years.fiscal", "year.ago", "year.end"):
        return False
    if rule in ("year.the", "year.new"):
        before = word(line, begin - 1)
        return not (before in ERAS or (before == "of" and word(line, begin - 2) in PARTS))
    if rule == "year.after":
        return word(line, begin - 1) not in ERAS or word(line, end) in ("old", "-")
    at = line.tokens[begin]
    before, after = word(line, begin - 1), word(line, end)
    if _attached(line, at.start(), line.tokens[end - 1].end()):
        return True
    if after in words("counted") or before in words("approximator") | words("currency"):
        return True
    name = rule != "years" or before in words("numbered") | {"."}
    if (name and numbered(line, begin)) or _address(line, end) or _part_of_name(line, end):
        return True
    if _argument(line, begin) or (rule == "year" and _pair(line, end)):
        return True
    if rule == "year.short":
        return before not in SHORT
    dating = before in DATING or (before == "as" and word(line, begin - 2) in ("late", "early"))
    listed = before == "and" and counts(word(line, begin - 2))
    dating = dating and not (listed and word(line, begin - 3)[:1].isdecimal())
    if not dating and _counted(line, end):
        return True
    number = int(at.group()[:4]) if at.group()[:4].isdecimal() else 0
    if counts(after) and (number % 50 == 0 or not 1700 <= number <= 2050):
        return True
    return not 1400 <= number <= 2100 and before not in ERAS


def numbered(line: Line, begin: int) -> bool:
    """Say whether a number belongs to the noun before it: "Resolutions 1701 and 2006", "Unit 99".

    A capitalised word directly before a number makes a name with it, if it is no word of grammar.
    """
    at = begin - 1
    while at > max(0, begin - BACK) and (
        word(line, at) in LISTING or word(line, at)[:1].isdecimal()
    ):
        if word(line, at) == "." and gap(line, at + 1) and word(line, at - 1)[:1].isdecimal():
            return False  # the sentence before ended in a number
        at -= 1
    before = word(line, at)
    if before in words("numbered") and (at == begin - 1 or _listed(line, at, begin)):
        return not (word(line, at + 1) == "(" or word(line, begin - 1) == "(")
    if at < begin - 1 and not (at == begin - 2 and word(line, begin - 1) == "."):
        return False
    raw = line.tokens[at].group() if at >= 0 else ""
    if at == begin - 2:
        return len(raw) == 1 and raw.isupper()  # "H.R. 2021"
    named = raw.isalpha() and raw[0].isupper() and len(raw) > 1 and gap(line, begin) == " "
    return named and before not in words("function") | words("before_month") | words("dating_word")


def _listed(line: Line, noun: int, begin: int) -> bool:
    """Say whether a number stands directly after the noun, so that later ones continue its list."""
    first = noun + 1 + (word(line, noun + 1) == ".")
    return first == begin or word(line, first)[:1].isdecimal()


def counts(text: str) -> bool:
    """Say whether a word looks like the plural of a noun."""
    return (
        len(text) > 3 and text.isalpha() and text.endswith("s")
        and not text.endswith(("ss", "us", "is"))
        and text not in words("subject_verb") | words("dated_plural")
    ) or text in words("counted")  # fmt: skip


def _counted(line: Line, end: int) -> bool:
    """Say whether a plural follows, at most one adjective between: "2000 Russian peacekeepers"."""
    after = word(line, end)
    if counts(after):
        return True
    adjective = after.isalpha() and after not in words("function") | words("subject_verb")
    return adjective and not after.endswith("ed") and counts(word(line, end + 1))


def _argument(line: Line, begin: int) -> bool:
    """Say whether a number is what a verb is about: "have 2000", "is 2000", "one in 2000"."""
    before, then = word(line, begin - 1), word(line, begin - 2)
    if before in words("being"):
        return then not in words("being_a_year")
    if before == "in" and then in ("one", "two", "1", "2"):
        return word(line, begin).endswith("00") and word(line, begin - 3) != "in"
    return before in words("holding")


def _pair(line: Line, end: int) -> bool:
    """Say whether another number hangs on with a dash, and the two are no years: "2022-17"."""
    dash = word(line, end) in ("-", "–") and not gap(line, end) and not gap(line, end + 1)
    return dash and word(line, end + 1)[:1].isdecimal()


def _attached(line: Line, start: int, end: int) -> bool:
    behind, ahead = line.text[max(0, start - 1) : start], line.text[end : end + 1]
    if behind and (behind in ATTACHED or behind.isalnum()):
        return True
    if behind in ("-", "–") and line.text[max(0, start - 2) : start - 1].isdecimal():
        return True
    return bool(ahead) and (ahead in "%/°_" or ahead.isalpha())


def _address(line: Line, end: int) -> bool:
    """Say whether a street follows: "1914 Elm Street"."""
    for i in range(end, min(end + 3, len(line.tokens))):
        raw = line.tokens[i].group()
        if not raw[:1].isupper():
            return False
        if raw.lower() in words("street") and i > end:
            return True
    return False


def _part_of_name(line: Line, end: int) -> bool:
    """Say whether the number goes on as a name or a size: "2021-X-44", "1920 x 1080"."""
    after, then = word(line, end), word(line, end + 1)
    if after in ("x", "×") and then[:1].isdecimal():
        return True
    if after not in ("-", "–") or gap(line, end) or gap(line, end + 1):
        return False
    return then in words("counted") or (len(then) == 1 and then.isalpha())
