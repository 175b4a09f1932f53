"""Who says "I" and "we": the innermost speaker, else the document's own voice."""

import re
from collections import Counter

from servanda.lexicon.entities import load_entities
from servanda.model import Mention, Ref
from servanda.naming.persons import acts_for
from servanda.naming.persons_titles import by_title
from servanda.naming.pronouns import kind_of
from servanda.naming.world import World

FIRST_PERSON = ("pronoun_speaker", "pronoun_speaker_many")
PARTY = ("state", "polity", "org", "group")
OWN_COUNTRY = re.compile(r"\b(?:my|our) (?:own )?(?:country|nation|homeland),? ", re.IGNORECASE)
DATELINE = re.compile(r"^(?:#+ )?([A-Z][A-Z .'-]{2,24})(?:,[^\n]{0,30})?\s+[-–—]{1,2}\s", re.M)
TITLE = re.compile(r"([^:\n]{3,60}): ")


def speaker_of(world: World, mention: Mention, form: str) -> Ref | None:
    """Return who speaks where "I", "we" or "my country" stands; None where nothing tells it.

    Of a quoted person "we" and "my country" are whom the person acts for; of a speech the country
    that its title names or that it calls its own; of an article the state of its dateline.
    """
    ref = mention.refers_to
    for speaker in reversed(mention.attribution):
        own = not speaker.surface or kind_of(speaker.surface) in FIRST_PERSON
        if not speaker.id and own:
            continue
        spoken = _of_person(world, ref, speaker, form)
        if spoken is not None or world.document.genre != "speech":
            return spoken
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
    entity = speaker.id or settled.id
    if entity is None:
        return None
    if form != "i" and entity.startswith("person:"):
        party = acts_for(entity, world.day)
        if party:
            return Ref(ref.surface, party, ref.anchors, "speaker", 0.5)
    if form == "i" and not entity.startswith("person:"):
        return Ref(ref.surface, entity, ref.anchors, "speaker", 0.4)
    return Ref(ref.surface, entity, ref.anchors, "speaker", 0.6)


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
    return None


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
