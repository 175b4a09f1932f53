"""What records show of a duty: allegations, denials, refusals, things done and not done."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from servanda.model import Act, Record
from servanda.model.spelt import SMALL
from servanda.model.terms import Force
from servanda.reasoning.amounts import Amount, amount_in
from servanda.reasoning.case import Case
from servanda.reasoning.deeds import deeds, head_of, of_what, proper, thing_of
from servanda.reasoning.locators import place, places_in
from servanda.reasoning.log import BREACH
from servanda.reasoning.owed import SHARED, Duty
from servanda.reasoning.parties import asserted_by, violators
from servanda.reasoning.reports import Report, reports_about
from servanda.reasoning.shelves import ANY
from servanda.reasoning.wording import senses, sentence_of

NOBODY: frozenset[str] = frozenset()


class Trace(Struct, frozen=True):
    """What one report shows of a duty.

    `says` is done, begun, not done, alleged, denied or refused; `when` the first and last day on
    which that was, where told; `unnamed` that the report leaves out who did it.
    """

    says: str
    by: str
    record: str
    quote: str
    amount: Amount | None = None
    said_on: date | None = None
    when: tuple[date | None, date | None] = (None, None)
    unnamed: bool = False
    sentence: str = ""


class Wanted(Struct, frozen=True):
    """What a report must be about: whose deed, in which words, at which named places.

    `thing` are the verb and its object, `of` what the object is of. `who` is empty where anybody
    may have done it; `cited` says that a sentence which cites the `provision` need not repeat its
    words.
    """

    who: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    provision: str
    thing: frozenset[str] = NOBODY
    of: frozenset[str] = NOBODY
    force: Force = "obligation"
    cited: bool = True


def traces(case: Case, duty: Duty) -> Iterator[Trace]:
    """Yield what records show of a duty: allegations, denials, refusals, things done."""
    wanted = case.wanted(duty)
    for charge in case.charges(duty.instrument):
        if charge.record.id not in duty.records:
            yield from _charged(case, duty, charge, wanted)
    for report in reports_about(case, wanted.words, wanted.who):
        if report.says == "rebutted" or report.record in duty.records:
            continue  # a rebuttal comes with what it rebuts
        if not meets(report, wanted):
            continue
        if not known_by(report.when[0], report.said_on, case.day):
            continue
        if report.stance == "recognises" and not _recognised(case, report, duty):
            continue
        against = contrary(report, duty)
        if against and report.words & STOPPING:
            continue  # "ceased the attacks": the attacks told there are those that ceased
        says = turned(report.says) if against else report.says
        if says == "denied" and duty.force != "prohibition":
            says = "not done"  # "denied that it had withdrawn"; a denial is of a breach else
        yield Trace(
            says, report.by, report.record, report.quote,
            amount_in(report.piece, duty.unit, duty.quantity) if duty.unit else None,
            report.said_on, report.when, not report.actors, report.sentence,
        )  # fmt: skip
        if says == "not done" and report.by != duty.bearer:
            yield from _rebuttals(case, duty, report)


def _recognised(case: Case, report: Report, duty: Duty) -> bool:
    """Say whether a recognition is one that is owed: of the other party, or of whom it names."""
    if duty.force != "recognition":
        return False
    owed_to = {duty.bearer, *duty.counterparties}
    if not report.about or not duty.counterparties or report.about & owed_to:
        return True
    named = senses(duty.action)
    return any(senses(case.name(i)) <= named for i in report.about)


def _rebuttals(case: Case, duty: Duty, told: Report) -> Iterator[Trace]:
    """Yield what the bearer says, right after a report against it, to deny the charge."""
    for report in case.rebuttals(told.place[0]):
        start = report.place[1]
        if 0 < start - told.place[1] <= NEAR and duty.bearer in report.actors:
            yield Trace(
                "denied", duty.bearer, report.record, report.quote, None, report.said_on,
                sentence=report.sentence,
            )  # fmt: skip


NEAR = 300  # characters from a charge to its denial, about the next sentence
STOPPING = deeds("stop cease halt end refrain abstain desist avoid")


def contrary(report: Report, duty: Duty) -> bool:
    """Say whether a report tells of the very deed that a duty is to stop or to refrain from."""
    head = head_of(duty.action)
    return bool(head & STOPPING) and not report.deed & STOPPING and not report.stance


def turned(says: str) -> str:
    """Return what a report of a deed says of the duty to stop it."""
    return {"done": "not done", "begun": "not done", "not done": "done"}.get(says, says)


def known_by(done: date | None, said: date | None, day: date) -> bool:
    """Say whether a report bears on a day: told by then, or of a dated deed done by then."""
    if done is not None:
        return done <= day
    return said is None or said <= day


def may_be_told_by(duty: Duty) -> frozenset[str]:
    """Return the words by one of which records that show something of a duty are found.

    All words of `Wanted.words` are among them.
    """
    return _worded(duty.action, duty.exception).deeds | {ANY}


class _Worded(Struct, frozen=True):
    """The words of a deed owed, by what they are."""

    deeds: frozenset[str]
    proper: frozenset[str]
    thing: frozenset[str]
    of: frozenset[str]


@lru_cache(maxsize=8192)
def _worded(action: str, exception: str) -> _Worded:
    text = action.replace(exception, " ") if exception else action
    return _Worded(deeds(text), proper(text), thing_of(text), of_what(text))


def wanted_by(case: Case, duty: Duty) -> Wanted:
    """Return what a report of a duty must be about; names of parties and of the text are nothing.

    That a report speaks of "the protocol" or of who concluded it does not make it one of a duty.
    """
    told = _worded(duty.action, duty.exception)
    names = _names_of(case, (duty.bearer, *duty.counterparties, *case.parties(duty.instrument)))
    title = senses(case.name(duty.instrument.partition("#")[0]))
    return Wanted(
        who=frozenset((duty.bearer,)),
        words=told.deeds - names - LAYOUT,
        names=told.proper - names - (title - told.deeds),
        provision=place(duty.provision),
        thing=told.thing - names - LAYOUT,
        of=told.of - names - LAYOUT,
        force=duty.force,
    )


# Words that say when and under what, not what: "within sixty days of the entry into force".
LAYOUT = deeds(
    "later than days weeks months date entry enter force signature signing ratification "
    "agreement protocol treaty article paragraph point accordance immediately purpose "
    + " ".join(SMALL)
)


def meets(report: Report, wanted: Wanted) -> bool:
    """Say whether a report is about what is wanted: the doer, the deed, the thing, the place."""
    if wanted.who and report.actors and not wanted.who & report.actors:
        return False
    if report.cites and wanted.provision and not _covered(report.cites, wanted.provision):
        return False
    if wanted.names and report.names and not wanted.names & report.names:
        return False
    about = wanted.words & report.words
    if report.stance:
        return len(about) >= min(SHARED, len(wanted.words) or 1)
    if not report.deed & wanted.words or not _same_thing(report, wanted):
        return False
    # Where nobody is named as the doer, the deed and more of its circumstances must be.
    enough = SHARED if report.actors else SHARED + 1
    if report.cites and wanted.cited and report.actors:
        return True
    return len(about) >= min(enough, len(wanted.words) or 1)


def _same_thing(report: Report, wanted: Wanted) -> bool:
    """Say whether the deed is done to the same thing, or to nothing that is named.

    "withdrew forty tanks" is not about troops, "opened fire" not about opening a crossing.
    """
    if len(report.deed) > 1 and not report.deed <= wanted.words:
        return False
    if report.of and wanted.of and not report.of & wanted.of:
        return False
    thing = wanted.thing - report.deed - STOPPING
    return report.bare or not thing or bool(thing & report.words)


def _covered(cites: frozenset[str], provision: str) -> bool:
    """Say whether a cited place is a provision, or one that it is a part of."""
    return any(provision == c or provision.startswith(c + "(") for c in cites)


POINTING = re.compile(r"(?:this|that|these|those|such|it|they|which)\b", re.IGNORECASE)


class Charge(Struct, frozen=True):
    """An allegation of a breach, or its denial: whom it accuses, who tells it, in which words."""

    record: Act
    accused: tuple[str, ...]
    by: str
    sentence: str
    said: date | None
    cites: frozenset[str]
    words: frozenset[str]
    stems: frozenset[str]


def charges_on(case: Case, instrument: str) -> tuple[Charge, ...]:
    """Return the charges that are of an agreement or of a part of it."""
    out: list[Charge] = []
    for record in case.acts_on(instrument):
        if record.act not in BREACH:
            continue
        day = case.evidence.said_on(record)[1]
        sentence = sentence_of(case.evidence, record)
        charge = Charge(
            record, tuple(violators(record, day, case.entities, case.evidence)),
            asserted_by(record, case.entities, case.evidence), sentence, day,
            places_in(sentence), deeds(sentence), senses(sentence),
        )  # fmt: skip
        out.append(charge)
    return tuple(out)


def _charged(case: Case, duty: Duty, charge: Charge, wanted: Wanted) -> Iterator[Trace]:
    """Yield allegations and denials of a breach; one that says of what must be about the duty."""
    record, by = charge.record, charge.by
    told = record.date.earliest if record.date else None
    if not known_by(told, charge.said, case.day) or not _about(case, duty, wanted, charge):
        return
    denied = record.polarity == "negated" or record.modality == "denied"
    says = "denied" if denied or record.act == "breach_cleared" else "alleged"
    if charge.accused and duty.bearer not in charge.accused:
        return
    if says == "alleged" and by == duty.bearer:
        return
    yield Trace(says, by, record.id, _quote(record), None, charge.said, sentence=charge.sentence)


def _about(case: Case, duty: Duty, wanted: Wanted, charge: Charge) -> bool:
    """Say whether an allegation is about this duty: it cites its provision, or speaks of its deed.

    One against nobody in particular must do both and name the bearer: "these actions violate
    paragraph 6, by which X guarantees safe movement".
    """
    if not charge.accused:
        if any(not POINTING.match(ref.surface) for ref in charge.record.actors):
            return False  # something else is accused: "these resolutions of the Council"
        name = case.name(duty.bearer)
        named = _in_one_piece(name, charge.sentence) and senses(name) <= charge.stems
        shared = len(wanted.words & charge.words)
        return (
            _covered(charge.cites, wanted.provision)
            and named and shared >= SHARED and charge.by != duty.bearer
        )  # fmt: skip
    if charge.cites:
        return _covered(charge.cites, wanted.provision)
    title = deeds(case.name(duty.instrument.partition("#")[0]))
    return len((wanted.words - title) & charge.words) >= min(SHARED, len(wanted.words) or 1)


def _in_one_piece(name: str, sentence: str) -> bool:
    """Say whether a name of several words stands as it is, and is no part of a longer one.

    "United Nations ... States" and "People's Republic of Korea" name neither of the two.
    """
    if " " not in name:
        return True
    before = (sentence[: m.start()].split()[-1:] for m in re.finditer(re.escape(name), sentence))
    return any(not b or not b[0][:1].isupper() or b[0].lower() == "the" for b in before)


def _quote(record: Record) -> str:
    return " ... ".join(a.quote for a in record.anchors)


def _names_of(case: Case, ids: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(senses(case.name(i)) for i in dict.fromkeys(ids)))
