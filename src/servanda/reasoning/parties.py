"""For whom somebody acts or speaks: persons become the state they hold an office of, at a day."""

from datetime import date

from servanda.lexicon.entities import Entities
from servanda.lexicon.entity_rows import Office, Person
from servanda.model import Act, Evidence, Record, Ref
from servanda.reasoning.locators import places_in

OWN_VOICE = frozenset({"i", "we", "me", "us"})  # whoever writes speaks of themselves so
UNNAMED = "somebody unnamed"  # who says what "is said"


def party_of(ref: Ref, day: date | None, entities: Entities, evidence: Evidence) -> str | None:
    """Return the id of the party that a reference acts for on a day, or None where unresolved.

    A person counts for the state, polity or organisation whose office they hold on that day;
    anybody else counts for themselves.
    """
    if ref.id is None:
        return None
    name = evidence.same.get(ref.id, ref.id)
    if not name.startswith("person:") or day is None:
        return name
    return state_of(name, day, entities) or name


def state_of(person: str, day: date, entities: Entities) -> str | None:
    """Return whom a person acts for on a day: by an office held then, else by a known role.

    The role of the persons table counts only for somebody whose terms of office are not listed.
    """
    held = entities.offices_of(person, day.isoformat())
    if held:
        office = entities.by_id.get(held[0].office)
        return office.of if isinstance(office, Office) else None
    row = entities.by_id.get(person)
    if isinstance(row, Person) and row.of and person not in entities.terms_by_person:
        return row.of[0]
    return None


def parties_for(name: str, entities: Entities) -> tuple[str, ...]:
    """Return whoever somebody may act for on one day or another, themselves among them."""
    if not name.startswith("person:"):
        return (name,)
    held = (entities.by_id.get(t.office) for t in entities.terms_by_person.get(name, ()))
    owners = [o.of for o in held if isinstance(o, Office)]
    row = entities.by_id.get(name)
    roles = row.of[:1] if isinstance(row, Person) else ()
    return tuple(dict.fromkeys((name, *owners, *roles)))


def violators(record: Act, day: date | None, entities: Entities, evidence: Evidence) -> list[str]:
    """Return the parties that a breach is alleged of, or that are cleared of it.

    A text tells who broke an agreement: the act's `against`, else its actors. Who alleges it is
    whoever speaks, see `asserted_by`. A row of a registry names both, and the actor alleges.
    """
    refs = [record.against] if record.against is not None else list(record.actors)
    if record.registry is not None and record.against is None:
        refs = []
    found = (party_of(r, day, entities, evidence) for r in refs)
    return list(dict.fromkeys(p for p in found if p))


def told_by_text(record: Record) -> bool:
    """Say whether a provision or agreement is what speaks: "Point 4 says that troops withdraw".

    What an agreement provides for is neither a report that it was done nor a claim that it was.
    """
    if not record.attribution:
        return False
    speaker = record.attribution[-1]
    return (speaker.id or "").startswith("instrument:") or bool(places_in(speaker.surface))


def source_of(record: Record, evidence: Evidence) -> str:
    """Return who answers for a record's own voice: a caption's agency, else author or document."""
    document = evidence.documents.get(record.document)
    if document is None:
        return record.registry.source if record.registry else record.document
    if record.anchors:
        block = document.block_at(record.anchors[0].start)
        if block is not None and block.voice.speaker is not None:
            return block.voice.speaker.id or block.voice.speaker.surface
    return document.source


def asserted_by(record: Record, entities: Entities, evidence: Evidence) -> str:
    """Return who asserts a record: the innermost speaker's party, or the source's own voice."""
    if record.attribution:
        speaker = record.attribution[-1]
        party = party_of(speaker, evidence.said_on(record)[1], entities, evidence)
        if party is None and speaker.surface.lower() in OWN_VOICE:
            return source_of(record, evidence)
        return party or speaker.surface or UNNAMED
    return source_of(record, evidence)
