"""Lasting results: there while what they rest on is the same, and as good as absent otherwise."""

import sqlite3
from pathlib import Path

from servanda.ledger import Ledger
from servanda.ledger.lasting import Lasting


def dump(path: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute("SELECT * FROM lasting ORDER BY sort, name, key").fetchall()
    finally:
        db.close()


def test_what_is_kept_is_found_by_another_process_while_its_stamp_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    Ledger(path).close()
    one = Lasting(path, "rules 1")
    one.keep("status", "treaty", b"s", "k", b"body")
    assert one.find("status", "treaty", b"s") == {"k": b"body"}  # before it is written too
    assert Lasting(path, "rules 1").find("status", "treaty", b"s") == {}
    one.flush()
    assert Lasting(path, "rules 1").find("status", "treaty", b"s") == {"k": b"body"}
    assert Lasting(path, "rules 1").find("status", "treaty", b"t") == {}
    assert Lasting(path, "rules 2").find("status", "treaty", b"s") == {}
    assert Lasting(path, "rules 1").find("outcome", "treaty", b"s") == {}


def test_another_stamp_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    Ledger(path).close()
    one = Lasting(path, "")
    for stamp in (b"s", b"t"):
        one.keep("status", "treaty", stamp, f"of {stamp!r}", b"body")
        one.keep("status", "pact", b"s", "k", b"body")
        one.flush()
    assert [row[:3] for row in dump(path)] == [
        ("status", "pact", "k"), ("status", "treaty", "of b't'")
    ]  # fmt: skip


def test_a_file_that_is_gone_or_cannot_be_written_is_as_one_without_results(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    one = Lasting(path, "")
    one.keep("status", "treaty", b"s", "k", b"body")
    one.flush()
    assert one.find("status", "treaty", b"s") == {}
    assert not path.exists()


def test_lasting_results_are_no_part_of_the_record(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    with Ledger(path) as ledger:
        before = ledger.last_batch()
    one = Lasting(path, "")
    one.keep("status", "treaty", b"s", "k", b"body")
    one.flush()
    with Ledger(path) as ledger:
        assert ledger.last_batch() == before
        assert ledger.check() == []
