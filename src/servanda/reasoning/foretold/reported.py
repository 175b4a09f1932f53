"""What the nearest later tellings show of a deed foretold: that it was done in its time, or not."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.affairs import may_tell
from servanda.reasoning.foretold.asked import Asked, asked_by, by_document
from servanda.reasoning.foretold.claims import Claim, claim_of
from servanda.reasoning.foretold.match import about, roles_fit
from servanda.reasoning.foretold.nearest import ranked
from servanda.reasoning.foretold.passages import Passage, meets
from servanda.reasoning.foretold.register import Forecast
from servanda.reasoning.foretold.tables import hits, pattern
from servanda.reasoning.tellings.match import (
    apart,
    contrary,
    one_doer,
    one_object,
    one_sense,
    places_apart,
    same_thing,
)
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.thing import Thing
from servanda.reasoning.wording import WORD

PLACES = frozenset({"in", "at", "by", "within", "before", "after", "during", "until", "since"})
SURE = 0.4  # where nobody is named
PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non-")
SHORT = 4  # letters
ENOUGH = 0.33  # of the weight of a prediction that a passage must share to decide it
MOST = 8  # passages that are looked at
# Deeds in which all who are named take part, whoever of them is told to do it.
JOINT = frozenset({"meet", "speak", "sign", "conclude", "exchange", "swap", "establish_relations"})


class Report(Struct, frozen=True):
    """A later telling of a deed foretold: that it came about or not, between which days.

    `excluded` says that another deed is told, which cannot stand beside it.
    """

    telling: Telling
    passage: Passage
    came: bool
    excluded: bool
    first: date | None
    last: date | None

    def record(self) -> Record | None:
        """Return the record of its sentence that stands nearest to its verb."""
        at = self.telling.head
        return min(self.passage.records, key=lambda r: abs(r.anchors[0].start - at), default=None)


def reports_of(case: Case, forecast: Forecast) -> Iterator[Report]:
    """Yield what the nearest later passages tell, as a fact, of the deed that is foretold."""
    asked = asked_by(case, forecast.record)
    claim = claim_of(case, forecast.record)
    if asked is None or claim is None or claim.amount is not None:
        return
    if not claim.axes and all(s.startswith("=") for s in asked.telling.senses):
        return
    text, whole = forecast.record.proposition.text, pattern("whole")
    for share, passage in ranked(case, forecast)[:MOST]:
        if share < ENOUGH or turned(text, passage.text):
            continue
        if whole.search(text) and not whole.search(passage.text):
            continue  # a part is not the whole
        if not may_tell(case, claim, forecast.record.document, passage):
            continue
        found = [r for r in _told(case, asked, claim, passage) if _names_all(claim, share, r)]
        if len({r.came for r in found}) == 1:  # a sentence that tells both ways tells nothing
            yield from found


def _names_all(claim: Claim, share: float, report: Report) -> bool:
    """Say whether a passage names all whom a claim names, or goes on about them.

    What is told not to be done may leave out who does not do it: "a year without an attack on X".
    """
    there = report.passage.everybody
    before = report.passage.before.everybody if report.passage.before is not None else frozenset()
    wanted = (*claim.who, *claim.names)
    if not wanted:
        return share >= SURE
    if all(meets(k, there) or meets(k, before) for k in wanted):
        back = pattern("points").search(report.passage.text)  # "it", "the two"
        return back is not None or any(meets(k, there) for k in wanted)
    denied = not report.came and not report.excluded
    if denied and share >= SURE and pattern("points").search(report.passage.text):
        return True  # "not one country has recognised it"
    return denied and bool(claim.names) and all(meets(k, there) for k in claim.names)


def turned(one: str, other: str) -> bool:
    """Say whether a text has the opposite of a word of another: "unlawful" for "lawful"."""
    mine = {w.lower() for w in WORD.findall(one)}
    theirs = {w.lower() for w in WORD.findall(other)}
    some = ((w, no) for w in mine if len(w) > SHORT and w not in theirs for no in PREFIXES)
    return any(no + w in theirs or (w.startswith(no) and w[len(no) :] in theirs) for w, no in some)


def _told(case: Case, asked: Asked, claim: Claim, passage: Passage) -> Iterator[Report]:
    for t in by_document(case.tellings_of_deeds).get(passage.document, ()):
        if not passage.start <= t.head < passage.end or not t.told or t.treaty:
            continue
        if passage.foretells(t.head):
            continue
        mine = asked.telling
        axes = _axes(claim, asked.sign, t, passage)
        alike = one_sense(mine, t) or axes > 0
        against = (contrary(mine, t) and one_object(mine, t) is True) or axes < 0
        if alike == against or not _fits(asked.telling, t):
            continue
        if t.noun and pattern("not_so").search(passage.text[t.head - passage.start :]):
            continue
        if claim.roles and not roles_fit(claim, passage.text[: t.head - passage.start]):
            continue
        negated = t.negated or t.force == "refuse"
        if against and (negated or t.noun):
            continue
        first, last = _days(t, passage)
        yield Report(t, passage, alike and not negated, against, first, last)


def _axes(claim: Claim, sign: int, t: Telling, passage: Passage) -> int:
    """Return 1 where a wording at a telling is of the deed foretold, -1 where of its opposite."""
    at = t.head - passage.start
    mine = [
        h for h in hits(passage.text)
        if h.axis in claim.axes and h.start <= at < h.end and about(claim, passage, h)
    ]  # fmt: skip
    if not mine or any(h.kind == "state" for h in mine):
        return 0
    signs = {h.sign * claim.sign * sign for h in mine}
    return signs.pop() if len(signs) == 1 else 0


def _fits(mine: Telling, other: Telling) -> bool:
    """Say whether a telling is of those and of the thing foretold, as far as it names them."""
    if mine.keys and other.keys and not mine.keys & other.keys:
        return False
    if places_apart(mine, other):
        return False
    doer = one_doer(mine, other)
    if mine.senses & JOINT:
        if not (other.doers or other.noun):
            return False  # "when its demands were met"
    elif doer is False:
        return False
    if doer is None and mine.doers and not (other.passive or other.noun or other.doers):
        return False
    if mine.doers and other.doers and any(
        x.sorts and y.sorts and not x.sorts & y.sorts for x in mine.doers for y in other.doers
    ):  # fmt: skip
        return False  # the police of a state are not its army
    if any(apart(x, y) for x in mine.things for y in other.things):
        return False
    return _same_things(mine, other) and not _beside_others(mine, other)


def _same_things(mine: Telling, other: Telling) -> bool:
    """Say whether all that is acted on is told to be, where anything is."""
    wanted = [x for x in mine.things if x.head or x.names]
    theirs = [y for y in (*other.things, *other.doers, *other.around) if y.head or y.names]
    acted = [y for y in other.things if y.head or y.names]
    return (
        not wanted
        or not acted
        or all(
            any(
                not _otherwise(x, y) and (same_thing(x, y) or (x.ids | x.names) & (y.ids | y.names))
                for y in theirs
            )
            for x in wanted
        )
    )


def _otherwise(x: Thing, y: Thing) -> bool:
    """Say whether two of one sort are of other things: "a ban on fish", "its ban on films"."""
    return bool(x.words and y.words and not x.words & y.words and x.head == y.head)


def _beside_others(mine: Telling, other: Telling) -> bool:
    """Say whether with one preposition two other things stand: "a ban on fish", "on films"."""
    for x in mine.around:
        near = [y for y in other.around if y.preposition == x.preposition and x.preposition]
        if not (x.head and near and all(y.head for y in near)) or x.preposition in PLACES:
            continue
        if not any(same_thing(x, y) for y in near):
            return True
    return False


def _days(t: Telling, passage: Passage) -> tuple[date | None, date | None]:
    if t.when is not None:
        return (None if t.when.before else t.when.first), t.when.last
    times = passage.times or ((passage.lead,) if passage.lead is not None else ())
    if len(times) == 1:
        return times[0].earliest, times[0].latest
    return None, None
