"""Early resolution: an invented forecaster whose chances are known, scored at any time."""

import math
import random
from datetime import date, timedelta

import pytest

from servanda.model import Document, Evidence, Phrase, Prediction, RegistryAnchor, When
from servanda.model.findings import Decided
from servanda.model.ids import with_id
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import outcomes, register
from servanda.reasoning.foretold.scores import scored

START = date(2031, 1, 1)
CHANCE, DAYS, NUMBER = 0.5, 300, 600


def world(day: date) -> Case:
    """Return predictions of a forecaster who is always right about the chance.

    Each is of a deed that comes within 300 days with a chance of one half, on any of them; what
    came is decided on the very day, what did not on the last. They begin on days of a whole year.
    """
    dice = random.Random(7)
    document = Document(id="doc:x", text="x", sha256="x")
    records, decided = [], {}
    for i in range(NUMBER):
        made = START + timedelta(dice.randrange(365))
        last = made + timedelta(DAYS)
        came = dice.random() < CHANCE
        known = made + timedelta(dice.randrange(1, DAYS)) if came else last
        record = with_id(Prediction(
            document="doc:x", registry=RegistryAnchor("own", "1", str(i), "p"),
            proposition=Phrase("it comes"), probability=(CHANCE, CHANCE),
            horizon=When(last.isoformat(), last, last), said_on=When(made.isoformat(), made, made),
        ))  # fmt: skip
        records.append(record)
        if known <= day:
            decided[record.id] = Decided("came true" if came else "did not", "own")
    evidence = Evidence(documents={"doc:x": document}, records=tuple(records), outcomes=decided)
    return Case(evidence, day)


@pytest.mark.parametrize("after", [400, 500, 600, 800])
def test_early_resolution_does_not_bias_calibration(after: int) -> None:
    """At any time the share that came true is the chance; of all resolved it would be more."""
    case = world(START + timedelta(after))
    forecasts = register(case)
    found = outcomes(case, forecasts)
    rows = scored(case, forecasts, found)
    spread = math.sqrt(CHANCE * (1 - CHANCE) / len(rows))
    assert abs(sum(r.came for r in rows) / len(rows) - CHANCE) < 2.5 * spread
    resolved = [o for o in found.values() if o.state in ("came true", "did not")]
    share = sum(o.state == "came true" for o in resolved) / len(resolved)
    if after <= 500:
        assert share > CHANCE + 0.1  # this is what waiting for the day keeps out
