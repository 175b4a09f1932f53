"""Reader of `actor`: once a document, each state, polity, body, person and group that it names."""

from collections.abc import Iterator

from servanda.lexicon.entities import load_entities
from servanda.model import Actor, Record, Ref
from servanda.model.terms import ActorType
from servanda.reading.context import Context
from servanda.reading.mentions import named_ref
from servanda.reading.names import Named
from servanda.reading.namings import namings

NAME = "actors"
TYPES: dict[str, ActorType] = {
    "state": "state", "polity": "polity", "person": "person", "org": "organization",
    "group": "group", "place": "place",
}  # fmt: skip


def read(context: Context) -> Iterator[Record]:
    """Yield one Actor for each name or set of like names; naming joins those that are one actor."""
    groups: dict[str, list[tuple[Named, Ref]]] = {}
    for naming in namings(context).names:
        ref = named_ref(context, naming)
        if ref.id and ref.id.startswith("place:"):
            continue
        groups.setdefault(ref.id or ref.surface.casefold(), []).append((naming, ref))
    for members in groups.values():
        naming, ref = members[0]
        surfaces = tuple(dict.fromkeys(r.surface for _, r in members))
        yield context.record(
            Actor,
            reader=NAME,
            at=tuple(r.anchors[0] for _, r in members),
            attribution=(),
            entity=ref,
            name=known_name(ref.id) or ref.surface,
            type=type_of(ref.id, naming),
            aliases=surfaces,
            confidence=max(r.confidence for _, r in members),
            rule=naming.sort,
        )


def known_name(entity: str | None) -> str:
    """Return the name under which the lexicon lists an entity, empty where it does not."""
    row = load_entities().by_id.get(entity or "")
    return str(getattr(row, "name", ""))


def type_of(entity: str | None, naming: Named) -> ActorType:
    """Return the type that an id's prefix tells, else the one that the form of the name tells."""
    prefix = (entity or "").partition(":")[0]
    if prefix in TYPES:
        return TYPES[prefix]
    if naming.sort in ("title", "person") or naming.how == "surname":
        return "person"
    return "organization" if naming.sort in ("organ", "entity") else "unknown"
