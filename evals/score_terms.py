"""Score the terms read out of agreements' own texts against stand-off gold.

    python -m evals.score_terms [--held-out] [--errors]

Gold is `terms.jsonl` in `evals/gold/clauses`. *values*: by, needs, delay and day of entry,
duration, renewal, notice, exit, each told or not, of the rows that have `values`; a value that the
text does not tell must not be read. *places*: the words that tell entry, duration, renewal, notice,
exit and depositary, of all rows; right where the reader's words and the gold's overlap.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evals.score_clauses import DATA, Placer, path_of, rows

from servanda.intake import take_in
from servanda.model import Document
from servanda.model.anchors import Mark
from servanda.naming.own_terms import depositary_of, terms_of
from servanda.naming.own_units import own_units

VALUES = ("by", "needs", "delay", "day", "duration", "renewal", "notice", "exit")
PLACES = ("entry", "duration", "renewal", "notice", "exit", "depositary")
# The marks of the reader by which each place is told.
TOLD = {"entry": ("entry",), "duration": ("duration", "unlimited", "until")}
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")  # fmt: skip


@dataclass
class Tally:
    """Counts a field: told in the gold, told by the reader, right; lines of what is wrong."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def f1(self, names: tuple[str, ...]) -> float:
        """Return the F1 over fields together."""
        total = sum(self.gold[n] + self.found[n] for n in names)
        return 2 * sum(self.right[n] for n in names) / total if total else 1.0

    def count(self, name: str, gold: Any, found: Any, right: bool, where: str) -> None:
        """Count one field of one row; `gold` and `found` are None where nothing is told."""
        self.gold[name] += gold is not None
        self.found[name] += found is not None
        self.right[name] += gold is not None and right
        if not right and (gold is not None or found is not None):
            self.errors.append(f"{where} {name}: gold {gold!r} found {found!r}")


def read(document: Document, provision: str | None) -> tuple[dict[str, Any], dict[str, Mark]]:
    """Return the values and the marks that the reader finds for a text or one of its points."""
    units = {u.locator: u for u in own_units(document)}
    if provision is not None:
        unit = next((u for name, u in units.items() if name.split()[-1] == provision), None)
        terms, marks = (unit.terms, unit.marks) if unit is not None else (None, ())
    else:
        terms, marks = terms_of(document.text, skip=[(u.start, u.end) for u in units.values()])
    told = {m.field.removeprefix("terms."): m for m in marks}
    if terms is None:
        return {}, told
    values: dict[str, Any] = {n: getattr(terms, n) for n in ("duration", "renewal", "notice")}
    values["exit"] = terms.exit if "exit" in told else None
    if "entry" in told:
        day = told["day"].anchors[0].quote if "day" in told else None
        values |= {"by": terms.entry.by, "needs": terms.entry.needs,
                   "delay": None if day else terms.entry.delay, "day": iso(day)}  # fmt: skip
    if "unlimited" in told:
        values["duration"] = "unlimited"
    return values, told


def iso(day: str | None) -> str | None:
    """Return a spelt day as YYYY-MM-DD."""
    if day is None:
        return None
    words = day.replace(",", " ").split()
    month = next(w for w in words if w.lower() in MONTHS)
    number, year = sorted(int(w) for w in words if w.isdecimal())
    return f"{year:04}-{MONTHS.index(month.lower()) + 1:02}-{number:02}"


def _places(row: dict[str, Any], document: Document, raw: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields that the gold tells, as spans of the document."""
    for name in PLACES:
        if row.get(name) is not None:
            start, end = row[name]
            yield name, Placer(raw, document.text, start, end, 0).span((start, end))


def measured(held_out: bool) -> tuple[Tally, Tally] | None:
    """Return the tallies of values and of places on one half, or None where the texts are not."""
    if not DATA.exists():
        return None
    values, places = Tally(), Tally()
    for row in rows("terms"):
        if row["held_out"] != held_out:
            continue
        path = path_of(row["file"])
        document = next(iter(take_in(str(path))))
        found, told = read(document, row.get("provision"))
        where = f"{row['file']} {row.get('provision') or ''}"
        if "values" in row:
            _values(values, row["values"], found, where)
        raw = path.read_bytes().decode("utf-8")
        gold = dict(_places(row, document, raw))
        kept = depositary_of(document.text) if row.get("provision") is None else None
        for name in PLACES:
            marks = [told[t] for t in TOLD.get(name, (name,)) if t in told]
            anchors = [a for m in marks for a in m.anchors] or (
                [kept] if name == "depositary" and kept is not None else []
            )
            spans = [(a.start, a.end) for a in anchors]
            meets = name in gold and any(s < gold[name][1] and gold[name][0] < e for s, e in spans)
            shown = document.text[slice(*gold[name])] if name in gold else None
            quote = anchors[0].quote if anchors else None
            places.count(name, shown, quote, meets, where)
    return values, places


def _values(tally: Tally, gold: dict[str, Any], found: dict[str, Any], where: str) -> None:
    flat = {**gold, **gold.get("entry", {})}
    for name in VALUES:
        tally.count(name, flat.get(name), found.get(name), flat.get(name) == found.get(name), where)


def measure(held_out: bool) -> dict[str, float] | None:
    """Return the figures of one half: F1 of the values and of the places, all fields together."""
    found = measured(held_out)
    if found is None:
        return None
    values, places = found
    return {"values_f1": values.f1(VALUES), "places_f1": places.f1(PLACES)}


def main() -> None:
    """Print a line a field; with --errors what is missed, false or wrong on the half to work on."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--held-out", action="store_true", help="totals of the unseen half only")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found = measured(options.held_out)
    if found is None:
        print(f"the treaty texts are not here: {DATA}")
        return
    for kind, names, tally in (("values", VALUES, found[0]), ("places", PLACES, found[1])):
        for name in names:
            print(f"{kind:8}{name:12} gold {tally.gold[name]:3} found {tally.found[name]:3} "
                  f"right {tally.right[name]:3} F1 {tally.f1((name,)):.3f}")  # fmt: skip
        print(f"{kind:8}{'all':12} F1 {tally.f1(names):.3f}")
        if options.errors and not options.held_out:
            print("\n".join(tally.errors))


if __name__ == "__main__":
    main()
