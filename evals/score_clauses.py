"""Score commitments read from the clauses of agreements against stand-off gold.

    python -m evals.score_clauses [--held-out] [--errors] [FILE ...]

Gold is `evals/gold/clauses`; its README tells the conventions. The texts of treaties are no part
of the repository: they are looked for under `treaties` in the folder `SERVANDA_DATA` (else
`../shared/data`); files under `agreements` are in `evals/texts`. The rule of matching stands at
`same_fields` and `same_action`.
"""

import argparse
import html
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from servanda.intake import take_in
from servanda.model import Anchor, Commitment, Document
from servanda.reading import commitments
from servanda.reading.context import context, leaf_blocks

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "evals" / "gold" / "clauses"
DATA = Path(os.environ.get("SERVANDA_DATA", ROOT.parent / "shared" / "data")) / "treaties"
OWN = ROOT / "evals" / "texts"
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
EMPTY = frozenset(["a", "an", "the", "of", "to", "in", "by", "for", "and", "or", "that", "this"])
HALF = 0.5
QUALIFIERS = ("condition", "exception", "deadline", "quantity")
Span = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """A clause of the gold in offsets of the document as taken in; `all` parties are None."""

    id: str
    span: Span
    forces: frozenset[str]
    bearers: tuple[Span, ...]
    counterparties: tuple[Span | None, ...]
    action: Span
    qualifiers: dict[str, Span]


@dataclass
class Tally:
    """Counts over regions: gold clauses, records, matches of the fields, with action span too."""

    gold: int = 0
    found: int = 0
    fields: int = 0
    both: int = 0
    placed: int = 0
    single: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """Return the F1 of a number of right records."""
        total = self.gold + self.found
        return 2 * right / total if total else 1.0


def path_of(name: str) -> Path:
    """Return where a file of the gold lies: agreements written for it are in the repository."""
    return (OWN if name.startswith("agreements/") else DATA) / name


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of the gold."""
    with (GOLD / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Placer:
    """Turns offsets of a raw file into offsets of the document made of it, by a region's letters.

    Blanks and markup may differ; every other character of the region must be the same.
    """

    def __init__(self, raw: str, text: str, start: int, end: int, after: int) -> None:
        kept = [(i, c) for i, c in _letters(raw, start, end)]
        squeezed = [(i, c) for i, c in enumerate(text[after:], after) if not c.isspace()]
        at = "".join(c for _, c in squeezed).find("".join(c for _, c in kept))
        if at < 0:
            raise ValueError(f"the region {start}-{end} is not in the document")
        self.places = [squeezed[at + n][0] for n in range(len(kept))]
        self.raw = [i for i, _ in kept]

    def span(self, span: Iterable[int]) -> Span:
        """Return a span of the raw file as a span of the document."""
        start, end = span
        inside = [p for i, p in zip(self.raw, self.places, strict=True) if start <= i < end]
        return (inside[0], inside[-1] + 1)


def _letters(raw: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the characters of a region that are no blanks, entities as what they stand for."""
    i = start
    while i < end:
        entity = re.compile(r"&#?\w+;").match(raw, i, end)
        step = entity.end() - i if entity else 1
        for c in html.unescape(raw[i : i + step]):
            if not c.isspace():
                yield i, c
        i += step


def words(text: str, span: Span) -> frozenset[int]:
    """Return the places of the words of a span."""
    return frozenset(m.start() + span[0] for m in WORD.finditer(text[span[0] : span[1]]))


def telling(text: str, spans: Iterable[Span]) -> list[frozenset[int]]:
    """Return, for each span, the places of its words that are no articles or prepositions."""
    out = []
    for span in spans:
        found = WORD.finditer(text[span[0] : span[1]])
        out.append(frozenset(m.start() + span[0] for m in found if m.group().lower() not in EMPTY))
    return out


def same_set(text: str, gold: list[Span], found: list[Span]) -> bool:
    """Say whether each span of one side shares a telling word with one of the other side."""
    a, b = telling(text, gold), telling(text, found)
    return all(any(x & y for y in b) for x in a) and all(any(x & y for x in a) for y in b)


def same_counterparties(text: str, gold: Gold, record: Commitment) -> bool:
    """Say whether the same are owed: spans as `same_set`, all parties by an anchor elsewhere.

    A record owes all other parties where a counterparty's anchor lies outside the clause, at the
    place where the text first speaks of its parties.
    """
    anchors = [(a.start, a.end) for r in record.counterparties for a in r.anchors[:1]]
    low, high = min(gold.span[0], gold.action[0]), max(gold.span[1], gold.action[1])
    elsewhere = [a for a in anchors if a[1] <= low or a[0] >= high]
    if None in gold.counterparties:
        return bool(elsewhere)
    given = [s for s in gold.counterparties if s is not None]
    named = [text[a:b].casefold() for a, b in given]
    if given and all(any(c.surface.casefold() in n for c in record.counterparties) for n in named):
        return True  # named twice in the clause
    return (not elsewhere or bool(given)) and same_set(text, given, anchors)


def same_fields(text: str, gold: Gold, record: Commitment) -> dict[str, bool]:
    """Return which of bearers, counterparties and force are the same."""
    anchors = [(a.start, a.end) for r in record.bearers for a in r.anchors[:1]]
    return {
        "bearers": same_set(text, list(gold.bearers), anchors),
        "counterparties": same_counterparties(text, gold, record),
        "force": record.force in gold.forces,
    }


def shared(text: str, gold: Gold, record: Commitment) -> float:
    """Return the words that both actions have as a share of the longer action's words.

    Words that the record gives as its condition, exception or deadline count or not, as fits.
    """
    ours: set[int] = set()
    for a in record.action.anchors if record.action else ():
        ours |= words(text, (a.start, a.end))
    inner = set(ours)
    for part in (record.condition, record.exception, record.deadline):
        for a in part.anchors if part is not None else ():
            inner -= words(text, (a.start, a.end))
    theirs = words(text, gold.action)
    return max(len(o & theirs) / max(len(o), len(theirs), 1) for o in (ours, inner))


def same_action(text: str, gold: Gold, record: Commitment) -> bool:
    """Say whether at least half of the words of the longer action are words of both."""
    return shared(text, gold, record) >= HALF


def score(text: str, gold: list[Gold], found: list[Commitment], lenient: list[Span],
          tally: Tally) -> None:  # fmt: skip
    """Match the clauses of a region one to one with the records in it, and count.

    Only a record whose action shares a word with the clause's can match; of several, one with the
    same fields goes first, then the one that shares most.
    """
    pairs = []
    for g in gold:
        for r in found:
            part = shared(text, g, r)
            if part > 0:
                right = same_fields(text, g, r)
                pairs.append((part >= HALF and all(right.values()), sum(right.values()), part,
                              g.id, r.id, right))  # fmt: skip
    pairs.sort(key=lambda p: (-p[0], -p[1] - p[2], p[3], p[4]))
    taken: set[str] = set()
    told: set[str] = set()
    for _, _, part, one, other, right in pairs:
        if one in told or other in taken:
            continue
        told.add(one)
        taken.add(other)
        tally.placed += 1
        good = all(right.values())
        tally.fields += good
        tally.both += good and part >= HALF
        tally.single.update(k for k, v in right.items() if v)
        tally.single["action"] += part >= HALF
        if not (good and part >= HALF):
            wrong = [k for k, v in right.items() if not v] + (["action"] if part < HALF else [])
            tally.errors.append(_line(text, "wrong " + ",".join(wrong), gold, found, one, other))
    tally.gold += len(gold)
    tally.errors += [_line(text, "missed", gold, found, g.id, "") for g in gold if g.id not in told]
    for r in found:
        if r.id in taken:
            continue
        place = r.anchors[0]
        if any(a <= place.start and place.end <= b for a, b in lenient):
            continue
        tally.found += 1
        tally.errors.append(_line(text, "false", gold, found, "", r.id))
    tally.found += len(taken)


def _line(text: str, what: str, gold: list[Gold], found: list[Commitment], one: str,
          other: str) -> str:  # fmt: skip
    out = what
    for g in gold:
        if g.id == one:
            bearers = [text[s:e] for s, e in g.bearers]
            others = ["(all)" if s is None else text[s[0] : s[1]] for s in g.counterparties]
            out += (f"\n  gold  {g.id} {'/'.join(sorted(g.forces))} B{bearers} C{others} "
                    f"A[{text[g.action[0] : g.action[1]]}]")  # fmt: skip
    for r in found:
        if r.id == other:
            out += (f"\n  found {r.force} B{[b.surface for b in r.bearers]} "
                    f"C{[(c.surface, c.anchors[0].start) for c in r.counterparties]} "
                    f"{r.anchors[0].quote!r} A[{r.action.text if r.action else ''}]")  # fmt: skip
    return re.sub(r"[ \t\n]*\n(?!  )\s*", " / ", out)


def measured(held_out: bool, files: Iterable[str] = ()) -> dict[str, Tally] | None:
    """Return a tally a file of one half of the gold, or None where the texts are not here."""
    regions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("regions"):
        if row["held_out"] == held_out and (not files or any(f in row["file"] for f in files)):
            regions[row["file"]].append(row)
    clauses: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("clauses"):
        clauses[row["region"]].append(row)
    lenient: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("noncommitments"):
        if row["lenient"]:
            lenient[row["region"]].append(row)
    if not DATA.exists():
        return None
    return {
        name: _file(name, some, clauses, lenient) for name, some in sorted(regions.items())
    }  # fmt: skip


def _file(name: str, regions: list[dict[str, Any]], clauses: dict[str, list[dict[str, Any]]],
          lenient: dict[str, list[dict[str, Any]]]) -> Tally:  # fmt: skip
    path = path_of(name)
    raw = path.read_bytes().decode("utf-8")
    document = next(iter(take_in(str(path))))
    tally, after = Tally(), 0
    placers: dict[str, Placer] = {}
    for region in sorted(regions, key=lambda r: int(r["start"])):
        placers[region["region"]] = Placer(raw, document.text, region["start"], region["end"],
                                           after)  # fmt: skip
        after = placers[region["region"]].places[0]
    found = _records(document, [(p.places[0], p.places[-1] + 1) for p in placers.values()])
    for one, placer in placers.items():
        low, high = placer.places[0], placer.places[-1] + 1
        gold = [_gold(row, placer) for row in clauses[one]]
        inside = [r for r in found if low <= r.anchors[0].start < high]
        score(document.text, gold, inside, [placer.span(r["span"]) for r in lenient[one]], tally)
    return tally


def _gold(row: dict[str, Any], placer: Placer) -> Gold:
    return Gold(
        row["id"], placer.span(row["span"]), frozenset([row["force"], *row.get("force_alt", [])]),
        tuple(placer.span(s) for s in row["bearers"]),
        tuple(None if s == "all" else placer.span(s) for s in row["counterparties"]),
        placer.span(row["action"]),
        {k: placer.span(row[k]) for k in QUALIFIERS if k in row},
    )  # fmt: skip


def _records(document: Document, places: list[Span]) -> list[Commitment]:
    """Return the commitments of the blocks that the regions touch; the others are not parsed."""
    near = tuple(
        replace(b, parent=None, intro=None)
        for b in leaf_blocks(document)
        if any(b.start < e and s < b.end for s, e in places)
    )
    found = commitments.read(context(replace(document, blocks=near)))
    return [r for r in found if isinstance(r, Commitment) and isinstance(r.anchors[0], Anchor)]


def totals(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    out = Tally()
    for t in tallies:
        for name in ("gold", "found", "fields", "both", "placed"):
            setattr(out, name, getattr(out, name) + getattr(t, name))
        out.single.update(t.single)
    return out


def measure(held_out: bool) -> dict[str, float] | None:
    """Return the figures of one half: F1 of the fields, and of fields with action span."""
    found = measured(held_out)
    if found is None:
        return None
    total = totals(found.values())
    return {"fields_f1": total.f1(total.fields), "action_f1": total.f1(total.both)}


def main() -> None:
    """Print a line a file and the totals; with --errors what is missed, false or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--held-out", action="store_true", help="totals of the unseen half only")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found = measured(options.held_out, options.files)
    if found is None:
        print(f"the treaty texts are not here: {DATA}")
        return
    shown = {} if options.held_out else dict(found)
    for name, t in (shown | {"total": totals(found.values())}).items():
        print(f"{name:44} gold {t.gold:3} found {t.found:3} placed {t.placed:3} "
              f"bearers {t.single['bearers']:3} counterparties {t.single['counterparties']:3} "
              f"force {t.single['force']:3} action {t.single['action']:3} "
              f"fields F1 {t.f1(t.fields):.3f} with action F1 {t.f1(t.both):.3f}")  # fmt: skip
    if options.errors and not options.held_out:
        for name, t in found.items():
            print(f"\n== {name}")
            print("\n".join(t.errors))


if __name__ == "__main__":
    main()
