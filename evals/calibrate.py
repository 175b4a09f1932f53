"""Write `lexicon/data/calibration.tsv`: how often records of a kind, rule and strength are right.

usage: python -m evals.calibrate [--check]
Counted over all gold documents, the held-out ones too, by machine alone. Groups of fewer than MANY
records are left to a wider group; shares are drawn towards that of the wider group, as if SOME more
records had been seen there. What is printed is measured on each document with a table fitted
without it. `--check` writes nothing.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.score_gold import document_of, gold_files, judged, resolver, text_of

from servanda.engine.confidence import ANY, TABLE, Key, keys
from servanda.model import Record
from servanda.reading import read

MANY, SOME = 12, 6
SURE = 0.9
MOST = 0.99
Judged = list[tuple[Record, bool]]


@dataclass
class Seen:
    """How many records were seen, and how many of them were right."""

    records: int = 0
    right: int = 0


def judgements() -> Iterator[Judged]:
    """Yield, for each gold document, the records read in it and whether gold has them."""
    resolve = resolver()
    for held_out in (False, True):
        for gold in gold_files([], held_out):
            text = text_of(gold)
            if text is not None:
                document = document_of(gold, text)
                yield list(judged(gold, list(resolve(document, read(document)))))


def fitted(documents: Iterable[Judged]) -> dict[Key, tuple[Seen, float]]:
    """Return counts and share of each group with enough records."""
    seen: dict[Key, Seen] = defaultdict(Seen)
    for document in documents:
        for record, right in document:
            for key in keys(record):
                seen[key].records += 1
                seen[key].right += right
    shares: dict[Key, float] = {}
    for key in sorted(seen, key=lambda k: (k[1] != ANY) + (k[2] != ANY)):
        kind, rule, _ = key
        wider = [(kind, rule, ANY), (kind, ANY, ANY)]
        prior = next((shares[w] for w in wider if w in shares and w != key), 0.5)
        group = seen[key]
        shares[key] = (group.right + SOME * prior) / (group.records + SOME)
    return {k: (seen[k], min(MOST, round(s, 2))) for k, s in shares.items()
            if seen[k].records >= MANY or k[1:] == (ANY, ANY)}  # fmt: skip


def write(documents: Iterable[Judged]) -> None:
    """Write the table."""
    lines = ["kind\trule\tstrength\trecords\tright\tshare"]
    for key, (group, share) in sorted(fitted(documents).items()):
        lines.append("\t".join([*key, str(group.records), str(group.right), f"{share:.2f}"]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(documents: list[Judged]) -> dict[str, float]:
    """Return, of records called sure, how many are right, and how many of all are called so."""
    sure = right = total = 0
    for n, document in enumerate(documents):
        table = fitted(documents[:n] + documents[n + 1 :])
        for record, is_right in document:
            share = next((table[k][1] for k in keys(record) if k in table), record.confidence)
            total += 1
            sure += share >= SURE
            right += is_right and share >= SURE
    return {"right_of_sure": right / max(sure, 1), "sure_of_all": sure / max(total, 1)}


def main() -> None:
    """Fit, write, and print how well the shares hold for a document not seen."""
    documents = list(judgements())
    if "--check" not in sys.argv:
        write(documents)
    print("  ".join(f"{name} {value:.3f}" for name, value in check(documents).items()))


if __name__ == "__main__":
    main()
