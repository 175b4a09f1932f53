"""What falls due in one world, in the order of days.

What concerns one party alone (joining, and the suspensions of many-party instruments) stands on
that party's own line, everything else on the shared one. Days on different parties' own lines
are never compared, nor are the days of a quiet party, of which nothing is asked and which can
only join: their order changes nothing, and every comparison spared is a sort of worlds spared.
"""

from bisect import insort
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

import msgspec

from servanda.reasoning.status import rows
from servanda.reasoning.status.days import Day
from servanda.reasoning.status.entry import Entry, Ids, World
from servanda.reasoning.status.log import ALL, Instrument
from servanda.reasoning.status.state import Run
from servanda.reasoning.status.terms import term_ends
from servanda.reasoning.status.view import Merged, View

_SHARED = frozenset(
    {"notice", "withdrawal", "termination", "supersession", "expiry", "revival"}
)  # fmt: skip
_OPERATION = frozenset({"suspension", "resumption"})


class Due(msgspec.Struct, eq=False):
    """On a day, something of a kind falls due; `party` is empty where it concerns several."""

    day: Day
    tag: str
    party: str = ""
    act: Merged | None = None
    ids: Ids = frozenset()
    run: Run | None = None


_BY_DAY: Any = attrgetter("day")


class Line:
    """Dues in the order of their days, taken off one by one."""

    def __init__(self, dues: Iterable[Due]) -> None:
        self._dues = sorted(dues, key=_BY_DAY)
        self._next = 0

    def first(self) -> Due | None:
        """Return the next due without taking it off."""
        return self._dues[self._next] if self._next < len(self._dues) else None

    def take(self, day: Day) -> Iterator[Due]:
        """Take off what falls due up to a day."""
        while (due := self.first()) is not None and due.day <= day:
            self._next += 1
            yield due

    def put(self, due: Due) -> None:
        """Add a due that lies ahead."""
        insort(self._dues, due, lo=self._next, key=_BY_DAY)


class Agenda:
    """The shared line, each party's own, and the unsorted dues of quiet parties."""

    def __init__(self, view: View, entry: Entry, world: World, asked: Iterable[str]) -> None:
        instrument = view.instrument
        dues = [
            *_joining(instrument, entry, world),
            *_operation(view, world, list(asked)),
            *_shared(view, entry, world),
        ]
        self._as_of = world.as_of
        # Where every day is certain there is nothing to spare: one line holds all.
        self.only = Line(dues) if all(type(due.day) is int for due in dues) else None
        if self.only is not None:
            return
        lines: dict[str, list[Due]] = {party: [] for party in ("", *instrument.parties)}
        for due in dues:
            lines[due.party].append(due)
        self.shared = Line(lines.pop(""))
        watched = {*asked, *_restless(view)}
        self.own = {party: Line(dues) for party, dues in lines.items() if party in watched}
        self.quiet = {party: dues for party, dues in lines.items() if party not in self.own}
        self._busy = {party: line for party, line in self.own.items() if line.first()}

    def plan(self, due: Due) -> None:
        """Put what a day has brought about on its line, unless it lies too far ahead."""
        if due.day <= self._as_of and self.only is not None:
            self.only.put(due)
        elif due.day <= self._as_of:
            line = self.own[due.party] if due.party else self.shared
            line.put(due)
            if due.party:
                self._busy[due.party] = line

    def windows(self) -> Iterator[tuple[str, rows.Today]]:
        """Yield day after day: a party's own days up to the next shared one, then that one."""
        while self.only is not None:
            if (due := self.only.first()) is None:
                return
            dues = list(self.only.take(due.day))
            alone = all(one.party == due.party for one in dues)
            yield due.party if alone else "", _day(due.day, dues)
        while True:
            shared = self.shared.first()
            for party, line in list(self._busy.items()):
                while (due := line.first()) is not None and (
                    shared is None or due.day < shared.day
                ):
                    yield party, _day(due.day, line.take(due.day))
                if due is None:
                    del self._busy[party]
            for party, dues in self.quiet.items():
                before = [due for due in dues if shared is None or due.day < shared.day]
                if before:
                    dues[:] = [due for due in dues if due not in before]
                    yield party, _day(before[0].day, before)
            if shared is None:
                return
            today = _day(shared.day, self.shared.take(shared.day))
            for line in self._busy.values():
                _place(today, line.take(today.day))
            for dues in self.quiet.values():
                _place(today, [due for due in dues if due.day <= today.day])
                dues[:] = [due for due in dues if not due.day <= today.day]
            yield "", today


def _leavers(view: View) -> set[str]:
    """Return the parties that may leave alone."""
    kinds = ("notice", "withdrawal", "termination")
    return {act.actor for act in view.acts if act.kind in kinds and act.actor != ALL}


def _restless(view: View) -> set[str]:
    """Return the parties that may join, leave and join again.

    For the others the order of their own days changes nothing: signature, provisional
    application, consent and entry lead to one state, in whatever order they come.
    """
    if any(act.kind == "revival" for act in view.acts):
        return set(view.instrument.parties)
    return _leavers(view)


def _joining(instrument: Instrument, entry: Entry, world: World) -> Iterator[Due]:
    """List signatures, provisional applications, consents and entries, by party."""
    by_actor: dict[str, list[Merged]] = {}
    for act in entry.joining:
        by_actor.setdefault(act.actor, []).append(act)
    for party in instrument.parties:
        for act in (*by_actor.get(party, ()), *by_actor.get(ALL, ())):
            yield Due(world.days[act], "act", party, act)
        if (consent := entry.consents.get(party)) is not None:
            yield Due(consent.day, "consent", party, ids=consent.ids)
        if (entered := entry.entries.get(party)) is not None:
            yield Due(entered.day, "entry", party, ids=entered.ids)


def _operation(view: View, world: World, asked: list[str]) -> Iterator[Due]:
    """List the suspensions and resumptions that touch the parties asked about."""
    acts = [act for act in view.acts if act.kind in _OPERATION]
    for act in world.past(acts):
        if view.instrument.bilateral:
            yield Due(world.days[act], "act", act=act)
            continue
        for party in asked:
            if act.actor in (party, ALL):
                yield Due(world.days[act], "act", party, act)


def _shared(view: View, entry: Entry, world: World) -> Iterator[Due]:
    """List what may concern every party: E0, the end of the term, and all ends."""
    acts = [act for act in view.acts if act.kind in _SHARED]
    noticed = {act.actor for act in acts if act.kind == "notice"}
    acts += [act for act in view.acts if act.kind == "notice_revoked" and act.actor in noticed]
    for act in world.past(acts):
        yield Due(world.days[act], "act", act=act)
    if entry.first is not None and entry.first.day <= world.as_of:
        if not view.instrument.bilateral and _leavers(view):
            yield Due(entry.first.day, "first")
        for day, stopped in term_ends(view, entry.first.day, world):
            yield Due(day, "term" if stopped is None else "non_renewal", act=stopped)


def _day(day: Day, dues: Iterable[Due]) -> rows.Today:
    today = rows.Today(day)
    _place(today, dues)
    return today


def _place(today: rows.Today, dues: Iterable[Due]) -> None:
    """Put what falls due in its place of the day."""
    for due in dues:
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
