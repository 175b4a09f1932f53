"""Timings of what a user waits for: wall and CPU seconds and peak memory, several runs each.

usage: python -m evals.bench [RUNS]
Documents are the examples; a ledger of a hundred is made of them by numbering their titles.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-m", "servanda"]


def timed(command: list[str], runs: int) -> tuple[float, float, float]:
    """Return median wall seconds, median CPU seconds and peak memory in MB of a command."""
    walls, cpus, peak = [], [], 0.0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        walls.append(time.perf_counter() - start)
        cpus.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(walls), statistics.median(cpus), peak


def hundred(folder: Path) -> Path:
    """Make and return a ledger of a hundred documents, each with the metadata of its original."""
    ledger = folder / "hundred.ledger"
    index = (ROOT / "examples" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [r for r in map(json.loads, index) if r["file"].endswith((".txt", ".md"))]
    docs = folder / "docs"
    docs.mkdir()
    with (docs / "index.jsonl").open("w", encoding="utf-8") as out:
        for n in range(100):
            row = rows[n % len(rows)]
            text = (ROOT / "examples" / row["file"]).read_text(encoding="utf-8")
            name = f"{n:03}.txt"
            (docs / name).write_text(f"Edition {n}\n\n{text}", "utf-8")
            out.write(json.dumps({**row, "file": name}) + "\n")
    subprocess.run([*PROGRAM, "add", str(docs), "--ledger", str(ledger)], check=True)
    return ledger


def main() -> None:
    """Print a table of the timings."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    one = str(ROOT / "examples" / "oped_moscow_statement_holds.txt")
    with tempfile.TemporaryDirectory() as name:
        ledger = str(hundred(Path(name)))
        commands = {
            "servanda --version": [*PROGRAM, "--version"],
            "read one article, cold": [*PROGRAM, "read", one, "--jsonl"],
            "status, 100 documents": [*PROGRAM, "status", "--ledger", ledger],
            "duties, 100 documents": [*PROGRAM, "duties", "--ledger", ledger],
            "clashes, 100 documents": [*PROGRAM, "clashes", "--ledger", ledger],
            "dossier, 100 documents": [
                *PROGRAM, "dossier", "--ledger", ledger, "-o", f"{name}/out.html",
            ],
        }  # fmt: skip
        print(f"{'':28} {'wall s':>8} {'CPU s':>8} {'peak MB':>8}   median of {runs}")
        for title, command in commands.items():
            wall, cpu, peak = timed(command, runs)
            print(f"{title:28} {wall:8.2f} {cpu:8.2f} {peak:8.0f}", flush=True)
    print("\nStatus of large logs", flush=True)
    subprocess.run([sys.executable, "-m", "evals.bench_status"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
