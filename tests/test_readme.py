"""The README's tour runs as it stands, and its claims about files hold."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli import main

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def by_the_program(folder: Path, args: list[str]) -> tuple[int, str]:
    """Run a command in a process of its own, as a reader does; return exit code and output."""
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *args], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_every_command_of_the_tour_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ servanda (.+)$", README, re.MULTILINE)
    assert len(commands) > 10
    for line in commands:
        code: object = 0
        monkeypatch.setattr(sys, "argv", ["servanda", *shlex.split(line)])
        try:
            main()  # here, so that the parser is loaded once
        except SystemExit as ended:
            code = ended.code
        told = capsys.readouterr()
        assert not code, f"{line}\n{told.err}"
        assert told.out or told.err, line
    assert (tmp_path / "dossier.html").stat().st_size > 10_000
    code, said = by_the_program(tmp_path, ["status", "--as-of", "2023-09-22"])
    assert code == 0, said
    assert said


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
