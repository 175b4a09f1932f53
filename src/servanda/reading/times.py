"""Reader of `time`: every expression of a day, month, year, season, span or relative time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace as change
from datetime import date
from functools import lru_cache

from servanda.lexicon.registry import load_registry
from servanda.model import Bounds, Record, Time
from servanda.reading.context import Context
from servanda.reading.dates import Match, Options, find
from servanda.reading.dates.calendar import Moment, day, month
from servanda.reading.namings import namings

NAME = "times"
SURE, RELATIVE, BARE, VAGUE = 0.95, 0.85, 0.6, 0.4
# "now" is a word of speech more often than of time.
LEFT_OUT = frozenset({"now"})
REACH = 40  # characters between a date and the noun of the instrument that it names


def read(context: Context) -> Iterator[Record]:
    """Yield a Time record for each time expression, reckoned from the publication date.

    Where only bounds of that date are known, so are those of what is reckoned from it: written
    after 20 December 2022, "yesterday" is 19 December 2022 or later.
    """
    found = namings(context)
    numbers = [c for c in found.cited if c.how == "number"]
    told = full_dates(found.dates)
    bounds = context.document.published_bounds
    low, high = (_reckoned(context.text, day) for day in _days(bounds))
    for match in found.dates:
        if match.rule in LEFT_OUT or any(n.start <= match.start < n.end for n in numbers):
            continue
        match = dated_by_instrument(context.text, match, told)
        if match.relative_to == "unknown" and match.earliest is None and match.latest is None:
            place = (match.start, match.end)
            match = _bounded(match, low.get(place), high.get(place))
        yield _record(context, match)


def _bounded(match: Match, first: Match | None, last: Match | None) -> Match:
    """Return a date of unknown base between those that the bounds of the base give."""
    lo, hi = first.earliest if first else None, last.latest if last else None
    edtf = f"{lo}/{hi}" if lo and hi else ""
    return change(match, edtf=edtf, earliest=lo, latest=hi)


def _days(bounds: Bounds | None) -> tuple[date | None, date | None]:
    """Return the first and the last possible day of publication, each None where not known."""
    return (bounds.earliest, bounds.latest) if bounds else (None, None)


def _reckoned(text: str, day: date | None) -> dict[tuple[int, int], Match]:
    """Return by place what would be dated if the text came out on a day: a bound of its dates.

    A later publication never makes an expression that is reckoned from it earlier.
    """
    if day is None:
        return {}
    found = find(text, day, Options(narrative=False))
    return {(m.start, m.end): m for m in found if m.relative_to == "published"}


def full_dates(matches: Iterable[Match]) -> dict[tuple[int, int], int]:
    """Return the years told in full for (month, day) and, as (month, 0), for months."""
    told: dict[tuple[int, int], int] = {}
    for match in matches:
        if match.relative_to or match.earliest is None:
            continue
        at = match.earliest
        if match.granularity == "day":
            told.setdefault((at.month, at.day), at.year)
        if match.granularity in ("day", "month"):
            told.setdefault((at.month, 0), at.year)
    return told


def dated_by_instrument(text: str, match: Match, told: dict[tuple[int, int], int]) -> Match:
    """Return a year-less date that names an instrument with that instrument's year.

    The year is that of the text's own full mention, else the one that the registry knows for such
    a kind of instrument and day. Other dates come back as they are.
    """
    if match.relative_to == "" or match.rule not in ("day.md", "day.dm", "day.mo", "month"):
        return match
    noun = _instrument_noun(text, match)
    if not noun:
        return match
    parts = [int(n) for n in match.timex_value.split("-")[1:]]
    m, d = parts[0], parts[1] if len(parts) > 1 else 0
    y = told.get((m, d)) or registry_years().get((noun, m, d), 0)
    if not y:
        return match
    moment = day(y, m, d) if d else month(y, m)
    return _moved(match, moment) if moment else match


@lru_cache(maxsize=1)
def registry_years() -> dict[tuple[str, int, int], int]:
    """Return the year of each kind, month and day of instrument; 0 where several years have one."""
    years: dict[tuple[str, int, int], int] = {}
    for row in load_registry().instruments:
        y, _, rest = row.date.partition("-")
        if not rest[:2].isdecimal() or not y.isdecimal():
            continue
        days = (int(rest[3:5]), 0) if rest[3:5].isdecimal() else (0,)
        for kind in {row.kind.split()[-1].lower(), *GENERIC}:
            for d in days:
                key = (kind, int(rest[:2]), d)
                years[key] = int(y) if years.get(key, int(y)) == int(y) else 0
    return years


GENERIC = ("agreement", "deal", "document", "accord")
NOUNS = frozenset({
    "agreement", "agreements", "declaration", "statement", "statements", "deal", "treaty",
    "accord", "accords", "ceasefire", "truce", "memorandum", "protocol", "document", "resolution",
    "armistice", "pact", "communique", "charter", "paper", "text",
})  # fmt: skip


def _instrument_noun(text: str, match: Match) -> str:
    """Return the noun of the instrument that a date names: after it, or before an "of"."""
    after = text[match.end : match.end + REACH].split("\n")[0]
    words = [w.strip("“”\"'’,?!") for w in after.split()[:4]]
    if after[:1] == " " or after[:1] in '”"':
        for word in words:
            if word.lower() in NOUNS:
                return word.lower().rstrip("s") if word.lower() != "ceasefire" else "agreement"
            if word[-1:] in ".;:" or word.lower() in ("the", "and", "of", "in", "he", "it"):
                break
    before = text[max(0, match.start - REACH) : match.start].split("\n")[-1].split()
    if len(before) >= 2 and before[-1].lower() in ("of", "from", "on", "dated"):
        noun = before[-2].strip("“”\"'’,").lower()
        if noun in NOUNS and before[-1].lower() != "on":
            return noun
    return ""


def _moved(match: Match, moment: Moment) -> Match:
    return change(match, edtf=moment.edtf, earliest=moment.earliest, latest=moment.latest,
                  timex_value=moment.value, relative_to="instrument",
                  rule=match.rule + "+instrument")  # fmt: skip


def _record(context: Context, match: Match) -> Record:
    return context.record(
        Time,
        reader=NAME,
        at=(context.span(match.start, match.end),),
        edtf=match.edtf,
        earliest=match.earliest,
        latest=match.latest,
        granularity=match.granularity,
        timex_type=match.timex_type,
        timex_value=match.timex_value,
        relative_to=match.relative_to,
        mod=match.mod,
        open_edtf=match.open_edtf,
        rule=match.rule,
        confidence=_confidence(match),
    )


def _confidence(match: Match) -> float:
    if match.granularity == "vague":
        return VAGUE
    if match.relative_to == "":
        return SURE
    return BARE if match.relative_to == "unknown" else RELATIVE
