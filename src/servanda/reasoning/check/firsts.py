"""Firsts: who is said to have been first, last, or before another to sign, join or leave."""

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.reasoning.case import Case
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.deeds import party_named, patterns
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.shown import Shown, done_by, parties_of, shown

RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
         "tenth")  # fmt: skip
TOLD = re.compile(rf"\b(?:the\s+)?({'|'.join(RANKS)}|last)\b(?:\s+(?:of|among)(?:\s+\w+)"
                  r"{1,4}?)?(?:\s+(?:state|country|party|side))?\s+"
                  r"(?=to\b|complain|accus|ratif|sign|sen[dt]|gave|g[ia]ve)", re.I)  # fmt: skip
# "Mexico had been the first": to do what was told before.
BARE = re.compile(rf"\b(?:was|were|is|had been|came)\s+(?:the\s+)?({'|'.join(RANKS)}|last)\s*"
                  r"(?:[.,;:]|$)", re.I)  # fmt: skip
BEFORE = 300  # characters back to the deed that is meant
TO_DO = (
    ("ratification", re.compile(r"\bto (?:ratify|approve)\b", re.I)),
    ("signature", re.compile(r"\bto (?:sign|put)\b", re.I)),
    ("accession", re.compile(r"\bto (?:join|accede)\b", re.I)),
    ("withdrawal", re.compile(r"\bto (?:leave|withdraw|quit|denounce|pull out)\b", re.I)),
    ("suspension", re.compile(r"\bto suspend\b", re.I)),
    ("notice", re.compile(r"\bto (?:give|send|serve|deposit) \w*\s*notice\b", re.I)),
    ("breach_alleged", re.compile(r"\bto (?:complain|accuse|allege|lodge a complaint)\b", re.I)),
)  # fmt: skip


# "Russia had suspended it first."
AFTER = re.compile(
    r"(?=[^.]*?\b(first|last)\s*(?:[.,;:]|$))\b((?:had |has )?\w+ed\s+"
    r"(?:it|the \w+|its \w+)?)\s*(?:first|last)\s*(?:[.,;:]|$)"
)
# "Russia left the treaty before the United States did": what stands between may be a day.
ORDER = re.compile(r"\b(?:(?:long|shortly|soon|well|just|\w+ (?:days|weeks|months|years))\s+)?"
                   r"(before|after|earlier than|later than|ahead of)\s+"
                   r"(?=(?:the\s+)?[A-Z])")  # fmt: skip
DID = re.compile(r"\s*(?:did|had|has|followed)?\s*(?:so\s*)?(?:[.,;:]|$)")
SOONER = ("before", "earlier than", "ahead of")


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield whether somebody was first, last, or sooner than another in what is told of both."""
    row = case.registry.get(stretch.instrument)
    words = text.words(stretch)
    if row is None or row.verified == "unverified":
        return
    yield from _ordered(case, text, stretch, row)
    found, lead = TOLD.search(words), None
    if found is None:
        found = lead = AFTER.search(words)
    bare = BARE.search(words) if found is None else None
    found = found or bare
    if found is None:
        return
    start = stretch.start + (found.start(0) if lead is None else lead.start(2))
    reach = (found.end(), found.end() + 40) if lead is None else (lead.start(2), lead.end(2))
    kind = next((k for k, p in (*patterns(), *TO_DO) if p.search(words, *reach)), "")
    if bare is not None:
        told = text.document.text[max(0, stretch.start - BEFORE) : stretch.start]
        ends = [(m.end(), k) for k, p in patterns() for m in p.finditer(told)]
        kind = max(ends)[1] if ends else ""
    actors = [m for m in text.between(text.mentions, stretch.start, stretch.end)
              if party_named(case, row, text, m)]  # fmt: skip
    before = [m for m in actors if m.anchors[0].start < start]
    if not kind or not before:
        return
    who = party_named(case, row, text, before[-1])
    held = _compared(case, row.id, kind, {who}, found[1].lower())
    if held is not None:
        yield replace(held, at=before[-1])


def _ordered(case: Case, text: Text, stretch: Stretch, row: Row) -> Iterator[Held]:
    """Yield whether one party did before, or after, another what both did, if the acts can tell."""
    for found in ORDER.finditer(text.document.text, stretch.start, stretch.sentence.end):
        ahead = [m for m in text.between(text.mentions, found.end(), found.end() + 8)
                 if party_named(case, row, text, m)]  # fmt: skip
        behind = [m for m in text.between(text.mentions, stretch.sentence.start, found.start())
                  if party_named(case, row, text, m)]  # fmt: skip
        if not ahead or not behind:
            continue
        if not DID.match(text.document.text[ahead[0].anchors[-1].end : stretch.sentence.end + 1]):
            continue
        lead = text.document.text[behind[-1].anchors[-1].end : found.start()]
        kind = next((k for k, p in patterns() if p.search(lead)), "")
        one, other = (party_named(case, row, text, m) for m in (behind[-1], ahead[0]))
        acts, parties = shown(case, row.id), parties_of(case, row.id)
        mine = [a for a in done_by(acts, kind, one, parties) if a.actor == one]
        theirs = [a for a in done_by(acts, kind, other, parties) if a.actor == other]
        if not kind or one == other or not mine or not theirs:
            continue
        first, second = (mine, theirs) if found[1] in SOONER else (theirs, mine)
        sooner, later = _all_before(first, second), _all_before(second, first)
        if sooner or later:
            yield Held(
                verdict="agrees" if sooner else "differs", aspect="order", rule="check/order",
                says=f"{mine[0].says(case, row.id)}; {theirs[0].says(case, row.id)}",
                registry=mine[0].registry, source=mine[0].source, at=behind[-1],
                otherwise="" if sooner else "another act of theirs is meant",
            )  # fmt: skip


def _all_before(some: list[Shown], others: list[Shown]) -> bool:
    """Say whether the acts of one kind were surely all done before those of another party."""
    return all(a.last and b.first and a.last < b.first
               for a in some for b in others if a.kind == b.kind) and any(
        a.kind == b.kind for a in some for b in others)  # fmt: skip


def _compared(case: Case, name: str, kind: str, who: set[str], word: str) -> Held | None:
    """Return whether some party was first or last, where the record has the act of two or more."""
    done = [a for a in done_by(shown(case, name), kind, None, parties_of(case, name))
            if a.first and a.last and a.actor != "all"]  # fmt: skip
    mine = [a for a in done if a.actor in who]
    if not mine or len({a.actor for a in done}) < 2:
        return None
    if word not in ("first", "last"):
        return _ranked(case, name, done, mine, RANKS.index(word))
    best = _edge(mine, word)
    rivals = [a for a in done if a.actor not in who and _beats(a, best, word)]
    one = min(rivals, key=lambda a: a.first or date.max) if rivals else best
    return Held(
        verdict="differs" if rivals else "agrees", aspect=word, rule=f"check/{word}",
        says=one.says(case, name), registry=one.registry, source=one.source,
        otherwise="only some of those who did it are meant" if rivals else "",
    )  # fmt: skip


def _ranked(case: Case, name: str, done: list[Shown], mine: list[Shown], rank: int) -> Held | None:
    """Return whether some party was the second, third ... where the days on record can tell."""
    first: dict[str, Shown] = {}
    for one in sorted(done, key=lambda a: (a.first or date.max, a.actor)):
        first.setdefault(one.actor, one)
    order = list(first.values())
    own = first[mine[0].actor]
    sooner = sum(bool(a.last and own.first and a.last < own.first) for a in order)
    later = sum(bool(a.first and own.last and a.first > own.last) for a in order)
    if sooner + later + 1 != len(order):
        return None  # several on one day
    return Held(
        verdict="agrees" if sooner == rank else "differs", aspect="order", rule="check/order",
        says=f"{own.says(case, name)}: the {RANKS[sooner]} on record"
        if sooner < len(RANKS) else own.says(case, name),
        registry=own.registry, source=own.source,
        otherwise="" if sooner == rank else "others did it that the record lacks",
    )  # fmt: skip


def _edge(acts: list[Shown], word: str) -> Shown:
    return (min if word == "first" else max)(acts, key=lambda a: a.first or date.max)


def _beats(one: Shown, best: Shown, word: str) -> bool:
    """Say whether an act was surely done before (or after) another."""
    if not (one.first and one.last and best.first and best.last):
        return False
    return one.last < best.first if word == "first" else one.first > best.last
