"""Firsts: who is said to have been first or last to sign, join or leave, against the acts."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.deeds import party_named, patterns
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import Shown, done_by, parties_of, shown

TOLD = re.compile(r"\b(?:the\s+)?(first|last)\b(?:\s+(?:of|among)\s+(?:\w+\s+){1,4}?)?\s+"
                  r"(?=to\b|complain|accus|ratif|sign|sen[dt]|gave|g[ia]ve)", re.I)  # fmt: skip


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield whether somebody was first or last to do what no reader made an act of."""
    row = case.registry.get(stretch.instrument)
    words = text.words(stretch)
    found = TOLD.search(words)
    if row is None or row.verified == "unverified" or found is None:
        return
    start = stretch.start + found.start()
    kind = next((k for k, p in patterns() if p.search(words, found.end(), found.end() + 40)), "")
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if party_named(case, row, text, m)]  # fmt: skip
    before = [m for m in actors if m.anchors[0].start < start]
    if not kind or not before:
        return
    who = party_named(case, row, text, before[-1])
    held = _compared(case, row.id, kind, {who}, found[1].lower())
    if held is not None:
        yield replace(held, at=before[-1])


def _compared(case: Case, name: str, kind: str, who: set[str], word: str) -> Held | None:
    """Return whether some party was first or last, where the record has the act of two or more."""
    done = [a for a in done_by(shown(case, name), kind, None, parties_of(case, name))
            if a.first and a.last and a.actor != "all"]  # fmt: skip
    mine = [a for a in done if a.actor in who]
    if not mine or len({a.actor for a in done}) < 2:
        return None
    best = _edge(mine, word)
    rivals = [a for a in done if a.actor not in who and _beats(a, best, word)]
    one = min(rivals, key=lambda a: a.first or date.max) if rivals else best
    return Held(
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
