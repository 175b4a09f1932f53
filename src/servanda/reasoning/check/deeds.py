"""Deeds: who did what to an instrument and when, in words that no reader made an act of."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib import resources

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Mention, Record, Time
from servanda.reasoning.board import LIVING, OVER, WORDS
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held, Verdict
from servanda.reasoning.check.lines import MONTHS
from servanda.reasoning.check.spots import spot
from servanda.reasoning.check.statuses import statuses
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import ALIKE, Shown, shown

DENIED = re.compile(r"\b(?:never|not|nor|neither|nobody|without|un)\b[^,;]{0,20}$", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:will|would|may|can|could|might|plans?|wants?|to|of|if)\s+(?:\w+\s+)?$", re.IGNORECASE
)
LATER = re.compile(r"\b(?:will|would|shall|plans?|expects?|hopes?)\b", re.IGNORECASE)
RELATIVE = re.compile(r"(?:the|that) (?:next|following|same)\b", re.IGNORECASE)
LASTING = re.compile(
    r"\b(?:is|are|was|were|remains?|still|stays?|be|not|no longer)\s+(?:still )?$", re.IGNORECASE
)
# "The exit took effect" is told of the exit.
STEPS = (
    ("withdrawal", re.compile(r"\b(?:withdraw\w*|exit|departure|denunciation)\b[^,;]*$", re.I)),
    ("accession", re.compile(r"\b(?:accession|ratification|membership|return)\b[^,;]*$", re.I)),
    ("", re.compile(r"\b(?:notice|suspension|extension|amendments?|annex\w*|sanctions?|which|"
                    r"that one)\b[^,;]*$", re.I)),
)  # fmt: skip
BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
LIKE = {**ALIKE, "notice": (*ALIKE["notice"], "non_renewal"), "ceased": ("withdrawal",),
        "resumption": ("resumption", "revival", "accession"),
        "supersession": ("supersession", "termination"),
        "termination": (*ALIKE["termination"], "termination")}  # fmt: skip
# Told and recorded: acts of one party on one day that cannot be taken for each other.
UNLIKE = {
    ("withdrawal", "suspension"), ("ceased", "suspension"), ("termination", "suspension"),
    ("suspension", "withdrawal"), ("suspension", "termination"), ("suspension", "notice"),
    ("withdrawal", "notice_revoked"), ("ceased", "notice_revoked"), ("acceptance", "objection"),
    ("objection", "acceptance"), ("resumption", "suspension"), ("notice", "notice_revoked"),
}  # fmt: skip
NONE = re.compile(r"\bneither (?:side|party) (?:has )?ratified|\bnever ratified", re.IGNORECASE)
FOR_ALL = ("supersession", "entry_into_force")  # told of an agreement and of nobody
ENDING = ("termination", "withdrawal", "ceased", "expiry", "supersession")
ONCE = ("ratification", "ceased", "entry_into_force")
ACTORS = ("state:", "polity:", "org:", "group:")


def party_named(case: Case, row: Row, text: Text, mention: Mention) -> str:
    """Return the party that a naming means; of "the Front", the one party whose name has it."""
    name = text.id_of(mention)
    if name.startswith(ACTORS):
        return name
    words = [w for w in mention.anchors[0].quote.split() if w[0].isupper()]
    found = [p for p in row.parties if words and words[-1] in case.name(p).split()]
    return found[0] if not name and len(found) == 1 else ""


class Deed(Struct, frozen=True):
    """A deed told: what, at which words, by whom, and when where it is told."""

    kind: str
    start: int
    end: int
    party: str
    time: Time | None
    first: bool = True  # the day is the first after the words


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what the record holds of the deeds that a stretch tells of its instrument."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    acts = shown(case, row.id)
    for deed in told(text, stretch, row):
        acts_told = text.between(text.acts, deed.start, deed.end)
        at: Record = deed.time or spot(text, stretch, deed.start, deed.end)
        if acts_told and (deed.time is None or (deed.first and acts_told[0].date is not None)):
            at = acts_told[0]
        held = _held_against(case, text, row, acts, deed, at)
        if held is not None and not (held.verdict == "agrees" and deed.time is None and (
            _on_another_day(text, deed, acts))):  # fmt: skip
            yield held
    yield from _on_their_days(case, text, stretch, row, acts)


def _on_another_day(text: Text, deed: Deed, acts: list[Shown]) -> bool:
    """Say whether the clause of a deed has a day of its own, and the record no such act on it."""
    telling = text.telling_at(deed.start, deed.end)
    if telling is None:
        return False
    days = [
        (t.earliest, t.latest)
        for t in text.between(text.times, telling.start, telling.end)
        if t.timex_type == "DATE" and t.granularity == "day" and t.earliest and t.latest
    ]
    same = [a for a in acts if a.kind in LIKE.get(deed.kind, (deed.kind,))]
    return bool(days) and not any(_meets((d[0], d[1]), a) for d in days for a in same
                                  if d[0] and d[1])  # fmt: skip


def _on_their_days(
    case: Case, text: Text, stretch: Stretch, row: Row, acts: list[Shown]
) -> Iterator[Held]:
    """Yield the acts that those named did on the days told: "Poland on 20 August".

    The words for the deed may be any that tell of no other: who "was gone" in November had left.
    """
    if not stretch.told:
        return
    actors = [(m, party_named(case, row, text, m))
              for m in text.between(text.mentions, stretch.start, stretch.end)]  # fmt: skip
    for time in text.between(text.times, stretch.start, stretch.end):
        if time.granularity not in ("day", "month") or not (time.earliest and time.latest):
            continue
        telling = text.telling_at(time.anchors[0].start, time.anchors[-1].end)
        if telling is not None and (telling.mood != "fact" or telling.negated or (
            telling.senses & PHYSICAL)) and not UNTIL.search(
            text.document.text, stretch.start, time.anchors[0].start):  # fmt: skip
            continue
        before = [p for m, p in actors if p and m.anchors[0].start < time.anchors[0].start]
        days = (time.earliest, time.latest)
        mine = [a for a in acts if before and a.actor == before[-1] and _meets(days, a)]
        kinds = {k for k, p in patterns() if p.search(text.words(stretch))}
        if mine and (not kinds or any(a.kind in LIKE.get(k, (k,)) for a in mine for k in kinds)):
            yield _held("agrees", "date", case, row, mine[0], time)


UNTIL = re.compile(r"\b(?:until|till)\s+$")
# Senses of deeds upon people, soil and arms: their day is not that of a formal act.
PHYSICAL = frozenset((
    "attack", "fight", "kill", "deploy", "withdraw", "capture", "visit", "meet", "build", "destroy",
    "fly", "sail", "send", "release", "hold", "free", "pay", "publish", "elect", "appoint", "die",
))  # fmt: skip


@lru_cache(maxsize=1)
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the words of each deed, in order: reasoning/data/told_deeds.tsv."""
    table = resources.files("servanda.reasoning") / "data" / "told_deeds.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[2:])
    return tuple((deed, re.compile(pattern, re.IGNORECASE)) for _, deed, pattern in rows)


def told(text: Text, stretch: Stretch, row: Row) -> Iterator[Deed]:
    """Yield the deeds of a stretch: cue, actor and day; a day alone takes the cue before it."""
    cues = sorted(_cues(text, stretch))
    times = [t for t in text.between(text.times, stretch.start, stretch.end)
             if t.timex_type == "DATE" and t.earliest and t.latest]  # fmt: skip
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if party_named(text.case, row, text, m)]  # fmt: skip
    for i, (start, end, kind) in enumerate(cues):
        after = cues[i + 1][0] if i + 1 < len(cues) else stretch.end
        before = cues[i - 1][1] if i else stretch.start
        mine = [t for t in times if end <= t.anchors[0].start < after]
        mine = mine or [t for t in times if before <= t.anchors[0].start < start
                        and not t.anchors[0].within(*_span(stretch.by))]  # fmt: skip
        last = end
        for n, time in enumerate(mine or [None]):
            ahead = time and LATER.search(text.document.text, last, time.anchors[0].start)
            named = time and any(last <= m.anchors[0].start < time.anchors[0].start for m in actors)
            if ahead or (n and not named):
                break
            actor = _actor(text, actors, before, start, last, time)
            party = party_named(text.case, row, text, actor) if actor else ""
            party = party or ("all" if kind in FOR_ALL else "")
            if party:
                yield Deed(kind, start, end, party, time, n == 0)
            last = time.anchors[-1].end if time else end


def _span(record: Record) -> tuple[int, int]:
    return record.anchors[0].start, record.anchors[-1].end


def _actor(
    text: Text, actors: list[Mention], before: int, cue: int, last: int, time: Time | None
) -> Mention | None:
    """Return who did it: named since the day before, after "by", else before the cue."""
    words = text.document.text
    later = time is not None and time.anchors[0].start >= last
    stop = time.anchors[0].start if time is not None and later else last + 60
    since = [m for m in actors if last <= m.anchors[0].start < stop]
    passive = [m for m in since if BY.search(words[max(last, m.anchors[0].start - 8) :
                                                   m.anchors[0].start])]  # fmt: skip
    earlier = [m for m in actors if m.anchors[0].start < cue]
    own = [m for m in earlier if before <= m.anchors[0].start] or earlier
    if passive:
        return passive[0]
    if later and since and last > cue + 40:  # "... in May 2004, Latvia in July 2003"
        return since[-1]
    return own[0] if own else None


def _cues(text: Text, stretch: Stretch) -> Iterator[tuple[int, int, str]]:
    words, taken = text.words(stretch), []  # type: tuple[str, list[tuple[int, int]]]
    for kind, pattern in patterns():
        for m in pattern.finditer(words):
            lead = words[: m.start()]
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            taken.append(m.span())
            lasting = kind == "entry_into_force" and LASTING.search(lead)
            if DENIED.search(lead) or AHEAD.search(lead) or lasting:
                continue
            if kind == "entry_into_force":
                kind = next((step for step, p in STEPS if p.search(lead)), kind)
            if kind:
                yield stretch.start + m.start(), stretch.start + m.end(), kind


def _held_against(
    case: Case, text: Text, row: Row, acts: list[Shown], deed: Deed, at: Record
) -> Held | None:
    """Return what the record has of a deed: the act, another day, or another act that day."""
    if deed.kind == "supersession" and any(x.relation == "supersedes" for x in row.links):
        return None if deed.time else Held(
            verdict="agrees", aspect="act", rule="check/deed-act", registry=row.id, at=at,
            source=row.source, says=f"{case.name(row.id)} supersedes "
            f"{', '.join(case.name(x.to) for x in row.links if x.relation == 'supersedes')}",
        )  # fmt: skip
    own = [a for a in acts if a.actor == deed.party or (
        a.actor == "all" and deed.party in row.parties)]  # fmt: skip
    same = [a for a in own if a.kind in LIKE.get(deed.kind, (deed.kind,))]
    days = _days(deed.time, text)
    meeting = [a for a in same if days is None or _meets(days, a)]
    if meeting:
        return _held("agrees", "date" if days else "act", case, row, meeting[0], at)
    alone = [a for a in own if a.actor == deed.party]
    if deed.kind == "ratification" and not same and row.terms_note and NONE.search(row.terms_note):
        return Held(verdict="differs", aspect="act", rule="check/deed-act", registry=row.id,
                    says=f"{case.name(row.id)}: {row.terms_note}", source=row.source, at=at,
                    otherwise="another instrument is meant")  # fmt: skip
    if deed.kind == "entry_into_force" and not same and deed.party == "all":
        found = statuses(case, row)
        if found and not found & (LIVING | OVER):
            return Held(verdict="differs", aspect="status", rule="check/deed-status", at=at,
                        registry=row.id, source=row.source, otherwise="another is meant",
                        says=f"{case.name(row.id)}: {', '.join(sorted(WORDS[s] for s in found))}",
                        )  # fmt: skip
    other = [a for a in alone if (deed.kind, a.kind) in UNLIKE and (
        days is None or _meets(days, a))]  # fmt: skip
    over = deed.kind in ENDING and len(row.parties) < 3 and any(a.kind in ENDING for a in acts)
    if other and not same and not over:
        return _held("differs", "act", case, row, other[0], at)
    exact = [a for a in same if a.actor == deed.party and a.first and a.first == a.last]
    # A parliament ratifies before the instrument is deposited: only another year tells.
    year = days and exact and exact[0].first and days[0].year != exact[0].first.year
    if deed.kind in ONCE and days and len(exact) == 1 and (year or deed.kind != "ratification"):
        return _held("differs", "date", case, row, exact[0], at)
    return None


DAY_OF = re.compile(r"\b(\d{1,2}) (" + "|".join(MONTHS) + r") of\s+$")


def _days(time: Time | None, text: Text) -> tuple[date, date] | None:
    if time is None or not (time.earliest and time.latest):
        return None
    start = time.anchors[0].start
    day = DAY_OF.search(text.document.text, max(0, start - 30), start)
    if day and time.granularity == "year":  # "20 January of the next year"
        try:
            exact = date(time.earliest.year, MONTHS.index(day[2]) + 1, int(day[1]))
        except ValueError:
            return None
        return exact, exact
    if time.relative_to == "published" and RELATIVE.match(time.anchors[0].quote):
        return None
    return time.earliest, time.latest


def _meets(days: tuple[date, date], act: Shown) -> bool:
    if act.first is None or act.last is None:
        return False
    return act.first <= days[1] and days[0] <= act.last


def _held(verdict: Verdict, aspect: str, case: Case, row: Row, one: Shown, at: Record) -> Held:
    return Held(
        verdict=verdict, aspect=aspect, rule=f"check/deed-{aspect}", says=one.says(case, row.id),
        registry=one.registry or row.id, source=one.source, at=at,
        records=(one.record,) if one.record else (),
        otherwise="another instrument or another act is meant" if verdict == "differs" else "",
    )  # fmt: skip
