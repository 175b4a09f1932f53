"""Bad input through the command line: one clear message, the right exit code, nothing lost."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.ledger import Ledger

Run = Callable[..., subprocess.CompletedProcess[str]]
GOOD = "Ruritania and Graustark signed a treaty on 5 May 2020. Ruritania says that it holds.\n"


def call(ledger: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "servanda", *args, "--ledger", str(ledger)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return lambda *args: call(tmp_path / "a.ledger", *args)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with one document, made once: the parser takes its time to start."""
    folder = tmp_path_factory.mktemp("made")
    good = folder / "good.txt"
    good.write_text(GOOD)
    done = call(folder / "a.ledger", "add", str(good))
    assert done.returncode == 0, done.stderr
    return folder / "a.ledger"


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD)
    return Path(shutil.copy(made, tmp_path / "a.ledger"))


def contents(ledger: Path) -> tuple[int, int]:
    with Ledger(ledger) as opened:
        assert opened.check() == []
        return len(opened.documents()), len(opened.records())


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 40),
        ("broken.pdf", b"%PDF-1.7\nnothing"),
        ("broken.docx", b"PK\x03\x04word/" + b"x" * 50),
        ("huge.txt", b"a word " * 7_200_000),
    ],
)
def test_a_bad_file_is_a_failure_row_and_nothing_else(
    run: Run, filled: Path, tmp_path: Path, name: str, raw: bytes
) -> None:
    before = contents(filled)
    bad = tmp_path / name
    bad.write_bytes(raw)
    done = run("add", str(bad))
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(filled) == before
    assert name in run("show", "failures", "--csv").stdout


def test_one_bad_file_among_good_ones_is_a_partial_failure(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD)
    (folder / "b.pdf").write_bytes(b"%PDF-1.7\nnothing")
    done = run("add", str(folder))
    assert done.returncode == 3
    assert "added 1, failed 1 - see: servanda show failures" in done.stderr


def test_a_folder_without_documents_and_a_missing_file(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    for path, word in ((empty, "no documents"), (tmp_path / "gone.txt", "no such file")):
        done = run("add", str(path))
        assert done.returncode == 2
        assert word in done.stderr


def test_a_foreign_ledger_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    ledger = tmp_path / "a.ledger"
    ledger.write_bytes(b"These are my notes, not a ledger. " * 50)
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    before = ledger.read_bytes()
    done = run("add", str(good))
    assert done.returncode == 2
    assert "not a ledger" in done.stderr
    assert ledger.read_bytes() == before


def test_script_tags_stay_text_everywhere(run: Run, tmp_path: Path) -> None:
    evil = tmp_path / "<script>alert(1)<.txt"
    evil.write_text(
        "<script>alert(1)</script> Ruritania said that </script> Graustark cancelled the treaty.\n"
    )
    assert run("add", str(evil)).returncode == 0
    page = tmp_path / "page.html"
    done = run("dossier", "--with-texts", "-o", str(page))
    assert done.returncode == 0, done.stderr
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "alert(1)" in html


def test_unknown_names_offer_near_ones(run: Run, filled: Path) -> None:
    done = run("status", "Alma-Ata Declaratoin")
    assert done.returncode == 2
    assert "perhaps" in done.stderr
    assert "Alma-Ata Declaration" in done.stderr


@pytest.fixture
def exported(run: Run, filled: Path) -> bytes:
    done = run("export", "--with-texts")
    assert done.returncode == 0, done.stderr
    return done.stdout.encode()


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda good: b"", "no document with its text"),
    "only a byte order mark": (lambda good: b"\xef\xbb\xbf", "no document with its text"),
    "binary": (lambda good: bytes(range(256)) * 40, "not UTF-8"),
    "utf-16": (lambda good: good.decode().encode("utf-16"), "not UTF-8"),
    "cut off": (lambda good: good[: len(good) * 2 // 3], "truncated"),
    "deeply nested": (lambda good: good + b"[" * 200_000, "nests too deeply"),
    "NaN": (lambda good: good.replace(b'"confidence":0', b'"confidence":NaN', 1), "malformed"),
    "half a surrogate": (lambda good: good.replace(b'"R', b'"\\ud800R'), "surrogate"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_export_is_refused_whole_and_nothing_is_written(
    run: Run, filled: Path, exported: bytes, tmp_path: Path, name: str
) -> None:
    damage, says = DAMAGED[name]
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(damage(exported))
    before = contents(filled), rows(filled)
    done = run("import", "jsonl", str(bad))
    assert done.returncode == 2
    assert says in done.stderr
    assert "bad.jsonl" in done.stderr
    assert not any(word in done.stderr for word in ("Traceback", "servanda: unexpected"))
    assert (contents(filled), rows(filled)) == before


def rows(ledger: Path) -> dict[str, int]:
    """Return how many rows each table of a ledger holds: nothing is ever taken away."""
    with Ledger(ledger) as opened:
        names = [
            name for (name,) in opened.db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
            )
        ]  # fmt: skip
        assert names
        return {n: opened.db.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


SPOILT: dict[str, tuple[str, object, str]] = {
    "a confidence of seven": ("confidence", 7, "not from 0 to 1"),
    "a backward date": (
        "date", {"edtf": "2020", "earliest": "2021-01-01", "latest": "2020-01-01"}, "before 2021",
    ),
    "a day that is none": (
        "date", {"edtf": "2020", "earliest": "2020-02-30", "latest": "2020-02-30"}, "date",
    ),
    "no id": ("id", "", "no id"),
    "no place": ("anchors", [], "no place in the text"),
    "a place before the text": ("anchors", [{"start": -3, "end": 2, "quote": "x"}], "stand at -3"),
    "a kind that is none": ("kind", "rumour", "rumour"),
    "a document that is none": ("document", "doc:none", "no such document"),
    "a polarity that is none": ("polarity", "perhaps", "perhaps"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_record_is_left_out_with_its_line_and_retires_nothing(
    run: Run, filled: Path, exported: bytes, tmp_path: Path, name: str
) -> None:
    field, value, says = SPOILT[name]
    lines = exported.splitlines()
    number = next(n for n, line in enumerate(lines) if json.loads(line)["kind"] != "document")
    spoilt = {**json.loads(lines[number]), field: value}
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"\n".join([*lines[:number], json.dumps(spoilt).encode()]))
    before = contents(filled), rows(filled)
    done = run("import", "jsonl", str(bad))
    assert done.returncode == 3
    assert f"bad.jsonl, line {number + 1}: " in done.stderr
    assert says in done.stderr
    assert (contents(filled), rows(filled)) == before


def test_an_export_with_windows_line_ends_comes_back_the_same(
    run: Run, filled: Path, exported: bytes, tmp_path: Path
) -> None:
    other = tmp_path / "windows.jsonl"
    other.write_bytes(b"\xef\xbb\xbf" + exported.replace(b"\n", b"\r\n"))
    before = contents(filled), rows(filled)
    assert run("import", "jsonl", str(other)).returncode == 0
    assert (contents(filled), rows(filled)) == before


def test_records_without_their_text_find_it_in_the_ledger(
    run: Run, filled: Path, exported: bytes, tmp_path: Path
) -> None:
    home = tmp_path / "home.jsonl"
    lines = [li for li in exported.splitlines() if json.loads(li)["kind"] != "document"]
    home.write_bytes(b"\n".join(lines))
    before = contents(filled), rows(filled)
    done = run("import", "jsonl", str(home))
    assert done.returncode == 0, done.stderr
    assert (contents(filled), rows(filled)) == before


def test_a_folder_is_no_export(run: Run, filled: Path, tmp_path: Path) -> None:
    done = run("import", "jsonl", str(tmp_path))
    assert done.returncode == 2
    assert "folder" in done.stderr
