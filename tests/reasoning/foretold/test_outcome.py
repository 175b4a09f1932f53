"""What came of predictions: texts read, then held against what later texts tell."""

from datetime import date

import pytest

from servanda.engine import evidence_of, read_document
from servanda.intake import Meta, from_text
from servanda.ledger import Ledger
from servanda.model import Prediction
from servanda.model.errors import LedgerError
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import Outcome, register, resolve
from servanda.reasoning.foretold.scores import scored

MADE = date(2031, 3, 1)
FORETOLD = {
    "plain": "Georgia will probably ratify the Ostrava Accord by June 2031.",
    "none": "There will be snow in Ostrava by June 2031.",
    "not": "Georgia will not ratify the Ostrava Accord by June 2031.",
    "ends": "The Ostrava Accord will expire by June 2031.",
    "if": "If the rain stops, Georgia will ratify the Ostrava Accord by June 2031.",
    "both": "Georgia and Armenia will ratify the Ostrava Accord by June 2031.",
    "event": "Turkish forces will attack Georgia by June 2031.",
}
INTRO = "The Ostrava Accord of 5 May 2030 is between Georgia and Armenia. "


def came(which: str, later: str = "", told: date = date(2031, 7, 10), asked: str = "2031-08-01",
         ) -> Outcome:  # fmt: skip
    texts = [(INTRO + FORETOLD[which], MADE)] + ([(INTRO + later, told)] if later else [])
    reads = [read_document(from_text(t, Meta(published=d))) for t, d in texts]
    case = Case(evidence_of(reads), date.fromisoformat(asked))
    (forecast,) = register(case)
    return resolve(case, forecast)


CAME = (
    ("plain", "Georgia ratified the Ostrava Accord on 20 May 2031.", "came true"),
    ("plain", "Georgia ratified the Ostrava Accord on 3 July 2031.", "did not"),
    ("plain", "Georgia did not ratify the Ostrava Accord.", "did not"),
    ("plain", "Armenia ratified the Ostrava Accord on 20 May 2031.", "cannot tell"),
    ("plain", "Georgia ratified the Kutaisi Pact on 20 May 2031.", "cannot tell"),
    ("plain", "Georgia signed the Ostrava Accord on 20 May 2031.", "cannot tell"),
    ("plain", "Georgia may ratify the Ostrava Accord.", "cannot tell"),
    ("plain", "", "cannot tell"),
    ("plain", "Georgia ratified the Ostrava Accord on 20 May 2030.", "cannot tell"),
    ("ends", "The Ostrava Accord expired on 20 May 2031.", "came true"),
    ("not", "Georgia ratified the Ostrava Accord on 20 May 2031.", "did not"),
    ("not", "Georgia did not ratify the Ostrava Accord.", "came true"),
    ("if", "Georgia did not ratify the Ostrava Accord.", "cannot tell"),
    ("both", "Georgia ratified the Ostrava Accord on 20 May 2031.", "partly"),
    ("none", "It snowed in Ostrava on 3 May 2031.", "cannot tell"),
    ("event", "Turkish forces attacked Georgia on 3 May 2031.", "came true"),
    ("event", "Turkish forces attacked Armenia on 3 May 2031.", "cannot tell"),
    ("event", "Turkish police entered Georgia on 3 May 2031.", "cannot tell"),
)


@pytest.mark.parametrize(("which", "later", "state"), CAME)
def test_what_came_of_it(which: str, later: str, state: str) -> None:
    assert came(which, later).state == state


@pytest.mark.parametrize(
    ("which", "later"),
    [
        ("plain", "Georgia has ratified the Ostrava Accord."),
        ("ends", "The Ostrava Accord is dead."),
    ],
)  # fmt: skip
def test_what_is_told_without_a_day_may_be_older(which: str, later: str) -> None:
    assert came(which, later, told=date(2031, 5, 1)).state == "cannot tell"


def test_a_text_is_no_witness_to_its_own_prediction() -> None:
    text = INTRO + FORETOLD["plain"] + " Georgia ratified the Ostrava Accord on 2 March 2031."
    read = read_document(from_text(text, Meta(published=MADE)))
    case = Case(evidence_of([read]), date(2031, 8, 1))
    assert {resolve(case, f).state for f in register(case)} == {"cannot tell"}


def test_before_its_day_it_is_open() -> None:
    assert came("plain", asked="2031-04-01").state == "open"


def test_the_evidence_is_shown() -> None:
    found = came("plain", CAME[0][1])
    assert found.records
    assert found.on == date(2031, 5, 20)


def test_a_person_decides(tmp_path) -> None:  # type: ignore[no-untyped-def]
    read = read_document(from_text(INTRO + FORETOLD["plain"], Meta(published=MADE)))
    with Ledger(tmp_path / "l", create=True) as ledger:
        ledger.add(read.document, list(read.records), extractor="test")
        (prediction,) = [r for r in read.records if isinstance(r, Prediction)]
        made = ledger.judge(prediction.id, "outcome", other="void", who="ana", why="no such vote")
        case = Case(ledger.evidence(), date(2031, 8, 1))
        (forecast,) = register(case)
        found = resolve(case, forecast)
        assert (found.state, found.by, found.why) == ("void", "ana", "no such vote")
        ledger.judge(made.id, "undo", who="ana")
        case = Case(ledger.evidence(), date(2031, 8, 1))
        assert resolve(case, forecast).by == "rule"
        with pytest.raises(LedgerError, match="no outcome"):
            ledger.judge(prediction.id, "outcome", other="maybe", who="ana")
        act = next(r for r in read.records if not isinstance(r, Prediction))
        with pytest.raises(LedgerError, match="no prediction"):
            ledger.judge(act.id, "outcome", other="void", who="ana")


def test_scores_wait_for_the_day_and_for_review() -> None:
    texts = [(INTRO + FORETOLD["plain"], MADE), (INTRO + CAME[0][1], date(2031, 5, 30))]
    reads = [read_document(from_text(t, Meta(published=d))) for t, d in texts]
    evidence = evidence_of(reads)
    for day, accepted, number in (
        (date(2031, 6, 10), True, 0), (date(2031, 8, 1), False, 0), (date(2031, 8, 1), True, 1),
    ):  # fmt: skip
        verdicts = {r.id: "accept" for r in evidence.records} if accepted else {}
        from msgspec.structs import replace

        case = Case(replace(evidence, verdicts=verdicts), day)
        forecasts = register(case)
        found = {f.record.id: resolve(case, f) for f in forecasts}
        assert len(scored(case, forecasts, found)) == number
