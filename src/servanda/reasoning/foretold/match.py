"""Whether a passage tells of a deed foretold: done, or not done, and between which days."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.model import Act, Event, Position, Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import ENOUGH, Claim, told_in
from servanda.reasoning.foretold.counts import amounts, fits
from servanda.reasoning.foretold.doers import doers_told
from servanda.reasoning.foretold.passages import Passage, meets
from servanda.reasoning.foretold.real import (
    clause_at,
    is_nominal,
    is_real,
    is_unreal,
    negations,
    records_at,
)
from servanda.reasoning.foretold.tables import Hit, hits, pattern
from servanda.reasoning.foretold.themes import about, is_aside, of_agreement
from servanda.reasoning.wording import STEM, WORD

HELD = frozenset({"elect", "vote"})  # deeds whose nouns only tell that they were held
BY_NOUN = frozenset({"breakthrough", "exceed", "operate", "elect", "vote", ""})


class Told(Struct, frozen=True):
    """What a passage tells of a deed: that it came about or not, between which days, and where."""

    came: bool
    first: date | None
    last: date | None
    event: bool
    passage: Passage
    hit: Hit

    def record(self) -> Record | None:
        """Return the record that stands for it: on its words, else in its sentence."""
        at = self.passage.start + self.hit.start
        kept = self.passage.records

        def rank(record: Record) -> tuple[bool, int, int]:
            anchor = record.anchors[0]
            covers = anchor.start < at + self.hit.end - self.hit.start and at < anchor.end
            kind = 0 if isinstance(record, (Act, Event, Position)) else 1
            return not covers, kind, abs(anchor.start - at)

        return min(kept, key=rank, default=None)


def tellings(case: Case, claim: Claim, some: Iterator[Passage]) -> Iterator[Told]:
    """Yield what passages tell of a claim's deed."""
    for passage in some:
        told = hits(passage.text)
        mine = [h for h in told if h.axis in claim.axes]
        if not claim.axes and claim.verb:
            mine = [
                Hit("", 1, "one", *w.span())
                for w in WORD.finditer(passage.text)
                if w[0].lower()[:STEM] == claim.verb
            ]
        found = [t for hit in mine if (t := _telling(case, claim, passage, hit)) is not None]
        if not found and claim.amount is not None:
            found = list(_counted(claim, passage))
        yield from found


def _telling(case: Case, claim: Claim, passage: Passage, hit: Hit) -> Told | None:
    low, high = clause_at(passage.text, hit)
    left, right = passage.text[low : hit.start], passage.text[hit.end : high]
    records = records_at(passage, hit)
    if passage.foretells(passage.start + hit.start) or is_unreal(passage, left, records, hit.axis):
        return None
    whole = pattern("whole")
    if whole.search(f"{claim.subject} {claim.theme_text}") and not whole.search(passage.text):
        return None  # a part is not the whole
    no = negations(left, right, records)
    told = passage.text[hit.start : hit.end]
    nominal = is_nominal(left, told)
    if hit.axis in HELD and claim.passive and claim.who and pattern("nounish").fullmatch(told):
        return None  # that a ballot was held does not tell who was elected
    if nominal and hit.axis not in BY_NOUN and not no and not is_real(left, right):
        return None
    if no and hit.sign < 0 and hit.kind != "state":
        return None  # that something was not closed does not tell that it was opened
    if not (
        doers_told(case, claim, passage, hit, (low, high), denied=bool(no) or hit.sign < 0)
        and about(claim, passage, hit)
        and of_agreement(case, claim, passage)
        and not is_aside(claim, passage, hit)
    ):
        return None
    came = (hit.sign > 0) != bool(no % 2)
    if claim.amount is not None and not no:
        reached = _reached(claim, passage)
        if reached is None:
            return None
        came = came and reached
        if not reached:
            first, last = _days(passage, hit, (low, high))
            return Told(False, first, last, True, passage, hit)
    first, last = _days(passage, hit, (low, high))
    return Told(came, first, last, hit.kind != "state" and not no, passage, hit)


def _counted(claim: Claim, passage: Passage) -> Iterator[Told]:
    """Yield what a number told of the very thing shows, whatever the verb: "the number was ten"."""
    reached = _reached(claim, passage)
    if reached is None or claim.amount is None or not claim.amount.unit:
        return
    counted = [a for a in amounts(passage.text) if a.unit & claim.amount.unit]
    names = (*claim.who, *claim.names)
    if not counted or not all(meets(k, passage.everybody) for k in names):
        return
    told = told_in(passage)
    words = [e for e in (*claim.theme, *claim.doer) if e and not e & claim.amount.unit]
    if sum(bool(e & told) for e in words) < ENOUGH * len(words):
        return
    if pattern("unreal").search(passage.text):
        return
    whole = Hit("", 1, "one", 0, len(passage.text))
    first, last = _days(passage, whole, (0, len(passage.text)))
    yield Told(reached, first, last, True, passage, whole)


def _reached(claim: Claim, passage: Passage) -> bool | None:
    """Say whether a number told is what was foretold; None where none is told."""
    if claim.amount is None:
        return True
    dates = [(t.anchors[0].start - passage.start, t.anchors[0].end - passage.start)
             for t in passage.times]  # fmt: skip
    told = amounts(passage.text, dates)
    if "exceed" in claim.axes and any(a.value >= claim.amount.value for a in told):
        return True  # "larger than the limit of 300 kilograms"
    return fits(claim.amount, told)


def _days(passage: Passage, hit: Hit, clause: tuple[int, int]) -> tuple[date | None, date | None]:
    """Return the days told of a deed: in its clause, else in its sentence, else of its line."""
    low, high = passage.start + clause[0], passage.start + clause[1]
    at = passage.start + hit.start
    head = passage.entry.head if passage.entry is not None else 0
    times = [t for t in passage.times if t.anchors[0].start >= head]
    own = [t for t in times if low <= t.anchors[0].start < high]
    some = own or times
    if some:
        time = min(some, key=lambda t: abs(t.anchors[0].start - at))
    elif passage.entry is not None:
        return passage.entry.first, passage.entry.last
    elif passage.lead is not None:
        time = passage.lead
    else:
        return None, None
    return time.earliest, time.latest
