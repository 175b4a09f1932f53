"""What words may mean alike: rows of verbs by sense, of nouns by sort, of words of questions."""

import csv
import re
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from servanda.asking.words import lemmas, regular, table
from servanda.reasoning.wording import empty_words, senses

WORD = re.compile(r"\w[\w'’-]*\w|\w")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
ROWS = (("senses.tsv", ("verbs", "nouns")), ("things.tsv", ("words",)))


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the entries of all tables by their first word: (words, row), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, columns in ROWS:
        place = resources.files("servanda.reasoning") / "data" / name
        lines = [x for x in place.read_text("utf-8").splitlines() if not x.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in columns:
                for entry in (row[column] or "").split():
                    words = tuple(entry.lstrip("*").split("_"))
                    out[words[0]].append((words, f"row:{row['id']}"))
    for row in table("like_words.tsv"):
        for word in row["words"].split():
            words = tuple(word.lower().split("_"))
            out[words[0]].append((words, f"row:{row['id']}"))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in out.items()}


def meanings(text: str) -> list[tuple[str, frozenset[str]]]:
    """Return the words of a text that carry its sense, each with the marks of its meanings."""
    words = [m.group() for m in WORD.finditer(text)]
    out = []
    for n, word in enumerate(words):
        if NUMBER.fullmatch(word):
            out.append((word, frozenset({word.replace(",", "")})))
            continue
        low = word.lower()
        marks = set(senses(regular(word)))  # "broke" is no stem of "brokered"
        for lemma in lemmas(low):
            for entry, row in _rows().get(lemma, ()):
                ahead = words[n : n + len(entry)]
                if [w.lower() for w in ahead[1:]] == [*entry[1:]] and len(ahead) == len(entry):
                    marks.add(row)
        if marks and low not in empty_words():
            out.append((word, frozenset(marks)))
    return out


@lru_cache(maxsize=20_000)
def marks_of(text: str) -> frozenset[str]:
    """Return the marks of all words of a text."""
    return frozenset(m for _, marks in meanings(text) for m in marks)


def deed(marks: frozenset[str]) -> bool:
    """Say whether a word may be a deed: in a row of verbs."""
    return any(m.startswith("row:senses.") for m in marks)
