"""The promises on real texts: no crash, exact anchors, the same bytes, the same from read and add.

The texts lie outside the project, under ../shared/data (or SERVANDA_DATA); without them these
checks are left out.
"""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from servanda.ledger import Ledger
from servanda.model import Document, Record, decode_document, decode_record, encode
from servanda.model.anchors import check
from servanda.model.walk import anchors_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SERVANDA_DATA", ROOT.parent / "shared" / "data"))
FOLDERS = ("articles", "treaties/texts")
ENOUGH = 12  # documents that are read a second time, the shortest first

pytestmark = pytest.mark.slow


def sources(folder: str) -> list[Path]:
    """Return the texts of a folder, the shortest first; skips where it is not there."""
    if not (DATA / folder).is_dir():
        pytest.skip(f"no texts at {DATA / folder}; name their folder in SERVANDA_DATA")
    return sorted((DATA / folder).glob("*.txt"), key=lambda p: (p.stat().st_size, p.name))


def run(*args: str, seed: str) -> bytes:
    """Return what a verb prints; strings hash by another seed in each run."""
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *args],
        capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def parsed(lines: bytes) -> tuple[dict[str, Document], dict[str, list[Record]]]:
    """Return the documents by id, and the records of each in the order printed."""
    documents: dict[str, Document] = {}
    records: dict[str, list[Record]] = {}
    for line in lines.splitlines():
        if msgspec.json.decode(line)["kind"] == "document":
            d = decode_document(line)
            documents[d.id] = d
        else:
            r = decode_record(line)
            records.setdefault(r.document, []).append(r)
    return documents, records


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_anchor_of_every_text_is_exact(folder: str) -> None:
    files = sources(folder)
    documents, records = parsed(run("read", *map(str, files), "--jsonl", seed="1"))
    assert len(documents) == len(files)
    for d in documents.values():
        found = records.get(d.id, [])
        assert found, d.name
        assert len({r.id for r in found}) == len(found)
        for r in found:
            assert list(anchors_of(r)), r
            check(d.text, anchors_of(r))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_same_bytes_again_and_the_same_from_add(folder: str, tmp_path: Path) -> None:
    files = [str(p) for p in sources(folder)[:ENOUGH]]
    first = run("read", *files, "--jsonl", "--jobs", "1", seed="1")
    assert run("read", *files, "--jsonl", "--jobs", "2", seed="2") == first
    path = tmp_path / "a.ledger"
    run("add", *files, "--jobs", "2", "--ledger", str(path), seed="3")
    _, told = parsed(first)
    with Ledger(path) as ledger:
        for name, records in told.items():
            kept = {r.id: encode(r) for r in ledger.records(document=name)}
            assert kept == {r.id: encode(r) for r in records}
