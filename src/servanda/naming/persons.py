"""Persons by title and surname, at a date."""

import re
from collections.abc import Iterable

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Person, Term
from servanda.model import Alternative, Ref

TITLE_CONFIDENCE = 0.85
GONE = re.compile(r"\b(?:former|ex|late|then|future|deputy|vice|would-be|ousted)\b", re.IGNORECASE)
DEPUTIES = re.compile(r"\b(?:deputy|vice)\b", re.IGNORECASE)
TOP = frozenset({"head of state", "head of government", "head_of_state", "head_of_government"})


def by_title(ref: Ref, day: str) -> Ref:
    """Return a title with its owner ("the Russian president") as who held that office on a day.

    Without a day, or with several holders, the holders are alternatives and the id stays open.
    """
    surface = ref.surface
    offices = load_entities().offices_named(_plain(surface))
    if not offices or (GONE.search(surface) and not DEPUTIES.search(surface)):
        return ref
    people = list(dict.fromkeys(t.person for o in offices for t in _terms(o, day)))
    if len(people) == 1 and day:
        return _with(ref, people[0], "office", TITLE_CONFIDENCE)
    if not people:
        return ref
    share = round(TITLE_CONFIDENCE / len(people), 2)
    others = tuple(Alternative(p, share) for p in people[:5])
    return Ref(surface, None, ref.anchors, "office", 0.4, others)


def by_surname(ref: Ref, ids: Iterable[str], full: frozenset[str], spoken: frozenset[str],
               day: str, before: str = "") -> Ref:  # fmt: skip
    """Return a surname as the person named in full in the text, else who held an office then.

    `full` are the persons named in full, `spoken` all that is named, `before` the text that leads
    up to it: a title there tells who is meant. Several that fit equally well stay alternatives.
    """
    people = list(dict.fromkeys(ids))
    weights = {p: _weight(p, full, spoken, day) + _titled(p, day, before) for p in people}
    scored = sorted(((w, p) for p, w in weights.items()), key=lambda x: (-x[0], x[1]))
    if not scored:
        return ref
    best, person = scored[0]
    others = tuple(Alternative(p, 0.2) for _, p in scored[1:5])
    rivals = [p for w, p in scored[1:] if w == best]
    if rivals and (best == 0 or len(rivals) > 1):
        return Ref(ref.surface, None, ref.anchors, "surname", 0.3,
                   (Alternative(person, 0.3), *others))  # fmt: skip
    if rivals:
        return Ref(ref.surface, person, ref.anchors, "surname", 0.4, others)
    confidence = 0.9 if person in full else (0.75 if best else 0.5)
    return Ref(ref.surface, person, ref.anchors, "surname", confidence, others)


def acts_for(person: str, day: str) -> str | None:
    """Return the state, polity or body that a person acts for on a day, or None where unknown."""
    entities = load_entities()
    owners = []
    for term in entities.offices_of(person, day) if day else ():
        office = entities.by_id.get(term.office)
        if isinstance(office, Office):
            owners.append(office.of)
    if owners:
        return owners[0]
    row = entities.by_id.get(person)
    return row.of[0] if isinstance(row, Person) and row.of else None


def _weight(person: str, full: frozenset[str], spoken: frozenset[str], day: str) -> int:
    """Return how likely a person is meant: named in full, of somebody spoken of, in office."""
    if person in full:
        return 9
    known = 3 if acts_for(person, day) in spoken else 0
    entities = load_entities()
    terms = entities.offices_of(person, day) if day else ()
    kinds = {getattr(entities.by_id.get(t.office), "kind", "") for t in terms}
    return known + (2 if kinds & TOP else (1 if kinds else 0))


def _titled(person: str, day: str, before: str) -> int:
    """Return 3 where the words before a surname end in a title of an office of that person."""
    entities, lead = load_entities(), HONORIFIC.sub("", before.lower()).rstrip(" ,")
    for term in entities.offices_of(person, day) if day else ():
        office = entities.by_id.get(term.office)
        if isinstance(office, Office) and any(lead.endswith(t.lower()) for t in office.titles):
            return 3
    return 0


def _terms(office: Office, day: str) -> Iterable[Term]:
    entities = load_entities()
    return entities.holders(office.id, day) if day else entities.terms_by_office.get(office.id, ())


def _plain(surface: str) -> str:
    """Return a title without determiners and modifiers: "the new Russian president"."""
    words = [w for w in surface.split() if w.lower() not in MODIFIERS]
    return " ".join(words)


HONORIFIC = re.compile(r"(?:mr|mrs|ms|dr|sir)\.? *$")
MODIFIERS = frozenset(["the", "new", "current", "incumbent", "acting", "outgoing", "then"])


def _with(ref: Ref, entity: str, method: str, confidence: float) -> Ref:
    return Ref(ref.surface, entity, ref.anchors, method, confidence)
