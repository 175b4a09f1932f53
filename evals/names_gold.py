"""Gold of names: documents, anaphors and instruments as evals/gold/names has them.

Rows are stand-off: a document, offsets in code points, labels. A text that is not part of the
repository is looked for in the folder `SERVANDA_DATA` (else `../shared/data`); a document whose
text is absent, or differs from what was annotated, is left out.
"""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.lexicon.entities import load_entities
from servanda.lexicon.registry import load_registry
from servanda.lexicon.registry_names import normal
from servanda.model import Document
from servanda.model.terms import Genre

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals" / "gold" / "names"
YEAR = re.compile(r"\s*\((\d{4})\)$")
NUMBERED = re.compile(r"UN (Security Council|General Assembly) resolution ([\w/-]+) \(\d{4}\)$")

Span = tuple[int, int]
Row = dict[str, Any]


@dataclass
class Annotated:
    """A document with its gold rows.

    `all_instruments` says that every instrument in it is annotated, not a part of them.
    """

    name: str
    document: Document
    held_out: bool
    all_instruments: bool
    anaphors: list[Row] = field(default_factory=list)
    instruments: list[Row] = field(default_factory=list)

    def spans_of(self, entity: str, *, anaphors: bool) -> list[Span]:
        """Return the places where the gold has an entity, pronouns apart.

        With `anaphors` also those of definite phrases that point back to it.
        """
        pointing = {(r["start"], r["end"]): r["kind"] for r in self.anaphors}
        found = [(r["start"], r["end"]) for r in self.instruments if r["instrument"] == entity]
        for row in self.anaphors:
            named = [a for a in row["antecedents"] if entity in (a["name"], *a.get("also", ()))]
            found += [(a["start"], a["end"]) for a in named if a["start"] is not None]
            if named and len(row["antecedents"]) == 1:
                found.append((row["start"], row["end"]))
        allowed = ("definite", "demonstrative", "plural", "") if anaphors else ("",)
        return [s for s in dict.fromkeys(found) if pointing.get(s, "") in allowed]


def annotated(held_out: bool, names: tuple[str, ...] = ()) -> Iterator[Annotated]:
    """Yield the documents of one side of the held-out line, or those named of that side."""
    anaphors, instruments = _rows("anaphora.jsonl"), _rows("instruments.jsonl")
    with (GOLD / "documents.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    for row in rows:
        if (row["held_out"] == "yes") != held_out or (names and row["doc"] not in names):
            continue
        text = _text(row["path"], row["sha256"])
        if text is None:
            continue
        meta = Meta(
            title=row["title"] or None, genre=cast(Genre, row["genre"]),
            published=date.fromisoformat(row["published"]) if row["published"] else None,
        )  # fmt: skip
        document = from_text(text, meta, row["doc"])
        if document.text != text:
            continue  # offsets would not fit
        yield Annotated(
            row["doc"], document, held_out, row["instruments"] == "all",
            anaphors.get(row["doc"], []), instruments.get(row["doc"], []),
        )  # fmt: skip


def _rows(name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["doc"], []).append(row)
    return found


def _text(place: str, sha256: str) -> str | None:
    shared = Path(os.environ.get("SERVANDA_DATA", ROOT.parent / "shared" / "data"))
    path = shared / place[7:] if place.startswith("shared:") else ROOT / place
    if not path.exists():
        return None
    raw = path.read_bytes()
    return raw.decode("utf-8") if hashlib.sha256(raw).hexdigest() == sha256 else None


@lru_cache(maxsize=1024)
def ids_of(name: str) -> frozenset[str]:
    """Return the ids that the lexicon and the registry give to a gold name, possibly none."""
    numbered = NUMBERED.match(name)
    if numbered:
        body = "unsc" if numbered[1] == "Security Council" else "unga"
        return frozenset({f"instrument:{body}-resolution-{numbered[2].replace('/', '-')}"})
    bare, year = YEAR.sub("", name), YEAR.search(name)
    found = {c.id for c in load_entities().lookup(bare) if c.kind != "surname"}
    governed = re.match(r"Government of (?:the )?(.+)$", bare)
    if governed:
        found |= {c.id for c in load_entities().lookup(governed[1]) if c.id.startswith("state:")}
    for row in load_registry().instruments:
        names = {normal(n) for n in (row.title, *row.names)}
        if normal(bare) in names and (year is None or row.date.startswith(year[1])):
            found.add(row.id)
    return frozenset(found)


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
