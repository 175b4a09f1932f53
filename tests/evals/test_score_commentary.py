"""Gold of some kinds only: it is kept apart from whole gold, and judged on its kinds alone."""

from __future__ import annotations

import json

import pytest
from evals.score_gold import GOLD, Tally, gold_files, score

from evals import score_commentary, score_gold
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.reading import read

TEXT = "Ruritania signed the treaty in 2019. Borduria rejects it. It will lapse in May."


@pytest.mark.parametrize("held_out", [False, True])
def test_partial_gold_comes_only_when_asked_for(held_out: bool) -> None:
    whole = {g["document"]["id"] for g in gold_files([], held_out)}
    partial = {g["document"]["id"] for g in gold_files([], held_out, partial=True)}
    of_commentary = {
        p.stem
        for p in (GOLD / "commentary").glob("*.json")
        if bool(json.loads(p.read_text(encoding="utf-8"))["held_out"]) is held_out
    }
    assert of_commentary
    assert of_commentary <= partial
    assert not whole & partial


def test_kinds_that_gold_does_not_annotate_are_not_judged() -> None:
    records = read(from_text(TEXT, Meta(), "t"))
    gold = {"document": {"id": "t"}, "items": []}
    assert set(score(gold, records, spans=False)) == set(score_gold.REQUIRED)
    only = score({**gold, "kinds": ["act"]}, records, spans=False)
    assert set(only) == {"act"}
    assert only["act"].records >= 1


def test_f1_counts_gold_and_records_alike() -> None:
    assert score_commentary.f1(Tally(gold=4, records=2, found=2)) == pytest.approx(2 / 3)
    assert score_commentary.f1(Tally(gold=4, records=0, found=0)) == 0.0


def test_errors_of_the_held_out_part_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    argv = ["score_commentary", "--held-out", "--errors", "act"]
    monkeypatch.setattr("sys.argv", argv)
    with pytest.raises(SystemExit):
        score_commentary.main()
