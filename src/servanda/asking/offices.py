"""Who is asked about by an office: "the foreign minister of Russia" is who held it that day."""

import re
from datetime import date

from msgspec import Struct

from servanda.asking.units import Unit
from servanda.lexicon.entity_rows import Office, Term
from servanda.reasoning.case import Case

AND = re.compile(r",|\band\b|\bor\b")
GONE = re.compile(r"\b(?:former|ex|previous|then|late|outgoing)\b", re.IGNORECASE)


class Speakers(Struct, frozen=True):
    """Whose words are asked for: ids, and where they are asked for by an office, its terms.

    `gone` says that it is asked for who held the office before.
    """

    ids: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    gone: bool = False

    @property
    def any(self) -> bool:
        """Say whether anybody's words are asked for."""
        return not self.ids

    def on(self, day: date | None) -> frozenset[str]:
        """Return who of them it is on a day: who was in that office then; all where none is."""
        if not self.terms or day is None:
            return self.ids
        now = frozenset(t.person for t in self.terms if t.covers(f"{day}", f"{day}"))
        before = frozenset(t.person for t in self.terms if t.start[:10] <= f"{day}")
        return self.ids & (before - now if self.gone else now)

    def of(self, case: Case, unit: Unit) -> frozenset[str]:
        """Return who of them it is when a sentence was said."""
        day = case.evidence.said_on(unit.records[0])[1] if self.terms else None
        return self.on(day)


def offices_in(case: Case, text: str) -> tuple[Office, ...]:
    """Return the offices that words name: each with its owner, several joined by "and"."""
    return tuple(o for part in AND.split(text) for o in _last(case, part.split()))


def _last(case: Case, words: list[str]) -> tuple[Office, ...]:
    """Return the offices that the last of some words name, with as many of them as do."""
    for n in range(len(words) - 1):
        if found := case.entities.offices_named(" ".join(words[n:])):
            return found
    return ()


def holders_of(case: Case, offices: tuple[Office, ...], text: str) -> Speakers:
    """Return who of all that are spoken of held one of some offices, as words ask for them."""
    terms = tuple(t for o in offices for t in case.entities.terms_by_office.get(o.id, ())
                  if t.person in case.spoken)  # fmt: skip
    return Speakers(frozenset(t.person for t in terms), terms, bool(GONE.search(text)))
