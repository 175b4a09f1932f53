"""Actors and instruments once a document: records of one identity become one."""

from collections.abc import Iterable

from msgspec.structs import replace

from servanda.lexicon.entities import load_entities
from servanda.lexicon.registry import load_registry
from servanda.model import Actor, Instrument, Ref, with_id
from servanda.model.terms import ActorType
from servanda.naming.agreements import parties_in
from servanda.naming.world import World

TYPES: dict[str, ActorType] = {
    "state": "state", "polity": "polity", "person": "person", "org": "organization",
    "group": "group", "place": "place",
}  # fmt: skip


def merge_actors(records: Iterable[Actor]) -> list[Actor]:
    """Return one Actor for each identity, its anchors in text order, its surfaces as aliases."""
    groups: dict[str, list[Actor]] = {}
    for record in records:
        groups.setdefault(record.entity.key.casefold(), []).append(record)
    return [_one_actor(members) for members in groups.values()]


def merge_instruments(world: World, records: Iterable[Instrument]) -> list[Instrument]:
    """Return one Instrument for each identity; what only points back to nothing known is left."""
    groups: dict[str, list[Instrument]] = {}
    for record in records:
        if record.entity.id is None and record.rule.endswith(".back"):
            continue
        groups.setdefault(record.entity.key.casefold(), []).append(record)
    return [_one_instrument(world, members) for members in groups.values()]


def _one_actor(members: list[Actor]) -> Actor:
    anchors = tuple(sorted({a for m in members for a in m.anchors}))
    best = max(members, key=lambda m: (m.entity.confidence, -m.anchors[0].start))
    entity = replace(best.entity, anchors=best.entity.anchors or anchors[:1])
    row = load_entities().by_id.get(entity.id or "")
    made = replace(
        best,
        anchors=anchors,
        entity=entity,
        name=str(getattr(row, "name", "") or best.name),
        type=TYPES.get((entity.id or "").partition(":")[0], best.type),
        aliases=tuple(dict.fromkeys(a.quote for a in anchors)),
        confidence=max(m.confidence for m in members),
    )
    return with_id(made)


def _one_instrument(world: World, members: list[Instrument]) -> Instrument:
    anchors = tuple(sorted({a for m in members for a in m.anchors}))
    best = max(members, key=lambda m: (m.entity.confidence, -m.anchors[0].start))
    row = load_registry().get(best.entity.id or "")
    parties: tuple[str, ...] = row.parties if row else ()
    if not row:
        told = {p for m in members for p in parties_in(m.entity.surface, world.day)}
        parties = tuple(sorted(told))
    made = replace(
        best,
        anchors=anchors,
        title=row.title if row else best.title,
        form=row.form if row else best.form,
        parties=tuple(Ref(p, p, (), "registry" if row else "naming", 0.8) for p in parties[:12]),
        aliases=tuple(dict.fromkeys(a.quote for a in anchors)),
        confidence=max(m.confidence for m in members),
    )
    return with_id(made)
