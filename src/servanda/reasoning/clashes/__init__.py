"""Clashes: where statements, commitments and dates of the record contradict; one rule a module."""

from collections.abc import Callable, Iterator

from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import breach, chronology, positions, reversal, status

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    chronology.find, positions.find, breach.find, reversal.find, status.find,
)  # fmt: skip


def clashes(case: Case, types: tuple[str, ...] = ()) -> list[Finding]:
    """Return the clashes of a case by all rules, or of some types; each pair once."""
    out: dict[str, Finding] = {}
    for rule in RULES:
        for finding in rule(case):
            if not types or finding.type in types:
                out.setdefault(finding.id, finding)
    return list(out.values())
