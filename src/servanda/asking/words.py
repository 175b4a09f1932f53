"""The words of questions: their lemmas, and the classes that say what they ask for.

`data/forms.tsv` holds the irregular forms, `data/classes.tsv` the classes. Both are of the words of
questions alone; a lemma that no table knows is left as it is written.
"""

import csv
import re
from collections import defaultdict
from functools import lru_cache
from importlib import resources

LONGEST = 5  # words of an entry
PARTS = ("verbs", "nouns", "others")
WORD = re.compile(r"\w[\w'’-]*\w|\w")
DOUBLED = re.compile(r"([bdglmnprt])\1$")


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this room, its comments left out."""
    place = resources.files("servanda.asking") / "data" / name
    lines = [x for x in place.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=32)
def group(name: str) -> frozenset[str]:
    """Return a group of words that the shape of a question turns on, as "aux" or "pauses"."""
    return frozenset(w for row in table("groups.tsv") if row["group"] == name
                     for w in row["words"].split())  # fmt: skip


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {form: row["lemma"] for row in table("forms.tsv") for form in row["forms"].split()}


def regular(word: str) -> str:
    """Return the lemma of an irregular form, any other word as it is."""
    return _irregular().get(word.lower(), word)


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Return the lemmas that a word may be a form of, itself among them; case does not count."""
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    out = {low}
    if low in _irregular():
        out.add(_irregular()[low])
    for end, more in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"),
                      ("ing", ""), ("ing", "e"), ("er", ""), ("d", "")):  # fmt: skip
        if low.endswith(end) and len(low) - len(end) > 2:
            stem = low.removesuffix(end)
            out |= {stem + more, DOUBLED.sub(r"\1", stem) + more}
    return frozenset(out)


Entry = tuple[tuple[str, ...], str, str]  # words, part, class


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[Entry, ...]]:
    """Return the entries of the classes by their first word, longest first."""
    out: dict[str, list[Entry]] = defaultdict(list)
    for row in table("classes.tsv"):
        for part in PARTS:
            for entry in (row[part] or "").split():
                words = tuple(entry.split("_"))
                out[words[0]].append((words, part, row["class"]))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in out.items()}


def _plain(word: str) -> frozenset[str]:
    """Return a word with what it is the plural of."""
    low = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    ends = (("s", ""), ("es", ""), ("ies", "y"))
    return frozenset({low, *(low.removesuffix(e) + more for e, more in ends if low.endswith(e))})


def classes_at(words: list[str], at: int) -> set[tuple[str, str, int]]:
    """Return the classes that begin at a word: (class, part of speech, number of words)."""
    out = set()
    for lemma in lemmas(words[at]):
        for entry, part, class_ in _entries().get(lemma, ()):
            if part == "nouns" and lemma not in _plain(words[at]):
                continue  # "took" is no noun, though "take" is one
            ahead = words[at : at + len(entry)]
            if len(ahead) == len(entry) and all(
                e == w.lower() or e in lemmas(w) for e, w in zip(entry[1:], ahead[1:], strict=True)
            ):
                out.add((class_, part, len(entry)))
    return out
