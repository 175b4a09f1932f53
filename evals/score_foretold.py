"""Score predictions held to account: are they found, resolved by rule, and resolved rightly?

    python -m evals.score_foretold [--held-out] [--errors] [--sets NAME ...]

The documents of a set are read and put into one case as of the day of the set; the register and
its rules say what came of each prediction, as with `servanda predictions --auto`. An entry of the
register belongs to the prediction of the gold in the same document with which it shares most
characters, and a prediction is judged by the entry that shares most with it. It is *resolved* where
the rules say that it came true, did not, did in part or is void. A resolution is right where
the gold has that outcome or lists it under `also`, or under `wider` where the registry decides. Its
evidence is right where a record that it rests on stands in a sentence that the gold gives; what
rests on the registry alone has no sentence and is counted apart. Entries that share no character
with a prediction of the gold are counted in the documents that hold such predictions only.
A window is right where it ends within half a month of the day that the gold gives.
Of what no rule decided and the documents do, `nearest_decides` is the share of which one of the up
to three nearest later passages stands in a sentence that the gold gives.
`--errors` shows predictions of the open part only.
"""

import argparse
import csv
import json
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from servanda.engine import Read, evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold import Forecast, Outcome, outcomes, register

GOLD = Path(__file__).resolve().parent / "gold" / "foretold"
DECIDED = frozenset(("came_true", "did_not", "partly", "void"))
Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class Entry:
    """An entry of the register with the document it is in, its places, and what came of it.

    `told` are the places of the records that its outcome rests on: document, start, end; `near`
    those of the passages that are nearest to it and decide nothing.
    """

    doc: str
    forecast: Forecast
    spans: tuple[Span, ...]
    outcome: Outcome
    told: tuple[tuple[str, int, int], ...]
    near: tuple[tuple[str, int, int], ...] = ()

    @property
    def state(self) -> str:
        """Return the outcome in the words of the gold."""
        return self.outcome.state.replace(" ", "_")

    @property
    def resolved(self) -> bool:
        """Say whether a rule decided it."""
        return self.outcome.by == "rule" and self.state in DECIDED


@dataclass(frozen=True)
class Judged:
    """A prediction of the gold and the entry of the register for it, None where there is none."""

    row: Row
    entry: Entry | None

    @property
    def resolved(self) -> bool:
        """Say whether it was found and a rule decided it."""
        return self.entry is not None and self.entry.resolved

    @property
    def right(self) -> bool:
        """Say whether it was found and its state is one that the gold allows."""
        return self.entry is not None and is_right(self.row, self.entry)

    @property
    def shown(self) -> bool | None:
        """Say whether its evidence is right; None where it rests on no record of a text."""
        if self.entry is None or not self.entry.told:
            return None
        return any(_meets(told, span) for told in self.entry.told for span in _sentences(self.row))


@lru_cache(maxsize=1)
def sets() -> dict[str, dict[str, str]]:
    """Return the rows of sets.tsv by name."""
    return {row["set"]: row for row in _table("sets.tsv")}


@lru_cache(maxsize=1)
def documents() -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows of documents.tsv by set and name."""
    return {(row["set"], row["doc"]): row for row in _table("documents.tsv")}


def _table(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


SETS: set[str] = set()  # the sets to be scored, all where empty


def predictions(*, held_out: bool) -> dict[str, list[Row]]:
    """Return the predictions of each set on one side of the held-out line."""
    by_set: dict[str, list[Row]] = {}
    for line in (GOLD / "predictions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        asked = not SETS or row["set"] in SETS
        if asked and (sets()[row["set"]]["held_out"] == "yes") == held_out:
            by_set.setdefault(row["set"], []).append(row)
    return by_set


def text_of(name: str, doc: str) -> str:
    """Return the text of a document; raises ValueError where it is not what was annotated."""
    data = (GOLD / name / f"{doc}.txt").read_bytes()
    if sha256(data).hexdigest() != documents()[name, doc]["sha256"]:
        raise ValueError(f"{name}/{doc}: the file is not the one that was annotated")
    return data.decode("utf-8")


def _read(name: str, doc: str) -> Read:
    text = text_of(name, doc)
    meta = Meta(published=date.fromisoformat(documents()[name, doc]["date"]), language="en")
    document = from_text(text, meta)
    if document.text != text:
        raise ValueError(f"{name}/{doc}: the text changed at intake")
    return read_document(document)


@lru_cache(maxsize=16)
def entries(name: str) -> tuple[Entry, ...]:
    """Return the register of a set as of its day, with what came of each entry."""
    docs = [doc for set_, doc in documents() if set_ == name]
    reads = [_read(name, doc) for doc in docs]
    named = {read.document.id: doc for read, doc in zip(reads, docs, strict=True)}
    case = Case(evidence_of(reads), date.fromisoformat(sets()[name]["as_of"]))
    forecasts = register(case)
    found = outcomes(case, forecasts)
    return tuple(_entry(f, found[f.record.id], named) for f in forecasts)


def _entry(forecast: Forecast, outcome: Outcome, named: dict[str, str]) -> Entry:
    record = forecast.record
    anchors = (*record.anchors, *record.proposition.anchors)
    spans = tuple((a.start, a.end) for a in anchors)
    told = tuple(place for r in outcome.records for place in _places(r, named))
    near = tuple((named[n.record.document], n.anchor.start, n.anchor.end) for n in outcome.values)
    return Entry(named[record.document], forecast, spans, outcome, told, near)


def _places(record: Record, named: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    for anchor in record.anchors:
        yield named[record.document], anchor.start, anchor.end


def _sentences(row: Row) -> Iterator[tuple[str, int, int]]:
    """Yield the sentences of the evidence of a prediction, one line of text at the most."""
    for span in row["evidence"]:
        text = text_of(row["set"], span["doc"])
        start = max(text.rfind(mark, 0, span["start"]) for mark in ("\n", ". ", "? ", "! "))
        ends = [text.find(mark, max(span["end"] - 1, 0)) for mark in ("\n", ". ", "? ", "! ")]
        yield span["doc"], start + 1, min((e for e in ends if e >= 0), default=len(text))


def is_near(one: Judged) -> bool:
    """Say whether a passage shown as the nearest to an undecided prediction is what decides it."""
    near = one.entry.near if one.entry else ()
    return any(_meets(place, span) for place in near for span in _sentences(one.row))


def _meets(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def shared(entry: Entry, row: Row) -> int:
    """Return how many characters an entry and a prediction of the gold share."""
    if entry.doc != row["doc"]:
        return 0
    covered = {i for start, end in entry.spans for i in range(start, end)}
    return sum(row["start"] <= i < row["end"] for i in covered)


def matched(rows: list[Row], some: tuple[Entry, ...]) -> list[Judged]:
    """Return each prediction of a set with its entry; no entry serves two predictions."""
    best: dict[str, tuple[int, Entry]] = {}
    for entry in some:
        row = max(rows, key=lambda r: shared(entry, r))
        count = shared(entry, row)
        if count > best.get(row["id"], (0, entry))[0]:
            best[row["id"]] = (count, entry)
    return [Judged(row, best[row["id"]][1] if row["id"] in best else None) for row in rows]


def is_right(row: Row, entry: Entry) -> bool:
    """Say whether the state of an entry is one that the gold allows."""
    allowed = {row["outcome"], *row["also"]}
    if row["wider"] and _of_registry(entry.outcome):
        allowed.add(row["wider"])
    return entry.state in allowed


def _of_registry(outcome: Outcome) -> bool:
    """Say whether an outcome rests on the registry: on a row of it, or on its silence."""
    return bool(outcome.registry) or outcome.rule == "foretold/silence"


def judged(*, held_out: bool) -> list[Judged]:
    """Return every prediction of one side with its entry."""
    by_set = predictions(held_out=held_out)
    return [j for name, rows in by_set.items() for j in matched(rows, entries(name))]


def extra(*, held_out: bool) -> list[Entry]:
    """Return the entries that are no prediction of the gold, in documents that hold some."""
    return [
        entry
        for name, rows in predictions(held_out=held_out).items()
        for entry in entries(name)
        if entry.doc in {row["doc"] for row in rows} and not any(shared(entry, row) for row in rows)
    ]


def is_due(row: Row, due: date | None) -> bool:
    """Say whether the end of a window is that of the gold, or within half a month of it."""
    last = str(row["horizon"]).split("/")[-1]
    year, month, day = (*map(int, last.split("-")), 0, 0)[:3]
    end = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return due is not None and abs((due - end).days) <= 15


def share(part: int, whole: int) -> float:
    """Return a share; of nothing, all."""
    return part / whole if whole else 1.0


def measure(*, held_out: bool) -> dict[str, float]:
    """Return the shares found, resolved, rightly resolved and rightly shown, from 0 to 1."""
    rows = judged(held_out=held_out)
    can = [j for j in rows if j.row["outcome"] in DECIDED]
    done = [j for j in rows if j.resolved]
    shown = [j.shown for j in done if j.right and j.shown is not None]
    near = [j for j in rows if j.row["near"]]
    left = [j for j in rows if j.entry and not j.resolved and j.row["evidence"]]
    timed = [j for j in rows if j.row["horizon"]]
    windows = [j.entry and is_due(j.row, j.entry.forecast.due) for j in timed]
    return {
        "found": share(sum(j.entry is not None for j in rows), len(rows)),
        "window_right": share(sum(map(bool, windows)), len(timed)),
        "resolved": share(sum(j.resolved for j in can), len(can)),
        "resolved_of_all": share(len(done), len(rows)),
        "resolved_right": share(sum(j.right for j in done), len(done)),
        "evidence_right": share(sum(map(bool, shown)), len(shown)),
        "state_right": share(sum(j.right for j in rows), len(rows)),
        "nearest_decides": share(sum(map(is_near, left)), len(left)),
        "near_kept": share(sum(not j.resolved or j.right for j in near), len(near)),
    }


def counts(*, held_out: bool) -> dict[str, int]:
    """Return how many there are behind the shares."""
    rows = judged(held_out=held_out)
    done = [j for j in rows if j.resolved]
    others = extra(held_out=held_out)
    return {
        "predictions": len(rows),
        "resolvable": sum(j.row["outcome"] in DECIDED for j in rows),
        "found": sum(j.entry is not None for j in rows),
        "resolved": len(done),
        "resolved wrongly": sum(not j.right for j in done),
        "resolved, no sentence": sum(j.shown is None for j in done),
        "near misses": sum(bool(j.row["near"]) for j in rows),
        "near misses wrongly resolved": sum(bool(j.row["near"]) and not j.right for j in done),
        "entries not in the gold": len(others),
        "of them resolved": sum(e.resolved for e in others),
    }


def main() -> None:
    """Print the figures and, of the open part, outcomes by family and the errors where asked."""
    ask = argparse.ArgumentParser(description="Score predictions held to account.")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--errors", action="store_true")
    ask.add_argument("--sets", nargs="*", default=[], help="these sets only")
    options = ask.parse_args()
    SETS.update(options.sets)
    for name, value in measure(held_out=options.held_out).items():
        print(f"{name:30} {value:.3f}")
    for name, number in counts(held_out=options.held_out).items():
        print(f"{name:30} {number:5d}")
    if options.held_out:
        return
    rows = judged(held_out=False)
    if options.errors:
        for one in rows:
            if not one.right or one.shown is False:
                _show(one)
        for entry in extra(held_out=False):
            print(f"EXTRA {entry.doc} {entry.state}: {entry.forecast.record.proposition.text}")
    states = Counter((j.row["outcome"], j.entry.state if j.entry else "not found") for j in rows)
    for (true, said), n in sorted(states.items()):
        print(f"{true:12} called {said:12} {n:3d}")
    for family in sorted({j.row["family"] for j in rows}):
        _family(family, [j for j in rows if j.row["family"] == family])


def _family(family: str, rows: list[Judged]) -> None:
    can = sum(j.row["outcome"] in DECIDED for j in rows)
    done = [j for j in rows if j.resolved]
    found = sum(j.entry is not None for j in rows)
    print(f"{family:12} {len(rows):3d}: found {found:3d}, resolvable {can:3d}, "
          f"resolved {len(done):3d}, rightly {sum(j.right for j in done):3d}")  # fmt: skip


def _show(one: Judged) -> None:
    """Print a prediction of the open part whose state or evidence is not right."""
    row, entry = one.row, one.entry
    print(f"{row['id']} {row['family']} {row['outcome']} ({row['near_kind']}): {row['quote']}")
    for span in row["evidence"]:
        print(f"     = {span['doc']}: {span['quote']}")
    if entry is None:
        print("     > not found")
        return
    deed = entry.forecast.deed
    print(f"     > {entry.state} [{entry.outcome.rule}] due {entry.forecast.due}, "
          f"deed {type(deed).__name__ if deed else None}: {entry.outcome.why}")  # fmt: skip
    for doc, start, end in entry.told:
        print(f"     > {doc}: {text_of(row['set'], doc)[start:end]}")


if __name__ == "__main__":
    main()
