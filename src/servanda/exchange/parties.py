"""Who a table means: names, ISO codes and state numbers become references with an identity."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from servanda.lexicon.entities import Entities, load_entities
from servanda.lexicon.tables import read_table
from servanda.model import Ref

KINDS = ("state", "polity", "org", "group")
EXACT = ("name", "other_name", "acronym")
_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_FOOTNOTES = re.compile(r"(?:\s*\d+(?:\s*,\s*\d+)*)+$")


def by_name(surface: str, *, fallback: str, entities: Entities | None = None) -> Ref:
    """Return the reference for a name; an unknown one gets an id of its own under `fallback`.

    What stands in brackets ("DR Congo (Zaire)") and footnote numbers are left off when the whole
    name is not known. `fallback` is the first part of the id, e.g. `group:ucdp`.
    """
    known = entities or load_entities()
    plain = _FOOTNOTES.sub("", surface)
    bare = _BRACKET.sub("", plain).strip()
    for form in dict.fromkeys((surface, plain, bare, bare.removeprefix("The "))):
        found = {
            c.id: None
            for c in known.lookup(form)
            if c.kind in EXACT and c.id.partition(":")[0] in KINDS
        }
        if len(found) == 1:
            return Ref(surface, id=next(iter(found)), method="name", confidence=0.95)
    return Ref(surface, id=f"{fallback}-{slug(plain)}", method="registry", confidence=1.0)


def by_iso(code: str, *, fallback: str) -> Ref:
    """Return the reference for an ISO 3166 alpha-3 code."""
    entities = load_entities()
    known = f"state:{code}"
    if known in entities.by_id:
        return Ref(code, id=known, method="code", confidence=1.0)
    row = codes("iso").get(code)
    name = row.id if row else f"{fallback}-{slug(code)}"
    return Ref(code, id=name, method="code", confidence=1.0)


def by_number(system: str, number: str) -> Ref:
    """Return the reference for a state number of a system (`cow`: Correlates of War).

    A number of a state that is no longer there stays an id of its own: two numbers are never made
    one party.
    """
    row = codes(system).get(number)
    own = f"polity:{system}-{number}"
    # A party that only the system's number names is shown by what the system means with it.
    surface = row.note if row is not None and row.id == own else f"{system.upper()} {number}"
    return Ref(surface, id=row.id if row else own, method="code", confidence=1.0)


class Code(Struct, frozen=True):
    """A code that a system gives to somebody, and the id that stands for them here."""

    system: str
    code: str
    id: str
    note: str


@lru_cache(maxsize=8)
def codes(system: str) -> dict[str, Code]:
    """Return the rows of one system of codes by code, from `data/codes.tsv`."""
    rows = read_table(Path(__file__).parent / "data" / "codes.tsv", Code)
    return {row.code: row for row in rows if row.system == system}


def slug(text: str) -> str:
    """Return a text as the last part of an id: small letters, figures and hyphens."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", flat).strip("-") or "unnamed"
