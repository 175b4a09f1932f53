"""What records report of deeds: who did, did not, refused or denied what, in whose words.

A report is worked out once a case; duties and conditions are then held against it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from servanda.model import Event, Position, Record
from servanda.reasoning.deeds import deeds, of_what, proper
from servanda.reasoning.locators import places_in
from servanda.reasoning.log import MODALITY
from servanda.reasoning.parties import asserted_by, party_of, told_by_text
from servanda.reasoning.shelves import ANY, DEED, TOLD
from servanda.reasoning.wording import sentence_around

if TYPE_CHECKING:
    from servanda.reasoning.case import Case

REFUSING = ("refuses", "rejects", "opposes")
# What somebody may deny that was said just before, without saying it again.
CHARGE = re.compile(
    r"(?:(?:the|this|that|these|those|any|all|such|its|his|her|their)\s+)?(?:\w+\s+)?"
    r"(?:charges?|accusations?|allegations?|claims?|reports?|it|this|that)", re.IGNORECASE,
)  # fmt: skip
CUT = re.compile(
    r"[,;:()–—]|\b(?:after|before|while|but|although|though|because|since|when|which|who|whose|that"
    r"|if|unless|until|despite|as|following|amid|whereas|so)\b", re.IGNORECASE,
)  # fmt: skip
BEGUN = re.compile(
    r"\b(?:beg[aiu]n|begins|beginning|start(?:s|ed|ing)?|launched|under way|continu\w+)\s+"
    r"(?:to\s+|the\s+|its\s+|their\s+|of\s+|a\s+)*$", re.IGNORECASE,
)  # fmt: skip
UNDER_WAY = re.compile(
    r"(?:\s+(?:of|from|by)\s+[^.;,]*?)?\s+(?:(?:has|have|had|is|are|was)\s+)?"
    r"(?:begun|began|started|under way|underway|continues?|continued|continuing)\b", re.IGNORECASE,
)  # fmt: skip
UNFINISHED = re.compile(
    r"(?:\bnot|\bnever|n['’]t)\s+(?:yet\s+)?(?:complet\w+|finish\w*|carr\w+ out|conclud\w+|made)\s+"
    r"(?:(?:the|its|their|any|a)\s+)?$", re.IGNORECASE,
)  # fmt: skip
BARE = re.compile(r"\s*(?:$|[.!?]|(?:from|to|in|into|at|on|by|out|along|across|within|under)\b)")


class Report(Struct, frozen=True):
    """What one record tells: `says` is done, begun, not done, denied, refused or rebutted.

    Rebutted is a charge told just before ("denied the charge").

    `actors` are the ids of who is said to do it; empty where a passive leaves that out. `deed` are
    the senses of the verb or noun that tells it, `words` those of its clause, `names` the proper
    names there after it, `cites` the provisions that its sentence cites. `of` are the senses
    of what its thing is of ("a list of minefields"); `bare` says that no thing follows the deed.
    `piece` is the clause; `about` are the ids of whom a stance is on.
    """

    record: str
    says: str
    actors: frozenset[str]
    deed: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    of: frozenset[str]
    bare: bool
    cites: frozenset[str]
    stance: str
    by: str
    said_on: date | None
    when: tuple[date | None, date | None]
    place: tuple[str, int]
    piece: str
    sentence: str
    quote: str
    about: frozenset[str] = frozenset()


def reports_in(case: "Case") -> tuple[Report, ...]:
    """Return the reports of a case's records, in the order of their saying and place."""
    records = case.shelves.in_order((*case.shelves.of(Event), *case.shelves.of(Position)))
    return _sorted(r for record in records if (r := case.report(record)) is not None)


def _sorted(found: Iterable[Report]) -> tuple[Report, ...]:
    return tuple(sorted(found, key=lambda r: (r.said_on or date.min, r.place)))


def reports_about(
    case: "Case", words: Collection[str], who: frozenset[str] = frozenset(), *, stances: bool = True
) -> tuple[Report, ...]:
    """Return the reports that can be of a deed, in the order of `reports_in`.

    They tell the deed by one of the words, or a stance on an issue with one of them; where they
    name who did it, that is one of `who` (anybody where it is empty).
    """
    shelves = case.shelves
    ids = [None] if not who else ["", *(i for w in sorted(who) for i in case.agents(w))]
    keys = [(DEED, w) for w in words]
    keys += [(TOLD, w) for w in (*words, ANY)] if stances else []
    found = {id(r): r for key in keys for i in ids for r in shelves.by_word(*key, i)}
    ours = [r for r in found.values() if not who or _may_be_of(case, r, who)]
    return _sorted(
        report for record in shelves.in_order(ours) if (report := case.report(record)) is not None
    )


def _may_be_of(case: "Case", record: Record, who: frozenset[str]) -> bool:
    """Say whether a record names nobody as the doer, or one of those asked for."""
    refs = record.source if isinstance(record, Event) else ()
    refs = (record.holder,) if isinstance(record, Position) else refs
    if not refs:
        return True
    day = case.evidence.said_on(record)[1]
    done_by = {party_of(r, day, case.entities, case.evidence) for r in refs}
    return bool(done_by & who)


def rebuttals_in(case: "Case", document: str) -> tuple[Report, ...]:
    """Return the denials in a document that follow a charge."""
    held = (r for r in case.shelves.within(document) if isinstance(r, Position))
    found = (r for p in held if p.stance == "denies" and (r := case.report(p)) is not None)
    return _sorted(r for r in found if r.says == "rebutted")


def report_of(case: "Case", record: Record) -> Report | None:
    """Return what one record reports, or None where it reports nothing."""
    return next(_report(case, record), None)


def _report(case: "Case", record: Record) -> Iterator[Report]:
    if isinstance(record, Event):
        says = _told(case, record)
        actors = record.source
    elif isinstance(record, Position):
        says, actors = _held(record), (record.holder,)
    else:
        return
    document = case.evidence.documents.get(record.document)
    if not says or document is None or not record.anchors:
        return
    day = case.evidence.said_on(record)[1]
    who = {party_of(r, day, case.entities, case.evidence) for r in actors}
    if actors and who == {None}:
        return  # somebody named did it, and it is not known who
    deed = record.anchors[0]
    start, end = sentence_around(document, deed)
    sentence = document.text[start:end]
    first, last = _clause(sentence, deed.start - start, deed.end - start)
    piece = sentence[first:last]
    told = record.issue.text if isinstance(record, Position) and record.issue else piece
    yield Report(
        record=record.id,
        says=says,
        actors=frozenset(w for w in who if w),
        deed=deeds(" ".join(a.quote for a in record.anchors)),
        words=deeds(told),
        names=proper(sentence[max(first, deed.end - start) : last]),
        of=of_what(piece),
        bare=BARE.match(sentence[deed.end - start : last]) is not None,
        cites=places_in(sentence),
        stance=record.stance if isinstance(record, Position) else "",
        by=asserted_by(record, case.entities, case.evidence),
        said_on=day,
        when=(record.date.earliest, record.date.latest) if record.date else (None, None),
        place=(record.document, deed.start),
        piece=piece,
        sentence=sentence,
        quote=" ... ".join(a.quote for a in record.anchors),
        about=frozenset(i for i in _on_whom(case, record, day) if i),
    )


def _on_whom(case: "Case", record: Event | Position, day: date | None) -> Iterator[str | None]:
    """Yield the ids of whom a stance is on: the Armenia of "recognises the borders of Armenia"."""
    for ref in record.about if isinstance(record, Position) else ():
        yield party_of(ref, day, case.entities, case.evidence)


def _told(case: "Case", record: Event) -> str:
    """Return what an event says of its deed; nothing where it is only wished, feared or planned."""
    document = case.evidence.documents.get(record.document)
    if told_by_text(record) or (document is not None and document.genre == "agreement"):
        return ""
    if record.modality == "denied":
        return "denied" if record.polarity == "affirmed" else ""
    if MODALITY[record.modality] != "done":
        return ""
    if record.polarity == "negated":
        return "not done"
    if document is not None and record.anchors:
        deed = record.anchors[0]
        lead = document.text[max(0, deed.start - 40) : deed.start]
        if UNFINISHED.search(lead):
            return "not done"
        if BEGUN.search(lead) or UNDER_WAY.match(document.text, deed.end, deed.end + 80):
            return "begun"
    return "done"


def _held(record: Position) -> str:
    if record.stance == "denies" and record.polarity == "affirmed":
        charge = record.issue is not None and CHARGE.fullmatch(record.issue.text.strip())
        return "rebutted" if charge else ""
    if record.polarity != "affirmed" and record.stance != "recognises":
        return ""
    if record.stance in REFUSING:
        return "refused"
    if record.stance == "recognises":
        return "done" if record.polarity == "affirmed" else "not done"
    return ""


def _clause(sentence: str, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of the clause around a deed, as marks and joining words cut it."""
    before = CUT.finditer(sentence, 0, max(first, 0))
    start = max((m.end() for m in before if not _digits(sentence, m.start())), default=0)
    after = CUT.search(sentence, last)
    while (
        after is not None
        and sentence[after.start() : after.end()] == ","
        and _digits(sentence, after.start())
    ):
        after = CUT.search(sentence, after.end())
    return start, after.start() if after else len(sentence)


def _digits(text: str, comma: int) -> bool:
    return (
        text[comma] == ","
        and text[comma - 1 : comma].isdigit()
        and text[comma + 1 : comma + 2].isdigit()
    )
