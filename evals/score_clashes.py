"""Score clashes: what is found in sets of documents, against pairs of places judged by hand.

    python -m evals.score_clashes [--held-out] [--errors] [--sets NAME ...]

The documents of a set are read one by one, each as of its day, and make one case on the last of
these days. A *side* of a reported clash is the anchor of its record, else the sentence around it.
It meets a place of the gold where the two share a character; a row of the registry as a side
meets any place.

A reported clash matches a pair where its sides meet the two places in either order, by anchors
before sentences: only the nearest matches count. It is *true* where one of these is a pair of its
kind (the pair's `kind`, one of its `also` or, of an internal pair, the kind it stands `beside`);
else a *near miss* where one is labelled `none`; else *wrong*. Precision is true over all reported.

Recall is over the true pairs: found where a reported clash of a right kind meets both places, by
anchor or sentence. A clash with the registry alone finds no pair; `recall_with_registry` lets the
row stand for the other place. By kind, an internal pair counts in its row `internal`, where the
finding must say so too, and in that of the kind it stands beside. `--errors`: the open part only.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from servanda.engine import Read, evidence_of, read_document
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Finding
from servanda.reasoning.case import Case
from servanda.reasoning.clashes import clashes

GOLD = Path(__file__).resolve().parent / "gold" / "clashes"
ANCHOR, SENTENCE = 0, 1  # how near a side comes to a place
COUNTS = {"reported", "near_misses", "pairs"}  # what of `measure` is no share
Pair = dict[str, Any]
Span = tuple[str, int, int]  # the name of a document, start, end


@dataclass(frozen=True)
class Side:
    """Where one side of a reported clash stands: its anchors, and the sentence around them."""

    anchors: tuple[Span, ...]
    sentence: Span | None

    def nearness(self, place: dict[str, Any]) -> int | None:
        """Return how near this side comes to a place of the gold, None where it does not meet."""
        span = (place["doc"], place["start"], place["end"])
        if any(_touch(anchor, span) for anchor in self.anchors):
            return ANCHOR
        return SENTENCE if self.sentence and _touch(self.sentence, span) else None


@dataclass(frozen=True)
class Found:
    """A reported clash with the places of its sides; a single side stands against the registry."""

    finding: Finding
    sides: tuple[Side, ...]


def _touch(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@lru_cache(maxsize=1)
def documents() -> dict[str, list[dict[str, str]]]:
    """Return the rows of documents.tsv by set."""
    lines = (GOLD / "documents.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    by_set: dict[str, list[dict[str, str]]] = {}
    for line in lines[1:]:
        row = dict(zip(head, line.split("\t"), strict=True))
        by_set.setdefault(row["set"], []).append(row)
    return by_set


SETS: set[str] = set()  # the sets to be scored, all where empty


def pairs(*, held_out: bool) -> dict[str, list[Pair]]:
    """Return the pairs of each set on one side of the held-out line."""
    by_set: dict[str, list[Pair]] = {}
    for line in (GOLD / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        asked = not SETS or pair["set"] in SETS
        if asked and (documents()[pair["set"]][0]["held_out"] == "yes") == held_out:
            by_set.setdefault(pair["set"], []).append(pair)
    return by_set


def read_doc(row: dict[str, str]) -> Read:
    """Read a document of a set; raises ValueError where intake changes the text."""
    text = (GOLD / row["set"] / f"{row['doc']}.txt").read_text(encoding="utf-8")
    meta = Meta(published=date.fromisoformat(row["published"]), language=row["language"])
    document = from_text(text, meta)
    if document.text != text:
        raise ValueError(f"{row['set']}/{row['doc']}: the text changed at intake")
    return read_document(document)


@lru_cache(maxsize=32)
def found_in(name: str) -> tuple[Found, ...]:
    """Return the clashes reported in a set, with the places of their sides."""
    rows = documents()[name]
    reads = {row["doc"]: read_doc(row) for row in rows}
    case = Case(evidence_of(list(reads.values())), max(date.fromisoformat(r["published"])
                                                       for r in rows))  # fmt: skip
    docs = {read.document.id: (doc, read.document.text) for doc, read in reads.items()}
    anchors = {
        record.id: tuple((doc, a.start, a.end) for a in record.anchors)
        for doc, read in reads.items() for record in read.records
    }  # fmt: skip
    return tuple(
        Found(f, tuple(_side(side, docs, anchors) for side in f.values["sides"]))
        for f in clashes(case)
    )


def _side(
    side: dict[str, Any], docs: dict[str, tuple[str, str]], anchors: dict[str, tuple[Span, ...]]
) -> Side:
    """Return where a side stands: of a record by its id, of a mere place by `doc:id:start-end`."""
    doc, text = docs[side["document"]]
    here = anchors.get(side["record"], ())
    if not here:
        start, _, end = side["record"].rpartition(":")[2].partition("-")
        here = ((doc, int(start), int(end)),) if end.isdigit() else ()
    words, near = side["sentence"] or side["quote"], here[0][1] if here else 0
    at = text.rfind(words, 0, near + len(words)) if here else text.find(words)
    return Side(here, (doc, at, at + len(words)) if at >= 0 else None)


def right_kinds(pair: Pair) -> set[str]:
    """Return the types of finding that are right for a pair; none for a near miss."""
    if pair["kind"] == "none":
        return set()
    return {pair["kind"], pair.get("beside", pair["kind"]), *pair.get("also", ())} - {"internal"}


def nearness(found: Found, pair: Pair, *, registry: bool = True) -> int | None:
    """Return how near a reported clash comes to a pair, 0 the nearest; None where it does not."""
    if len(found.sides) == 1:
        if not registry:
            return None
        near = [found.sides[0].nearness(pair[side]) for side in ("a", "b")]
        return min((n for n in near if n is not None), default=None)
    best: int | None = None
    for one in found.sides:
        for other in found.sides:
            if one is other:
                continue
            a, b = one.nearness(pair["a"]), other.nearness(pair["b"])
            if a is not None and b is not None:
                best = a + b if best is None else min(best, a + b)
    return best


def verdict(found: Found, gold: list[Pair]) -> str:
    """Return `true`, `near miss` or `wrong` for a reported clash."""
    near = [(n, pair) for pair in gold if (n := nearness(found, pair)) is not None]
    near = [(n, p) for n, p in near if p["kind"] == "none" or found.finding.type in right_kinds(p)]
    if not near:
        return "wrong"
    least = min(n for n, _ in near)
    nearest = [pair for n, pair in near if n == least]
    return "true" if any(pair["kind"] != "none" for pair in nearest) else "near miss"


def finders(pair: Pair, some: tuple[Found, ...], *, registry: bool = False) -> list[Found]:
    """Return the reported clashes of a right kind that meet both places of a pair."""
    return [
        f for f in some
        if f.finding.type in right_kinds(pair) and nearness(f, pair, registry=registry) is not None
    ]  # fmt: skip


def true_pairs(*, held_out: bool) -> Iterator[tuple[Pair, tuple[Found, ...]]]:
    """Yield each pair that clashes, with all that is reported in its set."""
    for name, gold in pairs(held_out=held_out).items():
        for pair in gold:
            if pair["kind"] != "none":
                yield pair, found_in(name)


def judged(*, held_out: bool) -> Iterator[tuple[str, Found, str]]:
    """Yield each reported clash with its set and the verdict on it."""
    for name, gold in pairs(held_out=held_out).items():
        for found in found_in(name):
            yield name, found, verdict(found, gold)


def share(part: int, whole: int) -> float:
    """Return a share; of nothing, all."""
    return part / whole if whole else 1.0


def measure(*, held_out: bool) -> dict[str, float]:
    """Return precision, recall, recall with the registry, and the counts that they rest on."""
    said = Counter(v for _, _, v in judged(held_out=held_out))
    gold = list(true_pairs(held_out=held_out))
    return {
        "precision": share(said["true"], said.total()),
        "recall": share(sum(bool(finders(p, f)) for p, f in gold), len(gold)),
        "recall_with_registry": share(
            sum(bool(finders(p, f, registry=True)) for p, f in gold), len(gold)
        ),
        "reported": float(said.total()),
        "near_misses": float(said["near miss"]),
        "pairs": float(len(gold)),
    }


def by_kind(*, held_out: bool) -> dict[str, Counter[str]]:
    """Return counts by kind: pairs, found, and what is reported as true, near miss and wrong."""
    table: dict[str, Counter[str]] = {}
    for pair, some in true_pairs(held_out=held_out):
        hits = finders(pair, some)
        for kind in {pair["kind"], pair.get("beside", pair["kind"])}:
            row = table.setdefault(kind, Counter())
            row["pairs"] += 1
            row["found"] += any(kind != "internal" or f.finding.values["internal"] for f in hits)
    for _, found, said in judged(held_out=held_out):
        for kind in {
            found.finding.type,
            *(["internal"] if found.finding.values["internal"] else []),
        }:
            table.setdefault(kind, Counter())[said] += 1
    return table


def main() -> None:
    """Print the figures and, of the open part, the table by kind and the errors where asked."""
    ask = argparse.ArgumentParser(description="Score clashes in sets of documents.")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--errors", action="store_true")
    ask.add_argument("--sets", nargs="*", default=[], help="these sets only")
    options = ask.parse_args()
    SETS.update(options.sets)
    for name, value in measure(held_out=options.held_out).items():
        print(f"{name:22} {value:g}" if name in COUNTS else f"{name:22} {value:.3f}")
    if options.held_out:
        return
    print(f"\n{'kind':14}{'pairs':>7}{'found':>7}{'true':>7}{'near':>7}{'wrong':>7}")
    for kind, row in sorted(by_kind(held_out=False).items()):
        counts = (row[k] for k in ("pairs", "found", "true", "near miss", "wrong"))
        print(f"{kind:14}" + "".join(f"{n:7d}" for n in counts))
    if options.errors:
        _errors()


def _errors() -> None:
    for name, found, said in judged(held_out=False):
        if said != "true":
            f = found.finding
            print(f"\n{name} {said.upper()} {f.type} [{f.rule}]: {f.explanation}")
            for side in f.values["sides"]:
                print(f"     {side['who']}: {side['sentence'] or side['quote']}")
    for pair, some in true_pairs(held_out=False):
        if not finders(pair, some):
            beside = f" ({pair['beside']})" if "beside" in pair else ""
            print(f"\n{pair['id']} MISSED {pair['kind']}{beside}: {pair['note']}")
            for place in (pair["a"], pair["b"]):
                print(f"     {place['doc']}: {place['quote']}")


if __name__ == "__main__":
    main()
