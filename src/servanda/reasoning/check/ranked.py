"""Ranked: the line of a row that tells most like a clause, by words, details and vectors."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from msgspec import Struct
from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.contents import _locator
from servanda.reasoning.check.details import Detail, details_of
from servanda.reasoning.check.lines import CAPITAL, MONTHS, Line, names_in
from servanda.reasoning.check.near_names import chains
from servanda.reasoning.check.parts import Span
from servanda.reasoning.check.provisions import at_place
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.text import INSTRUMENT, Text
from servanda.vectors import nearness

SHARED = 0.6  # share from which a line alone tells who did what
COUNTS = ("quantity", "term")
MOST = 4.0  # points of one word
ALIKE = 0.5  # nearness of wording from which a line tells the same, its details left to be seen
APART, NEARER = 0.35, 4.0  # nearness that tells nothing, and points of what is nearer


class Likest(Struct, frozen=True):
    """A line with the points by which it is like a clause, and the words that both have."""

    line: Line
    points: float
    share: float
    words: frozenset[str]
    details: tuple[Detail, ...]
    cover: float = 0.0  # share of the line's words
    elsewhere: frozenset[str] = frozenset()  # whom other lines name that have words of the clause
    whole: bool = True  # it is told apart from every other line
    alike: float = 0.0  # how near the wordings are, where the extra `vectors` is installed

    @property
    def bound(self) -> int:
        """Return how many details both have."""
        return sum(d.state == "same" for d in self.details)


def likest(
    case: Case, text: Text, row: Row, words: str, names: frozenset[str], span: Span
) -> Likest | None:
    """Return the line that is most like a clause, looked for once."""
    parties = " ".join(case.name(p) for p in row.parties)
    key = ("likest", case.registry, row.id, parties, words, names, span)
    if key not in text.kept:
        text.kept[key] = _likest(case, text, row, parties, words, names, span)
    found: Likest | None = text.kept[key]
    return found


def _likest(
    case: Case, text: Text, row: Row, parties: str, words: str, names: frozenset[str], span: Span
) -> Likest | None:
    rare, own = Rows.of(case).rarity, sense(parties)
    people = " ".join(m.anchors[0].quote for m in text.between(text.mentions, *span)
                      if text.id_of(m).startswith("person:"))  # fmt: skip
    named = " ".join(m.anchors[0].quote for m in text.between(text.mentions, *span)
                     if text.id_of(m).startswith(("state:", "polity:", "place:")))  # fmt: skip
    said = sense(words) - sense(named) - own - sense(people) - idle()
    weight = {w: min(MOST, rare.get(w, MOST)) for w in said}
    times = [t for t in text.between(text.times, *span) if t.earliest and t.latest]
    lines = Rows.of(case).lines_of(row)
    near = alike_to(case, words, lines)
    near = near or [0.0] * len(lines)
    row_names = frozenset(n for line in lines for n in line.names) | frozenset(row.parties)
    cited = cited_in(text, span)
    ranked = []
    for line, alike in zip(lines, near, strict=True):
        shared = said & line.words
        if not shared and alike < ALIKE and (
            len(names & line.names - frozenset(row.parties)) < 2):  # fmt: skip
            continue
        here = bool(cited and line.locator) and at_place(line.locator, cited)
        details = details_of(words, line, names, row_names)
        known = names & line.names - frozenset(row.parties)
        days = any(a <= t.latest and t.earliest <= b for t in times for a, b in line.days
                   if t.earliest and t.latest)  # fmt: skip
        same = sum(d.state == "same" and d.sort in ("quantity", "term") for d in details)
        points = sum(weight[w] for w in shared) + 1.5 * (len(known) + days) + 2.5 * (
            same + here)  # fmt: skip
        points += any(d.state == "other" and d.sort in COUNTS for d in details)
        points += NEARER * max(0.0, alike - APART)
        details += tuple(_listed(text, span, details))
        details += (Detail("paragraph", "same"),) if here else ()
        details += (Detail("date", "same"),) if days else ()
        strange = sense(" ".join(d.told for d in details if d.state == "other" and d.start >= 0))
        rest = sum(w for word, w in weight.items() if word not in strange) or 1.0
        cover = len(shared) / max(1, len(line.words))
        found = Likest(line, points, points / rest, shared, details, cover=cover, alike=alike)
        ranked.append(found)
    ranked.sort(key=lambda k: k.points, reverse=True)
    if not ranked:
        return None
    rivals = [k for k in ranked[1:] if bool(k.line.locator) == bool(ranked[0].line.locator)]
    clear = not rivals or ranked[0].points > rivals[0].points + 0.5
    best = ranked[0]
    others = [k.line.names for k in ranked[1:] if k.words & best.words or best.share < SHARED]
    if best.line.registry.startswith("act:"):  # of a party with acts of its own
        others.append(frozenset(a.actor for a in row.acts))
    return replace(best, whole=clear, elsewhere=frozenset(n for some in others for n in some))


@lru_cache(maxsize=1)
def idle() -> frozenset[str]:
    """Return the senses of words that tell nothing of what an agreement says."""
    return sense(" ".join((*MONTHS, "say said says told again took take part also per cent")))


def _listed(text: Text, span: Span, details: tuple[Detail, ...]) -> Iterator[Detail]:
    """Yield the one in a list of at least three of whom the line has all the others."""
    same = {d.told for d in details if d.sort == "name" and d.state == "same"}
    silent = {d.told for d in details if d.sort == "name" and d.state == "silent"}
    for chain in chains(text, text.between(text.mentions, *span)):
        told = {text.id_of(m) for m in chain}
        if len(told & same) > 2 and len(told & silent) == 1:
            one = next(m.anchors[0] for m in chain if text.id_of(m) in silent)
            yield Detail("party", "other", one.start - span[0], one.end - span[0], one.quote)


def cited_in(text: Text, span: Span) -> str:
    cited = [p for p in text.between(text.provisions, *span)
             if NUMBERED.search(p.anchors[0].quote)]  # fmt: skip
    return cited[0].locator if cited else _locator(text, span)


NUMBERED = re.compile(r"\d|\b[IVXLC]+\b")


def bare(text: Text, span: Span) -> str:
    """Return the words of a clause without the names of agreements in it."""
    words = text.document.text[slice(*span)]
    for m in reversed(text.between(text.mentions, *span)):
        back = m.rule.startswith(("anaphor", "instrument.back"))
        if text.id_of(m).startswith(INSTRUMENT) and not back:
            first, last = m.anchors[0].start - span[0], m.anchors[-1].end - span[0]
            words = words[:first] + " " * (last - first) + words[last:]
    return words


def names_of(case: Case, text: Text, span: Span) -> frozenset[str]:
    out = set(names_in(case.entities, bare(text, span)))
    naming = [
        a
        for m in text.between(text.mentions, *span)
        for a in m.anchors
        if text.id_of(m).startswith(INSTRUMENT) and not m.rule.startswith("anaphor")
    ]
    for m in text.between(text.mentions, *span):
        name = text.id_of(m)
        if any(m.anchors[0].within(a.start, a.end) for a in naming):
            continue  # part of the name of an agreement
        if m.refers_to.method == "seat":
            out = {n for n in out if not n.startswith("place:")}
        if name.startswith(("state:", "polity:", "org:", "group:", "place:")) and (
            not m.rule.startswith("anaphor")
        ):  # fmt: skip
            out.add(name)
    return frozenset(out)


def alike_to(case: Case, words: str, lines: Iterable[Line]) -> list[float] | None:
    """Return how near the wording of each line is to a clause; None without the extra."""
    kept = partial(case.families.of_text.of, "vector", form=bytes)
    return nearness(nameless(words), [nameless(line.told) for line in lines],
                    lambda line, make: kept(line, make=make))  # fmt: skip


@lru_cache(maxsize=20_000)
def nameless(words: str) -> str:
    """Return words with a stroke for each name in them: who is named makes no two deeds alike."""
    return CAPITAL.sub(lambda m: m.group() if m.start() == 0 else "-", words.strip())
