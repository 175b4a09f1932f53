"""Scenes: which agreement each part of a text speaks of, weighed over the whole text at once.

Every part tells facts - names, days, towns, persons, parties, words of a content - and each row of
the registry bears out some of them. A text goes on about one agreement until something tells of
another, so the most likely run of rows is found by weighing what each part tells against changing
the subject. How much worse the best other run is says how surely a row is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Anchor, Mention, Record, Ref
from servanda.reasoning.check.facts import facts_told
from servanda.reasoning.check.lines import sides_of
from servanda.reasoning.check.parts import Sentence, Span, sentences
from servanda.reasoning.check.rows import Facts, Rows
from servanda.reasoning.check.runs import NONE, run
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import INSTRUMENT, Stretch, Text
from servanda.reasoning.meant import surely_meant
from servanda.reasoning.wording import senses

LABEL = re.compile(r"\W*(?:[A-Z][\w’'-]*\s*){1,3}:?\W*")  # "Oduya:", who speaks next
DAY = re.compile(
    r"(?:\b(?:of|from|dated|on|in)\s+)?(?:\b\d{1,2}(?:st|nd|rd|th)?\s+)?"
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\s+)?(?:\b\d{1,2},\s+)?\b(?:1[6-9]|20)\d\d\b"
)
WITH = re.compile(
    r"\b(?:agreement|accord|treaty|pact|deal|memorandum|protocol|ceasefire|truce)\s+"
    r"(?:signed |concluded |made )?with\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LATTER = re.compile(r"\bthe (?:latter|second|last-named)\b", re.IGNORECASE)
FORMER = re.compile(r"\bthe (?:former|first-named)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:it|its|this|that|these|they|their|there|both|which|whose)\b", re.I)
# How what goes on about the agreement just named begins.
POINTS = re.compile(
    r"\W*(?:and |but |yet )?(?:(?:it|its|this|that|which)\b(?! (?:is|was) (?:said|likely|true|"
    r"clear|time))|(?:under |in |by |according to )?(?:its )?(?:article|point|paragraph|annex|"
    r"section|clause|chapter) (?:\d|[IVXLC]+\b)|the (?:text|agreement|treaty|accords?|pact|deal|"
    r"truce|declaration|memorandum|protocol|convention)\b|both (?:sides|parties|states)|"
    r"the (?:two )?(?:sides|parties)|either|neither|each)\b",
    re.IGNORECASE,
)
GOES_ON = 2.5  # what pointing back to the one just named weighs
NAMED, PLAIN, WEAK = 7.0, 5.0, 2.5  # what a naming weighs: by title, by a name of several, a guess
CERTAIN, MANY = 0.8, 8  # confidence of a sure naming; rows beyond which a name tells nothing
WORDED = frozenset(("called", "contents", "year"))  # sorts that others share by chance
STRANGE, SEVERAL = 4.0, 9  # points against a row that somebody told of is no party to
POINTED = 5.0  # "the latter"
RARE_WORDS = 1.9  # points of rare words of its names that tell a row
FOLLOWS = 1.5  # lead that is enough where a part points back to what the part before is told of
SURE, FIRM = 2.0, 3.5  # lead over the best other run: surely meant, and meant by what is told here


class Unit(Struct, frozen=True):
    """A part of a sentence that is weighed: where it stands and what each row weighs in it."""

    span: Span
    sentence: Sentence
    weights: Mapping[str, float]
    named: Mapping[str, float]
    opens: bool = False
    back: bool = False
    naming: Mention | None = None
    facts: Facts | None = None
    quiet: bool = False  # a heading or label: it tells facts and makes no claim


class Scene:
    """The parts of a text with the agreement that each speaks of; `stretches` is what it finds."""

    def __init__(self, text: Text, rows: Rows) -> None:
        self.text, self.rows = text, rows
        self.there: frozenset[str] = frozenset()
        self.named: list[str] = []
        self.pointed = ""  # the one agreement that was named just before

    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretches of the parts in which an agreement is spoken of."""
        units = self.units
        best, lead = run(units, self._family)
        sorts: dict[str, frozenset[str]] = {}
        before = NONE  # the row that the part before is surely told of
        for unit, row, ahead in zip(units, best, lead, strict=True):
            points = unit.back and row == before
            told = ahead >= SURE or (points and ahead >= FOLLOWS)
            before = row if told else NONE
            sorts[row] = sorts.get(row, frozenset()) | self._sorts(unit, row)
            if row == NONE or unit.quiet:
                continue
            own = unit.weights.get(row, 0.0)
            yield Stretch(
                *unit.span, row, self._by(unit, row), told=told,
                named=own >= FIRM, sentence=unit.sentence,
                strong="outright" in sorts[row] or (
                    len(sorts[row]) > 1 and not sorts[row] <= WORDED),
            )  # fmt: skip

    def _family(self, row: str) -> str:
        found = self.text.case.registry.get(row)
        return found.dispute if found is not None else row

    @cached_property
    def units(self) -> list[Unit]:
        """Return the parts of the text in order; one that names several is cut between them."""
        out: list[Unit] = []
        block = None
        for sentence in sentences(self.text.document):
            here = self.text.document.block_at(sentence.start)
            words = self.text.document.text[sentence.start : sentence.end]
            quiet = LABEL.fullmatch(words) is not None or (
                here is not None and here.type == "heading")  # fmt: skip
            opens = here is not block
            block = here
            for part in sentence.parts:
                for span, naming in self._cut(part):
                    out.append(self._unit(span, sentence, naming, opens=opens, quiet=quiet))
                    opens = False
        return out

    def _cut(self, part: Span) -> Iterator[tuple[Span, Mention | None]]:
        """Yield a part; where it names several agreements, the stretch around each naming."""
        names = [m for m in self._mentions(part) if self._sure(m)]
        kept: list[Mention] = []
        for m in names:
            if not kept or self.text.id_of(m) != self.text.id_of(kept[-1]):
                kept.append(m)
        if len(kept) < 2:
            yield part, (kept[0] if kept else None)
            return
        for i, m in enumerate(kept):
            start = kept[i - 1].anchors[-1].end if i else part[0]
            end = kept[i + 1].anchors[0].start if i + 1 < len(kept) else part[1]
            yield (start, end), m

    def _unit(
        self, span: Span, sentence: Sentence, naming: Mention | None, *, opens: bool, quiet: bool
    ) -> Unit:
        words = self.text.document.text[slice(*span)]
        facts = facts_told(self.text, span, self.there)
        if facts.towns:
            self.there = facts.towns
        weights, named = self._weights(span, words, facts, naming)
        back = BACK.search(words) is not None
        return Unit(span, sentence, weights, named, opens, back, naming, facts, quiet)

    def _weights(
        self, span: Span, words: str, facts: Facts, naming: Mention | None
    ) -> tuple[dict[str, float], dict[str, float]]:
        """Return what each row weighs in a part, and how much of that names it."""
        out: defaultdict[str, float] = defaultdict(float)
        named: defaultdict[str, float] = defaultdict(float)
        for row_id, weight, naming_it in self.rows.weights(facts):
            out[row_id], named[row_id] = weight, naming_it
        for row_id in self._of_others(span):
            out[row_id] -= STRANGE
        told = list(dict.fromkeys(reversed(self.named)))
        for m in self._mentions(span):
            bearers = [r.id for r in self._bearers(m)]
            if row_id := self._outright(m) or (bearers[0] if len(bearers) == 1 else ""):
                self.named.append(row_id)
        self._point(span, words)
        if self.pointed and POINTS.match(words):
            out[self.pointed] += GOES_ON
            named[self.pointed] += GOES_ON
        pointed = [told[0]] if LATTER.search(words) and told else []
        pointed += [told[1]] if FORMER.search(words) and len(told) > 1 else []
        for row_id, weight in (
            *(found for m in self._mentions(span) for found in self._of_name(m)),
            *((row_id, POINTED) for row_id in pointed),
        ):  # fmt: skip
            out[row_id] += weight
            named[row_id] += weight
        return dict(out), dict(named)

    def _point(self, span: Span, words: str) -> None:
        """Note the one agreement that a part names: what follows at once may point back to it."""
        own = {row for m in self._mentions(span) if (row := self._outright(m))}
        if own:
            self.pointed = next(iter(own)) if len(own) == 1 else ""
        elif not POINTS.match(words):
            self.pointed = ""

    def _of_others(self, span: Span) -> Iterator[str]:
        """Yield the rows to which somebody is no party with whom an agreement is told to be."""
        body = self.text.document.text
        for m in self.text.between(self.text.mentions, *span):
            name = self.text.id_of(m)
            if not name.startswith("state:") or not WITH.search(body[span[0] : m.anchors[0].start]):
                continue
            few = (r for r in self.rows.all if r.parties and len(r.parties) < SEVERAL)
            yield from (r.id for r in few if name not in r.parties)

    def _sorts(self, unit: Unit, row_id: str) -> frozenset[str]:
        """Return what sorts of facts in a part tell of a row; `outright` is a sure naming."""
        row = self.text.case.registry.get(row_id)
        mentions = self._mentions(unit.span)
        out = {"outright" for m in mentions if self._outright(m) == row_id}
        if any(r.id == row_id for m in mentions for r in self._bearers(m)):
            out.add("bearer")
        if row is None or unit.facts is None:
            return frozenset(out)
        fit = self.rows.fit(row, unit.facts)
        called = self.rows.by_words(row, unit.facts) > RARE_WORDS or self.rows.titled(
            row, unit.facts)  # fmt: skip
        told = {"people": fit.people, "town": fit.town, "year": fit.day,
                "day": fit.day > 1, "exact day": fit.day > 2,
                "deed": fit.deed > 2, "parties": fit.parties > 1, "called": called,
                "contents": self.rows.by_contents(row, unit.facts) >= RARE_WORDS}  # fmt: skip
        words = self.text.document.text[slice(*unit.span)]
        if any(s in words for s in sides_of(row)):
            out.add("sides")
        return frozenset(out | {sort for sort, borne in told.items() if borne})

    def _outright(self, m: Mention) -> str:
        """Return the row that a naming surely means: by its resolving, or as its one bearer."""
        if self._sure(m):
            return self.text.id_of(m)
        bearers = self._bearers(m)
        said = Facts(words=senses(m.refers_to.surface))
        rare = len(bearers) == 1 and self.rows.by_words(bearers[0], said) > 1
        return bearers[0].id if rare else ""

    def _bearers(self, m: Mention) -> list[Row]:
        """Return the rows that bear a naming as a name, its day left out."""
        if m.rule.startswith(("anaphor", "instrument.back")):
            return []
        surface = DAY.sub("", m.refers_to.surface).strip(" ,")
        return self.text.case.registry.by_name(surface) if len(surface.split()) > 1 else []

    def _of_name(self, m: Mention) -> Iterator[tuple[str, float]]:
        """Yield the rows that a naming may mean with what it weighs for each."""
        ref, name = m.refers_to, self.text.id_of(m)
        pointing = not surely_meant(ref) or m.rule.startswith(("anaphor", "instrument.back"))
        if pointing:
            return
        own, surface = self.text.case.registry.get(name), DAY.sub("", ref.surface).strip(" ,")
        bearers = self.text.case.registry.by_name(surface)
        others = [r for r in self.rows.called(surface) if r is not own and r not in bearers]
        if own is not None and ref.confidence >= CERTAIN and len(bearers) < 2:
            yield own.id, NAMED
            return
        for row in bearers:
            yield row.id, PLAIN + (row is own)
        if own is not None and own not in bearers:
            yield own.id, WEAK
        if len(others) < MANY:
            yield from ((row.id, PLAIN - 1.0) for row in others)

    def _mentions(self, part: Span) -> list[Mention]:
        """Return the namings of agreements in a part, what lies within another left out."""
        out: list[Mention] = []
        for m in self.text.between(self.text.mentions, *part):
            inner = bool(out) and m.anchors[0].start < out[-1].anchors[-1].end
            if m.refers_to.id and self.text.id_of(m).startswith(INSTRUMENT) and not inner:
                out.append(m)
        return out

    def _sure(self, m: Mention) -> bool:
        ref = m.refers_to
        back = m.rule.startswith(("anaphor", "instrument.back"))
        known = self.text.case.registry.get(self.text.id_of(m)) is not None
        return known and surely_meant(ref) and not back and ref.confidence >= CERTAIN

    def _by(self, unit: Unit, row: str) -> Record:
        """Return the record that stands for a part: its naming, else a day, name or act in it."""
        mine = [m for m in self._mentions(unit.span) if self.text.id_of(m) == row]
        if mine:
            return mine[0]
        if unit.naming is not None:
            return unit.naming
        meant = [m for m in self._mentions(unit.span) if any(r == row for r, _ in self._of_name(m))]
        if meant:
            return meant[0]
        text, span = self.text, unit.span
        anchor = Anchor(*span, text.document.text[slice(*span)])
        whole = Mention(document=text.document.id, id=f"{text.document.id}:{span[0]}",
                        anchors=(anchor,), rule=SPOT, refers_to=Ref(anchor.quote))  # fmt: skip
        found: list[Record] = [
            *text.between(text.times, *span), *text.between(text.provisions, *span),
            *text.between(text.mentions, *span), *text.between(text.acts, *span), whole,
        ]  # fmt: skip
        return found[0]
