"""Tables for holding predictions against reports: senses of deeds, sorts of things, roles."""

import csv
import re
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.reasoning.wording import STEM, WORD, empty_words

CALENDAR = frozenset("""
january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday spring summer autumn winter year years month
months week weeks day days end today tomorrow yesterday quarter half
""".split())  # fmt: skip
# Verbs that tell no deed of their own: what they govern does.
LIGHT = frozenset("""
give gives gave given giving take takes took taken taking hold holds held holding make makes made
making have has had having be is are was were been being do does did done doing get gets got go
goes went gone going come comes came coming bring brings brought put puts keep keeps kept set let
see sees saw seen will would shall could might may can again back still probably likely unlikely
least most once more longest outright first last own too new neighbour neighbours fresh formal
formally per cent percent remaining all two three four five six seven eight nine ten several longer now
""".split())  # fmt: skip


# Groups of the table of things that can act themselves.
SOMEBODY = frozenset("""soldier ship warship envoy court inspector diplomat refugee parliament
president government rebel navy text""".split())


class Sense(Struct, frozen=True):
    """A wording of a deed: on which axis it lies, on which side, and what kind of deed it is.

    `sign` is 1 where the deed comes about, -1 where what is told stands against it; `kind` is one,
    each (all who are named must be there) or state (it lasts).
    """

    axis: str
    sign: int
    kind: str
    pattern: "re.Pattern[str]"


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


def _rows(name: str) -> list[dict[str, str]]:
    table = resources.files("servanda.reasoning") / "data" / name
    with table.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t"))


@lru_cache(maxsize=1)
def senses() -> tuple[Sense, ...]:
    """Return the wordings of deeds, in the order of their table."""
    return tuple(
        Sense(r["axis"], 1 if r["sign"] == "+" else -1, r["kind"],
              re.compile(rf"\b(?:{r['pattern']})\b", re.IGNORECASE))
        for r in _rows("foretold_senses.tsv")
    )  # fmt: skip


@lru_cache(maxsize=1)
def roles() -> tuple[Role, ...]:
    """Return the roles by which a deed is told of somebody of a state, longer ones first."""
    return tuple(
        Role(r["role"], r["speaks"], re.compile(rf"\b(?:{r['pattern']})\b", re.IGNORECASE))
        for r in _rows("foretold_roles.tsv")
    )


@lru_cache(maxsize=1)
def _things() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in _rows("foretold_things.tsv"):
        for word in row["words"].split():
            out.setdefault(word, "=" + row["group"])
    return out


@lru_cache(maxsize=20_000)
def hits(text: str) -> tuple[Hit, ...]:
    """Return the wordings of deeds in a text; on one axis at one place the longest counts."""
    out: list[Hit] = []
    for sense in senses():
        for found in sense.pattern.finditer(text):
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
    plain = (
        w for w in words
        if w not in empty_words() and w not in CALENDAR and w not in LIGHT and len(w) > 2
    )  # fmt: skip
    return frozenset(known.get(w, w[:STEM]) for w in plain)


def is_listed(word: str) -> bool:
    """Say whether a word is one of the table of things, and so no name."""
    return word.lower() in _things()


def is_thing(text: str) -> bool:
    """Say whether a phrase is of a thing and not of somebody: "the border", not "the government"."""
    words = [w.lower() for w in WORD.findall(text)]
    return bool(words) and _things().get(words[-1], "=government")[1:] not in SOMEBODY


def roles_in(text: str) -> tuple[Role, ...]:
    """Return the roles that a text names."""
    rest, out = text, []
    for role in roles():
        if role.pattern.search(rest):
            out.append(role)
            rest = role.pattern.sub(" ", rest)
    return tuple(out)
