"""The desk where queries are answered: worlds lived through and what they show put together.

Status rules, section 4.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

import msgspec

from servanda.model.period import READINGS
from servanda.reasoning.status.days import Calendar, Day, Later
from servanda.reasoning.status.entry import Ids, World, work_out_entry
from servanda.reasoning.status.flags import (
    Flag,
    Item,
    Pair,
    join_flags,
    pairs,
    seen_in,
    settled_disputes,
    settled_flags,
)
from servanda.reasoning.status.log import ALL, Act, Log
from servanda.reasoning.status.paths import explore
from servanda.reasoning.status.query import Answer, Query, QueryFault
from servanda.reasoning.status.view import Merged, View, build_view
from servanda.reasoning.status.world import Outcome, simulate

KEPT = 512
"""Certain worlds kept for further questions about the same instrument and day."""

LIMIT = 50_000
"""Sorts of worlds lived through for one query before it is given up as too uncertain."""

BINDING = frozenset({"in_force", "ending", "provisional"})

_IDLE = frozenset({"reaffirmation", "breach_alleged", "breach_cleared", "objection"})
_OVERRIDING = frozenset(
    {"none", "signed", "consented", "provisional",
     "withdrawn", "expired", "superseded", "terminated"}
)  # fmt: skip

T = TypeVar("T")


class Seen(NamedTuple):
    """One world as far as an answer needs it."""

    statuses: tuple[str, ...]
    acts: Ids
    rules: Ids
    flags: Mapping[str, frozenset[Item]]


Disputes = tuple[tuple[Pair, ...], ...]
"""By view, the disputes that have to be lived through."""

Lived = tuple[list[Outcome], dict[str, frozenset[Item]]]
"""One world by view, and its flags."""


class Desk:
    """A log with its views worked out as they are needed.

    A `brief` one leaves out days of flag items between the first and the last that differ in
    nothing else: an act within decades has thousands.
    """

    def __init__(self, log: Log, limit: int = LIMIT, *, brief: bool = False) -> None:
        self.log = log
        self.limit = limit
        self.brief = brief
        self._views: dict[tuple[str, str], tuple[View, ...]] = {}
        self._pairs: dict[tuple[str, str], Disputes] = {}
        self._kept: dict[tuple[str, str, int, bool], tuple[Lived, ...]] = {}
        self._children: dict[str, list[str]] | None = None

    def with_act(self, act: Act) -> "Desk":
        """Return a desk whose log has one more act; what is known of other instruments stays.

        The act replaces one of the same id, if the instrument has it. Raises QueryFault where the
        log does not list the instrument or the actor.
        """
        self._check(act.instrument, None if act.actor == ALL else act.actor)
        before = (one for one in self.log.acts[act.instrument] if one.id != act.id)
        acts = {**self.log.acts, act.instrument: (*before, act)}
        other = Desk(msgspec.structs.replace(self.log, acts=acts), self.limit, brief=self.brief)
        if self._children is None:
            self._children = {}
            for one in self.log.instruments.values():
                if one.parent is not None:
                    self._children.setdefault(one.parent, []).append(one.id)
        other._children = self._children
        touched = {act.instrument, *self._children.get(act.instrument, ())}
        other._views = {key: v for key, v in self._views.items() if key[0] not in touched}
        other._pairs = {key: p for key, p in self._pairs.items() if key[0] not in touched}
        return other

    def views(self, instrument: str, seen_by: str) -> tuple[View, ...]:
        """Return the view of an instrument; of a child, after that of its parent."""
        key = (instrument, seen_by)
        if key not in self._views:
            own = self.log.instruments[instrument]
            names = [instrument] if own.parent is None else [own.parent, instrument]
            views = tuple(
                build_view(self.log, self.log.instruments[name], seen_by) for name in names
            )
            self._views[key] = views
        return self._views[key]

    def _disputes(self, query: Query) -> Disputes:
        """Return, by view, the objections with what they may be raised against."""
        key = (query.instrument, query.seen_by)
        if key not in self._pairs:
            views = self.views(*key)
            self._pairs[key] = tuple(tuple(pairs(self.log, one)) for one in views)
        return self._pairs[key]

    def answer(self, query: Query) -> Answer:
        """Answer a query exactly; raises QueryFault and TooUncertain."""
        self._check(query.instrument, query.party)
        views = self.views(query.instrument, query.seen_by)
        worlds = list(self._worlds(query, (query.party,), flags=True))
        statuses = {seen.statuses[0] for seen in worlds}
        flags: dict[str, Flag] = {}
        for view in views:
            flags = join_flags(flags, settled_flags(view, query.as_of, brief=self.brief))
        flags = join_flags(flags, self._noticed_flags(query, worlds))
        return Answer(
            query=query,
            statuses=tuple(sorted(statuses)),
            flags=flags,
            acts=tuple(sorted(frozenset().union(*(seen.acts for seen in worlds)))),
            rules=tuple(sorted(frozenset().union(*(seen.rules for seen in worlds)))),
            rule_set=self.log.instruments[query.instrument].rule_set,
        )

    def binds(self, instrument: str, a: str, b: str, as_of: int, seen_by: str) -> str:
        """Tell whether a commitment binds A to B: `surely`, `possibly` or `not`."""
        self._check(instrument, a)
        self._check(instrument, b)
        query = Query(instrument, a, as_of, seen_by)
        found = {
            all(status in BINDING for status in seen.statuses)
            for seen in self._worlds(query, (a, b))
        }
        if found == {True}:
            return "surely"
        return "possibly" if True in found else "not"

    def statuses(self, query: Query) -> tuple[str, ...]:
        """Return the possible statuses alone, sorted."""
        self._check(query.instrument, query.party)
        return tuple(sorted({seen.statuses[0] for seen in self._worlds(query, (query.party,))}))

    def changes(self, instrument: str, party: str, seen_by: str, last: int) -> set[int]:
        """Return days up to `last` that hold every one on which a status becomes possible."""
        self._check(instrument, party)
        views = self.views(instrument, seen_by)
        acts = [act for view in views for act in view.acts if act.kind not in _IDLE]
        start = min((act.lo for act in acts), default=last)
        if start >= last:
            return {last}
        days = {start}
        for reading in READINGS:
            calendar = Calendar(reading)
            if all(act.lo == act.hi for act in acts):
                world = World({act: act.lo for act in acts}, calendar, last)
                days |= _visited(views, world, party)
            else:
                # The day asked about is one more uncertain day, and each sort of worlds shows
                # the least that it can be.
                open_ = [act for act in acts if act.lo < act.hi]
                fixed = {act: act.lo for act in acts if act.lo == act.hi}

                def live(
                    asked: Sequence[Day],
                    calendar: Calendar = calendar,
                    fixed: Mapping[Merged, Day] = fixed,
                    open_: list[Merged] = open_,
                ) -> int:
                    moving = dict(zip(open_, asked[1:], strict=True))
                    world = World({**fixed, **moving}, calendar, asked[0])
                    _seen(views, tuple(() for _ in views), world, (party,))
                    return asked[0].value if isinstance(asked[0], Later) else start

                ranges = [(start, last), *((act.lo, act.hi) for act in open_)]
                days |= set(explore(ranges, reading, live, self.limit))
            if not calendar.ambiguous:
                break
        return days

    def _check(self, instrument: str, party: str | None) -> None:
        if instrument not in self.log.instruments:
            raise QueryFault(f"the instrument {instrument!r} is not in the log")
        if party is not None and party not in self.log.instruments[instrument].parties:
            raise QueryFault(f"{party!r} is no party of {instrument!r}")

    def _noticed_flags(self, query: Query, worlds: list[Seen]) -> dict[str, Flag]:
        """Return the flags that had to be lived through, and disputes that had not."""
        flags = {}
        for name in ("exit_contested", "disputed"):
            every = [seen.flags[name] for seen in worlds]
            flags[name] = Flag(all(every), frozenset().union(*every))
        some = chain.from_iterable(self._disputes(query))
        if not self._lived(query):
            flags["disputed"] = settled_disputes(some, query.as_of)
        return {name: flag for name, flag in flags.items() if flag.items}

    def _lived(self, query: Query) -> bool:
        """Tell whether disputes depend on the fate of a notice."""
        some = chain.from_iterable(self._disputes(query))
        return any(pair.must_count for pair in some)

    def _worlds(
        self, query: Query, parties: tuple[str, ...], *, flags: bool = False
    ) -> Iterator[Seen]:
        """Live through every sort of world, in both readings where they may differ.

        Without `flags` the days of objections and of what is disputed are left open.
        """
        views = self.views(query.instrument, query.seen_by)
        acts = [act for view in views for act in view.acts if act.kind not in _IDLE]
        some: Disputes = tuple(() for _ in views)
        if flags and self._lived(query):
            some = self._disputes(query)
            acts += {pair.objection: 0 for pair in chain.from_iterable(some)}
            acts += {pair.target: 0 for pair in chain.from_iterable(some) if pair.target.by}
        if all(act.lo == act.hi or act.lo > query.as_of for act in acts):
            yield from self._certain(query, some, acts, parties, flags=flags)
            return
        for reading in READINGS:
            calendar = Calendar(reading)

            def live(days: Mapping[Merged, Day], calendar: Calendar = calendar) -> Seen:
                return _seen(views, some, World(days, calendar, query.as_of), parties)

            yield from _explore(acts, calendar, live, query.as_of, self.limit)
            if not calendar.ambiguous:
                return

    def _certain(
        self,
        query: Query,
        some: Disputes,
        acts: Iterable[Merged],
        parties: tuple[str, ...],
        *,
        flags: bool,
    ) -> Iterator[Seen]:
        """Live through the only world there is, in one reading or both.

        Asked twice about one instrument and day, it is lived through for every party and kept.
        """
        key = (query.instrument, query.seen_by, query.as_of, flags)
        if key in self._kept:
            everyone = self.log.instruments[query.instrument].parties
            kept = self._kept[key] or tuple(self._live_certain(query, some, acts, everyone))
            self._kept[key] = kept
        else:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = ()
            kept = tuple(self._live_certain(query, some, acts, parties))
        return (_shown(outcomes, raised, parties) for outcomes, raised in kept)

    def _live_certain(
        self, query: Query, some: Disputes, acts: Iterable[Merged], parties: tuple[str, ...]
    ) -> Iterator[Lived]:
        views = self.views(query.instrument, query.seen_by)
        for reading in READINGS:
            calendar = Calendar(reading)
            world = World({act: act.lo for act in acts}, calendar, query.as_of)
            yield _live(views, some, world, parties)
            if not calendar.ambiguous:
                return


def _visited(views: tuple[View, ...], world: World, party: str) -> set[int]:
    """Return the days on which something happens in the only world there is."""
    entry = work_out_entry(views[0], world)
    outcomes = [simulate(view, entry, world, (party,)) for view in views]
    return {day for one in outcomes for day in one.days if isinstance(day, int)}


def _explore(
    acts: Iterable[Merged],
    calendar: Calendar,
    live: Callable[[Mapping[Merged, Day]], T],
    as_of: int,
    limit: int,
) -> Iterator[T]:
    """Give every uncertain act a day that can be asked but not seen, and explore."""
    fixed: dict[Merged, Day] = {}
    open_: list[Merged] = []
    for act in acts:
        # All days after the one asked about are alike.
        if act.lo == act.hi or act.lo > as_of:
            fixed[act] = act.lo
        else:
            open_.append(act)
    ranges = [(act.lo, min(act.hi, as_of + 1)) for act in open_]
    yield from explore(
        ranges,
        calendar.reading,
        lambda days: live({**fixed, **dict(zip(open_, days, strict=True))}),
        limit,
    )


def _seen(
    views: tuple[View, ...],
    some: Disputes,
    world: World,
    parties: tuple[str, ...],
) -> Seen:
    """Live through one world and tell what it shows of some parties."""
    return _shown(*_live(views, some, world, parties), parties)


def _live(views: tuple[View, ...], some: Disputes, world: World, parties: tuple[str, ...]) -> Lived:
    """Live through one world; a child together with its parent."""
    entry = work_out_entry(views[0], world)
    outcomes = [simulate(view, entry, world, parties) for view in views]
    flags: dict[str, frozenset[Item]] = {}
    for view, outcome, pairs_ in zip(views, outcomes, some, strict=True):
        for name, items in seen_in(outcome, view, pairs_, world.days, world.as_of).items():
            flags[name] = flags.get(name, frozenset()) | items
    return outcomes, flags


def _shown(outcomes: list[Outcome], flags: Mapping[str, frozenset[Item]],
           parties: tuple[str, ...]) -> Seen:  # fmt: skip
    """Tell what one world shows of some parties, with the reasons of the first."""
    nothing: Ids = frozenset()
    party = parties[0]
    return Seen(
        statuses=tuple(_joint(outcomes, party) for party in parties),
        acts=frozenset().union(*(one.acts.get(party, nothing) for one in outcomes)),
        rules=frozenset().union(*(one.rules.get(party, nothing) for one in outcomes)),
        flags=flags,
    )


def _joint(outcomes: list[Outcome], party: str) -> str:
    """Join the status under a parent with that under its child."""
    if len(outcomes) == 1:
        return outcomes[0].status[party]
    above, own = (outcome.status[party] for outcome in outcomes)
    if above in _OVERRIDING:
        return above
    if above == "suspended" and own in ("in_force", "ending"):
        return "suspended"
    if above == "ending" and own == "in_force":
        return "ending"
    return own
