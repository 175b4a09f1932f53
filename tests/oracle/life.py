"""Section 3: one instrument lived through day by day in one world."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.dates import NEVER, ZERO, Period, add, parse_period, subtract
from tests.oracle.entry import Entry, Event, ids_of
from tests.oracle.logs import term

Json = dict[str, Any]

ACTIVE = ("signed", "consented", "provisional", "in_force")
BOUND = ("consented", "provisional", "in_force")
ENDED = ("terminated", "expired", "superseded")


@dataclass
class Notice:
    """A notice that counts, and what became of it."""

    party: str
    given: date
    matures: date
    ids: frozenset[str]
    powerless: bool
    revoked: date = NEVER
    lapsed: date = NEVER

    def runs(self, day: date) -> bool:
        """Return whether it has been given and has not matured, been revoked or lapsed."""
        return self.given <= day < min(self.matures, self.revoked, self.lapsed)


@dataclass
class Now:
    """Everything that changes from day to day."""

    state: dict[str, str]
    before_end: dict[str, str] = field(default_factory=dict)
    suspended: dict[str, bool] = field(default_factory=dict)
    entries: dict[str, tuple[date, frozenset[str]]] = field(default_factory=dict)
    missed: dict[str, frozenset[str]] = field(default_factory=dict)
    withdrew: dict[str, frozenset[str]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    closed: bool = False
    term_over: bool = False
    two_seen: bool = False
    acts: dict[str, set[str]] = field(default_factory=dict)
    rules: dict[str, set[str]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    ended_today: set[str] = field(default_factory=set)


class Life:
    """The states, notices and reasons of one instrument up to a day."""

    def __init__(
        self, instrument: Json, events: list[Event], entry: Entry, reading: str, as_of: date
    ) -> None:
        self.parties: list[str] = instrument["parties"]
        self.two = len(self.parties) == 2
        self.vclt = instrument["form"] not in ("political", "ceasefire")
        self.exit = term(instrument, "exit")
        self.term_notice = self._period(instrument, "notice")
        self.events, self.entry, self.reading, self.as_of = events, entry, reading, as_of
        self.diary: dict[tuple[date, str], list[Event]] = {}
        for event in events:
            self.diary.setdefault((event.day, event.kind), []).append(event)
        self.renewal = self._period(instrument, "renewal")
        self.term_ends = self._term_ends(self._period(instrument, "duration"))
        self.now = Now(dict.fromkeys(self.parties, "none"))
        self.now.acts = {p: set() for p in self.parties}
        self.now.rules = {p: set() for p in self.parties}
        self.now.suspended = dict.fromkeys(self.parties, False)
        for party, day in entry.enters.items():
            if party in self.parties:
                self.now.entries[party] = (day, self._reasons(party))
        self._live()

    @staticmethod
    def _period(instrument: Json, name: str) -> Period | None:
        value = term(instrument, name)
        return None if value is None else parse_period(value)

    def _term_ends(self, duration: Period | None) -> list[date]:
        if duration is None or self.entry.e0 == NEVER:
            return []
        ends = [add(self.entry.e0, duration, self.reading)]
        while self.renewal is not None and ends[-1] <= self.as_of:
            ends.append(add(ends[0], self.renewal.times(len(ends)), self.reading))
        return ends

    def _reasons(self, party: str) -> frozenset[str]:
        """Return what the entry E(p) rests on."""
        if party in self.entry.own_record:
            return self.entry.own_record[party]
        return self.entry.e0_ids | self.entry.consent_ids[party]

    def _live(self) -> None:
        days = {e.day for e in self.events} | set(self.term_ends) | {self.entry.e0}
        days |= {day for day, _ in self.now.entries.values()}
        self.now.days = days | set(self.entry.consent.values())
        today = date.min
        while True:
            coming = [day for day in self.now.days if today < day <= self.as_of]
            if not coming:
                break
            today = min(coming)
            self._day(today)
        if self.entry.e0 <= self.as_of:
            for party in self.parties:
                self._because(party, self.entry.e0_ids, "entry")

    def _day(self, day: date) -> None:
        fresh = self._on(day, "notice")
        if fresh:
            before = copy.deepcopy(self.now)
            self._effects(day)
            without, self.now = self.now, before
            for event in fresh:
                self._take_notice(event, without.state[event.actor])
        self._revocations(day)
        self._effects(day)
        for notice in self.now.notices:
            if notice.runs(day) and not notice.powerless:
                for party in self._concerned(notice.party):
                    self._because(party, frozenset(), "exit")

    def _on(self, day: date, kind: str, *actors: str) -> list[Event]:
        return [e for e in self.diary.get((day, kind), ()) if not actors or e.actor in actors]

    def _because(self, party: str, ids: frozenset[str], rule: str) -> None:
        self.now.acts[party] |= ids
        self.now.rules[party].add(rule)

    def _concerned(self, party: str) -> list[str]:
        return self.parties if self.two else [party]

    # Notices

    def _take_notice(self, event: Event, state: str) -> None:
        if state not in ACTIVE:
            return
        day, party = event.day, event.actor
        powerless = self.exit == "none"
        waits = [p for p in (event.notice, self.term_notice) if p is not None]
        if powerless:
            matures = NEVER
        elif state == "provisional" and self.entry.consent.get(party, NEVER) > day:
            matures = day
        elif waits:
            matures = max(add(day, wait, self.reading) for wait in waits)
        elif self.exit == "silent" and self.vclt:
            matures = add(day, Period(12, 0), self.reading)
        else:
            matures = day
        self.now.notices.append(Notice(party, day, matures, event.ids, powerless))
        self.now.days.add(matures)
        for concerned in self._concerned(party):
            self._because(concerned, frozenset() if powerless else event.ids, "notice")

    def _revocations(self, day: date) -> None:
        for event in self._on(day, "notice_revoked"):
            for notice in self.now.notices:
                if notice.party == event.actor and notice.runs(day) and not notice.powerless:
                    notice.revoked = day
                    for party in self._concerned(notice.party):
                        self.now.acts[party] |= event.ids

    def _matured(self, day: date, party: str) -> frozenset[str]:
        return frozenset(
            i
            for n in self.now.notices
            if n.party == party and n.matures == day and NEVER == n.revoked == n.lapsed
            for i in n.ids
        )

    # The rows of the table, in its order

    def _effects(self, day: date) -> None:
        self.now.ended_today = set()
        for party in self.parties:
            self._signature(day, party)
        for party in self.parties:
            self._provisional(day, party)
        for party in self.parties:
            self._consent(day, party)
        for party in self.parties:
            self._entry(day, party)
        self._revival(day)
        leavers = {p: self._leaving(day, p) for p in self.parties}
        self._withdrawals(leavers)
        self._expiry(day)
        for_all = ids_of(self._on(day, "supersession"))
        self._end_all("superseded", for_all, "ends" if for_all else None)
        self._terminations(day, leavers)
        self._too_few(day)
        self._operation(day)
        for notice in self.now.notices:
            if notice.party in self.now.ended_today and notice.given <= day < notice.matures:
                notice.lapsed = min(notice.lapsed, day)

    def _opening(self, party: str, origins: tuple[str, ...], to: str, ids: frozenset[str]) -> bool:
        """Apply an effect of the first four rows; return whether it was applied."""
        if not ids or self.now.state[party] not in origins:
            return False
        if self.now.closed:
            self._because(party, frozenset(), "closed")
            return False
        self.now.state[party] = to
        self._because(party, ids, "entry")
        return True

    def _signature(self, day: date, party: str) -> None:
        acts = self._on(day, "signature", party, "all") + self._on(day, "accession", party, "all")
        self._opening(party, ("none",), "signed", ids_of(acts))

    def _provisional(self, day: date, party: str) -> None:
        acts = self._on(day, "provisional_application", party, "all")
        self._opening(party, ("none", "signed", "consented"), "provisional", ids_of(acts))

    def _consent(self, day: date, party: str) -> None:
        first = self.entry.consent.get(party, NEVER)
        if day == first:
            ids = self.entry.consent_ids[party]
        elif day > first:
            ids = ids_of(self._on(day, "accession", party, "all"))
        else:
            ids = frozenset()
        before = self.now.state[party]
        if not self._opening(party, ("none", "signed", "withdrawn"), "consented", ids):
            return
        enters = NEVER
        if before == "withdrawn" and self.entry.e0 != NEVER:
            enters = max(self.entry.e0, add(day, self.entry.delay, self.reading))
        elif party in self.now.missed:
            enters = add(day, self.entry.delay, self.reading)
        self.now.missed.pop(party, None)
        if enters != NEVER:
            self.now.entries[party] = (enters, self.entry.e0_ids | ids)
            self.now.days.add(enters)

    def _entry(self, day: date, party: str) -> None:
        due, ids = self.now.entries.get(party, (NEVER, frozenset()))
        if due != day:
            return
        if self.now.closed:
            self.now.missed[party] = ids
        # An entry that rests on no act does not exist, so ids is never empty here.
        self._opening(party, ("consented", "provisional"), "in_force", ids)

    def _revival(self, day: date) -> None:
        ids = ids_of(self._on(day, "revival"))
        if not ids:
            return
        for party in self.parties:
            if self.now.state[party] in ENDED:
                self.now.state[party] = self.now.before_end[party]
                self._because(party, ids, "ends")
                self.now.term_over = True
        self.now.closed = False
        for party in self.parties:
            if party in self.now.missed and self.now.state[party] in ("consented", "provisional"):
                self._opening(
                    party, ("consented", "provisional"), "in_force", self.now.missed.pop(party)
                )

    def _leaving(self, day: date, party: str) -> tuple[frozenset[str], frozenset[str]]:
        acts = self._on(day, "withdrawal", party) + self._on(day, "termination", party)
        return ids_of(acts), self._matured(day, party)

    def _withdrawals(self, leavers: dict[str, tuple[frozenset[str], frozenset[str]]]) -> None:
        if self.two:
            return
        for party, (acts, matured) in leavers.items():
            if (acts or matured) and self.now.state[party] in ACTIVE:
                ids = acts | matured
                self._end(party, "withdrawn", ids, "ends")
                self.now.withdrew[party] = self.now.withdrew.get(party, frozenset()) | ids
                self.now.entries.pop(party, None)
                self.now.missed.pop(party, None)

    def _expiry(self, day: date) -> None:
        acts = ids_of(self._on(day, "expiry"))
        made = self._term_end(day)
        if acts or made is not None:
            self._end_all(
                "expired",
                acts | (made or frozenset()),
                "ends" if acts else None,
                "term" if made is not None else None,
            )

    def _term_end(self, day: date) -> frozenset[str] | None:
        """Return what a term that ends today rests on, or None where none ends."""
        if self.now.term_over or day not in self.term_ends:
            return None
        if self.renewal is None:
            return self.entry.e0_ids
        k = self.term_ends.index(day)
        wait = self.term_notice or ZERO
        last = subtract(day, wait, self.reading)
        after = subtract(self.term_ends[k - 1], wait, self.reading) if k else None

        def in_time(given: date) -> bool:
            return given <= last and (after is None or given > after)

        refusals = set()
        for party in self.parties:
            if self.now.state[party] != "in_force":
                continue
            refusals |= {
                i
                for e in self.events
                for i in e.ids
                if e.kind == "non_renewal" and e.actor in (party, "all") and in_time(e.day)
            }
            refusals |= {
                i
                for n in self.now.notices
                for i in n.ids
                if n.party == party
                and not n.powerless
                and n.lapsed == NEVER
                and n.revoked >= day
                and in_time(n.given)
            }
        return self.entry.e0_ids | refusals if refusals else None

    def _terminations(
        self, day: date, leavers: dict[str, tuple[frozenset[str], frozenset[str]]]
    ) -> None:
        ids = ids_of(self._on(day, "termination", "all") + self._on(day, "withdrawal", "all"))
        if self.two:
            for party, (acts, matured) in leavers.items():
                if self.now.state[party] in ACTIVE:
                    ids |= acts | matured
        self._end_all("terminated", ids, "ends" if ids else None)

    def _too_few(self, day: date) -> None:
        if day < self.entry.e0:
            return
        bound = [p for p in self.parties if self.now.state[p] in BOUND]
        if len(bound) >= 2:
            self.now.two_seen = True
        elif self.now.two_seen and bound:
            ids = self.entry.e0_ids
            for party, withdrawals in self.now.withdrew.items():
                ids |= withdrawals if party != bound[0] else frozenset()
            self._end(bound[0], "terminated", ids, "too_few")
            self.now.closed = True

    def _end_all(self, to: str, ids: frozenset[str], *rules: str | None) -> None:
        for party in self.parties:
            if any(rules) and self.now.state[party] in ACTIVE:
                for rule in rules:
                    if rule is not None:
                        self._end(party, to, ids, rule)
                self.now.closed = True

    def _end(self, party: str, to: str, ids: frozenset[str], rule: str) -> None:
        if self.now.state[party] in ACTIVE:
            self.now.before_end[party] = self.now.state[party]
        self.now.state[party] = to
        self.now.ended_today.add(party)
        self._because(party, ids, rule)

    def _operation(self, day: date) -> None:
        for party in self.now.ended_today:
            self.now.suspended[party] = False
        for kind, suspended in (("suspension", True), ("resumption", False)):
            for event in self._on(day, kind):
                for party in self.parties:
                    concerned = self.two or event.actor in (party, "all")
                    actor = party if event.actor == "all" else event.actor
                    if concerned and self.now.state[actor] in ("provisional", "in_force"):
                        self.now.suspended[party] = suspended
                        self._because(party, event.ids, "operation")

    # What the day shows

    def status(self, party: str) -> str:
        """Return the status of a party on the last day lived."""
        state = self.now.state[party]
        if state != "in_force":
            return state
        if self.now.suspended[party]:
            return "suspended"
        noticed = any(
            n.runs(self.as_of) and not n.powerless and party in self._concerned(n.party)
            for n in self.now.notices
        )
        return "ending" if noticed else "in_force"
