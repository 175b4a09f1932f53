"""The tables of tellings: deeds by sense, things by sort, and verbs that govern what they lead."""

import csv
from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.reasoning.wording import STEM

EMPTY: frozenset[str] = frozenset()


class Row(Struct, frozen=True):
    """A wording of a sense: `having` are the sorts of which one must be acted on, if any."""

    sense: str
    having: frozenset[str]


class Sense(Struct, frozen=True):
    """What a sense excludes, and the wider sense that it is a case of."""

    against: frozenset[str]
    wider: str


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table of this room, without its comments and its heading."""
    table = resources.files("servanda.reasoning") / "data" / name
    lines = [x for x in table.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@lru_cache(maxsize=1)
def _by_lemma() -> dict[str, tuple[Row, ...]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for _, sense, verbs, nouns, having, *_ in rows("senses.tsv"):
        row = Row(sense, frozenset(having.split()))
        for word in [*verbs.split(), *nouns.split()]:
            out[word.replace("_", " ")].append(row)
    return {w: tuple(found) for w, found in out.items()}


def idiom(lemma: str, ways: tuple[str, ...]) -> str:
    """Return which of the words or prepositions beside a verb makes a row of its own with it."""
    return next((w for w in ways if f"{lemma} {w}" in _by_lemma()), "")


def senses_of(lemma: str, things: frozenset[str], way: str = "") -> frozenset[str]:
    """Return the senses of a verb or deed noun beside the sorts of things that it acts on.

    `way` is what makes an idiom with the verb ("drive into"). Rows that ask for one of the sorts
    win over those that ask for none; where no sort is known all rows may be meant. A word of no
    row has a sense of its own, `=lemma`.
    """
    found = _by_lemma().get(f"{lemma} {way}" if way else lemma, ())
    known = any(t.startswith("#") for t in things)
    having = [r.sense for r in found if r.having & things]
    free = [r.sense for r in found if not r.having]
    loose = [r.sense for r in found] if not known else []
    if way and not (having or free or loose):
        return senses_of(lemma, things)  # an idiom of other things: "withdraw from" a text
    return frozenset(having or [*free, *loose] or [f"={lemma}"])


@lru_cache(maxsize=1)
def senses() -> dict[str, Sense]:
    """Return for each sense what it excludes and what it is a case of."""
    out: dict[str, Sense] = {}
    for _, sense, _, _, _, against, wider in rows("senses.tsv"):
        known = out.get(sense, Sense(EMPTY, ""))
        out[sense] = Sense(known.against | frozenset(against.split()), wider or known.wider)
    return out


@lru_cache(maxsize=4096)
def wider(sense: str) -> frozenset[str]:
    """Return a sense with all wider ones."""
    out: set[str] = set()
    while sense and sense not in out:
        out.add(sense)
        sense = senses()[sense].wider if sense in senses() else ""
    return frozenset(out)


@lru_cache(maxsize=65536)
def excludes(one: str, other: str) -> bool:
    """Say whether two senses cannot both be true of one thing at one time."""
    table = senses()
    return any(
        b in table[a].against or a in table[b].against
        for a in wider(one) if a in table for b in wider(other) if b in table
    )  # fmt: skip


@lru_cache(maxsize=1)
def _sorts() -> dict[str, frozenset[str]]:
    table = rows("things.tsv")
    above = {thing: up for _, thing, _, up in table}
    out: dict[str, set[str]] = defaultdict(set)
    for _, thing, words, _ in table:
        sorts = {thing}
        while thing := above[thing]:
            sorts.add(thing)
        for word in words.split():
            out[word.lstrip("*")] |= {f"#{s}" for s in sorts}
    return {w: frozenset(s) for w, s in out.items()}


def sorts_of(lemma: str) -> frozenset[str]:
    """Return the sorts of thing that a noun may name, the wider ones among them."""
    table = _sorts()
    return table.get(lemma) or table.get(lemma.rpartition("-")[2], EMPTY)


@lru_cache(maxsize=1)
def _wide() -> frozenset[str]:
    return frozenset(word[1:][:STEM] for _, _, words, _ in rows("things.tsv")
                     for word in words.split() if word.startswith("*"))  # fmt: skip


def wide(stem: str) -> bool:
    """Say whether the stem of a noun may stand for anything of its sort: "troops", "weapons"."""
    return stem in _wide()


@lru_cache(maxsize=1)
def governors() -> dict[str, str]:
    """Return for each governing verb or adjective how what it leads is meant.

    `must`, `ban`, `may`, `refuse`, `not`, `fact`, `open`, `said` (a fact where a whole sentence
    follows, open before an infinitive).
    """
    return {word.replace("_", " "): row[1] for row in rows("governors.tsv")
            for word in row[2].split()}  # fmt: skip


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Return for each word of a state the sense of the deed that brings it about: shut, close."""
    return {word.replace("_", " "): row[1] for row in rows("states.tsv") for word in row[2].split()}


@lru_cache(maxsize=1)
def _twins() -> dict[str, tuple[str, str]]:
    """Return for each word, and its stem, what it is one of and which of these."""
    told = [(word, of, id_) for id_, of, words in rows("twins.tsv") for word in words.split()]
    stems = {word[:n]: (of, id_) for n in (STEM, STEM + 1) for word, of, id_ in told}
    return stems | {word: (of, id_) for word, of, id_ in told}


def twins_apart(
    some: AbstractSet[str], others: AbstractSet[str], of: AbstractSet[str] = EMPTY
) -> bool:
    """Say whether words, or stems, of two things are of two of which one thing cannot be both.

    "Northern" and "southern"; `of` are the sorts of twins that count (`twins.tsv`), all if empty.
    """
    table = _twins()
    mine, theirs = ({table[w] for w in words if w in table} for words in (some, others))
    shared = {sort for sort, _ in mine} & {sort for sort, _ in theirs}
    shared &= of or shared
    return any(not {i for s, i in mine if s == sort} & {i for s, i in theirs if s == sort}
               for sort in shared)  # fmt: skip
