"""The effects of one day, in the order of the table of the status rules.

Each function is one row (or a few that belong together) and changes the state it is given. An
effect whose "from" does not hold is skipped.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from servanda.model.period import Period
from servanda.reasoning.status.days import Calendar, Day
from servanda.reasoning.status.entry import Entry, Fact, Ids
from servanda.reasoning.status.log import ALL, Instrument
from servanda.reasoning.status.state import ACTIVE, ENDED, Run, State
from servanda.reasoning.status.view import Merged

NOTHING: Ids = frozenset()
_NONE: list[Merged] = []  # Never changed.
_JOINING = ("signature", "accession", "provisional_application")


class Today:
    """What falls on one day."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.acts: dict[str, list[Merged]] = {}
        self.consents: dict[str, Ids] = {}
        self.entries: dict[str, Ids] = {}
        self.term: bool = False
        self.non_renewals: list[Merged] = []
        self.matured: list[Run] = []
        self.first = False

    def of(self, kind: str, *actors: str) -> list[Merged]:
        """Return the day's acts of a kind, by one of some actors if any are named."""
        acts = self.acts.get(kind, _NONE)
        return [act for act in acts if act.actor in actors] if actors and acts else acts


class Frame(NamedTuple):
    """What stays the same through one world: the instrument, its entry and its calendar."""

    instrument: Instrument
    entry: Entry
    calendar: Calendar

    @property
    def first_ids(self) -> Ids:
        """Return the acts that E0 rests on."""
        return self.entry.first.ids if self.entry.first is not None else NOTHING


def ids_of(acts: Iterable[Merged]) -> Ids:
    """Return the ids of all assertions of some acts."""
    return frozenset(name for act in acts for name in act.ids)


def joiners(frame: Frame, state: State, today: Today) -> Iterable[str]:
    """Return the parties for which `join` may do something on a day, in their order."""
    names = {*today.consents, *today.entries, *state.reentry}
    for kind in _JOINING:
        names.update(act.actor for act in today.acts.get(kind, _NONE))
    if ALL in names:
        return frame.instrument.parties
    return [party for party in frame.instrument.parties if party in names] if names else ()


def join(frame: Frame, state: State, today: Today, parties: Iterable[str]) -> None:
    """Signature, provisional application, consent and entry of each of some parties."""
    for party in parties:
        signing = today.of("signature", party, ALL) + today.of("accession", party, ALL)
        _step(state, party, signing, ("none",), "signed")
        provisional = today.of("provisional_application", party, ALL)
        _step(state, party, provisional, ("none", "signed", "consented"), "provisional")
        _consent(frame, state, today, party)
        _enter(state, today, party)


def _step(
    state: State, party: str, acts: list[Merged], before: tuple[str, ...], after: str
) -> None:
    """Apply signature or provisional application by some acts of the day."""
    if not acts or state.of[party] not in before:
        return
    if state.closed:
        state.because(party, NOTHING, "closed")
        return
    state.of[party] = after
    state.because(party, ids_of(acts), "entry")


def _consent(frame: Frame, state: State, today: Today, party: str) -> None:
    """Apply consent, first or by later accession, and plan the entry that follows a return."""
    ids = today.consents.get(party, NOTHING)
    if party in state.consented:
        ids |= ids_of(today.of("accession", party, ALL))
    if party in today.consents:
        state.consented |= {party}
    before = state.of[party]
    if not ids or before not in ("none", "signed", "withdrawn"):
        return
    if state.closed:
        state.because(party, NOTHING, "closed")
        return
    state.of[party] = "consented"
    state.because(party, ids, "entry")
    first = frame.entry.first
    if before == "withdrawn":
        if first is not None:
            day = frame.calendar.add(today.day, frame.entry.terms.delay)
            day = day if first.day <= day else first.day
            state.reentry[party] = Fact(day, first.ids | ids)
    elif party in state.missed:
        day = frame.calendar.add(today.day, frame.entry.terms.delay)
        state.reentry[party] = Fact(day, frame.first_ids | ids)
        del state.missed[party]


def _enter(state: State, today: Today, party: str) -> None:
    """Apply entry on E(p), or on the day that a later consent gave."""
    ids = NOTHING
    if party in today.entries and party not in state.left:
        ids |= today.entries[party]
    if party in state.reentry and state.reentry[party].day <= today.day:
        ids |= state.reentry.pop(party).ids
    if not ids:
        return
    ready = state.of[party] in ("consented", "provisional")
    if state.closed:
        state.missed[party] = ids
        if ready:
            state.because(party, NOTHING, "closed")
    elif ready:
        state.of[party] = "in_force"
        state.because(party, ids, "entry")


def revive(frame: Frame, state: State, today: Today) -> None:
    """Give back the states before the end, and let those enter who missed it meanwhile."""
    acts = today.of("revival")
    ended = [party for party, now in state.of.items() if now in ENDED]
    if not acts or not ended:
        return
    for party in ended:
        state.of[party] = state.before_end[party]
        state.because(party, ids_of(acts), "ends")
    state.closed = False
    state.termless = True
    for party in list(state.missed):
        if state.of[party] in ("consented", "provisional"):
            state.of[party] = "in_force"
            state.because(party, state.missed.pop(party), "entry")


def withdraw(frame: Frame, state: State, today: Today, matured: list[Run]) -> None:
    """Let parties of an instrument of three or more leave it."""
    if frame.instrument.bilateral:
        return
    for party, ids in _leaving(today, matured).items():
        if state.of[party] not in ACTIVE:
            continue
        state.end(party, "withdrawn")
        state.because(party, ids, "ends")
        state.left |= {party}
        state.withdrawals += ((party, ids),)
        state.reentry.pop(party, None)
        state.missed.pop(party, None)


def _leaving(today: Today, matured: list[Run]) -> dict[str, Ids]:
    """Return who leaves on this day, and by which acts."""
    leaving: dict[str, Ids] = {}
    acts = today.of("withdrawal") + today.of("termination") + [run.act for run in matured]
    for act in acts:
        if act.actor != ALL:
            leaving[act.actor] = leaving.get(act.actor, NOTHING).union(act.ids)
    return leaving


def expire(frame: Frame, state: State, today: Today, runs: list[Run]) -> None:
    """End by expiry: recorded, or because the term is over."""
    acts = ids_of(today.of("expiry"))
    term = _term_end(frame, state, today, runs)
    if not acts and term is None:
        return
    for party, now in state.of.items():
        if now not in ACTIVE:
            continue
        state.end(party, "expired")
        state.closed = True
        if acts:
            state.because(party, acts, "ends")
        if term is not None:
            state.because(party, term | frame.first_ids, "term")


def _term_end(frame: Frame, state: State, today: Today, runs: list[Run]) -> Ids | None:
    """Return the non-renewals and notices that end the term today; None where it does not end."""
    if state.termless:
        return None
    if today.term:
        return NOTHING
    if not today.non_renewals:
        return None
    valid = {run.act for run in runs if run.alive}
    ids = NOTHING
    for act in today.non_renewals:
        if act.kind == "notice" and act not in valid:
            continue
        parties = frame.instrument.parties if act.actor == ALL else (act.actor,)
        if any(state.of[party] == "in_force" for party in parties):
            ids |= ids_of([act])
    return ids or None


def end(frame: Frame, state: State, today: Today, matured: list[Run]) -> None:
    """Supersession, then termination: by all, or by one of exactly two parties."""
    _end_all(state, ids_of(today.of("supersession")), "superseded")
    ids = ids_of(today.of("termination", ALL) + today.of("withdrawal", ALL))
    if frame.instrument.bilateral:
        for party, some in _leaving(today, matured).items():
            if state.of[party] in ACTIVE:
                ids |= some
    _end_all(state, ids, "terminated")


def _end_all(state: State, ids: Ids, after: str) -> None:
    """End the instrument for every party that it can still end for."""
    if not ids:
        return
    for party, now in state.of.items():
        if now in ACTIVE:
            state.end(party, after)
            state.because(party, ids, "ends")
            state.closed = True


def too_few(frame: Frame, state: State) -> None:
    """End the instrument for the last one left, once two had been bound together."""
    if not state.entered:
        return
    bound = state.bound()
    if len(bound) >= 2:
        state.enough = True
    elif state.enough:
        for party in bound:
            others = frozenset(
                name for other, ids in state.withdrawals if other != party for name in ids
            )
            state.end(party, "terminated")
            state.because(party, others | frame.first_ids, "too_few")
            state.closed = True


def maturity(frame: Frame, state: State, act: Merged, day: Day) -> Day | None:
    """Return the day on which a notice that counts matures; None where it is powerless."""
    terms = frame.instrument.terms
    if terms.exit == "none":
        return None
    if state.of[act.actor] == "provisional" and act.actor not in state.consented:
        return day
    lengths = [length for length in (act.notice, terms.notice) if length is not None]
    if not lengths and terms.exit == "silent" and frame.instrument.rule_set == "vclt":
        lengths = [Period(months=12)]
    matures = day
    for length in lengths:
        reached = frame.calendar.add(day, length)
        if matures < reached:
            matures = reached
    return matures


def operate(
    frame: Frame, state: State, today: Today, suspended: Mapping[str, bool]
) -> dict[str, bool]:
    """Return who is suspended at the end of the day, of those asked about."""
    after = {}
    for party, before in suspended.items():
        now = before and party not in state.ended_today
        for kind in ("suspension", "resumption"):
            for act in today.of(kind):
                actor = party if act.actor == ALL else act.actor
                concerns = actor == party or frame.instrument.bilateral
                if concerns and state.of[actor] in ("provisional", "in_force"):
                    now = kind == "suspension"
                    state.because(party, act.ids, "operation")
        after[party] = now
    return after
