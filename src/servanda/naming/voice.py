"""Who says "I" and "we": the innermost speaker, else the document's own voice."""

import re
from collections import Counter

from msgspec.structs import replace as changed

from servanda.lexicon.entities import load_entities
from servanda.model import Anchor, Mention, Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_titles import by_title
from servanda.naming.pronouns import kind_of
from servanda.naming.world import World

FIRST_PERSON = ("pronoun_speaker", "pronoun_speaker_many")
PARTY = ("state", "polity", "org", "group")
OWN_COUNTRY = re.compile(r"\b(?:my|our) (?:own )?(?:country|nation|homeland),? ", re.IGNORECASE)
DATELINE = re.compile(r"^(?:#+ )?([A-Z][A-Z .'-]{2,24})(?:,[^\n]{0,30})?\s+[-–—]{1,2}\s", re.M)
OWN_STATE = re.compile(
    r"\b(?:my|our) (?:own )?(?:country|nation|homeland|government|delegation)\b", re.I
)
# "RAWAL: I waited", "Q: And then?"
LABEL = re.compile(
    r"^\W{0,3}([A-Z][A-Za-z.'-]{0,20}(?: [A-Z][A-Za-z.'-]{0,20}){0,2})\W{0,2}:(?=\s)", re.M
)
QUESTIONS, ANSWERS = ("Q", "Question"), ("A", "Answer")
LEAST_LABELS, LEAST_NAMED, BESIDE = 4, 3, 60
VOICED = ("op-ed", "speech", "official statement", "report")
TITLE = re.compile(r"([^:\n]{3,60}): ")


def spoken(world: World, mention: Mention, form: str) -> Mention | None:
    """Return "I", "we" or "my country" with whoever speaks; None where nothing tells it.

    Of a quoted person "we" and "my country" are whom the person acts for; in a dialogue the person
    whose label stands before; of a speech the country that its title names or that it calls its
    own; of an article the state of its dateline, of others the one that they name most.
    """
    ref = mention.refers_to
    labelled = speaker_in_dialogue(world, mention.anchors[0].start)
    for speaker in reversed(mention.attribution):
        own = not speaker.surface or kind_of(speaker.surface) in FIRST_PERSON
        if (not speaker.id and own) or _told_by_others(world, mention, speaker):
            continue
        said = _of_person(world, ref, speaker, form)
        if said is not None:
            return changed(mention, refers_to=said, antecedents=())
        if world.document.genre != "speech" and labelled is None:
            return None
    if labelled is not None and (form == "i" or not acting_for(world, labelled)):
        if form == "i":
            made = Ref(ref.surface, labelled.id, ref.anchors, "label", 0.6)
            return changed(mention, refers_to=made, antecedents=(labelled,))
    elif labelled is not None:
        made = Ref(ref.surface, acting_for(world, labelled), ref.anchors, "speaker", 0.5)
        return changed(mention, refers_to=made, antecedents=())
    found = _own_voice(world, mention, form)
    return None if found is None else changed(mention, refers_to=found, antecedents=())


def _told_by_others(world: World, mention: Mention, speaker: Ref) -> bool:
    """Say whether a speaker is told of in indirect speech: "she thought that I had left"."""
    start = mention.anchors[0].start
    opened = world.text[max(0, start - 2) : start].strip().endswith((":", '"', "“", "«"))
    return getattr(speaker, "manner", "") == "indirect" and not opened


def acting_for(world: World, person: Ref) -> str | None:
    """Return for whom a person acts on the document's day, None where nothing is known."""
    return acts_for(person.id, world.day) if person.id else None


def _own_voice(world: World, mention: Mention, form: str) -> Ref | None:
    ref = mention.refers_to
    if form == "i":
        source = world.document.source if world.document.authors else None
        return Ref(ref.surface, source, ref.anchors, "voice", 0.6)
    found = country_of(world)
    if found is None:
        return None
    entity, confidence = found
    if mention.rule.endswith(".title"):
        return _own_title(world, ref, entity)
    return Ref(ref.surface, entity, ref.anchors, "voice", confidence)


def speaker_in_dialogue(world: World, place: int) -> Ref | None:
    """Return who speaks at a place of an interview or transcript, at a place that names them."""
    labels = list(LABEL.finditer(world.text))
    if len(labels) < LEAST_LABELS or len({m[1] for m in labels}) > len(labels) / 2:
        return None
    before = [m for m in labels if m.start() <= place]
    if not before:
        return None
    label = before[-1]
    if label[1] in ANSWERS:
        people = [m for m in world.mentions if m.end <= labels[0].start() and m.sort == "person"]
        return _at(world, people[0].start, people[0].end, people[0].ref.id) if people else None
    if label[1] in QUESTIONS:
        return None
    return _labelled(world, label)


def _labelled(world: World, label: re.Match[str]) -> Ref:
    """Return the person of a label: as the text names them in full, else the label itself."""
    name = label[1].lower()
    for one in world.mentions:
        if (
            one.sort == "person"
            and one.ref.surface.lower().endswith(name)
            and (len(one.ref.surface) > len(name))
        ):
            return _at(world, one.start, one.end, one.ref.id)
    full = re.search(rf"\b[A-Z][\w'-]+ {re.escape(label[1].title())}\b", world.text)
    if full:
        return _at(world, full.start(), full.end(), None)
    first = next(m for m in LABEL.finditer(world.text) if m[1] == label[1])
    return _at(world, first.start(1), first.end(1), None)


def _at(world: World, start: int, end: int, entity: str | None) -> Ref:
    anchor = Anchor(start, end, world.text[start:end])
    return Ref(anchor.quote, entity, (anchor,), "label", 0.6)


def _own_title(world: World, ref: Ref, entity: str) -> Ref | None:
    """Return "our Prime Minister" as who holds that office of the state that speaks."""
    row = load_entities().by_id.get(entity)
    title = ref.surface.partition(" ")[2]
    held = by_title(Ref(f"{title} of {getattr(row, 'name', '')}"), world.day)
    if held.id is None:
        return None
    return Ref(ref.surface, held.id, ref.anchors, "office", 0.6)


def _of_person(world: World, ref: Ref, speaker: Ref, form: str) -> Ref | None:
    settled = next((m.ref for m in world.mentions if speaker.anchors
                    and m.start < speaker.anchors[0].end and speaker.anchors[0].start < m.end),
                   speaker)  # fmt: skip
    pointed = world.pointing.get(speaker.anchors[0].start) if speaker.anchors else None
    entity = speaker.id or settled.id or (pointed.refers_to.id if pointed else None)
    party = None if form == "i" or (entity and not entity.startswith("person:")) else (
        acts_for(entity, world.day) if entity else None) or _beside(world, speaker)  # fmt: skip
    if party:
        return Ref(ref.surface, party, ref.anchors, "speaker", 0.5 if entity else 0.45)
    if entity is None:
        return None
    if form == "i" and not entity.startswith("person:"):
        return Ref(ref.surface, entity, ref.anchors, "speaker", 0.4)
    return Ref(ref.surface, entity, ref.anchors, "speaker", 0.6)


def _beside(world: World, speaker: Ref) -> str | None:
    """Return the state or body told next to a speaker's name: "the Georgian envoy, X"."""
    if not speaker.anchors:
        return None
    anchor = speaker.anchors[0]
    last = anchor.quote.split()[-1] if anchor.quote.split() else ""
    first = world.text.find(last) if len(last) > 3 and last[:1].isupper() else -1
    for start in dict.fromkeys(p for p in (anchor.start, first) if p >= 0):
        low, high = max(0, start - BESIDE), start + len(last) + BESIDE
        begin, end = world.sentence(start)
        low, high = max(low, begin), min(high, end)
        near = [(abs(m.start - start), m.ref.id) for m in world.inside(low, high)
                if m.ref.id and m.sort in ("state", "polity")]  # fmt: skip
        near += [(abs(place - start), meant) for place, m in world.pointing.items()
                 if low <= place < high and (meant := m.refers_to.id)
                 and meant.startswith(("state:", "polity:"))]  # fmt: skip
        if near:
            return min(near)[1]
    return None


def country_of(world: World) -> tuple[str, float] | None:
    """Return for which state a document speaks, with confidence; None where nothing tells it."""
    if world.document.genre == "speech":
        titled = TITLE.match(world.document.title or "")
        if titled and (named := state_of(titled[1])):
            return named, 0.7
        own = Counter(
            m.ref.id for m in world.mentions if m.ref.id and m.sort in PARTY
            and OWN_COUNTRY.search(world.text, max(0, m.start - 20), m.start)
        )  # fmt: skip
        if own:
            return own.most_common(1)[0][0], 0.55
    line = DATELINE.search(world.text[:400])
    if line and (named := state_of(line[1].title())):
        return named, 0.4
    return _most_named(world)


def _most_named(world: World) -> tuple[str, float] | None:
    """Return the state, or of reports the body, that a text with a voice of its own names most."""
    if world.document.genre not in VOICED:
        return None
    bodies = world.document.genre == "report" or not OWN_STATE.search(world.text)
    sorts = ("org",) if world.document.genre in ("report", "official statement") and bodies else (
        "state", "polity")  # fmt: skip
    counted = Counter(m.ref.id for m in world.mentions if m.ref.id and m.sort in sorts)
    top = counted.most_common(1)
    return (top[0][0], 0.35) if top and top[0][1] >= LEAST_NAMED else None


def state_of(name: str) -> str | None:
    """Return the state or polity of a name, or of a capital."""
    from servanda.lexicon.entity_rows import Seat

    entities = load_entities()
    found = entities.lookup(name)
    for candidate in found:
        row = entities.by_id.get(candidate.id)
        entity = row.stands_for if isinstance(row, Seat) else candidate.id
        if entity.startswith(("state:", "polity:")):
            return entity
    return None
