"""When the term of an instrument may end, in one world.

Status rules, section 3, "Term".
"""

from collections.abc import Iterator

from servanda.model.period import Period
from servanda.reasoning.status.days import Day
from servanda.reasoning.status.entry import World
from servanda.reasoning.status.log import Terms
from servanda.reasoning.status.view import Merged, View


def term_ends(view: View, entered: Day, world: World) -> Iterator[tuple[Day, Merged | None]]:
    """Yield the days up to the one asked about on which the term may end.

    Each comes with the non-renewal or notice that is in time for it, or None where the term ends
    by itself. `entered` is E0. Whether the party is in force and its notice still stands is left
    to the day itself.
    """
    terms = view.instrument.terms
    if terms.duration is None:
        return
    first = world.calendar.add(entered, terms.duration)
    if not first <= world.as_of:
        return
    if terms.renewal is None:
        yield first, None
        return
    for act in world.past(a for a in view.acts if a.kind in ("non_renewal", "notice")):
        if act.kind == "notice" and terms.exit == "none":
            continue
        day = _stopped(first, world.days[act], terms, world)
        if day <= world.as_of:
            yield day, act


def _stopped(first: Day, given: Day, terms: Terms, world: World) -> Day:
    """Return the end of the first term for which a non-renewal is in time."""
    renewal, notice = terms.renewal or Period(), terms.notice or Period()
    calendar = world.calendar

    def end_of(term: int) -> Day:
        return calendar.add(first, renewal.times(term)) if term else first

    def in_time(term: int) -> bool:
        return given <= calendar.subtract(end_of(term), notice)

    if in_time(0):
        return first
    low, high = 0, 1
    while not in_time(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if in_time(middle) else (middle, high)
    return end_of(high)
