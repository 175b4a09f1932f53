"""Names where ids are asked for: instruments, actors and perspectives, as people write them."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from servanda.model import Instrument, Perspective, perspective, refs_of
from servanda.model.errors import ServandaError, UnknownName
from servanda.reasoning.case import Case
from servanda.reasoning.named import entity_name

ID = re.compile(r"(?:state|polity|person|org|group|place|seat):")
NEAR = 70  # likeness (0-100) from which a name is offered as perhaps meant


def instrument_id(case: Case, text: str) -> str:
    """Return the id of an instrument given by id, title or any name; raises UnknownName.

    Where a name fits several, the ones that the documents speak of go first; a name that still
    fits several is refused with the list of them.
    """
    if case.registry.get(text) or text in case.family(text).log.instruments:
        return text
    if "#" in text:
        name, _, point = text.partition("#")
        whole = instrument_id(case, name)
        parts = [i for i in case.family(whole).log.instruments if i.startswith(f"{whole}#")]
        if f"{whole}#{point}" not in parts:
            raise UnknownName(
                f"no part {point!r} of it has a status of its own", place=text,
                remedy="name " + (f"one of {', '.join(parts)}, or " if parts else "") + "the whole",
            )  # fmt: skip
        return f"{whole}#{point}"
    found = [row.id for row in case.registry.by_name(text)] or _told(case, text)
    spoken = [i for i in found if i in case.instruments]
    choice = spoken or found
    if len(choice) == 1:
        return choice[0]
    if choice:
        raise UnknownName(
            "several instruments go by that name", place=text,
            remedy="name one of: " + ", ".join(choice[:8]),
        )  # fmt: skip
    raise _unknown("instrument", text, _instrument_names(case))


def actor_id(case: Case, text: str) -> str:
    """Return the id of a state, polity, organisation, person or group; raises UnknownName."""
    if text in case.entities.by_id or (ID.match(text) and text in case.spoken):
        return text
    found = [c for c in case.entities.lookup(text) if not c.id.startswith(("place:", "seat:"))]
    best = [c.id for c in found if c.kind in ("name", "other_name", "acronym")] or [
        c.id for c in found
    ]
    if best:
        return best[0]
    for record in case.evidence.records:
        for ref in refs_of(record):
            if ref.id and ref.surface.casefold() == text.casefold():
                return ref.id
    raise _unknown("actor", text, map(entity_name, case.entities.by_id.values()))


def entity_id(case: Case, text: str) -> str:
    """Return the id of an actor, place or instrument by id or name; raises UnknownName."""
    if text in case.entities.by_id or case.registry.get(text) or text in case.spoken:
        return text
    try:
        return actor_id(case, text)
    except UnknownName as unknown:
        try:
            return instrument_id(case, text)
        except UnknownName:
            raise unknown from None


def seen_by_id(case: Case, text: str) -> str:
    """Return a perspective in the form of the status rules from an id or a name.

    `record`, `party:Russia` and `source:Jane Doe` are understood, and a bare name: of a party,
    else of an author or document. Raises UnknownName.
    """
    try:
        asked = perspective(text)
    except ServandaError:
        asked = Perspective("", text)
    if asked.kind == "record":
        return "record"
    if asked.kind == "party":
        return f"party:{actor_id(case, asked.id)}"
    source = _source(case, asked.id)
    if source:
        return f"source:{source}"
    if asked.kind == "source":
        raise _unknown("source", asked.id, _sources(case))
    return f"party:{actor_id(case, text)}"


def _source(case: Case, text: str) -> str | None:
    wanted = text.casefold()
    for d in case.evidence.documents.values():
        if wanted in (d.id, d.title.casefold(), d.name.casefold(), d.publisher.casefold()) or any(
            wanted == a.casefold() for a in d.authors
        ):
            return d.source
    return None


def _sources(case: Case) -> Iterable[str]:
    for d in case.evidence.documents.values():
        yield from (d.title, d.source)


def _told(case: Case, text: str) -> list[str]:
    """Return the ids of instruments that documents name so."""
    wanted = text.casefold()
    return list(dict.fromkeys(
        r.entity.id
        for r in case.shelves.of(Instrument)
        if r.entity.id
        and wanted in {a.casefold() for a in (r.title, r.entity.surface, *r.aliases)}
    ))  # fmt: skip


def _instrument_names(case: Case) -> Iterable[str]:
    for row in case.registry.instruments:
        yield from (row.title, *row.names)
    yield from case.log.instruments


def _unknown(what: str, text: str, names: Iterable[str]) -> UnknownName:
    """Return the error for an unknown name, with the nearest known ones."""
    near = process.extract(text, list(names), scorer=fuzz.WRatio, limit=3, score_cutoff=NEAR)
    return UnknownName(
        f"no {what} is known by that name", place=text or "''",
        remedy="perhaps: " + ", ".join(n for n, *_ in near) if near else "check the spelling",
    )  # fmt: skip
