"""What clashes of a large ledger take, in CPU seconds: cold, asked, and a new document against it.

usage: python -m evals.bench_clashes [--records N] [--texts N] [--new N] [--sample N] [--keep DIR]

Two ledgers are made. `records`: documents of short sentences with the records that a reader would
find in them, made without reading, some two hundred each, over many agreements, places and people;
of the days told some are wrong, so that there are clashes. `texts`: the examples, read once, and
written again with other names of people and places, each with its records and its parse moved to
where their words now stand; half of these sets are on the agreements of the examples themselves,
so that hundreds of documents share them, the others each on agreements of their own.

Measured are: *cold*, all clashes worked out with nothing kept before (with `--sample`, those of so
many documents only, among all); *asked*, all clashes read by
a ledger opened anew; *new*, a document that the ledger does not hold against it, the median and the
most of some documents: what it takes to read it as it is compared (its matters, clauses, tellings),
which is of that document alone, and then to compare it, by a ledger opened anew (first) and again
(then).
"""

import argparse
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from evals.bench_clashes_made import made_documents
from msgspec.structs import replace

from servanda.engine.clashing import Clashing
from servanda.engine.pipeline import Read, read_documents
from servanda.intake import Options, find_sources, take_in
from servanda.ledger import Ledger
from servanda.model import decode_record, document_id, encode, text_hash
from servanda.model.predications import Predication

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2024, 1, 1)
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")


def renamed(read: Read, names: dict[str, str], number: int, *, own: bool) -> Read:
    """Return a document with other names, its records and parse moved to where they now stand.

    With `own`, the ids of actors and agreements are others too.
    """
    text, shifts = _rewritten(read.document.text, names)
    document = replace(read.document, text=text, id=document_id(text), sha256=text_hash(text),
                       blocks=(), name=f"{number} {read.document.name}")  # fmt: skip

    def at(offset: int) -> int:
        return offset + sum(by for place, by in shifts if place < offset)

    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(v) for v in value]
        if not isinstance(value, dict):
            return value
        out = {k: moved(v) for k, v in value.items()}
        if "quote" in out and "start" in out:
            out["start"], out["end"] = at(out["start"]), at(out["end"])
            out["quote"] = text[out["start"] : out["end"]]
        if out.get("surface"):
            out["surface"] = _rewritten(out["surface"], names)[0]
        if own and isinstance(out.get("id"), str) and "surface" in out:
            out["id"] = f"{out['id']}-{number}"
        return out

    records = []
    for record in read.records:
        raw = moved(msgspec.json.decode(encode(record)))
        raw["document"] = document.id
        raw["id"] = f"{raw['id']}-{number}"
        records.append(decode_record(msgspec.json.encode(raw)))
    return Read(document, tuple(records), tuple(_moved(p, at) for p in read.predications))


def _rewritten(text: str, names: dict[str, str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a text with other names, and after which offsets it has grown by how much."""
    shifts = []
    for m in NAME.finditer(text):
        if m.group() in names:
            shifts.append((m.end() - 1, len(names[m.group()]) - len(m.group())))
    return NAME.sub(lambda m: names.get(m.group(), m.group()), text), shifts


def _moved(p: Predication, at: Any) -> Predication:
    return replace(
        p, start=at(p.start), end=at(p.end), at=(at(p.at[0]), at(p.at[1])), head=at(p.head),
        sentence=(at(p.sentence[0]), at(p.sentence[1])),
        arguments=tuple(replace(a, start=at(a.start), end=at(a.end), head=at(a.head))
                        for a in p.arguments),
    )  # fmt: skip


def written_again(count: int) -> Iterator[Read]:
    """Yield the examples, and then sets of them with other names, up to so many documents."""
    sources = find_sources([str(ROOT / "examples")])
    every = [d for s in sources for d in take_in(s, Options()) if d.text.strip()]
    reads = list(read_documents(every))
    words = {m for r in reads for m in NAME.findall(r.document.text)}
    plain = {w for r in reads for w in re.findall(r"\b[a-z]+\b", r.document.text)}
    proper = sorted(w for w in words if w.lower() not in plain)
    chance = random.Random(1)
    for number in range(count):
        if number < len(reads):
            yield reads[number]
            continue
        number_of_set = number // len(reads)
        if number % len(reads) == 0:
            chance = random.Random(number_of_set)
            others = {w: _name(chance) for w in proper}
        yield renamed(reads[number % len(reads)], others, number_of_set,
                      own=number_of_set % 2 == 1)  # fmt: skip


def _name(chance: random.Random) -> str:
    return "".join(
        chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4)
    ).title()


def measure(title: str, path: Path, reads: Iterator[Read], new: int, sample: int) -> None:
    """Fill a ledger, work out its clashes, and print what each step takes."""
    records = documents = 0
    held: list[Read] = []  # against which, in the end, the ledger is asked
    start = time.process_time()
    with Ledger(path) as ledger:
        ledger.db.execute("PRAGMA synchronous=OFF")
        for read in reads:
            if len(held) < new and documents % 97 == 96:
                held.append(read)
                documents += 1
                continue
            ledger.add(read.document, read.records, predications=read.predications)
            documents += 1
            records += len(read.records)
    print(f"\n{title}: {records:,} records of {documents:,} documents, "
          f"{path.stat().st_size / 2**20:,.0f} MiB, written in {time.process_time() - start:.0f} s",
          flush=True)  # fmt: skip
    with Ledger(path) as ledger:
        clashing = Clashing(ledger, DAY)
        start = time.process_time()
        count = clashing.file(_told)
        filed = time.process_time() - start
        start = time.process_time()
        done = clashing.work(_told, most=sample)
        worked = time.process_time() - start
    each = 1000 * worked / max(done, 1)
    file = 1000 * filed / max(count, 1)
    print(f"cold: matters of {count:,} documents filed in {filed:.1f} s, clashes of {done:,} "
          f"worked out in {worked:.1f} s, {file:.0f} + {each:.0f} ms a document; "
          f"{path.stat().st_size / 2**20:,.0f} MiB", flush=True)  # fmt: skip
    with Ledger(path) as ledger:
        start = time.process_time()
        found = Clashing(ledger, DAY).shown()
    print(f"asked: {len(found):,} clashes in {time.process_time() - start:.2f} s", flush=True)
    reads, first, then, sizes = [], [], [], []
    for read in held:
        with Ledger(path) as ledger:
            clashing = Clashing(ledger, DAY)
            for times in (first, then):
                start = time.process_time()
                own = clashing.read(read.document, read.records, read.predications)
                reads.append(1000 * (time.process_time() - start))
                start = time.process_time()
                clashing.against(own)
                times.append(1000 * (time.process_time() - start))
        sizes.append(len(read.records))
    sorts = (("read alone", reads), ("first", first), ("then", then))
    for name, times in sorts if held else ():
        print(f"new, {name}: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms "
              f"({len(times)} documents of {statistics.median(sizes):.0f} records)")  # fmt: skip


def _told(done: int, of: int, _: str) -> None:
    if done % 1000 == 0 or done == of:
        print(f"  {done} of {of}", flush=True)


def main() -> None:
    """Make the two ledgers and print what their clashes take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--new", type=int, default=20)
    parser.add_argument("--sample", type=int, default=10**9)
    parser.add_argument("--keep", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(chosen.keep or name)
        folder.mkdir(exist_ok=True)
        if chosen.texts:
            measure("texts", folder / "texts.ledger", written_again(chosen.texts), chosen.new,
                    chosen.sample)  # fmt: skip
        if chosen.records:
            made = made_documents(chosen.records)
            measure("records", folder / "records.ledger", made, chosen.new, chosen.sample)


if __name__ == "__main__":
    main()
