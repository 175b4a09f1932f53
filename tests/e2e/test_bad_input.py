"""Bad input through the command line: one clear message, the right exit code, nothing lost."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.ledger import Ledger

Run = Callable[..., subprocess.CompletedProcess[str]]
GOOD = "Ruritania and Graustark signed a treaty on 5 May 2020. Ruritania says that it holds.\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "servanda", *args, "--ledger", str(tmp_path / "a.ledger")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    return call


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    done = run("add", str(good))
    assert done.returncode == 0, done.stderr
    return tmp_path / "a.ledger"


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
