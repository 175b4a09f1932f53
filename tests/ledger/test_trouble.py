"""Trouble around the file: creation cut short or raced for, a full disk, damage found late."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from servanda.ledger import Ledger
from servanda.model import (
    Document,
    Mention,
    Question,
    Ref,
    anchor,
    document_id,
    phrase,
    text_hash,
    with_id,
)
from servanda.model.errors import LedgerError, ServandaError

WRITER = """
import sys, time
from servanda.ledger import Ledger
sys.stdin.readline()  # all start at one word
with Ledger(sys.argv[1]) as ledger:
    ledger.fail(sys.argv[2], "tried")
"""


def text_of(words: str) -> Document:
    return Document(id=document_id(words), text=words, sha256=text_hash(words))


def test_a_creation_cut_short_is_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")  # where a kill in the midst of making it leaves the file
    db.close()
    assert path.stat().st_size
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger(path, create=False, write=False)
    with Ledger(path) as ledger:
        assert ledger.add(text_of("Ruritania."), []).outcome == "added"


def test_several_programs_may_make_the_same_ledger_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(n)],
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for n in range(5)
    ]  # fmt: skip
    for w in writers:
        assert w.stdin is not None
        w.stdin.write("\n")
        w.stdin.flush()
    assert [w.communicate()[1] for w in writers] == [""] * 5
    with Ledger(path) as ledger:
        assert sorted(f.source for f in ledger.failures()) == list("01234")


def test_making_a_ledger_waits_for_another_that_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    soon = threading.Timer(0.3, other.execute, ["ROLLBACK"])
    soon.start()
    with Ledger(path) as ledger:
        assert ledger.add(text_of("Ruritania."), []).outcome == "added"
    soon.join()
    other.close()


def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        ledger.add(text_of("Ruritania."), [])
        pages = ledger.db.execute("PRAGMA page_count").fetchone()[0]
        ledger.db.execute(f"PRAGMA max_page_count={pages + 5}")
        with pytest.raises(LedgerError, match=r"full.*make room") as caught:
            ledger.add(text_of("Graustark. " * 10_000), [])
        assert str(path) in str(caught.value)
        assert len(ledger.documents()) == 1
        ledger.fail("b.txt", "tried")  # the connection goes on working
    with Ledger(path) as ledger:
        assert ledger.check() == []


def test_damage_found_while_reading_is_our_error(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        for n in range(50):
            ledger.add(text_of(f"Ruritania {n}. " * 200), [])
    raw = bytearray(path.read_bytes())
    raw[8192:-4096] = b"\xff" * (len(raw) - 12288)
    path.write_bytes(bytes(raw))
    with pytest.raises(ServandaError, match=r"a\.ledger"), Ledger(path, write=False) as ledger:
        ledger.documents()


def test_evidence_is_one_state_though_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    first, second = text_of("Ruritania left."), text_of("Graustark left.")
    with Ledger(path) as ledger, Ledger(path) as other:
        ledger.add(first, [])

        def adds(statement: str) -> None:
            if statement.startswith("SELECT d.json") and len(other.documents()) == 1:
                other.add(second, [])

        ledger.db.set_trace_callback(adds)
        assert set(ledger.evidence().documents) == {first.id}
        ledger.db.set_trace_callback(None)
        assert set(ledger.evidence().documents) == {first.id, second.id}


def test_evidence_of_some_kinds(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.ledger") as ledger:
        d = text_of("Ruritania left in May.")
        name, verb = anchor(d.text, 0, 9), phrase(d.text, [(10, 14)])
        records = [
            with_id(Mention(document=d.id, anchors=(name,), refers_to=Ref("R"))),
            with_id(Question(document=d.id, anchors=verb.anchors, text=verb)),
        ]
        ledger.add(d, records)
        assert ledger.evidence(kinds=("mention",)).records == (records[0],)
        assert len(ledger.evidence().records) == 2
        assert ledger.records(kind="question") == [records[1]]
