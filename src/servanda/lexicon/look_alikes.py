"""Names that look like a state, a seat or an office-holder and name something else.

`data/entities/look_alikes.tsv` has a row a name and sort:

- `thing`: with one of `words` after it the name is a thing: Brazil nut, Moscow mule;
- `article`: with "the" or "a" and no noun after it the name is a thing: the Jordan, the Moon;
- `first`, `last`: persons bear the name as a first or last name: Jordan Peterson, Irving Berlin;
- `beside`: with one of `words` in the sentence it is another place: Tripoli in Lebanon;
- `given`: first names common enough to tell that a last name follows;
- `before`: words before a name that make another place of it: New England;
- `after`: capitalised words after a name that make a longer name of it: Moscow Times;
- `after_comma`: what sets a town of the same name elsewhere: Moscow, Idaho.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from servanda.lexicon.tables import read_table

TABLE = Path(__file__).with_name("data") / "entities" / "look_alikes.tsv"


class LookAlike(Struct, frozen=True, gc=False):
    """A name and what makes it name something else; see the module for the sorts."""

    id: str
    name: str
    sort: str
    words: tuple[str, ...]
    source: str
    verified: str


@lru_cache(maxsize=1)
def load_look_alikes() -> Mapping[tuple[str, str], frozenset[str]]:
    """Return the words of each sort and name, in lower case; the name is empty where all share."""
    rows = read_table(TABLE, LookAlike)
    words: dict[tuple[str, str], frozenset[str]] = {}
    for row in rows:
        key = (row.sort, row.name.lower())
        words[key] = words.get(key, frozenset()) | {w.lower() for w in row.words}
    return MappingProxyType(words)
