"""Who is asked about by an office: "the foreign minister of Russia" is whoever held it."""

from servanda.asking.understand import Asked
from servanda.lexicon.entity_rows import Office
from servanda.reasoning.case import Case


def offices_in(case: Case, text: str) -> tuple[Office, ...]:
    """Return the offices that words end in: of "did the foreign minister of Russia" the last five.

    Empty where they name nobody's office.
    """
    words = text.split()
    for n in range(len(words) - 1):
        if found := case.entities.offices_named(" ".join(words[n:])):
            return found
    return ()


def holders_of(case: Case, asked: Asked, offices: tuple[Office, ...]) -> frozenset[str]:
    """Return who held one of some offices and is spoken of; on the day where one is named."""
    terms = [t for o in offices for t in case.entities.terms_by_office.get(o.id, ())]
    if asked.exact and asked.day:
        day = asked.day.isoformat()
        terms = [t for t in terms if t.covers(day, day)]
    return frozenset(t.person for t in terms if t.person in case.spoken)
