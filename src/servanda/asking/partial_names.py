"""Instruments named by a part of their name: initials, no noun, a place or a number alone."""

import re
from collections import defaultdict
from functools import lru_cache

from servanda.asking.words import group
from servanda.lexicon.registry import Registry
from servanda.lexicon.registry_names import normal
from servanda.reasoning.case import Case

HEADS = ("treaty", "convention", "agreement", "agreements", "accords", "accord", "protocol",
         "declaration", "memorandum", "pact")  # fmt: skip
INITIALS = (3, 6)  # letters
# Initials that are words as well: in small letters they name nothing.
ORDINARY = frozenset({"start", "salt", "sort", "model", "who", "doc", "cab", "lac", "res", "apr",
                      "sofa", "att", "iii", "mou", "ama", "can", "act"})  # fmt: skip
PARTS = (2, 5)  # words of a part of a name
LETTERS = 12  # of such a part at least
# What is done to an agreement and to no town: after these words "Dayton" is the treaty.
TREATED = re.compile(
    r"\b(?:under|violat\w+|breach\w*|denounc\w+|repudiat\w+|renounc\w+|scrap\w*|ratif\w+|"
    r"honou?r\w*|implement\w*|sign\w* up to|compl\w+ with|withdr[ae]w\w* from|bound by|"
    r"party to|parties to|signator\w+ (?:of|to))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Words before a capital by which an agreement is meant and not its state: "under Budapest".
TERMS = re.compile(
    r"\b(?:under|terms of|bound by|party to|parties to|signator\w+ (?:of|to)|compl\w+ with)\s+$",
    re.IGNORECASE,
)
# What is said of an agreement and of no town: "is Dayton still in force".
HOLDS = re.compile(
    r"\s+(?:still\s+)?(?:holds?(?=\W*$|\s+(?:good|up|today|now|in law))|appl(?:y|ies)|valid|"
    r"binding|in force|expires?|lapses?|obliges?|requires?|provides?|says?|guarantors|"
    r"signatories)\b",
    re.IGNORECASE,
)
# Where an agreement is signed: "the witnesses at Dayton".
SIGNED_AT = re.compile(
    r"\b(?:sign\w*|witness\w*|mediat\w+|initial\w*|guarant\w+|undert[ao]\w+|committed|conced\w+)\b"
    r"[^,.;:?]{0,40}\bat\s+$",
    re.IGNORECASE,
)
SEVERAL = frozenset({"resolutions", "treaties", "agreements", "conventions", "statements"})
NUMBER = re.compile(r"\d{4}")
YEARS = range(1900, 2101)  # four digits that are rather a year
BESIDE = re.compile(
    r"(?:^|\b(?:under|by|of|in|with|to|on|and|since|does|is|was|has|resolutions?|unscr|,))\s*$",
    re.IGNORECASE,
)


def with_head(case: Case, bare: str) -> list[str]:
    """Return the one instrument whose name is these words and a noun: "Comprehensive Test Ban"."""
    found = {r.id for noun in HEADS for r in case.registry.by_name(f"{bare} {noun}")}
    return [*found] if len(found) == 1 else []


def by_acronym(case: Case, bare: str) -> list[str]:
    """Return the instrument of initials, in small letters too, unless they are a word or a body."""
    low = bare.lower()
    if not INITIALS[0] <= len(bare) <= INITIALS[1] or not bare.isalpha() or low in ORDINARY:
        return []
    if bare not in (low, bare.upper()) or case.entities.lookup(bare.upper()):
        return []
    if bare.upper() not in _initials(case.registry):
        return []
    whole = [r.id for r in case.registry.by_name(bare.upper())]
    return whole or with_head(case, bare.upper())


@lru_cache(maxsize=2)
def _initials(registry: Registry) -> frozenset[str]:
    rows = registry.instruments
    return frozenset(w for row in rows for name in (row.title, *row.names)
                     for w in re.findall(r"\b[A-Z]{3,6}\b", name))  # fmt: skip


def as_agreement(case: Case, surface: str, before: str, after: str = "") -> list[str]:
    """Return the instrument called by a place alone, where something is said that fits no place.

    "Under Montreux", "repudiated Dayton", "does Dayton still hold"; a capital, which stands for
    its state as well, only where terms are spoken of ("under Budapest").
    """
    plain = re.sub(r"['\u2019]s?$", "", surface)
    if not plain[:1].isupper():
        return []
    if any(c.id.startswith("state:") for c in case.entities.lookup(plain)):
        spoken = TERMS.search(before) or SIGNED_AT.search(before)
        return with_head(case, plain) if spoken and plain == surface else []
    meant = (
        SIGNED_AT.search(before)
        or TREATED.search(before)
        or (plain == surface and HOLDS.match(after))
    )
    return with_head(case, plain) if meant else []


def by_number(case: Case, surface: str, before: str) -> list[str]:
    """Return the resolution that is called by its number alone: "under 1701"."""
    if not NUMBER.fullmatch(surface) or int(surface) in YEARS or not BESIDE.search(before):
        return []
    return [r.id for r in case.registry.by_name(f"resolution {surface}")]


def part_of_name(case: Case, bare: str) -> list[str]:
    """Return the one instrument that has these words within its name: "Path to Normalisation"."""
    words = normal(bare).split()
    if not PARTS[0] <= len(words) <= PARTS[1] or len(bare) < LETTERS or re.search(r"\d", bare):
        return []
    if bare.islower() and len(words) == PARTS[0]:
        return []
    if _plain(case, words):
        return []
    found = sorted(_parts(case.registry).get(tuple(words), {}).items(), key=lambda f: f[1])
    if len(found) > 1 and found[0][1] == found[1][1]:
        return []  # two names of which it is as large a part
    return [id_ for id_, _ in found[:1]]


def _plain(case: Case, words: list[str]) -> bool:
    """Say whether words are but names of states, nouns of instruments and small words."""
    small = group("prepositions") | group("determiners") | {*HEADS, "and", "or"}
    if words[0] in small or words[-1] in SEVERAL:
        return True  # "Security Council resolutions": several, and none by name
    known: set[int] = set()
    for i in range(len(words)):
        for end in range(i + 1, len(words) + 1):
            name = " ".join(w.capitalize() for w in words[i:end])
            if case.entities.lookup(name):
                known.update(range(i, end))
    return not any(
        len(w) > len("with") and w not in small and n not in known for n, w in enumerate(words)
    )


@lru_cache(maxsize=2)
def _parts(registry: Registry) -> dict[tuple[str, ...], dict[str, int]]:
    """Return the instruments by the runs of words within their names, with how long the name is."""
    out: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in registry.instruments:
        for name in (row.title, *row.names):
            words = normal(name).split()
            for n in range(PARTS[0], PARTS[1] + 1):
                for i in range(len(words) - n + 1):
                    run = tuple(words[i : i + n])
                    if len(run[0]) > len("of") and len(run[-1]) > len("with"):
                        out[run][row.id] = min(len(words), out[run].get(row.id, len(words)))
    return dict(out)
