"""Learn the weights of anaphora from our own gold; say what they are worth on unseen documents.

    python -m evals.train_anaphora [--write] [--passages FOLDER]

Gold are the documents of evals/gold/names that are not held out and the marked passages of
evals/texts/anaphora. Each document is answered by weights that were learned without it
(leave one document out); how sure a choice is, and from where on it is flagged or left open, is
learned from those answers. `--write` writes lexicon/data/anaphora/weights.tsv.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from evals.anaphora_passages import passages
from evals.names_gold import Annotated, Row, annotated
from evals.score_names import Answer, Member, answer_at, is_right, overlap

from servanda.model import Mention, Record
from servanda.naming.anaphora.pointers import Meant
from servanda.naming.anaphora.settle import Watch, settle_anaphora
from servanda.naming.anaphora.weights import ANY, LIMITS, SURE, TABLE, Weights, odds
from servanda.naming.resolve import points_back, settle_mentions
from servanda.naming.world import world_of
from servanda.reading import read

ROUNDS, STEPS, RATE = 3, 250, 0.05
RIDGE, OWN_RIDGE = 2.0, 4.0  # what weights cost: those of all forms, those of one form
RARE = 3  # examples below which a feature is left out
MOST_FLAGGED = 0.235
LEAST_OPEN = 0.30
Pair = tuple[str, str]


@dataclass
class Example:
    """A gold anaphor, what it may mean for us, and which of that is right."""

    doc: str
    row: Row
    form: str
    meant: list[Meant]
    right: list[bool]


def examples(docs: Iterable["Read"], weights: Weights) -> Iterator[Example]:
    """Yield the anaphors of documents for which something is at hand to choose from."""
    for doc in docs:
        told: list[tuple[Mention, str, list[Meant]]] = []
        doc.settle(weights, lambda m, f, r, told=told: told.append((m, f, r)))
        for row in doc.gold.anaphors:
            if row["pleonastic"] or row["ambiguous"]:
                continue
            near = [t for t in told if overlap(_span(t[0]), (row["start"], row["end"]))]
            if not near:
                continue
            mention, form, ranked = max(near, key=lambda t: _share(_span(t[0]), row))
            if _share(_span(mention), row) < 0.4 or not ranked:
                continue
            right = [is_right(doc.gold, row, _answer(m), doc.records) for m in ranked]
            yield Example(doc.gold.name, row, form, ranked, right)


def _span(mention: Mention) -> tuple[int, int]:
    return mention.anchors[0].start, mention.anchors[0].end


def _share(span: tuple[int, int], row: Row) -> float:
    both = overlap(span, (row["start"], row["end"]))
    return both / (max(span[1], row["end"]) - min(span[0], row["start"]))


def _answer(meant: Meant) -> Answer:
    members = tuple(Member(m.id, tuple((a.start, a.end) for a in m.anchors)) for m in meant.members)
    return Answer(members, False, "")


class Read:
    """A gold document as it is read, to be settled with other weights again and again."""

    def __init__(self, gold: Annotated) -> None:
        from servanda.engine import read_document

        self.gold = gold
        self.candidates = list(read(gold.document))
        self.records: list[Record] = list(read_document(gold.document).records)

    def settle(self, weights: Weights, watch: Watch | None = None) -> dict[str, Mention]:
        """Return the mentions that point back, settled with these weights."""
        world = world_of(self.gold.document, self.candidates)
        mentions = [r for r in self.candidates if isinstance(r, Mention)]
        settle_mentions(world, [m for m in mentions if not points_back(m)])
        return settle_anaphora(world, filter(points_back, mentions), weights, watch)


class Table:
    """Examples as one sparse matrix: a row a candidate, a column a feature of all forms or one."""

    def __init__(self, found: list[Example]) -> None:
        counted = Counter(p for e in found for p in {p for m in e.meant for p in pairs(e, m)})
        self.columns = {p: i for i, p in enumerate(sorted(p for p, n in counted.items()
                                                          if n >= RARE))}  # fmt: skip
        self.found = found
        self.rows = [[self.places(e, m) for m in e.meant] for e in found]
        self.ridge = np.array([RIDGE if form == ANY else OWN_RIDGE for form, _ in self.columns])

    def places(self, example: Example, meant: Meant) -> "np.ndarray":
        """Return the columns of a candidate."""
        told = (self.columns[p] for p in pairs(example, meant) if p in self.columns)
        return np.array([len(self.columns), *sorted(told)])

    def scores(self, w: "np.ndarray", at: int) -> list[float]:
        """Return the scores of the candidates of one example."""
        padded = np.append(w, 0.0)
        return [float(padded[row].sum()) for row in self.rows[at]]

    def learn(self, without: str = "") -> "np.ndarray":
        """Return the weights that make what is right likeliest, one document left out."""
        kept = [(rows, np.array(e.right)) for e, rows in zip(self.found, self.rows, strict=True)
                if e.doc != without and any(e.right) and not all(e.right)]  # fmt: skip
        listed = [row for rows, _ in kept for row in rows]
        places, lengths = np.concatenate(listed), np.array([len(row) for row in listed])
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        sizes = [len(r) for _, r in kept]
        right = np.concatenate([r for _, r in kept])
        starts, owner = (
            np.concatenate([[0], np.cumsum(sizes)[:-1]]),
            np.repeat(np.arange(len(kept)), sizes),
        )
        w = np.zeros(len(self.columns))
        first, second = np.zeros_like(w), np.zeros_like(w)
        for step in range(1, STEPS + 1):
            scores = np.add.reduceat(np.append(w, 0.0)[places], begins)
            scores = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
            good = scores * right
            surplus = scores / np.add.reduceat(scores, starts)[owner] - (
                good / np.add.reduceat(good, starts)[owner]
            )
            slope = np.bincount(places, np.repeat(surplus, lengths), len(w) + 1)[:-1]
            slope += self.ridge * w
            first = 0.9 * first + 0.1 * slope
            second = 0.99 * second + 0.01 * slope**2
            rate = RATE * (1 - step / (STEPS + 1))
            w -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        return w

    def weights(self, w: "np.ndarray") -> list[tuple[str, str, float]]:
        """Return the rows of the table of weights."""
        return [(form, f, float(w[i])) for (form, f), i in self.columns.items()
                if abs(w[i]) >= 0.005]  # fmt: skip


def pairs(example: Example, meant: Meant) -> Iterator[Pair]:
    """Yield the columns of a candidate: its features for all forms and for its own."""
    for feature in meant.features:
        yield ANY, feature
        yield example.form, feature


@dataclass
class Choice:
    """What weights chose for an example: whether it is right, and what tells how sure it is."""

    example: Example
    right: bool
    best: Meant
    told: dict[str, float]


def chosen(example: Example, scores: Iterable[float]) -> Choice:
    """Return the choice among an example's candidates by scores."""
    listed = list(scores)
    order = sorted(range(len(listed)), key=lambda i: -listed[i])
    best = example.meant[order[0]]
    ordered = [listed[i] for i in order]
    share, known = math.log(odds(ordered)), all(m.id for m in best.members)
    told = {"bias": 1.0, "share": share, example.form: 1.0, f"{example.form}.share": share,
            "known" if known else "unknown": 1.0, f"of.{min(len(ordered), 6)}": 1.0}  # fmt: skip
    return Choice(example, example.right[order[0]], best, told)


def learn_sure(choices: list[Choice]) -> dict[str, float]:
    """Return the weights of how sure a choice is, by logistic regression."""
    names = sorted({n for c in choices for n in c.told})
    x = np.array([[c.told.get(n, 0.0) for n in names] for c in choices])
    y = np.array([float(c.right) for c in choices])
    ridge = np.array([0.01 if n in ("bias", "share") else 2.0 for n in names])
    w = np.zeros(len(names))
    for _ in range(30):  # Newton
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        w -= np.linalg.solve(hessian, x.T @ (p - y) + ridge * w)
    return dict(zip(names, map(float, w), strict=True))


def sure_of(choice: Choice, weights: dict[str, float]) -> float:
    """Return how sure a choice is by weights."""
    return 1 / (1 + math.exp(-sum(weights.get(n, 0.0) * v for n, v in choice.told.items())))


def limits(judged: list[tuple[float, bool]], total: int) -> tuple[float, float]:
    """Return from where on a choice is flagged, and from where on it is left open.

    Left open is what is right less often than three times in ten; of the rest at most a given
    share of all anaphors is flagged, the least sure.
    """
    open_below = LEAST_OPEN
    kept = sorted(p for p, _ in judged if p >= open_below)
    flagged = kept[min(len(kept) - 1, int(MOST_FLAGGED * total))] if kept else 0.5
    return flagged, open_below


def curve(judged: list[tuple[float, bool]], total: int) -> None:
    """Print what other limits would give: shares of all anaphors, spoken ones left aside."""
    for left_open in (0.1, 0.2, 0.3, 0.35, 0.4):
        for flagged in (0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
            right = sum(ok for p, ok in judged if p >= left_open) / total
            wrong = sum(not ok for p, ok in judged if p >= max(flagged, left_open)) / total
            guessed = sum(left_open <= p < flagged for p, _ in judged) / total
            print(f"open {left_open:.2f} flagged {flagged:.2f}: right {right:.3f} "
                  f"wrong {wrong:.3f} flagged {guessed:.3f}")  # fmt: skip


def main() -> None:
    """Learn, say the figures of leaving one document out, and write the table if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    docs = [Read(g) for g in (*annotated(False), *passages())]
    total = sum(not r["pleonastic"] and not r["ambiguous"] for d in docs for r in d.gold.anaphors)
    weights = Weights(())
    for _ in range(ROUNDS):
        found = list(examples(docs, weights))
        table = Table(found)
        rows = table.weights(table.learn())
        weights = Weights(rows)
    choices = []
    for doc in sorted({e.doc for e in found}):
        w = table.learn(without=doc)
        choices += [chosen(e, table.scores(w, i)) for i, e in enumerate(found) if e.doc == doc]
    judged = []
    for doc in sorted({e.doc for e in found}):
        sure = learn_sure([c for c in choices if c.example.doc != doc])
        judged += [(sure_of(c, sure), c) for c in choices if c.example.doc == doc]
    flagged, left_open = limits([(p, c.right) for p, c in judged], total)
    report(judged, found, docs, flagged, left_open)
    curve([(p, c.right) for p, c in judged], total)
    if args.errors:
        show(judged, docs)
    if args.write:
        sure = learn_sure(choices)
        rows += [(SURE, n, v) for n, v in sorted(sure.items())]
        rows += [(LIMITS, "flagged", flagged), (LIMITS, "open", left_open)]
        lines = [f"{form}\t{feature}\t{weight:.3f}" for form, feature, weight in rows]
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text("\n".join(["form\tfeature\tweight", *lines]) + "\n", encoding="utf-8")


def show(judged: list[tuple[float, Choice]], docs: list[Read]) -> None:
    """Print what is wrong when left out, with what was chosen and what is right."""
    texts = {d.gold.name: d.gold.document.text for d in docs}
    for p, choice in judged:
        if choice.right:
            continue
        example = choice.example
        text, start, end = texts[example.doc], example.row["start"], example.row["end"]
        right = [m for m, ok in zip(example.meant, example.right, strict=True) if ok]
        print(f"{example.form} {p:.2f} {example.doc[:12]} …{text[max(0, start - 120) : start]!r} "
              f"[[{text[start:end]}]] {text[end : end + 40]!r}")  # fmt: skip
        for m in (choice.best, *right[:1]):
            shown = " + ".join(r.id or r.surface for r in m.members)
            told = " ".join(sorted(m.features))
            print(f"      {'right' if m in right else 'chose'} {shown}: {told}")
        if not right:
            print("      gold", [a["name"] for a in example.row["antecedents"]])


def report(
    judged: list[tuple[float, Choice]], found: list[Example], docs: list[Read], flagged: float,
    left_open: float,
) -> None:  # fmt: skip
    """Print by kind the shares right, wrong without a flag, flagged and missing, left-out docs."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    by_row = {(c.example.doc, c.example.row["start"]): (p, c) for p, c in judged}
    for doc in docs:
        settled = list(doc.settle(Weights(())).values())
        named = doc.gold.name
        side = "passages" if named[:2].isdigit() and "_ungd" not in named else "gold"
        for row in doc.gold.anaphors:
            if row["pleonastic"] or row["ambiguous"]:
                continue
            p, choice = by_row.get((doc.gold.name, row["start"]), (0.0, None))
            for kind in ("ALL", side, choice.example.form if choice else "no candidate"):
                told = counts[kind]
                told["all"] += 1
                if choice is None:
                    answer = answer_at([*settled, *doc.records], (row["start"], row["end"]))
                    right = answer is not None and is_right(doc.gold, row, answer, doc.records)
                    told["right"] += right
                    told["missing"] += answer is None
                    told["wrong"] += answer is not None and not right and not answer.flagged
                    told["flagged"] += answer is not None and answer.flagged
                    continue
                told["reachable"] += any(choice.example.right)
                if p < left_open:
                    told["missing"] += 1
                    continue
                told["right"] += choice.right
                told["flagged"] += p < flagged
                told["wrong"] += p >= flagged and not choice.right
    print(f"flagged below {flagged:.2f}, left open below {left_open:.2f}")
    for kind, told in sorted(counts.items(), key=lambda x: (x[0] not in ("ALL", "gold", "passages"),
                                                            -x[1]["all"])):  # fmt: skip
        shares = " ".join(f"{n} {told[n] / told['all']:.3f}" for n in
                          ("right", "wrong", "flagged", "missing", "reachable"))  # fmt: skip
        print(f"{kind:14} {told['all']:4} {shares}")


if __name__ == "__main__":
    main()
