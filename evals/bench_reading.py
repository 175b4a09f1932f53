"""What reading costs beside spaCy's bare parse of the same text, in CPU seconds of one run.

usage: python -m evals.bench_reading [--documents N] [--json FILE]

General news and speeches of the development sets, where they exist, else the examples. Every
document is parsed bare (the model that reading uses, all its pipes, many documents at a time),
read whole, and read with the gate, in turns of a few documents parsed together as the engine does
with a corpus, so that a busy machine slows all alike. `added` is what all readers add to the bare
parse (reading less bare, by bare); `speed` is words a second of reading with the gate by those of
the bare parse. Naming comes after reading and is told apart.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.gate import ROOT, data
from msgspec.structs import replace

from servanda.intake.layout import blocks_of
from servanda.model import Document, document_id, text_hash

TURN = 8  # documents a turn
BATCH = 64
SENTENCES = 5  # sentences without a document are read so many together, as a short notice
# Twice parsed and once counted: lemmas that are looked up for the first time are no one's cost.


def news() -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each set that is at hand, with its texts."""
    polnear = data() / "attribution" / "polnear_dev.jsonl"
    events = data() / "events" / "gsr_dev.jsonl"
    articles = sorted((data() / "articles").glob("*.txt"))
    if polnear.exists():
        yield "PolNeAR dev", [row["text"] for row in _rows(polnear)]
    if events.exists():
        lines = [row["text"].strip() for row in _rows(events)]
        yield "GSR dev", ["\n\n".join(lines[n : n + SENTENCES])
                          for n in range(0, len(lines), SENTENCES)]  # fmt: skip
    if articles:
        yield "articles", [p.read_text(encoding="utf-8") for p in articles]
    if not (polnear.exists() or events.exists() or articles):
        files = sorted((ROOT / "examples").glob("*.txt"))
        yield "examples", [p.read_text(encoding="utf-8") for p in files]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def document(text: str) -> Document:
    """Return a text as a document with its paragraphs."""
    bare = Document(id=document_id(text), text=text, sha256=text_hash(text))
    return replace(bare, blocks=blocks_of(text))


def measure(texts: list[str]) -> dict[str, float]:
    """Return CPU seconds of each way to read texts, and their words."""
    from servanda.naming import resolve
    from servanda.reading import read_all
    from servanda.reading.parser import parser

    seconds: dict[str, float] = defaultdict(float, words=sum(len(t.split()) for t in texts))
    for n in range(0, len(texts), TURN):
        some = texts[n : n + TURN]
        documents = [document(t) for t in some]
        list(parser().pipe(some, batch_size=BATCH))
        _timed(seconds, "bare", lambda some=some: list(parser().pipe(some, batch_size=BATCH)))
        found = _timed(seconds, "reading", lambda ds=documents: list(read_all(ds, gate=False)))
        _timed(seconds, "gated", lambda ds=documents: list(read_all(ds, gate=True)))
        _timed(seconds, "naming", lambda ds=documents, f=found: list(map(resolve, ds, f)))
    return seconds


def _timed(seconds: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    found = work()
    seconds[name] += time.process_time() - start
    return found


def figures(seconds: dict[str, float]) -> dict[str, float]:
    """Return the figures of a set: its words, words a second, what readers add, how much faster."""
    bare = seconds["bare"]
    return {
        "words": seconds["words"],
        **{f"{name}_words_a_second": round(seconds["words"] / seconds[name], 1)
           for name in ("bare", "reading", "gated")},
        "added": round((seconds["reading"] - bare) / bare, 3),
        "naming_added": round(seconds["naming"] / bare, 3),
        "speed": round(bare / seconds["gated"], 3),
    }  # fmt: skip


def main() -> None:
    """Print the table and, where asked, write it as JSON."""
    ask = argparse.ArgumentParser(description="Cost of reading beside the bare parse.")
    ask.add_argument("--documents", type=int, help="at most so many of each set")
    ask.add_argument("--json", type=Path, help="write the figures to a file")
    options = ask.parse_args()
    sets = list(news())
    measure(sets[0][1][:2])  # what is loaded once is no cost of a text
    total: dict[str, float] = defaultdict(float)
    table: dict[str, dict[str, float]] = {}
    print(f"{'':12} {'words':>8} {'bare w/s':>9} {'read w/s':>9} {'gate w/s':>9} "
          f"{'added':>7} {'naming':>7} {'speed':>6}")  # fmt: skip
    for name, texts in [*sets, ("all", [])]:
        seconds = measure(texts[: options.documents]) if texts else total
        for what, spent in seconds.items() if texts else ():
            total[what] += spent
        row = table[name] = figures(seconds)
        added, naming = row["added"], row["naming_added"]
        print(f"{name:12} {row['words']:8.0f} {row['bare_words_a_second']:9.0f} "
              f"{row['reading_words_a_second']:9.0f} {row['gated_words_a_second']:9.0f} "
              f"{added:7.1%} {naming:7.1%} {row['speed']:6.2f}", flush=True)  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
