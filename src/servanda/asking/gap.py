"""A question as a telling with a gap: the sentences that tell what it asks, nearest first.

What a question says beyond its asking words - a deed, names, words - is looked for in each
sentence of the documents. A word counts by how rare it is (inverse document frequency over the
case's own sentences, Spärck Jones 1972), less where another word of like meaning stands, or where
only the paragraph or the title has it. All that is named must be there or near.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from servanda.asking.answers import Sentence
from servanda.asking.fields import judged
from servanda.asking.meanings import deed, marks_of, meanings
from servanda.asking.topics import without_own
from servanda.asking.understand import Asked
from servanda.asking.units import Unit, Units, units_of
from servanda.model import Record
from servanda.reasoning.case import Case
from servanda.reasoning.issues import quote
from servanda.reasoning.parties import asserted_by
from servanda.reasoning.wording import senses

NAMED = 2.5  # what a name weighs: about as much as a word that one sentence in twelve has
LIKE = 0.9  # of a word's weight, where another word of like meaning stands
NEAR = 0.6  # of a weight, where only the paragraph or the title has it
PART = 0.3  # of the words, what must be held or near where somebody's words are looked for
LEAST = 0.79  # share of a question's weight that a sentence must hold
BEST = 0.78  # of the best share: sentences that are shown beside it
SOFT = ("org:", "place:")  # bodies and places, which texts often leave to be understood
MOST = 6
LOOSE = ("row:things.", "row:F")  # of one sort, and words alike in agreements alone
BROAD = "row:L.say"  # too many words to be of like meaning
# What is yet to come can only be told of a day after the day asked on.
AHEAD = re.compile(r"\b(?:next|upcoming|will|shall)\b(?! to the)", re.IGNORECASE)


class Word(Struct, frozen=True):
    """A word of what is asked about: the marks of its meanings and what it weighs.

    Of the marks, `stems` are the word itself, `alike` what is of like meaning too; `deed` says
    that it may be a deed.
    """

    text: str
    marks: frozenset[str]
    weight: float
    stems: frozenset[str]
    alike: frozenset[str]
    deed: bool

    @classmethod
    def of(cls, text: str, marks: frozenset[str], weight: float) -> "Word":
        """Return a word with its marks sorted."""
        return cls(
            text, marks, weight, frozenset(m for m in marks if not m.startswith("row:")),
            frozenset(m for m in marks if not m.startswith(LOOSE) and m != BROAD), deed(marks),
        )  # fmt: skip


class Gap(Struct, frozen=True):
    """What a telling must hold to answer: words, names (`must` the hard ones), days, a number.

    `asking` are the marks of the words of asking; they tell between sentences that hold as much.
    """

    words: tuple[Word, ...]
    wanted: tuple[str, ...]
    must: tuple[str, ...]
    days: tuple[date, date] | None
    dated: bool = False
    numbered: bool = False
    asking: frozenset[str] = frozenset()
    ahead: bool = False

    def full(self) -> float:
        """Return what all of it weighs."""
        return sum(w.weight for w in self.words) + NAMED * len(self.wanted)


class Found(NamedTuple):
    """A sentence, the share of the question that it holds, and the words that it holds itself."""

    share: float
    held: int
    unit: Unit


def gap_of(case: Case, asked: Asked, *, without: Iterable[str] = ()) -> Gap:
    """Return what is to be found for a question; `without` leaves out names, as of a speaker."""
    units = units_of(case)
    left = set(without)
    wanted = tuple(
        i.partition("#")[0]
        for i in (*asked.actors, *asked.instruments, *asked.places) if i not in left
    )  # fmt: skip
    words = tuple(Word.of(w, marks, units.weight(marks)) for w, marks in _topic(asked))
    days = (asked.since, asked.day) if asked.since and asked.day else None
    return Gap(
        words, wanted, tuple(w for w in wanted if not w.startswith(SOFT)), days,
        asked.form == "when" or "focus:DATE" in asked.signs,
        asked.form in ("how_many", "how_much"), marks_of(asked.question),
        asked.intent != "predicted" and bool(AHEAD.search(asked.question)),
    )  # fmt: skip


def _topic(asked: Asked) -> Iterator[tuple[str, frozenset[str]]]:
    subject = senses(asked.subject) if asked.intent in ("said_about", "position") else frozenset()
    for word, marks in meanings(without_own(asked)):
        if not (subject and marks & subject):
            yield word, marks


def find(
    case: Case, gap: Gap, among: Iterable[Unit], *, least: float = LEAST, near: bool = False
) -> list[Found]:
    """Return the sentences that hold nearly all of what is asked, best first.

    `near` says that the words may all stand only near a sentence: what somebody says in a
    paragraph on the topic.
    """
    units, full = units_of(case), gap.full()
    out = []
    for u in among:
        found = _weigh(units, gap, full, u, near)
        if found is not None and found.share >= least:
            out.append(found)
    out.sort(key=lambda f: (-f.share, -f.held, -len(f.unit.marks & gap.asking)))
    best = out[0].share if out else 0.0
    return [f for f in out if f.share >= BEST * best]


def _weigh(units: Units, gap: Gap, full: float, u: Unit, near: bool) -> Found | None:
    """Return how much of what is asked a sentence holds; None where a name or a day is missing."""
    if not of_the_time(gap, u):
        return None
    if gap.numbered and not u.numbered:
        return None
    if gap.dated and not u.days and not u.named_days and not u.told_days:
        return None
    if gap.ahead and not any(last >= units.case.day for _, last in u.days):
        return None
    share, held, deeds = 0.0, 0, list[float]()
    for w in gap.words:
        part = _part(w, u)
        share += w.weight * part
        held += part > NEAR
        if w.deed:
            deeds.append(part)
    if gap.words and not held and not near:
        return None
    if not gap.words and gap.dated and not {*gap.must} <= u.ids:
        return None
    if near and gap.words and share < PART * sum(w.weight for w in gap.words):
        return None
    if deeds and max(deeds) <= NEAR and not near:
        return None
    for id_ in gap.wanted:
        part = _named(units, id_, u)
        if not part and id_ in gap.must:
            return None
        share += NAMED * part
    share = share / full if full else 1.0
    if gap.dated and not u.days and not u.named_days and not _of_its_day(gap, u, share, held):
        return None
    return Found(share, held, u)


def _of_its_day(gap: Gap, u: Unit, share: float, held: int) -> bool:
    """Say whether a sentence without a day tells, in a report, of a deed of the report's day."""
    sure = share >= SURE and (held > 1 or held == len(gap.words) > 0)
    return sure and not any(t.negated for t in u.tellings) and not NONE.search(u.text)


NONE = re.compile(r"\b(?:[Nn]o|[Nn]ot|[Nn]ever|[Nn]one|[Nn]obody)\b")


def _part(w: Word, u: Unit) -> float:
    """Return how far a sentence holds a word: itself, one like it, or only near it."""
    marks = u.marks
    if not w.stems.isdisjoint(marks):
        return 1.0
    if not w.alike.isdisjoint(marks):
        return LIKE
    if not w.marks.isdisjoint(marks):
        return NEAR  # of one sort, as a soldier and a battalion
    if not w.stems.isdisjoint(u.near_marks):
        return NEAR
    return NEAR * LIKE if not w.alike.isdisjoint(u.near_marks) else 0.0


def itself(gap: Gap) -> set[str]:
    """Return the marks of which a sentence must hold one to hold a word of a question itself."""
    return {m for w in gap.words for m in w.alike}


def _named(units: Units, id_: str, u: Unit) -> float:
    name = senses(units.case.name(id_))
    if id_.startswith("person:"):
        name = senses(units.case.name(id_).split()[-1])
    if id_ in u.ids or (name and name <= u.marks):
        return 1.0
    if id_ in u.near_ids or (name and name <= u.near_marks):
        return NEAR
    return 0.0


def shared(units: Units, gap: Gap, u: Unit) -> float:
    """Return the share of a question's words and names that a sentence holds or has near it."""
    full = gap.full()
    if not full:
        return 0.0
    words = sum(w.weight * _part(w, u) for w in gap.words)
    return (words + sum(NAMED * _named(units, i, u) for i in gap.wanted)) / full


def of_the_time(gap: Gap, u: Unit) -> bool:
    """Say whether a sentence, its paragraph or its document is of the days asked about."""
    if gap.days is None:
        return True
    first, last = gap.days
    own = u.days
    if own:
        return any(a <= last and first <= b for a, b in (*own, *u.named_days))
    near = [d for x in (*u.around, u) for d in (*x.days, *x.named_days)]
    first_day, last_day = u.page.days()
    near += [(first_day, last_day)] if first_day and last_day else []
    return any(a <= last and first <= b for a, b in near)


def tell(case: Case, u: Unit, note: str = "") -> Sentence:
    """Return a sentence of a document as an answer, told by whom and when, on its records."""
    records: list[Record] = u.records
    first = records[0]
    by = case.name(asserted_by(first, case.entities, case.evidence))
    day = case.evidence.said_on(first)[1]
    words = " ".join(u.text.split())
    return Sentence(
        f"{by}{f', {day}' if day else ''}{note}: {words}",
        records=tuple(r.id for r in records),
        quotes=tuple(dict.fromkeys(quote(r) for r in records))[:3],
        pending=not all(case.evidence.accepted(r.id) for r in records),
    )


def told(case: Case, asked: Asked) -> Iterator[Sentence]:
    """Yield the sentences that tell what a question asks, with the days that they give."""
    gap = gap_of(case, asked)
    if asked.unknown or asked.locator or judged(asked):
        return
    if asked.intent in ("said_about", "position") and not asked.actors:
        return
    if asked.intent == "who_first":
        return  # who else did it does not tell who was first
    if not gap.words and not (gap.dated and len(gap.wanted) > 1):
        return
    closed = asked.intent in CLOSED and asked.form != "yesno"
    every = units_of(case)
    may = every.having(itself(gap)) if gap.words else every.every
    units = [u for u in may if u.text and u.records
             and (not closed or {*asked.actors} <= u.ids)]  # fmt: skip
    for f in find(case, gap, units, least=SURE if closed else LEAST)[:MOST]:
        yield tell(case, f.unit, when_of(f.unit) if gap.dated else "")
        if f.unit.text.endswith("?"):  # a text's own question: what follows answers it
            after = units_of(case).of(f.unit.page.document.id)[f.unit.n + 1 : f.unit.n + 3]
            yield from (tell(case, u) for u in after if u.text and u.records)


SURE = 0.8  # the share of such a question that a sentence must hold
# Intents whose own answer is nearly all that there is: what else is told must be sure, and name all
# who are asked about itself.
CLOSED = frozenset({"said_about", "duties", "binds", "provision", "position", "why_broke"})


def when_of(u: Unit) -> str:
    """Return the first of the days that a sentence tells of, as they are added to it."""
    days = sorted({*u.days} or {*u.named_days} or {*u.told_days})
    if not days:
        return ""
    first, last = days[0]
    return f", {first}" if first == last else f", {first} to {last}"
