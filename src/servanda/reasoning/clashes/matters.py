"""Matters: what makes two documents possible partners of a clash, as keys that both have.

A key has a kind. `name` keys join two documents where they share three rare ones (`kindred`), all
others where one is shared. Of some kinds it is told what a document says of the matter (`value`):
documents that say the same of it cannot clash on it, so of a thousand that date one treaty few of
each date are looked at. What is left out here no rule finds: a new rule adds what it pairs by.
"""

import hashlib
from collections.abc import Iterator

from servanda.model import (
    Act,
    Commitment,
    Event,
    Evidence,
    Instrument,
    Mention,
    Position,
    Provision,
    Record,
    Ref,
    Statement,
    refs_of,
)
from servanda.reasoning.case import Case
from servanda.reasoning.check.words import words_in
from servanda.reasoning.clashes import attribution, existence, kindred, mouths
from servanda.reasoning.clashes.quantity import counted_in
from servanda.reasoning.clashes.tied import proper_names
from servanda.reasoning.copies import KEPT, LEAST, runs
from servanda.reasoning.deeds import deeds, head_of
from servanda.reasoning.issues import holder, words_of
from servanda.reasoning.locators import place
from servanda.reasoning.log import is_formal
from servanda.reasoning.parties import party_of
from servanda.reasoning.texts import telling_words
from servanda.reasoning.wording import senses

Matter = tuple[str, str, str]  # kind, name, value
STORY = 32  # of a document's runs of words, those by which a copy of it is looked for
EMPTY = ""


def matters(case: Case) -> Iterator[Matter]:
    """Yield the matters of a case of one document, some more than once."""
    yield from _of_text(case)
    yield from _of_records(case)
    for name, locator, one in counted_in(case):
        yield "counted", f"{name} {locator} {one.unit}", str(one.value)


def _of_text(case: Case) -> Iterator[Matter]:
    for id_, page in case.pages.items():
        for name in kindred.names_of(page):
            yield "name", name, EMPTY
        for name in proper_names(page):
            yield "proper", name, EMPTY
        main = case.threads.own(id_)
        if main:
            yield "main", main, EMPTY
        for saying in mouths.sayings_in(case):
            yield from (("words", r, EMPTY) for r in _runs(saying.words, mouths.RUN))
        sample = sorted(runs(page.text))[:KEPT]
        if len(sample) >= LEAST:
            yield from (("story", str(run), EMPTY) for run in sample[:STORY])
    for key, told in case.tellings.items():
        for t in told:
            when = (t.when.first, t.when.last, t.when.before, t.when.since) if t.when else ()
            said = "" if t.when else t.said
            yield (
                "told",
                key,
                f"{t.deed} {t.negated} {t.mood} {t.now} {sorted(t.actors)} {when} {said}",
            )


def _of_records(case: Case) -> Iterator[Matter]:
    evidence = case.evidence
    for record in evidence.records:
        if name := existence.said_to_be_none(case, record):
            yield "none", name, EMPTY
        for ref in refs_of(record):
            if ref.id and ref.id.startswith("instrument:"):
                yield "agreement", evidence.same.get(ref.id, ref.id).partition("#")[0], EMPTY
                yield from (("title", w, EMPTY) for w in telling_words(ref.id))
            elif ref.id:
                yield "entity", ref.id, EMPTY
        if isinstance(record, Act) and record.instrument.id:
            name = evidence.same.get(record.instrument.id, record.instrument.id)
            told = record.date.edtf if record.date else ""
            actors = sorted(r.key for r in record.actors)
            yield "act", name, f"{record.act} {record.polarity} {record.modality} {told} {actors}"
            if is_formal(record, evidence):
                yield "formal", name.partition("#")[0], EMPTY
        elif isinstance(record, Instrument) and record.entity.id:
            name = evidence.same.get(record.entity.id, record.entity.id)
            yield "act", name, f"signature {record.date.edtf if record.date else ''}"
            if len(record.parties) > 1 and case.registry.get(name) is None:
                yield "formal", name.partition("#")[0], EMPTY
        elif isinstance(record, Statement):
            if record.manner == "direct":
                yield from (("words", r, EMPTY) for r in _runs(words_in(record), attribution.RUN))
        else:
            yield from _of_deeds(case, record)


def _of_deeds(case: Case, record: object) -> Iterator[Matter]:
    """Yield who holds, owes or does what: its party with each word of it."""
    evidence, entities = case.evidence, case.entities
    if isinstance(record, Position):
        day = evidence.said_on(record)[1]
        who = {holder(case, record) or ""}
        words = words_of(case, record.issue, record.about) | words_of(
            case, record.issue, record.about[1:]
        )
        if record.issue:
            words |= deeds(record.issue.text)
    elif isinstance(record, Commitment):
        day = evidence.said_on(record)[1]
        who = {party_of(r, day, entities, evidence) or "" for r in record.bearers}
        text = record.action.text if record.action else ""
        words = deeds(text) | senses(text)
        if record.instrument is not None and record.instrument.id:
            yield (
                "act",
                evidence.same.get(record.instrument.id, record.instrument.id),
                f"owed {sorted(who)}",
            )
        if record.instrument is not None and record.instrument.id and record.provision:
            name = evidence.same.get(record.instrument.id, record.instrument.id)
            deed = " ".join(sorted(head_of(text)))
            yield "provision", f"{name} {place(record.provision)} {deed}", record.force
    elif isinstance(record, Event):
        day = evidence.said_on(record)[1]
        who = {party_of(r, day, entities, evidence) or "" for r in record.source}
        words = deeds(" ".join(a.quote for a in record.anchors))
    else:
        return
    yield from (("deed", f"{w} {word}", EMPTY) for w in sorted(who) if w for word in sorted(words))


def joints(record: Record, evidence: Evidence) -> frozenset[str]:
    """Return what of a record another must have too, if the two are to clash.

    A cheap and wider form of `matters`, for the records of one document beside those of another.
    """
    out: set[str] = set()
    about = record.entity if isinstance(record, Instrument) else getattr(record, "instrument", None)
    if isinstance(about, Ref) and about.id:
        out.add(evidence.same.get(about.id, about.id).partition("#")[0])
        out |= {f"title {w}" for w in telling_words(about.id)}
    if isinstance(record, (Mention, Provision)):
        return frozenset()
    if isinstance(record, Statement):
        if record.manner == "direct":
            out |= set(_runs(words_in(record), attribution.RUN))
    elif isinstance(record, (Act, Event)):
        text = " ".join(a.quote for a in record.anchors)
        out |= deeds(text) | (senses(text) if isinstance(record, Act) else frozenset())
    elif isinstance(record, Commitment):
        out |= deeds(record.action.text) | senses(record.action.text) if record.action else set()
    elif isinstance(record, Position) and record.issue is not None:
        out |= deeds(record.issue.text) | senses(record.issue.text)
        out |= {r.id for r in record.about if r.id}
    return frozenset(out) - {""}


def _runs(words: "tuple[str, ...] | list[str]", length: int) -> Iterator[str]:
    for n in range(len(words) - length + 1):
        yield " ".join(words[n : n + length])


def number(*parts: str) -> int:
    """Return the number under which a matter, or a value of it, is kept."""
    raw = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1
