"""The flags of an instrument, as items and as certainty over all worlds.

Status rules, section 3, "Flags". Most flags look at acts whose days vary independently of one
another; there the extreme worlds decide. Where a notice plays a part its fate must be lived
through, and `seen_in` is called once for each world.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from servanda.reasoning.status.days import Day
from servanda.reasoning.status.log import ALL, Log, TooUncertain
from servanda.reasoning.status.view import Merged, View
from servanda.reasoning.status.world import Outcome

Item = tuple[tuple[str, str | tuple[str, ...] | None], ...]
"""The keys of an item in brackets, then ("acts", sorted ids)."""

NAMED = 500_000
"""Acts named by the items of one flag, beyond which no answer is given."""

_DISPUTABLE = frozenset({"withdrawal", "termination", "suspension"})


class Flag(NamedTuple):
    """The items of one flag over all worlds, and whether every world has one."""

    sure: bool
    items: frozenset[Item]


class Pair(NamedTuple):
    """An objection and what it may be raised against."""

    objection: Merged
    target: Merged
    must_count: bool


def item(ids: Iterable[str], **keys: str | None) -> Item:
    """Build an item from ids of acts and its own keys."""
    return (*keys.items(), ("acts", tuple(sorted(set(ids)))))


def join_flags(some: Mapping[str, Flag], more: Mapping[str, Flag]) -> dict[str, Flag]:
    """Join the flags of independent acts: one that is sure stays sure."""
    joined = dict(some)
    for name, flag in more.items():
        had = joined.get(name, Flag(False, frozenset()))
        joined[name] = Flag(had.sure or flag.sure, had.items | flag.items)
    return joined


def settled_flags(view: View, as_of: int, *, brief: bool = False) -> dict[str, Flag]:
    """Return the flags that do not depend on the fate of a notice, `disputed` apart.

    With `brief`, of items that differ in their day alone the first and the last are among them,
    and days between may be missing.
    """
    flags = {
        "breach_alleged": _breaches(view, as_of),
        "end_claimed": _end_claims(view, as_of),
        "reaffirmed": _reaffirmed(view, as_of, brief=brief),
        "disputed_date": Flag(True, frozenset(item(ids) for ids in view.disputed_dates)),
    }
    return {name: flag for name, flag in flags.items() if flag.items}


def _breaches(view: View, as_of: int) -> Flag:
    """Allegations that nothing has cleared."""
    cleared = _clearances(view, as_of)
    items, sure = set(), False
    for act in view.acts:
        if act.kind != "breach_alleged" or act.lo > as_of:
            continue
        keys = {(act.actor, act.against), (act.actor, None)}
        answers = [cleared[key] for key in keys if key in cleared]
        if all(surely < min(act.hi, as_of) for surely, _ in answers):
            items.add(item(act.ids, actor=act.actor, against=act.against))
        escapes = act.hi > as_of or any(reach >= act.lo for _, reach in answers)
        sure = sure or not escapes
    return Flag(sure, frozenset(items))


def _clearances(view: View, as_of: int) -> dict[tuple[str, str | None], tuple[int, int]]:
    """Return, by actor and accused, from when on allegations are surely and may be uncleared.

    Of the clearances of each: the latest first day of those surely over, which clear in every
    world what was alleged up to it, and the latest day on which any of them may lie.
    """
    found: dict[tuple[str, str | None], tuple[int, int]] = {}
    for act in view.acts:
        if act.kind != "breach_cleared" or act.lo > as_of:
            continue
        surely, reach = found.get((act.actor, act.against), (0, 0))
        if act.hi <= as_of:
            surely = max(surely, act.lo)
        found[act.actor, act.against] = surely, max(reach, min(act.hi, as_of))
    return found


def _end_claims(view: View, as_of: int) -> Flag:
    """Claims of an end that do not count here, and powerless notices."""
    claimed = [act for act in end_claims(view) if act.lo <= as_of]
    return Flag(
        any(act.hi <= as_of for act in claimed),
        frozenset(
            item(act.ids, by=act.by) if act.by is not None else item(act.ids, actor=act.actor)
            for act in claimed
        ),
    )


def end_claims(view: View) -> list[Merged]:
    """Return what raises `end_claimed` from its day on."""
    powerless = view.instrument.terms.exit == "none"
    notices = [act for act in view.acts if act.kind == "notice" and powerless]
    return [*view.claims, *notices]


def _reaffirmed(view: View, as_of: int, *, brief: bool) -> Flag:
    """The last day of reaffirmation, with all that was reaffirmed on it."""
    acts = [act for act in view.acts if act.kind == "reaffirmation" and act.lo <= as_of]
    items: set[Item] = set()
    # What surely has happened cannot be followed by an earlier last day.
    past = [act.lo for act in acts if act.hi <= as_of]
    first = max(past) if past else min((act.lo for act in acts), default=as_of)
    last = min(as_of, max((act.hi for act in acts), default=as_of))
    late = [act for act in acts if act.hi >= first]
    held = 0
    for day in _ends(late, first, last) if brief else range(first, last + 1):
        here = [act for act in late if act.lo <= day <= act.hi]
        if not here:
            continue
        # An act fits another day when it can lie before this one, or after the day asked about.
        bound = [act for act in late if act.hi >= day and act.lo >= day and act.hi <= as_of]
        if any(act.lo > day for act in bound):
            continue
        free = [act for act in here if act not in bound]
        held += sum(len(act.ids) for act in here) * 2 ** len(free)
        _within_bounds(held, view, "reaffirmed")
        for size in range(len(free) + 1):
            for more in combinations(free, size):
                ids = [name for act in (*bound, *more) for name in act.ids]
                if ids:
                    items.add((("day", str(day)), *item(ids)))
    return Flag(any(act.hi <= as_of for act in acts), frozenset(items))


def _ends(acts: Iterable[Merged], first: int, last: int) -> list[int]:
    """Return the first and last days of all stretches on which the same acts are possible."""
    days = {first, last}
    for act in acts:
        days |= {act.lo - 1, act.lo, act.hi, act.hi + 1}
    return sorted(d for d in days if first <= d <= last)


def _within_bounds(named: int, view: View, flag: str) -> None:
    """Give up a flag that would name more acts than anybody can read."""
    if named > NAMED:
        raise TooUncertain(
            f"the flag {flag!r} of {view.instrument.id!r} would name more than {NAMED} acts",
            remedy="give dates more exactly, or leave out acts that are told again and again",
        )


def pairs(log: Log, view: View) -> list[Pair]:
    """Return every objection with every act or claim that it may be raised against."""
    powerless = view.instrument.terms.exit == "none"
    targets = [(act, False) for act in end_claims(view)]
    for act in view.acts:
        if act.kind in _DISPUTABLE and act.actor != ALL:
            targets.append((act, False))
        elif act.kind == "notice" and not powerless:
            targets.append((act, True))
    found = []
    for objection in view.acts:
        if objection.kind != "objection":
            continue
        for target, must_count in targets:
            author = log.party_of(target.by) if target.by is not None else target.actor
            named = objection.to is None or objection.to in target.ids
            if named and author != objection.actor:
                found.append(Pair(objection, target, must_count))
        _within_bounds(len(found), view, "disputed")
    return found


def settled_disputes(some: Iterable[Pair], as_of: int) -> Flag:
    """Return the disputes about acts that need not count, over all worlds."""
    items, sure = set(), False
    for objection, target, _ in some:
        if objection.lo <= as_of and target.lo <= min(objection.hi, as_of):
            items.add(item((*objection.ids, *target.ids)))
        sure = sure or (objection.hi <= as_of and target.hi <= objection.lo)
    return Flag(sure, frozenset(items))


def seen_in(
    outcome: Outcome, view: View, some: Iterable[Pair], days: Mapping[Merged, Day], as_of: Day
) -> dict[str, frozenset[Item]]:
    """Return the items of one world that depend on the fate of a notice."""
    terms, rule_set = view.instrument.terms, view.instrument.rule_set
    contested: frozenset[Item] = frozenset()
    if terms.exit == "silent" and rule_set == "vclt":
        contested = frozenset(item(run.act.ids) for run in outcome.running)
    counting = {run.act for run in outcome.runs}
    disputed = frozenset(
        item((*objection.ids, *target.ids))
        for objection, target, must_count in some
        if (not must_count or target in counting)
        and days[objection] <= as_of
        and days[target] <= days[objection]
    )
    return {"exit_contested": contested, "disputed": disputed}
