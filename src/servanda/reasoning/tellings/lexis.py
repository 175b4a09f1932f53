"""Words of plain sentences: verbs by sense with their forms, nouns by sort, from two tables."""

from collections import defaultdict
from functools import lru_cache

from msgspec import Struct

from servanda.reasoning.tellings.words import Sense, rows

VOWELS = "aeiou"


class Form(Struct, frozen=True):
    """A form of a verb: its sense, how it is formed (base, s, past, ing), words that must follow.

    A form of one word may stand for several senses; those that need words come first.
    """

    sense: str
    how: str
    after: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, tuple[Form, ...]]:
    """Return all forms of the verbs in the table, in lower case, with what they may mean."""
    out: dict[str, list[Form]] = defaultdict(list)
    for row in rows("clause_verbs.tsv"):
        for word in row[2].split():
            head, *after = word.split("_")
            base, *odd = head.split("/")
            for form, how in forms_of(base, odd):
                out[form].append(Form(row[1], how, tuple(after)))
    return {w: tuple(sorted(f, key=lambda x: -len(x.after))) for w, f in out.items()}


@lru_cache(maxsize=1)
def senses_of_verbs() -> dict[str, Sense]:
    """Return for each sense what it excludes and what it is a case of."""
    out: dict[str, Sense] = {}
    for row in rows("clause_verbs.tsv"):
        row += [""] * (5 - len(row))
        known = out.get(row[1], Sense(frozenset(), ""))
        out[row[1]] = Sense(known.against | frozenset(row[3].split()), row[4] or known.wider)
    return out


@lru_cache(maxsize=1)
def things() -> dict[str, str]:
    """Return for each noun of the table the sort of thing that it names."""
    return {word: row[1] for row in rows("clause_things.tsv") for word in row[2].split()}


def forms_of(base: str, odd: list[str]) -> list[tuple[str, str]]:
    """Return the forms of an English verb: base, -s, past and participle, -ing."""
    out = [(base, "base")]
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        out.append((f"{base}es", "s"))
    elif base.endswith("y") and base[-2] not in VOWELS:
        out.append((f"{base[:-1]}ies", "s"))
    else:
        out.append((f"{base}s", "s"))
    stem = base
    if base.endswith("e") and not base.endswith("ee"):
        stem = base[:-1]
    elif _doubles(base):
        stem = base + base[-1]
    out.append((f"{stem}ing", "ing"))
    if odd:
        out += [(form, "past") for form in odd]
    elif base.endswith("y") and base[-2] not in VOWELS:
        out.append((f"{base[:-1]}ied", "past"))
    else:
        out.append((f"{stem}d" if stem.endswith("e") else f"{stem}ed", "past"))
    if base.endswith(("ol", "el", "al")):  # patrolled, travelled and signalled, or with one l
        out += [(f"{base}led", "past"), (f"{base}ling", "ing")]
    return list(dict.fromkeys(out))


def _doubles(base: str) -> bool:
    """Say whether the last letter is doubled: "shipped", not "opened" or "visited"."""
    if len(base) < 3 or base[-1] in VOWELS or base[-1] in "wxy":
        return False
    if base[-2] not in VOWELS or base[-3] in VOWELS:
        return False
    short = sum(1 for a, b in zip(" " + base, base, strict=False) if b in VOWELS and a not in
                VOWELS) == 1  # fmt: skip
    return short or base in ("admit", "permit", "transfer", "defer", "refer", "expel", "remit")


def against(one: str, other: str) -> bool:
    """Say whether two senses cannot both be true of one thing."""
    senses = senses_of_verbs()
    a, b = senses.get(one), senses.get(other)
    return bool((a and other in a.against) or (b and one in b.against))


def covers(wide: str, narrow: str) -> bool:
    """Say whether a sense is another, or the wider one of it: "attack" is a case of "fight"."""
    senses = senses_of_verbs()
    at, passed = narrow, set[str]()
    while at and at not in passed:
        if at == wide:
            return True
        passed.add(at)
        at = senses[at].wider if at in senses else ""
    return False
