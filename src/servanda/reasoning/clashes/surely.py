"""Whether the clause that a record stands in tells its deed as done, by the kept parse."""

import re

from servanda.model import Record, Ref
from servanda.reasoning.case import Case
from servanda.reasoning.meant import PRONOUNS, surely_meant
from servanda.reasoning.tellings.telling import Telling

BREACHES = ("breach_alleged", "breach_cleared")  # told by nouns of blame, whatever governs them
UNDER = frozenset({"under", "in", "of", "by", "with", "after", "before", "since", "to", "on",
                   "according to", "in line with", "pursuant to", "within", "for"})  # fmt: skip


def telling_at(case: Case, record: Record) -> Telling | None:
    """Return the telling whose verb stands in the words of a record, the first of them."""
    if not record.anchors:
        return None
    first, last = record.anchors[0].start, record.anchors[-1].end
    return next(
        (t for t in case.tellings_of_deeds.of(record.document) if first <= t.head < last), None
    )


def verb_at(case: Case, document: str, verb: int) -> Telling | None:
    """Return the telling whose verb, with its auxiliaries, stands at an offset."""
    parsed = case.evidence.predications.get(document, ())
    return next(
        (t for t in case.tellings_of_deeds.of(document)
         if parsed[t.n].at[0] <= verb <= t.head and not t.noun), None,
    )  # fmt: skip


def supposed_at(case: Case, document: str, verb: int) -> bool:
    """Say whether the verb at an offset tells a thought, a wish or a condition, by the parse."""
    at = verb_at(case, document, verb)
    return at is not None and at.mood == "open"


def by_name(case: Case, record: Record, ref: Ref) -> bool:
    """Say whether a reference names its instrument outright, in the sentence of the record.

    "An agreement on peace", "it" and "the Framework Agreement" may be another's.
    """
    if not surely_meant(ref) or ref.surface.lower() in PRONOUNS:
        return False
    if ref.method == "clues" and not (ref.confidence >= NAMED and ref.surface[:1].isupper()):
        return False
    page = case.pages.get(record.document)
    if page is None or not record.anchors or not ref.anchors:
        return True
    line = page.line_at(record.anchors[0].start)
    return line is not None and any(line.start <= a.start < line.end for a in ref.anchors)


NAMED = 0.7  # confidence from which on a name made of clues is surely the instrument's


def _supposed(case: Case, record: Record) -> bool:
    """Say whether a conjunction before the words puts them off: "before the treaty lapses"."""
    page = case.pages.get(record.document)
    line = page.line_at(record.anchors[0].start) if page and record.anchors else None
    if page is None or line is None:
        return False
    at = record.anchors[0]
    return not at.quote.endswith("ed") and bool(PUT_OFF.search(page.text[line.start : at.start]))


PUT_OFF = re.compile(
    r"\b(?:before|until|till|unless|if|once|should|whether)\s(?:[\w'’-]+\s){0,5}$", re.IGNORECASE
)


def _general(case: Case, t: Telling) -> bool:
    """Say whether a rule is told and no deed: "a party that withdraws gives notice"."""
    p = case.evidence.predications[t.document][t.n]
    return p.tense == "present" and any(
        a.determiner in ("a", "any", "each", "either", "every") and not a.name
        for a in p.of("subject")
    )


def doubtful(case: Case, record: Record, instrument: str = "") -> bool:
    """Say whether a record's clause tells its deed as supposed or to come, or of another thing.

    "Before the treaty lapses" ends nothing; "left the Union under the agreement" is not told of
    the agreement. What was not parsed is not doubted.
    """
    if getattr(record, "act", "") in BREACHES:
        return False
    if _supposed(case, record):
        return True
    t = telling_at(case, record)
    if t is None:
        return record.rule.endswith(".n")  # "within a month of its end"
    if not t.told or _general(case, t):
        return True
    spots = [x for x in (*t.things, *t.doers) if instrument in x.ids]
    aside = [x for x in t.around if instrument in x.ids and x.preposition in UNDER]
    return bool(instrument and aside and not spots)
