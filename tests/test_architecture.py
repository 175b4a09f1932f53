"""What ARCHITECTURE.md names is there, and it stays one page."""

import importlib
import re
from pathlib import Path

import pytest

from servanda.cli.importing import KINDS
from servanda.cli.root import VERBS
from servanda.dossier.plain import clash_kinds
from servanda.exchange import DATASETS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
FILES = [str(p.relative_to(ROOT)) for top in ("src", "tests", "docs", "web/src", "evals")
         for p in (ROOT / top).rglob("*.*")] + [p.name for p in ROOT.iterdir()]  # fmt: skip
DOORS = (
    "vectors.nearness", "intake.take_in", "reading.read", "naming.resolve", "ledger.Ledger",
    "exchange.json_lines", "exchange.csv_table", "exchange.import_lines", "exchange.import_dataset",
    "engine.read_document", "engine.read_many", "engine.add_many", "asking.ask", "dossier.render",
    "workbench.app", "workbench.Options", "lexicon.entities.load_entities",
    "lexicon.registry.load_registry", "reasoning.case.Case", "reasoning.contradiction.judge",
    "reasoning.contradiction.hold",
)  # fmt: skip


def test_it_is_one_page() -> None:
    assert len(PAGE.split()) < 1200


@pytest.mark.parametrize("name", sorted({n for n in NAMED if re.search(r"\.(py|tsv|md|js)$", n)}))
def test_a_file_that_is_named_is_there(name: str) -> None:
    if "NAME" not in name and " " not in name:
        assert any(f"/{f}".endswith(f"/{name}") for f in FILES)


@pytest.mark.parametrize("door", DOORS)
def test_a_front_door_is_there_and_is_told(door: str) -> None:
    room, _, name = door.rpartition(".")
    assert hasattr(importlib.import_module(f"servanda.{room}"), name)
    assert re.search(rf"\b{name}\b", PAGE)


def test_what_is_listed_in_two_places_is_the_same() -> None:
    assert set(KINDS) == {"jsonl", *DATASETS}
    pages = {p.stem for p in (ROOT / "docs" / "clashes").glob("*.md")} - {"internal"}
    assert set(clash_kinds()) == pages
    assert all((ROOT / f"src/servanda/cli/{module}.py").exists() for module, _ in VERBS.values())
