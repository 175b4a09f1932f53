"""Echoes: a sentence that another document of the record has nearly so, or turned round."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from servanda.model import Anchor, Mention, Position, Prediction, Record, Ref, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held, Verdict
from servanda.reasoning.check.counts import VALUES
from servanda.reasoning.check.echo_lines import (
    QUOTED,
    Lines,
    Place,
    lines_in,
    told_in,
    words_quoted,
)
from servanda.reasoning.check.parts import Span, sentences
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import Text
from servanda.reasoning.wording import WORD

LEAST, LIKE = 3, 0.7  # words of sense shared at least, and their share of the shorter sentence
FULL = 0.4  # their share of what is told
NEARLY = 0.3  # their share of what the other sentence tells
DENIED = re.compile(r"\b(?:not|never|no|nor|neither|nobody|none|without)\b|n['’]t\b", re.IGNORECASE)
CONTRARY = (
    (frozenset(("suppo", "favou", "backe", "welco")), frozenset(("oppos", "rejec", "conde"))),
    (frozenset(("accep", "agree")), frozenset(("rejec", "refus", "oppos"))),
    (frozenset(("rose", "incre", "more")), frozenset(("fell", "decre", "less", "fewer"))),
    (frozenset(("open", "opene")), frozenset(("close", "shut"))),
)
OWN = (Position, Prediction, Statement)
CHANGED = 0.25  # share of words that may differ for it to be the same quotation, altered
MANY = 5  # words of a quotation that can be told from others


def hold(case: Case, text: Text) -> Iterator[tuple[Record, Held]]:
    """Yield sentences and quotations of a document that the record has so, or altered."""
    others = case.evidence.documents
    if not others:
        return
    body, lines = text.document.text, lines_in(case)
    without = lines.besides(others)
    for sentence in sentences(text.document):
        for start, end in _clauses(body, sentence.start, sentence.end):
            held = _echoed(case, lines, without, body[start:end], wide=text.wide)
            if held is not None:
                yield spot_at(text, start, end), held
    for found in QUOTED.finditer(body):
        held = _quoted(case, found[1])
        if held is not None:
            yield spot_at(text, found.start(1), found.end(1)), held


def _clauses(body: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a sentence outside its quotations, cut where "and" adds a verb."""
    if QUOTED.search(body, start, min(len(body), end + 1)):
        return
    left = start
    for cut in re.finditer(r",\s+(?:and|but)\s+(?=\w+s\b)|;\s+", body[start:end]):
        yield left, start + cut.start()
        left = start + cut.end()
    yield left, end


def _echoed(
    case: Case, lines: Lines, without: Sequence[Span], words: str, *, wide: bool
) -> Held | None:
    """Return what the likest sentence of the record shows; a speech has to echo it nearly whole."""
    said = sense(words)
    line = lines.likest(said, without, LEAST, LIKE, FULL)
    if line is None:
        return None
    document = case.evidence.documents[line[0]]
    theirs = sense(document.text[line[1] : line[2]])
    shared = said & theirs
    if wide and (
        len(shared) < NEARLY * len(theirs) or len(shared - of_speeches()) <= LEAST
    ):  # fmt: skip
        return None
    aspect = _turned(words, document.text[line[1] : line[2]])
    return held_on(case, "differs" if aspect else "agrees", aspect or "content", line)


@lru_cache(maxsize=1)
def of_speeches() -> frozenset[str]:
    """Return the words of sense that any speech before a body of the world has."""
    return sense(
        "United Nations General Assembly Security Council Secretary-General President session "
        "congratulate thank election world countries States international community wish success"
    )


def _turned(words: str, theirs: str) -> str:
    """Return how a sentence is turned round: by a denial, a number, or the contrary word."""
    mine, yours = _stems(words), _stems(theirs)
    for one, other in CONTRARY:
        turned = bool(mine & one and yours & other) or bool(mine & other and yours & one)
        if turned and not (mine & one and mine & other) and not (yours & one and yours & other):
            return "stance"
    if bool(DENIED.search(words)) != bool(DENIED.search(theirs)):
        return "denial"
    numbers, known = _numbers(words), _numbers(theirs)
    return "number" if numbers and len(numbers) == len(known) and numbers != known else ""


def _quoted(case: Case, quote: str) -> Held | None:
    mine = words_quoted(quote)
    if len(mine) < MANY:
        return None
    for document in case.evidence.documents.values():
        for start, end, theirs in told_in(case, document).quotations:
            if len(theirs) != len(mine):
                continue
            far = sum(a != b for a, b in zip(mine, theirs, strict=True))
            if far <= CHANGED * len(mine):
                line = (document.id, start, end)
                return held_on(case, "differs" if far else "agrees", "words", line)
    return None


def _stems(text: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in WORD.findall(text))


def _numbers(text: str) -> frozenset[float]:
    words = re.findall(r"\b\d[\d,]*(?:\.\d+)?\b|\b[a-z-]+\b", text.lower())
    named = {float(VALUES[w]) for w in words if w in VALUES and w not in ("a", "an", "one")}
    return frozenset(named | {float(w.replace(",", "")) for w in words if w[0].isdigit()})


def spot_at(text: Text, start: int, end: int) -> Record:
    """Return what somebody is said to hold between two places, else the words there."""
    for record in text.told.records:
        mine = record.document == text.document.id and isinstance(record, OWN)
        if mine and record.anchors and record.anchors[0].within(start, end):
            return record
    anchor = Anchor(start, end, text.document.text[start:end])
    return Mention(
        document=text.document.id, id=f"{text.document.id}:{start}-{end}", anchors=(anchor,),
        rule=SPOT, refers_to=Ref(anchor.quote, None, (anchor,)),
    )  # fmt: skip


def held_on(case: Case, verdict: Verdict, aspect: str, line: Place, rule: str = "") -> Held:
    """Return what a sentence of a document of the record shows of a claim."""
    document = case.evidence.documents[line[0]]
    _, start, end = line
    words = document.text[start:end]
    anchor = Anchor(start, end, words)
    other = Mention(
        document=document.id, id=f"{document.id}:{start}-{end}", anchors=(anchor,),
        rule=SPOT, refers_to=Ref(words, None, (anchor,)),
    )  # fmt: skip
    return Held(
        verdict=verdict, aspect=aspect, rule=rule or f"check/echo-{aspect}", records=(other,),
        says=f"{document.title or document.name}: {' '.join(words.split())}",
        otherwise="it was said twice, or of another day" if verdict == "differs" else "",
    )  # fmt: skip
