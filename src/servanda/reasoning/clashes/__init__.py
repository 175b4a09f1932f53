"""Clashes: where statements, commitments and dates of the record contradict; one rule a module."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import (
    attribution,
    blames,
    breach,
    chronology,
    content,
    days,
    deeds,
    existence,
    mouths,
    norms,
    plain,
    positions,
    quantity,
    reversal,
    rulings,
    stances,
    standing,
    status,
)
from servanda.reasoning.copies import stories, wording

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    chronology.find, positions.find, breach.find, reversal.find, status.find, existence.find,
    quantity.find, content.find, attribution.find, norms.find,
    standing.existence, standing.status, standing.chronology,
    plain.existence, plain.breach, plain.quantity, plain.figures, plain.chronology,
    mouths.find, stances.find, rulings.find, rulings.notices, blames.find,
    deeds.existence, deeds.breach, deeds.norms, deeds.reversal,
    days.days, days.numbers,
)  # fmt: skip
INTERNAL = "internal"  # asked for as a type: clashes of any rule inside one document


def clashes(case: Case, types: tuple[str, ...] = ()) -> list[Finding]:
    """Return the clashes of a case by all rules, or of some types; each pair once.

    What copies of one story tell is one telling: `values.copies` counts the further places.
    The type `internal` stands for clashes of any type that one document has with itself, in the
    words of one teller (`values.internal`).
    """
    out: dict[tuple[str, ...], Finding] = {}
    places: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    told = stories(case.evidence.documents.values())
    shown: set[tuple[str, ...]] = set()  # pairs of sentences that a rule over records has found
    for rule in RULES:
        for finding in rule(case):
            if types and finding.type not in types and not (INTERNAL in types and inside(finding)):
                continue
            key = _key(finding, told)
            pair = (finding.type, *sorted(wording(s["sentence"], told.get(s["document"], ""))
                                          for s in finding.values["sides"]))  # fmt: skip
            if not of_places(finding):
                shown.add(pair)
            elif pair in shown and key not in out:
                continue
            out.setdefault(key, finding)
            places.setdefault(key, set()).add(
                tuple(sorted({s["document"] for s in finding.values["sides"]}))
            )
    return [
        replace(f, values={**f.values, "internal": inside(f), "copies": len(places[key]) - 1})
        for key, f in out.items()
    ]


def of_places(finding: Finding) -> bool:
    """Say whether a clash rests on plain sentences, and not on records."""
    return any("near" in s for s in finding.values["sides"])


def inside(finding: Finding) -> bool:
    """Say whether one teller in one document says both sides."""
    sides = finding.values["sides"]
    return len(sides) > 1 and len({(s["document"], s["who"]) for s in sides}) == 1


def _key(finding: Finding, told: dict[str, str]) -> tuple[str, ...]:
    """Return what a clash is known by: rule, row, and the wordings of its sides."""
    sides = (
        wording(s["sentence"], told.get(s["document"], "")) + f" /{s['quote']}"
        for s in finding.values["sides"]
    )
    return (finding.rule, finding.values["registry"], *sorted(sides))
