"""What came of a prediction by the words of later documents, where no typed record tells of it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.affairs import may_tell
from servanda.reasoning.foretold.asked import Asked, asked_by, is_limited
from servanda.reasoning.foretold.bearing import is_borne_out, sought
from servanda.reasoning.foretold.claims import Claim, claim_of, condition_claim
from servanda.reasoning.foretold.match import Told, tellings
from servanda.reasoning.foretold.nearest import ranked
from servanda.reasoning.foretold.own_word import is_own_word
from servanda.reasoning.foretold.passages import Passage, passages
from servanda.reasoning.foretold.register import Forecast
from servanda.reasoning.foretold.reported import MOST, Report, reports_of
from servanda.reasoning.foretold.tables import pattern

MULTIPLES = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|halv)(?:e[sd]?|ing)\b", re.IGNORECASE)
LITTLE = timedelta(days=10)
NEAR = timedelta(days=3)  # "the year closed without": told of the last days of a window
# Deeds that are done once: that one came late shows that it had not come before.
# Deeds of one occasion: what stands against them settles it.
DECISIVE = frozenset({"cancel", "win", "comply"})
ONCE = frozenset({"leave", "join", "ratify"})
OCCASIONS = frozenset({"rule", "win", "lose", "elect"})  # what stands against them settles it
# What is done again and again: an undated telling may be of an earlier time.
RECURRING = frozenset({"meet", "speak", "attack", "fight", "visit", "threaten", "accuse", "send",
                       "deploy", "free", "swap", "exchange", "raise", "reduce", "rise", "fall",
                       "extend", "sign", "conclude", "present", "kill", "hold", "cross", "pay",
                       "violate", "respect", "announce", "ask", "propose", "inspect", "stage",
                       "elect", "vote", "reject", "accept", "enter", "supply", "sell"})  # fmt: skip
TIGHT = 32  # days
STATES = frozenset({"stay", "hold", "present", "keep", "continue", "withhold", "bar"})
ONCE_DONE = frozenset({"leave", "join", "ratify", "resign", "dismiss", "recognise"})  # fmt: skip
MONTH = timedelta(days=31)
NEARER = 1.5  # how much more a sentence shares with a prediction than another that it outweighs


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
    """Return what later passages tell of the deed of a prediction; None where nothing decides.

    Two ways are gone, by the wordings of sentences and by their tellings; where they differ,
    nothing is decided.
    """
    if is_limited(forecast.record) or MULTIPLES.search(forecast.record.proposition.text):
        return None  # "before the rains end", "will double": what it takes is not told
    asked = asked_by(case, forecast.record)
    claim = claim_of(case, forecast.record)
    worded = _decided(case, forecast, claim, until=forecast.due, over=over) if claim else None
    told = _by_tellings(forecast, asked, tuple(reports_of(case, forecast)), over=over)
    if worded is not None and told is not None and worded.true != told.true:
        return None
    found = worded or told
    if found is not None and found.true and asked is not None and asked.more:
        return None  # one of two deeds foretold is not both
    return found


def _by_tellings(
    forecast: Forecast, asked: Asked | None, told: tuple[Report, ...], *, over: bool
) -> Worded | None:
    """Return what the nearest tellings show of a deed foretold, by the first that decides:

    done in its time; what excludes it done in its time, where the deed lasts or is of one
    occasion; told not to be done, of the end of its time or for good; done, once, after its time.
    """
    due = forecast.due
    if asked is None:
        return None
    told = _weightier(tuple(r for r in told if r.record() is not None))
    came = [r for r in told if r.came and _is_in_time(r, forecast)]
    if asked.lasts:
        came = [r for r in came if due is None or _is_at(r, due)] if asked.sign > 0 else []
    one = asked.lasts or bool(asked.telling.senses & OCCASIONS)
    kept_from = [r for r in told if r.excluded and _is_in_time(r, forecast)
                 and (one or _is_near_end(r, forecast))]  # fmt: skip
    denied = [r for r in told if not r.came and (not r.excluded or r.telling.senses & STATES)
              and _is_last(r, asked, forecast)]  # fmt: skip
    late = [r for r in told if r.came and due and r.first and r.first > due and _is_first(r)]
    counted = [r for r in told if r.counted and (_is_in_time(r, forecast) or r in denied)]
    if came and (kept_from or denied):
        return None
    if came:
        return _shown(asked.sign > 0, "foretold/told", "it is told as done in its time", came)
    if kept_from and (due is not None or asked.sign > 0):  # what is not to come may yet come
        return _shown(asked.sign < 0, "foretold/told", "what cannot stand beside it is told",
                      kept_from)  # fmt: skip
    if counted:
        return _shown(asked.sign < 0, "foretold/count", "the number told is another", counted)
    if denied and (over or due is None):
        return _shown(asked.sign < 0, "foretold/not-done",
                      "it is told as not done by the end of its time", denied)  # fmt: skip
    if late and over:
        return _shown(asked.sign < 0, "foretold/late", "it was done after its time", late)
    return None


def _is_first(report: Report) -> bool:
    """Say whether a deed told is told to be the first of its kind, or to be done once."""
    first = pattern("first").search(report.passage.text) is not None
    return first or bool(report.telling.senses & ONCE_DONE)


def _is_near_end(report: Report, forecast: Forecast) -> bool:
    due = forecast.due
    return bool(due and report.first and report.first >= due - MONTH and forecast.made
                and forecast.made < report.first)  # fmt: skip


def _weightier(told: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return reports; of those told both ways in sentences of which one is much nearer, its own."""
    best = max((r.share for r in told), default=0.0)
    if len({r.came for r in told}) == 1:
        return told
    return tuple(r for r in told if r.share * NEARER >= best)


def _is_last(report: Report, asked: Asked, forecast: Forecast) -> bool:
    """Say whether a denial is the last word: of the end of a window, or of a lasting state."""
    if forecast.due is not None:
        return _is_at(report, forecast.due)
    return asked.lasts and asked.sign > 0 and _is_in_time(report, forecast)


def _shown(true: bool, rule: str, why: str, told: list[Report]) -> Worded:
    first = min(told, key=lambda r: r.first or date.max)
    records = {r.id: r for t in (first, *told) if (r := t.record()) is not None}
    return Worded(true, rule, why, first.last, tuple(records.values()))


def _is_in_time(report: Report, forecast: Forecast) -> bool:
    """Say whether a deed was surely done in the window; what is told without a day may be older."""
    made, due, said = _opens(forecast), forecast.due, report.passage.day
    first, last = report.first, report.last
    if first is None or last is None:
        if last is not None or said is None or said < made:
            return False
        return due is None
    if first < made <= last and (last - first).days < TIGHT and _is_new(report):
        return last <= (due or date.max)  # "in September": whoever foretold it knew of none
    return made <= first and last <= (due or date.max)


def _is_new(report: Report) -> bool:
    """Say whether a deed cannot well have been done before it was foretold: it does not recur."""
    return not report.telling.senses & RECURRING and report.telling.tense in ("past", "present")


def _is_at(report: Report, due: date) -> bool:
    """Say whether something is told of the end of a window, or of after it."""
    if report.last is not None:
        return report.last >= due - NEAR
    return report.passage.day is not None and report.passage.day >= due - NEAR


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
    what = sought(case, forecast.record) if not ever else None
    mine = what.asked.telling if what is not None else None
    told = [
        t for t in told
        if (what is None or t.hit.kind == "state" or claim.amount is not None
            or is_borne_out(case, what, t.passage, t.hit.start, t.hit.end))
        and not is_own_word(case, claim, mine, t.passage, t.passage.start + t.hit.start)
    ]  # fmt: skip
    came = [t for t in told if t.came and _in_time(t, forecast, until)]
    if until is None and not ever:  # what is not to come may yet come
        came = [t for t in came if t.event]
    if claim.lasts and claim.sign > 0:
        came = [t for t in told if t.came and until is not None and _holds_at(t, until)]
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
    near = [p for _, p in ranked(case, forecast)[:MOST]]
    some = {(p.document, p.start): p for p in near}
    # Of what names or tells of the same, only what has a wording of the deed may tell it.
    worded = frozenset(f"+{axis}" for axis in claim.axes) if claim.amount is None else frozenset()
    for p in passages(case).naming(frozenset(k for k in keys if k[0] != "@"), worded):
        some[p.document, p.start] = p
    for passage in some.values():
        if passage.document == mine or (
            forecast.made and passage.day and passage.day < forecast.made
        ):
            continue
        if passage.day is not None and passage.day > case.day:
            continue
        if may_tell(case, claim, mine, passage):
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
