"""Entity types without a tagger: from the names that the lexicon knows, dates and the parse.

A statistical tagger of names costs almost half of a parse. Over a corpus (see `gate`) its types
come from here: known names by their kind, time expressions, measures by their units, and what the
parse takes for a name of two words or more as somebody's.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.entities import load_entities
from servanda.lexicon.keys import name_key
from servanda.reading.names.lexical import Hit
from servanda.reading.names.people import is_title

if TYPE_CHECKING:
    from spacy.tokens import Doc

Label = tuple[int, int, str]  # first and last offset of a stretch, and its entity type

PEOPLES = frozenset({"adjective", "demonym"})
NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|hundred|thousand|million|billion|several|few|dozens?|half|many|some)"
)
PERCENT = re.compile(rf"\b{NUMBER}[ -](?:percent|per cent|percentage points?)\b|\d[\d,.]*%", re.I)
MONEY = re.compile(
    r"[$€£¥]\s?\d[\d,.]*(?: ?(?:hundred|thousand|million|billion|trillion|[mb]n))?"
    rf"|\b{NUMBER}(?: (?:hundred|thousand|million|billion|trillion))? "
    r"(?:dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|cents?)\b", re.I
)  # fmt: skip
QUANTITY = re.compile(
    rf"\b{NUMBER}(?: (?:hundred|thousand|million|square|cubic))?[ -]"
    r"(?:miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|tons?|tonnes?|kilograms?|kg|pounds|"
    r"acres?|hectares?|barrels?|gallons?|lit(?:er|re)s?|yards?|inches)\b", re.I
)  # fmt: skip
UNIT = re.compile(
    rf"\b(?:{NUMBER}|a|an|the|last|next|this|past|that|every|each)[ -]"
    r"(?:\w+ )?(?:years?|months?|weeks?|days?|decades?|century|centuries|quarter)\b"
    r"|\b(?:today|yesterday|tomorrow|daily|annual|weekly|monthly)\b", re.I
)  # fmt: skip
TIME = re.compile(rf"\b(?:{NUMBER}|a|an|the|last|this|that)[ -](?:few )?(?:hours?|minutes?|seconds?"
                  r"|night|morning|evening|afternoon)\b|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?"
                  r"|\btonight\b|\bmidnight\b|\bnoon\b", re.I)  # fmt: skip
MONTHS = ("January|February|March|April|May|June|July|August|September|October|November|December|"
          r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.")  # fmt: skip
CALENDAR = re.compile(
    r"\b(?:(?:last|next|this) )?(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{MONTHS})(?: \d{{1,2}}\b)?(?:,? \d{{4}}\b)?"
    r"|\b(?:1[5-9]|20)\d\d(?:s|[-–](?:\d\d){1,2})?\b"
)
# Months that are words too need a number beside them, or a preposition before.
WORDS = re.compile(r"(?<!in )(?<!since )(?<!of )(?<!last )(?<!by )\b(?:May|March)\b(?! \d)|^May\b")
# Each pattern with its type, and the words without one of which it need not be tried.
MEASURES = ((PERCENT, "PERCENT"), (MONEY, "MONEY"), (QUANTITY, "QUANTITY"), (TIME, "TIME"),
            (UNIT, "DATE"))  # fmt: skip
# The words without one of which, or a sign below, the pattern of a type need not be tried.
UNITS = {
    "PERCENT": frozenset({"percent", "cent", "percentage"}),
    "MONEY": frozenset({
        "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "yuan", "ruble", "rubles",
        "rouble", "roubles", "rupee", "rupees", "cent", "cents",
    }),
    "QUANTITY": frozenset({
        "mile", "miles", "kilometer", "kilometers", "kilometre", "kilometres", "km", "meter",
        "meters", "metre", "metres", "feet", "foot", "ton", "tons", "tonne", "tonnes", "kilogram",
        "kilograms", "kg", "pounds", "acre", "acres", "hectare", "hectares", "barrel", "barrels",
        "gallon", "gallons", "liter", "liters", "litre", "litres", "yard", "yards", "inches",
    }),
    "TIME": frozenset({
        "hour", "hours", "minute", "minutes", "second", "seconds", "night", "morning", "evening",
        "afternoon", "tonight", "midnight", "noon",
    }),
    "DATE": frozenset({
        "year", "years", "month", "months", "week", "weeks", "day", "days", "decade", "decades",
        "century", "centuries", "quarter", "today", "yesterday", "tomorrow", "daily", "annual",
        "weekly", "monthly",
    }),
}  # fmt: skip
SIGNS = {"PERCENT": "%", "MONEY": "$€£¥", "TIME": "0123456789"}


def of_hits(text: str, hits: Iterable[Hit]) -> Iterator[Label]:
    """Yield the stretches that the lexicon knows, each with the type that a tagger would give."""
    for hit in hits:
        label = _of(hit)
        start = hit.start
        if label == "GPE" and hit.last - hit.first > 2 and (cut := _people(text, hit)):
            yield start, cut, "NORP"  # "the Azerbaijani republic of Nakhchivan"
            start = cut + 1
        if label:
            yield start, hit.end, label


def _people(text: str, hit: Hit) -> int:
    """Return the offset after the adjective of a people that opens a name, 0 where none does."""
    end = text.find(" ", hit.start, hit.end)
    listed = load_entities().names.get(name_key(text[hit.start : end]), ())
    return end if any(c.kind in PEOPLES for c in listed) else 0


def _of(hit: Hit) -> str:
    ids = [c.id.partition(":")[0] for c in hit.candidates]
    kinds = {c.kind for c in hit.candidates}
    if any(c.kind in ("name", "other_name", "acronym") and k in ("state", "polity", "place")
           for c, k in zip(hit.candidates, ids, strict=True)):  # fmt: skip
        return "GPE"
    if kinds & PEOPLES:
        return "NORP"
    if "capital" in kinds:
        return "GPE"
    if "person" in ids:
        return "PERSON"
    return "ORG" if ids else ""


def of_measures(text: str, found: set[str]) -> Iterator[Label]:
    """Yield days, months and years, and sums, shares and sizes that a number and a unit tell.

    `found` are the words of the text in lower case.
    """
    for match in CALENDAR.finditer(text):
        if not WORDS.match(text, match.start(), match.end() + 2):
            yield match.start(), match.end(), "DATE"
    for pattern, label in MEASURES:
        if UNITS[label].isdisjoint(found) and not any(
            sign in text for sign in SIGNS.get(label, "")
        ):
            continue
        for match in pattern.finditer(text):
            yield match.start(), match.end(), label


def layers(doc: "Doc", labels: Iterable[Label]) -> tuple[list[int], list[int]]:
    """Return for each token the codes of ENT_IOB and ENT_TYPE that labels and the parse give.

    `doc` has the text's own words and tags. Of labels that overlap the first counts. A run of names
    that none covers is a person's where its first word is a first name, else that of a body.
    """
    from spacy.attrs import IDX, TAG

    inside, outside, begins = 1, 2, 3  # spaCy's codes
    kinds, iob = [0] * len(doc), [outside] * len(doc)
    rows = doc.to_array([IDX, TAG]).tolist()
    starts = [start for start, _ in rows]
    place = {start: i for i, start in enumerate(starts)}
    strings = doc.vocab.strings
    for start, end, label in labels:
        first = place.get(start)
        if first is None or kinds[first]:
            continue
        kind, last = strings.add(label), first
        while last < len(starts) and starts[last] < end and not kinds[last]:
            kinds[last], iob[last] = kind, inside
            last += 1
        iob[first] = begins
    names = [tag in (strings["NNP"], strings["NNPS"]) for _, tag in rows]
    for first, last in _runs(doc, names, kinds):
        joined = last < len(doc) and kinds[last] == strings["PERSON"] and iob[last] == begins
        kind = strings.add("PERSON" if joined else _of_run(doc, first, last))
        for n in range(first, last):
            kinds[n], iob[n] = kind, inside
        iob[first] = begins
        if joined:
            iob[last] = inside
    return iob, kinds


def _of_run(doc: "Doc", first: int, last: int) -> str:
    """Return the type of a run of names that the lexicon does not know."""
    if any(t.lower_ in EVENTS for t in doc[first : last + 1]):
        return "EVENT"
    return "PERSON" if last - first > 1 and doc[first].lower_ in first_names() else "ORG"


# What is named by the names before it is no actor: "the Gulf war", "the Warsaw Pact".
EVENTS = frozenset({
    "war", "wars", "crisis", "revolution", "olympics", "games", "pact", "conference", "summit",
    "spring", "intifada", "uprising",
})  # fmt: skip


def _runs(doc: "Doc", names: list[bool], kinds: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens tagged as names that have no type yet."""
    first = -1
    for i, tagged in enumerate([*names, False]):
        if tagged and not kinds[i] and doc[i].text[:1].isupper() and not is_title(doc[i].lower_):
            first = i if first < 0 else first
        elif first >= 0:
            yield first, i
            first = -1


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the first names of the persons whom the lexicon knows, in lower case."""
    listed = (c for found in load_entities().names.values() for c in found)
    return frozenset(
        c.surface.split()[0].lower()
        for c in listed
        if c.id.startswith("person:") and c.kind in ("name", "other_name") and " " in c.surface
    )
