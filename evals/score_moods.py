"""Score polarity and modality of events told in single sentences (gold/moods).

    python -m evals.score_moods [--set events|press|wire] [--held-out] [--errors]

`flags`: of all items, those whose event word has both flags right, as the record of the event has
them or, where none was made, as the rules of mood read the word. `found`: items with an event
record at the word; `false`: of items negated or not actual, those with a record that says the event
happened.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from servanda.cli.tasks.bare import document
from servanda.model import Event
from servanda.reading import read
from servanda.reading.context import Context, context
from servanda.reading.mood import mood

GOLD = Path(__file__).resolve().parent / "gold" / "moods"
SETS = ("events", "press", "wire")


def flags(row: dict[str, Any]) -> tuple[str, str, bool]:
    """Return polarity and modality as read, and whether an event record says so."""
    place = document(row["text"])
    for record in read(place):
        if isinstance(record, Event) and any(
            a.start < row["end"] and row["start"] < a.end for a in record.anchors
        ):
            return record.polarity, record.modality, True
    found = _word(context(place), row)
    return found[0], found[1], False


def _word(found: Context, row: dict[str, Any]) -> tuple[str, str]:
    for sentence in found.sentences:
        inside = [t for t in sentence if row["start"] <= t.idx + sentence.offset < row["end"]]
        heads = [t for t in inside if t.head not in inside or t.head == t]
        if heads:
            read_as = mood(heads[0])
            return read_as.polarity, read_as.modality
    return "affirmed", "actual"


def right(row: dict[str, Any], polarity: str, modality: str) -> bool:
    """Say whether both flags are what a careful reader gave."""
    if modality == row["modality"] and polarity in (row["polarity"], row.get("polarity_alt")):
        return True
    return f"{polarity} {modality}" in row.get("also", ())


def score(held_out: bool, *, errors: bool = False, name: str = "events") -> dict[str, float]:
    """Return the shares of one side of the held-out line of the set called `name`."""
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [r for r in map(json.loads, lines) if r["held_out"] is held_out]
    good = found = wrong = unreal = 0
    for row in rows:
        polarity, modality, recorded = flags(row)
        ok = right(row, polarity, modality)
        good, found = good + ok, found + recorded
        if (row["polarity"], row["modality"]) != ("affirmed", "actual"):
            unreal += 1
            wrong += recorded and (polarity, modality) == ("affirmed", "actual")
        if errors and not ok:
            mark = f"{row['text'][: row['start']]}[{row['text'][row['start'] : row['end']]}]"
            print(f"{row['id']} {mark}{row['text'][row['end'] :]}")
            print(f"    is {row['polarity']} {row['modality']}, read {polarity} {modality}",
                  "" if recorded else "(no event)")  # fmt: skip
    return {"flags": good / len(rows), "found": found / len(rows), "false": wrong / unreal}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Score flags of events in single sentences.")
    parser.add_argument("--set", choices=SETS, default="events")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    errors = options.errors and not options.held_out
    figures = score(options.held_out, errors=errors, name=options.set)
    print("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
