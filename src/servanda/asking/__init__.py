"""Asking: a question becomes an answer made of cited records, or "not in the record"."""

from collections.abc import Sequence

import msgspec

from servanda.asking.answers import Answer, Sentence
from servanda.asking.fields import field_answers, rest_of
from servanda.asking.gap import told
from servanda.asking.intents import INTENTS, MOST
from servanda.asking.nearby import Search, passages_near
from servanda.asking.offices import offices_in
from servanda.asking.parts import parts_of
from servanda.asking.rows import rows_of
from servanda.asking.understand import Asked, understand
from servanda.reasoning.case import Case

ONLY_NEAR = (
    "Not in the record as asked. The nearest passages, found by a search, which answer nothing:"
)
NOTHING = "not in the record"  # the kind of an answer that has no sentence
OF_WORDS = ("said_about", "position")  # intents that ask for the words of somebody
AS_OF = ("duties", "binds")  # intents whose answer is worked out anew for the day asked about


def ask(
    case: Case, question: str, *, seen_by: list[str] | None = None, search: Search | None = None
) -> Answer:
    """Answer a question from the record alone.

    Where nothing answers, the passages nearest to the question are shown, and the answer says
    that they are only found by a search; `search(words)` gives more places to look at.
    """
    case, asked = put(case, question)
    answer = answered(case, asked, seen_by)
    return answer if answer.sentences else nearest(case, asked, search)


def put(case: Case, question: str) -> tuple[Case, Asked]:
    """Return what a question asks, and the case of the documents that it asks of."""
    asked = understand(case, question)
    return _within(case, asked), asked


def answered(case: Case, asked: Asked, seen_by: list[str] | None = None) -> Answer:
    """Return what answers a question that was put; without a sentence where nothing does."""
    found = _found(case, asked, seen_by)
    for part in parts_of(case, asked):
        found += [s for s in _found(case, part, seen_by) if s not in found]
    most = len(found) if asked.intent == "main" else MOST
    note = f"{len(found)} sentences answer; the first {most}:" if len(found) > most else ""
    if not found:
        return _told(case, asked, NOTHING, "Not in the record.")
    return _told(case, asked, "answer", note, found[:most])


def nearest(case: Case, asked: Asked, search: Search | None = None) -> Answer:
    """Return the passages nearest to a question that nothing answers."""
    if found := list(passages_near(case, asked, search)):
        return _told(case, asked, "passages", ONLY_NEAR, found)
    return _told(case, asked, NOTHING, "Not in the record.")


def _told(
    case: Case, asked: Asked, kind: str, note: str, found: Sequence[Sentence] = ()
) -> Answer:  # fmt: skip
    return Answer(
        question=asked.question, intent=asked.intent, rule=asked.rule, kind=kind,
        as_of=(asked.day or case.day).isoformat(), sentences=tuple(found),
        understood=_understood(asked),
        note=note,
    )  # fmt: skip


def _found(case: Case, asked: Asked, seen_by: list[str] | None) -> list[Sentence]:
    """Return the sentences that answer: by the intent's own way, else what is told of it."""
    if asked.intent not in INTENTS:
        return []
    there = case
    if asked.exact and asked.day and asked.intent in AS_OF and asked.day != case.day:
        there = Case(case.evidence, asked.day, registry=case.registry, entities=case.entities)
    found = list(INTENTS[asked.intent](there, asked, seen_by))
    if asked.intent == "status" and "has:MAY" in asked.signs:  # "can the US have a base under it"
        found = [*rest_of(case, asked, rows_of(case, asked)), *found]
    found = _with_fields(case, asked, [s for s in found if s.records or s.registry])
    if not found and asked.intent in OF_WORDS and offices_in(case, asked.subject):
        return []  # what others say is not what the holder of an office says
    found = found or list(rest_of(case, asked, rows_of(case, asked))) or list(told(case, asked))
    return found if asked.intent != "clash" or len(found) > 1 else []  # one voice is no clash


def _with_fields(case: Case, asked: Asked, found: list[Sentence]) -> list[Sentence]:
    """Return an answer with what rows of the registry say in fields asked for by name."""
    more = list(field_answers(case, asked, rows_of(case, asked))) if asked.instruments else []
    return [*more, *(s for s in found if s not in more)]


def _understood(asked: Asked) -> dict[str, object]:
    """Return what was understood, those by whom an instrument is described among the actors."""
    told = msgspec.to_builtins(asked)
    told["actors"] = [*asked.actors, *asked.inside]
    return {k: v for k, v in told.items() if v and k not in ("question", "signs", "inside")}


def _within(case: Case, asked: Asked) -> Case:
    """Return a case of the documents alone that a question asks of; all where it names none."""
    if not asked.sources:
        return case
    kept, old = {*asked.sources}, case.evidence
    evidence = msgspec.structs.replace(
        old,
        documents={i: d for i, d in old.documents.items() if i in kept},
        records=tuple(r for r in old.records if r.document in kept),
        predications={i: p for i, p in old.predications.items() if i in kept},
    )
    return Case(evidence, case.day, registry=case.registry, entities=case.entities)


__all__ = ["Answer", "Asked", "Sentence", "answered", "ask", "nearest", "put", "understand"]
