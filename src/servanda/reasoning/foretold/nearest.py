"""The later passages nearest to a prediction, where nothing decides it: they decide nothing either.

Ranked by what they share with it, rarer things counting more: whom they name, what they are about,
deeds of one sense or of one that excludes it, and days in its window.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from math import log

from msgspec import Struct

from servanda.model import Anchor, Prediction, Record, anchor
from servanda.reasoning.case import Case
from servanda.reasoning.foretold.asked import by_document
from servanda.reasoning.foretold.passages import Passage, passages
from servanda.reasoning.foretold.register import Forecast
from servanda.reasoning.foretold.tables import hits, things
from servanda.reasoning.tellings.telling import Telling
from servanda.reasoning.tellings.words import excludes, wider
from servanda.vectors import nearness

MOST = 3
LOOKED_AT = 30  # passages whose wording is compared, where the extra `vectors` is installed
WORDING = 1.0  # what likeness of wording counts beside the share
FEW, PART = 400, 20  # what stands in more sentences, and in more than a part of all, finds none
LEAST = 0.12  # of the weight of a prediction that a passage must share
BEFORE = 0.35  # what the sentence before counts
DEED, EXCLUDED, NAMED, OPEN = 1.3, 0.8, 1.2, 0.7
IN_TIME, ABOUT_TIME = 1.3, 1.15
AFTERWARDS = timedelta(days=45)


class Near(Struct, frozen=True):
    """A later passage near a prediction: a record that stands in it, its place, its share (0-1)."""

    record: Record
    anchor: Anchor
    share: float


class _Field(Struct, frozen=True):
    """What the sentences of a case tell: by what they tell, how much each thing weighs.

    `meant` says which tell something as a fact.
    """

    told: tuple[frozenset[str], ...]
    meant: tuple[bool, ...]
    weight: dict[str, float]
    places: dict[str, tuple[int, ...]]
    senses: frozenset[str]


def nearest(
    case: Case, forecast: Forecast, weigh: Callable[[Passage], float] = lambda _: 1.0
) -> tuple[Near, ...]:
    """Return up to three later passages that are nearest to a prediction, the nearest first.

    What they share is multiplied by what `weigh` gives a passage.
    """
    documents = case.evidence.documents
    some = ranked(case, forecast)[:LOOKED_AT]
    weighed = sorted(((min(1.0, share * weigh(p)), p) for share, p in some), key=lambda x: -x[0])
    shown = [(share, p) for share, p in _by_wording(forecast, weighed) if p.records]
    return tuple(
        Near(p.records[0], anchor(documents[p.document].text, p.start, p.end), round(share, 2))
        for share, p in shown[:MOST]
    )


def _by_wording(
    forecast: Forecast, found: list[tuple[float, Passage]]
) -> list[tuple[float, Passage]]:
    """Return the nearest passages in the order of what they share and of how alike they sound."""
    first = found[:LOOKED_AT]
    words = " ".join(a.quote for a in forecast.record.proposition.anchors)
    alike = nearness(words, [p.text for _, p in first])
    if alike is None:
        return found
    order = sorted(range(len(first)), key=lambda n: (-first[n][0] - WORDING * alike[n], n))
    return [first[n] for n in order]


def ranked(case: Case, forecast: Forecast) -> list[tuple[float, Passage]]:
    """Return the later passages near a prediction with the share that each has, nearest first."""
    record = forecast.record
    field, found = _field(case), passages(case).all
    mine = _asked(case, record)
    against = frozenset(
        f"@{o}" for s in mine if s[0] == "@" for o in field.senses if excludes(s[1:], o)
    )
    whole = sum(field.weight.get(k, 0.0) for k in mine)
    near = {n for k in mine | against for n in field.places.get(k, ())}
    out = []
    for n in near if whole else ():
        passage = found[n]
        if passage.document == record.document or not _later(passage, forecast, case.day):
            continue
        shared = _shared(field, n, mine, against)
        if n and found[n - 1].document == passage.document:
            shared += BEFORE * _shared(field, n - 1, mine - field.told[n], frozenset())
        shared *= _timely(passage, forecast) * (1.0 if field.meant[n] else OPEN)
        if shared >= LEAST * whole:
            out.append((min(1.0, shared / whole), n))
    out.sort(key=lambda x: (-x[0], x[1]))
    return [(share, found[n]) for share, n in out]


def _shared(field: _Field, n: int, mine: frozenset[str], against: frozenset[str]) -> float:
    told = field.told[n]
    found = sum(field.weight[k] for k in mine & told)
    return found + EXCLUDED * max((field.weight[k] for k in against & told), default=0.0)


def _later(passage: Passage, forecast: Forecast, day: date) -> bool:
    if passage.day is None:
        return True
    return passage.day <= day and (forecast.made is None or passage.day >= forecast.made)


def _timely(passage: Passage, forecast: Forecast) -> float:
    """Return the weight of the days of a passage: in the window, or soon after its end."""
    due, made = forecast.due, forecast.made or date.min
    if due is None:
        return 1.0
    days = [t.latest for t in passage.times if t.latest]
    if passage.entry is not None:
        days = [passage.entry.last]
    elif not days and passage.lead is not None and passage.lead.latest:
        days = [passage.lead.latest]
    if any(made <= d <= due for d in days):
        return IN_TIME
    near = any(due < d <= due + AFTERWARDS for d in days)
    return ABOUT_TIME if near or (not days and passage.day and passage.day <= due) else 1.0


@lru_cache(maxsize=2)
def _field(case: Case) -> _Field:
    found = passages(case)
    senses: dict[int, set[str]] = {}
    facts = set()
    for document, some in by_document(case.tellings_of_deeds).items():
        first, last = found.places.get(document, (0, 0))
        starts = [p.start for p in found.all[first:last]]
        for t in some:
            n = first + bisect_right(starts, t.head) - 1
            if first <= n < last and t.head < found.all[n].end:
                senses.setdefault(n, set()).update(_deeds(t))
                if t.told:
                    facts.add(n)
    told = tuple(keys | senses[n] if n in senses else keys for n, keys in enumerate(found.tells))
    places: dict[str, list[int]] = {}
    for n, some_told in enumerate(told):
        for key in some_told:
            places.setdefault(key, []).append(n)
    every = len(told) + 1
    weight = {k: log(every / (0.5 + len(at))) * _sort(k) for k, at in places.items()}
    common = max(FEW, every // PART)
    rare = {k: tuple(at) for k, at in places.items() if len(at) <= common}
    known = frozenset(k[1:] for k in weight if k[0] == "@")
    return _Field(told, tuple(n in facts for n in range(len(told))), weight, rare, known)


def _sort(key: str) -> float:
    if key[0] == "@":
        return DEED
    return NAMED if ":" in key or key[0] in "~?!" else 1.0


def _deeds(t: Telling) -> frozenset[str]:
    return frozenset(f"@{w}" for s in t.senses if s[0] != "=" for w in wider(s))


def _asked(case: Case, record: Prediction) -> frozenset[str]:
    """Return what a prediction tells, its window and condition left out."""
    aside = [*(record.horizon.anchors if record.horizon else ())]
    aside += [*(record.condition.anchors if record.condition else ())]
    spans = [(a.start, a.end) for a in record.proposition.anchors]
    text = case.evidence.documents[record.document].text
    out: set[str] = set()
    for start, end in spans:
        words = text[start:end]
        for a in aside:
            low, high = max(a.start - start, 0), max(a.end - start, 0)
            words = words[:low] + " " * max(0, min(high, len(words)) - low) + words[high:]
        out |= things(words) | {f"+{h.axis}" for h in hits(words)}
        for p in passages(case).of(record.document):
            if p.start < end and start < p.end:
                out |= p.keys(max(0, start - p.start), end - p.start)
    for t in by_document(case.tellings_of_deeds).get(record.document, ()):
        inside = any(s <= t.head < e for s, e in spans)
        if inside and not any(a.start <= t.head < a.end for a in aside):
            out |= _deeds(t)
    return frozenset(out)
