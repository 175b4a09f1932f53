"""Section 2: which assertions count for whom, and which of them are one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.dates import Period, parse_day, parse_period, parse_range

Json = dict[str, Any]

SAID = ("breach_alleged", "breach_cleared", "objection")
LAST_FOUR = ("withdrawal", "termination", "supersession", "expiry")
ONCE_ONLY = ("signature", "ratification", "entry_into_force", *LAST_FOUR)
CLAIMS_OF_ENDS = ("suspension", *LAST_FOUR, "notice", "non_renewal")


@dataclass
class Act:
    """One act after merging: its range, and the ids of all its assertions."""

    kind: str
    actor: str
    lo: date
    hi: date
    ids: list[str]
    notice: Period | None = None
    against: str | None = None
    to: str | None = None
    sources: list[Json] = field(default_factory=list)

    def overlaps(self, lo: date, hi: date) -> bool:
        """Return whether some day lies in both ranges."""
        return self.lo <= hi and lo <= self.hi


def own_range(log: Json, act: Json) -> tuple[date, date]:
    """Return the range of days of one assertion."""
    published = None if act.get("published") is None else parse_day(act["published"])
    done = act.get("modality") in (None, "done")
    return parse_range(act["date"], published, parse_day(log["day"]), done)


def counts(log: Json, act: Json, seen_by: str) -> bool:
    """Return whether an assertion counts in a perspective."""
    if act.get("modality") not in (None, "done"):
        return False
    if act["authority"] == "formal" or act["act"] in SAID:
        return True
    view, _, who = seen_by.partition(":")
    if view == "party":
        return bool(act["by"] == who or (log.get("officials") or {}).get(act["by"]) == who)
    return view == "source" and bool(act["by"] == who)


def counted_acts(log: Json, instrument: str, seen_by: str) -> tuple[list[Act], list[Act]]:
    """Return an instrument's acts, and those of them whose date is disputed."""
    groups: dict[tuple[object, ...], list[Json]] = {}
    for told in log["acts"]:
        if told["instrument"] == instrument and counts(log, told, seen_by):
            groups.setdefault(_group(told), []).append(told)
    acts = [act for group in groups.values() for act in _merge(log, group)]
    return _once_only(_under_all(acts))


def unheard_claims(log: Json, instrument: str, seen_by: str, acts: list[Act]) -> list[Json]:
    """Return the claims of ends that neither count nor tell of an act that counts."""
    claims = []
    for told in log["acts"]:
        if (
            told["instrument"] == instrument
            and told["authority"] == "claim"
            and told.get("modality") in (None, "done")
            and told["act"] in CLAIMS_OF_ENDS
            and not counts(log, told, seen_by)
            and not any(_tells_of(log, told, act) for act in acts)
        ):
            claims.append(told)
    return claims


def _tells_of(log: Json, told: Json, act: Act) -> bool:
    actors = (told["actor"], "all") if told["act"] == "termination" else (told["actor"],)
    same = told["act"] == act.kind and act.actor in actors
    return same and act.overlaps(*own_range(log, told))


def _group(told: Json) -> tuple[object, ...]:
    key: tuple[object, ...] = (told["act"], told["actor"])
    if told["act"] in SAID:
        key += (told.get("against"),)
    if told["act"] == "objection":
        key += (told.get("to"),)
    return key


def _merge(log: Json, group: list[Json]) -> list[Act]:
    def shortest_first(told: Json) -> tuple[object, ...]:
        lo, hi = own_range(log, told)
        return (hi - lo, lo, told["authority"] != "formal", told["id"])

    acts: list[Act] = []
    for told in sorted(group, key=shortest_first):
        lo, hi = own_range(log, told)
        touched = [act for act in acts if act.overlaps(lo, hi)]
        if not touched:
            acts.append(Act(told["act"], told["actor"], lo, hi, [told["id"]], sources=[told]))
        elif len(touched) == 1:
            act = touched[0]
            act.lo, act.hi = max(act.lo, lo), min(act.hi, hi)
            act.ids.append(told["id"])
            act.sources.append(told)
        else:
            for act in touched:
                act.ids.append(told["id"])
    for act in acts:
        first = min(act.sources, key=lambda told: (told["authority"] != "formal", told["id"]))
        act.notice = None if first.get("notice") is None else parse_period(first["notice"])
        act.against, act.to = first.get("against"), first.get("to")
    return acts


def _under_all(acts: list[Act]) -> list[Act]:
    """Let a termination of one party support the termination of all that it overlaps."""
    joint = [act for act in acts if act.kind == "termination" and act.actor == "all"]
    kept = []
    for act in acts:
        over = [j for j in joint if j is not act and j.overlaps(act.lo, act.hi)]
        if act.kind == "termination" and act.actor != "all" and over:
            for joint_act in over:
                joint_act.ids.extend(act.ids)
        else:
            kept.append(act)
    return kept


def _once_only(acts: list[Act]) -> tuple[list[Act], list[Act]]:
    kept: list[Act] = []
    disputed: list[Act] = []
    for act in acts:
        same = [a for a in acts if (a.kind, a.actor) == (act.kind, act.actor)]
        if act.kind not in ONCE_ONLY or len(same) == 1 or _may_recur(act, acts):
            kept.append(act)
        elif act is same[0]:
            hull = Act(
                act.kind,
                act.actor,
                min(a.lo for a in same),
                max(a.hi for a in same),
                sorted({i for a in same for i in a.ids}),
            )
            kept.append(hull)
            disputed.append(hull)
    return kept, disputed


def _may_recur(act: Act, acts: list[Act]) -> bool:
    reopened = any(
        a.kind == "revival" or (a.kind == "accession" and a.actor in (act.actor, "all"))
        for a in acts
    )
    return act.kind in LAST_FOUR and reopened
