"""Rules with exceptions: ranks decide, equal ranks stay disputed, the special beats the general."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.errors import WrongFormat
from servanda.reasoning.defeasible import (
    Conclusions,
    Theory,
    closure,
    conclude,
    opposite,
    read_theory,
)


def theory(*rules: str, facts: str = "", beats: str = "", **more: Any) -> Theory:
    """Return a theory from rules like `a: p, q => r`, `->` strict, `~>` defeater."""
    raw: dict[str, Any] = {"strict_rules": [], "defeasible_rules": [], "defeaters": [], **more}
    for rule in rules:
        name, _, rest = rule.partition(": ")
        for arrow, kind in ((" ~> ", "defeaters"), (" => ", "defeasible_rules"),
                            (" -> ", "strict_rules")):  # fmt: skip
            if arrow in f" {rest}":
                body, _, head = f" {rest}".partition(arrow)
                parts = [b for b in body.strip().split(" & ") if b]
                raw[kind].append({"id": name, "head": head, "body": parts})
                break
    raw["facts"] = {}
    for fact in facts.split():
        predicate, _, argument = fact.rstrip(")").partition("(")
        raw["facts"].setdefault(predicate, []).append([argument] if argument else [])
    raw["superiority"] = [b.split(">") for b in beats.split()]
    return read_theory(raw)


def names(found: frozenset[tuple[str, ...]]) -> set[str]:
    return {x[0] + (f"({','.join(x[1:])})" if x[1:] else "") for x in found}


def test_of_two_sources_of_equal_rank_neither_is_drawn() -> None:
    both = theory("paper: report => ceded", "radio: broadcast => ~ceded", facts="report broadcast")
    found = conclude(both)
    assert names(found.defeasibly) == {"report", "broadcast"}
    assert names(found.disputed) == {"ceded", "~ceded"}


def test_who_outranks_decides() -> None:
    found = conclude(theory(
        "paper: report => ceded", "radio: broadcast => ~ceded", facts="report broadcast",
        beats="radio>paper",
    ))  # fmt: skip
    assert "~ceded" in names(found.defeasibly)
    assert not found.disputed


def test_a_side_fights_as_a_team() -> None:
    found = conclude(theory(
        "a: => p", "b: => p", "c: => ~p", "d: => ~p", beats="a>c b>d",
    ))  # fmt: skip
    assert "p" in names(found.defeasibly)


def test_a_defeater_blocks_and_proves_nothing() -> None:
    found = conclude(theory("a: x => p", "b: y ~> ~p", facts="x y"))
    assert names(found.defeasibly) == {"x", "y"}


def test_what_is_definite_is_not_shaken() -> None:
    found = conclude(theory("a: x -> p", "b: x => ~p", facts="x", beats="b>a"))
    assert names(found.definitely) == {"x", "p"}
    assert "~p" not in names(found.defeasibly)


def test_the_special_rule_goes_before_the_general_unless_ranked() -> None:
    rules = ("s: envoy(X) -> official(X)", "g: official(X) => bound(X)", "e: envoy(X) => ~bound(X)")
    assert "~bound(kim)" in names(conclude(theory(*rules, facts="envoy(kim)")).defeasibly)
    ranked = conclude(theory(*rules, facts="envoy(kim)", beats="g>e"))
    assert "bound(kim)" in names(ranked.defeasibly)
    without = conclude(theory(*rules, facts="envoy(kim)"), specificity=False)
    assert names(without.disputed) == {"bound(kim)", "~bound(kim)"}


def test_ambiguity_is_blocked_or_propagated() -> None:
    rules = theory("a: => rumour", "b: => ~rumour", "c: rumour => ~held", "d: => held")
    assert "held" in names(conclude(rules).defeasibly)
    assert "held" not in names(conclude(rules, "propagating").defeasibly)


def test_conflicts_other_than_negation_count() -> None:
    rules = theory("a: => in_force", "b: => terminated", conflicts=[["in_force", "terminated"]])
    assert names(conclude(rules).defeasibly) == set()


def test_circles_end() -> None:
    assert names(conclude(theory("a: p => q", "b: q => p")).defeasibly) == set()


def test_closures_rank_the_exceptional_condition_higher() -> None:
    rules = theory(
        "s: penguin -> bird", "a: bird => flies", "b: penguin => ~flies", "c: bird => winged",
        facts="penguin",
    )  # fmt: skip
    rational, lexicographic = closure(rules, "rational"), closure(rules, "lexicographic")
    assert "~flies" in names(rational.defeasibly)
    assert "~flies" in names(lexicographic.defeasibly)
    # An exceptional bird keeps what its exception does not touch only lexicographically.
    assert "winged" not in names(rational.defeasibly)
    assert "winged" in names(lexicographic.defeasibly)


def test_an_atom_of_no_known_form_is_refused() -> None:
    with pytest.raises(WrongFormat, match="no atom"):
        read_theory({"defeasible_rules": [{"id": "a", "head": "p((", "body": []}]})


ATOMS = st.sampled_from(["p", "q", "r", "~p", "~q", "~r"])


@given(
    st.lists(st.tuples(st.lists(ATOMS, max_size=2), st.sampled_from([" => ", " ~> "]), ATOMS),
             max_size=7),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=4),
    st.sampled_from(["blocking", "propagating"]),
)  # fmt: skip
def test_defaults_never_prove_both_sides(rules: Any, ranks: Any, policy: Any) -> None:
    made = theory(
        *(f"{n}: {' & '.join(body)}{arrow}{head}" for n, (body, arrow, head) in enumerate(rules)),
        beats=" ".join(f"{a}>{b}" for a, b in ranks if a < b),
    )
    found: Conclusions = conclude(made, policy)
    assert not any(opposite(x) in found.defeasibly for x in found.defeasibly)
