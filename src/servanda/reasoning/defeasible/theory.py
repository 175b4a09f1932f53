"""Theories: facts, rules of three strengths, who beats whom; variables become their instances."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Literal

from msgspec import Struct

from servanda.model.errors import WrongFormat

Strength = Literal["strict", "defeasible", "defeater"]

NEGATION = "~"
MOST_INSTANCES = 200_000  # ground rules; more are refused before they fill the memory
_ATOM = re.compile(r"\s*(~?[^()\s,]+)\s*(?:\(([^()]*)\))?\s*")

Literal_ = tuple[str, ...]
"""A ground literal: its predicate, `~` in front of a negated one, and its arguments."""


class Rule(Struct, frozen=True):
    """A rule: what follows from which conditions, and how strongly."""

    id: str
    head: Literal_
    body: tuple[Literal_, ...]
    strength: Strength


class Theory(Struct, frozen=True):
    """A theory: facts, rules, `superiority` as pairs (winner, loser), `conflicts` of predicates."""

    facts: frozenset[Literal_]
    rules: tuple[Rule, ...]
    superiority: frozenset[tuple[str, str]] = frozenset()
    conflicts: frozenset[tuple[str, str]] = frozenset()


def opposite(literal: Literal_) -> Literal_:
    """Return the negation of a literal."""
    name = literal[0]
    return (name.removeprefix(NEGATION) if name[0] == NEGATION else NEGATION + name, *literal[1:])


def read_theory(raw: Mapping[str, Any]) -> Theory:
    """Read a theory from plain JSON values; raises WrongFormat for an atom of no known form.

    `facts` maps predicates to lists of arguments; the rules have `id`, `head` and `body`.
    """
    strengths: tuple[tuple[str, Strength], ...] = (
        ("strict_rules", "strict"), ("defeasible_rules", "defeasible"), ("defeaters", "defeater"),
    )  # fmt: skip
    rules = [
        Rule(r["id"], _atom(r["head"]), tuple(map(_atom, r["body"])), strength)
        for field, strength in strengths
        for r in raw.get(field) or ()
    ]
    facts = {
        (name, *map(str, args)) for name, rows in (raw.get("facts") or {}).items() for args in rows
    }
    return Theory(
        frozenset(facts),
        tuple(rules),
        frozenset((a, b) for a, b in raw.get("superiority") or ()),
        frozenset((a, b) for a, b in raw.get("conflicts") or ()),
    )


def ground(theory: Theory) -> Theory:
    """Return the theory with every rule written out for the constants that occur in it."""
    constants = sorted(set(_constants(theory)))
    rules: list[Rule] = []
    for rule in theory.rules:
        names = sorted({t for lit in (rule.head, *rule.body) for t in lit[1:] if is_variable(t)})
        if len(rules) + len(constants) ** len(names) > MOST_INSTANCES:
            raise WrongFormat("too many instances of its rules", place=rule.id)
        for values in product(constants, repeat=len(names)):
            rules.append(_instance(rule, dict(zip(names, values, strict=True))))
    return Theory(theory.facts, tuple(rules), theory.superiority, theory.conflicts)


def is_variable(term: str) -> bool:
    """Tell whether an argument stands for any constant: it begins with a capital letter."""
    return term[:1].isupper()


def _instance(rule: Rule, values: Mapping[str, str]) -> Rule:
    def filled(literal: Literal_) -> Literal_:
        return (literal[0], *(values.get(t, t) for t in literal[1:]))

    return Rule(rule.id, filled(rule.head), tuple(map(filled, rule.body)), rule.strength)


def _constants(theory: Theory) -> Iterator[str]:
    for fact in theory.facts:
        yield from fact[1:]
    for rule in theory.rules:
        for literal in (rule.head, *rule.body):
            yield from (t for t in literal[1:] if not is_variable(t))


def _atom(text: str) -> Literal_:
    """Read `~fly(X, tweety)`; a bare name has no arguments."""
    match = _ATOM.fullmatch(text)
    if match is None:
        raise WrongFormat(f"{text!r} is no atom", remedy="write name(argument, ...), ~ negates")
    return (match[1], *_terms(match[2]))


def _terms(text: str | None) -> Iterable[str]:
    return [t.strip() for t in text.split(",")] if text and text.strip() else []
