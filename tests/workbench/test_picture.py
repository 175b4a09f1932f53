"""Records kept in step with a ledger: always what the ledger itself gives."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from evals.large_ledger import documents
from msgspec.structs import replace

from servanda.ledger import Ledger
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.shelves import put_up
from servanda.workbench.picture import Records

DAY = date(2024, 6, 1)


@pytest.mark.parametrize("seed", range(4))
def test_records_follow_the_ledger_through_everything_that_can_happen(
    tmp_path: Path, seed: int
) -> None:
    random, seen = Random(seed), Records()
    made = list(documents(6, records=12, agreements=5, seed=seed))
    with Ledger(tmp_path / "a.ledger") as ledger:
        for step in range(40):
            _change(random, ledger, made)
            if step % 3 == 0:
                continue  # several changes may come at once
            seen.refresh(ledger.db)
            for accepted in (False, True):
                case, truth = seen.case(DAY, accepted=accepted), ledger.evidence(accepted=accepted)
                assert case.shelves.records == truth.records
                assert case.evidence.verdicts == truth.verdicts
                assert case.evidence.same == Case(truth, DAY).evidence.same
                assert case.evidence.outcomes == truth.outcomes
                assert case.evidence.documents == truth.documents
                whole = put_up(truth.records)
                assert case.shelves.by_id == whole.by_id
                assert case.shelves._held == whole._held


def _change(random: Random, ledger: Ledger, made: list[tuple[object, list[Record]]]) -> None:
    """Do one thing that a person or a newer reading does to a ledger."""
    document, records = random.choice(made)
    known = ledger.records()
    what = random.randrange(6)
    if what < 2 or not known:
        kept = [r for r in records if random.random() < 0.7]
        again = [replace(r, confidence=random.choice((0.3, 0.9))) for r in kept]
        if random.random() < 0.3:
            document = replace(document, title=f"Title {random.random()}")  # type: ignore[type-var]
        ledger.add(document, again)  # type: ignore[arg-type]
        return
    record = random.choice(known)
    if what == 2:
        ledger.judge(record.id, random.choice(("accept", "reject", "unsure")), who="a")
    elif what == 3 and ledger.judgements():
        ledger.judge(random.choice(ledger.judgements()).id, "undo", who="a")
    elif what == 4:
        ids = ("state:UKR", "state:RUS", "state:ARM", "state:FRA")
        a, b = random.sample(ids, 2)
        ledger.judge(a, random.choice(("same", "different")), other=b, who="a")
    else:
        ledger.judge(record.id, random.choice(("accept", "reject")), who="b")
