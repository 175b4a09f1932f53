"""Score roles at a date: whom "the Russian president" means in a text of a given day.

    python -m evals.score_roles [--held-out] [--errors] [--vague]

An item is right where the namings that touch its phrase, its owners aside, all lead to the expected
person; where nobody is expected, none of them may lead to a person. `--errors` shows the items of
the open half only. With `--vague` look-alikes are scored: right where none of the readings that
an item forbids touches its phrase.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Group, Office, Organisation, Person
from servanda.lexicon.keys import name_key
from servanda.model import Mention, Record, Ref

GOLD = Path(__file__).resolve().parent / "gold" / "roles"
SPELT_ALIKE = 75  # of 100: Aivazian and Ayvazyan
Item = dict[str, Any]


def rows(name: str, *, held_out: bool) -> list[Item]:
    """Return the items of a file that lie on one side of the held-out line."""
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["held_out"] == held_out]


@lru_cache(maxsize=2048)
def read_on(text: str, published: str) -> tuple[Record, ...]:
    """Return the records of a text written on a day (YYYY-MM-DD, or empty where unknown)."""
    from servanda.engine import read_document

    day = date.fromisoformat(published) if published else None
    document = from_text(text, Meta(published=day, genre="news", language="en"))
    if document.text != text:
        raise ValueError(f"text changed at intake: {text[:60]!r}")
    return read_document(document).records


def namings(item: Item) -> Iterator[Ref]:
    """Yield the references that touch a phrase, without the owners inside it ("Macron's")."""
    start, end, text = item["start"], item["end"], item["text"]
    for record in read_on(text, item.get("published", "")):
        if isinstance(record, Mention) and not record.rule.startswith("instrument"):
            anchor = record.anchors[0]
            touches = anchor.start < end and start < anchor.end
            inside = record.rule != "title" and re.match(r"['’]s?\s", text[anchor.end : end])
            if touches and not inside:
                yield record.refers_to


def persons(expected: str) -> set[str]:
    """Return the ids of the persons of the lexicon who go by a name, in just this spelling."""
    key = name_key(expected)
    return {p.id for p in load_entities().persons if key in map(name_key, (p.name, *p.names))}


def alike(entity: str, expected: str) -> bool:
    """Say whether a person's name is the expected one spelt otherwise, or longer or shorter."""
    row = load_entities().by_id.get(entity)
    names = (row.name, *row.names) if isinstance(row, Person) else (entity.partition(":")[2],)
    wanted = re.split(r" of ", name_key(expected))[0].split()
    return any(_same_words(name_key(n).replace("-", " ").split(), wanted) for n in names)


def _same_words(one: list[str], other: list[str]) -> bool:
    """Say whether each word of the shorter name is spelt almost like one of the longer."""
    short, long = sorted((one, other), key=len)
    return all(any(fuzz.ratio(a, b) >= SPELT_ALIKE or a == b[:1] for b in long) for a in short)


def is_right(item: Item) -> bool:
    """Say whether the namings of an item's phrase lead to the expected person alone, or nobody."""
    ids = {r.id for r in namings(item) if r.id and r.id.startswith("person:")}
    if item["expected"] is None:
        return not ids
    wanted = persons(item["expected"])
    if wanted:
        return bool(ids) and ids <= wanted
    return bool(ids) and all(alike(i, item["expected"]) for i in ids)


def forbidden(item: Item) -> set[str]:
    """Return the forbidden readings of a look-alike that were made all the same."""
    bad = item["must_not"]
    return {bad for ref in namings(item) if _reads(ref, bad)}


def _reads(ref: Ref, bad: str) -> bool:
    sort, _, value = bad.partition(":")
    if sort == "title":
        return ref.method in ("title", "office") and bool(ref.id)
    ids = [ref.id] if ref.id else [a.id for a in ref.alternatives]
    if sort == "state":
        return f"state:{value}" in ids
    if sort == "person":
        return bool(set(ids) & persons(value))
    row = [load_entities().by_id.get(i) for i in ids]
    return any(isinstance(r, Group | Organisation) and _alike(r, value) for r in row)


def _alike(row: Group | Organisation, value: str) -> bool:
    key = name_key(value)
    return any(name_key(n) in key or key in name_key(n) for n in (row.name, *row.names))


def known_office(item: Item) -> bool:
    """Say whether the lexicon has the office that an item's person held on its day."""
    state, _, title = item["office"].partition(":")
    entities = load_entities()
    for person in persons(item["expected"]):
        for term in entities.offices_of(person, item["ref_date"]):
            office = entities.by_id.get(term.office)
            if isinstance(office, Office) and office.id.startswith(f"office:{state}/"):
                return bool(title)
    return False


def measure(*, held_out: bool) -> dict[str, float]:
    """Return the shares right of roles and of look-alikes, on one side of the held-out line."""
    roles, vague = rows("roles", held_out=held_out), rows("vague", held_out=held_out)
    return {
        "roles": sum(map(is_right, roles)) / len(roles),
        "vague": sum(not forbidden(v) for v in vague) / len(vague),
    }


def main() -> None:
    """Print the shares right by kind; of the open half the errors, where asked."""
    ask = argparse.ArgumentParser(description="Score roles at a date.")
    ask.add_argument("--held-out", action="store_true")
    ask.add_argument("--errors", action="store_true")
    ask.add_argument("--vague", action="store_true")
    options = ask.parse_args()
    items = rows("vague" if options.vague else "roles", held_out=options.held_out)
    count: Counter[tuple[str, bool]] = Counter()
    for item in items:
        good = not forbidden(item) if options.vague else is_right(item)
        count["all", good] += 1
        count[item.get("kind", "vague"), good] += 1
        if options.errors and not options.held_out and not good:
            show(item)
    for kind in sorted({k for k, _ in count}) if not options.held_out else ["all"]:
        right, wrong = count[kind, True], count[kind, False]
        print(f"{kind:16} right {right:3d} of {right + wrong:3d} = {right / (right + wrong):.3f}")


def show(item: Item) -> None:
    """Print an item of the open half with what was found for it."""
    marked = f"{item['text'][: item['start']]}[[{item['quote']}]]{item['text'][item['end'] :]}"
    found = [(r.surface, r.id, r.method, [a.id for a in r.alternatives]) for r in namings(item)]
    known = sorted(persons(item["expected"])) if item.get("expected") else []
    about = item.get("office") or item.get("must_not")
    print(item["id"], item.get("published", ""), item.get("kind", ""), about, "|", marked)
    print("     expected", item.get("expected"), [p for p in known if _is_person(p)])
    print("     found", found)


def _is_person(entity: str) -> bool:
    return isinstance(load_entities().by_id.get(entity), Person)


if __name__ == "__main__":
    main()
