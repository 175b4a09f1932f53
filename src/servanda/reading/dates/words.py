"""The words of the date grammar: each word one code point, so that a rule is a small regex.

`words.tsv` lists word, class and value. A word may stand in several classes ("second" is a unit and
an ordinal). Numbers, clock times and numeric dates have shapes instead of rows.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

OTHER = "."
FIRST_CODE = 0xE000
# Shapes of tokens that no table can list; see `tokens.shape`.
SHAPES = (
    "DAYNUM", "SHORTNUM", "BIGNUM", "YEAR", "ORDNUM", "DECADENUM", "SHORTYEAR", "SHORTDECADE",
    "ISO", "NUMERIC", "CLOCK", "MERIDIEM", "ERA", "GEN", "SHORTTENS",
    "NINEELEVEN", "ISOTIME",
)  # fmt: skip
PUNCTUATION = {",": "COMMA", ".": "DOT", "-": "DASH", "(": "OPEN", ")": "CLOSE", "/": "SLASH"}


@dataclass(frozen=True)
class Vocabulary:
    """Codes of words and shapes, classes as sets of codes, and the value of a word in a class."""

    codes: dict[str, str]
    classes: dict[str, frozenset[str]]
    values: dict[tuple[str, str], str]

    def value(self, cls: str, word: str) -> str:
        """Return what the word stands for in a class: "3" for ("MONTH", "march")."""
        return self.values[(cls, word)]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the words of `words.tsv`, read once a process."""
    lines = files(__package__).joinpath("words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]
    codes: dict[str, str] = {}
    classes: dict[str, set[str]] = {}
    values: dict[tuple[str, str], str] = {}

    def add(word: str, cls: str, value: str) -> None:
        code = codes.setdefault(word, chr(FIRST_CODE + len(codes)))
        classes.setdefault(cls, set()).add(code)
        values[(cls, word)] = value

    for shape in SHAPES:
        add(f"<{shape}>", shape, "")
    for sign, name in PUNCTUATION.items():
        add(sign, name, "")
    for word, cls, value in rows:
        add(word, cls, value)
    return Vocabulary(codes, {c: frozenset(v) for c, v in classes.items()}, values)
