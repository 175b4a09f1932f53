"""Persons told by another's office: "Macron's predecessor", "Trump's national security adviser"."""

import re

from servanda.lexicon.entities import load_entities
from servanda.lexicon.entity_rows import Office, Seat, Term
from servanda.lexicon.keys import name_key
from servanda.lexicon.tables import first_day, last_day
from servanda.naming.persons_holders import acts, elected

OWNED = re.compile(r"^(?P<owner>.+?)['’]s? (?:immediate )?(?P<kin>predecessor|successor)$")
TAIL = re.compile(
    r"^ (?:(?:at|in) (?:the )?(?P<seat>[^\W\d_a-z][\w-]*(?: [A-Z][\w-]*){0,2})"
    r"|as (?:the )?(?P<title>[\w -]+?)(?=[,.;]| (?:is|was|has|had|said)\b|$))"
)
AHEAD = re.compile(r"^,? (?:will|would|should|must|can|could|may|might|needs?|has to|shall)\b")
TOP = ("head_of_state", "head_of_government", "leader", "secretary_general")


def relative(surface: str, day: str, after: str, full: frozenset[str]) -> str | None:
    """Return the predecessor or successor of the person a phrase names, on a day.

    None where the phrase is of no such form; empty where nobody is known by it.
    """
    found = OWNED.match(surface)
    if found is None:
        return None
    tail = TAIL.match(after)
    owner, term = _owner_term(found.group("owner"), day, _wanted(tail), full)
    if not owner or term is None:
        return ""
    every = [t for t in load_entities().terms_by_office.get(term.office, ()) if t.person != owner]
    rows = [t for t in every if not acts(t)]
    if found.group("kin") == "predecessor":
        before = [t for t in rows if first_day(t.start) < first_day(term.start)]
        return max(before, key=lambda t: first_day(t.start)).person if before else ""
    return _next(rows, term, day) or _next(every, term, day) or _chosen(rows, term, day, after)


def _next(rows: list[Term], term: Term, day: str) -> str:
    """Return who held an office next after a term, up to a day; empty where nobody."""
    later = [t for t in rows if first_day(term.start) < first_day(t.start) <= day]
    return min(later, key=lambda t: first_day(t.start)).person if later else ""


def _chosen(rows: list[Term], term: Term, day: str, after: str) -> str:
    """Return who is chosen to follow a holder who still serves, where no verb looks ahead."""
    if not term.covers(day, day) or AHEAD.match(after):
        return ""
    coming = elected(rows, day)
    return coming[0].person if coming else ""


def owner_persons(name: str, day: str, full: frozenset[str] = frozenset()) -> list[str]:
    """Return the persons in office on a day who go by a name, those named in full first."""
    entities = load_entities()
    ids = [c.id for c in entities.lookup(name) if c.id.startswith("person:")]
    named = [i for i in ids if i in full]
    return named or [i for i in dict.fromkeys(ids) if not day or entities.offices_of(i, day)]


def _wanted(tail: "re.Match[str] | None") -> tuple[str, str]:
    """Return the owner of the seat and the title that the words after a phrase name."""
    if tail is None:
        return "", ""
    if tail.group("title"):
        return "", name_key(tail.group("title"))
    rows = (load_entities().by_id.get(c.id) for c in load_entities().lookup(tail.group("seat")))
    return next((r.stands_for for r in rows if isinstance(r, Seat)), ""), ""


def _owner_term(
    name: str, day: str, wanted: tuple[str, str], full: frozenset[str]
) -> tuple[str, Term | None]:
    """Return the person of a name and the first term in the office that is meant."""
    entities = load_entities()
    of, title = wanted
    best: list[tuple[int, str, str, Term]] = []
    for person in owner_persons(name, day, full) or owner_persons(name, "", full):
        for term in entities.terms_by_person.get(person, ()):
            office = entities.by_id.get(term.office)
            if not isinstance(office, Office) or (day and first_day(term.start) > day):
                continue
            if (of and office.of != of) or (title and title not in map(name_key, office.titles)):
                continue
            serves = last_day(term.end) >= day if day else True
            rank = _standing(office, serves)
            best.append((rank, first_day(term.start), person, term))
    if not best:
        return "", None
    top = max(rank for rank, *_ in best)
    people = {person for rank, _, person, _ in best if rank == top}
    offices = {t.office for rank, _, _, t in best if rank == top}
    if len(people) > 1 and len(offices) > 1:
        return "", None
    _, _, last, _ = max((b for b in best if b[0] == top), key=lambda b: b[1])
    spell = sorted((t for rank, _, p, t in best if rank == top and p == last),
                   key=lambda t: first_day(t.start))  # fmt: skip
    term = spell[-1]
    for one in reversed(spell[:-1]):  # acting before elected, one mandate after another
        if one.office == term.office and _follows(one, term):
            term = one
    return last, term


def _standing(office: Office, serves: bool) -> int:
    """Return how likely an office is meant by whom follows in it: served now, at the top."""
    if office.of.startswith("group:") or office.kind in ("envoy", "official"):
        return 0
    return 2 * serves + (office.kind in TOP or office.of.startswith("org:"))


def _follows(one: Term, other: Term) -> bool:
    """Say whether a term begins where another ends, two months at most between them."""
    end, start = last_day(one.end), first_day(other.start)
    months = 12 * (int(start[:4]) - int(end[:4])) + int(start[5:7]) - int(end[5:7])
    return months <= 2
