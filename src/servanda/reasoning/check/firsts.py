"""Firsts: who is said to have been first or last to sign, join or leave, against the acts."""

import re
from collections.abc import Iterator
from datetime import date

from servanda.model import Act
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Claim, Held
from servanda.reasoning.check.shown import Shown, done_by, parties_of, shown
from servanda.reasoning.log import BREACH

FIRST = re.compile(
    r"\b(?:the\s+)?(first|last)\b(?:\s+\w+){0,4}?\s+(?:to|that|who|which)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def hold(case: Case, claim: Claim) -> Iterator[Held]:
    """Yield whether somebody was first (or last) to do what an act tells, among those on record."""
    act = claim.record
    if not isinstance(act, Act) or act.act in BREACH or act.polarity == "negated":
        return
    document = claim.told.documents[act.document]
    start = act.anchors[0].start
    told = FIRST.search(document.text[max(claim.sentence[0], start - 60) : start])
    name = claim.name(act.instrument)
    if told is None or name is None:
        return
    parties = parties_of(case, name)
    done = [a for a in done_by(shown(case, name), act.act, None, parties) if a.first and a.last]
    who = {p for r in act.actors if (p := claim.party(case, r))}
    mine = [a for a in done if a.actor in who]
    if not mine or len({a.actor for a in done}) < 2:
        return
    word = told[1].lower()
    best = _edge(mine, word)
    rivals = [a for a in done if a.actor not in who and _beats(a, best, word)]
    one = rivals[0] if rivals else best
    yield Held(
        verdict="differs" if rivals else "agrees", aspect=word, rule=f"check/{word}",
        says=one.says(case, name), registry=one.registry, source=one.source,
        otherwise="only some of those who did it are meant" if rivals else "",
    )  # fmt: skip


def _edge(acts: list[Shown], word: str) -> Shown:
    return (min if word == "first" else max)(acts, key=lambda a: a.first or date.max)


def _beats(one: Shown, best: Shown, word: str) -> bool:
    """Say whether an act was surely done before (or after) another."""
    if not (one.first and one.last and best.first and best.last):
        return False
    return one.last < best.first if word == "first" else one.first > best.last
