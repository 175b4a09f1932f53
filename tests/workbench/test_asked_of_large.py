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
from servanda.model import Evidence
from servanda.reasoning.case import Case
from servanda.reasoning.check import against, check
from servanda.reasoning.check.rows import Facts, Rows
from servanda.workbench.pages import checking
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


@pytest.mark.parametrize("seed", range(2))
def test_a_document_checked_again_is_checked_as_if_for_the_first_time(
    tmp_path: Path, seed: int
) -> None:
    random, seen = Random(seed), Records()
    made = list(documents(4, records=25, agreements=3, seed=seed))
    with Ledger(tmp_path / "a.ledger") as ledger:
        for document, records in made:
            ledger.add(document, records)
        for _ in range(10):
            _change(random, ledger, made)
            seen.refresh(ledger.db)
            evidence = ledger.evidence()
            for document, _ in made:
                rest, told = against(evidence, (document.id,))
                truth = check(Case(rest, DAY), told)
                assert checking._found(seen.case(DAY), document.id) == truth
        assert {f.type for f in truth} >= {"agrees", "not in the record"}


def test_a_row_that_is_not_among_those_that_facts_speak_for_weighs_nothing() -> None:
    rows, random = Rows.of(Case(Evidence(documents={}, records=()), DAY)), Random(1)
    lines = [line for row in rows.all[::9] for line in rows.lines_of(row)]
    sizes = []
    for line in random.sample(lines, 40):
        years = frozenset(random.sample(range(1940, 2024), random.randrange(3)))
        day = date(random.randrange(1940, 2024), random.randrange(1, 13), 5)
        days = ((day, date(day.year + random.randrange(4), 12, 30), random.random() < 0.5),)
        facts = Facts(parties=line.names, words=line.words, years=years,
                      days=days if random.random() < 0.5 else (),
                      deeds=line.days if random.random() < 0.5 else ())  # fmt: skip
        some = {r.id for r in rows.speaking(facts)}
        assert all(rows.weight(r, facts) == (0.0, 0.0) for r in rows.all if r.id not in some)
        sizes.append(len(some))
    assert min(sizes) < len(rows.all) / 5


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
