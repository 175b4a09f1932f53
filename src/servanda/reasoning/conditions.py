"""Whether a duty's condition is met, and who invokes its exception, as records tell it."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.model import Statement
from servanda.reasoning.case import Case
from servanda.reasoning.deadlines import entry_days
from servanda.reasoning.deeds import deeds, proper
from servanda.reasoning.owed import SHARED, Duty
from servanda.reasoning.parties import party_of
from servanda.reasoning.reports import reports_about
from servanda.reasoning.shelves import SAID
from servanda.reasoning.status import TooUncertain
from servanda.reasoning.traces import LAYOUT, Trace, Wanted, known_by, meets
from servanda.reasoning.wording import senses

IN_FORCE = re.compile(
    r"\b(?:entry|enters?|entered|entering) into (?:force|effect)|\b(?:is|are|remains?) in force\b",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^\W*(?:if|where|when|whenever|once|provided(?: that)?|as soon as|after|as long as|unless"
    r"|except(?: for| where| when| if)?|save(?: for| in)?|subject to|without prejudice to"
    r"|for the purpose of|for)\s+", re.IGNORECASE,
)  # fmt: skip
NEGATED = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without)\b|n['’]t\b", re.I)


PARTS = re.compile(r"[,;:]|\b(?:and|but|so|because|which|that)\b", re.IGNORECASE)


class Standing(Struct, frozen=True):
    """How a condition stands - met, open, disputed or not shown - and the reports that show it."""

    text: str
    state: str
    traces: tuple[Trace, ...] = ()
    note: str = ""


class Invoked(Struct, frozen=True):
    """Who relies on an exception, or contests that it applies, in which record and words."""

    says: str
    by: str
    record: str
    quote: str


def condition_of(case: Case, duty: Duty, seen_by: str) -> Standing | None:
    """Return how the condition of a duty stands on the day; None where it has none."""
    if not duty.condition:
        return None
    if IN_FORCE.search(duty.condition):
        return _in_force(case, duty, seen_by)
    negated = NEGATED.search(duty.condition) is not None
    found = tuple(t for t in _reports(case, duty, duty.condition) if t.says in ("done", "not done"))
    said = {(t.says == "done") != negated for t in found}
    state = {
        frozenset(): "not shown", frozenset({True}): "met", frozenset({False}): "open",
    }.get(frozenset(said), "disputed")  # fmt: skip
    return Standing(duty.condition, state, found)


def _in_force(case: Case, duty: Duty, seen_by: str) -> Standing:
    """Return how "once it is in force" stands, by the rules of status."""
    try:
        entry = entry_days(case, duty.instrument, duty.bearer, seen_by)
    except TooUncertain:
        return Standing(duty.condition, "not shown", note="its entry into force is too uncertain")
    if entry is None:
        return Standing(duty.condition, "open", note="it has not entered into force in this view")
    if entry[1] is None or entry[1] > case.day.toordinal():
        return Standing(duty.condition, "not shown", note="it may not have entered into force")
    return Standing(duty.condition, "met", note="it has entered into force")


def _reports(case: Case, duty: Duty, text: str) -> Iterator[Trace]:
    """Yield the reports of what a condition speaks of; whoever it names must have done it."""
    body = LEAD.sub("", text)
    named = [p for p in case.parties(duty.instrument) if _names(case, p) & senses(body)]
    parties = frozenset().union(*(_names(case, p) for p in case.parties(duty.instrument)))
    # "the release of prisoners by Kenya": in a condition any party it names may be the doer.
    wanted = Wanted(
        who=frozenset(named),
        words=deeds(body) - parties - LAYOUT,
        names=proper(body) - parties,
        provision="",
        cited=False,
    )
    if not wanted.words:
        return
    for report in reports_about(case, wanted.words, wanted.who, stances=False):
        if not known_by(report.when[0], report.said_on, case.day):
            continue
        if not report.stance and report.record not in duty.records and meets(report, wanted):
            yield Trace(
                report.says, report.by, report.record, report.quote, None, report.said_on,
                report.when, not report.actors, report.sentence,
            )  # fmt: skip


def _names(case: Case, party: str) -> frozenset[str]:
    return senses(case.name(party))


def invoked(case: Case, duty: Duty) -> list[Invoked]:
    """Return who says that the exception of a duty applies, or that it does not.

    A statement counts that speaks of the exception and of the deed; what the text itself provides
    is nobody's reliance on it.
    """
    if not duty.exception:
        return []
    wanted = deeds(LEAD.sub("", duty.exception)) - LAYOUT
    deed = deeds(duty.action) - wanted - LAYOUT
    if not wanted:
        return []
    out: dict[tuple[str, str], Invoked] = {}
    telling = case.shelves.in_order(r for w in wanted for r in case.shelves.by_word(SAID, w))
    for record in telling:
        if not isinstance(record, Statement) or record.speaker is None or not record.content:
            continue
        document = case.evidence.documents.get(record.document)
        if document is None or document.genre == "agreement":
            continue
        words = " ".join(a.quote for a in record.content)
        told = deeds(words)
        if len(told & wanted) < min(SHARED, len(wanted)) or not told & deed:
            continue
        day = case.evidence.said_on(record)[1]
        by = party_of(record.speaker, day, case.entities, case.evidence) or record.speaker.surface
        about = " ".join(p for p in PARTS.split(words) if deeds(p) & wanted)
        says = "contested" if NEGATED.search(about) else "invoked"
        out.setdefault((says, by), Invoked(says, by, record.id, words))
    return list(out.values())
