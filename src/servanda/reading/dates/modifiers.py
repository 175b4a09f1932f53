"""The modifier of a time expression, as TIMEX3 names them: since, before, early, about."""

from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import cast

from servanda.model.terms import TimexMod, TimexType
from servanda.reading.dates.guard_words import word
from servanda.reading.dates.tokens import Line

LONGEST = 4  # words of a modifier
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], TimexMod]:
    """Return the modifier of (place, words): the place is `before` a date or `inside` it."""
    lines = files(__package__).joinpath("modifiers.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:] if line)
    return {(place, phrase): cast(TimexMod, mod) for phrase, place, mod in rows}


def mod_of(line: Line, begin: int, end: int, timex_type: TimexType) -> TimexMod:
    """Return the modifier of the expression in tokens `begin` to `end` (exclusive).

    Words inside it come first ("early 2020"); those before it count for dates and times alone
    ("since 2019"), for "since three years" is no date.
    """
    inside = [word(line, i) for i in range(begin, min(begin + LONGEST, end))]
    if inside[:1] == ["the"]:
        inside = inside[1:]
    for size in range(len(inside), 0, -1):
        if mod := _table().get(("inside", " ".join(inside[:size])), ""):
            return mod
    if timex_type not in ("DATE", "TIME"):
        return ""
    for size in range(LONGEST, 0, -1):
        phrase = " ".join(word(line, i) for i in range(begin - size, begin))
        if mod := _table().get(("before", phrase), ""):
            return mod
    return ""


def left_open(mod: TimexMod, edtf: str, first: date | None, last: date | None) -> str:
    """Return the EDTF interval that a modifier opens at one end: "before 2020" is `../2019-12-31`.

    A date without bounds on the side that matters gives an empty text.
    """
    if not edtf or "/" in edtf:
        return edtf
    if mod == "ON_OR_BEFORE":
        return f"../{edtf}"
    if mod == "ON_OR_AFTER":
        return f"{edtf}/.."
    if mod == "BEFORE":
        return f"../{first - ONE_DAY}" if first and first > date.min else ""
    if mod == "AFTER":
        return f"{last + ONE_DAY}/.." if last and last < date.max else ""
    return edtf
