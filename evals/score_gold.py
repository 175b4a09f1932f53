"""Score what is read against the hand-made gold, by the matching rule of CODEBOOK.md.

    python -m evals.score_gold [ID ...] [--held-out] [--spans] [--kinds K,K] [--errors KIND]

Without ids every gold file that is not held out is scored, but for those that annotate some kinds
only (their `kinds`; see score_commentary). `--spans` takes overlapping spans as
right whatever the identity, so that readers can be measured apart from naming. Texts that are not
part of the repository are looked for in the folder `SERVANDA_DATA` (else `../shared/data`).
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from servanda.engine.confidence import APART
from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model import Anchor, Document, Phrase, Record, Ref
from servanda.model.records import kind_of
from servanda.reading import read

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals" / "gold"
# The fields that must be right for an item to be found: gold's name, and the record's.
REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "mention": (("refers_to", "refers_to"),),
    "actor": (("actor", "entity"),),
    "instrument": (("instrument", "entity"),),
    "provision": (("locator", "locator"),),
    "time": (("edtf", "edtf"),),
    "statement": (("speaker", "speaker"),),
    "commitment": (("bearers", "bearers"), ("force", "force")),
    "position": (("holder", "holder"), ("stance", "stance")),
    "act": (("act", "act"), ("instrument", "instrument")),
    "event": (("plover", "plover"),),
    "prediction": (),
    "question": (),
}
OTHERS = ("polarity", "modality")
# A stance that the clash rules need and the codebook does not annotate.
NOT_ANNOTATED = frozenset({"blames"})
# Pronouns, definite phrases, "this clause": the codebook does not annotate them (see score_names).
POINTING = APART
# Ends that annotators name either way (AGREEMENT.md); what "still holds" is written in three ways.
SAME_ACT = ({"expiry", "termination"},)


@dataclass
class Tally:
    """What was found of one kind: gold items, records, matches, fields right of those judged."""

    gold: int = 0
    records: int = 0
    found: int = 0
    placed: int = 0
    missed: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[Record] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Return the share of gold items found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Return the share of records that are gold items."""
        return self.found / self.records if self.records else 1.0


def gold_files(
    ids: Iterable[str], held_out: bool, *, partial: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield gold files by id; without ids all of one side of the held-out line.

    Without ids, files whose `kinds` name the only kinds annotated come with `partial` and the
    others without it.
    """
    wanted = set(ids)
    for path in sorted(GOLD.glob("*/*.json")):
        if wanted and path.stem not in wanted:
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        if wanted or (bool(gold.get("held_out")), "kinds" in gold) == (held_out, partial):
            yield gold


def text_of(gold: dict[str, Any]) -> str | None:
    """Return the canonical text of a gold file's document, or None where it is not at hand."""
    place = gold["document"]["path"]
    shared = Path(os.environ.get("SERVANDA_DATA", ROOT.parent / "shared" / "data"))
    path = shared / place[7:] if place.startswith("shared:") else ROOT / place
    if not path.exists():
        return None
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def document_of(gold: dict[str, Any], text: str) -> Document:
    """Return the document with the metadata that gold gives."""
    about = gold["document"]
    day = about.get("published", "")
    published = date.fromisoformat(day) if len(day) == 10 else None
    return from_text(text, Meta(published=published, genre=about.get("genre")), about["id"])


def score(gold: dict[str, Any], records: list[Record], spans: bool) -> dict[str, Tally]:
    """Return a tally a kind for one document, of the kinds that its gold annotates."""
    out: dict[str, Tally] = {}
    for kind in gold.get("kinds", REQUIRED):
        items = [i for i in gold["items"] if i["kind"] == kind]
        out[kind] = _tally(items, list(_annotated(gold, records, kind)), spans)
    return out


def judged(gold: dict[str, Any], records: list[Record]) -> Iterator[tuple[Record, bool]]:
    """Yield the records of kinds that gold annotates, and whether gold has them."""
    tallies = score(gold, records, spans=False)
    wrong = {id(record) for tally in tallies.values() for record in tally.wrong}
    for kind in tallies:
        for record in _annotated(gold, records, kind):
            yield record, id(record) not in wrong


def _annotated(gold: dict[str, Any], records: list[Record], kind: str) -> Iterator[Record]:
    """Yield the records of a kind that gold would have, were they right."""
    low, high = gold["document"].get("range", (0, 10**9))
    for record in records:
        if kind_of(record) != kind or not _inside(record, low, high):
            continue
        if getattr(record, "stance", "") in NOT_ANNOTATED or record.rule.startswith(POINTING):
            continue
        yield record


def _inside(record: Record, low: int, high: int) -> bool:
    return any(low <= a.start and a.end <= high for a in record.anchors)


def _tally(items: list[dict[str, Any]], records: list[Record], spans: bool) -> Tally:
    tally = Tally(len(items), len(records))
    pairs = []
    for n, item in enumerate(items):
        for m, record in enumerate(records):
            if overlap(item["anchors"], places(record)):
                ok = fits(item, record, spans)
                pairs.append((-ok, -_same_mood(item, record), n, m, ok))
    used_items: set[int] = set()
    used_records: set[int] = set()
    placed = {n for _, _, n, _, _ in pairs}
    tally.placed = len(placed)
    for _, _, n, m, ok in sorted(pairs):
        if not ok or n in used_items or m in used_records:
            continue
        used_items.add(n)
        used_records.add(m)
        tally.found += 1
        for name in OTHERS:
            if name in items[n]["fields"]:
                tally.judged[name] += 1
                tally.right[name] += items[n]["fields"][name]["value"] == getattr(records[m], name)
    tally.missed = [items[n] for n in range(len(items)) if n not in used_items]
    tally.wrong = [records[m] for m in range(len(records)) if m not in used_records]
    return tally


def _same_mood(item: dict[str, Any], record: Record) -> int:
    return sum(
        item["fields"].get(n, {}).get("value") == getattr(record, n) for n in OTHERS
    )  # fmt: skip


def places(record: Record) -> list[Anchor]:
    """Return the anchors by which a record may be found: its own, and a statement's whole cue."""
    return [*record.anchors, *getattr(record, "cue", ())]


def overlap(spans: Iterable[Iterable[int]], anchors: Iterable[Anchor]) -> bool:
    """Say whether any of the spans shares a character with any anchor."""
    return any(s < a.end and a.start < e for s, e in spans for a in anchors)


def fits(item: dict[str, Any], record: Record, spans: bool) -> bool:
    """Say whether every required field of a gold item is right in a record."""
    for theirs, ours in REQUIRED[item["kind"]]:
        gold = item["fields"].get(theirs)
        if gold is None or gold == []:
            continue
        value = getattr(record, ours, None)
        if not (_listed(gold, value, spans) if isinstance(gold, list) else
                right(gold, value, spans)):  # fmt: skip
            return False
    return True


def _listed(gold: list[dict[str, Any]], value: Any, spans: bool) -> bool:
    values = list(value) if isinstance(value, tuple) else [value]
    return all(any(right(g, v, spans) for v in values) for g in gold)


def right(gold: dict[str, Any], value: Any, spans: bool) -> bool:
    """Say whether one field is right: equal id or value, or overlapping spans where that counts."""
    if isinstance(value, tuple):
        return any(right(gold, v, spans) for v in value)
    if gold.get("value", gold.get("id")) == "author" and not gold.get("spans"):
        return value is None or value.surface.casefold() in ("i", "we", "my", "our")
    if "value" in gold and not isinstance(value, Ref | Phrase):
        allowed = {str(gold["value"]), *map(str, gold.get("also", ()))}
        for same in SAME_ACT:
            if allowed & same:
                allowed |= same
        return str(value) in allowed
    if value is None:
        return False
    anchors = value.anchors
    touching = overlap(gold.get("spans", ()), anchors)
    if gold.get("id") and isinstance(value, Ref):
        if value.id is not None and not spans:
            return bool(value.id == gold["id"] or value.id in gold.get("also", ()))
        return touching and spans
    if "value" in gold and isinstance(value, Ref) and not gold.get("spans"):
        return str(gold["value"]).casefold() == value.surface.casefold()
    return touching


def resolver() -> Any:
    """Return naming's `resolve`, or one that changes nothing where naming is not built."""
    try:
        from servanda.naming import resolve
    except ImportError:
        return lambda document, records: list(records)
    return resolve


def main() -> None:
    """Print recall and precision a kind, over all documents asked for."""
    ask = argparse.ArgumentParser(description="Score reading against the gold.")
    ask.add_argument("ids", nargs="*")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--spans", action="store_true")
    ask.add_argument("--each", action="store_true", help="one line a document too")
    ask.add_argument("--errors", default="", help="print misses and wrong records of a kind")
    options = ask.parse_args()
    totals: dict[str, Tally] = defaultdict(Tally)
    resolve = resolver()
    for gold in gold_files(options.ids, options.held_out):
        text = text_of(gold)
        if text is None:
            print(f"{gold['document']['id']}: text not at hand, left out")
            continue
        document = document_of(gold, text)
        records = list(resolve(document, read(document)))
        tallies = score(gold, records, options.spans)
        if options.each:
            print(f"{gold['document']['id']:32s} {summary(tallies)}")
        if options.errors:
            print_errors(gold, text, tallies[options.errors])
        for kind, tally in tallies.items():
            add(totals[kind], tally)
    print(f"{'kind':12s} {'gold':>5s} {'recs':>5s} {'found':>5s} {'place':>6s} {'R':>6s} {'P':>6s}")
    for kind, tally in totals.items():
        fields = " ".join(f"{n} {tally.right[n] / tally.judged[n]:.2f}" for n in tally.judged)
        print(f"{kind:12s} {tally.gold:5d} {tally.records:5d} {tally.found:5d} "
              f"{tally.placed / max(tally.gold, 1):6.2f} {tally.recall:6.2f} "
              f"{tally.precision:6.2f}  {fields}")  # fmt: skip
    print(summary(totals))


def measure(*, folder: str = "", held_out: bool = False) -> dict[str, float] | None:
    """Return mean recall, least recall of a kind and mean precision over gold files, or None.

    `folder` narrows to a folder under evals/gold; None where no text of theirs is at hand.
    """
    totals: dict[str, Tally] = defaultdict(Tally)
    resolve = resolver()
    wanted = {p.stem for p in (GOLD / folder).rglob("*.json")}
    for gold in gold_files([], held_out):
        text = text_of(gold)
        if text is None or gold["document"]["id"] not in wanted:
            continue
        document = document_of(gold, text)
        found = score(gold, list(resolve(document, read(document))), spans=False)
        for kind, tally in found.items():
            add(totals[kind], tally)
    recalls = [t.recall for t in totals.values() if t.gold]
    precisions = [t.precision for t in totals.values() if t.records and t.gold]
    if not recalls:
        return None
    return {
        "mean_recall": sum(recalls) / len(recalls),
        "least_recall": min(recalls),
        "mean_precision": sum(precisions) / max(len(precisions), 1),
    }


def add(total: Tally, part: Tally) -> None:
    """Add the counts of one document to a total."""
    for name in ("gold", "records", "found", "placed"):
        setattr(total, name, getattr(total, name) + getattr(part, name))
    total.right.update(part.right)
    total.judged.update(part.judged)


def summary(tallies: dict[str, Tally]) -> str:
    """Return mean recall over the kinds that gold has, mean precision over those with records."""
    recalls = [t.recall for t in tallies.values() if t.gold]
    precisions = [t.precision for t in tallies.values() if t.records and t.gold]
    mean = sum(recalls) / max(len(recalls), 1)
    return (f"mean recall {mean:.3f} (least {min(recalls, default=0):.2f}), "
            f"mean precision {sum(precisions) / max(len(precisions), 1):.3f}")  # fmt: skip


def print_errors(gold: dict[str, Any], text: str, tally: Any) -> None:
    """Print what was missed and what was read that gold has not, with a little context."""
    print("==", gold["document"]["id"])
    for item in tally.missed:
        s, e = item["anchors"][0]
        fields = {
            k: [x.get("value") or [text[a:b] for a, b in x.get("spans", [])] or x.get("id")
                for x in (v if isinstance(v, list) else [v])]
            for k, v in item["fields"].items() if k in dict(REQUIRED[item["kind"]])
        }  # fmt: skip
        print("  MISS", repr(text[max(0, s - 50) : s]), "[", text[s:e][:60], "]",
              repr(text[e : e + 60]), fields)  # fmt: skip
    for r in tally.wrong:
        a = r.anchors[0]
        shown = {o: _shown(getattr(r, o)) for _, o in REQUIRED[kind_of(r)]}
        print("  EXTRA", repr(text[max(0, a.start - 40) : a.start]), "[", a.quote[:60], "]",
              repr(text[a.end : a.end + 50]), shown, r.rule)  # fmt: skip


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_shown(v) for v in value]
    return value.surface if isinstance(value, Ref) else value


if __name__ == "__main__":
    main()
