"""Tables for holding predictions against reports: senses of deeds, sorts of things, roles."""

import csv
import re
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.reasoning.wording import STEM, WORD, empty_words

SHORT = 2  # letters; shorter words tell nothing
BEGINNING = 3  # letters of a word by which senses are looked up
LETTERS, RUN = re.compile(r"[a-z]+"), re.compile(rf"\b\w{{1,{BEGINNING}}}")


class Sense(Struct, frozen=True):
    """A wording of a deed: on which axis it lies, on which side, and what kind of deed it is.

    `sign` is 1 where the deed comes about, -1 where what is told stands against it; `kind` is one,
    each (all who are named must be there) or state (it lasts); `words` is its pattern as written,
    `small` the same for texts in small letters: searched without regard to capitals it takes long.
    """

    axis: str
    sign: int
    kind: str
    pattern: "re.Pattern[str]"
    small: "re.Pattern[str]"
    words: str


class Hit(Struct, frozen=True):
    """A wording of a deed at offsets of a text."""

    axis: str
    sign: int
    kind: str
    start: int
    end: int


class Role(Struct, frozen=True):
    """Sorts of persons and bodies of a state, and whether their deeds are the state's."""

    name: str
    speaks: str
    pattern: "re.Pattern[str]"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this room by their headings, without its comments."""
    table = resources.files("servanda.reasoning") / "data" / name
    with table.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=16)
def words_of(name: str) -> frozenset[str]:
    """Return a list of words by its name in the table of lists."""
    return frozenset(
        next(r["words"] for r in rows("foretold_words.tsv") if r["list"] == name).split()
    )


@lru_cache(maxsize=32)
def pattern(name: str) -> "re.Pattern[str]":
    """Return a wording by its name in the table of patterns."""
    row = next(r for r in rows("foretold_patterns.tsv") if r["name"] == name)
    return re.compile(row["pattern"], 0 if row["case"] else re.IGNORECASE)


@lru_cache(maxsize=1)
def senses() -> tuple[Sense, ...]:
    """Return the wordings of deeds, in the order of their table."""
    return tuple(
        Sense(r["axis"], 1 if r["sign"] == "+" else -1, r["kind"],
              re.compile(rf"\b(?:{r['pattern']})\b", re.IGNORECASE),
              re.compile(rf"\b(?:{r['pattern']})\b"), r["pattern"])
        for r in rows("foretold_senses.tsv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def roles() -> tuple[Role, ...]:
    """Return the roles by which a deed is told of somebody of a state, longer ones first."""
    return tuple(
        Role(r["role"], r["speaks"], re.compile(rf"\b(?:{r['pattern']})\b", re.IGNORECASE))
        for r in rows("foretold_roles.tsv")
    )


@lru_cache(maxsize=1)
def _things() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in rows("foretold_things.tsv"):
        for word in row["words"].split():
            out.setdefault(word, "=" + row["group"])
    return out


def begins(pattern: str) -> frozenset[str]:
    """Return letters of which one sort begins whatever a pattern matches; "" where none is sure."""
    out: set[str] = set()
    depth = left = 0
    for n, c in enumerate(pattern):
        depth += (c == "(") - (c == ")")
        if c == "|" and depth == 0:
            out |= _leads(pattern[left:n])
            left = n + 1
    return frozenset(out | _leads(pattern[left:]))


def _leads(pattern: str) -> frozenset[str]:
    """Return with which letters a pattern without alternatives at its top begins."""
    found = LETTERS.match(pattern)
    if found is not None:
        rest = pattern[found.end() :]
        if rest[:1] in ("?", "*", "{"):
            return frozenset({found[0][:-1]})
        more = _leads(rest) if rest.startswith("(?:") else {""}
        return frozenset(found[0] + x for x in more)
    if not pattern.startswith("(?:"):
        return frozenset({""})
    depth, end = 1, len("(?:")
    while depth and end < len(pattern):
        depth += (pattern[end] == "(") - (pattern[end] == ")")
        end += 1
    if pattern[end : end + 1] in ("?", "*", "{"):
        return frozenset({""})
    return begins(pattern[3 : end - 1])


@lru_cache(maxsize=1)
def _by_beginning() -> dict[str, tuple[int, ...]]:
    """Return the places of senses by the letters, at most three, with which their words begin."""
    out: dict[str, list[int]] = {}
    for n, sense in enumerate(senses()):
        for letters in {x[:BEGINNING] for x in begins(sense.words)}:
            out.setdefault(letters, []).append(n)
    return {k: tuple(v) for k, v in out.items()}


def _possible(text: str) -> list[Sense]:
    """Return the senses of which a word of a text may be the beginning, in their order."""
    runs = set(RUN.findall(text.casefold().replace("ı", "i")))
    starts = {"", *runs, *(r[:1] for r in runs), *(r[:2] for r in runs)}
    known = _by_beginning()
    places = {n for s in starts for n in known.get(s, ())}
    every = senses()
    return [every[n] for n in sorted(places)]


@lru_cache(maxsize=20_000)
def hits(text: str) -> tuple[Hit, ...]:
    """Return the wordings of deeds in a text; on one axis at one place the longest counts."""
    out: list[Hit] = []
    plain = text.isascii()
    told = text.lower() if plain else text
    for sense in _possible(text):
        for found in (sense.small if plain else sense.pattern).finditer(told):
            out.append(Hit(sense.axis, sense.sign, sense.kind, *found.span()))
    out.sort(key=lambda h: (h.start, -(h.end - h.start)))
    kept: list[Hit] = []
    for hit in out:
        if not any(k.axis == hit.axis and k.start < hit.end and hit.start < k.end for k in kept):
            kept.append(hit)
    return tuple(kept)


@lru_cache(maxsize=20_000)
def things(text: str) -> frozenset[str]:
    """Return what the nouns and other words of sense of a text tell, like sorts made one."""
    known = _things()
    words = (w.lower().replace("’", "'").removesuffix("'s") for w in WORD.findall(text))
    empty = empty_words() | words_of("calendar") | words_of("light")
    plain = (w for w in words if w not in empty and len(w) > SHORT)
    return frozenset(known.get(w, w[:STEM]) for w in plain)


def is_listed(word: str) -> bool:
    """Say whether a word is one of the table of things, and so no name."""
    return word.lower() in _things()


def is_thing(text: str) -> bool:
    """Say whether a phrase is of a thing, not of somebody: "the border", not "the government"."""
    words = [w.lower() for w in WORD.findall(text)]
    return bool(words) and _things().get(words[-1], "=government")[1:] not in words_of("somebody")


def roles_in(text: str) -> tuple[Role, ...]:
    """Return the roles that a text names."""
    rest, out = text, []
    for role in roles():
        if role.pattern.search(rest):
            out.append(role)
            rest = role.pattern.sub(" ", rest)
    return tuple(out)
