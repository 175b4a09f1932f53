"""The scorer of predictions held to account: it matches, judges and counts as its head says."""

from datetime import date
from typing import Any

import pytest
from evals.score_foretold import (
    Entry,
    Judged,
    counts,
    is_due,
    is_right,
    matched,
    measure,
    predictions,
    sets,
    shared,
)

from servanda.model import Phrase, Prediction
from servanda.model.terms import OutcomeState
from servanda.reasoning.foretold import Forecast, Outcome


def entry(
    state: OutcomeState, *spans: tuple[int, int], rule: str = "foretold/happened", by: str = "rule",
    registry: str = "", told: tuple[tuple[str, int, int], ...] = (),
) -> Entry:  # fmt: skip
    record = Prediction(
        id="p", document="d", rule="test", proposition=Phrase(text="they will sign")
    )
    forecast = Forecast(record, "author", None, None, None, False)
    outcome = Outcome(state, rule, "", registry=registry, by=by)
    return Entry("column", forecast, spans, outcome, told)


def row(outcome: str, start: int = 0, end: int = 40, **other: Any) -> dict[str, Any]:
    plain = {"id": f"r-{start}", "set": "inf_2018", "doc": "column", "also": [], "wider": None,
             "evidence": [], "horizon": None}  # fmt: skip
    return {**plain, "start": start, "end": end, "outcome": outcome, **other}


def test_a_prediction_has_the_entry_that_shares_most_with_it() -> None:
    first, second = row("came_true"), row("did_not", 41, 80)
    long, short = entry("open", (10, 45)), entry("came true", (35, 42))
    found = matched([first, second], (short, long))
    assert found[0].entry is long
    assert found[1].entry is None
    assert shared(long, row("open", doc="report")) == 0
    assert shared(entry("open", (0, 10), (5, 12)), first) == 12


@pytest.mark.parametrize(
    ("gold", "said", "right"),
    [
        (row("came_true"), entry("came true"), True),
        (row("did_not"), entry("came true"), False),
        (row("partly", also=["did_not"]), entry("did not"), True),
        (row("cannot_tell"), entry("cannot tell"), True),
        (row("cannot_tell", wider="did_not"), entry("did not"), False),
        (row("cannot_tell", wider="did_not"), entry("did not", registry="act:x"), True),
        (row("cannot_tell", wider="did_not"), entry("did not", rule="foretold/silence"), True),
        (row("cannot_tell"), entry("did not", registry="act:x"), False),
    ],
)
def test_the_wider_record_counts_only_where_the_registry_decides(
    gold: dict[str, Any], said: Entry, right: bool
) -> None:
    assert is_right(gold, said) is right


def test_open_and_what_a_person_decided_are_not_resolved_by_rule() -> None:
    assert not Judged(row("open"), entry("open")).resolved
    assert not Judged(row("came_true"), entry("came true", by="a reader")).resolved
    assert Judged(row("came_true"), entry("void")).resolved
    assert not Judged(row("came_true"), None).resolved
    assert not Judged(row("cannot_tell"), None).right


def test_evidence_is_right_in_the_sentence_of_the_gold_and_in_no_other() -> None:
    gold = next(r for r in predictions(held_out=False)["inf_2018"] if r["id"] == "inf_2018-01")
    span = gold["evidence"][0]
    inside = (span["doc"], span["end"] - 4, span["end"] - 2)
    before = (span["doc"], 0, 10)
    assert Judged(gold, entry("came true", told=(inside,))).shown is True
    assert Judged(gold, entry("came true", told=(before,))).shown is False
    assert Judged(gold, entry("came true", told=(("note_jan19", *inside[1:]),))).shown is False
    assert Judged(gold, entry("came true", registry="act:x")).shown is None


@pytest.mark.parametrize(
    ("horizon", "due", "right"),
    [
        ("2019", date(2019, 12, 31), True),
        ("2019-01/2019-02", date(2019, 2, 28), True),
        ("2018-11-05/2019-02-28", date(2019, 3, 1), True),
        ("2018-11-05/2019-02-28", date(2019, 3, 31), False),
        ("2019", None, False),
    ],
)
def test_a_window_is_right_where_it_ends_near_the_day_of_the_gold(
    horizon: str, due: date | None, right: bool
) -> None:
    assert is_due(row("open", horizon=horizon), due) is right


def test_the_held_out_part_is_another_and_the_figures_are_shares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not set(predictions(held_out=True)) & set(predictions(held_out=False))
    assert set(predictions(held_out=True)) | set(predictions(held_out=False)) == set(sets())
    monkeypatch.setattr("evals.score_foretold.entries", lambda name: ())
    assert measure(held_out=False)["found"] == 0.0
    assert measure(held_out=False)["resolved"] == 0.0
    assert counts(held_out=False)["predictions"] == 343
