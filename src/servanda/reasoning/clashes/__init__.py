"""Clashes: where statements, commitments and dates of the record contradict; one rule a module."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import (
    absence,
    attribution,
    blames,
    breach,
    chronology,
    content,
    contraries,
    counted,
    days,
    deeds,
    doers,
    duties,
    existence,
    limits,
    mouths,
    norms,
    plain_days,
    plain_deeds,
    plain_duties,
    plain_figures,
    plain_numbers,
    pledges,
    positions,
    quantity,
    reversal,
    reversals,
    rulings,
    stances,
    standing,
    status,
    values,
)
from servanda.reasoning.copies import stories, wording

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    chronology.find, positions.find, breach.find, reversal.find, status.find, existence.find,
    quantity.find, content.find, attribution.find, norms.find,
    standing.existence, standing.status, standing.chronology,
    plain_deeds.find, plain_duties.find, plain_numbers.find, plain_figures.find, plain_days.find,
    mouths.find, stances.find, rulings.find, rulings.notices, blames.find,
    deeds.existence, absence.find, contraries.find,
    duties.breach, limits.breach, pledges.find, duties.norms,
    reversals.find, days.days, days.numbers,
    values.find, counted.find, doers.find,
)  # fmt: skip


class Known(Protocol):
    """What of a clash decides whether it is shown; see `Raised`."""

    @property
    def key(self) -> Hashable: ...
    @property
    def pair(self) -> Hashable: ...
    @property
    def place(self) -> bool: ...
    @property
    def documents(self) -> Hashable: ...


R = TypeVar("R", bound=Known)
INTERNAL = "internal"  # asked for as a type: clashes of any rule inside one document


class Raised(Struct, frozen=True):
    """A clash as a rule raises it: the rule's rank, its documents, and what it is known by.

    Of two with one `key` the first is shown; one of places (`place`) is not shown where a rule over
    records has found the same `pair` of sentences.
    """

    finding: Finding
    rank: int
    documents: tuple[str, ...]
    key: tuple[str, ...]
    pair: tuple[str, ...]
    place: bool


def clashes(case: Case, types: tuple[str, ...] = ()) -> list[Finding]:
    """Return the clashes of a case by all rules, or of some types; each pair once.

    What copies of one story tell is one telling: `values.copies` counts the further places.
    The type `internal` stands for clashes of any type that one document has with itself, in the
    words of one teller (`values.internal`).
    """
    if case.known is not None and (kept := case.known(types)) is not None:
        return kept
    told = stories(case.evidence.documents.values())
    found = [r for r in raised(case, told) if wanted(r.finding.type, inside(r.finding), types)]
    return [shown_with(f.finding, copies) for f, copies in chosen(found)]


def raised(case: Case, told: Mapping[str, str]) -> Iterator[Raised]:
    """Yield what the rules raise in a case, rule by rule; `told` names each document's story."""
    for rank, rule in enumerate(RULES):
        for finding in rule(case):
            sides = finding.values["sides"]
            if not case.asked(*(s["document"] for s in sides)):
                continue
            if finding.type in APART and _of_one_sentence(finding):
                continue
            pair = sorted(wording(s["sentence"], told.get(s["document"], "")) for s in sides)
            yield Raised(
                finding, rank, tuple(sorted({s["document"] for s in sides})),
                _key(finding, told), (finding.type, *pair), of_places(finding),
            )  # fmt: skip


def wanted(type_: str, internal: bool, types: tuple[str, ...]) -> bool:
    """Say whether a clash is of the types asked for; none are all."""
    return not types or type_ in types or (INTERNAL in types and internal)


def chosen(found: Iterable[R]) -> list[tuple[R, int]]:
    """Return of clashes in the order of their rules those that are shown, with their copies."""
    out: dict[Hashable, R] = {}
    places: dict[Hashable, set[Hashable]] = {}
    shown: set[Hashable] = set()  # pairs of sentences that a rule over records has found
    for one in found:
        if not one.place:
            shown.add(one.pair)
        elif one.pair in shown and one.key not in out:
            continue
        out.setdefault(one.key, one)
        places.setdefault(one.key, set()).add(one.documents)
    return [(one, len(places[key]) - 1) for key, one in out.items()]


def shown_with(finding: Finding, copies: int) -> Finding:
    """Return a clash as it is shown: whether it is of one teller, and how many copies there are."""
    return replace(
        finding, values={**finding.values, "internal": inside(finding), "copies": copies}
    )


APART = ("breach", "status", "existence")


def _of_one_sentence(finding: Finding) -> bool:
    """Say whether one teller says both sides in one sentence: that is one thing said, not two.

    Of a breach by any teller: the duty and its telling are one.
    """
    sides = finding.values["sides"]
    who = () if finding.type == "breach" else ("who",)
    said = {tuple(s[k] for k in ("document", "sentence", *who)) for s in sides}
    return len(sides) > 1 and len(said) == 1


def of_places(finding: Finding) -> bool:
    """Say whether a clash rests on plain sentences, and not on records."""
    return any("near" in s for s in finding.values["sides"])


def inside(finding: Finding) -> bool:
    """Say whether one teller in one document says both sides."""
    sides = finding.values["sides"]
    return len(sides) > 1 and len({(s["document"], s["who"]) for s in sides}) == 1


def _key(finding: Finding, told: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a clash is known by: rule, row, and the wordings of its sides."""
    sides = (
        wording(s["sentence"], told.get(s["document"], "")) + f" /{s['quote']}"
        for s in finding.values["sides"]
    )
    return (finding.rule, finding.values["registry"], *sorted(sides))
