"""Which acts count in one perspective, and the several tellings of one act made one.

Status rules, section 2. A view is made once for each instrument and perspective; it knows no
query.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from servanda.model.period import Period
from servanda.reasoning.status.log import ALL, TALK, Act, Instrument, Log, TooUncertain

ONCE = frozenset(
    {"signature", "ratification", "entry_into_force",
     "withdrawal", "termination", "supersession", "expiry"}
)  # fmt: skip
SUPPORTS = 1_000_000
"""How often tellings may fit several acts of one kind and actor before they are given up."""

_ENDS = frozenset({"withdrawal", "termination", "supersession", "expiry"})
_CLAIMED = frozenset(
    {"suspension", "withdrawal", "termination", "supersession", "expiry", "notice", "non_renewal"}
)


class Merged(msgspec.Struct, frozen=True, eq=False):
    """One act as the perspective sees it, named by the ids of all its assertions.

    `by` is set only where it stands for an uncounted claim.
    """

    kind: str
    actor: str
    ids: tuple[str, ...]
    lo: int
    hi: int
    notice: Period | None = None
    against: str | None = None
    to: str | None = None
    by: str | None = None


class _Pile(NamedTuple):
    """Assertions of one act so far, and the days that are left for it."""

    told: list[Act]
    lo: int
    hi: int
    support: list[str]


class View(msgspec.Struct, frozen=True, eq=False):
    """What one perspective counts for one instrument.

    `acts` are merged; `claims` are the uncounted claims of an end that no counted act asserts;
    `disputed_dates` holds the ids of each once-only act that was told on several dates.
    """

    instrument: Instrument
    acts: tuple[Merged, ...]
    claims: tuple[Merged, ...]
    disputed_dates: tuple[tuple[str, ...], ...]


def build_view(log: Log, instrument: Instrument, seen_by: str) -> View:
    """Select, merge and join the acts of one instrument for one perspective.

    `seen_by` is `record`, `party:ID` or `source:ID`. Of a child only its own acts are looked at,
    also for the question whether a party rejoined.
    """
    done = [act for act in log.acts[instrument.id] if act.done]
    counted = [act for act in done if counts(log, act, seen_by)]
    taken = {act.id for act in counted}
    merged = _absorb(_merge_all(counted))
    rejoined = {act.actor for act in counted if act.kind == "accession"}
    revived = any(act.kind == "revival" for act in counted)
    acts, disputed = _once_only(merged, revived, rejoined)
    asserted = _Asserted(acts)
    claims = [
        Merged(act.kind, act.actor, (act.id,), act.lo, act.hi, by=act.by)
        for act in done
        if act.id not in taken and act.kind in _CLAIMED and not asserted.by(act)
    ]
    return View(instrument, tuple(acts), tuple(claims), tuple(disputed))


def counts(log: Log, act: Act, seen_by: str) -> bool:
    """Tell whether an act that is said to be done counts in a perspective."""
    if act.formal or act.kind in TALK:
        return True
    point, _, name = seen_by.partition(":")
    if point == "party":
        return name in (act.by, log.officials.get(act.by))
    return point == "source" and act.by == name


def _merge_all(counted: Iterable[Act]) -> list[Merged]:
    """Group the assertions of possibly one act and merge each group."""
    groups: dict[tuple[str, str, str | None, str | None], list[Act]] = {}
    for act in counted:
        talk = act.kind in TALK
        key = (
            act.kind,
            act.actor,
            act.against if talk else None,
            act.to if act.kind == "objection" else None,
        )
        groups.setdefault(key, []).append(act)
    return [merged for group in groups.values() for merged in _merge(group)]


def _merge(group: list[Act]) -> list[Merged]:
    """Merge the assertions of one kind and actor, the most exact first."""
    if len(group) == 1:
        return [_named(group, group[0].lo, group[0].hi)]
    group = sorted(group, key=lambda act: (act.hi - act.lo, act.lo, not act.formal, act.id))
    supports = 0
    piles: list[_Pile] = []  # By their days; no two of them overlap.
    for act in group:
        start = bisect_left(piles, act.lo, key=lambda pile: pile.hi)
        stop = bisect_right(piles, act.hi, lo=start, key=lambda pile: pile.lo)
        if start == stop:
            piles.insert(start, _Pile([act], act.lo, act.hi, []))
        elif stop - start == 1:
            pile = piles[start]
            pile.told.append(act)
            lo, hi = max(pile.lo, act.lo), min(pile.hi, act.hi)
            piles[start] = pile._replace(lo=lo, hi=hi)
        else:
            supports += stop - start
            if supports > SUPPORTS:
                raise TooUncertain(
                    f"tellings of {act.kind} on {act.instrument!r} fit more than {SUPPORTS} acts",
                    remedy="give their dates more exactly",
                )
            for pile in piles[start:stop]:
                pile.support.append(act.id)  # its id and nothing else
    return [_named(*pile) for pile in piles]


def _named(told: list[Act], lo: int, hi: int, support: Iterable[str] = ()) -> Merged:
    """Name a merged act by all its assertions; the first one speaks for its other fields.

    `support` holds the ids of tellings that fit several acts: they name each and say no more.
    """
    first = min(told, key=lambda act: (not act.formal, act.id))
    ids = tuple(sorted({*(act.id for act in told), *support}))
    return Merged(first.kind, first.actor, ids, lo, hi, first.notice, first.against, first.to)


def _absorb(acts: list[Merged]) -> list[Merged]:
    """Let the termination of one party support a termination of all that it overlaps."""
    joint = [act for act in acts if act.kind == "termination" and act.actor == ALL]
    if not joint:
        return acts
    joint.sort(key=lambda act: act.lo)
    extra: dict[int, set[str]] = {}
    kept = []
    for act in acts:
        if act.kind != "termination" or act.actor == ALL:
            kept.append(act)
            continue
        # Those of all never overlap each other, so what is hit stands together.
        start = bisect_left(joint, act.lo, key=lambda one: one.hi)
        stop = bisect_right(joint, act.hi, lo=start, key=lambda one: one.lo)
        for i in range(start, stop):
            extra.setdefault(i, set()).update(act.ids)
        if start == stop:
            kept.append(act)
    more = {id(joint[i]): ids for i, ids in extra.items()}
    return [_with_ids(act, more[id(act)]) if id(act) in more else act for act in kept]


def _with_ids(act: Merged, more: set[str]) -> Merged:
    return msgspec.structs.replace(act, ids=tuple(sorted({*act.ids, *more})))


def _once_only(
    acts: list[Merged], revived: bool, rejoined: set[str]
) -> tuple[list[Merged], list[tuple[str, ...]]]:
    """Join acts that can happen only once; return the acts and the ids of the joined ones."""
    groups: dict[tuple[str, str], list[Merged]] = {}
    kept = []
    for act in acts:
        again = act.kind in _ENDS and (revived or bool(rejoined & {act.actor, ALL}))
        if act.kind in ONCE and not again:
            groups.setdefault((act.kind, act.actor), []).append(act)
        else:
            kept.append(act)
    disputed = []
    for (kind, actor), group in groups.items():
        if len(group) == 1:
            kept.append(group[0])
            continue
        ids = tuple(sorted({name for act in group for name in act.ids}))
        lo, hi = min(act.lo for act in group), max(act.hi for act in group)
        kept.append(Merged(kind, actor, ids, lo, hi))
        disputed.append(ids)
    return kept, disputed


class _Asserted:
    """The days of counted acts, to be found by kind and actor."""

    def __init__(self, acts: Iterable[Merged]) -> None:
        self._spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for act in acts:
            self._spans.setdefault((act.kind, act.actor), []).append((act.lo, act.hi))
        for spans in self._spans.values():
            spans.sort()

    def by(self, claim: Act) -> bool:
        """Tell whether an uncounted claim tells of an act that counts."""
        actors = {claim.actor, ALL} if claim.kind == "termination" else {claim.actor}
        return any(self._overlaps(self._spans.get((claim.kind, one), []), claim) for one in actors)

    def _overlaps(self, spans: list[tuple[int, int]], claim: Act) -> bool:
        # Acts of one kind and actor never overlap each other, so the last to begin decides.
        last = bisect_right(spans, claim.hi, key=lambda span: span[0])
        return last > 0 and claim.lo <= spans[last - 1][1]
