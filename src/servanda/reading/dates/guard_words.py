"""What the guards look at: their word lists and the words around a match."""

from functools import lru_cache
from importlib.resources import files

from servanda.reading.dates.tokens import Line


@lru_cache(maxsize=32)
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind of `guards.tsv`: `numbered`, `counted`, `before_month` ..."""
    lines = files(__package__).joinpath("guards.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines[1:])
    return frozenset(word for word, cls in pairs if cls == kind)


def word(line: Line, index: int) -> str:
    """Return the token at an index in lower case, empty outside the text."""
    return line.tokens[index].group().lower() if 0 <= index < len(line.tokens) else ""


def gap(line: Line, index: int) -> str:
    """Return what stands between the token before an index and the token there."""
    if not 0 < index < len(line.tokens):
        return ""
    return line.text[line.tokens[index - 1].end() : line.tokens[index].start()]
