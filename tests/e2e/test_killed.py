"""`servanda add` of a folder, killed again and again: nothing is lost, doubled or half there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.ledger import Ledger

DOCUMENTS = 30
KILLS = 50
TEXT = """Report {n}

On {day} March 2021 Mali and Niger signed the accord number {n}. Mali said that Niger will withdraw
its troops by June. “The accord is dead,” the minister of Chad said. Will it hold?
"""

Kept = dict[str, frozenset[str]]  # record ids by document


def command(folder: Path, ledger: Path) -> list[str]:
    return [sys.executable, "-m", "servanda", "add", str(folder), "--jobs", "1",
            "--ledger", str(ledger)]  # fmt: skip


def kept(path: Path) -> Kept:
    """Return what a ledger holds, after SQLite's own check of the file."""
    if not path.exists():
        return {}
    with Ledger(path) as ledger:
        assert ledger.check() == []
        documents = ledger.documents()
        assert len({d.id for d in documents}) == len(documents)
        found = {d.id: [r.id for r in ledger.records(document=d.id)] for d in documents}
        assert sum(map(len, found.values())) == len(ledger.records())
    assert all(len(set(ids)) == len(ids) for ids in found.values())
    return {d: frozenset(ids) for d, ids in found.items()}


@pytest.mark.slow
def test_killed_at_fifty_random_moments(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(DOCUMENTS):
        (folder / f"{n:02}.txt").write_text(TEXT.format(n=n, day=n + 1))
    start = time.monotonic()
    subprocess.run(command(folder, tmp_path / "whole.ledger"), check=True, capture_output=True)
    whole_run = time.monotonic() - start
    whole = kept(tmp_path / "whole.ledger")
    assert len(whole) == DOCUMENTS

    dice = random.Random(20231122)
    path = tmp_path / "killed.ledger"
    before: Kept = {}
    reached = set()
    for _ in range(KILLS):
        process = subprocess.Popen(command(folder, path), stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, 1) * whole_run)
        process.kill()
        process.wait()
        now = kept(path)
        assert before.items() <= now.items() <= whole.items()
        reached.add(len(now))
        before = now
        if len(now) == DOCUMENTS:  # start over, so that later kills meet writing too
            for end in ("", "-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
            before = {}
    assert reached - {0, DOCUMENTS}  # some kills met the midst: texts are kept in batches
    subprocess.run(command(folder, path), check=True, capture_output=True)
    assert kept(path) == whole
