"""Score the check of documents against the record: is the verdict on each claim right?

    python -m evals.score_check [--held-out] [--errors]

A document is read as of its day of publication and held against the registry, and against the
documents of its record where it has some. The program's verdict on a claim of the gold is the first
of differs, agrees, not in the record, not checkable among its findings on the clause: those whose
claim is anchored inside the clause, else those whose claim touches it, else those on its sentence.
A finding whose claim lies inside another clause of the gold is that clause's alone. No finding is
right for what is not in the record or cannot be checked. A finding of type differs is true where
its claim touches a clause that differs, or touches no clause and its sentence holds one that does.
`--errors` shows the claims of the open part only.
"""

import argparse
import json
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
from servanda.model import Evidence, Finding
from servanda.reasoning.case import Case
from servanda.reasoning.check import check

GOLD = Path(__file__).resolve().parent / "gold" / "check"
ORDER = ("differs", "agrees", "not in the record", "not checkable")
SILENT = {"not in the record", "not checkable"}  # for these no finding at all is right as well
Claim = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A finding with the places of its claim (anchors) and of the sentence that holds it."""

    finding: Finding
    anchors: tuple[Span, ...]
    sentence: Span


@lru_cache(maxsize=1)
def documents() -> dict[str, dict[str, str]]:
    """Return the rows of documents.tsv by name."""
    lines = (GOLD / "documents.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    rows = (dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:])
    return {row["doc"]: row for row in rows}


# Lots by what their documents begin with: held against rows of the registry, and held against
# nothing but other documents, of which they tell in their own words.
ROWS, REPORTS = ("0", "1", "k", "m", "n", "r", "v"), ("w",)
ONLY: list[str] = []  # what the names of the documents to be scored begin with, all where empty


def claims(*, held_out: bool) -> dict[str, list[Claim]]:
    """Return the claims of each document on one side of the held-out line."""
    by_doc: dict[str, list[Claim]] = {}
    for line in (GOLD / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        asked = not ONLY or claim["doc"].startswith(tuple(ONLY))
        if asked and (documents()[claim["doc"]]["held_out"] == "yes") == held_out:
            by_doc.setdefault(claim["doc"], []).append(claim)
    return by_doc


@lru_cache(maxsize=64)
def read_doc(name: str) -> Read:
    """Read a document of the gold; raises ValueError where its bytes or text are not the gold's."""
    row = documents()[name]
    data = (GOLD / row["path"]).resolve().read_bytes()
    if sha256(data).hexdigest() != row["sha256"]:
        raise ValueError(f"{name}: the file is not the one that was annotated")
    text = data.decode("utf-8")
    meta = Meta(published=date.fromisoformat(row["published"]), language="en")
    document = from_text(text, meta)
    if document.text != text:
        raise ValueError(f"{name}: the text changed at intake")
    return read_document(document)


@lru_cache(maxsize=64)
def findings(name: str) -> tuple[Found, ...]:
    """Return the findings of check on a document, held against the registry and its record."""
    row = documents()[name]
    record = [read_doc(other) for other in row["record"].split()]
    known = evidence_of(record) if record else Evidence(documents={}, records=())
    told = evidence_of([read_doc(name)])
    places = {r.id: tuple((a.start, a.end) for a in r.anchors) for r in told.records}
    return tuple(
        Found(f, next((places[r.id] for r in f.records if r.id in places), _own_words(f)),
              (f.values["start"], f.values["end"]))
        for f in check(Case(known, date.fromisoformat(row["published"])), told)
    )  # fmt: skip


def _own_words(finding: Finding) -> tuple[Span, ...]:
    """Return the place of a claim that no record stands for: the words that tell it."""
    return ((finding.values["start"], finding.values["end"]),)


def touches(one: Span, other: Span) -> bool:
    """Say whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def inside(found: Found, claim: Claim) -> bool:
    """Say whether the whole of a finding's claim lies in a clause."""
    spans = found.anchors
    return bool(spans) and all(claim["start"] <= s and e <= claim["end"] for s, e in spans)


def meets(found: Found, claim: Claim) -> bool:
    """Say whether a finding's claim and a clause share a character."""
    return any(touches(a, (claim["start"], claim["end"])) for a in found.anchors)


def on(claim: Claim, some: list[Found], others: list[Claim]) -> list[Found]:
    """Return the findings on a clause, by the nearest of the three ways that gives any."""
    if here := [f for f in some if inside(f, claim)]:
        return here
    free = [f for f in some if not any(inside(f, o) for o in others)]
    if here := [f for f in free if meets(f, claim)]:
        return here
    return [f for f in free if touches(f.sentence, (claim["start"], claim["end"]))]


def verdict(some: list[Found]) -> str | None:
    """Return the first verdict in order, or None where nothing was found."""
    return min((f.finding.type for f in some), key=ORDER.index, default=None)


def is_right(claim: Claim, said: str | None) -> bool:
    """Say whether the program's verdict is one that the gold allows."""
    allowed = {claim["verdict"], *claim.get("also", [])}
    return said in allowed if said else bool(allowed & SILENT)


def is_true(found: Found, gold: list[Claim]) -> bool:
    """Say whether a finding that something differs stands on a clause that does differ."""
    near = [c for c in gold if meets(found, c)] or [
        c for c in gold if touches(found.sentence, (c["start"], c["end"]))
    ]
    return any(c["verdict"] == "differs" for c in near)


def judged(*, held_out: bool) -> Iterator[tuple[Claim, list[Found], str | None]]:
    """Yield each claim of one side with the findings on it and the verdict that they give."""
    for name, gold in claims(held_out=held_out).items():
        some = list(findings(name))
        for claim in gold:
            here = on(claim, some, [c for c in gold if c is not claim])
            yield claim, here, verdict(here)


def differing(*, held_out: bool) -> Iterator[tuple[str, Found, bool]]:
    """Yield each finding that something differs, and whether it is true."""
    for name, gold in claims(held_out=held_out).items():
        for found in findings(name):
            if found.finding.type == "differs":
                yield name, found, is_true(found, gold)


def share(part: int, whole: int) -> float:
    """Return a share; of nothing, all."""
    return part / whole if whole else 1.0


def measure(*, held_out: bool, only: tuple[str, ...] = ()) -> dict[str, float]:
    """Return accuracy of verdicts, precision and recall of differs, and the share found.

    `only` names the lots by what their documents begin with; without it all that are asked for.
    """
    if only:
        ONLY[:] = only
    rows = list(judged(held_out=held_out))
    wrong = [said for claim, _, said in rows if claim["verdict"] == "differs"]
    true = [ok for _, _, ok in differing(held_out=held_out)]
    return {
        "verdict": share(sum(is_right(c, said) for c, _, said in rows), len(rows)),
        "differs_precision": share(sum(true), len(true)),
        "differs_recall": share(sum(said == "differs" for said in wrong), len(wrong)),
        "found": share(sum(bool(here) for _, here, _ in rows), len(rows)),
    }


def main() -> None:
    """Print the figures and, of the open part, verdicts by aspect and the errors where asked."""
    ask = argparse.ArgumentParser(description="Score the check of documents.")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--errors", action="store_true")
    ask.add_argument("--only", nargs="*", default=[], help="documents whose names begin so")
    options = ask.parse_args()
    ONLY.extend(options.only)
    for name, value in measure(held_out=options.held_out).items():
        print(f"{name:20} {value:.3f}")
    if options.held_out:
        return
    counted: Counter[tuple[str, str]] = Counter()
    aspects: Counter[tuple[str, bool]] = Counter()
    for claim, here, said in judged(held_out=False):
        counted[claim["verdict"], said or "nothing found"] += 1
        aspects[f"{claim['verdict']}: {claim.get('aspect', 'other')}", is_right(claim, said)] += 1
        if options.errors and not is_right(claim, said):
            show(claim, here, said)
    if options.errors:
        _false_alarms()
    for (true, said), n in sorted(counted.items()):
        print(f"{true:18} called {said:18} {n:3d}")
    for aspect in sorted({a for a, _ in aspects}):
        right, off = aspects[aspect, True], aspects[aspect, False]
        print(f"{aspect:32} right {right:3d} of {right + off:3d}")


def show(claim: Claim, here: list[Found], said: str | None) -> None:
    """Print a claim whose verdict is wrong, and what was found on it."""
    detail, aspect = (claim.get("detail") or {}).get("quote", ""), claim.get("aspect", "other")
    print(f"{claim['id']} {claim['verdict']} ({aspect}) called {said}: {claim['quote']}")
    print(f"     {detail!r} {claim.get('note', '')} {claim.get('against') or ''}")
    for found in here:
        f = found.finding
        print(f"     > {f.type} [{f.rule}] {f.values.get('quote', '')!r}: {f.explanation}")


def _false_alarms() -> None:
    for name, found, true in differing(held_out=False):
        if not true:
            f = found.finding
            print(f"{name} FALSE differs [{f.rule}] {f.values.get('quote', '')!r}: {f.explanation}")


if __name__ == "__main__":
    main()
