"""Predictions for corpora of actor mentions: a mention and its date in, the country's code out."""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.naming.principals import principal_of

# Codes that corpora give to what is no member or observer of the United Nations.
CODES = {
    "polity:taiwan": "TWN", "polity:kosovo": "XKX", "polity:western-sahara": "ESH",
    "polity:hong-kong": "HKG", "place:gaza-strip": "PSE", "place:west-bank": "PSE",
}  # fmt: skip


def predict(mentions: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "iso3", "person"}` for rows `{"id", "mention", "date"}`.

    `iso3` is the state that the mention belongs to, "IGO" for a body of several states, None where
    nothing is known; `person` the id of the office-holder that a role stands for.
    """
    for row in mentions:
        found = principal_of(row["mention"], row.get("date") or "")
        yield {"id": row["id"], "iso3": code_of(found.id), "person": found.person}


def code_of(entity: str | None) -> str | None:
    """Return the code under which corpora list an entity, None where they have none."""
    if entity is None:
        return None
    if entity.startswith("state:"):
        return entity.removeprefix("state:")
    return "IGO" if entity.startswith("org:") else CODES.get(entity)
