"""Sentences of answers from findings and records, and what all the answers share."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from servanda.asking.answers import Sentence
from servanda.asking.topics import (
    covers,
    of_the_time,
    telling,
    tellings,
    topic_of,
)
from servanda.asking.understand import Asked
from servanda.model import (
    Because,
    Record,
)
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import state_of
from servanda.reasoning.wording import sentence_of

PRESUMED = ("breach_alleged", "termination", "withdrawal", "expiry", "suspension")


LEAVING = frozenset({
    "withdrawal", "termination", "suspension", "expiry", "supersession", "notice", "breach_alleged",
})  # fmt: skip


NEARLY = 0.66  # share of the topic words that a finding must hold


R = TypeVar("R", bound=Record)


def parties_named(case: Case, asked: Asked) -> tuple[str, ...]:
    """Return the states and polities that a question names, persons by whom they act for."""
    named = (state_of(a, case.day, case.entities) if a.startswith("person:") else a
             for a in asked.actors)  # fmt: skip
    return tuple(dict.fromkeys(n for n in named if n and not n.startswith("person:")))


def telling_of(case: Case, asked: Asked, seen_by: list[str] | None) -> Iterator[Sentence]:
    """What documents tell on a topic, where no record kind answers: all its words must be held."""
    topic = topic_of(asked, verbs=False)
    wanted = (*asked.actors, *asked.instruments, *asked.places)
    if asked.unknown or not topic:
        return
    for text, records in tellings(case, topic, wanted, reach=0):
        if not of_the_time(case, asked, records):
            continue
        counted = "how m" in asked.question.lower()
        if covers(topic, text) == 1.0 and (not counted or re.search(r"\d", text)):
            yield telling(case, text, records)


def cited(text: str, leaves: Iterable[Because]) -> Sentence:
    """Return a sentence that rests on the leaves of a because-tree."""
    found = list(leaves)
    return Sentence(
        text,
        records=tuple(dict.fromkeys(b.record for b in found if b.record)),
        registry=tuple(dict.fromkeys(b.registry for b in found if b.registry)),
        quotes=tuple(dict.fromkeys(b.quote for b in found if b.quote and b.record)),
        pending=any(b.pending for b in found),
    )


def of_record(case: Case, text: str, record: Record) -> Sentence:
    """Return a sentence that rests on one record, with the sentence that it stands in."""
    pending = not case.evidence.accepted(record.id)
    words = " ".join(sentence_of(case.evidence, record).split()) or quote(record)
    return Sentence(text, records=(record.id,), quotes=(words,), pending=pending)


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def leaves_of(nodes: Iterable[Because]) -> Iterator[Because]:
    """Yield the nodes of because-trees that name a record or a registry row."""
    for b in nodes:
        if b.record or b.registry:
            yield b
        yield from leaves_of(b.children)


def records_of(case: Case, kind: type[R]) -> list[R]:
    return list(case.shelves.of(kind))


def meant(record: Record) -> str:
    marks = [m for m in (record.polarity, record.modality) if m not in ("affirmed", "actual")]
    return f" [{', '.join(marks)}]" if marks else ""
