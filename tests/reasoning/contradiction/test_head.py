"""Judgements of invented pairs, and what holds of any pair."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon.entities import load_entities
from servanda.reasoning.contradiction import hold, judge
from servanda.reasoning.contradiction.features import Feature, counted, features, nearness, rarity
from servanda.reasoning.contradiction.head import LABELS, weigh, weights
from servanda.reasoning.contradiction.tables import table, words_of
from servanda.reasoning.contradiction.view import view

PAIRS = [
    ("The toll on the mountain road should be abolished.",
     "The toll on the mountain road must be kept.", "inconsistent"),
    ("We support a higher tax on petrol.", "A higher tax on petrol is unacceptable.",
     "inconsistent"),
    ("Public libraries should be free of charge.",
     "We will introduce an entrance fee for public libraries.", "inconsistent"),
    ("The army should be abolished.", "We will increase defence spending.", "inconsistent"),
    ("Asylum seekers should be allowed to work.",
     "Refugees must have access to the labour market.", "consistent"),
    ("Nurses should be paid more.", "The voting age should be lowered to sixteen.", "unrelated"),
    ("Homework helps pupils.", "The bridge over the strait should be built.", "unrelated"),
    ("Dogs should be kept on a leash.", "The harbour needs a second crane.", "unrelated"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "label"), PAIRS)
def test_label(a: str, b: str, label: str) -> None:
    assert judge(a, b).label == label
    assert judge(b, a).label == label


def test_reasons_name_what_they_rest_on() -> None:
    reasons = {r.feature: r for r in judge(*PAIRS[0][:2]).reasons}
    assert "toll" in reasons["words"].words
    assert "market" in reasons["axis.differ"].words
    assert reasons["axis.differ"].pull > 0
    assert "bias" not in reasons


def test_names_of_states_change_nothing() -> None:
    """Whose statements they are must not tell what they are to each other."""
    said = "{0} should close the border.", "{0} should open the border to {1}."
    found = []
    for pair in (("Armenia", "Azerbaijan"), ("Azerbaijan", "Armenia"), ("Chad", "Sudan")):
        a, b = (x.format(*pair) for x in said)
        found.append(judge(a, b).scores)
    assert found[0] == found[1] == found[2]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_judged_alike_both_ways(a: str, b: str) -> None:
    one, other = judge(a, b), judge(b, a)
    assert one.label == other.label
    assert sum(one.scores.values()) == pytest.approx(1)
    assert 0 <= nearness(view(a), view(b), rarity()) <= 1 + 1e-9


def test_weights_decide() -> None:
    """Another table of weights gives another judgement: no label stands in the code."""
    found = [Feature("bias", 1.0)]
    for label in LABELS:
        by = {n: {"bias": 1.0 if n == label else 0.0} for n in LABELS}
        assert weigh(found, by).label == label


def test_weights_are_of_features_there_are() -> None:
    told = {f.name for a, b, _ in PAIRS for f in features(view(a), view(b), rarity())}
    for label in LABELS:
        assert told <= set(weights()[label])


def test_tables() -> None:
    axes = {row["id"] for row in table("axes.tsv")}
    ids = [row["id"] for row in table("concepts.tsv")]
    assert len(ids) == len(set(ids))
    poles = {p for row in table("concepts.tsv") for p in row["poles"].split()}
    assert {p[-1] for p in poles} == {"+", "-"}
    assert {p[:-1] for p in poles} == axes
    assert all("." in i for i in ids)


def test_no_state_is_a_concept() -> None:
    """A concept that names a state would make the judgement depend on whose statement it is."""
    words = {w for row in table("concepts.tsv") for w in row["words"].split()}
    for state in load_entities().states:
        assert "_".join(words_of(state.name)) not in words


def test_rarity_is_counted() -> None:
    rare = counted([view("The toll rises."), view("The toll falls."), view("A boat sinks.")])
    assert rare.of("w:toll") < rare.of("w:boat") <= rare.of("w:never")


@pytest.mark.parametrize(
    ("evidence", "claim", "supported"),
    [
        ("The castle was built in 1643 by the duke.", "The castle was built in 1643.", True),
        ("The castle was built in 1643 by the duke.", "The castle was built in 1743.", False),
        ("The castle was built in 1643 by the duke.", "The castle was never built.", False),
        ("She won the regatta of 1990.", "She lost the regatta.", False),
        ("The Georgian fleet sailed north.", "The Georgian fleet sailed.", True),
        ("The Georgian fleet sailed north.", "A composer of operas owned a printing house.", False),
        ("He grew pears in the valley.", "He grew only pears.", False),
        ("He grew only pears.", "He grew only pears.", True),
        ("He grew pears and quinces.", "He exclusively grew pears.", False),
        ("The accord was signed in Geneva on 3 March.", "The accord was signed in Vienna.", False),
        ("The accord was signed in Geneva on 3 March.", "The accord was signed on 3 May.", False),
        ("The accord was signed in Geneva on 3 March.", "It may be signed in Geneva.", True),
        ("It was his second voyage to the island.", "It was his third voyage there.", False),
        ("It was his second voyage to the island.", "He made the voyage to the island.", True),
        (
            "It entered into force in Turkey.",
            "It entered into force for the Turkish Republic.",
            True,
        ),
        ("The minister refused to sign it.", "The minister signed it.", False),
        ("The minister refused to sign it.", "The minister did not sign it.", True),
        ("The delegation failed to cross the river.", "The delegation crossed the river.", False),
        ("The rejected plan was revised by the council.", "The council revised the plan.", True),
        ("The council rejected the plan.", "The council did not reject the plan.", False),
        ("She is a sculptor from Kent.", "Margarita Ellwood is a sculptor.", True),
        ("Margarita Ellwood is a sculptor from Kent.", "Margarita Ellwood is a pilot.", False),
        ("It was founded in 1643 by the duke.", "Sallmark was founded in 1643.", True),
        ("He sings.", "Tolls rose.", False),
        ("She won a prize with Noël Bérard.", "Ada Lund won a prize with Noel Berard.", True),
        ("She won a prize with Noël Bérard.", "Ada Lund won a prize with Noah Berard.", False),
        ("THE BRIDGE WAS OPENED BY THE MAYOR.", "The bridge was opened by the mayor.", True),
    ],
)
def test_evidence(evidence: str, claim: str, supported: bool) -> None:
    held = hold(evidence, claim)
    assert held.supported is supported
    assert bool(held.reasons) is not supported


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_evidence_is_held(evidence: str, claim: str) -> None:
    held = hold(evidence, claim)
    assert held.supported is not bool(held.reasons)
    assert all(": " in reason for reason in held.reasons)


def test_reasons_name_the_rule() -> None:
    rules = [r.partition(":")[0] for r in hold(
        "The second accord was signed by Ingrid Solberg in March.",
        "The third accord was signed by Peter Lindqvist in May.").reasons]  # fmt: skip
    assert rules == ["rank", "month", "name", "not told"]


def test_exchanging_states_changes_no_evidence() -> None:
    pairs = (("Armenia", "Azerbaijani"), ("Azerbaijan", "Armenian"), ("Turkey", "Armenian"))
    said = "The treaty bound {0} to pay.", "The treaty bound the {1} government to pay."
    assert {hold(said[0].format(*p), said[1].format(*p)).supported for p in pairs} == {False}
    same = (("Armenia", "Armenian"), ("Azerbaijan", "Azerbaijani"), ("Turkey", "Turkish"))
    assert {hold(said[0].format(*p), said[1].format(*p)).supported for p in same} == {True}


def test_a_long_text_costs_no_more_than_its_words() -> None:
    """Nothing is quadratic: four times the words take about four times as long."""

    def seconds(words: int) -> float:
        start = time.process_time()
        judge(f"tax and toll {words} " * words, "no tax should be abolished " * words)
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 12 * max(seconds(1000), 0.02)
