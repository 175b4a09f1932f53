"""Persons by surname, at a date; for whom a person acts then."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Person, Term
from servanda.lexicon.tables import first_day, last_day
from servanda.model import Alternative, Ref

TOP = frozenset({"head of state", "head of government", "head_of_state", "head_of_government"})


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
    scored = _of_age(scored, before)
    best, person = scored[0]
    others = tuple(Alternative(p, 0.2) for _, p in scored[1:5])
    rivals = [p for w, p in scored[1:] if w == best]
    near = _nearest(people, day) if rivals and best == 0 else ""
    if near:
        others = tuple(Alternative(p, 0.2) for p in people if p != near)[:4]
        return Ref(ref.surface, near, ref.anchors, "surname", 0.4, others)
    if rivals and (best == 0 or len(rivals) > 1):
        return Ref(ref.surface, None, ref.anchors, "surname", 0.3,
                   (Alternative(person, 0.3), *others))  # fmt: skip
    if rivals:
        return Ref(ref.surface, person, ref.anchors, "surname", 0.4, others)
    confidence = 0.9 if person in full else (0.75 if best else 0.5)
    return Ref(ref.surface, person, ref.anchors, "surname", confidence, others)


def acts_for(person: str, day: str) -> str | None:
    """Return the state, polity or body that a person acts for on a day, or None where unknown."""
    entities, owners = load_entities(), list[str]()
    for term in entities.offices_of(person, day) if day else ():
        office = entities.by_id.get(term.office)
        if isinstance(office, Office):
            owners.append(office.of)
    if owners and not owners[0].startswith("group:"):
        return owners[0]
    row = entities.by_id.get(person)  # who leads a group only acts for what he is listed with
    own = row.of[0] if isinstance(row, Person) and row.of else None
    return own or (owners[0] if owners else None)


def _weight(person: str, full: frozenset[str], spoken: frozenset[str], day: str) -> int:
    """Return how likely a person is meant: named in full, of somebody spoken of, in office."""
    if person in full:
        return 9
    known = 3 if acts_for(person, day) in spoken else 0
    entities = load_entities()
    terms = entities.offices_of(person, day) if day else ()
    kinds = {getattr(entities.by_id.get(t.office), "kind", "") for t in terms}
    return known + (2 if kinds & TOP else (1 if kinds else 0))


def _nearest(people: list[str], day: str) -> str:
    """Return of persons out of office who serves far sooner or left far later; empty if none."""
    entities, apart = load_entities(), list[tuple[int, str]]()
    for person in people if day else ():
        gaps = [_months(day, t) for t in entities.terms_by_person.get(person, ())]
        if gaps:
            apart.append((min(gaps), person))
    apart.sort()
    if not apart or apart[0][0] > NEAR_MONTHS:
        return ""
    clear = len(apart) == 1 or apart[1][0] - apart[0][0] >= NEAR_MONTHS
    return apart[0][1] if clear and len(apart) == len(people) else ""


def _months(day: str, term: Term) -> int:
    """Return how many months lie between a day and a term."""
    start, end = first_day(term.start), last_day(term.end)
    one, other = (day, start) if day < start else (end, day)
    return max(0, 12 * (int(other[:4]) - int(one[:4])) + int(other[5:7]) - int(one[5:7]))


def _of_age(scored: list[tuple[int, str]], before: str) -> list[tuple[int, str]]:
    """Put first who served earlier for "the elder", who served later for "the younger"."""
    told = AGED.search(before)
    if told is None:
        return scored
    entities, best = load_entities(), max(w for w, _ in scored)
    since = {p: min((first_day(t.start) for t in entities.terms_by_person.get(p, ())), default="")
             for _, p in scored}  # fmt: skip
    known = sorted((p for p in since if since[p]), key=lambda p: since[p])
    if len(known) < 2:
        return scored
    chosen = known[0] if told.group(1).lower() in ELDER else known[-1]
    return [(best + 1, chosen), *(x for x in scored if x[1] != chosen)]


def _titled(person: str, day: str, before: str) -> int:
    """Return 3 where the words before a surname end in a title of an office of that person."""
    entities, lead = load_entities(), HONORIFIC.sub("", before.lower()).rstrip(" ,")
    gone = GONE.search(lead) is not None
    if day and ELECT.search(lead):
        soon = (date.fromisoformat(day) + timedelta(ELECT_DAYS)).isoformat()
        coming = entities.terms_by_person.get(person, ())
        return 4 if any(day <= first_day(t.start) <= soon for t in coming) else 0
    terms = entities.terms_by_person.get(person, ()) if gone else entities.offices_of(person, day)
    for term in terms if day else ():
        if gone and first_day(term.start) > day:
            continue
        office = entities.by_id.get(term.office)
        if isinstance(office, Office) and any(lead.endswith(t.lower()) for t in office.titles):
            return 3
    return 0


ELDER = frozenset({"elder", "older", "senior", "father"})
AGED = re.compile(
    r"\b(elder|older|senior|father|younger|junior|son) (?:[\w-]+ ){0,2}$", re.IGNORECASE
)
ELECT = re.compile(r"[- ](?:elect|designate)$")
ELECT_DAYS = 400
NEAR_MONTHS = 36  # between a day and an office of one, and the same again to that of another
GONE = re.compile(r"\b(?:former|ex|late)[- ](?:[\w-]+ ){0,3}[\w-]+$")
HONORIFIC = re.compile(r"(?:mr|mrs|ms|dr|sir)\.? *$")
