"""Predictions for corpora of actor mentions: a mention and its date in, the country's code out."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Group, Organisation, Polity
from servanda.naming.principals import principal_of

# Codes that corpora give to what is no member or observer of the United Nations.
CODES = {
    "polity:taiwan": "TWN", "polity:kosovo": "XKX", "polity:western-sahara": "ESH",
    "polity:hong-kong": "HKG", "place:gaza-strip": "PSE", "place:west-bank": "PSE",
}  # fmt: skip
# Parts of a state whose standing nobody contests count for it; who contests his has a code or none.
WITHIN = frozenset({"autonomy", "devolved", "region"})
MIXED_FORCE = re.compile(
    r"\b(?:peace-?keep(?:ing|ers?)|(?:multi-?national|regional|allied|coalition) "
    r"(?:[a-z-]+ )?(?:forces?|troops|mission|monitors|observers))\b",
    re.IGNORECASE,
)


def predict(mentions: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "iso3", "person"}` for rows `{"id", "mention", "date"}`.

    `iso3` is the state that the mention belongs to, "IGO" for a body or force of several states,
    "IMG" for an armed group of none, None where nothing is known; `person` the id of the
    office-holder that a role stands for.
    """
    for row in mentions:
        found = principal_of(row["mention"], row.get("date") or "")
        code = code_of(found.id)
        if found.id is None and MIXED_FORCE.search(row["mention"]):
            code = "IGO"
        yield {"id": row["id"], "iso3": code, "person": found.person}


def code_of(entity: str | None) -> str | None:
    """Return the code under which corpora list an entity, None where they have none."""
    if entity is None:
        return None
    if entity.startswith("state:"):
        return entity.removeprefix("state:")
    row = load_entities().by_id.get(entity)
    if isinstance(row, Polity) and row.kind in WITHIN and len(row.claimed_by) == 1:
        return code_of(row.claimed_by[0])
    if isinstance(row, Organisation) and row.type == "regional government":
        return None
    if isinstance(row, Group) and row.kind == "armed" and not row.states:
        return "IMG"
    return "IGO" if entity.startswith("org:") else CODES.get(entity)
