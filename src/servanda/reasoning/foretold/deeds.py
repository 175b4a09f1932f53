"""Which deeds a telling may tell: of light verbs the deed of their noun, and deeds that tell one
outcome."""

import re
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from servanda.model.predications import Argument
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.tables import rows as table_rows
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.tellings.words import excludes, rows, senses_of, sorts_of, wider

THERE = re.compile(r"\bthere\s(?:\w+\s)?\w+$", re.IGNORECASE)


class Outcome(Struct, frozen=True):
    """A deed that tells of another: `sign` 1 that it came about, -1 that it did not.

    `having` are sorts of things of which one must be named, if any.
    """

    told: str
    sign: int
    having: frozenset[str]


@lru_cache(maxsize=1)
def _arising() -> dict[str, frozenset[str]]:
    """Return by sort of thing the deeds by which it comes about: a vote is held."""
    return {
        f"#{r['thing']}": frozenset(r["deeds"].split()) for r in table_rows("foretold_arising.tsv")
    }


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """Return the verbs that only say that the deed or thing beside them comes about."""
    return frozenset(next(r["deeds"] for r in table_rows("foretold_arising.tsv")
                          if r["thing"] == "light").split("|"))  # fmt: skip


@lru_cache(maxsize=1)
def _outcomes() -> dict[str, tuple[Outcome, ...]]:
    out: dict[str, list[Outcome]] = {}
    for r in table_rows("foretold_outcomes.tsv"):
        having = frozenset(f"#{x}" for x in r["having"].split())
        for told in r["told"].split():
            one = Outcome(told, 1 if r["sign"] == "+" else -1, having)
            out.setdefault(r["asked"], []).append(one)
    return {k: tuple(v) for k, v in out.items()}


@lru_cache(maxsize=1)
def _deed_nouns() -> frozenset[str]:
    return frozenset(w for _, _, _, nouns, *_ in rows("senses.tsv") for w in nouns.split())


@lru_cache(maxsize=1)
def _ordinary() -> dict[str, frozenset[str]]:
    """Return the deeds of ordinary verbs that the table of senses does not know."""
    out: dict[str, frozenset[str]] = {}
    for r in table_rows("foretold_lemmas.tsv"):
        for lemma in r["lemmas"].split():
            word = lemma.replace("_", " ")
            out[word] = out.get(word, frozenset()) | frozenset(r["deeds"].split())
    return out


def told_senses(case: Case, t: Telling) -> frozenset[str]:
    """Return the deeds that a telling may tell; of a light verb those of its noun."""
    if all(s.startswith("=") for s in t.senses):
        t = replace(t, senses=t.senses | _ordinary().get(t.lemma, frozenset()))
    if t.lemma not in light():
        return t.senses
    parsed = case.evidence.predications.get(t.document, ())
    if t.n >= len(parsed):
        return t.senses
    p = parsed[t.n]
    text = case.evidence.documents[t.document].text
    if t.lemma == "be" and not THERE.search(text, p.sentence[0], p.at[1]):
        return t.senses  # "recognition was out of the question"
    found: set[str] = set()
    for a in (*p.of("object"), *p.of("subject"), *p.of("attribute"), *p.of("oblique")):
        if a.role == "oblique" and a.preposition not in ("for", "on", "to", "with", "of"):
            continue
        found |= coming(a)
        if found:
            break
    return t.senses | found


def coming(a: Argument) -> frozenset[str]:
    """Return the deeds by which what an argument names comes about."""
    return named_deeds(a.lemma.lower())


def named_deeds(lemma: str) -> frozenset[str]:
    """Return the deeds by which what a noun names comes about."""
    sorts = sorts_of(lemma)
    by_sort = frozenset(d for s in sorts for d in _arising().get(s, ()))
    own = senses_of(lemma, sorts) if lemma in _deed_nouns() else frozenset[str]()
    return by_sort | own


def stands_for(
    mine: frozenset[str], theirs: frozenset[str], things: tuple[Thing, ...], *, denied: bool = False
) -> int:
    """Return 1 where deeds told are of those foretold, -1 where they exclude them, else 0.

    Who attacks fights, but not all who fight attack; of what is denied it is the other way about.
    """
    if denied:
        alike = any(y in wider(x) for x in mine for y in theirs)
    else:
        alike = any(x in wider(y) for x in mine for y in theirs)
    against = any(excludes(x, y) for x in mine for y in theirs)
    if alike != against:
        return 1 if alike else -1
    if alike:
        return 0
    sorts = frozenset(s for x in things for s in x.sorts)
    signs = {
        o.sign for x in mine for o in _outcomes().get(x, ())
        if any(o.told in wider(y) for y in theirs) and (not o.having or o.having & sorts)
    }  # fmt: skip
    return signs.pop() if len(signs) == 1 else 0
