"""Score the single sentences: what must come out, what must not, and how it is meant.

    python -m evals.score_sentences [--held-out] [--errors]

Prints for each family of sentences the share of expected records found (place and fields), of
those the share with the right polarity and modality, and the sentences with a forbidden record.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from servanda.intake import from_text
from servanda.model import Phrase, Record, Ref
from servanda.model.records import kind_of
from servanda.reading import read

FILE = Path(__file__).resolve().parent / "sentences.jsonl"
REFS = ("speaker", "holder", "source", "target", "instrument", "bearers")
VALUES = ("act", "stance", "plover", "force", "locator", "edtf", "rhetorical")


def quotes(value: Any) -> list[str]:
    """Return the surfaces of a field, whatever its type."""
    if isinstance(value, tuple | list):
        return [q for v in value for q in quotes(v)]
    if isinstance(value, Ref):
        return [value.surface]
    if isinstance(value, Phrase):
        return [value.text]
    return [value.quote] if hasattr(value, "quote") else []


def touches(text: str, surface: str, found: list[str]) -> bool:
    """Say whether a surface and one of the found share a word."""
    return any(f in surface or surface in f for f in found)


def fits(text: str, expected: dict[str, Any], record: Record) -> bool:
    """Say whether a record is the expected one, its mood left aside."""
    if kind_of(record) != expected["kind"]:
        return False
    wanted = [expected.get("quote", ""), expected.get("also_quote", "")]
    anchors = [*record.anchors, *getattr(record, "cue", ())]
    spans = [(text.find(q), text.find(q) + len(q)) for q in wanted if q]
    if spans and not any(a.start < e and s < a.end for a in anchors for s, e in spans):
        return False
    also = {str(a) for a in expected.get("also", ())}
    for name in VALUES:
        if name in expected and str(getattr(record, name)) not in {str(expected[name]), *also}:
            return False
    for name in REFS:
        if name in expected and not touches(text, expected[name], quotes(getattr(record, name))):
            return False
    return "content" not in expected or touches(
        text, expected["content"], quotes(getattr(record, "content", ()))
    )


def right_mood(expected: dict[str, Any], record: Record) -> bool:
    """Say whether polarity and modality are as expected, where that is said."""
    also = expected.get("also", ())
    for name in ("polarity", "modality"):
        if name in expected and getattr(record, name) not in (expected[name], *also):
            return False
    return True


def main() -> None:
    """Score one side of the held-out line."""
    ask = argparse.ArgumentParser(description="Score the single sentences.")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--errors", action="store_true")
    options = ask.parse_args()
    count: Counter[tuple[str, str]] = Counter()
    lines = FILE.read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        if row["held_out"] != options.held_out:
            continue
        text, family = row["text"], row["id"].rpartition("-")[0]
        records = read(from_text(text))
        count["sentences", ""] += 1
        for expected in row["expect"]:
            mine = [r for r in records if fits(text, expected, r)]
            good = any(right_mood(expected, r) for r in mine)
            for key in ("all", expected["kind"], "family " + family):
                count[key, "expected"] += 1
                count[key, "found"] += bool(mine)
                count[key, "mood"] += good
            if options.errors and not good:
                near = [(kind_of(r), r.anchors[0].quote, r.polarity, r.modality) for r in records
                        if kind_of(r) == expected["kind"]]  # fmt: skip
                print(row["id"], "MISS" if not mine else "MOOD", text, expected, near)
        bad = [r for r in records if kind_of(r) in row["absent"] or (
            kind_of(r) in row.get("never_actual", ())
            and (r.polarity, r.modality) == ("affirmed", "actual"))]  # fmt: skip
        count["forbidden", ""] += bool(bad)
        if options.errors and bad:
            shown = [(kind_of(r), r.anchors[0].quote, r.polarity, r.modality) for r in bad]
            print(row["id"], "FORBIDDEN", text, shown)
    for key in sorted({k for k, figure in count if figure}):
        e, f, m = (count[key, x] for x in ("expected", "found", "mood"))
        print(
            f"{key:28s} expected {e:4d} found {f / e:.2f} right mood of found {m / max(f, 1):.2f}"
        )
    print(f"sentences {count['sentences', '']}, with a forbidden record {count['forbidden', '']}")


if __name__ == "__main__":
    main()
