"""Acts, positions, events, predictions, questions and commitments in sentences of our own."""

import pytest
from tests.reading.helpers import at, of

from servanda.model import Act, Commitment, Event, Position, Prediction, Question

ACTS = [
    ("Mali tore up the accord.", "tore up", "termination", "affirmed"),
    ("Mali scrapped the treaty.", "scrapped", "termination", "affirmed"),
    ("Mali cancelled the agreement of 3 May 2019.", "cancelled", "termination", "affirmed"),
    ("Mali pulled out of the convention.", "pulled out", "withdrawal", "affirmed"),
    ("Mali withdrew from the treaty.", "withdrew", "withdrawal", "affirmed"),
    ("Mali suspended the pact.", "suspended", "suspension", "affirmed"),
    ("Mali put the treaty on ice.", "put", "suspension", "affirmed"),
    ("The treaty is null and void.", "null and void", "termination", "affirmed"),
    ("The truce collapsed.", "collapsed", "termination", "affirmed"),
    ("The treaty has expired.", "expired", "expiry", "affirmed"),
    ("The treaty can be considered to have expired.", "expired", "expiry", "affirmed"),
    ("The treaty still holds.", "holds", "expiry", "negated"),
    ("The treaty remains in force.", "remains in force", "expiry", "negated"),
    ("The treaty no longer holds.", "holds", "expiry", "affirmed"),
    ("Mali signed the accord.", "signed", "signature", "affirmed"),
    ("Mali ratified the convention.", "ratified", "ratification", "affirmed"),
    ("Mali has not ratified the convention.", "ratified", "ratification", "negated"),
    ("Mali reaffirmed the treaty.", "reaffirmed", "reaffirmation", "affirmed"),
    ("The protocol entered into force.", "entered into force", "entry_into_force", "affirmed"),
    ("Mali violated the ceasefire.", "violated", "breach_alleged", "affirmed"),
    ("Mali resumed the treaty.", "resumed", "resumption", "affirmed"),
    ("The accord replaced the treaty.", "replaced", "supersession", "affirmed"),
]


@pytest.mark.parametrize(("text", "word", "kind", "polarity"), ACTS)
def test_acts(text: str, word: str, kind: str, polarity: str) -> None:
    act = next(a for a in of(Act, text) if word in " ".join(x.quote for x in a.anchors))
    assert (act.act, act.polarity, act.modality) == (kind, polarity, "actual")
    assert act.instrument.surface


def test_act_names_its_actor_and_instrument() -> None:
    act = at(Act, "Mali and Niger signed the accord of 3 May 2019.", "signed")
    assert [a.surface for a in act.actors] == ["Mali", "Niger"]
    assert "accord" in act.instrument.surface


def test_act_is_a_claim_unless_the_genre_is_formal() -> None:
    text = "Mali suspended the treaty."
    assert of(Act, text)[0].authority == "claim"
    assert of(Act, text, "official statement")[0].authority == "formal"


@pytest.mark.parametrize(
    "text",
    ["Mali cancelled the meeting.", "He signed autographs.", "Fighters violated the border.",
     "The bridge collapsed."],
)  # fmt: skip
def test_what_is_done_to_other_things_is_no_act(text: str) -> None:
    assert of(Act, text) == []


POSITIONS = [
    ("Mali recognises the independence of Chad.", "recognises", "Mali"),
    ("Mali supports the plan.", "supports", "Mali"),
    ("Mali opposes the plan.", "opposes", "Mali"),
    ("Mali rejected the proposal.", "rejects", "Mali"),
    ("Mali demands a new vote.", "demands", "Mali"),
    ("Mali called for a new vote.", "demands", "Mali"),
    ("Mali refuses to pay.", "refuses", "Mali"),
    ("Mali condemned the coup.", "condemns", "Mali"),
    ("Mali does not want a peace treaty.", "opposes", "Mali"),
    ("Mali accepted the ruling.", "accepts", "Mali"),
]


@pytest.mark.parametrize(("text", "stance", "holder"), POSITIONS)
def test_positions(text: str, stance: str, holder: str) -> None:
    found = [p for p in of(Position, text) if p.stance == stance]
    assert [p.holder.surface for p in found] == [holder]
    assert found[0].issue is not None
    assert found[0].polarity == "affirmed"


def test_one_position_for_each_holder() -> None:
    found = of(Position, "Both Mali and Niger rejected the plan.")
    assert {p.holder.surface for p in found} == {"Mali", "Niger"}


def test_issue_key_is_one_for_two_ways_of_saying_it() -> None:
    one, two = (
        of(Position, f"Mali recognises {x}.")[0].issue_key
        for x in ("Chad's territorial integrity", "the territorial integrity of Chad")
    )
    assert one == two


EVENTS = [
    ("Mali attacked Niger.", "ASSAULT", "Mali", "Niger", "affirmed", "actual"),
    ("Mali did not attack Niger.", "ASSAULT", "Mali", "Niger", "negated", "actual"),
    ("Mali accused Niger of theft.", "ACCUSE", "Mali", "Niger", "affirmed", "actual"),
    ("Mali met with Niger.", "CONSULT", "Mali", "Niger", "affirmed", "actual"),
    ("Mali will visit Niger.", "CONSULT", "Mali", "Niger", "affirmed", "future"),
    ("Niger was attacked by Mali.", "ASSAULT", "Mali", "Niger", "affirmed", "actual"),
    ("Mali imposed sanctions on Niger.", "SANCTION", "Mali", "Niger", "affirmed", "actual"),
    ("Mali threatened Niger.", "THREATEN", "Mali", "Niger", "affirmed", "actual"),
    ("Mali should help Niger.", "AID", "Mali", "Niger", "affirmed", "demanded"),
]


@pytest.mark.parametrize(("text", "plover", "source", "target", "polarity", "modality"), EVENTS)
def test_events(
    text: str, plover: str, source: str, target: str, polarity: str, modality: str
) -> None:
    event = next(e for e in of(Event, text) if e.plover == plover)
    assert [s.surface for s in event.source] == [source]
    assert [t.surface for t in event.target] == [target]
    assert (event.polarity, event.modality) == (polarity, modality)


def test_predictions_and_what_is_none() -> None:
    assert len(of(Prediction, "The truce will collapse.")) == 1
    assert of(Prediction, "We will pay.") == []
    assert of(Prediction, "Will the truce collapse?") == []
    assert of(Prediction, "Niger promised that it would pay.") == []
    assert of(Prediction, "If the truce will collapse is not known.") == []


def test_verbal_probability_is_from_the_table() -> None:
    (found,) = of(Prediction, "The truce is very unlikely to hold.")
    assert found.probability == (0.05, 0.20)
    assert found.rule == "probability.very_unlikely"


def test_forecaster_is_the_innermost_speaker() -> None:
    (found,) = of(Prediction, "Moussa said that the truce will collapse.")
    assert found.forecaster is not None
    assert found.forecaster.surface == "Moussa"


def test_questions() -> None:
    text = "Has Mali left? It has not. Why should anybody care? He said (whom???) it."
    found = of(Question, text)
    assert [q.text.text for q in found] == ["Has Mali left?", "Why should anybody care?"]
    assert [q.rhetorical for q in found] == [False, True]


def test_commitments_told_second_hand() -> None:
    text = "According to paragraph 3 of the treaty, Mali undertakes to protect Niger."
    (found,) = of(Commitment, text)
    assert [b.surface for b in found.bearers] == ["Mali"]
    assert found.force == "obligation"
    assert found.provision == "paragraph 3"
    assert found.action is not None
    assert found.action.text == "protect Niger"


def test_undertaking_not_to_is_a_prohibition() -> None:
    (found,) = of(Commitment, "Mali undertook not to attack Niger.")
    assert found.force == "prohibition"


CLAUSES = [
    ("The Parties shall exchange all prisoners.", "obligation", ["Parties"]),
    ("The Parties shall not station troops in the zone.", "prohibition", ["Parties"]),
    ("Either Party may withdraw from this Treaty.", "permission", ["Party"]),
    ("Mali guarantees the safety of the road.", "obligation", ["Mali"]),
    ("Mali recognises the independence of Niger.", "recognition", ["Mali"]),
    ("No Party shall station troops in the zone.", "prohibition", ["Party"]),
]


@pytest.mark.parametrize(("text", "force", "bearers"), CLAUSES)
def test_clauses_of_an_agreement(text: str, force: str, bearers: list[str]) -> None:
    found = of(Commitment, text, "agreement")
    assert (found[0].force, [b.surface for b in found[0].bearers]) == (force, bearers)


def test_clause_with_condition_exception_deadline_and_counterparty() -> None:
    text = (
        "If fighting resumes, the Parties shall inform each other by 1 March 2021, "
        "unless they agree otherwise."
    )
    found = of(Commitment, text, "agreement")[0]
    assert found.condition is not None
    assert "fighting resumes" in found.condition.text
    assert found.exception is not None
    assert found.exception.text.startswith("unless")
    assert found.deadline is not None
    assert found.deadline.edtf == "2021-03-01"
    assert [c.surface for c in found.counterparties] == ["each other"]
