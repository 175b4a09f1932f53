"""Names by which people read an id that the entity tables do not know.

`data/entities/party_names.tsv` has the groups that are parties to agreements of the registry and
are not looked for in texts; what no table knows is read off the id itself.
"""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from servanda.lexicon.tables import read_table

SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
                   "with"))  # fmt: skip
ENTITIES = frozenset(("state", "polity", "person", "org", "group", "place", "instrument", "office",
                      "seat"))  # fmt: skip


class PartyName(Struct, frozen=True, gc=False):
    """The name of a group that is party to an agreement of the registry."""

    id: str
    name: str
    source: str
    verified: str


@lru_cache(maxsize=1)
def party_names() -> dict[str, str]:
    """Return the names of `party_names.tsv` by id, read once."""
    path = files("servanda.lexicon").joinpath("data", "entities", "party_names.tsv")
    return {row.id: row.name for row in read_table(Path(str(path)), PartyName)}


def spelt(id_: str) -> str:
    """Return an id as a name: "person:zhou-enlai" is "Zhou Enlai"; no id as it stands.

    Of an agreement only the first word has a capital; a candidate's mark and the rest stay small.
    """
    kind, _, name = id_.partition(":")
    if kind not in ENTITIES or not name or " " in name or name.startswith("/"):
        return id_
    name, _, point = name.partition("#")
    words = name.removeprefix("candidate-").replace("/", " ").replace("-", " ").split()
    if kind == "instrument":
        said = " ".join(words)
        said = said[:1].upper() + said[1:]
    else:
        said = " ".join(w if n and w in SMALL else _capital(w) for n, w in enumerate(words))
    return f"{said}, point {point}" if point else said or id_


def _capital(word: str) -> str:
    """Return a word with a capital; one without a vowel is an acronym."""
    if word.isascii() and word.isalpha() and not set(word) & set("aeiouy") and len(word) > 1:
        return word.upper()
    return word[:1].upper() + word[1:]
