"""A ledger killed at any moment of writing opens, is whole, has lost and doubled nothing."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.ledger import Ledger

WRITER = """
import sys
from servanda.ledger import Ledger
from servanda.model import Act, Document, Ref, anchor, document_id, text_hash, with_id
ledger = Ledger(sys.argv[1])
for n in range(int(sys.argv[2]), 100000):
    text = f"Ruritania cancelled treaty number {n}. " * 20
    doc = Document(id=document_id(text), text=text, sha256=text_hash(text))
    records = [
        with_id(Act(document=doc.id, anchors=(anchor(text, k, k + 9),),
                    instrument=Ref("treaty"), act="termination"))
        for k in range(10, 200)
    ]
    ledger.add(doc, records)
    print(n, flush=True)
"""


def acknowledged(path: Path, after: float, first: int) -> int:
    """Run the writer, kill it after a while, and return the number of the last add it reported."""
    p = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(first)], stdout=subprocess.PIPE, text=True
    )
    assert p.stdout is not None
    line = p.stdout.readline()  # it is running and writing now
    time.sleep(after)
    p.send_signal(signal.SIGKILL)
    lines = [line, *p.stdout.readlines()]
    p.wait()
    return max(int(x) for x in lines if x.endswith("\n"))


def killed_and_whole(path: Path, rounds: int, seed: int) -> None:
    dice = random.Random(seed)
    done = -1
    for _ in range(rounds):
        done = acknowledged(path, dice.uniform(0, 0.05), done + 1)
        with Ledger(path) as ledger:
            assert ledger.check() == []
            docs = ledger.documents()
            # One more than acknowledged may be there: committed, not yet reported.
            assert done + 1 <= len(docs) <= done + 2
            assert len({d.id for d in docs}) == len(docs)
            assert len(ledger.records()) == 190 * len(docs)
            done = len(docs) - 1


def test_killed_at_random_moments(tmp_path: Path) -> None:
    killed_and_whole(tmp_path / "a.ledger", rounds=6, seed=1)


@pytest.mark.slow
def test_killed_at_fifty_random_moments(tmp_path: Path) -> None:
    for n in range(5):
        killed_and_whole(tmp_path / f"{n}.ledger", rounds=10, seed=n)
