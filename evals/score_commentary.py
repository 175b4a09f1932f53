"""Score positions, acts and predictions read in commentary (gold/commentary).

    python -m evals.score_commentary [ID ...] [--held-out] [--spans] [--errors KIND]

The matching rule is that of CODEBOOK.md, as in score_gold; F1 is over all documents of one side of
the held-out line. `--errors` lists what is missed and what is read too much, of the open part only.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from evals.score_gold import (
    Tally,
    add,
    document_of,
    gold_files,
    print_errors,
    resolver,
    score,
    text_of,
)

from servanda.reading import read

KINDS = ("position", "act", "prediction")


def tallies(
    ids: Iterable[str], held_out: bool, *, spans: bool = False
) -> Iterator[tuple[dict[str, Any], str, dict[str, Tally]]]:
    """Yield gold, text and a tally a kind for each document of one side of the line.

    `spans` takes overlapping spans as right whatever the identity, as in score_gold.
    """
    resolve, wanted = resolver(), set(ids)
    for gold in gold_files([], held_out, partial=True):
        text = text_of(gold)
        if text is None or (wanted and gold["document"]["id"] not in wanted):
            continue
        document = document_of(gold, text)
        yield gold, text, score(gold, list(resolve(document, read(document))), spans)


def f1(tally: Tally) -> float:
    """Return the harmonic mean of precision and recall, 0 where nothing is found."""
    return 2 * tally.found / (tally.gold + tally.records) if tally.found else 0.0


def measure(held_out: bool) -> dict[str, float] | None:
    """Return F1 of each kind over one side of the held-out line, or None without gold."""
    totals: dict[str, Tally] = defaultdict(Tally)
    for _, _, found in tallies([], held_out):
        for kind, tally in found.items():
            add(totals[kind], tally)
    return {f"{kind}_f1": f1(totals[kind]) for kind in KINDS} if totals else None


def main() -> None:
    """Print precision, recall and F1 a kind, and how often polarity and modality are right."""
    ask = argparse.ArgumentParser(description="Score positions, acts and predictions.")
    ask.add_argument("ids", nargs="*")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--spans", action="store_true")
    ask.add_argument("--errors", default="", choices=["", *KINDS])
    options = ask.parse_args()
    if options.errors and options.held_out:
        ask.error("errors of the held-out part are not looked at: leave out --held-out or --errors")
    totals: dict[str, Tally] = defaultdict(Tally)
    for gold, text, found in tallies(options.ids, options.held_out, spans=options.spans):
        for kind, tally in found.items():
            add(totals[kind], tally)
        if options.errors:
            print_errors(gold, text, found[options.errors])
    print(f"{'kind':12s} {'gold':>5s} {'recs':>5s} {'found':>5s} {'place':>6s} "
          f"{'P':>6s} {'R':>6s} {'F1':>6s}")  # fmt: skip
    for kind, tally in totals.items():
        moods = " ".join(f"{n} {tally.right[n] / tally.judged[n]:.2f}" for n in tally.judged)
        print(f"{kind:12s} {tally.gold:5d} {tally.records:5d} {tally.found:5d} "
              f"{tally.placed / max(tally.gold, 1):6.2f} {tally.precision:6.2f} "
              f"{tally.recall:6.2f} {f1(tally):6.2f}  {moods}")  # fmt: skip


if __name__ == "__main__":
    main()
