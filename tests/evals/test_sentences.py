"""The single sentences: unique, quotable, and free of contradictions in themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BY_SURFACE = ("quote", "speaker", "holder", "source", "target", "instrument", "content", "bearers")
WITH_MOOD = {"statement", "commitment", "position", "act", "event"}


def sentences() -> list[dict[str, Any]]:
    """All rows of the file."""
    lines = (ROOT / "evals/sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_ids_and_texts_are_unique() -> None:
    rows = sentences()
    assert len({r["id"] for r in rows}) == len({r["text"] for r in rows}) == len(rows)


def test_half_is_held_out() -> None:
    held = sum(r["held_out"] for r in sentences())
    assert abs(2 * held - len(sentences())) <= 1


def test_every_quote_stands_in_its_sentence() -> None:
    for row in sentences():
        for expected in row["expect"]:
            for field in BY_SURFACE:
                assert expected.get(field, "") in row["text"], (row["id"], field)


def test_nothing_is_both_expected_and_forbidden() -> None:
    for row in sentences():
        for expected in row["expect"]:
            assert expected["kind"] not in row["absent"], row["id"]
            assert ("polarity" in expected) == (expected["kind"] in WITH_MOOD), row["id"]


def test_every_sentence_can_fail() -> None:
    for row in sentences():
        assert row["expect"] or row["absent"] or row.get("never_actual"), row["id"]
