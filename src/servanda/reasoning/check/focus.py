"""Focus: which instrument each stretch of a text speaks of, by name, by facts told, or going on.

A text that tells of "their agreement at Pretoria on 2 November 2022" names no instrument, and yet
only one row of the registry was signed there on that day. Facts that agree with one row alone
name it; what points back means the instrument that was in focus before.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Anchor, Mention, Record, Ref
from servanda.reasoning.check.cues import cue_before
from servanda.reasoning.check.parts import Sentence, Span, sentences
from servanda.reasoning.check.rows import Facts, Fit, Rows, folded
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import AT, INSTRUMENT, Stretch, Text
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.wording import senses

ENOUGH, SURE, AHEAD = 4, 5, 2  # points of a row that facts name, surely name; and before others
NAMED = 0.8  # confidence from which a naming stands against the facts told with it
KNOWN, LAST = 1, 2  # points of a row that was told before, or last
LABEL = re.compile(r"\W*(?:[A-Z][\w’'-]*\s*){1,3}:?\W*")  # "Oduya:", who speaks next
BESIDE = re.compile(r"\b(?:before|after|than|unlike|like|besides?|following)\s+(?:the\s+)?$", re.I)
WORDS_OF_PLACE = ("state:", "polity:", "place:", "org:", "group:")


class Point(Struct, frozen=True):
    """Where an instrument is named or meant: by what, and whether it surely is."""

    start: int
    end: int
    row: str
    by: Record
    sure: bool
    named: bool = True


class Walk:
    """A walk through a text that keeps what is spoken of; `stretches` is what it finds."""

    def __init__(self, text: Text, rows: Rows) -> None:
        self.text, self.rows = text, rows
        self.focus, self.firm = "", False
        self.known: list[str] = []
        self.pending: frozenset[str] = frozenset()  # rows that a loose naming may mean
        self.there: frozenset[str] = frozenset()  # the towns of the sentence before

    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretches of the sentences in which an instrument is spoken of."""
        for sentence in sentences(self.text.document):
            block = self.text.document.block_at(sentence.start)
            if block is not None and block.type == "heading":
                continue
            if LABEL.fullmatch(self.text.document.text[sentence.start : sentence.end]):
                continue
            here, towns, pending = "", self.there, self.pending
            for part in sentence.parts:
                points = self._points(sentence, part, here)
                yield from self._stretches(sentence, part, points)
                if points:
                    here = points[-1].row
            if self.pending is pending:
                self.pending = frozenset()
            if self.there is towns:
                self.there = self.facts((sentence.start, sentence.end)).towns or towns

    def _stretches(self, sentence: Sentence, part: Span, points: list[Point]) -> Iterator[Stretch]:
        for i, point in enumerate(points):
            start = points[i - 1].end if i else part[0]
            end = points[i + 1].start if i + 1 < len(points) else part[1]
            yield Stretch(start, end, point.row, point.by, point.sure, point.named,
                          sentence)  # fmt: skip
        rows = list(dict.fromkeys(p.row for p in points))
        for row in rows:
            if row in self.known:
                self.known.remove(row)
            self.known.append(row)
        if points:
            first = points[0]
            sole = len(rows) == 1
            going_on = sole and first.row == self.focus and self.firm
            self.focus = first.row if sole else points[-1].row
            self.firm = sole and (first.sure or going_on)

    def _points(self, sentence: Sentence, part: Span, here: str) -> list[Point]:
        """Return the instruments that a part of a sentence names or means, in order."""
        mentions = self._mentions(part)
        sure = [m for m in mentions if self._sure(m)]
        facts = self.facts(part)
        if len(sure) > 1:
            return _once([self._named(m) for m in sure])
        told = self._identified(facts, sure[0] if sure else None)
        by = (sure or mentions or self._records(part))[0]
        if told is not None:
            at = by.anchors
            points = told.points + LAST * self._going_on(told.row)
            return [Point(at[0].start, at[-1].end, told.row.id, by, points >= SURE)]
        if sure:
            return [self._named(sure[0])]
        back = here or self._back(mentions)
        if not back:
            return [self._named(m, sure=False) for m in mentions[:1] if self._row(m)]
        cited = bool(self.text.between(self.text.provisions, *part))
        points_back = cited or any(_points_back(m) for m in mentions)
        low = next((m for m in mentions if not _points_back(m) and self._row(m)
                    and len(m.refers_to.surface.split()) > 1), None)  # fmt: skip
        if low is not None:
            self.pending = self._loose(low, facts)
            return [self._named(low, sure=False)]
        firm = self.firm and back == self.focus and (points_back or bool(here))
        return [Point(by.anchors[0].start, by.anchors[-1].end, back, by, firm, named=False)]

    def _loose(self, mention: Mention, facts: Facts) -> frozenset[str]:
        """Return the rows of the year told whose names have the noun of a loose naming."""
        nouns = senses(mention.refers_to.surface)
        return frozenset(r.id for r in self.rows.all
                         if r.date[:4].isdigit() and int(r.date[:4]) in facts.years
                         and nouns & senses(" ".join((r.kind, r.title, *r.names))))  # fmt: skip

    def _back(self, mentions: list[Mention]) -> str:
        """Return what is pointed back to: of the last ones told, one that goes by the noun used."""
        for m in mentions:
            noun = m.refers_to.surface.lower().split()[-1:]
            if not noun or not m.rule.startswith("instrument"):
                continue
            for name in reversed(self.known[-3:]):
                row = self.text.case.registry.get(name)
                if row and noun[0] in _nouns(row):
                    return name
        return self.focus

    def _mentions(self, part: Span) -> list[Mention]:
        """Return the namings of instruments in a part, what lies within another left out."""
        out: list[Mention] = []
        for m in self.text.between(self.text.mentions, *part):
            inner = bool(out) and m.anchors[0].start < out[-1].anchors[-1].end
            if self.text.id_of(m).startswith(INSTRUMENT) and not inner:
                out.append(m)
        return out

    def _records(self, part: Span) -> list[Record]:
        """Return what a part has to stand for it: its days, else the names in it."""
        times = self.text.between(self.text.times, *part)
        anchor = Anchor(*part, self.text.document.text[slice(*part)])
        whole = Mention(document=self.text.document.id, id=f"{self.text.document.id}:{part[0]}",
                        anchors=(anchor,), rule=SPOT, refers_to=Ref(anchor.quote))  # fmt: skip
        return [*times, *self.text.between(self.text.provisions, *part),
                *self.text.between(self.text.mentions, *part),
                *self.text.between(self.text.acts, *part), whole]  # fmt: skip

    def _row(self, mention: Mention) -> Row | None:
        return self.text.case.registry.get(self.text.id_of(mention))

    def _sure(self, mention: Mention) -> bool:
        ref = mention.refers_to
        return (
            self._row(mention) is not None and surely_meant(ref) and not _points_back(mention)
            and ref.confidence >= 0.6
        )  # fmt: skip

    def _named(self, mention: Mention, *, sure: bool = True) -> Point:
        at = mention.anchors
        lead = self.text.document.text[max(0, at[0].start - 20) : at[0].start]
        sure = sure and BESIDE.search(lead) is None
        return Point(at[0].start, at[-1].end, self.text.id_of(mention), mention, sure)

    def facts(self, span: Span) -> Facts:
        """Return what is told between two places."""
        people: set[str] = set()
        towns: set[str] = set()
        parties: set[str] = set()
        for m in self.text.between(self.text.mentions, *span):
            name, quote = self.text.id_of(m), m.anchors[0].quote
            if name.startswith("person:"):
                people |= {folded(self.text.case.name(name)), folded(quote)}
            elif name.startswith(WORDS_OF_PLACE):
                parties.add(name)
                towns |= self.text.towns(quote)
        words = self.text.document.text[slice(*span)]
        if re.search(r"\bthere\b", words):
            towns |= self.there
        towns |= {t for m in AT.finditer(words) for t in self.text.towns(m[1])
                  if cue_before(words, m.start())[0] not in ("entry", "other")}  # fmt: skip
        days: list[tuple[date, date, bool]] = []
        deeds: list[tuple[date, date]] = []
        years: set[int] = set()
        for t in self.text.between(self.text.times, *span):
            if not (t.earliest and t.latest):
                continue
            if t.granularity in ("day", "month") and t.timex_type == "DATE":
                deeds.append((t.earliest, t.latest))
            if cue_before(words, t.anchors[0].start - span[0])[0] in ("entry", "other"):
                continue
            if t.granularity in ("day", "month"):
                whole = any(c.isdigit() and len(c) == 4 for c in t.anchors[0].quote.split()) or (
                    t.relative_to not in ("", "published")
                )  # fmt: skip
                days.append((t.earliest, t.latest, whole))
            elif t.granularity == "year":
                years.add(t.earliest.year)
        said = senses(words) - senses(" ".join(people))
        return Facts(frozenset(people), frozenset(towns), tuple(days), frozenset(parties),
                     said, frozenset(years), tuple(deeds))  # fmt: skip

    def _identified(self, facts: Facts, named: Mention | None) -> Fit | None:
        """Return the one row that the facts of a part tell, against its naming where that is weak.

        Rows told before are likelier: they are ahead of others that fit as well.
        """
        own = self._row(named) if named is not None else None
        if own is not None and named is not None and named.refers_to.confidence >= NAMED:
            return None
        if own is not None and (other := self._of_year(own, named, facts)) is not None:
            return self.rows.fit(other, facts)
        ranked = sorted((self.rows.fit(r, facts) for r in self.rows.all),
                        key=lambda f: -self._weight(f))[:2]  # fmt: skip
        best, second = ranked[0], ranked[1]
        clear = self._weight(best) - self._weight(second) >= AHEAD or (
            best.points - second.points >= AHEAD
        )
        going_on = self._going_on(best.row)
        enough = best.points + LAST * going_on >= ENOUGH and best.sorts + going_on >= 2
        strong = best.people or best.day >= 2 or best.deed or (best.words and best.sorts > 2)
        if not (clear and enough and strong and best.points - best.parties >= 3 - going_on):
            return None
        if own is not None and best.points < self.rows.fit(own, facts).points + AHEAD:
            return None
        return best

    def _going_on(self, row: Row) -> bool:
        """Say whether a row was spoken of last, or may have been meant by a loose naming."""
        return row.id == self.focus or row.id in self.pending

    def _of_year(self, own: Row, named: Mention | None, facts: Facts) -> Row | None:
        """Return the one other row of a name that is of the year told, where the first is not."""
        if named is None or not facts.years or own.date[:4] in map(str, facts.years):
            return None
        name = re.sub(r"^\W*\d{4}\s+|\s+of\s+\d{4}$", "", named.refers_to.surface)
        said = senses(name) - senses("last year this next")
        rows = [r for r in self.rows.all if r.date[:4] in map(str, facts.years)
                and any(said == senses(n) for n in (r.title, *r.names))]  # fmt: skip
        return rows[0] if len(rows) == 1 else None

    def _weight(self, fit: Fit) -> int:
        near = KNOWN if fit.row.id in self.known else 0
        if self._going_on(fit.row):
            near = LAST
        return fit.points + (near if fit.points else 0)


def _points_back(mention: Mention) -> bool:
    return not surely_meant(mention.refers_to) or mention.rule.startswith(
        ("anaphor", "instrument.back"))  # fmt: skip


def _once(points: list[Point]) -> list[Point]:
    """Return points with each instrument once in a row."""
    out: list[Point] = []
    for point in points:
        if out and out[-1].row == point.row:
            last = out.pop()
            point = Point(last.start, point.end, last.row, last.by, last.sure)
        out.append(point)
    return out


def _nouns(row: Row) -> frozenset[str]:
    """Return the nouns that an instrument goes by: its kind and the last words of its names."""
    return frozenset((row.kind, *(n.split()[-1].lower() for n in row.names if n)))
