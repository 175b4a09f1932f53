"""The README's tour runs as it stands, and its claims about files hold."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_tour_works(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = re.findall(r"^\$ servanda (.+)$", README, re.MULTILINE)
    assert len(commands) > 10
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for line in commands:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *shlex.split(line)],
            cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        assert done.stdout or done.stderr, line
    assert (tmp_path / "dossier.html").stat().st_size > 10_000


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
