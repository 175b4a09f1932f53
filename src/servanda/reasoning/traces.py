"""What records show of a duty: allegations, denials, refusals, things done and not done."""

from collections.abc import Iterator

from msgspec import Struct

from servanda.model import Act, Event, Position, Record
from servanda.model.terms import Force
from servanda.reasoning.case import Case
from servanda.reasoning.locators import place, places_in
from servanda.reasoning.log import MODALITY
from servanda.reasoning.owed import SHARED, Duty
from servanda.reasoning.parties import asserted_by, party_of, told_by_text, violators
from servanda.reasoning.wording import amounts, senses, sentence_of


class Trace(Struct, frozen=True):
    """What one report shows of a duty: `says` is done, not done, alleged, denied or refused."""

    says: str
    by: str
    record: str
    quote: str
    amount: float | None = None


def traces(case: Case, duty: Duty) -> Iterator[Trace]:
    """Yield what records show of a duty: allegations, denials, refusals, things done."""
    parent = duty.instrument.partition("#")[0]
    wanted = senses(duty.action) - _name_senses(case, duty)
    for record in case.evidence.records:
        if record.id in duty.records:
            continue
        if isinstance(record, Act):
            yield from _from_act(case, duty, record, parent, wanted)
        elif isinstance(record, (Event, Position)):
            yield from _from_report(case, duty, record, wanted)


def _from_act(
    case: Case, duty: Duty, record: Act, parent: str, wanted: frozenset[str]
) -> Iterator[Trace]:
    """Yield allegations and denials of a breach; one that says of what must be about the duty."""
    name = record.instrument.id or ""
    about = case.evidence.same.get(name, name).partition("#")[0]
    if record.act not in ("breach_alleged", "breach_cleared") or about != parent:
        return
    day = case.evidence.said_on(record)[1]
    accused = violators(record, day, case.entities, case.evidence)
    if not accused and not _meant(case, duty, record, wanted):
        return
    if accused and (duty.bearer not in accused or not _speaks_of(case, duty, record, wanted)):
        return
    denied = record.polarity == "negated" or record.modality == "denied"
    yield _trace(case, record, "denied" if denied or record.act == "breach_cleared" else "alleged")


def _from_report(
    case: Case, duty: Duty, record: Event | Position, wanted: frozenset[str]
) -> Iterator[Trace]:
    """Yield reports that the bearer did, did not do, or refuses what the duty is about."""
    day = case.evidence.said_on(record)[1]
    who = record.source if isinstance(record, Event) else (record.holder,)
    if duty.bearer not in {party_of(r, day, case.entities, case.evidence) for r in who}:
        return
    if isinstance(record, Position):
        words = record.issue.text if record.issue else ""
        if len(wanted & senses(words)) >= SHARED:
            if record.stance in ("refuses", "rejects", "opposes") and record.polarity == "affirmed":
                yield _trace(case, record, "refused")
            elif record.stance == "recognises" == _verb(duty.force):
                yield _trace(case, record, "done" if record.polarity == "affirmed" else "not done")
        return
    # The deed itself must be named, not only what it is about: "withdrew" for a duty to withdraw.
    document = case.evidence.documents.get(record.document)
    if told_by_text(record) or (document is not None and document.genre == "agreement"):
        return
    deed = senses(" ".join(a.quote for a in record.anchors))
    if MODALITY[record.modality] != "done" or not deed & wanted:
        return
    if not _speaks_of(case, duty, record, wanted):
        return
    says = "done" if record.polarity == "affirmed" else "not done"
    yield _trace(case, record, says, duty.unit)


def _meant(case: Case, duty: Duty, record: Act, wanted: frozenset[str]) -> bool:
    """Say whether an allegation against nobody in particular means this duty of this bearer.

    "these actions violate paragraph 6, by which X guarantees safe movement": it cites the
    provision, names the bearer, speaks of the action, and somebody else alleges it.
    """
    words = senses(sentence_of(case.evidence, record))
    named = senses(case.name(duty.bearer)) <= words
    other = asserted_by(record, case.entities, case.evidence) != duty.bearer
    return _cites(case, duty, record) and named and other and len(wanted & words) >= SHARED


def _cites(case: Case, duty: Duty, record: Record) -> bool:
    """Say whether the sentence of a record cites the provision of a duty."""
    return place(duty.provision) in places_in(sentence_of(case.evidence, record))


def _speaks_of(case: Case, duty: Duty, record: Record, wanted: frozenset[str]) -> bool:
    """Say whether the sentence of a record shares words of sense, or the locator, with a duty."""
    if _cites(case, duty, record):
        return True
    sentence = sentence_of(case.evidence, record)
    return len(wanted & senses(sentence)) >= min(SHARED, len(wanted) or 1)


def _trace(case: Case, record: Record, says: str, unit: str = "") -> Trace:
    found = amounts(sentence_of(case.evidence, record), unit)
    return Trace(
        says,
        asserted_by(record, case.entities, case.evidence),
        record.id,
        " ... ".join(a.quote for a in record.anchors),
        found[0] if len(found) == 1 else None,
    )


def _name_senses(case: Case, duty: Duty) -> frozenset[str]:
    return senses(" ".join(case.name(p) for p in (duty.bearer, *duty.counterparties)))


def _verb(force: Force) -> str:
    return "recognises" if force == "recognition" else ""
