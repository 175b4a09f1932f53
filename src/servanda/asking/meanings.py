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
        marks, phrases = _of_word(word)
        for rest, row in phrases:
            if [w.lower() for w in words[n + 1 : n + 1 + len(rest)]] == [*rest]:
                marks = marks | {row}
        if marks and word.lower() not in empty_words():
            out.append((word, marks))
    return out


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[frozenset[str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the marks of a word, and what words after it would add which mark to it."""
    if NUMBER.fullmatch(word):
        return frozenset({word.replace(",", "")}), ()
    marks = set(senses(regular(word)))  # "broke" is no stem of "brokered"
    phrases = []
    for lemma in lemmas(word.lower()):
        for entry, row in _rows().get(lemma, ()):
            if len(entry) == 1:
                marks.add(row)
            else:
                phrases.append((entry[1:], row))
    return frozenset(marks), tuple(phrases)


def marks_in(text: str) -> frozenset[str]:
    """Return the marks of all words of a text."""
    return frozenset(m for _, marks in meanings(text) for m in marks)


@lru_cache(maxsize=20_000)
def marks_of(text: str) -> frozenset[str]:
    """Return what `marks_in` does, kept for a text that is asked for again."""
    return marks_in(text)


def deed(marks: frozenset[str]) -> bool:
    """Say whether a word may be a deed: in a row of verbs."""
    return any(m.startswith("row:senses.") for m in marks)
