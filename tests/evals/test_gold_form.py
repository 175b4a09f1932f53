"""The hand annotation: it fits its texts, keeps to the codebook and quotes nothing it may not."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = next((p / "shared/data" for p in ROOT.parents if (p / "shared/data").exists()), ROOT)
GOLD = sorted((ROOT / "evals/gold").rglob("*.json"))
NAMES = [str(p.relative_to(ROOT / "evals/gold").with_suffix("")) for p in GOLD]
ENTITY = re.compile(
    r"state:[A-Z]{3}|(polity|person|org|group|place):[a-z0-9-]+|instrument:[a-z0-9-]+(#\d+)?"
)
NEEDS = {
    "mention": {"refers_to"},
    "actor": {"actor"},
    "instrument": {"instrument"},
    "provision": {"locator"},
    "time": set(),
    "statement": set(),
    "commitment": {"force"},
    "position": {"stance"},
    "act": {"act"},
    "event": {"plover"},
    "prediction": set(),
    "question": set(),
    "clash": set(),
}


def load(path: Path) -> dict[str, Any]:
    """The gold of one document."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object below a value that is a reference, a span field or a plain value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from parts(part)


def canonical(gold: dict[str, Any]) -> str:
    """The document's text; the test is skipped where a development text is not at hand."""
    path = gold["document"]["path"]
    folder, name = (SHARED, path[7:]) if path.startswith("shared:") else (ROOT, path)
    if not (folder / name).exists():
        pytest.skip(f"{path} is not here")
    raw = (folder / name).read_bytes().decode("utf-8-sig")
    return raw.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("path", GOLD, ids=NAMES)
def test_items_are_complete_and_ids_well_formed(path: Path) -> None:
    gold = load(path)
    assert gold["document"]["id"] == path.stem
    for item in gold["items"]:
        assert NEEDS[item["kind"]] <= item["fields"].keys(), item
        for part in parts(item["fields"]):
            if "id" in part:
                assert ENTITY.fullmatch(part["id"]), item


@pytest.mark.parametrize("path", GOLD, ids=NAMES)
def test_spans_lie_in_the_text_and_in_the_range(path: Path) -> None:
    gold = load(path)
    text = canonical(gold)
    assert gold["document"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    low, high = gold["document"].get("range", [0, len(text)])
    for item in gold["items"]:
        spans = item["anchors"] + [s for p in parts(item["fields"]) for s in p.get("spans", [])]
        for start, end in spans:
            assert low <= start < end <= high, item
            assert text[start:end] == text[start:end].strip(), item


@pytest.mark.parametrize("path", [p for p in GOLD if "shared:" in p.read_text("utf-8")], ids=str)
def test_no_word_of_a_development_text_is_in_its_gold(path: Path) -> None:
    for item in load(path)["items"]:
        for part in parts(item["fields"]):
            value = part.get("value")
            assert not isinstance(value, str) or len(value.split()) <= 2, item
