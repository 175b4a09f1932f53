"""What came of a prediction by the words of later documents, where no typed record tells of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import Claim, claim_of, condition_claim
from servanda.reasoning.foretold.match import Told, tellings
from servanda.reasoning.foretold.passages import Passage, passages
from servanda.reasoning.foretold.register import Forecast

LITTLE = timedelta(days=10)
NEAR = timedelta(days=3)  # "the year closed without": told of the last days of a window
# Deeds that are done once: that one came late shows that it had not come before.
# Deeds of one occasion: what stands against them settles it.
DECISIVE = frozenset({"cancel", "win", "comply"})
ONCE = frozenset({"leave", "join", "ratify", "end", "begin"})


class Worded(Struct, frozen=True):
    """What words show of a prediction: whether it is true, since when, and the records for it."""

    true: bool
    rule: str
    why: str
    on: date | None
    records: tuple[Record, ...]


class Hangs(Struct, frozen=True):
    """Whether the condition of a prediction came about, and the records that show it."""

    met: bool
    on: date | None
    records: tuple[Record, ...]


def condition(case: Case, forecast: Forecast) -> Hangs | None:
    """Return whether the condition of a prediction was met; None where it is not known."""
    found = condition_claim(case, forecast.record)
    if found is None:
        return None
    claim, unless = found
    shown = _decided(case, forecast, claim, until=forecast.due, ever=True)
    if shown is None:
        return None
    return Hangs(shown.true != unless, shown.on, shown.records)


def by_words(case: Case, forecast: Forecast, *, over: bool) -> Worded | None:
    """Return what later passages tell of the deed of a prediction; None where nothing decides."""
    claim = claim_of(case, forecast.record)
    if claim is None:
        return None
    return _decided(case, forecast, claim, until=forecast.due, over=over)


def _decided(
    case: Case,
    forecast: Forecast,
    claim: Claim,
    *,
    until: date | None,
    over: bool = True,
    ever: bool = False,
) -> Worded | None:
    told = [t for t in tellings(case, claim, _later(case, forecast, claim)) if t.record()]
    came = [t for t in told if t.came and _in_time(t, forecast, until)]
    if claim.lasts and claim.sign > 0:
        came = [t for t in told if t.came and (until is None or _holds_at(t, until))]
    against = [t for t in told if not t.came and t.event and _in_time(t, forecast, until)]
    lasting = [
        t for t in told
        if not t.came and not t.event and (_holds_at(t, until) if until else ever)
    ]  # fmt: skip
    if came:
        if (against or lasting) and claim.sign > 0:
            return None  # told both ways
        return _worded(claim.sign > 0, "foretold/told", "it is told as done in its time", came)
    if claim.amount is not None and (less := [t for t in told if not t.came and t.event and
                                              _total_at(t, forecast, until)]):  # fmt: skip
        return _worded(claim.sign < 0, "foretold/count", "the number told is another", less)
    if (
        claim.sign > 0
        and against
        and (
            ever
            or claim.lasts
            or claim.amount is not None
            or (any(t.hit.axis in DECISIVE for t in against))
        )
    ):
        return _worded(False, "foretold/told", "what cannot stand beside it is told", against)
    if claim.sign < 0 and against:
        return _worded(True, "foretold/told", "it is told as done in its time", against)
    if not ever and (not over or until is None or until > case.day):
        return None
    if lasting:
        return _worded(claim.sign < 0, "foretold/not-done",
                       "it is told as not done by the end of its time", lasting)  # fmt: skip
    late = [
        t for t in told if until and t.came and t.first and t.first > until and t.hit.axis in ONCE
    ]
    if late:
        return _worded(claim.sign < 0, "foretold/late", "it was done after its time", late)
    return None


def _worded(true: bool, rule: str, why: str, told: list[Told]) -> Worded:
    first = min(told, key=lambda t: t.first or date.max)
    records = tuple(dict.fromkeys(r.id for t in [first, *told] if (r := t.record())))
    by_id = {r.id: r for t in told if (r := t.record())}
    return Worded(true, rule, why, first.last, tuple(by_id[i] for i in records))


def _later(case: Case, forecast: Forecast, claim: Claim) -> Iterator[Passage]:
    """Yield the passages of other documents, of the time since the prediction, that may tell."""
    keys = frozenset().union(*claim.who, *claim.names, *claim.theme)
    mine = forecast.record.document
    for passage in passages(case).naming(frozenset(k for k in keys if k[0] != "@")):
        if passage.document == mine or (
            forecast.made and passage.day and passage.day < forecast.made
        ):
            continue
        if passage.day is not None and passage.day > case.day:
            continue
        yield passage


def _in_time(told: Told, forecast: Forecast, until: date | None) -> bool:
    """Say whether a deed was surely done between the making of a prediction and its last day."""
    made = _opens(forecast)
    if told.first is None or told.last is None:
        return until is None and told.passage.day is not None and told.passage.day >= made
    return made <= told.first and told.last <= (until or date.max)


def _total_at(told: Told, forecast: Forecast, until: date | None) -> bool:
    """Say whether a whole number is told of the window: of its last days, or of all of it."""
    if until is None or (told.passage.day and told.passage.day < until - LITTLE):
        return False
    if told.last is None:
        return True
    made = forecast.made or date.min
    return until - LITTLE <= told.last and (told.first is None or made.year <= told.first.year)


def _opens(forecast: Forecast) -> date:
    """Return the first day of a window: "this year" begins with January, whenever it was said, "in
    June" with June."""
    made = forecast.made or date.min
    window = forecast.record.horizon
    return window.earliest if window and window.earliest else made


def _holds_at(told: Told, until: date) -> bool:
    """Say whether what is told not to have come is told of the end of the window, or of after."""
    if told.last is not None:
        return told.last >= until - NEAR
    return told.passage.day is not None and told.passage.day >= until
