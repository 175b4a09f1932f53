"""Defeasible logic: what can be proved definitely, by default, and what surely cannot.

Both what is proved and what is proved to be unprovable grow until nothing more follows; what then
is neither stays undecided (rules in a circle). With ambiguity *blocked*, a claim that is itself
disputed attacks nothing any more; *propagated*, it still does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from servanda.reasoning.defeasible.theory import Literal_, Rule, Theory, ground, opposite

Policy = Literal["blocking", "propagating"]
Literals = set[Literal_]


class Conclusions(Struct, frozen=True):
    """What follows: `definitely` from facts and strict rules, `defeasibly` also by default.

    `disputed` are literals with an applicable rule for them and one against, none proved.
    """

    definitely: frozenset[Literal_]
    defeasibly: frozenset[Literal_]
    disputed: frozenset[Literal_]


class _Proofs:
    """The theory by heads, and the sets that grow: proved and refuted, of both kinds."""

    def __init__(self, theory: Theory, specificity: bool) -> None:
        self.theory = theory
        self.specificity = specificity
        self.for_: dict[Literal_, list[Rule]] = defaultdict(list)
        self.literals: Literals = set(theory.facts)
        for rule in theory.rules:
            self.for_[rule.head].append(rule)
            self.literals |= {rule.head, *rule.body}
        self.literals |= {opposite(x) for x in self.literals}
        self._follow: dict[tuple[Literal_, ...], Literals] = {}
        self.definite = self._strictly(set(theory.facts))
        self.proved: Literals = set(self.definite)
        self.refuted: Literals = set()
        self.supported: Literals = set(self.definite)
        self.unsupported: Literals = set()

    def _strictly(self, known: Literals) -> Literals:
        """Return what follows from some literals by strict rules alone."""
        strict = [r for r in self.theory.rules if r.strength == "strict"]
        while new := {r.head for r in strict if known.issuperset(r.body)} - known:
            known |= new
        return known

    def against(self, literal: Literal_) -> Iterable[Literal_]:
        """Yield what contradicts a literal: its negation, and what its predicate conflicts with."""
        yield opposite(literal)
        for a, b in self.theory.conflicts:
            for name, other in ((a, b), (b, a)):
                found = (other, *literal[1:])
                if literal[0] == name and found != opposite(literal):
                    yield found

    def attackers(self, literal: Literal_) -> list[Rule]:
        """Return the rules, of any strength, for what contradicts a literal."""
        return [r for other in self.against(literal) for r in self.for_[other]]

    def supporters(self, literal: Literal_) -> list[Rule]:
        """Return the rules that can prove a literal: a defeater only attacks."""
        return [r for r in self.for_[literal] if r.strength != "defeater"]

    def beats(self, winner: Rule, loser: Rule) -> bool:
        """Tell whether one rule outranks another: as stated, else as the more special one."""
        ranked = self.theory.superiority
        if (winner.id, loser.id) in ranked or (loser.id, winner.id) in ranked:
            return (winner.id, loser.id) in ranked
        return self.specificity and self._special(winner, loser)

    def _special(self, rule: Rule, other: Rule) -> bool:
        """Tell whether a rule's conditions strictly imply the other's, and not the reverse."""
        if not rule.body or not other.body:
            return False
        return self._implies(rule.body, other.body) and not self._implies(other.body, rule.body)

    def _implies(self, these: tuple[Literal_, ...], those: tuple[Literal_, ...]) -> bool:
        if these not in self._follow:
            self._follow[these] = self._strictly(set(these))
        return self._follow[these].issuperset(those)

    def barred(self, literal: Literal_) -> bool:
        """Tell whether something definite contradicts a literal that is not definite itself."""
        return any(x in self.definite for x in self.against(literal))


def conclude(
    theory: Theory, policy: Policy = "blocking", *, specificity: bool = True
) -> Conclusions:
    """Return what follows from a theory; variables are written out first.

    With `specificity`, of two rules that nobody ranked the one beats the other whose conditions
    strictly imply the other's: the special rule goes before the general one.
    """
    proofs = _Proofs(ground(theory), specificity)
    step = _blocking if policy == "blocking" else _propagating
    while _grows(proofs, step):
        pass
    disputed = {
        x for x in proofs.literals
        if x not in proofs.proved and opposite(x) not in proofs.proved
        and _applicable(proofs.supporters(x), proofs.proved)
        and _applicable(proofs.attackers(x), proofs.proved)
    }  # fmt: skip
    return Conclusions(frozenset(proofs.definite), frozenset(proofs.proved), frozenset(disputed))


def _grows(proofs: _Proofs, step: Callable[[_Proofs, Literal_], None]) -> bool:
    """Take one step for every literal; tell whether anything was added."""
    before = _size(proofs)
    for literal in sorted(proofs.literals):
        if literal not in proofs.definite:
            step(proofs, literal)
    return _size(proofs) > before


def _size(p: _Proofs) -> int:
    return len(p.proved) + len(p.refuted) + len(p.supported) + len(p.unsupported)


def _blocking(p: _Proofs, literal: Literal_) -> None:
    _prove(p, literal, p.refuted)


def _propagating(p: _Proofs, literal: Literal_) -> None:
    """Prove against whatever has some support, and work out support itself."""
    _prove(p, literal, p.unsupported)
    rules = p.supporters(literal)
    attackers = p.attackers(literal)
    if any(
        p.supported.issuperset(r.body)
        and all(_fails(s, p.refuted) or not p.beats(s, r) for s in attackers)
        for r in rules
    ):
        p.supported.add(literal)
    if all(
        _fails(r, p.unsupported)
        or any(p.proved.issuperset(s.body) and p.beats(s, r) for s in attackers)
        for r in rules
    ):
        p.unsupported.add(literal)


def _prove(p: _Proofs, literal: Literal_, harmless: Literals) -> None:
    """Add a literal to what is proved or refuted, if that follows by now.

    An attacker is out of the way once one of its conditions is `harmless`, or a rule that applies
    on this side outranks it: the rules of a side fight as a team.
    """
    rules = p.supporters(literal)
    attackers = p.attackers(literal)
    team = _applicable(rules, p.proved)
    if (
        team
        and not p.barred(literal)
        and all(_fails(s, harmless) or any(p.beats(t, s) for t in team) for s in attackers)
    ):
        p.proved.add(literal)
    strong = p.proved if harmless is p.refuted else p.supported
    if (
        p.barred(literal)
        or all(_fails(r, p.refuted) for r in rules)
        or any(
            strong.issuperset(s.body)
            and all(_fails(t, p.refuted) or not p.beats(t, s) for t in rules)
            for s in attackers
        )
    ):
        p.refuted.add(literal)


def _applicable(rules: Iterable[Rule], known: Literals) -> list[Rule]:
    return [r for r in rules if known.issuperset(r.body)]


def _fails(rule: Rule, refuted: Literals) -> bool:
    """Tell whether a condition of a rule surely does not hold."""
    return not refuted.isdisjoint(rule.body)
