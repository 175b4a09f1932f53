"""Places that stand for the agreement made there: "the spirit of Camp David", "Simla included"."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from servanda.lexicon.entities import load_entities
from servanda.lexicon.nouns import load_nouns
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal, prefixes

# "the Lahore Declaration", "Oslo II": a name of a place and what it was called there.
TITLE = re.compile(
    r"(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
    r"(?: (?:I+|[Jj]oint|[Ff]inal|[Gg]eneral|[Ff]ramework|[Pp]eace))* (?P<noun>[A-Za-zé]+)s?\b"
)
# Words after which a place is what was agreed there, be it a seat of government as well.
OF_TEXT = re.compile(
    r"\b(?:(?:spirit|letter|terms|text|logic|legacy|architects?|authors?|signator(?:y|ies)|parties|"
    r"guarantors?|promises?|lessons?|ink|failure|collapse|ghosts?|provisions?|clauses?|articles?|"
    r"implementation|violations?|breach(?:es)?|death|revival|rejection|framework|formula|"
    r"principles|opponents?|critics|supporters)\s+of|(?:signator(?:y|ies)|parties|annex)\s+to|"
    r"violat(?:e[sd]?|ing)|implement(?:s|ed|ing)?|reviv(?:e[sd]?|ing)|ratif(?:y|ies|ied|ying)|"
    r"uphold(?:s|ing)?|upheld|repudiat(?:e[sd]?|ing)|renegotiat(?:e[sd]?|ing))\s+$",
    re.IGNORECASE,
)
# Words after which a place that is no seat of government is what was agreed there.
OF_PLACE = re.compile(
    r"\b(?:since|before|after|until|under|bur(?:y|ied|ies|ying)|honou?r(?:s|ed|ing)?|"
    r"reject(?:s|ed|ing)?|renounc(?:e[sd]?|ing)|scrap(?:s|ped|ping)?|sign(?:s|ed|ing)?|"
    r"breach(?:es|ed|ing)?|denounc(?:e[sd]?|ing)|invok(?:e[sd]?|ing))\s+$|\b(?:post|pre)-$",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"\b(?:agreements?|accords?|treat(?:y|ies)|pacts?|deals?|ceasefires?|declarations?)"
    r"(?:,| such as| like|:| -| –| —)\s+(?:[A-Z][\w’'-]+(?:,\s+(?:and\s+)?|\s+and\s+|\s+or\s+))*$"
)
SAYS = re.compile(
    r"\s+(?:promised|promises|provided|provides|stipulate[sd]|oblige[sd]|bound|binds|committed|"
    r"commits|created|divided|froze|enshrined|guarantee[sd]|was (?:signed|never implemented|dead|"
    r"supposed to|meant to)|is dead|contains|contained|require[sd]|included\b(?! in))\b"
)


@lru_cache(maxsize=1)
def by_place() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the agreements that go by the name of a place, by that name."""
    found: dict[str, list[str]] = {}
    for row in load_registry().instruments:
        for name in (row.title, *row.names):
            told = TITLE.match(name)
            if told is None or not load_nouns().has("instrument", told["noun"].lower()):
                continue
            if _is_place(told["place"], row.place) and row.id not in found.get(told["place"], []):
                found.setdefault(told["place"], []).append(row.id)
    return {place: tuple(ids) for place, ids in found.items()}


def _is_place(name: str, signed_at: str) -> bool:
    """Say whether a name is a place and no state or people, whose name says nothing of a text."""
    kinds = {(c.kind, c.id.partition(":")[0]) for c in load_entities().lookup(name)}
    if any(sort in ("state", "polity", "group", "org", "person") and kind != "capital"
           for kind, sort in kinds):  # fmt: skip
        return False
    return name in signed_at or any(kind in ("seat", "capital") for kind, _ in kinds)


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """Return the regex of these places, compiled once a process."""
    listed = sorted(by_place(), key=len, reverse=True)
    names = "|".join(map(re.escape, listed))
    before = r"(?:(?<=[Pp]re-)|(?<=[Pp]ost-)|(?<![\w-]))"
    return re.compile(before + f"(?:{names})" + r"(?!['’]s\b|[\w-]| [A-Z])")


def places(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and possible rows of each place that stands for an agreement.

    Seats of governments do and promise things themselves: of them only what is said of texts
    alone counts ("the spirit of London").
    """
    for match in pattern().finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        strong = OF_TEXT.search(before) or LISTED.search(before)
        if not strong and _is_seat(match.group()):
            continue
        if strong or OF_PLACE.search(before) or SAYS.match(text, match.end()):
            yield match.start(), match.end(), by_place()[match.group()]


def _is_seat(name: str) -> bool:
    return any(c.kind == "seat" for c in load_entities().lookup(name))


def called(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the rows that may go by the words before a noun: "the Good Friday settlement"."""
    words = text[start:end].strip(" “\"'’")
    return by_prefix().get(normal(words), ()) if words[:1].isupper() else ()


def is_place(words: str, ids: tuple[str, ...]) -> bool:
    """Say whether the first words of a name are where rows were made, and so may mean others."""
    name = words.strip()
    rows = (load_registry().get(i) for i in ids)
    signed = any(row is not None and name in row.place for row in rows)
    return signed or bool(load_entities().lookup(name))


@lru_cache(maxsize=1)
def by_prefix() -> Mapping[str, tuple[str, ...]]:
    """Return the ids of rows by what stands before the noun in their names, once a process.

    What several rows share ("Washington") and what is only a state's name tells none of them.
    """
    found: dict[str, dict[str, None]] = {}
    nouns, entities = load_nouns(), load_entities()
    for row in load_registry().instruments:
        for name in prefixes(row, nouns.of("instrument")):
            actors = any(c.id.startswith(("state:", "org:")) for c in entities.lookup(name))
            common = all(nouns.has("instrument_adjective", w.lower()) for w in name.split())
            if not actors and not common:
                found.setdefault(normal(name), {})[row.id] = None
    return {name: tuple(ids) for name, ids in found.items() if len(ids) <= SHARED}


SHARED = 3  # rows that a prefix may stand for
