"""What the nearest later tellings show of a deed foretold: that it was done in its time, or not."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.affairs import may_tell
from servanda.reasoning.foretold.asked import by_document
from servanda.reasoning.foretold.bearing import THERE_NO, Sought, bearing, missing, sought
from servanda.reasoning.foretold.counts import amounts, fits
from servanda.reasoning.foretold.deeds import named_deeds, stands_for
from servanda.reasoning.foretold.nearest import ranked
from servanda.reasoning.foretold.own_word import is_own_word
from servanda.reasoning.foretold.passages import Passage
from servanda.reasoning.foretold.register import Forecast
from servanda.reasoning.foretold.tables import pattern, things
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.wording import STEM, WORD

SURE = 0.4  # where nobody is named
ENOUGH, LITTLE = 0.33, 0.2  # of the weight of a prediction that a passage must share to decide it
BEARS, NAMES_ALL = 1.5, 1.15  # what a passage counts for more where it bears, or names all
FAR = 60  # letters after "without"
WITHOUT = re.compile(r"\bwithout\s+(?:(?:a|an|any|another|single|one|the|such|much as)\s+)*", re.I)
MOST = 8  # passages that are looked at


class Report(Struct, frozen=True):
    """A later telling of a deed foretold: that it came about or not, between which days.

    `excluded` says that another deed is told, which cannot stand beside it, `counted` that it was
    done, but not as often or as much as foretold.
    """

    telling: Telling
    passage: Passage
    came: bool
    excluded: bool
    first: date | None
    last: date | None
    share: float = 1.0
    counted: bool = False

    def record(self) -> Record | None:
        """Return the record of its sentence that stands nearest to its verb."""
        at = self.telling.head
        return min(self.passage.records, key=lambda r: abs(r.anchors[0].start - at), default=None)


def reports_of(case: Case, forecast: Forecast) -> Iterator[Report]:
    """Yield what the nearest later passages tell, as a fact, of the deed that is foretold."""
    what = sought(case, forecast.record)
    if what is None:
        return
    senses = what.asked.telling.senses
    if all(s.startswith("=") for s in senses) and not (what.claim and what.claim.axes):
        return
    mine = what.asked.telling
    if not (what.names or mine.things or mine.noun or any(d.head or d.ids for d in mine.doers)):
        return  # "they will begin them"
    for share, passage in ranked(case, forecast)[:MOST]:
        if refused(case, forecast, what, share, passage):
            continue
        found = list(_told(case, what, share, passage))
        found = found or list(_without(case, what, share, passage))
        if len({r.came for r in found}) == 1:  # a sentence that tells both ways tells nothing
            yield from found


def weight_of(case: Case, forecast: Forecast) -> Callable[[Passage], float]:
    """Return what a passage near a prediction counts for more where a telling in it bears on it."""
    what = sought(case, forecast.record)

    def weigh(passage: Passage) -> float:
        if what is None:
            return 1.0
        some = by_document(case.tellings_of_deeds).get(passage.document, ())
        here = (t for t in some if passage.start <= t.head < passage.end)
        bears = any(bearing(case, what, t, passage).sign for t in here)
        return (BEARS if bears else 1.0) * (1.0 if missing(what, passage) else NAMES_ALL)

    return weigh


def refused(case: Case, forecast: Forecast, what: Sought, share: float, passage: Passage) -> str:
    """Return why a passage cannot decide a prediction, whatever it tells; "" where it can."""
    whole = pattern("whole")
    if whole.search(forecast.record.proposition.text) and not whole.search(passage.text):
        return "part"  # a part is not the whole
    if share < ENOUGH and not (share >= LITTLE and len(what.names) > 1):
        return "share"
    if what.claim is not None and not may_tell(case, what.claim, forecast.record.document, passage):
        return "affair"
    return ""


def _told(case: Case, what: Sought, share: float, passage: Passage) -> Iterator[Report]:
    absent = missing(what, passage)
    for t in by_document(case.tellings_of_deeds).get(passage.document, ()):
        if not passage.start <= t.head < passage.end:
            continue
        if is_own_word(case, what.claim, what.asked.telling, passage, t.head):
            continue
        how = bearing(case, what, t, passage)
        left = _needed(what, t, absent)
        if how.sign and not unnamed(what, share, passage, left, denied=how.denied):
            first, last = days(case, t, passage)
            reached = True if how.sign < 0 or how.denied else _reached(what, passage)
            if reached is None:
                continue
            came = how.sign > 0 and not how.denied and reached
            yield Report(t, passage, came, how.sign < 0, first, last, share, not reached)


def _without(case: Case, what: Sought, share: float, passage: Passage) -> Iterator[Report]:
    """Yield that a deed or thing foretold was not there: "the year passed without an election"."""
    found = WITHOUT.search(passage.text)
    if found is None or missing(what, passage):
        return
    mine, rest = what.asked.telling, passage.text[found.end() : found.end() + FAR]
    deeds = frozenset(d for w in WORD.findall(rest) for d in named_deeds(w.lower()))
    text = case.evidence.documents[mine.document].text
    wanted = {k for x in mine.things for k in things(text[x.start : x.end]) if k[0] == "="}
    if stands_for(mine.senses, deeds, mine.things) <= 0 and not wanted & things(rest):
        return
    at = passage.start + found.start()
    some = by_document(case.tellings_of_deeds).get(passage.document, ())
    t = next((t for t in some if passage.start <= t.head <= at), None)
    if t is not None and t.told:
        yield Report(t, passage, False, False, *days(case, t, passage), share)


def _reached(what: Sought, passage: Passage) -> bool | None:
    """Say whether the number told is the one foretold; None where none is told of it."""
    claim = what.claim
    if claim is None or claim.amount is None:
        return True
    dates = [(t.anchors[0].start - passage.start, t.anchors[0].end - passage.start)
             for t in passage.times]  # fmt: skip
    return fits(claim.amount, amounts(passage.text, dates))


def _needed(
    what: Sought, t: Telling, absent: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], ...]:
    """Return whom a passage leaves out; who does a deed may be left out of its passive, where
    others whom it is of are named: "the town was handed over to Y"."""
    if not (t.passive and not t.doers and len(absent) < len(what.names)):
        return absent
    doers = {f"~{n[:STEM]}" for d in what.asked.telling.doers for n in d.names}
    doers |= {i for d in what.asked.telling.doers for i in d.ids}
    return tuple(keys for keys in absent if not keys & doers)


def unnamed(
    what: Sought, share: float, passage: Passage, absent: tuple[frozenset[str], ...], *,
    denied: bool,
) -> bool:  # fmt: skip
    """Say whether a passage leaves out whom it must name.

    What is told not to be done may leave out who does not do it: "a year without an attack on X".
    """
    if not what.names:
        return share < SURE
    if not absent:
        return False
    points = pattern("points").search(passage.text) is not None
    nobody = THERE_NO.search(passage.text) is not None  # "there was no truce to be mediated"
    if denied and (points or nobody) and share >= SURE:
        return False  # "not one country has recognised it"
    return not (denied and len(absent) < len(what.names))


def days(case: Case, t: Telling, passage: Passage) -> tuple[date | None, date | None]:
    """Return the days told of a deed: of its clause, else the only ones of its sentence or line.

    A deed told by a noun has those of its verb: "fighting resumed on 27 April".
    """
    when = t.when
    if when is None and t.noun:
        above = case.evidence.predications[t.document][t.n].above
        some = (o for o in by_document(case.tellings_of_deeds)[t.document] if o.n == above)
        when = next((o.when for o in some), None)
    entry = passage.entry
    if entry is not None and (when is None or when.start < entry.head):
        return entry.first, entry.last
    if when is not None:
        return (None if when.before else when.first), when.last
    times = passage.times or ((passage.lead,) if passage.lead is not None else ())
    if len(times) == 1:
        return times[0].earliest, times[0].latest
    return None, None
