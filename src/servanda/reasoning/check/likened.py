"""Likened: a clause held against the line of a row that tells most like it, detail by detail."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from servanda.lexicon.registry import Instrument as Row
from servanda.model import Record
from servanda.model.dates import parse_date
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held
from servanda.reasoning.check.contents import LOCATOR
from servanda.reasoning.check.details import Detail
from servanda.reasoning.check.lines import Line
from servanda.reasoning.check.near_days import sooner
from servanda.reasoning.check.parts import VERB, Span, clauses
from servanda.reasoning.check.provisions import at_place
from servanda.reasoning.check.ranked import (
    ALIKE,
    COUNTS,
    NUMBERED,
    SHARED,
    Likest,
    alike_to,
    bare,
    cited_in,
    likest,
    names_of,
)
from servanda.reasoning.check.rows import Rows
from servanda.reasoning.check.spots import words_at
from servanda.reasoning.check.text import Stretch, Text
from servanda.reasoning.locators import place
from servanda.reasoning.wording import WORD
from servanda.vectors import installed

ENOUGH, LOW = 4.5, 3.0  # points from which a line tells the same; with a detail in common too
LEAST = 2.0  # points of a line whose number of the same thing may differ
SURE = 8.0  # points that tell of whose agreement a clause is, whatever the text speaks of
PART = 0.3  # share of what a clause tells that the line must have
MOSTLY, COVERED = 0.7, 0.4  # shares that tell where a clause of no known place stands
NEARLY = 0.8  # share of points from which another agreement may be meant
WORDY = 3  # words of sense that a clause needs to be known without the name of an agreement
MANY = 6.0  # points of two words that tell which provision is meant
SURELY = 0.6  # the same where the words around may be of another agreement
CLEARLY = 0.15  # nearness by which one provision is told apart from another
OTHERWISE = "another thing of the kind is told"


def near(case: Case, text: Text, stretch: Stretch) -> Iterator[Held]:
    """Yield what a row's provisions, notes and noted acts have of the clauses of a stretch."""
    row = case.registry.get(stretch.instrument)
    if row is None or row.verified == "unverified":
        return
    for span in _wide(text, stretch):
        held = _clause(case, text, stretch, row, span)
        if held is None and not _contradicted(case, text, row, span):
            held = _elsewhere(case, text, stretch, span)
            held = held or _of_another(case, text, stretch, row, span)
        if held is not None:
            yield held
        if held is not None and held.verdict == "differs":
            yield from _borne_out(case, text, stretch, row, span, held)


def _contradicted(case: Case, text: Text, row: Row, span: Span) -> bool:
    """Say whether a line of the agreement spoken of has another detail than a clause told of it."""
    found = likest(case, text, row, bare(text, span), names_of(case, text, span), span)
    return found is not None and any(
        d.state == "other" and _counts(d, found) for d in found.details)  # fmt: skip


def _wide(text: Text, stretch: Stretch) -> Iterator[Span]:
    """Yield the clauses of a stretch, each with what follows it that has no verb of its own."""
    out: list[Span] = []
    body = text.document.text
    for start, end in clauses(body, stretch.start, stretch.end):
        lone = not VERB.search(body, start, end) and TAIL.match(body, start, end)
        if out and lone:
            out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    yield from out


TAIL = re.compile(r"[\s,]*(?:with|without|for|in|at|by|as|under|on|to|from|of)\b", re.IGNORECASE)


def _borne_out(
    case: Case, text: Text, stretch: Stretch, row: Row, span: Span, held: Held
) -> Iterator[Held]:
    """Yield the numbers, places and offices of a clause that its line has so, beside another."""
    found = likest(case, text, row, bare(text, span), names_of(case, text, span), span)
    for d in found.details if found is not None else ():
        if d.state == "same" and d.start >= 0:
            yield replace(held, verdict="agrees", aspect=d.sort, rule=f"check/line-{d.sort}",
                          otherwise="", at=_at(text, stretch, span, d))  # fmt: skip


def _of_another(case: Case, text: Text, stretch: Stretch, row: Row, span: Span) -> Held | None:
    """Return what a kindred row, or one that the text speaks of too, surely has of a clause."""
    words, names = bare(text, span), names_of(case, text, span)
    if len(sense(words)) < WORDY or stretch.named:
        return None
    ranked = []
    for other in Rows.of(case).all:
        if other.id != row.id and (other.id in text.spoken or other.dispute == row.dispute):
            found = likest(case, text, other, words, names, span)
            if found is not None and found.share >= 0.5 and len(found.words) > 1:
                ranked.append((found.points, other.id, found))
    ranked.sort(key=lambda r: r[0], reverse=True)
    if not ranked or ranked[0][0] < MANY or (
        len(ranked) > 1 and ranked[1][0] > NEARLY * ranked[0][0]):  # fmt: skip
        return None
    found = ranked[0][2]
    if any(d.state == "other" or (d.state == "silent" and d.sort in COUNTS) for d in found.details):
        return None
    return _held(text, stretch, span, found, "", None)


def _clause(case: Case, text: Text, stretch: Stretch, row: Row, span: Span) -> Held | None:
    words = bare(text, span)
    found = likest(case, text, row, words, names_of(case, text, span), span)
    if found is None:
        return None
    aspect, at = _verdict(case, text, stretch, row, span, found)
    if aspect == "silent":
        return None
    return _held(text, stretch, span, found, aspect, at)


def _held(
    text: Text, stretch: Stretch, span: Span, found: Likest, aspect: str = "",
    at: Record | None = None,
) -> Held:  # fmt: skip
    at = at or _teller(text, stretch, span, found)
    return Held(
        verdict="differs" if aspect else "agrees", aspect=aspect or "content",
        rule=f"check/line-{aspect or 'content'}", registry=found.line.registry,
        source=found.line.source, at=at,
        otherwise=OTHERWISE if aspect else "",
        says=": ".join(w for w in (found.line.locator, found.line.told) if w),
    )  # fmt: skip


def _verdict(
    case: Case, text: Text, stretch: Stretch, row: Row, span: Span, found: Likest
) -> tuple[str, Record | None]:
    """Return the aspect in which a clause differs from its line, none as "", and where it stands.

    `silent` where the line is not like enough for what is told to be borne out or contradicted.
    """
    surely = stretch.told or found.points > SURE or (
        stretch.strong and not _rival(case, text, row, span, found))  # fmt: skip
    if (cited := _paragraph(case, text, row, span, found)) and surely:
        return cited, _citing(text, stretch, span)
    other = next((d for d in found.details if d.state == "other" and _counts(d, found)), None)
    day = len(found.words) > 1 and found.share >= 0.5 and _other_day(text, row, span, found.line)
    if other is not None or day:
        if not (surely and (stretch.strong or found.points > SURE) and found.whole):
            return "silent", None
        loose = _elsewhere_cited(text, span, found) or GUESSED.search(text.document.text, *span)
        if loose or not _tied(text, stretch, span, found, other):
            return "silent", None
        aspect = other.sort if other is not None else "date"
        return aspect, _at(text, stretch, span, other)
    if _misplaced(text, span, found):
        return "silent", None
    meant = surely or found.alike >= SURELY
    if any(d.state == "other" for d in found.details) or not meant:
        return "silent", None
    if any(d.state == "silent" and d.sort in COUNTS for d in found.details):
        return "silent", None
    like = found.points >= (LOW if found.bound else ENOUGH) and found.share >= PART
    few = len(found.words) + min(1, found.bound) > 1
    likened = found.alike >= (ALIKE if stretch.strong else SURELY)
    if _loosely(text, stretch, span, found) or sooner(text, row, span, found.line):
        return "silent", None
    return ("" if (like and few) or likened else "silent"), None


def _loosely(text: Text, stretch: Stretch, span: Span, found: Likest) -> bool:
    """Say whether too little ties a clause to a line for its likeness to bear it out.

    Much of a text is worded like some agreement and tells nothing of it.
    """
    if not found.line.locator and OF_ROW.search(found.line.told):
        return True
    half = found.share >= 0.5
    if text.wide and not text.says_so(stretch.instrument, *span):
        return True
    if not stretch.strong and not half:
        return True
    if not stretch.named and not half and found.alike < ALIKE:
        return True
    return not stretch.told and not _tied(text, stretch, span, found, None)


# What a note tells of its row and not of the agreement.
OF_ROW = re.compile(
    r"\b(?:[Pp]arties listed|without parties|[Aa] (?:decision|resolution) of the)\b"
)


def _elsewhere(case: Case, text: Text, stretch: Stretch, span: Span) -> Held | None:
    """Return what another agreement that the text speaks of has, worded as a clause is.

    Only what agrees: that a clause is of another agreement than the words around it may be taken
    from its likeness, that it differs from that one may not.
    """
    if not installed():
        return None
    words, names = bare(text, span), names_of(case, text, span)
    rows = (case.registry.get(name) for name in sorted(text.spoken - {stretch.instrument}))
    found = [(row, best) for row in rows if row is not None and row.verified != "unverified"
             and (best := likest(case, text, row, words, names, span)) is not None
             and best.alike >= SURELY]  # fmt: skip
    if not found:
        return None
    row, best = max(found, key=lambda x: x[1].alike)
    aspect, _ = _verdict(case, text, stretch, row, span, best)
    return None if aspect else _held(text, stretch, span, best)


def _rival(case: Case, text: Text, row: Row, span: Span, found: Likest) -> bool:
    """Say whether another agreement that the text speaks of has a line as like a clause."""
    words, names = bare(text, span), names_of(case, text, span)
    for name in sorted(text.spoken - {row.id}):
        other = case.registry.get(name)
        best = likest(case, text, other, words, names, span) if other is not None else None
        if best is not None and best.points >= NEARLY * found.points:
            return True
    return False


def _tied(text: Text, stretch: Stretch, span: Span, found: Likest, detail: Detail | None) -> bool:
    """Say whether a clause is told of an agreement, or of so much of a line that it is meant.

    What somebody did, or has, is no telling of what an agreement says.
    """
    words = text.document.text[slice(*span)]
    told = stretch.named or OF_TEXT.search(words) or bool(text.between(text.provisions, *span))
    if detail is not None and detail.sort in ("denial", "force"):
        much = found.points > SURE and found.share >= 0.5 and found.cover >= 0.3
        of = much or OF_TEXT.search(WHEN.sub(" ", words)[:FIRST])
        return bool(told) and (of is not None or not found.line.locator)
    much = found.points > SURE or (stretch.told and stretch.strong and len(found.words) > 2)
    return bool(told) or (much and found.share >= 0.5) or found.bound > 2


WHEN = re.compile(r"\b(?:after|before|since|during|until) (?:the|its|this) \w+", re.IGNORECASE)
FIRST = 40  # characters in which a clause tells what it is about
OF_TEXT = re.compile(
    r"^\W*(?:and |but |in the end )?(?:it|its|which|this|that|in it|the (?:former|latter|last|"
    r"first|other|second))\b|\b(?:agreement|treaty|accord|pact|convention|protocol|memorandum|declaration|"
    r"statement|truce|ceasefire|armistice|charter|deal|text|article|point|clause|annex|paragraph|"
    r"section|parties|part(?:y|ner)|signator(?:y|ies)|ratifications?|either|both|side|sides|each|guarantors?|"
    r"according to)\b", re.IGNORECASE)  # fmt: skip
GUESSED = re.compile(r"\b(?:unlikely|likely|probab\w+|expect\w*|perhaps|chances?|odds|forecast\w*|"
                     r"predict\w*|yet|might|maybe|\d+ to \d+ per cent|will)\b", re.I)  # fmt: skip


def _counts(detail: Detail, found: Likest) -> bool:
    """Say whether a line is like enough for another detail in it to be a difference.

    A number of the same thing needs one telling word beside it; a name, place, office or denial
    most of what is told.
    """
    if detail.sort in COUNTS:
        return found.points >= LEAST and (
            found.share >= 0.3 or len(found.words) > 2 or found.cover >= 0.5
        )
    if detail.sort == "denial" and found.line.provision is not None:
        # what an agreement says may be denied of something else
        return found.points >= SURE and found.share >= MOSTLY + 0.1 and found.bound > 0
    if detail.sort == "party" and len(found.words) < 3 and not found.bound:
        return False
    if detail.sort == "denial":
        return found.share >= SHARED and found.points >= LOW
    act = found.line.registry.startswith("act:")
    if detail.sort == "party" and act and (found.share < SHARED or ALLEGED.search(found.line.told)):
        return False
    if detail.sort == "party" and detail.told in found.elsewhere:
        return False
    return found.share >= 0.5 and len(found.words) + found.bound > 1 and found.points >= LOW


def _at(text: Text, stretch: Stretch, span: Span, detail: Detail | None) -> Record | None:
    """Return the record on the words of a detail, for what differs in it to stand by."""
    if detail is not None and detail.start < 0 and detail.told:
        named = [m for m in text.between(text.mentions, *span) if text.id_of(m) == detail.told]
        return named[0] if named else None
    if detail is None or detail.start < 0:
        return None
    start, end = span[0] + detail.start, span[0] + detail.end
    times = text.between(text.times, start, end)
    return times[0] if times else words_at(text, stretch, start, end)


def _teller(text: Text, stretch: Stretch, span: Span, found: Likest) -> Record:
    """Return the first record on the words that a clause has of its line, else these words."""
    body = text.document.text
    places = [(span[0] + m.start(), span[0] + m.end()) for m in WORD.finditer(body[slice(*span)])
              if sense(m.group()) & found.words]  # fmt: skip
    first, last = (places[0][0], places[-1][1]) if places else span
    own: list[Record] = [*text.between(text.provisions, first, last),
                         *text.between(text.acts, first, last),
                         *text.between(text.times, first, last),
                         *text.between(text.mentions, first, last)]  # fmt: skip
    return own[0] if own else words_at(text, stretch, first, last)


def _citing(text: Text, stretch: Stretch, span: Span) -> Record | None:
    """Return the record on the words of a clause that cite a provision."""
    cited = text.between(text.provisions, *span)
    found = LOCATOR.search(text.document.text, *span)
    if cited or found is None:
        return cited[0] if cited else None
    return words_at(text, stretch, *found.span())


ALLEGED = re.compile(r"\bbreach alleged\b")


def _elsewhere_cited(text: Text, span: Span, found: Likest) -> bool:
    """Say whether a clause speaks of another provision than that of the line: "the same point"."""
    cited = text.between(text.provisions, *span)
    here = found.line.locator
    return bool(cited and here) and not any(at_place(here, p.locator) for p in cited)


def _misplaced(text: Text, span: Span, found: Likest) -> bool:
    """Say whether a clause cites another provision than its line stands in, of the same kind."""
    told, here = cited_in(text, span), found.line.locator
    if not NUMBERED.search(told) or not here or at_place(here, told):
        return False
    return place(told).partition(" ")[0] == place(here).partition(" ")[0]


def _paragraph(case: Case, text: Text, row: Row, span: Span, found: Likest) -> str:
    """Return `paragraph` where a clause is surely told of its line, and cites another provision.

    The line must be clearly more like it than what the row has of the provision that is cited.
    """
    if not _misplaced(text, span, found) or not found.whole:
        return ""
    told, words = cited_in(text, span), bare(text, span)
    said = sense(words)
    cited = [line for line in Rows.of(case).lines_of(row)
             if line.locator and at_place(line.locator, told)]  # fmt: skip
    if any(len(said & line.words) * 2 > len(found.words) for line in cited):
        return ""
    near = alike_to(case, words, cited) or [0.0]
    if found.alike >= SURELY and found.words and found.alike - max(near) >= CLEARLY:
        return "paragraph"
    several = len(found.words) > 1
    sure = len(found.words) > 2 or (several and (found.share >= 0.5 or found.points >= MANY))
    if not cited:  # the row has nothing of that provision, which may say so as well
        sure = (found.share >= MOSTLY and found.cover >= COVERED) or found.points >= SURE
    return "paragraph" if sure and several else ""


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
