"""The gold of clashes: exact offsets, enough of every kind, sets that are whole."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold" / "clashes"
KINDS = {
    "chronology", "polarity", "change", "reversal", "status", "breach", "norms", "existence",
    "quantity", "content", "attribution", "internal",
}  # fmt: skip
PAIRS: list[dict[str, Any]] = [
    json.loads(line) for line in (GOLD / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
]


def documents() -> list[dict[str, str]]:
    lines = (GOLD / "documents.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


def test_the_table_and_the_folder_hold_the_same_documents() -> None:
    listed = {(row["set"], row["doc"]) for row in documents()}
    assert listed == {(path.parent.name, path.stem) for path in GOLD.glob("*/*.txt")}
    for row in documents():
        assert date.fromisoformat(row["published"])
        text = (GOLD / row["set"] / f"{row['doc']}.txt").read_text(encoding="utf-8")
        assert 150 <= len(text.split()) <= 450, row


def test_a_set_is_three_documents_and_held_out_whole() -> None:
    sides: dict[str, set[str]] = {}
    for row in documents():
        sides.setdefault(row["set"], set()).add(row["held_out"])
    assert all(len(side) == 1 for side in sides.values())
    assert set(Counter(row["set"] for row in documents()).values()) == {3}
    assert len(sides) >= 8
    assert sum(side == {"yes"} for side in sides.values()) * 3 >= len(sides)


def test_offsets_are_exact_and_places_whole() -> None:
    for pair in PAIRS:
        for side in (pair["a"], pair["b"]):
            text = (GOLD / pair["set"] / f"{side['doc']}.txt").read_text(encoding="utf-8")
            assert text[side["start"] : side["end"]] == side["quote"], pair["id"]
            assert side["quote"] == side["quote"].strip() != "", pair["id"]


def test_no_pair_is_given_twice_and_every_kind_is_known() -> None:
    keys = [
        (pair["set"], *sorted((s["doc"], s["start"], s["end"]) for s in (pair["a"], pair["b"])))
        for pair in PAIRS
    ]
    assert len(keys) == len(set(keys))
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    for pair in PAIRS:
        assert {pair["kind"], *pair.get("also", ())} <= KINDS | {"none"}
        assert ("beside" in pair) == (pair["kind"] == "internal")
        if pair["kind"] == "internal":
            assert pair["beside"] in KINDS - {"internal"}
            assert pair["a"]["doc"] == pair["b"]["doc"]


def test_the_gold_is_as_large_as_it_says() -> None:
    counted = Counter(pair["kind"] for pair in PAIRS)
    assert len(PAIRS) >= 210
    assert counted["none"] / len(PAIRS) >= 1 / 3
    assert all(counted[kind] >= 8 for kind in KINDS)
