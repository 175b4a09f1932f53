"""How many characters a second the date grammar reads, in CPU seconds on one core, without spaCy.

usage: python -m evals.bench_dates [RUNS]
Texts are the development sets of articles and of time expressions where they exist, else the
examples repeated. Inputs that once took long are timed too: each is 100,000 characters.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date

from evals.gate import ROOT, data

from servanda.reading.dates import find

DAY = date(2020, 1, 1)
SIZE = 100_000
ODD = (
    "1", "1 ", "1,", "1-", "1.", "1/", "a", "\n", "20:20", "May ", "between ", "from 1 to ",
    "2020 ", "the ", "late ", "12 May ", "every ", "half of ", "May and ",
)  # fmt: skip
FLOOR = 300_000  # characters a second


def texts() -> list[str]:
    """Return the texts to read, the same on every run."""
    found = [p.read_text(encoding="utf-8") for p in sorted((data() / "articles").glob("*.txt"))]
    wars = data() / "time" / "wikiwars_dev.jsonl"
    if wars.exists():
        rows = wars.read_text(encoding="utf-8").splitlines()
        found += [json.loads(row)["text"] for row in rows if row]
    if found:
        return found
    examples = sorted((ROOT / "examples").glob("*.txt"))
    return [p.read_text(encoding="utf-8") for p in examples] * 10


def best(work: Callable[[], object], runs: int) -> float:
    """Return the least CPU seconds of several runs."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> int:
    """Print characters a second and the slowest odd input; exit 1 below the floor."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    found = texts()
    find("warm in May 2020", DAY)
    size = sum(map(len, found))
    seconds = best(lambda: [find(text, DAY) for text in found], runs)
    speed = size / seconds
    print(f"dates: {size} characters in {seconds:.2f} CPU s, {speed:,.0f} a second", flush=True)
    slow = max((best(lambda piece=piece: find(piece * (SIZE // len(piece)), DAY), 1), piece)
               for piece in ODD)  # fmt: skip
    print(f"dates: slowest odd input of {SIZE} characters, {slow[1]!r}: {slow[0]:.2f} CPU s")
    return 0 if speed >= FLOOR and slow[0] < SIZE / FLOOR * 30 else 1


if __name__ == "__main__":
    sys.exit(main())
