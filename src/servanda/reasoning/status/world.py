"""One world: every act on one day, one reading of month ends; what holds on the day asked about.

Status rules, section 3. The days may be plain ordinals or `Later` values: nothing here looks at
them but by comparing and adding.
"""

from bisect import insort
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

import msgspec

from servanda.model.period import Period
from servanda.reasoning.status import rows
from servanda.reasoning.status.days import Day
from servanda.reasoning.status.entry import Entry, Ids, World
from servanda.reasoning.status.log import Terms
from servanda.reasoning.status.rows import Frame, Today
from servanda.reasoning.status.state import ACTIVE, Run, State
from servanda.reasoning.status.view import Merged, View

_OWN = frozenset(
    {"suspension", "resumption", "notice", "notice_revoked", "withdrawal",
     "termination", "supersession", "expiry", "revival"}
)  # fmt: skip


class Outcome(NamedTuple):
    """What one world holds on the day asked about.

    `status`, `acts` and `rules` are by party, for the parties asked about; `runs` are all notices
    that count, `running` those of them that run on the day.
    """

    status: Mapping[str, str]
    acts: Mapping[str, Ids]
    rules: Mapping[str, Ids]
    runs: tuple[Run, ...]
    running: tuple[Run, ...]


class Due(msgspec.Struct, eq=False):
    """An entry of the agenda: on a day, something of a kind falls due."""

    day: Day
    tag: str
    act: Merged | None = None
    party: str = ""
    ids: Ids = frozenset()
    run: Run | None = None


_BY_DAY = attrgetter("day")


def simulate(view: View, entry: Entry, world: World, parties: Iterable[str]) -> Outcome:
    """Live through one world up to the day asked about.

    `entry` is that of the instrument, or of its parent where the instrument is a child; `parties`
    are those whose status and reasons are wanted.
    """
    walk = _Walk(view, entry, world, parties)
    walk.through()
    return walk.outcome()


class _Walk:
    """The passage through the days of one world."""

    def __init__(self, view: View, entry: Entry, world: World, parties: Iterable[str]) -> None:
        self.frame = Frame(view.instrument, entry, world.calendar)
        self.world = world
        self.state = State(view.instrument.parties)
        self.suspended = dict.fromkeys(parties, False)
        self.runs: list[Run] = []
        self.open: list[Run] = []
        self.agenda = sorted(self._agenda(view), key=_BY_DAY)
        self.next = 0

    def _agenda(self, view: View) -> Iterable[Due]:
        """List what is known to fall due before the walk begins."""
        entry, world = self.frame.entry, self.world
        own = world.past(act for act in view.acts if act.kind in _OWN)
        for act in (*entry.joining, *own):
            yield Due(world.days[act], "act", act)
        for party in self.frame.instrument.parties:
            if (consent := entry.consents.get(party)) is not None:
                yield Due(consent.day, "consent", party=party, ids=consent.ids)
            if (entered := entry.entries.get(party)) is not None:
                yield Due(entered.day, "entry", party=party, ids=entered.ids)
        if entry.first is not None and entry.first.day <= world.as_of:
            yield Due(entry.first.day, "first")
            yield from self._term_ends(view)

    def _term_ends(self, view: View) -> Iterable[Due]:
        """List the days on which the term may end."""
        terms, entry, calendar = view.instrument.terms, self.frame.entry, self.world.calendar
        if terms.duration is None or entry.first is None:
            return
        first = calendar.add(entry.first.day, terms.duration)
        if terms.renewal is None:
            if first <= self.world.as_of:
                yield Due(first, "term")
            return
        for act in self.world.past(a for a in view.acts if a.kind in ("non_renewal", "notice")):
            if act.kind == "notice" and terms.exit == "none":
                continue
            if (day := self._stopped(first, self.world.days[act], terms)) is not None:
                yield Due(day, "non_renewal", act)

    def _stopped(self, first: Day, given: Day, terms: Terms) -> Day | None:
        """Return the end of the first term for which a non-renewal is in time."""
        renewal, notice = terms.renewal or Period(), terms.notice or Period()
        calendar = self.world.calendar

        def end_of(term: int) -> Day:
            return calendar.add(first, renewal.times(term)) if term else first

        def in_time(term: int) -> bool:
            return given <= calendar.subtract(end_of(term), notice)

        term = 0
        if not in_time(0):
            low, term = 0, 1
            while not in_time(term):
                low, term = term, term * 2
            while term - low > 1:
                middle = (low + term) // 2
                low, term = (low, middle) if in_time(middle) else (middle, term)
        day = end_of(term)
        return day if day <= self.world.as_of else None

    def through(self) -> None:
        """Process day after day, each with all that falls on it."""
        while self.next < len(self.agenda):
            today = Today(self.agenda[self.next].day)
            while self.next < len(self.agenda) and self.agenda[self.next].day <= today.day:
                self._place(self.agenda[self.next], today)
                self.next += 1
            self._live(today)

    def _plan(self, due: Due) -> None:
        """Put what the day has brought about on the agenda."""
        if due.day <= self.world.as_of:
            insort(self.agenda, due, lo=self.next, key=_BY_DAY)

    def _place(self, due: Due, today: Today) -> None:
        """Put what falls due in its place of the day."""
        if due.tag == "act" and due.act is not None:
            today.acts.setdefault(due.act.kind, []).append(due.act)
        elif due.tag == "consent":
            today.consents[due.party] = due.ids
        elif due.tag == "entry":
            today.entries[due.party] = due.ids
        elif due.tag == "first":
            today.first = True
        elif due.tag == "term":
            today.term = True
        elif due.tag == "non_renewal" and due.act is not None:
            today.non_renewals.append(due.act)
        elif due.tag == "maturity" and due.run is not None and due.run.alive:
            today.matured.append(due.run)

    def _live(self, today: Today) -> None:
        """Apply the effects of one day, then its notices, revocations and suspensions."""
        planned = dict(self.state.reentry)
        state = self.state.copy() if today.of("notice") else self.state
        self._effects(state, today, [])
        given = self._given(state, today)
        self.runs += given
        self.open += given
        if self._bites(given, today):
            state = self.state
            self._effects(state, today, [run for run in given if self._now(run)])
        self.state = state
        self._revoke(today)
        self._lapse(today)
        for run in given:
            if run.matures is not None and not self._now(run):
                run.ran = run.alive
                self._plan(Due(run.matures, "maturity", run=run))
        for party, fact in state.reentry.items():
            if planned.get(party) is not fact:
                self._plan(Due(fact.day, "reentry"))
        self.suspended = rows.operate(self.frame, state, today, self.suspended)

    def _effects(self, state: State, today: Today, immediate: list[Run]) -> None:
        """Apply the rows of the table in their order."""
        frame, matured = self.frame, today.matured + immediate
        state.ended_today = frozenset()
        state.entered = state.entered or today.first
        rows.join(frame, state, today)
        rows.revive(frame, state, today)
        rows.withdraw(frame, state, today, matured)
        rows.expire(frame, state, today, self.runs)
        rows.end(frame, state, today, matured)
        rows.too_few(frame, state)

    def _given(self, state: State, today: Today) -> list[Run]:
        """Return the notices of the day that count, all others of the day left aside."""
        return [
            Run(act, today.day, rows.maturity(self.frame, state, act, today.day))
            for act in today.of("notice")
            if state.of[act.actor] in ACTIVE
        ]

    def _now(self, run: Run) -> bool:
        """Tell whether a notice matures on the day it is given."""
        return run.matures is not None and run.matures <= run.given

    def _bites(self, given: list[Run], today: Today) -> bool:
        """Tell whether a notice has an effect on the very day it is given."""
        acts = {run.act for run in given}
        return any(map(self._now, given)) or any(act in acts for act in today.non_renewals)

    def _revoke(self, today: Today) -> None:
        """Revoke the running notices of parties that take them back today."""
        for act in today.of("notice_revoked"):
            for run in self._still_running(today):
                if run.act.actor == act.actor:
                    run.revoked = True
                    run.revoked_by = frozenset(act.ids)

    def _lapse(self, today: Today) -> None:
        """Let the running notices of parties whose state ended today lapse."""
        if not self.state.ended_today:
            return
        for run in self._still_running(today):
            run.lapsed = run.act.actor in self.state.ended_today

    def _still_running(self, today: Today) -> list[Run]:
        """Return the notices that may mature on a later day."""
        self.open = [
            run
            for run in self.open
            if run.alive and run.matures is not None and today.day < run.matures
        ]
        return self.open

    def outcome(self) -> Outcome:
        """Gather what holds at the end."""
        state, as_of = self.state, self.world.as_of
        running = tuple(
            run
            for run in self.open
            if run.alive and run.matures is not None and as_of < run.matures
        )
        first = self.frame.entry.first
        for party in self.suspended:
            if first is not None:
                state.because(party, first.ids, "entry")
            for run in self.runs:
                if self._concerns(run, party):
                    state.because(party, run.act.ids if run.matures is not None else (), "notice")
                    state.because(party, run.revoked_by, "exit" if run.ran else "notice")
        status = {party: self._status(party, running) for party in self.suspended}
        return Outcome(status, state.acts, state.rules, tuple(self.runs), running)

    def _concerns(self, run: Run, party: str) -> bool:
        """Tell whether a notice sets a party on its way out."""
        return run.act.actor == party or self.frame.instrument.bilateral

    def _status(self, party: str, running: Iterable[Run]) -> str:
        """Return the status of a party: its consent state, refined while in force."""
        now = self.state.of[party]
        if now != "in_force":
            return now
        if self.suspended[party]:
            return "suspended"
        return "ending" if any(self._concerns(run, party) for run in running) else now
