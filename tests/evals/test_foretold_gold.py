"""The gold of predictions: exact offsets, later evidence, outcomes that rest on it."""

import csv
import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold" / "foretold"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (GOLD / "predictions.jsonl").read_text("utf-8").splitlines()
]
DECIDED = {"came_true", "did_not", "partly", "void"}
UNDECIDED = {"open", "cannot_tell"}


def table(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


DOCUMENTS = {(row["set"], row["doc"]): row for row in table("documents.tsv")}
SETS = {row["set"]: row for row in table("sets.tsv")}


def text_of(name: str, doc: str) -> str:
    return (GOLD / name / f"{doc}.txt").read_bytes().decode("utf-8")


def test_the_documents_are_those_that_were_annotated() -> None:
    for (name, doc), row in DOCUMENTS.items():
        assert sha256((GOLD / name / f"{doc}.txt").read_bytes()).hexdigest() == row["sha256"]
        assert row["date"] <= SETS[name]["as_of"]
        assert row["held_out"] == SETS[name]["held_out"]
    assert {(p.parent.name, p.stem) for p in GOLD.glob("*/*.txt")} == set(DOCUMENTS)


def test_every_span_is_exact() -> None:
    for row in ROWS:
        own = text_of(row["set"], row["doc"])
        assert own[row["start"] : row["end"]] == row["quote"]
        for part in filter(None, (row["window"], row["condition"])):
            assert own[part["start"] : part["end"]] == part["quote"]
            assert row["start"] <= part["start"] < part["end"] <= row["end"]
        for span in row["evidence"] + row["near"]:
            assert text_of(row["set"], span["doc"])[span["start"] : span["end"]] == span["quote"]


def test_what_is_decided_rests_on_a_later_document_and_nothing_else_does() -> None:
    for row in ROWS:
        assert row["outcome"] in DECIDED | UNDECIDED
        assert bool(row["evidence"]) == (row["outcome"] in DECIDED), row["id"]
        assert row["made"] <= DOCUMENTS[row["set"], row["doc"]]["date"]
        for span in row["evidence"]:
            assert DOCUMENTS[row["set"], span["doc"]]["date"] > row["made"]
        assert bool(row["near"]) == bool(row["near_kind"])
        assert row["family"] != "conditional" or row["condition"] is not None


def test_a_window_that_ended_is_not_open() -> None:
    for row in ROWS:
        if row["outcome"] == "open" and row["horizon"]:
            last = row["horizon"].split("/")[-1]
            first = date.fromisoformat(last + "-01-01"[(len(last) - 4) :])
            ends = first if len(last) == 10 else first.replace(day=28)
            ends = ends.replace(month=12) if len(last) == 4 else ends
            assert ends > date.fromisoformat(SETS[row["set"]]["as_of"]), row["id"]


def test_the_gold_is_as_large_and_as_mixed_as_it_says() -> None:
    assert len(SETS) == 36
    assert len(DOCUMENTS) == 190
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 607
    counted = {o: sum(row["outcome"] == o for row in ROWS) for o in DECIDED | UNDECIDED}
    assert counted == {
        "came_true": 260, "did_not": 162, "partly": 20, "void": 25, "open": 66, "cannot_tell": 74,
    }  # fmt: skip
    assert sum(bool(row["near"]) for row in ROWS) == 282
    assert sum(s["held_out"] == "yes" for s in SETS.values()) == 15
