"""Passages: what a document tells of another's matter, laid beside the sentences of that other.

A report, a chronology or an interview is no row of a registry: all that it has are sentences, and
who passes them on puts them in words of his own. A clause is laid beside each sentence of the
documents that share its names; the one that is worded most like it bears it out where every name,
day, number and denial of the clause is there too, and contradicts it where exactly one is another.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from servanda.model import Document, Prediction, Question, Record, Time
from servanda.reasoning.case import Case
from servanda.reasoning.check import echoes
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Claim, Held, softened
from servanda.reasoning.check.contrasts import at_odds, blocked
from servanda.reasoning.check.details import details_of
from servanda.reasoning.check.echo_lines import Place
from servanda.reasoning.check.echoes import held_on, spot_at
from servanda.reasoning.check.figures import figures
from servanda.reasoning.check.lines import Days, Line, names_in
from servanda.reasoning.check.parts import AHEAD, VERB, Sentence, Span, clauses, sentences
from servanda.reasoning.check.proper import Proper, about_the_same, mains_in, proper_in
from servanda.reasoning.check.provisions import at_place
from servanda.reasoning.check.ranked import alike_to, cited_in, idle
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import Text
from servanda.reasoning.wording import STEM, sentence_around
from servanda.vectors import installed, nearness

BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“(]?[A-Z0-9])|\n+")
INITIAL = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Art|No|\d{1,2})\.$")
WORDS = 4  # of a passage and of a clause at least
# Nearness of wording from which a passage bears out a clause: with a number in common, with other
# words beside it, and with a day or a name that the passage's document has seldom.
SAME, LOOSE, NAMED = 0.4, 0.55, 0.6
PART = 0.25  # share of the clause's words
COUNTED, TURNED = 0.5, 0.7  # the same from which another number contradicts it, another anything
ROOM = 0.05  # less of it where a name or a day is the same
AHEAD_OF = 0.04  # by how much a passage that contradicts is nearer than any other
BEHIND = 0.06  # by how much one that bears out may be less near
TOLD = re.compile(
    r"\b(?:I|[Ww]e|[Uu]s|[Oo]urs?|I’m|I'm|I’d|I'd|my|me|perhaps|maybe|probably|will|should|ought)\b"
)
ASKING = re.compile(r"\?[\"”’']*$|\b(?:whether|if)\b", re.IGNORECASE)
PASSAGES, BORNE = "passages", "check/passage-content"


class Passage(Struct, frozen=True):
    """A sentence of the record: its place, what it tells, its days, and the names in it."""

    document: str
    start: int
    end: int
    line: Line
    days: tuple[Days, ...]
    proper: frozenset[str]
    locator: str = ""


def hold(case: Case, text: Text) -> Iterator[tuple[Record, Held]]:
    """Yield the clauses of a document that a sentence of the record bears out or contradicts."""
    if not case.evidence.documents or not installed():
        return
    found = [(case.evidence.documents[i], _passages(case, i))
             for i in about_the_same(case, text.document)]  # fmt: skip
    if not found:
        return
    own = proper_in(text.document, *(d for d, _ in found))
    for sentence in sentences(text.document):
        if sentence.aside or sentence.supposed:
            continue
        for span in _clauses(text, sentence):
            held = _held(case, text, sentence, span, own, found)
            if held is not None:
                yield spot_at(text, *span), held


def _clauses(text: Text, sentence: Sentence) -> Iterator[Span]:
    """Yield the clauses of a sentence that tell something, without the marks around them."""
    body = text.document.text
    for part in sentence.parts:
        for left, right in clauses(body, *part):
            words = body[left:right]
            start = right - len(words.lstrip(" ,;:\n"))
            end = left + len(words.rstrip(" .,;:!\n"))
            if len(words.split()) < WORDS or not VERB.search(words):
                continue
            if not (TOLD.search(words) or AHEAD.search(words) or _foretold(text, start, end)):
                yield start, end


def _foretold(text: Text, start: int, end: int) -> bool:
    return any(isinstance(r, (Prediction, Question)) and r.document == text.document.id
               and r.anchors and start <= r.anchors[0].start < end
               for r in text.told.records)  # fmt: skip


def _passages(case: Case, document: str) -> tuple[Passage, ...]:
    """Return the sentences of a document of the record, each with its days."""
    return case.once(PASSAGES, document, lambda: tuple(_cut(case, document)))


def _cut(case: Case, name: str) -> Iterator[Passage]:
    document = case.evidence.documents[name]
    body, left, names = document.text, 0, proper_in(document)
    times = sorted((r for r in case.shelves.within(name) if isinstance(r, Time) and r.anchors),
                   key=lambda t: t.anchors[0].start)  # fmt: skip
    blocks = sorted((b for b in document.blocks if b.locator), key=lambda b: b.end - b.start)
    heading: tuple[Days, ...] = ()
    for m in (*BREAK.finditer(body), None):
        end = m.start() if m else len(body)
        words = body[left:end]
        if m and "\n" not in m.group() and INITIAL.search(words[-5:]):
            continue
        days = tuple((t.earliest, t.latest) for t in times
                     if left <= t.anchors[0].start < end and t.earliest and t.latest
                     and t.timex_type == "DATE")  # fmt: skip
        if len(words.split()) >= WORDS and sense(words) and not ASKING.search(words):
            told = " ".join(words.split())
            line = Line(told, "", "", "", sense(told), names_in(case.entities, told), (), None,
                        told)  # fmt: skip
            at = next((b.locator for b in blocks if b.start <= left < b.end), "")
            yield Passage(name, left, end, line, days or heading, names.within(words), at)
        elif days:
            heading = days
        if m and "\n" in m.group():
            heading = ()
        left = m.end() if m else end


class Beside(Struct, frozen=True):
    """A passage beside a clause: how near, and the details that it has so, otherwise, or not."""

    passage: Passage
    near: float
    same: frozenset[str]
    other: frozenset[str]
    silent: int


def _held(
    case: Case, text: Text, sentence: Sentence, span: Span, own: Proper,
    found: list[tuple[Document, tuple[Passage, ...]]],
) -> Held | None:  # fmt: skip
    body = text.document.text
    words = " ".join(body[slice(*span)].split())
    said = sense(words) - sense(" ".join(own.within(body[slice(*span)]))) - idle()
    if not said:
        return None
    told = _Told(words, said, own.within(body[slice(*span)]), tuple(_dated(text, span)),
                 cited_in(text, (sentence.start, sentence.end)))  # fmt: skip
    ranked: list[Beside] = []
    for document, some in found:
        bare = alike_to(case, words, [p.line for p in some]) or []
        whole = nearness(words, [p.line.told for p in some]) or []
        for passage, a, b in zip(some, bare, whole, strict=True):
            if max(a, b) >= SAME:
                ranked.append(_beside(case, told, document, passage, max(a, b)))
    ranked.sort(key=lambda b: b.near, reverse=True)
    for one in ranked:
        if one.near < ranked[0].near - BEHIND:
            break
        if _borne_out(told, one):
            return held_on(case, "agrees", "content", _place(one), rule=BORNE)
    if ranked and (aspect := _contradicted(told, ranked)):
        return held_on(
            case, "differs", aspect, _place(ranked[0]), rule=f"check/passage-{aspect}")  # fmt: skip
    return None


def _borne_out(told: "_Told", one: Beside) -> bool:
    """Say whether a passage has all that a clause tells, in words near enough."""
    if one.other or one.silent:
        return False
    share = len(told.said & one.passage.line.words) / len(told.said)
    if one.same & {"quantity", "term"}:
        return one.near >= (SAME if share >= PART else LOOSE)
    return bool(one.same & {"date", "rare"}) and one.near >= NAMED and share >= PART


def _contradicted(told: "_Told", ranked: list[Beside]) -> str:
    """Return the one aspect in which the passage surely meant has another detail, or nothing."""
    first = ranked[0]
    shared = told.said & first.passage.line.words
    clear = all(b.near <= first.near - AHEAD_OF for b in ranked[1:])
    if len(first.other) != 1 or first.silent or not shared or not clear:
        return ""
    if not VERB.search(first.passage.line.told):
        return ""
    aspect = next(iter(first.other))
    least = (COUNTED - ROOM * bool(first.same)) if aspect in ("quantity", "term") else TURNED
    return aspect if first.near >= least else ""


class _Told(Struct, frozen=True):
    """A clause: its words, what they tell, its names, days (with whether sure), what it cites."""

    words: str
    said: frozenset[str]
    names: frozenset[str]
    days: tuple[tuple[date, date, bool], ...]
    cited: str


def _dated(text: Text, span: Span) -> Iterator[tuple[date, date, bool]]:
    """Yield the days of a clause, and whether the year of each is told."""
    for t in text.between(text.times, *span):
        if t.timex_type == "DATE" and t.earliest and t.latest:
            sure = re.search(r"\d{4}", t.anchors[0].quote) is not None
            yield t.earliest, t.latest, sure or t.relative_to not in ("", "published", "unknown")


def _place(beside: Beside) -> Place:
    return beside.passage.document, beside.passage.start, beside.passage.end


def _beside(
    case: Case, told: _Told, document: Document, passage: Passage, near: float
) -> Beside:  # fmt: skip
    line = passage.line
    names = names_in(case.entities, told.words)
    details = details_of(told.words, line, names, names | line.names)
    same = {d.sort for d in details if d.state == "same"}
    other = {d.sort for d in details if d.state == "other"}
    counted = figures(line.told, passed=True)
    loose = [f for f in figures(told.words) if not any(f.alike(k) for k in counted)
             and any(f.sort == k.sort and f.meets(k) for k in counted)]  # fmt: skip
    same |= {"quantity" for _ in loose}  # "seven depots", where the passage has seven sites
    silent = sum(d.state == "silent" for d in details) - len(loose)
    if told.cited and not (passage.locator and at_place(passage.locator, told.cited)):
        if passage.locator:
            other.add("paragraph")
        else:
            silent += 1
    strange = {n for n in told.names if not any(n[:STEM] == p[:STEM] for p in passage.proper)
               and not names_in(case.entities, n.title()) & line.names}  # fmt: skip
    mains = case.once("mains", document.id, lambda: mains_in(document))
    if told.names - strange:
        rare = told.names - strange - mains
        states = {n for n in rare if names_in(case.entities, n.title())}
        same.add("rare" if rare - states else "name")
    silent += sum(n not in document.text.lower() for n in strange)
    mine, theirs = told.names & mains, passage.proper & mains
    silent += bool(mine and theirs - mine)  # another may be meant, or does it
    silent += bool(strange and passage.proper - told.names)  # another is named in its place
    for first, last, sure in told.days:
        fits = any(first <= b and a <= last for a, b in passage.days)
        month = not sure and any(a.month == first.month and b.month == last.month
                                 for a, b in passage.days)  # fmt: skip
        if fits or month:
            same.add("date")
        elif (
            sure
            and len(told.days) == 1 == len(passage.days)
            and not (LATER.search(line.told) or LATER.search(told.words))
        ):
            other.add("date")
        else:
            silent += 1
    if odds := at_odds(told.words, line.told):
        other.add(odds)
    silent += blocked(told.words, line.told)
    return Beside(passage, near, frozenset(same), frozenset(other), silent)


LATER = re.compile(r"\b(?:will|shall|is to|are to|before|after|since|until)\b")


def borne_out(
    held: Mapping[str, list[Held]], claims: Mapping[str, Claim]
) -> Iterator[tuple[str, list[Held]]]:
    """Yield what is held of each claim, without what differs from a line where a passage has it.

    A number that a passage has so cannot differ from that of another line.
    """
    places = [(claims[i].record.document, claims[i].place) for i, some in held.items()
              if any(h.rule == BORNE and h.verdict == "agrees" for h in some)]  # fmt: skip
    for i, some in held.items():
        record = claims[i].record
        at = record.anchors[0] if record.anchors else None
        inside = at is not None and any(
            name == record.document and a <= at.start and at.end <= b for name, (a, b) in places
        )
        yield i, [softened(h) if inside and h.rule.startswith("check/line-") else h for h in some]


def echoed(case: Case, text: Text) -> Iterator[tuple[Record, Held]]:
    """Yield what echoes of a document hold, those left out that a detail tells apart.

    Most of the words of a sentence may be told again of another place, day or party.
    """
    for record, held in echoes.hold(case, text):
        if held.verdict != "agrees" or held.aspect != "content" or _so(case, text, record, held):
            yield record, held


def _so(case: Case, text: Text, record: Record, held: Held) -> bool:
    """Say whether a sentence of the record has each detail of the words that echo it."""
    line, body = held.records[0], text.document.text
    document = case.evidence.documents[line.document]
    start = line.anchors[0].start
    passage = next((p for p in _passages(case, document.id) if p.start <= start < p.end), None)
    if passage is None:
        return True
    span = record.anchors[0].start, record.anchors[-1].end
    if record.rule != SPOT:
        span = sentence_around(text.document, record.anchors[0])
    words = " ".join(body[slice(*span)].split())
    if {m[0].lower() for m in TOLD.finditer(words)} - {
        m[0].lower() for m in TOLD.finditer(passage.line.told)}:  # fmt: skip
        return False
    names = proper_in(text.document, document).within(words)
    told = _Told(words, sense(words), names, tuple(_dated(text, span)), "")
    beside = _beside(case, told, document, passage, 1.0)
    return not (beside.other or beside.silent)
