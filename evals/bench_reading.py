"""What reading costs beside spaCy's bare parse of the same text, in CPU seconds of one run.

usage: python -m evals.bench_reading [--documents N] [--lines FILE] [--json FILE]

General news is AQUAINT: reports of three agencies on crime, courts, disasters, people and politics
at home and abroad, chosen by nobody for what this program reads. PolNeAR (politics at home, full of
words), GSR (single sentences on conflict) and the speeches are told apart; `--lines` measures a
corpus of one's own, one document a line. Without those sets the examples are measured.

Every document is parsed bare (a fresh copy of the model that reading uses, as spaCy loads it, all
its pipes, many documents at a time), read whole, and read with the gate, in turns of some documents
so that a busy machine slows all alike; reading batches them as the engine does with a corpus.
`added` is what all readers add to the bare parse (reading less bare, by bare); `speed` is words a
second of reading with the gate by those of the bare parse. Naming comes after reading and is told
apart.
"""

import argparse
import importlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from evals.gate import ROOT, data
from msgspec.structs import replace

from servanda.intake.layout import blocks_of
from servanda.model import Document, document_id, text_hash

TURN = 32  # documents a turn
BATCH = 64
SENTENCES = 5  # sentences without a document are read so many together, as a short notice
WARM = 8  # documents that both read before the clock starts; what is first met later both pay


def news() -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each set that is at hand, with its texts."""
    aquaint = data() / "time" / "aquaint.jsonl"
    polnear = data() / "attribution" / "polnear_dev.jsonl"
    events = data() / "events" / "gsr_dev.jsonl"
    articles = sorted((data() / "articles").glob("*.txt"))
    if aquaint.exists():
        yield "AQUAINT", [row["text"] for row in _rows(aquaint)]
    if polnear.exists():
        yield "PolNeAR dev", [row["text"] for row in _rows(polnear)]
    if events.exists():
        lines = [row["text"].strip() for row in _rows(events)]
        yield "GSR dev", ["\n\n".join(lines[n : n + SENTENCES])
                          for n in range(0, len(lines), SENTENCES)]  # fmt: skip
    if articles:
        yield "articles", [p.read_text(encoding="utf-8") for p in articles]
    if not (aquaint.exists() or polnear.exists() or events.exists() or articles):
        files = sorted((ROOT / "examples").glob("*.txt"))
        yield "examples", [p.read_text(encoding="utf-8") for p in files]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def document(text: str) -> Document:
    """Return a text as a document with its paragraphs."""
    bare = Document(id=document_id(text), text=text, sha256=text_hash(text))
    return replace(bare, blocks=blocks_of(text))


@lru_cache(maxsize=1)
def bare() -> Any:
    """Return the model as spaCy loads it, with nothing of ours."""
    from servanda.reading.parser import installed_model

    return importlib.import_module(installed_model()).load()


def measure(texts: list[str]) -> dict[str, float]:
    """Return CPU seconds of each way to read texts, and their words."""
    from servanda.naming import resolve

    parse = bare()
    seconds: dict[str, float] = defaultdict(float, words=sum(len(t.split()) for t in texts))
    for n in range(0, len(texts), TURN):
        some = texts[n : n + TURN]
        documents = [document(t) for t in some]
        _timed(seconds, "bare", partial(_parsed, parse, some))
        found = _timed(seconds, "reading", partial(_read, documents, gate=False))
        _timed(seconds, "gated", partial(_read, documents, gate=True))
        _timed(seconds, "naming", partial(_named, resolve, documents, found))
    return seconds


def _parsed(parse: Any, texts: list[str]) -> int:
    return sum(len(doc) for doc in parse.pipe(texts, batch_size=BATCH))


def _named(resolve: Callable[..., Any], documents: list[Document], found: list[Any]) -> int:
    return sum(len(resolve(d, f)) for d, f in zip(documents, found, strict=True))


def _read(documents: list[Document], *, gate: bool) -> list[Any]:
    """Read documents in the batches that the engine makes of a corpus."""
    from servanda.engine.many import batches
    from servanda.reading import read_all

    return [found for batch in batches(documents) for found in read_all(batch, gate=gate)]


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
    ask.add_argument("--lines", type=Path, help="measure this file, one document a line")
    options = ask.parse_args()
    sets = list(news())
    if options.lines:
        lines = options.lines.read_text(encoding="utf-8").splitlines()
        sets = [(options.lines.name[:12], [line for line in lines if line.strip()])]
    measure(sets[0][1][-WARM:])  # what is loaded once is no cost of a text
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
