"""Words of sense for comparing what a text says of a provision with how the provision is put."""

import re
from functools import lru_cache
from importlib import resources

from servanda.reasoning.wording import STEM, WORD, empty_words

NUMBER = "alike.number"  # numbers and the words of citing: where something stands, not what
IN_FORCE = re.compile(r"\b(?:in|into) force\b", re.IGNORECASE)  # no forces that fight
SHORT = 2  # letters; shorter words tell nothing


@lru_cache(maxsize=1)
def groups() -> dict[str, str]:
    """Return the sense of each stem that tells the same as others.

    Source: reasoning/data/deed_words.tsv, and alike_words.tsv for the words of agreements.
    """
    out: dict[str, str] = {}
    for table in ("deed_words.tsv", "alike_words.tsv"):
        text = (resources.files("servanda.reasoning") / "data" / table).read_text(encoding="utf-8")
        for line in text.splitlines()[1:]:
            name, _, words = line.partition("\t")
            stems = list(dict.fromkeys(w[:STEM] for w in words.split()))
            if line.startswith("#") or not stems:
                continue
            shared = None if name == NUMBER else next((out[s] for s in stems if s in out), None)
            known = shared or name
            out |= {s: known for s in stems if s not in out}
    return out


@lru_cache(maxsize=20_000)
def sense(text: str) -> frozenset[str]:
    """Return what the words of a text tell: their senses, else their stems, without numbers."""
    plain = (w.lower().replace("’", "'").removesuffix("'s")
             for w in WORD.findall(IN_FORCE.sub(" ", text)))  # fmt: skip
    words = [w.replace("-", "") for w in plain]
    stems = {w[:STEM] for w in words if w not in empty_words() and len(w) > SHORT}
    known = groups()
    return frozenset(known.get(s, s) for s in stems) - {NUMBER}
