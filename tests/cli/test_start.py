"""Verbs start lightly: what a verb does not need is not imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli import main

HEAVY = ("spacy", "numpy", "trafilatura", "lxml", "pypdf", "starlette", "thinc")


def imported_by(*args: str) -> set[str]:
    """Return the top packages that a run of the command line imports."""
    code = (
        "import sys; sys.argv = ['servanda', *sys.argv[1:]]\n"
        "from servanda.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('MODULES', *sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("MODULES ")[2].split())


def test_version_and_help_import_nothing_heavy() -> None:
    for args in (["--version"], ["--help"]):
        found = imported_by(*args)
        assert not found & {*HEAVY, "rich", "msgspec", "sqlite3"}


def test_status_does_not_import_the_parser(tmp_path: Path) -> None:
    from servanda.ledger import Ledger

    Ledger(tmp_path / "a.ledger").close()
    found = imported_by("status", "--ledger", str(tmp_path / "a.ledger"))
    assert "msgspec" in found
    assert not found & set(HEAVY)


def said_by(
    *args: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[object, str]:
    """Run the entry point of the program here; return its exit code and what it told."""
    monkeypatch.setattr(sys, "argv", ["servanda", *args])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().err


def test_the_program_says_what_to_do_without_a_ledger(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "servanda", "duties", "--ledger", str(tmp_path / "no.ledger")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "servanda add" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["status", "duties", "clashes", "ask", "review"])
def test_a_ledger_that_is_not_there_says_what_to_do(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {"ask": ["Does it hold?"], "review": ["list"]}.get(verb, [])
    code, told = said_by(verb, *more, "--ledger", str(tmp_path / "no.ledger"),
                         monkeypatch=monkeypatch, capsys=capsys)  # fmt: skip
    assert code == 2
    assert "servanda add" in told
    assert "Traceback" not in told
    assert not (tmp_path / "no.ledger").exists()


def test_verbs_that_are_not_built_exit_2_and_say_so() -> None:
    from servanda.cli.root import VERBS

    for verb in VERBS:
        module = Path(__file__).parents[2] / "src/servanda/cli" / f"{VERBS[verb][0]}.py"
        if module.exists():
            continue
        done = subprocess.run(
            [sys.executable, "-m", "servanda", verb, "something"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "not built" in done.stderr
