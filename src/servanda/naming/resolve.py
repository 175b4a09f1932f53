"""Settling all references of a document: names first, then phrases, pronouns, agreements."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from servanda.model import Act, Actor, Document, Instrument, Mention, Provision, Record, Ref
from servanda.naming.agreements import ahead, by_locator, settle_agreement
from servanda.naming.anaphora import settle_anaphora
from servanda.naming.merge import merge_actors, merge_instruments
from servanda.naming.own_text import own_text
from servanda.naming.persons import by_surname
from servanda.naming.persons_around import around
from servanda.naming.persons_titles import by_title
from servanda.naming.phrases import by_phrase, stripped
from servanda.naming.pronouns import by_salience, is_pronoun, kind_of, pair
from servanda.naming.world import Placed, World, placed, world_of
from servanda.naming.years import with_year

R = TypeVar("R", bound=Record)

AGREEMENT_FIELDS = frozenset({"instrument", "source_", "target_"})
PLACE_FIELDS = frozenset({"place"})
LOCATED = ("provision.last", "provision.back")  # no agreement stands next to the provision
SURE = 0.9


def resolve(document: Document, records: Sequence[Record]) -> list[Record]:
    """Return the records with their references settled; actors and instruments become one each.

    The order is kept, except that each actor and instrument stands where its first record stood.
    """
    world = world_of(document, records)
    mentions = [r for r in records if isinstance(r, Mention)]
    settled = settle_mentions(world, [m for m in mentions if not points_back(m)])
    pointing = settle_anaphora(world, filter(points_back, mentions))
    out: list[Record] = []
    actors: list[Actor] = []
    instruments: list[Instrument] = []
    for record in records:
        if isinstance(record, Mention):
            if record.id in settled:
                if settled[record.id].id is None and record.rule == "instrument.back":
                    continue  # it points back to nothing that is known
                out.append(replace(record, refers_to=settled[record.id]))
            elif record.id in pointing:
                out.append(pointing[record.id])
        elif isinstance(record, Actor):
            entity = _known_at(world, record.entity)
            actors.extend(_apart(world, replace(record, entity=entity)))
        elif isinstance(record, Instrument):
            instruments.extend(_instrument_parts(world, record))
        elif isinstance(record, Provision) and record.rule in LOCATED:
            place = record.anchors[0].start
            found = by_locator(world, record.instrument, record.locator, place)
            out.append(replace(_settle(world, record), instrument=found))
        else:
            told = _settle(world, record)
            out.append(with_year(told) if isinstance(told, Act) else told)
    done = [*out, *merge_actors(actors), *merge_instruments(world, instruments)]
    return own_text(world, done) if document.genre == "agreement" else done


def points_back(mention: Mention) -> bool:
    """Say whether a mention is a pronoun or definite phrase and no name."""
    return mention.rule.startswith("anaphor.")


def settle_mentions(world: World, mentions: list[Mention]) -> dict[str, Ref]:
    """Settle all mentions of a document and put them into its world; the result is by record id."""
    settled: dict[str, Ref] = {}
    named = [m for m in mentions if not m.rule.startswith("instrument")]
    full = frozenset(m.refers_to.id for m in named
                     if m.refers_to.id and m.refers_to.id.startswith("person:")
                     and " " in m.refers_to.surface)  # fmt: skip
    spoken = frozenset(m.refers_to.id for m in named if m.refers_to.id)
    for mention in sorted(named, key=lambda m: m.anchors[0]):
        ref = _settle_name(world, mention, full, spoken)
        settled[mention.id] = ref
        world.mentions.append(placed(mention, ref))
    _appositions(world, named, settled)
    for mention in sorted(mentions, key=lambda m: m.anchors[0]):
        if mention.rule.startswith("instrument"):
            how = mention.rule.partition(".")[2]
            ref = settle_agreement(world, mention.refers_to, how)
            settled[mention.id] = ref
            world.instruments.append(placed(mention, ref))
    for i, one in enumerate(world.instruments):
        if one.rule == "instrument.back" and one.ref.id is None:
            ref = ahead(world, one.ref)
            world.instruments[i] = Placed(one.start, one.end, ref, one.rule)
            settled |= {m.id: ref for m in mentions if m.refers_to.anchors == one.ref.anchors
                        and m.rule == one.rule}  # fmt: skip
    return settled


def _settle_name(world: World, mention: Mention, full: frozenset[str],
                 spoken: frozenset[str]) -> Ref:  # fmt: skip
    ref, rule = mention.refers_to, mention.rule
    start = mention.anchors[0].start
    if rule == "title":
        told = around(world, start, mention.anchors[0].end, full)
        return _among_named(by_title(ref, world.day_at(start), told), full)
    if rule.endswith(".surname"):
        ids = [a.id for a in ref.alternatives] or ([ref.id] if ref.id else [])
        unknown = [m.ref for m in world.mentions if m.rule == "person.unknown"
                   and m.ref.surface.split()[-1] == ref.surface]  # fmt: skip
        if unknown and not ids:
            return Ref(ref.surface, unknown[-1].id, ref.anchors, "surname", 0.6)
        before = world.text[max(0, start - 40) : start]
        return by_surname(ref, ids, full, spoken, world.day_at(start), before)
    if ref.id is None and ref.alternatives:
        first = ref.alternatives[0]
        share = round(ref.confidence * 0.6, 2)
        return Ref(ref.surface, first.id, ref.anchors, ref.method, share, ref.alternatives[1:])
    return ref


def _among_named(ref: Ref, full: frozenset[str]) -> Ref:
    """Return a title with several holders as the one of them whom the text names in full."""
    named = [a.id for a in ref.alternatives if a.id in full]
    if ref.id or len(named) != 1:
        return ref
    others = tuple(a for a in ref.alternatives if a.id != named[0])
    return Ref(ref.surface, named[0], ref.anchors, "office", 0.6, others)


def _appositions(world: World, named: list[Mention], settled: dict[str, Ref]) -> None:
    """Give a title its person where the name follows it: "the Foreign Minister of X, Y Z"."""
    by_place = {m.anchors[0].start: m for m in named}
    for i, one in enumerate(world.mentions[:-1]):
        j = next((k for k in range(i + 1, len(world.mentions))
                  if world.mentions[k].start >= one.end), None)  # fmt: skip
        if j is None:
            continue
        following = world.mentions[j]
        gap = world.text[one.end : following.start]
        if gap == " (" and following.rule.endswith("acronym") and one.ref.id is None:
            ref = Ref(one.ref.surface, following.ref.id, one.ref.anchors, "acronym", 0.85)
            world.mentions[i] = Placed(one.start, one.end, ref, one.rule)
            settled[by_place[one.start].id] = ref
        if one.sort == "person" and following.rule == "title" and gap in BACKWARD:
            ref = Ref(following.ref.surface, one.ref.id, following.ref.anchors, "apposition", 0.8)
            world.mentions[j] = Placed(following.start, following.end, ref, following.rule)
            settled[by_place[following.start].id] = ref
        if one.rule != "title" or following.sort != "person" or gap not in (", ", " "):
            continue
        ref = Ref(one.ref.surface, following.ref.id, one.ref.anchors, "apposition", 0.85)
        world.mentions[i] = Placed(one.start, one.end, ref, one.rule)
        settled[by_place[one.start].id] = ref


BACKWARD = (", the ", ", ", ", then ")


def _known_at(world: World, ref: Ref) -> Ref:
    """Return the settled reference of the mention at a reference's place, else itself."""
    if not ref.anchors:
        return ref
    start = ref.anchors[0].start
    listed = [m for m in (*world.mentions, *world.instruments) if m.start == start]
    return listed[0].ref if listed else ref


def _apart(world: World, record: Actor) -> Iterable[Actor]:
    """Yield an actor's record for each identity that its mentions turned out to have."""
    groups: dict[str, list[int]] = {}
    refs: list[Ref] = []
    named = {m.start: m.ref for m in reversed(world.mentions)}
    for i, anchor in enumerate(record.anchors):
        refs.append(named.get(anchor.start, record.entity))
        groups.setdefault(refs[-1].key, []).append(i)
    for members in groups.values():
        yield replace(record, anchors=tuple(record.anchors[i] for i in members),
                      entity=refs[members[0]])  # fmt: skip


def _instrument_parts(world: World, record: Instrument) -> Iterable[Instrument]:
    """Yield an instrument's record for each identity that its namings turned out to have."""
    for anchor in record.anchors:
        found = [m for m in world.instruments if m.start == anchor.start]
        entity = found[0].ref if found else record.entity
        yield replace(record, anchors=(anchor,), entity=entity)


def _settle(world: World, record: R) -> R:
    """Return a record with every reference in its fields settled, attribution first."""
    changed: dict[str, Any] = {}
    for name in ("attribution", *(f for f in record.__struct_fields__ if f != "attribution")):
        value = getattr(record, name)
        current = replace(record, **changed) if changed else record
        if isinstance(value, Ref):
            changed[name] = _one(world, name, value, current)
        elif isinstance(value, tuple) and value and isinstance(value[0], Ref):
            changed[name] = tuple(r for v in value for r in _many(world, name, v, current))
    return replace(record, **changed) if changed else record


def _many(world: World, name: str, ref: Ref, record: Record) -> tuple[Ref, ...]:
    """Return one reference, or the two or three that "both sides" stands for."""
    cls = kind_of(ref.surface)
    if cls in ("both", "all") and ref.id is None and type(ref) is Ref:
        size = 2 if cls == "both" else 3
        members = pair(world, ref.anchors[0].start if ref.anchors else 0, size)
        if members:
            return tuple(Ref(ref.surface, i, ref.anchors, "pair", 0.45) for i in members)
    several = _joined(world, ref) if not is_agreement_field(name, record) else ()
    if several and type(ref) is Ref:
        return several
    return (_one(world, name, ref, record),)


def _joined(world: World, ref: Ref) -> tuple[Ref, ...]:
    """Return the references of "A and B" where a field took them as one; none for anything else."""
    if not ref.anchors:
        return ()
    start, end = ref.anchors[0].start, ref.anchors[-1].end
    inside = world.inside(start, end)
    if len(inside) < 2:
        return ()
    edges = [start, *(x for m in inside for x in (m.start, m.end)), end]
    gaps = [world.text[a:b].strip(" #") for a, b in zip(edges[::2], edges[1::2], strict=True)]
    joints = {"and", ",", ", and", "and the", "as well as", ", the", "or"}
    if gaps[0].lower() not in ("", "the", "both") or gaps[-1] or not set(gaps[1:-1]) <= joints:
        return ()
    return tuple(m.ref for m in inside)


def _one(world: World, name: str, ref: Ref, record: Record) -> Ref:
    """Return one reference settled; it keeps its own type, words and anchors."""
    if ref.id and ref.confidence >= SURE and not is_agreement_field(name, record):
        return ref
    found = _found(world, name, Ref(ref.surface, ref.id, ref.anchors, ref.method, ref.confidence,
                                    ref.alternatives), record)  # fmt: skip
    return replace(ref, id=found.id, method=found.method, confidence=found.confidence,
                   alternatives=found.alternatives)  # fmt: skip


def _found(world: World, name: str, ref: Ref, record: Record) -> Ref:
    if is_agreement_field(name, record):
        return _agreement(world, ref)
    if is_pronoun(ref.surface):
        if ref.anchors and (told := world.pointing.get(ref.anchors[0].start)):
            back = told.refers_to
            if back.id and told.anchors[0].end == ref.anchors[0].end:
                return Ref(ref.surface, back.id, ref.anchors, back.method, back.confidence,
                           back.alternatives)  # fmt: skip
        found = by_salience(world, ref, record)
        if found.id or found.alternatives:
            return found
    if not ref.anchors:
        return by_phrase(world, ref, name in PLACE_FIELDS) if not ref.id else ref
    found = by_phrase(world, ref, name in PLACE_FIELDS)
    if found.id is None and is_pronoun(stripped(ref.surface)):
        return by_salience(world, ref, record)
    return found if found.id or not ref.id else ref


def is_agreement_field(name: str, record: Record) -> bool:
    """Say whether a field of a record holds an agreement."""
    kind = type(record).__name__
    return name == "instrument" or (kind == "Link" and name in ("source", "target"))


def _agreement(world: World, ref: Ref) -> Ref:
    """Return the agreement of a field: the one named at its place, else by what it says."""
    if not ref.anchors:
        return ref
    start, end = ref.anchors[0].start, ref.anchors[-1].end
    for one in world.instruments:
        if one.start < end and start < one.end:
            other = one.ref
            return Ref(ref.surface, other.id, ref.anchors, other.method, other.confidence,
                       other.alternatives)  # fmt: skip
    low = ref.surface.lower()
    if low in ("it", "its", "this", "that", "they", "them") or low.startswith(("this ", "that ")):
        told = [p for p in world.instruments if p.start < start and p.ref.id]
        if told:
            return Ref(ref.surface, told[-1].ref.id, ref.anchors, "salience", 0.4)
        return ref
    return settle_agreement(world, ref, "")
