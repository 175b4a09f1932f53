"""status: an agreement is said to be over, or to hold, against what the formal record shows."""

import re
from collections.abc import Iterator

from servanda.model import Act, Finding
from servanda.reasoning.board import LIVING, OVER, WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.clashes.pair import clash, tellers
from servanda.reasoning.clashes.surely import by_name, doubtful
from servanda.reasoning.log import MODALITY
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.parties import party_of

# A notice of the end, its suspension, or a party's word that it is void is no word that it is over.
NO_END = re.compile(
    r"\b(?:(?:notices?|notif\w+|process|procedure|right|date|day|letter|talk|threat\w*|suspen\w+|"
    r"delay\w*|postpon\w+|revok\w+|withdr\w+)\s+(?:of\s+|for\s+)?(?:the\s+|its\s+|a\s+)?"
    r"|(?:declare[sd]?|call(?:s|ed)|pronounce[sd]?|consider(?:s|ed)?|hold(?:s)?)\s(?:\S+\s){1,6})$",
    re.IGNORECASE,
)  # fmt: skip
LONG_AGO = 730  # days
ENDS = ("expiry", "termination", "withdrawal", "supersession")


def _no_end(case: Case, record: Act) -> bool:
    """Say whether the words of an end tell only of its notice, or of somebody's declaration.

    What "lasted" is told to have held then, and not to hold.
    """
    if record.polarity == "negated" and record.anchors and record.anchors[0].quote == "lasted":
        return True
    document = case.evidence.documents.get(record.document)
    if document is None or not record.anchors:
        return False
    at = record.anchors[0].start
    line = case.pages[document.id].line_at(at)
    start = max(line.start if line else 0, at - 80)
    return record.polarity == "affirmed" and bool(NO_END.search(document.text[start:at]))


def _said(case: Case, who: tuple[str, ...], affirmed: bool) -> str:
    if who:
        return f"{'' if affirmed else 'not '}to be over for {', '.join(map(case.name, who))}"
    return "to be over" if affirmed else "to hold"


def _leavers(case: Case, record: Act, name: str) -> tuple[str, ...]:
    """Return the parties that are said to have left; it ends the instrument for them alone."""
    if record.act != "withdrawal":
        return ()
    at = case.evidence.said_on(record)[1]
    named = (party_of(r, at, case.entities, case.evidence) for r in record.actors)
    return tuple(p for p in named if p in case.parties(name))


def find(case: Case) -> Iterator[Finding]:
    """Yield claimed ends of what the record shows in force, and denied ends of what is over."""
    seen: set[tuple[str, ...]] = set()
    for record in case.evidence.records:
        if not isinstance(record, Act) or record.act not in ENDS or not record.instrument.id:
            continue
        if not case.asked(record.document):
            continue
        if not surely_meant(record.instrument) or _no_end(case, record):
            continue  # "it ended": what it points back to may be another thing
        name = case.evidence.same.get(record.instrument.id, record.instrument.id)
        if doubtful(case, record, name) or not by_name(case, record, record.instrument):
            continue
        said = case.evidence.said_on(record)[1] or case.day
        if MODALITY[record.modality] != "done" or not case.parties(name):
            continue
        day = min(said, case.day)
        told = record.date.latest if record.date else None
        if told is not None and (said - told).days > LONG_AGO:
            continue  # what was left then may have been joined again
        mine = _leavers(case, record, name)
        shown = [case.answer(name, p, "record", day)[1:] for p in mine or case.parties(name)]
        statuses = {s for found, sure in shown if sure for s in found}
        if not all(sure for _, sure in shown):
            continue
        affirmed = record.polarity == "affirmed"
        key = (name, record.polarity, *tellers(case, record))
        if key not in seen and statuses <= (LIVING if affirmed else OVER):
            seen.add(key)
            words = ", ".join(sorted(WORDS[s] for s in statuses))
            yield clash(
                case, "status", "status/said-against-record", record, None,
                explanation=(
                    f"{case.name(name)} is said {_said(case, mine, affirmed)}; "
                    f"by the formal record it is {words} on {day}"
                ),
                dissolved_by="the words are an evaluation and not a legal claim, or an act is "
                "missing from the record",
                registry=name, registry_says=f"{case.name(name)}: {words} on {day}",
            )  # fmt: skip
