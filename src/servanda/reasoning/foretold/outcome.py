"""What came of a prediction: proposed by rule from later records, or decided by a person."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from servanda.model import Act, Event, Record, Ref
from servanda.model.terms import OutcomeState
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.claims import claim_of
from servanda.reasoning.foretold.doers import doers_fit
from servanda.reasoning.foretold.nearest import Near, nearest
from servanda.reasoning.foretold.register import Forecast
from servanda.reasoning.foretold.reported import weight_of
from servanda.reasoning.foretold.worded import by_words, condition
from servanda.reasoning.log import BREACH, MODALITY
from servanda.reasoning.parties import party_of
from servanda.reasoning.shown import ALIKE, Shown, done_by, parties_of, shown

State = OutcomeState
UNLESS = re.compile(r"\W*(?:unless|even if|whether or not)\b", re.IGNORECASE)
LATEST = date(2026, 6, 30)  # until when the registry of the package follows acts
# Kinds that a register of an instrument follows for its parties, so that its silence tells.
FOLLOWED = ("signature", "ratification", "accession", "withdrawal", "notice", "termination")
# Done once: that one came late shows that it had not come before. Extensions and meetings recur.
ONCE = frozenset({*FOLLOWED, "expiry", "supersession", "non_renewal", "entry_into_force"})
# Words for one deed may mean several kinds, but notice is not yet leaving, nor leaving the end.
VERY: dict[str, tuple[str, ...]] = {
    "withdrawal": ("withdrawal", "termination"),
    "notice": ("notice",),
    "termination": ("termination", "expiry", "supersession", "non_renewal"),
    "expiry": ("expiry", "termination", "supersession"),
}


class Outcome(Struct, frozen=True):
    """What came of a prediction, on which day, by which rule, and because of what.

    `by` is `rule` or who decided; `records` and `registry` are the evidence. Where nothing decides,
    `values` are the later passages nearest to it, which decide nothing.
    """

    state: State
    rule: str
    why: str
    on: date | None = None
    records: tuple[Record, ...] = ()
    registry: str = ""
    by: str = "rule"
    values: tuple[Near, ...] = ()


class Telling(Struct, frozen=True):
    """A later telling of the deed: whether it was done, between which days, and where it stands."""

    done: bool
    first: date | None
    last: date | None
    parties: frozenset[str]
    record: Record | None = None
    registry: str = ""


def outcomes(case: Case, forecasts: Iterable[Forecast]) -> dict[str, Outcome]:
    """Return the outcome of each forecast by the id of its record."""
    return {f.record.id: with_nearest(case, f, resolve(case, f)) for f in forecasts}


def with_nearest(case: Case, forecast: Forecast, outcome: Outcome) -> Outcome:
    """Return an outcome; where nothing decides it, with the later passages nearest to it."""
    if outcome.state not in ("open", "cannot tell") or outcome.by != "rule":
        return outcome
    return replace(outcome, values=nearest(case, forecast, weight_of(case, forecast)))


def resolve(case: Case, forecast: Forecast) -> Outcome:
    """Return what a person decided, else what later records show of what was foretold.

    Near deeds are no hits: kind or class, instrument, actors and place must be those foretold. A
    prediction with a condition is void where the condition is told not to have come about, and
    open to no rule where nothing is told of it; but what was to come "unless" something is done
    has come about, whatever was done, where it is told.
    """
    decided = case.evidence.outcomes.get(forecast.record.id)
    if decided is not None:
        return Outcome(decided.state, "foretold/decided", decided.why, by=decided.who)
    over = forecast.due is not None and forecast.due <= case.day
    unknown: State = "cannot tell" if over else "open"
    if forecast.record.condition is not None:
        hangs = condition(case, forecast)
        told = by_words(case, forecast, over=over) if hangs is None else None
        if told is not None and told.true and UNLESS.match(forecast.record.condition.text):
            return Outcome("came true", told.rule, told.why, told.on, told.records)
        if hangs is None:
            return Outcome(unknown, "foretold/condition", "whether its condition was met is not "
                           f"known: {forecast.record.condition.text}")  # fmt: skip
        if not hangs.met:
            return Outcome("void", "foretold/void", "its condition is told not to have come about",
                           hangs.on, hangs.records)  # fmt: skip
    if forecast.record.rule.startswith("foretelling."):  # what a wording foretells is only shown
        return Outcome(unknown, "foretold/worded", "foretold by a wording: what is near is shown")
    typed = _typed(case, forecast, over=over)
    if typed is not None:
        return typed
    worded = by_words(case, forecast, over=over)
    if worded is not None:
        state: State = "came true" if worded.true else "did not"
        return Outcome(state, worded.rule, worded.why, worded.on, worded.records)
    if over and forecast.deed and (row := _silent(case, forecast, forecast.deed)):
        return _not(forecast, "foretold/silence", f"the registry shows no such act of {row}", None)
    if over:
        return Outcome("cannot tell", "foretold/nothing", "no later record tells of it")
    why = "its time has not come" if forecast.due else "no time is set, and nothing decides it yet"
    return Outcome("open", "foretold/open", why)


def _typed(case: Case, forecast: Forecast, *, over: bool) -> Outcome | None:
    """Return what later acts and events of the very kind show, and rows of the registry."""
    if forecast.deed is None:
        return None
    found = sorted(_tellings(case, forecast, forecast.deed), key=lambda t: t.first or date.max)
    done = [t for t in found if t.done]
    in_time = [t for t in done if _in_window(t, forecast)]
    if in_time and (isinstance(forecast.deed, Act) or _all_did(case, forecast.deed, in_time)):
        return _happened(case, forecast, forecast.deed, in_time)
    denied = [t for t in found if not t.done and _after(t, forecast)]
    once = isinstance(forecast.deed, Act) and forecast.deed.act in ONCE
    if over and once and (late := [t for t in done if _surely_late(t, forecast)]):
        return _not(forecast, "foretold/late", "it was done after its time", late[0])
    if over and denied:
        return _not(forecast, "foretold/denied", "it is told as not done after its time", denied[0])
    return None


def _tellings(case: Case, forecast: Forecast, deed: Act | Event) -> Iterator[Telling]:
    """Yield the later tellings of the very deed: by other records, and by the registry."""
    mine = forecast.record
    claim = claim_of(case, mine)
    for record in case.evidence.records:
        if record.id == deed.id or type(record) is not type(deed):
            continue
        first, last = _days(case, record)
        if record.document == mine.document or _told_before(case, forecast, record):
            continue  # no text knows what came of its own predictions
        status = MODALITY[record.modality]
        if status not in ("done", "negated") or not _same(case, deed, record):
            continue
        if claim is not None and not doers_fit(case, claim, record):
            continue  # the defence minister's resignation is not the prime minister's
        done = status == "done" and record.polarity == "affirmed"
        yield Telling(done, first, last, _who(case, record), record)
    if isinstance(deed, Act) and deed.instrument.id:
        name = case.evidence.same.get(deed.instrument.id, deed.instrument.id)
        parties = parties_of(case, name)
        for wanted in _who(case, deed) or (None,):
            for act in done_by(shown(case, name), deed.act, wanted, parties):
                if act.kind not in VERY.get(deed.act, (act.kind,)):
                    continue
                if (
                    act.registry
                    and not (forecast.made and act.last and act.last < forecast.made)
                    and _known(case, act)
                ):
                    yield _row(act, parties)


def _all_did(case: Case, deed: Act | Event, told: list[Telling]) -> bool:
    """Say whether all who are foretold to take part in an event did."""
    return _who(case, deed) <= frozenset(p for t in told for p in t.parties)


def _known(case: Case, act: Shown) -> bool:
    """Say whether a row was there to be known on the day of the case."""
    return act.first is None or act.first <= case.day


def _told_before(case: Case, forecast: Forecast, record: Record) -> bool:
    """Say whether a record was told before the prediction was made, as far as days tell."""
    said = case.evidence.said_on(record)[1]
    return bool(forecast.made and said and said < forecast.made)


def _row(act: Shown, parties: tuple[str, ...]) -> Telling:
    who = frozenset(parties) if act.actor == "all" else frozenset((act.actor,))
    return Telling(True, act.first, act.last, who, registry=act.registry)


def _days(case: Case, record: Record) -> tuple[date | None, date | None]:
    """Return between which days something was done: as told, else any day before it was said."""
    if record.date is not None and record.date.latest is not None:
        return record.date.earliest, record.date.latest
    return None, case.evidence.said_on(record)[1]


def _same(case: Case, deed: Act | Event, other: Record) -> bool:
    """Say whether a record tells of the deed foretold: kind, instrument, actors, target, place."""
    if isinstance(deed, Act) and isinstance(other, Act):
        same = case.evidence.same
        names = [
            same.get(i.id, i.id) if i.id else None for i in (deed.instrument, other.instrument)
        ]
        kinds = VERY.get(deed.act) or ALIKE.get(deed.act, (deed.act,))
        if names[0] is None or names[0] != names[1] or other.act not in kinds:
            return False
        if deed.act in BREACH:
            return False  # an allegation is no breach
    elif isinstance(deed, Event) and isinstance(other, Event):
        if deed.plover != other.plover or (deed.mode and other.mode and deed.mode != other.mode):
            return False
        if not (_meets(case, deed.target, other.target) and _placed(deed, other)):
            return False
        if not deed.source or not other.source:
            return False
    else:
        return False
    mine, theirs = _who(case, deed), _who(case, other)
    if isinstance(deed, Event):
        return bool(mine & theirs)  # an event of nobody known may be anybody's
    return not mine or bool(mine & theirs)


def _meets(case: Case, mine: tuple[Ref, ...], theirs: tuple[Ref, ...]) -> bool:
    """Say whether targets agree; where the prediction names none, any does."""
    wanted = {r.id for r in mine if r.id}
    return not mine or bool(wanted & {r.id for r in theirs})


def _placed(deed: Event, other: Event) -> bool:
    if deed.place is None:
        return True
    return other.place is not None and (
        deed.place.id == other.place.id
        if deed.place.id
        else deed.place.surface.casefold() == other.place.surface.casefold()
    )


def _who(case: Case, record: Record) -> frozenset[str]:
    refs = record.actors if isinstance(record, Act) else ()
    refs = record.source if isinstance(record, Event) else refs
    day = case.evidence.said_on(record)[1]
    found = (party_of(r, day, case.entities, case.evidence) for r in refs)
    return frozenset(p for p in found if p)


def _in_window(told: Telling, forecast: Forecast) -> bool:
    """Say whether a deed was surely done in time: not before the prediction, by its due day.

    What is told without a day may be older than the prediction, and is no evidence.
    """
    made, due = forecast.made or date.min, forecast.due or date.max
    if told.first is None or told.last is None:
        return False
    return made <= told.first and told.last <= due


def _surely_late(told: Telling, forecast: Forecast) -> bool:
    return bool(told.first and forecast.due and told.first > forecast.due)


def _after(told: Telling, forecast: Forecast) -> bool:
    """Say whether a denial was told when the time was over, and so is the last word."""
    return bool(forecast.due and told.last and told.last >= forecast.due)


def _happened(case: Case, forecast: Forecast, deed: Act | Event, told: list[Telling]) -> Outcome:
    first = told[0]
    records = tuple(t.record for t in told if t.record is not None)
    wanted = _who(case, deed)
    who = frozenset(p for t in told for p in t.parties)
    some = len(wanted) > 1 and not wanted <= who and bool(wanted & who)
    state: State = "did not" if forecast.negated else "partly" if some else "came true"
    why = "some of those foretold did it" if some else "the foretold deed was done in its time"
    return Outcome(state, "foretold/happened", why, first.last, records,
                   next((t.registry for t in told if t.registry), ""))  # fmt: skip


def _not(forecast: Forecast, rule: str, why: str, told: Telling | None) -> Outcome:
    """Return the outcome where the deed was not done in its time."""
    state: State = "came true" if forecast.negated else "did not"
    records = (told.record,) if told and told.record else ()
    return Outcome(state, rule, why, forecast.due, records, told.registry if told else "")


def _silent(case: Case, forecast: Forecast, deed: Act | Event) -> str:
    """Return whose act the registry would show and does not; empty where its silence tells nothing.

    Only kinds that it follows, of a party that it knows acts of, while it was kept.
    """
    if not isinstance(deed, Act) or not deed.instrument.id or deed.act not in FOLLOWED:
        return ""
    name = case.evidence.same.get(deed.instrument.id, deed.instrument.id)
    row = case.registry.get(name)
    if row is None or row.verified == "unverified" or not row.parties:
        return ""
    if forecast.due is None or forecast.due > LATEST - timedelta(days=30):
        return ""
    if not all(r.surface[:1].isupper() for r in deed.actors):
        return ""  # "it will file its own notice": whoever that was
    acts = shown(case, name)
    known = [p for p in sorted(_who(case, deed)) if any(a.actor in (p, "all") for a in acts)]
    return case.name(known[0]) if known else ""
