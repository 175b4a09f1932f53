"""Likened: a clause held against the line of a row that tells most like it, detail by detail."""

import re
from collections.abc import Iterator

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Record
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.contents import _locator
from servanda.reasoning.check.counts import (
    counted,
    large,
    number_at,
    other_number,
    same_numbers,
    spans,
    values,
)
from servanda.reasoning.check.lines import Line, names_in
from servanda.reasoning.check.parts import Span, clauses
from servanda.reasoning.check.provisions import at_place
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.spots import spot, words_at
from servanda.reasoning.check.text import INSTRUMENT, Stretch, Text
from servanda.reasoning.locators import place

ENOUGH, LOW = 4.5, 3.0  # points from which a line tells the same; with a number, day or name too
PART = 0.3  # share of what a clause tells that the line must have
MOST = 4.0  # points of one word
NO = re.compile(r"\b(?:not|no|never|neither|nor|without|none|cannot)\b|n['’]t\b", re.IGNORECASE)
ONLY = re.compile(r"\b(?:only|alone|solely|exclusively|nobody else|no one else)\b", re.IGNORECASE)
TURNED = re.compile(r"\b(?:until|unless|except|but|only|just|merely|yet|longer|doubt|less than|"
                    r"more than|later than|than)\b", re.IGNORECASE)  # fmt: skip
OTHERWISE = "another thing of the kind is told"
TYPES = (("state", "polity"), ("org",), ("place",), ("group",))


class Likest(Struct, frozen=True):
    """A line with the points by which it is like a clause, and the words that both have."""

    line: Line
    points: float
    share: float
    words: frozenset[str]
    bound: int


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what a row's provisions, notes and noted acts have of the clauses of a stretch."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for span in clauses(text.document.text, stretch.start, stretch.end):
        held = _clause(case, text, stretch, row, span)
        counting = _counting(case, text, stretch, row, span)
        if counting is not None and (held is None or held.verdict == "agrees"):
            yield counting
            continue
        if held is not None:
            yield held


def _clause(case: Case, text: Text, stretch: Stretch, row: Row, span: Span) -> Held | None:
    words = _bare(text, span)
    names = _names(case, text, span)
    found = _likest(case, text, row, words, names, span)
    if found is None or not (stretch.told or found.points > 1.5 * ENOUGH):
        return None
    aspect = _paragraph(text, span, found) or _other(case, text, row, span, words, names, found)
    if aspect and not (stretch.told and stretch.strong):
        return None
    at = _number(text, stretch, span) if aspect in ("quantity", "term") else None
    at = at or _teller(text, span) or spot(text, stretch, *span)
    return Held(
        verdict="differs" if aspect else "agrees", aspect=aspect or "content",
        rule=f"check/line-{aspect or 'content'}", registry=found.line.registry,
        source=found.line.source, at=at, otherwise=OTHERWISE if aspect else "",
        says=": ".join(w for w in (found.line.locator, found.line.text) if w),
    )  # fmt: skip


def _number(text: Text, stretch: Stretch, span: Span) -> Record | None:
    """Return the record on the number of a clause, for what differs in it to stand by."""
    found = number_at(text.document.text[slice(*span)])
    if found is None:
        return None
    start, end = span[0] + found[0], span[0] + found[1]
    times = text.between(text.times, start, end)
    return times[0] if times else words_at(text, stretch, start, end)


def _counting(case: Case, text: Text, stretch: Stretch, row: Row, span: Span) -> Held | None:
    """Return whether a clause counts what one line of a row alone counts in the same unit."""
    words = _bare(text, span)
    if number_at(words) is None:
        return None
    said, rare = sense(words), Rows.of(case).rarity
    found: list[tuple[Line, bool]] = []
    for line in Rows.of(case).lines_of(row):
        units = [(n, m) for n, u in counted(words) for m, v in counted(line.text) if u & v]
        of = frozenset(w for _, u in counted(words) for w in u)
        near_it = said & line.words
        full = any(len(u & v) > 1 for _, u in counted(words) for _, v in counted(line.text))
        if units and (near_it - of or full or any(n == m for n, m in units)):
            found.append((line, any(n == m for n, m in units)))
        elif large(words) and large(line.text) and near_it:
            found.append((line, bool(large(words) & large(line.text))))
        elif spans(words) and spans(line.text) and (
            len(near_it - TIMED) > 1 or any(rare.get(w, MOST) > 3.5 for w in near_it - TIMED)
        ):  # fmt: skip
            found.append((line, bool(spans(words) & spans(line.text))))
    known = [line for line, same in found if same] or [line for line, _ in found]
    same = any(same for _, same in found)
    if not known or (len(known) > 1 and not same):
        return None
    sure = stretch.told and stretch.strong
    if not same and (not sure or values(words) & values(known[0].text)):
        return None
    return Held(
        verdict="agrees" if same else "differs", aspect="quantity", rule="check/line-quantity",
        registry=known[0].registry, source=known[0].source, otherwise="" if same else OTHERWISE,
        at=_number(text, stretch, span),
        says=": ".join(w for w in (known[0].locator, known[0].text) if w),
    )  # fmt: skip


TIMED = sense("day days week month months year years time period first second")


def _paragraph(text: Text, span: Span, found: Likest) -> str:
    """Return `paragraph` where a clause cites another than its line stands in, of the same kind."""
    cited = text.between(text.provisions, *span)
    told = cited[0].locator if cited else _locator(text, span)
    here = found.line.locator
    if not told or not here or at_place(here, told):
        return ""
    same_kind = place(told).partition(" ")[0] == place(here).partition(" ")[0]
    sure = len(found.words) > 2 or (len(found.words) > 1 and found.share >= 0.5)
    return "paragraph" if same_kind and sure else ""


def _bare(text: Text, span: Span) -> str:
    """Return the words of a clause without the names of agreements in it."""
    words = text.document.text[slice(*span)]
    for m in reversed(text.between(text.mentions, *span)):
        back = m.rule.startswith(("anaphor", "instrument.back"))
        if text.id_of(m).startswith(INSTRUMENT) and not back:
            first, last = m.anchors[0].start - span[0], m.anchors[-1].end - span[0]
            words = words[:first] + " " * (last - first) + words[last:]
    return words


def _names(case: Case, text: Text, span: Span) -> frozenset[str]:
    out = set(names_in(case.entities, _bare(text, span)))
    for m in text.between(text.mentions, *span):
        name = text.id_of(m)
        if m.refers_to.method == "seat":
            out = {n for n in out if not n.startswith("place:")}
        if name.startswith(("state:", "polity:", "org:", "group:", "place:")) and (
            not m.rule.startswith("anaphor")
        ):  # fmt: skip
            out.add(name)
    return frozenset(out)


def _likest(
    case: Case, text: Text, row: Row, words: str, names: frozenset[str], span: Span
) -> Likest | None:
    """Return the line that is most like a clause, if one is like enough and clearly the most."""
    rare = Rows.of(case).rarity
    own = sense(" ".join(case.name(p) for p in row.parties))
    people = " ".join(m.anchors[0].quote for m in text.between(text.mentions, *span)
                      if text.id_of(m).startswith("person:"))  # fmt: skip
    said = sense(words) - own - sense(people)
    weight = {w: min(MOST, rare.get(w, MOST)) for w in said}
    whole = sum(weight.values()) or 1.0
    times = [t for t in text.between(text.times, *span) if t.earliest and t.latest]
    ranked = []
    for line in Rows.of(case).lines_of(row):
        shared = said & line.words
        points = sum(weight[w] for w in shared)
        known = names & line.names - frozenset(row.parties)
        days = any(a <= t.latest and t.earliest <= b for t in times for a, b in line.days
                   if t.earliest and t.latest)  # fmt: skip
        bound = same_numbers(words, (line.text,)) + len(known) + days
        points += 1.5 * bound
        if len(shared) + min(1, bound) > 1 and shared:
            ranked.append(Likest(line, points, points / whole, shared, bound))
    ranked.sort(key=lambda k: k.points, reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    clear = len(ranked) == 1 or best.points > ranked[1].points + 0.5
    like = best.points >= (LOW if best.bound else ENOUGH) and best.share >= PART
    return best if clear and like else None


def _teller(text: Text, span: Span) -> Record | None:
    """Return the first record in a clause, for it to stand by: a provision, day, name or act."""
    own: list[Record] = [*text.between(text.provisions, *span), *text.between(text.acts, *span),
                         *text.between(text.times, *span),
                         *text.between(text.mentions, *span)]  # fmt: skip
    return own[0] if own else None


def _other(
    case: Case, text: Text, row: Row, span: Span, words: str, names: frozenset[str], found: Likest
) -> str:  # fmt: skip
    """Return the aspect in which a clause cannot stand beside its line, or nothing."""
    line = found.line
    number = other_number(words, (line.text,), cited=False, words_shared=len(found.words))
    if number and not same_numbers(words, (line.text,)) and not values(words) & values(line.text):
        return number
    if len(found.words) < 2:
        return ""
    if _other_day(text, row, span, line):
        return "date"
    if found.share < 0.4:
        return ""
    if ONLY.search(words) and names and names < line.names:
        return "party"
    surely = len(found.words) > 2 and found.share >= 0.5 and not line.registry.startswith("act:")
    noted = line.provision is None and not line.registry.startswith("act:") and found.bound > 0
    if noted and _exchanged(names & frozenset(row.parties), line.names & frozenset(row.parties)):
        return "party"
    if surely and _exchanged(names, line.names):
        return "party"
    return "denial" if surely and _denied(words, found) else ""


def _other_day(text: Text, row: Row, span: Span, line: Line) -> bool:
    """Say whether the one day of a clause is not the one day of its line, nor of any act."""
    times = [t for t in text.between(text.times, *span)
             if t.timex_type == "DATE" and t.earliest and t.latest
             and (re.search(r"\d{4}", t.anchors[0].quote)
                  or t.relative_to not in ("", "published", "unknown"))]  # fmt: skip
    if len(times) != 1 or len(line.days) != 1:
        return False
    first, last = times[0].earliest, times[0].latest
    a, b = line.days[0]
    if first is None or last is None or (first <= b and a <= last):
        return False
    dates = [parse_date(x) for x in (row.date, *(act.date for act in row.acts)) if x]
    return not any(d.earliest and d.latest and d.earliest <= last and first <= d.latest
                   for d in dates)  # fmt: skip


def _exchanged(told: frozenset[str], known: frozenset[str]) -> bool:
    """Say whether one name of a kind stands where the line has another, the rest being alike."""
    for kind in TYPES:
        mine = {n for n in told if n.partition(":")[0] in kind}
        theirs = {n for n in known if n.partition(":")[0] in kind}
        if len(mine - theirs) == 1 == len(theirs - mine) and len(mine) == len(theirs):
            return True
    return False


def _denied(words: str, found: Likest) -> bool:
    """Say whether one of a clause and its line denies what the other tells."""
    if found.line.provision is not None or TURNED.search(words) or TURNED.search(found.line.text):
        return False
    pieces = re.split(r"[;,.:]\s+|\s+(?:and|but|while)\s+", found.line.text)
    piece = max(pieces, key=lambda p: len(sense(p) & found.words))
    if len(sense(piece) & found.words) < 2:
        return False
    return bool(NO.search(words)) != bool(NO.search(piece))
