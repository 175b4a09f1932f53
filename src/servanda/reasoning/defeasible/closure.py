"""Rational and lexicographic closure: defaults ranked by how exceptional their conditions are.

Worlds are compared by the defaults that they break: in the rational closure by the highest rank
broken, in the lexicographic one by how many of each rank, the highest first. What holds in every
best world that fits facts and strict rules follows by default.
"""

from collections.abc import Sequence
from itertools import product
from typing import Literal

from servanda.model.errors import WrongFormat
from servanda.reasoning.defeasible.logic import Conclusions, conclude
from servanda.reasoning.defeasible.theory import (
    NEGATION,
    Literal_,
    Rule,
    Theory,
    ground,
    opposite,
)

MOST_ATOMS = 16  # every world of truth values is looked at

World = frozenset[Literal_]


def closure(theory: Theory, kind: Literal["rational", "lexicographic"]) -> Conclusions:
    """Return what follows by default; `definitely` is as in `conclude`, nothing is disputed.

    Raises WrongFormat for a theory of more than 16 ground atoms.
    """
    full = ground(theory)
    strict = [r for r in full.rules if r.strength == "strict"]
    worlds = [w for w in _worlds(full) if all(_keeps(w, r) for r in strict)]
    ranks = _ranks([r for r in full.rules if r.strength == "defeasible"], worlds)
    fitting = [w for w in worlds if w >= full.facts]
    cost = {w: _cost(w, ranks, kind) for w in fitting}
    best = [w for w in fitting if cost[w] == min(cost.values())]
    found: frozenset[Literal_] = frozenset.intersection(*best) if best else frozenset()
    definite = conclude(theory).definitely
    return Conclusions(definite, found | definite, frozenset())


def _worlds(theory: Theory) -> list[World]:
    """Return every assignment of truth to the atoms."""
    literals = {*theory.facts, *(x for r in theory.rules for x in (r.head, *r.body))}
    atoms = sorted(opposite(x) if x[0][0] == NEGATION else x for x in literals)
    atoms = list(dict.fromkeys(atoms))
    if len(atoms) > MOST_ATOMS:
        raise WrongFormat(f"{len(atoms)} atoms are too many for a closure")
    choices = [(x, opposite(x)) for x in atoms]
    return [frozenset(chosen) for chosen in product(*choices)]


def _keeps(world: World, rule: Rule) -> bool:
    return rule.head in world or not world.issuperset(rule.body)


def _ranks(defaults: Sequence[Rule], worlds: Sequence[World]) -> list[list[Rule]]:
    """Return the defaults by rank: first those whose condition is normal, then the exceptional."""
    ranks: list[list[Rule]] = []
    left = list(defaults)
    while left:
        normal = [w for w in worlds if all(_keeps(w, r) for r in left)]
        here = [r for r in left if any(w.issuperset(r.body) for w in normal)]
        if not here:
            ranks.append(left)  # conditions that can never hold
            break
        ranks.append(here)
        left = [r for r in left if r not in here]
    return ranks


def _cost(world: World, ranks: Sequence[Sequence[Rule]], kind: str) -> tuple[int, ...]:
    """Return what makes a world worse than another, the weightiest first."""
    broken = [sum(not _keeps(world, r) for r in rank) for rank in ranks]
    if kind == "lexicographic":
        return tuple(reversed(broken))
    return (max((n + 1 for n, count in enumerate(broken) if count), default=0),)
