"""defeasible: what follows from theories of facts, rules, defeaters and superiority."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.reasoning.defeasible import Conclusions, Theory, closure, conclude, read_theory


def predict(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "definitely", "defeasibly", "disputed"}`, predicates with their arguments.

    `per_policy` holds the same for each way of treating ambiguity and for the closures.
    """
    for row in rows:
        theory = read_theory(row["theory"])
        asked = row.get("policies") or ("blocking", "propagating", *CLOSURES)
        policies = {name: _plain(_by(theory, name)) for name in asked if _fits(theory, name)}
        yield {"id": row["id"], **_plain(conclude(theory)), "per_policy": policies}


CLOSURES = ("rational_closure", "lexicographic_closure")
SMALL = 12  # rules; the closures look at every world


def _fits(theory: Theory, policy: str) -> bool:
    return policy not in CLOSURES or len(theory.rules) <= SMALL


def _by(theory: Theory, policy: str) -> Conclusions:
    if policy == "rational_closure":
        return closure(theory, "rational")
    if policy == "lexicographic_closure":
        return closure(theory, "lexicographic")
    return conclude(theory, "propagating" if policy == "propagating" else "blocking")


def _plain(found: Conclusions) -> dict[str, dict[str, list[list[str]]]]:
    """Return conclusions as predicates with lists of arguments."""
    out: dict[str, dict[str, list[list[str]]]] = {}
    for name in ("definitely", "defeasibly", "disputed"):
        section = out.setdefault(name, {})
        for literal in sorted(getattr(found, name)):
            section.setdefault(literal[0], []).append(list(literal[1:]))
    return out
