"""What a stranger types wrongly: one or two plain sentences, no traceback, nothing changed."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.build import document, record, ref

from servanda.cli.root import run
from servanda.ledger import Ledger
from servanda.ledger.connection import opened
from servanda.model import Act, Mention

Said = Callable[..., tuple[object, str]]
TEXT = "Russia suspended the New START treaty on 21 February 2023."


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Said:
    """Run the program in an empty folder; what it ends with, and what it says of it."""
    monkeypatch.chdir(tmp_path)

    def told(*args: object) -> tuple[object, str]:
        monkeypatch.setattr(sys, "argv", ["servanda", *map(str, args)])
        code: object = 0
        try:
            run()
        except SystemExit as ended:
            code = ended.code
        out = capsys.readouterr()
        assert "Traceback" not in out.err
        assert "unexpected" not in out.err
        return code, out.err

    return told


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with an act."""
    target = tmp_path / "a.ledger"
    d = document(TEXT)
    with Ledger(target, create=True, write=True) as opened_:
        treaty = ref(d, "New START", "instrument:new-start-2010")
        russia = ref(d, "Russia", "state:RUS")
        opened_.add(d, [
            record(Act, d, "suspended", instrument=treaty, act="suspension", actors=(russia,)),
            record(Mention, d, "Russia", refers_to=russia),
        ])  # fmt: skip
    return target


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("read", "{doc}", "--kind", "rumour"), "'rumour' is none; write one of actor, instrument"),
        (("review", "list", "--ledger", "{ledger}", "--kind", "rumour"), "is none; write one of"),
        (("export", "--ledger", "{ledger}", "--kind", "rumour"), "document, actor"),
        (("clashes", "--ledger", "{ledger}", "--type", "rumour"), "write one of status"),
        (("clashes", "--ledger", "{ledger}", "--fail-on", "rumour"), "write one of any, status"),
        (("ask", "--ledger", "{ledger}", "  "), "ask something"),
        (("read", ""), "'': there is no such file or folder"),
        (("duties", "person:nobody", "--ledger", "{ledger}"), "no actor is known by that name"),
        (("review", "same", "Foo", "Bar", "--ledger", "{ledger}"), "Foo: no actor is known"),
        (("review", "same", "Russia", "state:RUS", "--ledger", "{ledger}"), "are one already"),
        (("review", "different", "Russia", "x:1", "--ledger", "{ledger}"), "x:1: no actor"),
        (("review", "undo", "x", "--ledger", "{ledger}"), "servanda show ID tells those"),
        (("review", "correct", "x", "--ledger", "{ledger}"), "x: no record of that id"),
        (("review", "correct", "x", "polarity", "--ledger", "{ledger}"), "write FIELD=VALUE"),
        (("check", "{doc}", "-o", "no/x.html"), "there is no folder no - make it first"),
        (("check", "{doc}", "--ledger", "misspelt.ledger"), "misspelt.ledger: no ledger there"),
        (("dossier", "-o", "no/x.html", "--ledger", "{ledger}"), "there is no folder no"),
        (("dossier", "-o", "x.pdf", "--ledger", "{ledger}"), "not .pdf"),
        (("dossier", "-o", "{folder}", "--ledger", "{ledger}"), "is a directory"),
        (("eval", "periods", "{folder}", "--out", "o"), "a folder, and no file"),
        (("eval", "periods", "{empty}", "--out", "o"), "the file is empty"),
        (("eval", "periods", "{doc}", "--out", "no/o"), "there is no folder no"),
        (("import", "atop", "{folder}"), "no file of the data set in it"),
        (("import", "atop", "{doc}"), "no column 'atopid'"),
        (("import", "jsonl", "{doc}"), "line 1: JSON is malformed"),
        (("import", "jsonl", "{empty}"), "no document with its text in it"),
        (("import", "atop", "{doc}", "--report", "no/r.tsv"), "there is no folder no"),
        (("add", "no.txt"), "no.txt: there is no such file or folder"),
        (("add", "{folder}"), "no documents in this folder"),
        (("dossier", "-o", "{ledger}", "--ledger", "{ledger}"), "is a ledger or another database"),
        (("check", "{doc}", "-o", "{ledger}"), "is a ledger or another database"),
        (("eval", "periods", "{empty}", "--out", "{ledger}"), "is not written over"),
        (("import", "atop", "{doc}", "--report", "{ledger}"), "is not written over"),
        (("check", "{doc}", "-o", "{doc}"), "doc.txt is a source, and is not written over"),
        (("eval", "periods", "{doc}", "--out", "{doc}"), "doc.txt is a source"),
        (("import", "atop", "{doc}", "--report", "{doc}"), "doc.txt is a source"),
        (("dossier", "{doc}", "-o", "{doc}", "--format", "md"), "doc.txt is a source"),
        (("dossier", ".", "-o", "{doc}", "--format", "md"), "doc.txt is a source"),
        (("dossier", "-o", "", "--ledger", "{ledger}"), "name a file"),
        (("duties", "", "--ledger", "{ledger}"), "'': no actor is known by that name"),
        (("status", "New START#99", "--ledger", "{ledger}"), "no part '99' of it has a status"),
        (("status", "--ledger", "{folder}"), "a folder, and no ledger file"),
        (("add", "{doc}", "--ledger", "no/new.ledger"), "there is no folder no"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made_or_changed(
    said: Said, ledger: Path, tmp_path: Path, args: tuple[str, ...], says: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "doc.txt").write_text(TEXT)
    places = {"doc": "doc.txt", "folder": "folder", "empty": "empty.jsonl", "ledger": ledger.name}
    before = ledger.read_bytes()
    held = {p.name for p in tmp_path.iterdir()}
    code, err = said(*(a.format(**places) for a in args))
    assert code == 2
    assert says in err
    assert ledger.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == held


def test_two_names_that_are_known_can_be_said_to_be_one(said: Said, ledger: Path) -> None:
    assert said("review", "different", "Russia", "Armenia", "--ledger", ledger)[0] == 0
    with Ledger(ledger, write=False) as kept:
        (made,) = kept.judgements()
    assert (made.record, made.other) == ("state:RUS", "state:ARM")


def test_a_check_without_any_ledger_says_what_it_was_held_against(
    said: Said, tmp_path: Path
) -> None:
    (tmp_path / "doc.txt").write_text(TEXT)
    code, err = said("check", "doc.txt")
    assert code == 0
    assert "servanda.ledger: no ledger there, so this is held against the registry alone" in err


def test_a_document_that_failed_is_not_said_to_hold_nothing(said: Said, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code, err = said("read", "empty.txt")
    assert code == 2
    assert "nothing found" not in err


def test_where_to_see_failures_names_the_ledger(said: Said, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    _, err = said("add", "empty.txt", "--ledger", "b.ledger")
    assert err.endswith("see: servanda show failures --ledger b.ledger\n")


def test_a_full_disk_is_said_and_leaves_no_half_file(
    said: Said, ledger: Path, tmp_path: Path
) -> None:
    (tmp_path / "doc.txt").write_text(TEXT)
    for args in (
        ("check", "doc.txt", "-o", "page.html"), ("dossier", "-o", "page.html", "--ledger", ledger),
    ):  # fmt: skip
        (tmp_path / "page.html").write_text("as it was")
        (tmp_path / "page.html.part").symlink_to("/dev/full")
        code, err = said(*args)
        assert code == 2
        assert "page.html: cannot be written (No space left on device)" in err
        assert (tmp_path / "page.html").read_text() == "as it was"
        assert not os.path.lexists(tmp_path / "page.html.part")


def test_a_full_output_is_said(ledger: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", "export", "--ledger", str(ledger)],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "servanda: the output: cannot be read or written (No space left on device)" in (
        done.stderr
    )
    assert "Traceback" not in done.stderr


def test_a_ledger_in_a_folder_that_cannot_be_written_can_be_read(
    said: Said, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and real(p, mode))
    before = ledger.read_bytes()
    for args in (
        ("status",), ("show", "documents"), ("timeline",), ("clashes",), ("predictions",),
        ("ask", "Does New START hold?"),
    ):  # fmt: skip
        code, err = said(*args, "--ledger", ledger)
        assert code == 0, err
    assert ledger.read_bytes() == before
    db = opened(ledger)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM record")
    db.close()


def test_a_ledger_that_another_writes_says_so(
    said: Said, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.ledger.connection.BUSY_SECONDS", 0.1)
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger(ledger, write=False) as kept:
        (act, *_) = kept.records(kind="act")
    code, err = said("review", "accept", act.id, "--ledger", ledger)
    other.close()
    assert code == 2
    assert "another program is writing to it" in err
    assert "try again; nothing was changed" in err


def test_a_damaged_ledger_is_not_served(said: Said, ledger: Path) -> None:
    with Ledger(ledger, write=True) as kept:
        d = document(" ".join(f"Russia left the pact number {n}." for n in range(2000)))
        kept.add(d, [record(Mention, d, f"pact number {n}.", refers_to=ref(d, "Russia"))
                     for n in range(500)])  # fmt: skip
        root = kept.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passage'")
        page, size = root.fetchone()[0] - 1, kept.db.execute("PRAGMA page_size").fetchone()[0]
    raw = bytearray(ledger.read_bytes())
    raw[page * size : (page + 1) * size] = b"A" * size  # what opening does not look at
    ledger.write_bytes(raw)
    code, err = said("serve", "--ledger", ledger)
    assert code == 2
    assert re.fullmatch(r"servanda: [^\n]*damaged \([^\n]*\) - [^\n]*restore a copy\n", err)


def test_stopping_says_so_in_one_line(
    said: Said, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("servanda.cli.timeline.case_in", interrupted)
    code, err = said("timeline", "--ledger", ledger)
    assert code == 130
    assert "stopped; what a ledger held or was given before is whole" in err


def test_a_text_that_is_not_english_is_said_to_be_so(said: Said, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text("Россия приостановила участие в договоре.", "utf-8")
    (tmp_path / "en.txt").write_text(TEXT)
    for verb in ("read", "add", "check"):
        code, err = said(verb, "ru.txt", "en.txt")
        assert code == 0
        told = "not in English, so little or nothing is found there: ru.txt (ru) - if one is, say"
        assert told in err
        assert "not in English" not in said(verb, "en.txt")[1]
    assert "nothing found" in said("read", "ru.txt")[1]


def test_a_check_of_which_a_part_failed_ends_so(said: Said, tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_bytes(b"")
    code, err = said("check", "doc.txt", "empty.txt")
    assert code == 3
    assert "empty.txt: the file is empty" in err


@pytest.mark.parametrize("verb", [["export"], ["duties"], ["timeline", "--limit", "999"]])
def test_who_has_seen_enough_has_done_nothing_wrong(ledger: Path, verb: list[str]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "servanda", *verb, "--ledger", str(ledger)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.close()  # before the first line, as `| head -0` does
    assert running.stderr is not None
    said = running.stderr.read().decode()
    assert running.wait() == 0, said
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
