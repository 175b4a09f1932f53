"""The pattern language of `rules.tsv`, made into regexes over the codes of tokens.

An element is a class (`MONTH`), a word (`of`), a macro (`@COUNT`, a row whose id starts
with @) or a group `( a | b )`; `name=` before it keeps what it matched; `?` and `+` as usual.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from servanda.reading.dates.words import vocabulary

PIECE = re.compile(r"[a-z]=|[A-Z]+|@[A-Z]+|[a-z'’]+|[()|?+]")


@dataclass(frozen=True)
class Rule:
    """A row of the table: its regex over codes, what builds its value, and how widely it is meant.

    `argument` goes to the builder. Rules of `reach` "wide" are for corpora that mark every vague
    word, those of reach "story" only for such narratives; both are left out otherwise. Reach
    "news" is left out of every narrative.
    """

    id: str
    regex: re.Pattern[str]
    builder: str
    argument: str
    reach: str


@dataclass(frozen=True)
class Grammar:
    """All rules, and for each code the rules that may begin with it."""

    rules: tuple[Rule, ...]
    starting: dict[str, tuple[Rule, ...]]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """Return the rules of `rules.tsv`, compiled once a process."""
    lines = files(__package__).joinpath("rules.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]
    macros = {row[0]: row[1] for row in rows if row[0].startswith("@")}
    rules: list[Rule] = []
    starting: dict[str, list[Rule]] = {}
    for row in rows:
        if row[0].startswith("@"):
            continue
        name, pattern, builder, argument, reach = [*row, "", "", ""][:5]
        regex, first = compile_pattern(pattern, macros)
        rule = Rule(name, re.compile(regex), builder, argument, reach)
        rules.append(rule)
        for code in first:
            starting.setdefault(code, []).append(rule)
    return Grammar(tuple(rules), {code: tuple(found) for code, found in starting.items()})


def compile_pattern(pattern: str, macros: dict[str, str]) -> tuple[str, frozenset[str]]:
    """Return the regex of a pattern and the codes that it may begin with."""
    while "@" in pattern:
        pattern = re.sub(r"@[A-Z]+", lambda m: f"( {macros[m.group()]} )", pattern)
    reader = _Reader(PIECE.findall(pattern))
    regex, first, _ = reader.alternatives()
    return regex, first


class _Reader:
    """Recursive descent over the pieces of one pattern; each part gives regex, first, empty."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.at = 0

    def alternatives(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = self.sequence()
        while self._next() == "|":
            self.at += 1
            other, codes, nothing = self.sequence()
            regex, first, empty = f"{regex}|{other}", first | codes, empty or nothing
        return regex, first, empty

    def sequence(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = "", frozenset[str](), True
        while self._next() not in ("", "|", ")"):
            piece, codes, nothing = self.element()
            regex += piece
            first = first | codes if empty else first
            empty = empty and nothing
        return regex, first, empty

    def element(self) -> tuple[str, frozenset[str], bool]:
        piece, name, empty = self._take(), "", False
        if piece.endswith("=") and len(piece) == 2:
            name, piece = piece[0], self._take()
        if piece == "(":
            regex, first, empty = self.alternatives()
            self._take()
            regex = f"(?P<{name}>{regex})" if name else f"(?:{regex})"
        else:
            first = _codes(piece)
            regex = "[" + "".join(sorted(first)).replace("-", r"\-") + "]"
            regex = f"(?P<{name}>{regex})" if name else regex
        if self._next() in ("?", "+"):
            sign = self._take()
            regex, empty = regex + sign, empty or sign == "?"
        return regex, first, empty

    def _next(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def _take(self) -> str:
        self.at += 1
        return self.pieces[self.at - 1]


def _codes(piece: str) -> frozenset[str]:
    words = vocabulary()
    if piece.isupper():
        return words.classes[piece]
    return frozenset(words.codes[piece])
