"""Facts told: the persons, towns, days, parties and words that a stretch of a text has."""

import re
from datetime import date

from servanda.reasoning.check.cues import cue_before
from servanda.reasoning.check.parts import Span
from servanda.reasoning.check.rows import Facts, folded
from servanda.reasoning.check.text import AT, Text
from servanda.reasoning.wording import senses

WORDS_OF_PLACE = ("state:", "polity:", "place:", "org:", "group:")
THERE = re.compile(r"\b(?:t?here)\b", re.IGNORECASE)


def facts_told(text: Text, span: Span, there: frozenset[str]) -> Facts:
    """Return what is told between two places; `there` are the towns told before."""
    people: set[str] = set()
    towns: set[str] = set()
    parties: set[str] = set()
    for m in text.between(text.mentions, *span):
        name, quote = text.id_of(m), m.anchors[0].quote
        if name.startswith("person:"):
            people |= {folded(text.case.name(name)), folded(quote)}
        elif name.startswith(WORDS_OF_PLACE):
            parties.add(name)
            towns |= text.towns(quote) if m.refers_to.method != "seat" else frozenset()
    words = text.document.text[slice(*span)]
    if THERE.search(words):
        towns |= there
    towns |= {t for m in AT.finditer(words) for t in text.towns(m[1])
              if cue_before(words, m.start())[0] not in ("entry", "other")}  # fmt: skip
    days: list[tuple[date, date, bool]] = []
    deeds: list[tuple[date, date]] = []
    years: set[int] = set()
    for t in text.between(text.times, *span):
        if not (t.earliest and t.latest):
            continue
        if t.granularity in ("day", "month", "season") and t.timex_type == "DATE":
            deeds.append((t.earliest, t.latest))
        if cue_before(words, t.anchors[0].start - span[0])[0] in ("entry", "other"):
            continue
        if t.granularity in ("day", "month", "season"):
            whole = any(c.isdigit() and len(c) == 4 for c in t.anchors[0].quote.split()) or (
                t.relative_to not in ("", "published")
            )  # fmt: skip
            days.append((t.earliest, t.latest, whole))
        elif t.granularity == "year":
            years.add(t.earliest.year)
    said = senses(words) - senses(" ".join(people))
    return Facts(frozenset(people), frozenset(towns), tuple(days), frozenset(parties),
                 said, frozenset(years), tuple(deeds))  # fmt: skip
