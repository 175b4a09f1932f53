"""Nouns by which texts speak of actors and instruments: heads, titles, pronouns, definite phrases.

`data/nouns/nouns.tsv` lists word (or phrase, in lower case), class and value. A word may stand in
several classes: "ministry" is an `organ` by its form and a `ministry` by whom it acts for.
"""

from functools import lru_cache
from importlib.resources import files


class Nouns:
    """The words of each class with their values; unchanged once it is made."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._classes: dict[str, dict[str, str]] = {}
        for word, cls, value in rows:
            self._classes.setdefault(cls, {}).setdefault(word, value)

    def of(self, cls: str) -> dict[str, str]:
        """Return the words of a class with their values; empty for an unknown class."""
        return self._classes.get(cls, {})

    def has(self, cls: str, word: str) -> bool:
        """Say whether a word, in lower case, stands in a class."""
        return word in self._classes.get(cls, {})

    def value(self, cls: str, word: str) -> str:
        """Return the value of a word in a class, empty where it has none."""
        return self._classes.get(cls, {}).get(word, "")


@lru_cache(maxsize=1)
def load_nouns() -> Nouns:
    """Return the nouns shipped with the package, read once."""
    text = files("servanda.lexicon").joinpath("data", "nouns", "nouns.tsv")
    lines = text.read_text(encoding="utf-8").splitlines()[1:]
    rows = [tuple(line.split("\t")) for line in lines if line]
    return Nouns([(row[0], row[1], row[2]) for row in rows])
