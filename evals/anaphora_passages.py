"""Passages in which what points back is marked: more gold for anaphora, of other genres.

`texts/anaphora/*.txt`: a head line (genre | title | day), then text in which `{x:words}` names the
entity x, `{x<words}` points back to it, `{x+y<words}` to both, `{-<it}` to nothing; marks nest.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

from evals.names_gold import Annotated, Row

from servanda.intake import from_text
from servanda.intake.options import Meta
from servanda.model.terms import Genre

FOLDER = Path(__file__).resolve().parent / "texts" / "anaphora"
MARK = re.compile(r"\{([a-z0-9+-]+)([:<])|\}")
SELF = {"self": "the speaker"}  # the name of the gold of names for who says "I"
Stretch = tuple[int, int, str, bool]


def passages(folder: Path = FOLDER) -> Iterator[Annotated]:
    """Yield the marked passages of a folder as documents with gold rows, by their names."""
    for path in sorted(folder.glob("*.txt")):
        head, _, marked = path.read_text(encoding="utf-8").partition("\n")
        genre, title, day = (part.strip() for part in head.split("|"))
        text, stretches = unmarked(marked.strip() + "\n")
        meta = Meta(title=title, genre=cast(Genre, genre), published=date.fromisoformat(day))
        document = from_text(text, meta, path.stem)
        if document.text != text:
            raise ValueError(f"{path}: the text changes at intake, so that offsets would not fit")
        names = [{"instrument": e, "start": a, "end": b} for a, b, e, back in stretches if not back]
        yield Annotated(path.stem, document, False, False, list(_rows(text, stretches)), names)


def unmarked(marked: str) -> tuple[str, list[Stretch]]:
    """Return a text without marks, and what is marked: offsets, entities, whether it points."""
    out, opened, found, at, length = [], list[tuple[int, str, bool]](), list[Stretch](), 0, 0
    for mark in MARK.finditer(marked):
        out.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            opened.append((length, mark[1], mark[2] == "<"))
        elif opened:
            start, entity, back = opened.pop()
            found.append((start, length, entity, back))
    if opened:
        raise ValueError(f"a mark is not closed: {opened[-1][1]}")
    return "".join([*out, marked[at:]]), sorted(found)


def _rows(text: str, stretches: list[Stretch]) -> Iterator[Row]:
    """Yield a row for each stretch that points, in the form of evals/gold/names."""
    for start, end, entity, back in stretches:
        if back:
            names = [] if entity == "-" else [SELF.get(n, n) for n in entity.split("+")]
            yield {
                "start": start, "end": end, "kind": kind_of(text[start:end], len(names)),
                "antecedents": [_nearest(n, start, stretches) for n in names],
                "ambiguous": False, "pleonastic": not names,
            }  # fmt: skip


def _nearest(name: str, start: int, stretches: list[Stretch]) -> Row:
    said = [s for s in stretches if s[2] == name]
    at = [s for s in said if s[0] < start] or [s for s in said if s[0] > start]
    return {"name": name, "start": at[-1][0] if at else None, "end": at[-1][1] if at else None}


def kind_of(words: str, members: int) -> str:
    """Return pronoun, definite, demonstrative or plural, as the gold of names has them."""
    first, _, rest = words.lower().partition(" ")
    if rest and first in ("this", "that", "these", "those", "such"):
        return "demonstrative"
    if rest and first not in ("each", "one", "the other"):
        return "plural" if members > 1 else "definite"
    return "pronoun"
