"""Learn what each sign of a question's shape says about its intent; say what it is worth.

    python -m evals.train_questions [--write]

Learned from the open rows of `gold/questions` (both files), from `texts/questions/asked.tsv` and
`written.tsv` and from the paraphrases of the tests. Printed is the share of right intents of these
two tables and of the open rows of `wording.jsonl`, each by weights learned without it (in four
parts), beside that of the table of intents alone, which was made with the other rows in sight.
`--write` writes `asking/data/weights.tsv`. A softmax over signs, fitted by plain steps: the same
each time.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from evals.score_questions import AS_OF, case

from servanda.asking.understand import signs_of
from servanda.asking.weighing import BASE, SERVES
from servanda.model import Evidence
from servanda.reasoning.case import Case

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals/gold/questions"
ASKED = ROOT / "evals/texts/questions/asked.tsv"
WRITTEN = ASKED.with_name("written.tsv")
PARAPHRASES = ROOT / "tests/asking/data/paraphrases.tsv"
WEIGHTS = ROOT / "src/servanda/asking/data/weights.tsv"
KINDS = (
    "status", "duties", "binds", "provision", "said", "first", "when", "how_often", "position",
    "clashes", "predictions", "unknown", "who", "list", "other",
)  # fmt: skip
RARE, RIDGE, STEPS, RATE, PARTS = 3, 2.0, 300, 0.02, 4
MAIN, ROW = 0.7, 1.0  # the share of the first of several intents; what a row of the table counts
HEAD = "# What each sign of a question says for each kind: python -m evals.train_questions --write"


class Example(NamedTuple):
    """A question's signs, the intent of its row of the table, its kinds, and whether it is new."""

    signs: frozenset[str]
    row: str
    kinds: tuple[str, ...]
    new: bool


def _gold(name: str) -> list[tuple[str, list[str], bool]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    new = name.startswith("wording")
    return [(r["question"], [r["intent"], *r["also_intents"]], new)
            for r in rows if not r["held_out"]]  # fmt: skip


def _table(path: Path, *, new: bool) -> list[tuple[str, list[str], bool]]:
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(r["question"], r["intents"].split(","), new) for r in rows]


def examples() -> list[Example]:
    """Return all questions to learn from, each with its signs."""
    told = [*_gold("questions.jsonl"), *_gold("wording.jsonl"),
            *_table(ASKED, new=True), *_table(WRITTEN, new=True),
            *_table(PARAPHRASES, new=False)]  # fmt: skip
    out = []
    nothing = Case(Evidence(documents={}, records=()), AS_OF)  # knows no names, no sources
    for question, kinds, new in told:
        signs, intent = signs_of(case(), question)
        out.append(Example(signs, intent, tuple(k for k in kinds if k in KINDS), new))
        if not new:
            signs, intent = signs_of(nothing, question)
            out.append(Example(signs, intent, out[-1].kinds, new=False))
    return out


def learn(rows: Sequence[Example]) -> dict[str, np.ndarray]:
    """Return the weights of each sign seen often enough, and of every question."""
    seen = Counter(s for row in rows for s in row.signs)
    names = sorted(s for s in seen if seen[s] >= RARE)
    place = {s: n for n, s in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    y = np.zeros((len(rows), len(KINDS)))
    for n, row in enumerate(rows):
        x[n, [place[s] for s in row.signs if s in place] + [len(names)]] = 1
        rest = row.kinds[1:]
        y[n, KINDS.index(row.kinds[0])] += MAIN if rest else 1
        for kind in rest:
            y[n, KINDS.index(kind)] += (1 - MAIN) / len(rest)
    w = _fitted(x, y)
    return {**dict(zip(names, w, strict=False)), BASE: w[-1]}


def _fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights that make the kinds of the rows most likely, kept small by the ridge."""
    w = np.zeros((x.shape[1], y.shape[1]))
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        z = x @ w
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = (x.T @ (p - y) + RIDGE * w) / len(x)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        w -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return w


def right(row: Example, weights: dict[str, np.ndarray]) -> bool:
    """Say whether weights take a question for one of its kinds."""
    total = weights[BASE] + sum((weights[s] for s in row.signs if s in weights), np.zeros(1))
    served = SERVES.get(row.row, (row.row,))
    total = total + np.array([ROW if k in served else 0.0 for k in KINDS])
    return KINDS[int(total.argmax())] in row.kinds


def main() -> None:
    """Print what the weights are worth on questions that they did not see; write them if asked."""
    options = argparse.ArgumentParser(description="Learn the weights of the signs of questions.")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    rows = examples()
    old, new = [r for r in rows if not r.new], [r for r in rows if r.new]
    good = 0
    for part in range(PARTS):
        rest = [r for n, r in enumerate(new) if n % PARTS != part]
        weights = learn([*old, *rest])
        good += sum(right(r, weights) for n, r in enumerate(new) if n % PARTS == part)
    alone = sum(bool({r.row, *SERVES.get(r.row, ())} & {*r.kinds}) for r in new)
    print(f"{len(rows)} questions, {len(new)} of them in new wording")
    print(f"intent of new wording: table {alone / len(new):.3f}, weighed {good / len(new):.3f}")
    if asked.write:
        _write(learn(rows))


def _write(weights: dict[str, np.ndarray]) -> None:
    """Write the table of weights, one sign a row."""
    lines = [HEAD, "\t".join(("sign", *KINDS))]
    lines += ["\t".join((s, *(f"{v:.2f}" for v in weights[s]))) for s in sorted(weights)]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {len(weights)} rows")


if __name__ == "__main__":
    main()
