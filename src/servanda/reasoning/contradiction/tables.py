"""Tables of the pair judgement: concepts, directions, opposites, and how words are found."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Polity, State
from servanda.model.errors import LexiconError

TOKEN = re.compile(r"[^\W\d_][\w'-]*|\d[\d.,]*\d|\d|[.,;:!?()–—]")


class Row(Struct, frozen=True):
    """A row of a table: its id, what it says, and the words it is said by."""

    id: str
    told: tuple[str, ...]


class Hit(Struct, frozen=True):
    """A row found in the words of a statement: which, and from which word to which."""

    row: Row
    start: int
    end: int


class Index:
    """Words and beginnings of words by their first one, so that a statement is read once."""

    def __init__(self) -> None:
        self._whole: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
        self._begun: dict[str, list[tuple[tuple[str, ...], Row]]] = {}

    def add(self, row: Row, words: str) -> None:
        """Enter a row under each of its words ("*" ends a beginning, "_" joins words)."""
        for word in words.split():
            parts = tuple(word.lower().split("_"))
            first = parts[0]
            if first.endswith("*"):
                self._begun.setdefault(first[:3], []).append((parts, row))
            else:
                self._whole.setdefault(first, []).append((parts, row))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Return the rows found, each place with the longest words that stand there."""
        hits: list[Hit] = []
        for at, word in enumerate(words):
            near = [*self._whole.get(word, ()), *self._begun.get(word[:3], ())]
            here = [(len(parts), row) for parts, row in near if _stands(parts, words, at)]
            longest = max((n for n, _ in here), default=0)
            found = {row.id: Hit(row, at, at + n) for n, row in here if n == longest}
            hits.extend(h for h in found.values() if not _within(h, hits))
        return hits


def _within(hit: Hit, hits: list[Hit]) -> bool:
    """Say whether a longer hit already covers a place."""
    return any(
        h.start <= hit.start and hit.end <= h.end and h.end - h.start > hit.end - hit.start
        for h in hits[-4:]
    )


def _stands(parts: tuple[str, ...], words: Sequence[str], at: int) -> bool:
    if at + len(parts) > len(words):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(parts, words[at : at + len(parts)], strict=True)
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words, numbers and stops of a text, in small letters."""
    plain = text.lower().replace("’", "'").replace("\u200b", "")
    return tuple(w.removesuffix("'s") for w in TOKEN.findall(plain))


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this room; raises LexiconError for a broken one."""
    place = files("servanda.reasoning.contradiction") / "data" / name
    lines = [x for x in place.read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    head = lines[0].split("\t")
    out = []
    for number, line in enumerate(lines[1:], 1):
        cells = line.split("\t")
        if len(cells) != len(head):
            raise LexiconError(
                f"{len(cells)} cells instead of {len(head)}", place=f"{name}, row {number}",
                remedy="separate the cells by single tabs",
            )  # fmt: skip
        out.append(dict(zip(head, cells, strict=True)))
    return out


@lru_cache(maxsize=1)
def concepts() -> Index:
    """Return the concepts; `told` are the poles of each, as `axis+` or `axis-`."""
    index = Index()
    for row in table("concepts.tsv"):
        index.add(Row(row["id"], tuple(row["poles"].split())), row["words"])
    return index


@lru_cache(maxsize=1)
def directions() -> Index:
    """Return the words that turn a statement; `told` are the way and its side."""
    index = Index()
    for row in table("directions.tsv"):
        index.add(Row(row["id"], (row["way"], row["side"])), row["words"])
    return index


@lru_cache(maxsize=1)
def opposites() -> Index:
    """Return the opposite words; `told` is the side of the pair, `one` or `other`."""
    index = Index()
    for row in table("opposites.tsv"):
        for side in ("one", "other"):
            index.add(Row(row["id"], (side,)), row[side])
    return index


@lru_cache(maxsize=1)
def denials() -> Index:
    """Return the words that deny without a "not"; `told` is empty."""
    index = Index()
    for row in table("denials.tsv"):
        index.add(Row(row["id"], ()), row["words"])
    return index


@lru_cache(maxsize=1)
def actors() -> Index:
    """Return states and polities by their names, demonyms and adjectives; `told` is empty."""
    index = Index()
    lexicon = load_entities()
    named: tuple[State | Polity, ...] = (*lexicon.states, *lexicon.polities)
    for entity in named:
        for name in (entity.name, *entity.names, *entity.demonyms, *entity.adjectives):
            if len(name) > 3:  # in small letters "US" is a pronoun
                index.add(Row(entity.id, ()), "_".join(words_of(name)))
    return index
