"""Instruments that a question describes rather than names: "the 1997 Russia-Armenia treaty"."""

import re
from collections import Counter
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.lexicon.registry import Instrument
from servanda.model import Record, refs_of
from servanda.reasoning.case import Case

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NOUNS = (
    "agreement", "statement", "treaty", "declaration", "protocol", "convention", "memorandum",
    "accord", "pact", "deal", "ceasefire", "charter", "communique", "truce", "armistice",
)  # fmt: skip
ANY_KIND = ("agreement", "accord", "pact", "deal", "document")  # people call all sorts so
WORD = re.compile(r"\w[\w'’]*")
MOST = 6  # words before a noun
JOINED = re.compile(r"(?:['’]s)?[\s\-–—/\"“”]*")


@lru_cache(maxsize=1)
def stops() -> frozenset[str]:
    """Return the words that end the run of words before a noun which may tell what is meant."""
    text = (resources.files("servanda.asking") / "data" / "stops.txt").read_text("utf-8")
    return frozenset(text.split())


class Described(Struct, frozen=True):
    """A description at `text[start:end]`: the instrument meant, or none in the registry.

    `proper` says that it has a word of a name that no instrument meant by it bears.
    """

    start: int
    end: int
    instrument: str = ""
    proper: bool = False


def descriptions(case: Case, text: str) -> list[Described]:
    """Return the descriptions of instruments in a text, from the left."""
    words = [(m.group().removesuffix("'s").removesuffix("’s"), *m.span())
             for m in WORD.finditer(text)]  # fmt: skip
    out: list[Described] = []
    for n, (word, start, end) in enumerate(words):
        noun = word.lower()
        if noun not in NOUNS or (words[n + 1 : n + 2] and words[n + 1][0].lower() in NOUNS):
            continue
        first = n
        while first and n - first < MOST and words[first - 1][0].lower() not in stops():
            if not JOINED.fullmatch(text[words[first - 1][2] : words[first][1]]):
                break  # a comma: "for Russia, trilateral statement"
            first -= 1
        marks = [w for w, _, _ in words[first:n]]
        last, more = _after(text[end:])
        marks += more
        found = _meant(case, noun, marks)
        if found or marks:
            at = words[first][1] if first < n else start
            out.append(Described(at, end + last, found, _proper(case, marks) and not found))
    return out


def _after(tail: str) -> tuple[int, list[str]]:
    """Return the length and the marks of what follows a noun: "of 6 October 2022"."""
    m = re.match(
        r"\s+(?:of|from|signed (?:on|in))\s+((?:\d{1,2}\s+)?(?:" + "|".join(MONTHS)
        + r")?\s*(?:\d{1,2},?\s+)?(?:\d{4})?)(?!\w)", tail, re.IGNORECASE,
    )  # fmt: skip
    if m and m.group(1).strip():
        return m.end(), m.group(1).replace(",", " ").split()
    m = re.match(r"\s+(?:between|of|with)\s+([A-Z]\w+(?:\s+(?:and|with)\s+[A-Z]\w+)*)", tail)
    return (0, [w for w in m.group(1).split() if w[:1].isupper()]) if m else (0, [])


def _meant(case: Case, noun: str, marks: list[str]) -> str:
    """Return the instrument that fits all marks; of several the one most spoken of, if it is one.

    At least one mark must be a month, a year or a party; words alone would fit too much.
    """
    if not any(_strong(case, m) for m in marks):
        return ""
    fitting = [r for r in case.registry.instruments if _fits(case, r, noun, marks)]
    if noun not in ANY_KIND:
        fitting = [r for r in fitting if r.kind == noun] or fitting
    spoken = Counter({r.id: _spoken(case)[r.id] for r in fitting if _spoken(case)[r.id]})
    if not spoken:
        return fitting[0].id if len(fitting) == 1 else ""
    best = spoken.most_common(2)
    return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else ""


def _strong(case: Case, mark: str) -> bool:
    return mark.lower() in MONTHS or bool(re.fullmatch(r"\d{4}", mark)) or bool(parties(case, mark))


def _fits(case: Case, row: Instrument, noun: str, marks: list[str]) -> bool:
    named = _words(row)
    if noun not in ANY_KIND and noun not in named and noun != row.kind:
        return False
    for mark in marks:
        low = mark.lower()
        if low in MONTHS:
            ok = f"-{MONTHS.index(low) + 1:02d}" in row.date
        elif re.fullmatch(r"\d{4}", mark):
            ok = mark in row.date
        elif mark.isdigit():
            ok = f"-{int(mark):02d}" in row.date
        else:
            ok = low in named or bool(parties(case, mark) & {*row.parties})
        if not ok:
            return False
    return True


@lru_cache(maxsize=4096)
def _words(row: Instrument) -> frozenset[str]:
    return frozenset(w.lower() for name in (row.title, *row.names) for w in WORD.findall(name))


def parties(case: Case, word: str) -> set[str]:
    """Return the states and polities that a word names, however it is capitalised."""
    forms = {word, word.capitalize()} if word.islower() else {word}
    return {c.id for form in forms for c in case.entities.lookup(form)
            if c.id.startswith(("state:", "polity:"))}  # fmt: skip


def _proper(case: Case, marks: list[str]) -> bool:
    """Say whether a mark is a name or a year, so that not everything of the kind is meant."""
    return any(m[:1].isupper() or _strong(case, m) for m in marks)


def _spoken(case: Case) -> Counter[str]:
    """Return how many records refer to each instrument; parts count for the whole."""
    return _counted(case.evidence.records)


@lru_cache(maxsize=4)
def _counted(records: tuple[Record, ...]) -> Counter[str]:
    out: Counter[str] = Counter()
    for record in records:
        out.update({r.id.partition("#")[0] for r in refs_of(record)
                    if r.id and r.id.startswith("instrument:")})  # fmt: skip
    return out
