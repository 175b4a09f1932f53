"""Whether the clause that a record stands in tells its deed as done, by the kept parse."""

from servanda.model import Record
from servanda.reasoning.case import Case
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


def doubtful(case: Case, record: Record, instrument: str = "") -> bool:
    """Say whether a record's clause tells its deed as supposed or to come, or of another thing.

    "Before the treaty lapses" ends nothing; "left the Union under the agreement" is not told of
    the agreement. What was not parsed is not doubted.
    """
    if getattr(record, "act", "") in BREACHES:
        return False
    t = telling_at(case, record)
    if t is None:
        return False
    if not t.told:
        return True
    spots = [x for x in (*t.things, *t.doers) if instrument in x.ids]
    aside = [x for x in t.around if instrument in x.ids and x.preposition in UNDER]
    whole = [x for x in t.things if not x.bare]
    return bool(instrument and aside and whole and not spots)
