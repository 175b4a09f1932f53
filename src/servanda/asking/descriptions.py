"""Instruments that a question describes rather than names: "the 1997 Russia-Armenia treaty".

A description is a noun of an instrument with the words before it and what follows it ("of October
2022", "between Greece and Turkey", "on launch notifications"). Its marks - years, months, parties,
signers, words - are held against each row of the registry: one that contradicts rules a row out,
the others count, rare words more; what the documents speak of wins among rows alike.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from msgspec import Struct

from servanda.asking.locator import LOCATOR
from servanda.asking.words import group, table
from servanda.lexicon.registry import Instrument, Registry
from servanda.reasoning.case import Case
from servanda.reasoning.wording import senses

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WORD = re.compile(r"\w[\w'’]*")
MOST = 7  # words before a noun
AHEAD = 8  # words behind it
JOINED = re.compile(r"(?:['’]s)?[\s\-–—/\"“”.]*")
LEADS = frozenset({"of", "on", "from", "in", "between", "with", "for", "at", "about", "signed",
                   "concluded", "dated", "made", "among", "over", "and", "the", "by", "struck",
                   "brokered"})  # fmt: skip
# What stands before an instrument that is asked for, not named.
ANY = frozenset({"which", "what", "all", "any", "every", "each", "no", "other", "some", "many"})
SINGULAR = frozenset({"accords"})
BINDING = frozenset({"of", "from", "signed", "concluded", "dated", "made", "struck", "brokered"})
IDIOMS = frozenset({"force", "effect", "order", "place", "short", "question", "full"})
FEW = 4  # instruments whose names hold a word that tells which is meant: "climate"
CLEAR = 0.3  # by how much the best row must lead
ENOUGH = 1.4  # what the marks of a description must come to
CALLED = 1.8  # what the place counts by which an instrument is called
SPOKEN = 1.2  # the most that being spoken of counts
BESIDE = 0.4  # what a party counts that the question names besides
WRITING = frozenset({"text", "paper", "document", "documents"})  # what any agreement is


@lru_cache(maxsize=1)
def stops() -> frozenset[str]:
    """Return the words that end the run of words before a noun which may tell what is meant."""
    text = (resources.files("servanda.asking") / "data" / "stops.txt").read_text("utf-8")
    return frozenset(text.split())


@lru_cache(maxsize=1)
def nouns() -> dict[str, str]:
    """Return the nouns of instruments, each with how it fits: `own` kind, or `loose`."""
    return {w: r["fit"] for r in table("instrument_nouns.tsv") for w in r["words"].split()}


class Described(Struct, frozen=True):
    """A description at `text[start:end]`: the instrument meant, or none in the registry.

    `proper` says that it has a word of a name that no instrument meant by it bears.
    """

    start: int
    end: int
    instrument: str = ""
    proper: bool = False


class Token(NamedTuple):
    """A word and where it stands."""

    word: str
    start: int
    end: int


def descriptions(case: Case, text: str) -> list[Described]:
    """Return the descriptions of instruments in a text, from the left."""
    tokens = [Token(m.group().removesuffix("'s").removesuffix("’s"), *m.span())
              for m in WORD.finditer(text)]  # fmt: skip
    out: list[Described] = []
    for n, (word, start, end) in enumerate(tokens):
        noun = word.lower()
        after = tokens[n + 1].word.lower() if n + 1 < len(tokens) else ""
        if noun == "deal" and after == "with":
            continue
        if noun not in nouns() or (after in nouns() and after not in ("text", "paper")):
            continue
        first = n
        while first and n - first < MOST and tokens[first - 1].word.lower() not in stops():
            if not JOINED.fullmatch(text[tokens[first - 1].end : tokens[first].start]):
                break  # a comma: "for Russia, trilateral statement"
            first -= 1
        marks = [t.word for t in tokens[first:n]]
        lead = tokens[first - 1].word.lower() if first else ""
        many = noun.endswith("s") and not noun.endswith("ss") and noun not in SINGULAR
        if lead == "own":
            continue  # "its own statement": words, no instrument
        if (lead in ANY or many) and not any(m[:1].isupper() for m in marks):
            continue  # "which treaty", "all agreements": none in particular
        last, bound, free = _behind(text, tokens, n)
        more = [*bound, *free]
        around = states_in(case, f"{text[: tokens[first].start]} {text[last:]}")
        found = _meant(case, noun, [*marks, *bound], free, around)
        if found or marks or more:
            at = tokens[first].start if first < n else start
            proper = any(_proper(case, m) for m in (*marks, *bound)) and not found
            dated = last if all(_month(m) or m.isdigit() for m in more) else end
            out.append(Described(at, max(end, dated), found, proper))
    return out


def _behind(text: str, tokens: list[Token], n: int) -> tuple[int, list[str], list[str]]:
    """Return the end and the marks of what follows a noun: "of 6 October 2022", "with Turkey".

    First those that are bound to it, then those that may be of the question instead.
    """
    bound: list[str] = []
    free: list[str] = []
    marks = bound
    end, led, last = tokens[n].end, False, tokens[n].end
    for t in tokens[n + 1 : n + 1 + AHEAD]:
        gap, low = text[end : t.start], t.word.lower()
        if gap.strip(" -–/'’s,") or (low in group("aux") and low != "may") or (
            "," in gap and not t.word.isdigit()
        ):  # fmt: skip
            break
        if low in IDIOMS:
            break
        if low in LEADS:
            led = True
            if low not in ("and", "the"):
                marks = bound if low in BINDING and not free else free
        elif (not led and not t.word.isdigit()) or low in stops() or low in group("prepositions"):
            break
        else:
            marks.append(t.word)
            last = t.end
            led = led and not re.fullmatch(r"\d{4}", t.word)
        end = t.end
    return last, bound, free


def _month(mark: str) -> int:
    """Return the number of a month by its name or the first letters of it; 0 where it is none."""
    low = mark.lower().rstrip(".")
    if low in ("sept", *MONTHS):
        return 9 if low == "sept" else MONTHS.index(low) + 1
    short = [m for m in MONTHS if len(low) == len("nov") and m.startswith(low)]
    return MONTHS.index(short[0]) + 1 if short and mark[:1].isupper() else 0


class Row(NamedTuple):
    """What a row of the registry may be described by: words of its names, its place, its points."""

    names: frozenset[str]
    place: frozenset[str]
    points: frozenset[str]


@lru_cache(maxsize=4096)
def _row(row: Instrument) -> Row:
    names = frozenset(s for name in (row.title, *row.names) for s in senses(name))
    points = frozenset(s for p in row.provisions for s in senses(p.text))
    return Row(names | senses(row.id.replace("-", " ")), senses(row.place), points)


@lru_cache(maxsize=4)
def _often(registry: Registry) -> Counter[str]:
    return Counter(s for row in registry.instruments for s in _row(row).names)


def _meant(
    case: Case, noun: str, before: list[str], behind: list[str], around: frozenset[str]
) -> str:
    """Return the one instrument that the marks of a description fit best, none where it is unsure.

    What follows the noun may belong to the question instead ("of the treaty on Monday"); `around`
    are the states that the question names besides.
    """
    torn = any(parties(case, m) for m in behind)  # "between Peru and Chile" is of no other
    for marks in ([*before, *behind], before) if behind and not torn else ([*before, *behind],):
        found = sorted(_fitting(case, noun, marks, around), key=lambda f: -f[0])
        if found and (len(found) == 1 or found[0][0] - found[1][0] >= CLEAR):
            return found[0][1]
    return ""


def _fitting(
    case: Case, noun: str, marks: list[str], around: frozenset[str]
) -> Iterator[tuple[float, str]]:
    strong = any(_month(m) or re.fullmatch(r"\d{4}", m) or parties(case, m) for m in marks)
    telling = any(_telling(case, s) for m in marks if (s := senses(m)))
    if noun in WRITING and not strong and not telling:
        return  # "the treaty text": of which treaty, it does not say
    vague = not telling and not any(parties(case, m) for m in marks)
    spoken = spoken_of(case)
    for row in case.registry.instruments:
        score = _fit(case, row, marks)
        if score is None or score < (ENOUGH if strong or not spoken[row.id] else ENOUGH / 2):
            continue
        named = senses(noun) <= _row(row).names or noun == row.kind
        if not named and not strong and nouns()[noun] == "own":
            continue  # "the peace treaty" is no statement that speaks of peace
        if vague and around and 0 < len(row.parties) <= FEW:
            score += BESIDE * min(len(around & {*row.parties}), 2)
        score += 0.5 if named else (0.0 if nouns()[noun] == "loose" else -0.5)
        yield score + min(SPOKEN, math.log1p(spoken[row.id]) / 3), row.id


def _fit(case: Case, row: Instrument, marks: list[str]) -> float | None:
    """Return what the marks that fit a row come to; None where one contradicts it."""
    total = 0.0
    for mark in marks:
        part = _mark(case, row, mark)
        if part is None:
            return None
        total += part
    return total


def _mark(case: Case, row: Instrument, mark: str) -> float | None:
    has = _row(row)
    if month := _month(mark):
        return 1.5 if re.search(rf"\d{{4}}-{month:02d}", row.date) else None
    if mark.isdigit():
        if len(mark) == len("2020"):
            return 2.0 if mark in f"{row.date} {row.title}" else None
        return 1.0 if re.search(rf"-\d\d-{int(mark):02d}", row.date) else 0.0
    if named := parties(case, mark):
        borne = senses(mark) & (has.names | has.place)
        if borne and _capital(case, mark):
            return CALLED  # "the Budapest memorandum": by its place, whoever is party
        if named & {*row.parties}:
            return 1.5 if not _capital(case, mark) else 1.0
        return 1.0 if borne else None
    stems = senses(mark)
    if not stems:
        return 0.0
    if stems & has.names:
        often = _often(case.registry)
        rare = math.log(len(case.registry.instruments) / (1 + min(often[s] for s in stems)))
        return min(2.0, rare / 2)
    if stems & has.place or _signed(case, row, mark):
        return 1.0
    if stems & has.points:
        return 0.5
    if LOCATOR.match(f"{mark} 1"):
        return -0.3  # "the text of point 6"
    return None if mark[:1].isupper() or _telling(case, stems) else -0.3


def _telling(case: Case, stems: frozenset[str]) -> bool:
    """Say whether a word stands in the names of some few instruments, and so means one of them."""
    often = _often(case.registry)
    return 0 < min(often[s] for s in stems) <= FEW


def _capital(case: Case, mark: str) -> bool:
    """Say whether a mark names a capital."""
    word = mark.capitalize() if mark.islower() else mark
    return any(c.kind == "capital" for c in case.entities.lookup(word))


def _signed(case: Case, row: Instrument, mark: str) -> bool:
    """Say whether a mark is the last name of one who signed."""
    return mark[:1].isupper() and any(
        case.name(p).split()[-1].casefold() == mark.casefold() for p in row.signed_by
    )


def parties(case: Case, word: str) -> set[str]:
    """Return the states and polities that a word names, however it is capitalised."""
    forms = {word, word.capitalize()} if word.islower() else {word}
    return {c.id for form in forms for c in case.entities.lookup(form)
            if c.id.startswith(("state:", "polity:"))}  # fmt: skip


def states_in(case: Case, text: str) -> frozenset[str]:
    """Return the states and polities that the words of a text name."""
    words = (m.group().removesuffix("'s").removesuffix("’s") for m in WORD.finditer(text))
    return frozenset(id_ for w in words if w[:1].isupper() for id_ in parties(case, w))


def _proper(case: Case, mark: str) -> bool:
    """Say whether a mark is a name or a year, so that not everything of the kind is meant."""
    return mark[:1].isupper() or bool(re.fullmatch(r"\d{4}", mark) or parties(case, mark))


@lru_cache(maxsize=4)
def spoken_of(case: Case) -> Counter[str]:
    """Return how many records refer to each instrument; parts count for the whole."""
    naming: dict[str, set[str]] = {}
    for name in case.shelves.ids():
        if name.startswith("instrument:"):
            found = naming.setdefault(name.partition("#")[0], set())
            found.update(r.id for r in case.shelves.about(name))
    return Counter({name: len(found) for name, found in naming.items()})
