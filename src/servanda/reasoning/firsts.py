"""Who was first: the earliest telling of a doing or stance, as far as dates can tell."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.model import (
    Act,
    Because,
    Commitment,
    Event,
    Finding,
    Position,
    Record,
    Ref,
    RoleOf,
    finding_id,
)
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import party_of
from servanda.reasoning.wording import STEM, senses, sentence_of, words_of


class Doing(Struct, frozen=True):
    """Somebody's doing on an issue, between two days, and the record that tells of it."""

    who: str
    earliest: date
    latest: date
    record: Record


def firsts(case: Case, issue: str) -> list[Finding]:
    """Return who was first to do, hold or undertake what an issue names; "cannot tell" included.

    One finding for the issue: `values.order` lists each actor with the earliest telling of theirs
    (`earliest` is null where only the day of the telling is known).
    A is before B only where A's last possible day is earlier than B's first. What began after the
    day asked about is left out, and what may have begun after it is not sure. None where the issue
    has no word that tells anything.
    """
    wanted = senses(issue)
    if not wanted:
        return []
    best: dict[str, Doing] = {}
    for doing in doings(case, wanted, issue):
        if doing.earliest > case.day:
            continue
        old = best.get(doing.who)
        if old is None or (doing.latest, doing.earliest) < (old.latest, old.earliest):
            best[doing.who] = doing
    order = sorted(best.values(), key=lambda d: (d.earliest, d.latest, d.who))
    if not order:
        return []
    first = order[0]
    rivals = [d for d in order[1:] if d.earliest <= first.latest]
    begun = first.latest <= case.day
    sure = begun and not rivals
    names = " or ".join(case.name(d.who) for d in [first, *rivals])
    explanation = (
        f"{names} was first: “{issue}”, {_span(first)}" if sure
        else f"cannot tell who was first on “{issue}”: {names}, the dates overlap" if rivals
        else f"cannot tell whether {names} was first on “{issue}” by {case.day}: {_span(first)}"
    )  # fmt: skip
    records = [d.record.id for d in order]
    return [
        Finding(
            id=finding_id(f"first/{issue}", records),
            finding="first",
            type="first" if sure else "cannot tell",
            records=tuple(RoleOf(r, "telling") for r in records),
            because=tuple(
                Because(
                    text=f"{case.name(d.who)}, {_span(d)}", record=d.record.id,
                    quote=quote(d.record), pending=not case.evidence.accepted(d.record.id),
                )
                for d in order
            ),
            rule="first/earliest-telling",
            explanation=explanation,
            values={
                "issue": issue,
                "order": [
                    {"who": d.who, "name": case.name(d.who),
                     "earliest": None if d.earliest == date.min else d.earliest.isoformat(),
                     "latest": d.latest.isoformat(), "record": d.record.id} for d in order
                ],
            },
        )
    ]  # fmt: skip


# What a short word may end in and still be itself: "broke" is "broken", and not "brokered".
ENDINGS = re.compile(r"(?:e?s|e?d|e?n|ing|al|ings|ment|ion|['’]s)?")


def _met(issue: str, stem: str, sentence: str) -> bool:
    """Say whether a word of an issue stands in a sentence; a short one in a form of its own."""
    mine = {w for w in words_of(issue) if w[:STEM] == stem}
    theirs = {w for w in words_of(sentence) if w[:STEM] == stem}
    return any(
        len(a) > STEM or len(b) < len(a) or ENDINGS.fullmatch(b[len(a) :])
        for a in mine for b in theirs
    )  # fmt: skip


def doings(case: Case, wanted: frozenset[str], issue: str) -> Iterator[Doing]:
    """Yield dated, affirmed doings whose sentence holds most of the wanted words of an issue."""
    for record in case.evidence.records:
        refs = _doers(record)
        if not refs or record.polarity == "negated" or record.modality != "actual":
            continue
        sentence = sentence_of(case.evidence, record)
        shared = {w for w in wanted & senses(sentence) if _met(issue, w, sentence)}
        if len(shared) * 3 < len(wanted) * 2:
            continue
        first, last = _days(case, record)
        if last is None:
            continue
        for ref in refs:
            who = party_of(ref, last, case.entities, case.evidence)
            if who and not wanted >= senses(case.name(who)):
                yield Doing(who, first or date.min, last, record)


def _doers(record: Record) -> tuple[Ref, ...]:
    if isinstance(record, Position):
        return (record.holder,)
    if isinstance(record, Commitment):
        return record.bearers
    if isinstance(record, Act):
        return record.actors
    return record.source if isinstance(record, Event) else ()


def _days(case: Case, record: Record) -> tuple[date | None, date | None]:
    """Return between which days it was done: as told, else at any time before it was said."""
    if record.date is not None and record.date.latest is not None:
        return record.date.earliest, record.date.latest
    return None, case.evidence.said_on(record)[1]


def _span(d: Doing) -> str:
    if d.earliest == d.latest:
        return f"on {d.latest}"
    return f"by {d.latest}" if d.earliest == date.min else f"between {d.earliest} and {d.latest}"
