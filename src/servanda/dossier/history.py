"""The status of an agreement over time, in ribbons, and its changes day by day."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from servanda.dossier.pages import Agreement, Change, History, Spell
from servanda.dossier.plain import listed, mark_of
from servanda.dossier.relevance import concerned
from servanda.dossier.scribe import Scribe
from servanda.model.date_words import span_words
from servanda.reasoning.board import WORDS, seen_words
from servanda.reasoning.case import Case
from servanda.reasoning.family import Family
from servanda.reasoning.status import Desk, Interval, TooUncertain, intervals

NOTHING = "none"
MOST = 12  # parties whose history is followed


def histories(scribe: Scribe, name: str, voices: Iterable[str]) -> tuple[History, ...]:
    """Return the ribbons of an agreement: one for each perspective and group of parties.

    `voices` are perspectives as in the status rules, `record` among them where it is wanted.
    Where the worlds are too many to follow there is none.
    """
    case = scribe.case
    out = []
    for seen_by in voices:
        alike: dict[tuple[Spell, ...], list[str]] = {}
        for party in concerned(scribe, name)[:MOST]:
            spells = tuple(map(_spell, followed(case, name, party, seen_by)))
            if spells:
                alike.setdefault(spells, []).append(case.name(party))
        words = seen_words(case, seen_by)
        out += [History(seen_by, words, tuple(who), spells) for spells, who in alike.items()]
    return tuple(out)


def followed(case: Case, name: str, party: str, seen_by: str) -> list[Interval]:
    """Return the statuses of a party through time, from the day on which it has any.

    Where the registry has unverified acts, statuses with and without them are possible.
    """
    family = case.family(name)
    key = ("followed", name, party, seen_by)
    return family.once(key, list[Interval], lambda: _followed(case, family, name, party, seen_by))


def _followed(case: Case, family: Family, name: str, party: str, seen_by: str) -> list[Interval]:
    try:
        found = _intervals(case, family.desk, name, party, seen_by)
        if family.doubtful:
            found = list(_both(found, _intervals(case, family.doubtful_desk, name, party, seen_by)))
    except TooUncertain:
        found = []
    while found and found[0].statuses == (NOTHING,):
        found = found[1:]
    return found


def _intervals(case: Case, desk: Desk, name: str, party: str, seen_by: str) -> list[Interval]:
    return intervals(desk.log, name, party, seen_by, last=case.day.toordinal(), desk=desk)


def _both(a: list[Interval], b: list[Interval]) -> Iterator[Interval]:
    """Yield stretches in which both ways of reading are possible."""
    ends = [one.last for one in (*a, *b)]
    starts = sorted({one.first for one in (*a, *b)} | {e + 1 for e in ends if e < max(ends)})
    last: Interval | None = None
    for start, following in zip(starts, [*starts[1:], max(ends) + 1], strict=True):
        here = {s for side in (a, b) for s in _at(side, start)}
        statuses = tuple(sorted(here))
        if last is not None and last.statuses == statuses:
            last = Interval(last.first, following - 1, statuses)
            continue
        if last is not None:
            yield last
        last = Interval(start, following - 1, statuses)
    if last is not None:
        yield last


def _at(side: list[Interval], day: int) -> tuple[str, ...]:
    found = next((one.statuses for one in side if one.first <= day <= one.last), ())
    return found or ((NOTHING,) if side and day < side[0].first else ())


def _spell(one: Interval) -> Spell:
    _, tone = mark_of(one.statuses)
    first, last = (date.fromordinal(d).isoformat() for d in (one.first, one.last))
    return Spell(first, last, words_of(one.statuses), tone, one.sure)


def words_of(statuses: Iterable[str]) -> str:
    """Return possible statuses in words, what is no status last."""
    ranked = sorted(statuses, key=lambda s: (s == NOTHING, s))
    return " or ".join(WORDS[s] for s in ranked)


def changes(agreements: Iterable[Agreement]) -> list[Change]:
    """Return the changes of status of all agreements, the oldest first.

    A stretch of doubt between two statuses is one change on a day within it; parties with the
    same change go together.
    """
    alike: dict[tuple[str, ...], list[Change]] = {}
    for c in (c for a in agreements for h in a.history for c in _of(a, h)):
        key = (c.earliest, c.latest, c.agreement, c.words, c.before, c.after)
        alike.setdefault(key, []).append(c)
    rows = [replace(same[0], parties=tuple(p for c in same for p in c.parties))
            for same in alike.values()]  # fmt: skip
    return sorted(rows, key=lambda c: (c.earliest, c.latest, c.agreement, c.words))


def _of(agreement: Agreement, history: History) -> Iterator[Change]:
    before, n = WORDS[NOTHING], 0
    spells = history.spells
    while n < len(spells):
        one = spells[n]
        after = one
        if (
            not one.sure
            and n + 1 < len(spells)
            and spells[n + 1].sure
            and {before, spells[n + 1].status} == set(one.status.split(" or "))
        ):
            n += 1
            after = spells[n]
        first, last = date.fromisoformat(one.first), date.fromisoformat(after.first)
        if after.status != before:
            yield Change(
                earliest=one.first, latest=after.first, when=span_words(first, last),
                agreement=agreement.id, title=agreement.title, words=history.words,
                parties=history.parties, before=before, after=after.status, tone=after.tone,
            )  # fmt: skip
        before, n = after.status, n + 1


def whom(history: History) -> str:
    """Return for whom a history is, in words."""
    return listed(history.parties, most=8)
