"""Run every check of the project in order and say at the end what failed.

The quality gate measures the readers against the floors in evals/floors.toml. With --slow, the
long tests run too.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def checks(slow: bool) -> list[tuple[str, list[str]]]:
    """Return the checks by name with their commands."""
    pytest = [
        sys.executable, "-m", "pytest", "-q", "tests", "src/servanda", "--doctest-modules",
        "--cov=servanda", "--cov-report=term:skip-covered", "--durations=10",
    ]  # fmt: skip
    if slow:
        pytest.append("--slow")
    return [
        ("ruff", [str(BIN / "ruff"), "check", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "."]),
        ("mypy", [str(BIN / "mypy")]),
        ("import contract", [str(BIN / "lint-imports")]),
        ("quality gate", [sys.executable, "-m", "evals.gate"]),
        ("tests", pytest),
    ]


def main() -> int:
    """Run the checks; return 1 if any failed."""
    failed = []
    for name, command in checks("--slow" in sys.argv):
        print(f"== {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, check=False)
        print(f"   {name}: {'ok' if done.returncode == 0 else 'FAILED'}, "
              f"{time.monotonic() - start:.0f} s", flush=True)  # fmt: skip
        if done.returncode:
            failed.append(name)
    print("all checks passed" if not failed else "failed: " + ", ".join(failed), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
