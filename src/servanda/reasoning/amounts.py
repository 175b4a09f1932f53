"""How much of a quantity a report tells of: "460 of 600 troops", "all of them", "a further 140"."""

import re

from msgspec import Struct

from servanda.model.spelt import COUNT, count_of
from servanda.reasoning.deeds import deeds
from servanda.reasoning.wording import WORD

FIGURE = rf"\d{{1,3}}(?:[,\u202f ]\d{{3}})+|\d+(?:\.\d+)?|(?!an?\b){COUNT}"
SCALE = r"(?:\s+(?P<scale>hundred|thousand|million))?"
NUMBER = re.compile(rf"(?<![\w.,/-])(?P<n>{FIGURE}){SCALE}(?![\w/-])", re.IGNORECASE)
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1_000_000.0}
OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|these|those|all|some|a|total|agreed"
                r"|promised|required)\s+)*", re.IGNORECASE)  # fmt: skip
MORE = re.compile(r"\b(?:another|further|additional|more)\s*$", re.IGNORECASE)
WHOLE = r"\b(?:all|every|none|the last|the whole|the entire|the remaining|the rest)\b"
REST = re.compile(r"\b(?:last|remaining|final)\s*$", re.IGNORECASE)
PART = r"\b(?:some|part|parts|half|most|many|several|few|a (?:first )?(?:group|batch|part))\b"
SHARE = re.compile(rf"(?:(?P<half>half)|(?P<n>{FIGURE})\s*(?:per cent|percent|%))", re.IGNORECASE)
BETWEEN = 3  # words at most between a number and what it counts: "460 of its motorised troops"
STOP = re.compile(r"[,;:()]|\b(?:and|or|on|in|at|by|from|to|with|for|near|after|before)\b", re.I)


class Amount(Struct, frozen=True):
    """How much one report tells of: a number, added to earlier ones or not; or words for a part.

    `value` is None where the words give no number.
    """

    value: float | None
    words: str
    added: bool = False


def amount_in(text: str, unit: str, whole: float | None) -> Amount | None:
    """Return how much of a unit a text tells of; None where it tells no amount of that unit.

    `whole` is the quantity that is owed; "all troops" and "half of the troops" are reckoned by it.
    """
    wanted = deeds(unit)
    if not wanted:
        return None
    found = [a for m in NUMBER.finditer(text) if (a := _counted(text, m, wanted))]
    if found and any(REST.search(text, 0, m.start()) for m in NUMBER.finditer(text)):
        return Amount(whole, "the rest")
    if len({a.value for a in found}) == 1:
        return found[0]
    if found:
        # "460 of 600" is one amount; where several are told, which one is meant is not clear.
        return next((a for a in found if a.words.startswith("of ")), None) or None
    return _spoken(text, wanted, whole)


def _counted(text: str, found: "re.Match[str]", wanted: frozenset[str]) -> Amount | None:
    """Return the amount that a number tells if it counts the unit: straight, or "N of M units"."""
    value = _value(found)
    if value is None:
        return None
    more = MORE.search(text, 0, found.start()) is not None
    of = OF.match(text, found.end())
    if of is not None:
        total = NUMBER.match(text, of.end())
        if total is not None and _counts(text, total.end(), wanted):
            return Amount(value, f"of {total['n']}", more)
        if _counts(text, of.end(), wanted):
            return Amount(value, found[0], more)
        return None
    before = OF.search(text, max(0, found.start() - 40), found.start())
    if (
        before is not None
        and before.end() == found.start()
        and NUMBER.search(text, max(0, before.start() - 12), before.start())
    ):
        return None  # the 600 of "460 of 600"
    return (
        Amount(value, found[0], more or _more_after(text, found.end()))
        if _counts(text, found.end(), wanted)
        else None
    )


def _more_after(text: str, at: int) -> bool:
    return re.match(r"\s+(?:more|further|additional)\b", text[at:]) is not None


def _value(found: "re.Match[str]") -> float | None:
    word = found["n"]
    if word[:1].isdigit():
        value = float(re.sub(r"[,\u202f ]", "", word))
    else:
        number = count_of(word)
        if number is None:
            return None
        value = float(number)
    return value * SCALES.get((found["scale"] or "").lower(), 1.0)


def _counts(text: str, at: int, wanted: frozenset[str]) -> bool:
    """Say whether the words after a number name the unit before anything ends the phrase."""
    stop = STOP.search(text, at)
    number = NUMBER.search(text, at)
    end = min(x.start() for x in (stop, number) if x) if stop or number else len(text)
    words = [m.group() for m in WORD.finditer(text, at, end)][: BETWEEN + 1]
    return any(wanted & deeds(w) for w in words)


def _spoken(text: str, wanted: frozenset[str], whole: float | None) -> Amount | None:
    """Return an amount told in words: all, half, eighty per cent, some of the unit."""
    for pattern, part in ((WHOLE, False), (PART, True)):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            tail = OF.match(text, found.end())
            if not _counts(text, tail.end() if tail else found.end(), wanted):
                continue
            if not part:
                return Amount(0.0 if found[0].lower() == "none" else whole, found[0])
            share = SHARE.fullmatch(found[0])
            half = share is not None and share["half"] and whole is not None
            return Amount(whole / 2 if half and whole else None, found[0])
    for found in SHARE.finditer(text):
        of = OF.match(text, found.end())
        if found["n"] and of is not None and whole is not None and _counts(text, of.end(), wanted):
            word = found["n"]
            number = float(word) if word[:1].isdigit() else float(count_of(word) or 0)
            return Amount(whole * number / 100, found[0])
    return None
