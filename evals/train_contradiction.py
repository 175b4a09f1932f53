"""Learn the head of contradiction; say what it is worth on pairs that it has not seen.

    python -m evals.train_contradiction [--write] [--times N]

Learned from contradiction/political_dev.jsonl (CC BY 4.0, arXiv 2505.19191), whose annotators'
votes are the targets. The figure is macro-F1 of nested cross-validation: pairs that share a
statement stay together, and weights, rarities and thresholds are all learned without the pairs
they are asked about. `--write` writes weights.tsv and rarity.tsv from all pairs.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from evals.gate import data

from servanda.reasoning.contradiction.features import Rarity, counted, features
from servanda.reasoning.contradiction.head import LABELS
from servanda.reasoning.contradiction.view import view

GOLD = "contradiction/political_dev.jsonl"
TABLES = Path(__file__).parent.parent / "src/servanda/reasoning/contradiction/data"
OUTER, INNER, STEPS, RATE = 10, 5, 300, 0.1
BALANCE = 1.0  # 0: each vote counts alike; 1: each label does
RIDGE, SHY = 10.0, 30.0  # what a weight costs; more where a feature is rare in these pairs
RARE = ("opposite", "numbers", "actors", "negation", "direction", "concept.agree",
        "concept.differ")  # fmt: skip
STEPS_OF = np.arange(-0.8, 1.61, 0.2)
GRID = [np.array([c, 0.0, u]) for c in STEPS_OF for u in STEPS_OF]
DRAWS, SOFT = 15, 0.008  # samples that thresholds are tried on, and how soft the choice among them
LEAST = 4  # statements that a stem must be in to be kept in the table of rarities
NAMES = ["bias", "near", "apart", "words", "concepts", "axis.agree", "axis.differ",
         "concept.agree", "concept.differ", "opposite", "numbers", "actors", "negation",
         "direction", "manner.own.own", "manner.duty.own", "manner.own.plain",
         "manner.duty.duty", "manner.duty.plain", "manner.plain.plain", "length"]  # fmt: skip
CREDIT = """\
# Weights of the judgement of two short statements: a row a label and a feature of features.py.
# Learned by evals/train_contradiction.py from the political pairs of the Inconsistency Detection
# Benchmark: Nursulu Sagimbayeva, Ruveyda Betül Bahçeci, Ingmar Weber, "Misleading through
# Inconsistency", 2025, arXiv 2505.19191, github.com/nursaltyn/Inconsistency_Detection_Benchmark,
# CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Changed: pairs and votes are summed up
# in these numbers; none of the text is here.
"""
Array = np.ndarray[Any, np.dtype[Any]]


class Pairs:
    """Labelled pairs: their rows, gold labels, votes as shares, and groups by shared statements."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        order = [name.capitalize() for name in LABELS]
        self.gold = np.array([order.index(r["label"]) for r in rows])
        self.votes = np.array([_shares(r["votes"]) for r in rows])
        self.groups = _groups(rows)

    def table(self, at: Array, rare: Rarity) -> Array:
        """Return the features of some pairs, a row a pair and a column a name of NAMES."""
        out = np.zeros((len(at), len(NAMES)))
        for row, i in enumerate(at):
            pair = self.rows[int(i)]
            for found in features(view(pair["a"]), view(pair["b"]), rare):
                out[row, NAMES.index(found.name)] = found.value
        return out

    def rarity(self, at: Array) -> Rarity:
        """Return rarities counted over the statements of some pairs."""
        told = sorted({self.rows[int(i)][k] for i in at for k in ("a", "b")})
        return counted([view(t) for t in told], LEAST)


def _shares(votes: list[str]) -> list[float]:
    told = [v if v in ("Consistent", "Unrelated") else "Inconsistent" for v in votes]
    return [told.count(n.capitalize()) / len(told) for n in LABELS]


def _groups(rows: list[dict[str, Any]]) -> list[str]:
    """Return for each pair a name that pairs sharing statements, also by others, have alike."""
    above: dict[str, str] = {}

    def top(text: str) -> str:
        above.setdefault(text, text)
        while above[text] != text:
            text = above[text]
        return text

    for row in rows:
        above[top(row["a"])] = top(row["b"])
    return [top(r["a"]) for r in rows]


def learn(x: Array, votes: Array) -> Array:
    """Return the weights that make the votes likeliest, a row a feature and a column a label."""
    spread = x.std(0)
    spread[spread == 0] = 1.0
    scaled = x / spread
    shares = votes * (len(votes) / (len(LABELS) * votes.sum(0))) ** BALANCE
    total = shares.sum(1, keepdims=True)
    ridge = np.array([0.01 if n == "bias" else SHY if n in RARE else RIDGE for n in NAMES])[:, None]
    w = np.zeros((x.shape[1], len(LABELS)))
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS):
        slope = scaled.T @ (np.exp(logs(scaled, w)) * total - shares) + ridge * w
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = RATE * (1 - step / STEPS)
        w -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    out: Array = w / spread[:, None]
    return out


def logs(x: Array, w: Array) -> Array:
    """Return the logarithms of the shares that weights give each label."""
    z = x @ w
    z = z - z.max(1, keepdims=True)
    out: Array = z - np.log(np.exp(z).sum(1, keepdims=True))
    return out


def f1s(gold: Array, told: Array) -> list[float]:
    """Return F1 of each label."""
    out = []
    for n in range(len(LABELS)):
        both = int(((told == n) & (gold == n)).sum())
        out.append(2 * both / max(int((told == n).sum() + (gold == n).sum()), 1))
    return out


def thresholds(z: Array, gold: Array) -> Array:
    """Return what to add to each label for the best macro-F1, as many samples of pairs have it."""
    rng = np.random.default_rng(0)
    told = [(z + b).argmax(1) for b in GRID]
    worth = np.zeros(len(GRID))
    for _ in range(DRAWS):
        drawn = rng.integers(0, len(gold), len(gold))
        worth += [np.mean(f1s(gold[drawn], t[drawn])) for t in told]
    share = np.exp((worth - worth.max()) / DRAWS / SOFT)
    best: Array = (np.array(GRID) * share[:, None]).sum(0) / share.sum()
    return best


def folds(groups: list[str], seed: int, number: int) -> Array:
    """Return the fold of each pair; pairs of one group are in one fold."""
    names = sorted(set(groups))
    np.random.default_rng(seed).shuffle(names)
    place = {name: i % number for i, name in enumerate(names)}
    return np.array([place[g] for g in groups])


def fitted(pairs: Pairs, at: Array, seed: int) -> tuple[Array, Rarity]:
    """Return weights with thresholds, and rarities, all learned from some pairs alone."""
    rare = pairs.rarity(at)
    x, gold, votes = pairs.table(at, rare), pairs.gold[at], pairs.votes[at]
    inner = folds([pairs.groups[int(i)] for i in at], seed + 100, INNER)
    z = np.zeros((len(at), len(LABELS)))
    for fold in range(INNER):
        out = inner == fold
        z[out] = logs(x[out], learn(x[~out], votes[~out]))
    w = learn(x, votes)
    w[NAMES.index("bias")] += thresholds(z, gold)
    return w, rare


def cross_validated(pairs: Pairs, seed: int) -> Array:
    """Return the label of each pair by what was learned without it and its like."""
    outer = folds(pairs.groups, seed, OUTER)
    told = np.zeros(len(pairs.rows), dtype=int)
    for fold in range(OUTER):
        inside, out = np.flatnonzero(outer != fold), np.flatnonzero(outer == fold)
        w, rare = fitted(pairs, inside, seed)
        told[out] = (pairs.table(out, rare) @ w).argmax(1)
    return told


def load() -> Pairs | None:
    """Return the pairs of the development half, None where it is not here."""
    path = data() / GOLD
    if not path.exists():
        return None
    return Pairs([json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x])


def measure(times: int = 2) -> dict[str, float] | None:
    """Return the mean cross-validated macro-F1 over several splits."""
    pairs = load()
    if pairs is None:
        return None
    figures = [np.mean(f1s(pairs.gold, cross_validated(pairs, s))) for s in range(times)]
    return {"macro_f1": float(np.mean(figures))}


def report(pairs: Pairs, times: int) -> None:
    """Print macro-F1 over several splits with its spread, F1 of each label, and accuracy."""
    told = [cross_validated(pairs, s) for s in range(times)]
    each = np.array([f1s(pairs.gold, t) for t in told])
    whole = each.mean(1)
    print(f"macro-F1 {whole.mean():.3f} (over {times} splits {whole.min():.3f} to "
          f"{whole.max():.3f}, standard deviation {whole.std():.3f})")  # fmt: skip
    print(" ".join(f"{n} {v:.3f}" for n, v in zip(LABELS, each.mean(0), strict=True)))
    print(f"accuracy {np.mean([(t == pairs.gold).mean() for t in told]):.3f}")
    rng = np.random.default_rng(0)
    drawn = [rng.integers(0, len(pairs.gold), len(pairs.gold)) for _ in range(1000)]
    spread = [np.mean(f1s(pairs.gold[d], told[0][d])) for d in drawn]
    low, high = np.quantile(spread, [0.025, 0.975])
    print(f"95 % interval over pairs drawn again {low:.3f} to {high:.3f}")


def write(pairs: Pairs) -> None:
    """Write the tables of the package, learned from all pairs."""
    everything = np.arange(len(pairs.rows))
    w, rare = fitted(pairs, everything, 0)
    fit = np.mean(f1s(pairs.gold, (pairs.table(everything, rare) @ w).argmax(1)))
    print(f"fitted, which is no figure to report: {fit:.3f}")
    lines = [f"{label}\t{name}\t{w[i, n]:.3f}" for n, label in enumerate(LABELS)
             for i, name in enumerate(NAMES)]  # fmt: skip
    head = CREDIT + "label\tfeature\tweight\n"
    (TABLES / "weights.tsv").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    (TABLES / "rarity.tsv").write_text("".join(_rarity(rare)), encoding="utf-8")


def _rarity(rare: Rarity) -> Iterator[str]:
    yield "# How telling it is to share a stem (w:), a concept (c:) or a domain (d:).\n"
    yield CREDIT.partition("\n")[2] + "key\tweight\n"
    yield f"*\t{rare.unknown:.2f}\n"
    for key, weight in sorted(rare.known.items()):
        yield f"{key}\t{weight:.2f}\n"


def main() -> None:
    """Say the cross-validated figures, and write the tables if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()
    pairs = load()
    if pairs is None:
        raise SystemExit(f"{data() / GOLD} is not here: set SERVANDA_DATA")
    report(pairs, args.times)
    if args.write:
        write(pairs)


if __name__ == "__main__":
    main()
