"""The agreement that a document is the text of: its identity, parties, terms and signature.

In such a text "this Protocol" is the document itself, "the Parties" are those who conclude it, and
every clause is a commitment under it.
"""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from servanda.lexicon.registry import load_registry
from servanda.model import (
    Act,
    Anchor,
    Commitment,
    Instrument,
    Link,
    Mention,
    Provision,
    Record,
    Ref,
)
from servanda.model import anchor as anchor_of
from servanda.model.anchors import When
from servanda.model.ids import with_id
from servanda.model.terms import Form
from servanda.naming.agreements import CANDIDATE, by_clues, candidate, clues_of, head_of
from servanda.naming.own_terms import depositary_of, terms_of
from servanda.naming.own_units import Unit, own_units
from servanda.naming.phrases import slug, stripped
from servanda.naming.world import World
from servanda.version import VERSION

NAME = "own_text"
SURE = 0.65  # likeness from which a text is taken for one that the registry knows
PARTIES = ("state", "polity", "group", "org")
UNITS = ("article", "clause")
TITLE = re.compile(r"[#*\s]*([^\n]*[^\s*#])")
BETWEEN = re.compile(r"\b(?:between|by and between)\b", re.IGNORECASE)
AGREE = re.compile(
    r"\b(?:have agreed|agree|agreed|declare|undertake|have decided|have reached|hereinafter)\b"
)
SIGNED_FOR = re.compile(r"^\W*(?:For|On behalf of)\b[^\n]*", re.MULTILINE)
OTHERS = re.compile(
    r"\b(?:witness|presence of|mediat|auspices|facilitat|guarant|broker|depositar|good offices)",
    re.IGNORECASE,
)
DONE = re.compile(r"\b(?:Done|DONE|Signed|SIGNED|Concluded|Adopted)\s+(?:at|in|on|this)\b[^\n]*")
ALL = re.compile(
    r"(?:(?:the|both|all|each|either|neither|any|no|of)\s+)*(?:(?:high\s+)?contracting\s+)?"
    r"(?:part(?:y|ies)|sides?|states parties|signatories|each other|one another"
    r"|other (?:part(?:y|ies)|sides?))", re.IGNORECASE,
)  # fmt: skip
THIS = re.compile(r"\b(?:this|the present|these)\s+$", re.IGNORECASE)


def own_text(world: World, records: list[Record]) -> list[Record]:
    """Return the records of an agreement's text with its own instrument put into them.

    Added are the instrument with its parties and terms, and the signature that the text tells of.
    """
    title = _title(world)
    if title is None:
        return records
    parties = _parties(world, records)
    own, aliases = _identity(world, title, {p.id for p in parties if p.id})
    known = load_registry().get(own.id or "")
    settled = [_owned(world, r, own, aliases, parties) for r in records]
    if known is not None or own.id is None:
        return settled
    units = own_units(world.document)
    terms, marks = terms_of(world.text, skip=[(u.start, u.end) for u in units])
    told = [r for r in settled if isinstance(r, Instrument) and r.entity.id == own.id]
    made = Instrument(
        document=world.document.id, anchors=told[0].anchors if told else (title,), entity=own,
        title=title.quote, form=_form(title),
        parties=tuple(replace(p, method=NAME) for p in parties), aliases=(title.quote,),
        terms=terms, marks=marks, depositary=_depositary(world),
        extractor=f"{NAME}@{VERSION}", confidence=0.7, rule="own.title",
    )  # fmt: skip
    kept = [r for r in settled if r not in told]
    children = [_child(world, made, u) for u in units]
    return [*kept, with_id(made), *children, *_signature(world, own, parties)]


def _depositary(world: World) -> Ref | None:
    """Return who keeps the original and the instruments of ratification, with the id it has."""
    place = depositary_of(world.text)
    if place is None:
        return None
    named = [m.ref for m in world.inside(place.start, place.end) if m.ref.id]
    known = named[0] if len(named) == 1 else None
    return Ref(place.quote, known.id if known else None, (place,), NAME, 0.7)


def _child(world: World, parent: Instrument, unit: Unit) -> Record:
    """Return the instrument of a provision that runs for a time of its own; its parent ends it."""
    place = unit.marks[0].anchors[0]
    id_ = f"{parent.entity.id}#{unit.locator.split()[-1]}"
    entity = Ref(place.quote, id_, (place,), NAME, 0.6)
    return with_id(Instrument(
        document=world.document.id, anchors=(place,), entity=entity,
        title=f"{parent.title}, {unit.locator}",
        form=parent.form, parties=parent.parties, terms=unit.terms, marks=unit.marks,
        parent=parent.entity.id, extractor=f"{NAME}@{VERSION}", confidence=0.6, rule="own.unit",
    ))  # fmt: skip


def _title(world: World) -> Anchor | None:
    """Return the place of the title: where the text has it, else its first line."""
    text, told = world.text, world.document.title
    at = text.find(told) if told else -1
    if at >= 0:
        return anchor_of(text, at, at + len(told))
    first = TITLE.match(text)
    return anchor_of(text, *first.span(1)) if first else None


def _identity(world: World, title: Anchor, parties: set[str]) -> tuple[Ref, frozenset[str]]:
    """Return which agreement the text is, and the ids that its title was first taken for.

    It is one of the registry where title and parties fit, else a candidate by its title.
    """
    inside = [m for m in world.instruments if title.start <= m.start < title.end and m.ref.id]
    whole = Ref(title.quote, None, (title,))
    clues = clues_of(world, whole, title.start, title.end)
    for named in (*(m.ref for m in inside), by_clues(world, whole, clues, [])):
        row = load_registry().get(named.id or "")
        if row is None or named.confidence < SURE:
            continue
        if not parties or len(parties & set(row.parties)) >= min(2, len(row.parties)):
            return Ref(title.quote, named.id, (title,), NAME, named.confidence), frozenset()
    words = slug(stripped(title.quote))
    if words == "unnamed":
        return whole, frozenset()
    taken = {m.ref.id for m in inside} | {candidate(world, whole, clues).id}
    aliases = frozenset(i for i in taken if i and i.startswith(CANDIDATE))
    return Ref(title.quote, CANDIDATE + words, (title,), NAME, 0.6), aliases


def _form(title: Anchor) -> Form:
    """Return the form that a title tells: a ceasefire, a political text, else a treaty's."""
    low = title.quote.lower()
    if re.search(r"\b(?:ceasefire|cease-fire|truce|armistice|cessation of hostilities)\b", low):
        return "ceasefire"
    if re.search(r"\b(?:statement|declaration|communiqu|memorandum|roadmap|principles)", low):
        return "political"
    return "treaty" if head_of(title.quote) else "unknown"


def _parties(world: World, records: Iterable[Record]) -> tuple[Ref, ...]:
    """Return who concludes the text: named in "between", as agreeing, or in the signature."""
    text = world.text
    units = [b.start for b in world.document.blocks if b.type in UNITS]
    head = min(units, default=len(text))
    places = [(m.end(), _stop(text, m.end(), head)) for m in BETWEEN.finditer(text, 0, head)]
    places += [m.span() for m in SIGNED_FOR.finditer(text, head if units else 0)]
    found = _named(world, places)
    if len(found) < 2:
        agreeing = [
            (world.sentence(m.start())[0], m.start()) for m in AGREE.finditer(text, 0, head)
        ]
        found = {**found, **_named(world, agreeing)}
    if len(found) < 2:
        for record in records:
            if isinstance(record, Commitment):
                found |= {b.id: b for b in record.bearers if b.id and _is_party(b.id)}
    return tuple(found[i] for i in sorted(found)) if len(found) > 1 else ()


def _stop(text: str, start: int, head: int) -> int:
    """Return where the naming of parties ends: at the sentence's or paragraph's end."""
    found = re.search(r"\.\s|\n\s*\n|;|\bon\s+\d", text[start:head])
    return start + found.start() if found else head


def _named(world: World, places: Iterable[tuple[int, int]]) -> dict[str, Ref]:
    """Return by id who is named in stretches of the text, mediators and witnesses left out."""
    out: dict[str, Ref] = {}
    for start, end in places:
        for one in world.inside(start, end):
            lead = world.text[world.sentence(one.start)[0] : one.start].rpartition("\n")[2]
            if one.ref.id and _is_party(one.ref.id) and not OTHERS.search(lead):
                out.setdefault(one.ref.id, one.ref)
    return out


def _is_party(id_: str) -> bool:
    return id_.partition(":")[0] in PARTIES


def _owned(
    world: World, record: Record, own: Ref, aliases: frozenset[str], parties: tuple[Ref, ...]
) -> Record:
    """Return a record with the text's own instrument and parties where it means these."""
    if isinstance(record, Instrument) and record.entity.id in aliases:
        return replace(record, entity=_as(record.entity, own))
    if isinstance(record, Mention) and record.refers_to.id in aliases:
        return replace(record, refers_to=_as(record.refers_to, own))
    if isinstance(record, Link):
        ends = {n: getattr(record, n) for n in ("source", "target")}
        mine = {n: _as(r, own) for n, r in ends.items() if _means_own(world, r, own, aliases)}
        return replace(record, **mine) if len(mine) == 1 else record
    if isinstance(record, Commitment):
        record = replace(
            record,
            bearers=_all(record.bearers, parties),
            counterparties=_all(record.counterparties, parties),
        )
    if isinstance(record, (Commitment, Provision)):
        if record.instrument is None or _means_own(world, record.instrument, own, aliases):
            return replace(record, instrument=_as(record.instrument or own, own))
    elif isinstance(record, Act) and _means_own(world, record.instrument, own, aliases):
        # What a text provides for itself is never a report that it was done.
        meant = "future" if record.modality == "actual" else record.modality
        return replace(record, instrument=_as(record.instrument, own), modality=meant,
                       actors=_all(record.actors, parties))  # fmt: skip
    return record


def _as(ref: Ref, own: Ref) -> Ref:
    return replace(ref, id=own.id, method=NAME, confidence=own.confidence, alternatives=())


def _means_own(world: World, ref: Ref, own: Ref, aliases: frozenset[str]) -> bool:
    """Say whether a naming is the text itself: "this Agreement", or its bare noun."""
    if ref.id in aliases:
        return True
    if not ref.anchors:
        return False
    start = ref.anchors[0].start
    if ref.surface.lower() == "it" and (ref.id is None or ref.method == "salience"):
        return True  # what a clause speaks of without a name is the text it stands in
    if THIS.search(world.text, max(0, start - 14), start) or THIS.match(ref.surface + " "):
        return True
    words = ref.surface.lower().removeprefix("the ").split()
    bare = len(words) == 1 and words[0] == head_of(own.surface)
    return bare and (ref.id is None or ref.method in ("back", "salience"))


def _all(refs: tuple[Ref, ...], parties: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return references with "the Parties" spelt out as those who are."""
    out: list[Ref] = []
    for ref in refs:
        if ref.id is None and parties and ALL.fullmatch(ref.surface.strip()):
            out += [Ref(ref.surface, p.id, ref.anchors, NAME, 0.7) for p in parties]
        else:
            out.append(ref)
    return tuple(out)


def _signature(world: World, own: Ref, parties: tuple[Ref, ...]) -> list[Record]:
    """Return the act of signature, where the text says when it was done."""
    found = DONE.search(world.text)
    if found is None or not parties:
        return []
    times = [t for t in world.times_in(*found.span()) if t.earliest and t.granularity == "day"]
    if not times:
        return []
    day = times[0]
    word = found[0].split()[0]
    return [with_id(Act(
        document=world.document.id,
        anchors=(anchor_of(world.text, found.start(), found.start() + len(word)),),
        instrument=own, act="signature", actors=parties, authority="formal",
        date=When(day.edtf, day.earliest, day.latest, day.anchors),
        extractor=f"{NAME}@{VERSION}", confidence=0.7, rule="own.signature",
    ))]  # fmt: skip
