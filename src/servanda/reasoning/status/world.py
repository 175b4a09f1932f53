"""One world: every act on one day, one reading of month ends; what holds on the day asked about.

Status rules, section 3. The days may be plain ordinals or `Later` values: nothing here looks at
them but by comparing and adding.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from servanda.reasoning.status import rows
from servanda.reasoning.status.agenda import Agenda, Due
from servanda.reasoning.status.days import Day
from servanda.reasoning.status.entry import Entry, Fact, Ids, World
from servanda.reasoning.status.rows import Frame, Today
from servanda.reasoning.status.state import ACTIVE, Run, State
from servanda.reasoning.status.view import View


class Outcome(NamedTuple):
    """What one world holds on the day asked about.

    `status`, `acts` and `rules` are by party, for the parties asked about; `runs` are all notices
    that count, `running` those of them that run on the day. `days` are those on which something
    happens.
    """

    status: Mapping[str, str]
    acts: Mapping[str, Ids]
    rules: Mapping[str, Ids]
    runs: tuple[Run, ...]
    running: tuple[Run, ...]
    days: tuple[Day, ...]


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
        self.days: list[Day] = []
        self.agenda = Agenda(view, entry, world, self.suspended)

    def through(self) -> None:
        """Process day after day, each with all that falls on it."""
        for party, today in self.agenda.windows():
            self.days.append(today.day)
            if party:
                self._live_alone(party, today)
            else:
                self._live(today)

    def _live_alone(self, party: str, today: Today) -> None:
        """Apply a day that concerns one party alone: it may join, or suspend."""
        state = self.state
        state.ended_today = frozenset()
        planned = state.reentry.get(party)
        rows.join(self.frame, state, today, (party,))
        rows.too_few(self.frame, state)
        self._plan_reentry(party, planned)
        if party in self.suspended:
            alone = {party: self.suspended[party]}
            self.suspended |= rows.operate(self.frame, state, today, alone)

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
                self.agenda.plan(Due(run.matures, "maturity", run=run))
        for party in state.reentry:
            self._plan_reentry(party, planned.get(party))
        self.suspended = rows.operate(self.frame, state, today, self.suspended)

    def _plan_reentry(self, party: str, planned: Fact | None) -> None:
        """Make sure that the day is visited on which a party enters after a later consent."""
        fact = self.state.reentry.get(party)
        if fact is not None and fact is not planned:
            self.agenda.plan(Due(fact.day, "reentry", party))

    def _effects(self, state: State, today: Today, immediate: list[Run]) -> None:
        """Apply the rows of the table in their order."""
        frame, matured = self.frame, today.matured + immediate
        state.ended_today = frozenset()
        state.entered = state.entered or today.first
        rows.join(frame, state, today, rows.joiners(frame, state, today))
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
        return Outcome(
            status, state.acts(), state.rules, tuple(self.runs), running, tuple(self.days)
        )

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
