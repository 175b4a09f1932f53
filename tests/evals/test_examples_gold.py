"""The example documents and their gold: complete, in step with each other, and well formed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = sorted((ROOT / "evals/gold/examples").glob("*.json"))
VALUES = {
    "polarity": {"affirmed", "negated"},
    "modality": {
        "actual", "future", "possible", "conditional", "demanded",
        "intended", "denied", "questioned", "hypothetical",
    },
    "force": {"obligation", "prohibition", "permission", "power", "recognition"},
    "stance": {
        "recognises", "refuses", "supports", "opposes", "accepts",
        "rejects", "demands", "condemns", "denies",
    },
}  # fmt: skip


def index_rows() -> list[dict[str, Any]]:
    """The rows of the examples' index."""
    lines = (ROOT / "examples/index.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def canonical(path: Path) -> str:
    """Text as the codebook counts it: no byte order mark, line ends as LF."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def spans(value: Any) -> Iterator[list[int]]:
    """Every span below a field, however deep."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from part if key == "spans" else spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_index_lists_every_document_once() -> None:
    listed = [row["file"] for row in index_rows()]
    suffixes = {".txt", ".md", ".html"}
    present = {p.name for p in (ROOT / "examples").iterdir() if p.suffix in suffixes}
    assert sorted(listed) == sorted(present - {"README.md"})
    assert all(row["rights"] == "open" for row in index_rows())


def test_every_text_document_has_gold() -> None:
    wanted = {Path(r["file"]).stem for r in index_rows() if not r["file"].endswith(".html")}
    assert {p.stem for p in GOLD} == wanted


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_fits_its_text(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = canonical(ROOT / gold["document"]["path"])
    assert gold["document"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    for item in gold["items"]:
        assert item["anchors"], item
        for start, end in [*item["anchors"], *spans(item["fields"])]:
            quote = text[start:end]
            assert quote, item
            assert quote == quote.strip(), item
        assert item["kind"] != "clash" or len(item["anchors"]) == 2


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_keeps_to_the_codebook(path: Path) -> None:
    for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
        for field, allowed in VALUES.items():
            if field in item["fields"]:
                assert item["fields"][field]["value"] in allowed, item
