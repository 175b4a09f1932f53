"""Reader of `mention`: every naming of an actor, contested place or instrument."""

import re
from collections.abc import Iterator

from servanda.model import Alternative, Mention, Record, Ref
from servanda.reading.agreements import Cited
from servanda.reading.context import Context
from servanda.reading.names import Named
from servanda.reading.namings import namings

NAME = "mentions"
CITED_CONFIDENCE = {"named": 0.9, "number": 0.9, "described": 0.7, "place": 0.6, "date": 0.6,
                    "back": 0.6}  # fmt: skip


def read(context: Context) -> Iterator[Record]:
    """Yield a Mention for each naming, in text order; `rule` tells how it names.

    What can be told without context has its id; titles, shared surnames and descriptions of
    agreements wait for naming.
    """
    found = namings(context)
    both: list[Named | Cited] = [*found.names, *found.cited]
    for naming in sorted(both, key=lambda n: n.start):
        if isinstance(naming, Named):
            ref = named_ref(context, naming)
        else:
            ref = cited_ref(context, naming)
        yield context.record(
            Mention, reader=NAME, at=ref.anchors, refers_to=ref, rule=rule_of(naming),
            confidence=ref.confidence,
        )  # fmt: skip


def rule_of(naming: Named | Cited) -> str:
    """Return how a naming names, as it stands in a record's `rule`: `entity.seat`, `title` ..."""
    if isinstance(naming, Cited):
        return f"instrument.{naming.how}"
    return "title" if naming.sort == "title" else f"{naming.sort}.{naming.how}"


def named_ref(context: Context, naming: Named) -> Ref:
    """Return the reference of a name: its id where only one is possible, else alternatives."""
    anchor = context.span(naming.start, naming.end)
    surface, ids = anchor.quote, naming.ids
    if naming.sort == "title":
        return Ref(surface, None, (anchor,), "title", naming.confidence)
    if naming.sort == "group":
        return Ref(surface, "group:" + slug(surface), (anchor,), "group", naming.confidence)
    if naming.sort == "person":
        known = "person:" + slug(surface) if naming.how == "unknown" else None
        return Ref(surface, known, (anchor,), "form", naming.confidence)
    if len(ids) == 1:
        return Ref(surface, ids[0], (anchor,), naming.how, naming.confidence)
    share = round(naming.confidence / max(len(ids), 1), 2)
    others = tuple(Alternative(i, share) for i in ids)
    return Ref(surface, None, (anchor,), naming.how if ids else "form", naming.confidence, others)


def cited_ref(context: Context, cited: Cited) -> Ref:
    """Return the reference of an agreement: its id where one registry row has that name."""
    anchor = context.span(cited.start, cited.end)
    confidence = CITED_CONFIDENCE[cited.how]
    if len(cited.ids) == 1:
        return Ref(anchor.quote, cited.ids[0], (anchor,), "title", confidence)
    others = tuple(Alternative(i, round(confidence / len(cited.ids), 2)) for i in cited.ids)
    return Ref(anchor.quote, None, (anchor,), cited.how, confidence, others)


def slug(surface: str) -> str:
    """Return a surface as the last part of an id: lower case, words joined by hyphens."""
    from servanda.lexicon.keys import name_key

    return "-".join(re.findall(r"[^\W_]+", name_key(surface))) or "unnamed"
