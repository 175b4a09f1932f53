"""Run every check of the project and say at the end what failed.

The quality gate measures the readers against the floors in evals/floors.toml, beside the tests.
With --slow, the long tests run too, and what lines the tests reach is told: following them
takes three times as long, and proves nothing by itself.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def checks(slow: bool) -> list[tuple[str, list[str]]]:
    """Return the checks by name with their commands."""
    pytest = [
        sys.executable, "-m", "pytest", "-q", "tests", "src/servanda", "--doctest-modules",
        "--durations=10",
    ]  # fmt: skip
    if slow:
        pytest += ["--slow", "--cov=servanda", "--cov-report=term:skip-covered"]
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("mypy", [str(BIN / "mypy")]),
        ("import contract", [str(BIN / "lint-imports")]),
        ("quality gate", [sys.executable, "-m", "evals.gate"]),
        ("tests", pytest),
    ]


def main() -> int:
    """Run the checks, the gate beside the others; return 1 if any failed."""
    failed: list[str] = []
    *others, (gate, measured), tests = checks("--slow" in sys.argv)
    start = time.monotonic()
    with tempfile.TemporaryFile() as kept:
        running = subprocess.Popen(measured, cwd=ROOT, stdout=kept, stderr=subprocess.STDOUT)
        for name, command in (*others, tests):
            print(f"== {name}", flush=True)
            begun = time.monotonic()
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                failed.append(name)
            said(name, begun, failed)
        print(f"== {gate}", flush=True)
        if running.wait():
            failed.append(gate)
        kept.seek(0)
        print(kept.read().decode(errors="replace"), end="")
        said(gate, start, failed)
    print("all checks passed" if not failed else "failed: " + ", ".join(failed), flush=True)
    return 1 if failed else 0


def said(name: str, begun: float, failed: list[str]) -> None:
    """Print how a check ended and how long it took."""
    ended = "FAILED" if name in failed else "ok"
    print(f"   {name}: {ended}, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
