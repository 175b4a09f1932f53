"""Cue words and frames: tables of `data/cues/`, one family a file, read when first asked."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from msgspec import Struct

from servanda.model.errors import LexiconError


class Cue(Struct, frozen=True):
    """A cue word or phrase: what it says and which constructions it takes.

    `lemma` is one word or several ("pull out of"), the first of which carries the inflection;
    `pos` is v, n, a, p, r, m (modal) or x (literal words); `frames` name its constructions.
    """

    id: str
    lemma: str
    pos: str
    family: str
    effect: str = ""
    frames: frozenset[str] = frozenset()
    note: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the lemma."""
        return tuple(self.lemma.split(" "))

    @property
    def prepositions(self) -> frozenset[str]:
        """Return the prepositions of the frames written `p:X`."""
        return frozenset(f[2:] for f in self.frames if f.startswith("p:"))


class Likelihood(Struct, frozen=True):
    """A verbal probability as a range from 0 to 1, with the published table it is from."""

    id: str
    lemma: str
    low: float
    high: float
    source: str


@lru_cache
def cues(family: str) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    """Return a table of cues by first word and part of speech, longest lemmas first.

    `family` is the name of a file in `data/cues/`. Raises LexiconError for a broken row.
    """
    table: dict[tuple[str, str], list[Cue]] = {}
    for row in rows(family):
        cue = Cue(
            row["id"], row["lemma"], row["pos"], row["family"], row["effect"],
            frozenset(row["frames"].split()), row["note"],
        )  # fmt: skip
        table.setdefault((cue.words[0], cue.pos), []).append(cue)
    return MappingProxyType(
        {k: tuple(sorted(v, key=lambda c: -len(c.words))) for k, v in table.items()}
    )


@lru_cache
def likelihoods() -> tuple[Likelihood, ...]:
    """Return the verbal probabilities, longest first."""
    found = [
        Likelihood(r["id"], r["lemma"], float(r["low"]), float(r["high"]), r["source"])
        for r in rows("probability")
    ]
    return tuple(sorted(found, key=lambda x: -len(x.lemma)))


def rows(family: str) -> list[dict[str, str]]:
    """Return the rows of a table of cues as they stand, comment lines left out."""
    name = f"{family}.tsv"
    text = (files("servanda.lexicon") / "data" / "cues" / name).read_text(encoding="utf-8")
    lines = [x for x in text.splitlines() if x.strip() and not x.startswith("#")]
    found = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(found, 1):
        if None in row or None in row.values() or not row["id"] or not row["lemma"]:
            raise LexiconError(
                "it has not as many cells as the head of the table",
                place=f"data/cues/{name}, row {number}",
                remedy="separate the cells of a row by single tabs",
            )
    return found
