"""What questions look at, kept from one state of a ledger to the next: as if made anew."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from evals.large_ledger import documents

from servanda.asking import ask
from servanda.asking.units import Unit, Units
from servanda.ledger import Ledger
from servanda.ledger.lasting import Lasting
from servanda.reasoning.case import Case
from servanda.workbench.picture import Records
from tests.workbench.test_picture import _change

DAY = date(2024, 6, 1)
QUESTIONS = ("Who withdrew troops?", "What did Russia say about the coast?", "Why is it green?")


def _seen(units: Units) -> list[tuple[object, ...]]:
    return [_of(u) for u in units.every]


def _of(u: Unit) -> tuple[object, ...]:
    return (u.page.document, u.text, u.marks, u.near_marks, u.ids, u.near_ids, u.records, u.days,
            u.speakers)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_sentences_follow_the_ledger_through_everything_that_can_happen(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "a.ledger"
    Ledger(path).close()
    random, store = Random(seed), Lasting(path, "rules")
    seen = Records(store)
    made = list(documents(5, records=12, agreements=5, seed=seed))
    with Ledger(path) as ledger:
        for step in range(24):
            _change(random, ledger, made)
            seen.refresh(ledger.db)
            if step == 12:  # the program begins anew
                store.flush()
                seen = Records(Lasting(path, "rules"))
                seen.refresh(ledger.db)
            case, anew = seen.case(DAY), Case(ledger.evidence(), DAY)
            units, truth = Units(case), Units(anew)
            assert _seen(units) == _seen(truth)
            some = {m for u in truth.every[::7] for m in u.marks}
            for mark in sorted(some)[::5]:
                assert units.weight(frozenset({mark})) == truth.weight(frozenset({mark}))
                assert [*map(_of, units.having([mark]))] == [*map(_of, truth.having([mark]))]
                assert {u.text for u in truth.having([mark])} == {
                    u.text for u in truth.every if mark in u.marks}  # fmt: skip
            for question in QUESTIONS:
                assert ask(case, question) == ask(anew, question)


def test_what_follows_from_a_text_is_read_from_the_file_and_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        for document, records in documents(3, records=12, seed=2):
            ledger.add(document, records)
        store = Lasting(path, "rules")
        first = Records(store)
        first.refresh(ledger.db)
        before = _seen(Units(first.case(DAY)))
        store.flush()
        again = Records(Lasting(path, "rules"))
        again.refresh(ledger.db)

    def fail(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("servanda.asking.holding.marks_in", fail)
    monkeypatch.setattr("servanda.reasoning.tellings.pages.lines", fail)
    assert _seen(Units(again.case(DAY))) == before
