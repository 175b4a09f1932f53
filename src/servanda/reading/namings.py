"""What a document names, found once for all the readers that need it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.reading.agreements import Cited, find_cited
from servanda.reading.context import Context
from servanda.reading.dates import Match, find
from servanda.reading.names import Named, find_names

Span = tuple[int, int]


@dataclass(frozen=True)
class Namings:
    """Names, namings of agreements and dates of a text, each in order."""

    names: tuple[Named, ...]
    cited: tuple[Cited, ...]
    dates: tuple[Match, ...]


def namings(context: Context) -> Namings:
    """Return what the document of a context names; kept for the readers that ask next."""
    found: Namings | None = context.kept.get(__name__)
    if found is None:
        found = context.kept[__name__] = _namings(context)
    return found


def _namings(context: Context) -> Namings:
    document = context.document
    people = tuple(
        (ent.start_char + sentence.offset, ent.end_char + sentence.offset)
        for sentence in context.sentences
        for ent in sentence.span.ents
        if ent.label_ == "PERSON"
    )
    found = find_namings(document.text, document.published, people)
    verbs = frozenset(
        token.idx + sentence.offset
        for sentence in context.sentences
        if not sentence.words.isdisjoint(VERBS)
        for token in sentence
        if token.lower_ in VERBS and token.pos_ == "VERB"
    )
    if not verbs:
        return found
    return Namings(found.names, tuple(c for c in found.cited if c.start not in verbs), found.dates)


# Nouns of agreements that are verbs as well: "the agencies that deal with exports".
VERBS = frozenset({"deal", "pact", "order", "plan", "plans", "document", "accord", "act"})


@lru_cache(maxsize=4)
def find_namings(text: str, published: date | None, people: tuple[Span, ...]) -> Namings:
    """Return what a text names, written on a day; `people` are what a tagger takes for names."""
    dates = find(text, published)
    names = find_names(text, published.isoformat() if published else "", people)
    bodies = [n for n in names if n.sort != "group" and n.how != "adjective"]
    cited = [c for c in find_cited(text, dates) if not _inside(c, bodies)]
    kept = [n for n in names if not any(_hides(text, c, n) for c in cited)]
    return Namings(tuple(kept), tuple(cited), tuple(dates))


def _hides(text: str, cited: Cited, name: Named) -> bool:
    """Say whether a name is only a part of an agreement's title; a party's name in it is not."""
    if name.end <= cited.start or cited.end <= name.start:
        return False
    paired = "-" in text[max(0, name.start - 2) : name.start] + text[name.end : name.end + 1]
    return not paired and (cited.how != "described" or name.how not in PARTY)


PARTY = frozenset({"name", "other_name", "acronym", "surname"})


def _inside(cited: Cited, names: list[Named]) -> bool:
    """Say whether a naming of an agreement is only a part of a longer name."""
    return any(
        n.start <= cited.start and cited.end <= n.end and n.end - n.start > cited.end - cited.start
        for n in names
    )
