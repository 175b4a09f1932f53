"""Whether a speaker speaks for a state: by the words beside the name, or by the office held."""

from functools import lru_cache

from servanda.lexicon.entities import load_entities
from servanda.model import Statement

STEM = 4  # letters that the name of a state and of its people share: "Chad" and "Chadian"


def speaks_for(statement: Statement, name: str) -> bool:
    """Say whether who speaks in a statement acts for whom a name means.

    "Chadian foreign minister Banda", "Banda, the president of Chad", and a name that the lexicon
    knows in an office of that state at any time.
    """
    stem = name.lower()[: max(STEM, len(name) - 2)]
    around = " ".join(a.quote.lower() for a in statement.source)
    if any(w.startswith(stem) for w in around.split()):
        return True
    surface = statement.speaker.surface if statement.speaker is not None else ""
    return bool(_states(surface) & _meant(name))


@lru_cache(maxsize=1024)
def _states(person: str) -> frozenset[str]:
    """Return the owners of the offices that a person of this name has held."""
    lexicon = load_entities()
    known = lexicon.terms_by_person
    offices = {t.office for c in lexicon.lookup(person) for t in known.get(c.id, ())}
    return frozenset(o.of for o in lexicon.offices if o.id in offices)


@lru_cache(maxsize=1024)
def _meant(name: str) -> frozenset[str]:
    return frozenset(c.id for c in load_entities().lookup(name))
