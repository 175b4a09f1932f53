"""Echoes: a sentence that another document of the record has nearly so, or turned round."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from servanda.model import Anchor, Document, Mention, Position, Prediction, Record, Ref, Statement
from servanda.reasoning.case import Case
from servanda.reasoning.check.alike import sense
from servanda.reasoning.check.claim import Held, Verdict
from servanda.reasoning.check.counts import VALUES
from servanda.reasoning.check.parts import Span, sentences, spans
from servanda.reasoning.check.spots import SPOT
from servanda.reasoning.check.text import Text
from servanda.reasoning.wording import WORD

LEAST, LIKE = 3, 0.7  # words of sense shared at least, and their share of the shorter sentence
FULL = 0.4  # their share of what is told
DENIED = re.compile(r"\b(?:not|never|no|nor|neither|nobody|none|without)\b|n['’]t\b", re.IGNORECASE)
CONTRARY = (
    (frozenset(("suppo", "favou", "backe", "welco")), frozenset(("oppos", "rejec", "conde"))),
    (frozenset(("accep", "agree")), frozenset(("rejec", "refus", "oppos"))),
    (frozenset(("rose", "incre", "more")), frozenset(("fell", "decre", "less", "fewer"))),
    (frozenset(("open", "opene")), frozenset(("close", "shut"))),
)
OWN = (Position, Prediction, Statement)
SPEECH = re.compile(r"\b(?:said|told|asked|added|replied)\W*$")  # a line that only leads to words
QUOTED = re.compile(r"[\"“]([^\"“”]{15,400}?)[,.;!?]?[\"”]")
CHANGED = 0.25  # share of words that may differ for it to be the same quotation, altered
MANY = 5  # words of a quotation that can be told from others


class Line(Struct, frozen=True):
    """A sentence or quotation of a document of the record: where it stands and what it says."""

    document: str
    start: int
    end: int
    text: str


class Lines:
    """The sentences of documents, found again by words of sense that another shares."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._all = [found for d in documents for found in _lines(d)]
        self._at: dict[str, list[int]] = {}
        for n, (_, words) in enumerate(self._all):
            for word in words:
                self._at.setdefault(word, []).append(n)

    def sharing(self, words: frozenset[str], least: int) -> Iterator[tuple[int, Line, int]]:
        """Yield how many words are shared, the sentence, and how many it has, in their order."""
        shared = Counter(n for w in words for n in self._at.get(w, ()))
        for n in sorted(n for n, often in shared.items() if often >= least):
            line, theirs = self._all[n]
            yield shared[n], line, len(theirs)


def hold(case: Case, text: Text) -> Iterator[tuple[Record, Held]]:
    """Yield sentences and quotations of a document that the record has so, or altered."""
    others = tuple(case.evidence.documents.values())
    if not others:
        return
    body, lines = text.document.text, Lines(others)
    for sentence in sentences(text.document):
        for start, end in _clauses(body, sentence.start, sentence.end):
            held = _echoed(case, lines, body[start:end])
            if held is not None:
                yield _spot(text, start, end), held
    for found in QUOTED.finditer(body):
        held = _quoted(case, others, found[1])
        if held is not None:
            yield _spot(text, found.start(1), found.end(1)), held


def _clauses(body: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts of a sentence outside its quotations, cut where "and" adds a verb."""
    if QUOTED.search(body, start, min(len(body), end + 1)):
        return
    left = start
    for cut in re.finditer(r",\s+(?:and|but)\s+(?=\w+s\b)|;\s+", body[start:end]):
        yield left, start + cut.start()
        left = start + cut.end()
    yield left, end


def _echoed(case: Case, lines: Lines, words: str) -> Held | None:
    said = sense(words)
    best: tuple[float, Line] | None = None
    for shared, line, long in lines.sharing(said, LEAST):
        share = shared / min(len(said), long)
        enough = share >= LIKE and shared / len(said) >= FULL
        if enough and (best is None or share * shared > best[0]):
            best = share * shared, line
    if best is None:
        return None
    line = best[1]
    aspect = _turned(words, line.text)
    return _held(case, "differs" if aspect else "agrees", aspect or "content", line)


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


def _quoted(case: Case, others: tuple[Document, ...], quote: str) -> Held | None:
    mine = [w.lower() for w in re.findall(r"[^\W_]+", quote)]
    if len(mine) < MANY:
        return None
    for document in others:
        for found in QUOTED.finditer(document.text):
            theirs = [w.lower() for w in re.findall(r"[^\W_]+", found[1])]
            far = sum(a != b for a, b in zip(mine, theirs, strict=False))
            if len(theirs) == len(mine) and far <= CHANGED * len(mine):
                line = Line(document.id, found.start(1), found.end(1), found[1])
                return _held(case, "differs" if far else "agrees", "words", line)
    return None


@lru_cache(maxsize=4096)
def _lines(document: Document) -> tuple[tuple[Line, frozenset[str]], ...]:
    out = []
    for start, end in spans(document):
        text = document.text[start:end]
        if SPEECH.search(text):
            continue
        out.append((Line(document.id, start, end, text), sense(text)))
    return tuple(out)


def _stems(text: str) -> frozenset[str]:
    return frozenset(w.lower()[:5] for w in WORD.findall(text))


def _numbers(text: str) -> frozenset[float]:
    words = re.findall(r"\b\d[\d,]*(?:\.\d+)?\b|\b[a-z-]+\b", text.lower())
    named = {float(VALUES[w]) for w in words if w in VALUES and w not in ("a", "an", "one")}
    return frozenset(named | {float(w.replace(",", "")) for w in words if w[0].isdigit()})


def _spot(text: Text, start: int, end: int) -> Record:
    for record in text.told.records:
        mine = record.document == text.document.id and isinstance(record, OWN)
        if mine and record.anchors and record.anchors[0].within(start, end):
            return record
    anchor = Anchor(start, end, text.document.text[start:end])
    return Mention(
        document=text.document.id, id=f"{text.document.id}:{start}-{end}", anchors=(anchor,),
        rule=SPOT, refers_to=Ref(anchor.quote, None, (anchor,)),
    )  # fmt: skip


def _held(case: Case, verdict: Verdict, aspect: str, line: Line) -> Held:
    document = case.evidence.documents[line.document]
    anchor = Anchor(line.start, line.end, line.text)
    other = Mention(
        document=line.document, id=f"{line.document}:{line.start}-{line.end}", anchors=(anchor,),
        rule=SPOT, refers_to=Ref(line.text, None, (anchor,)),
    )  # fmt: skip
    return Held(
        verdict=verdict, aspect=aspect, rule=f"check/echo-{aspect}", records=(other,),
        says=f"{document.title or document.name}: {' '.join(line.text.split())}",
        otherwise="it was said twice, or of another day" if verdict == "differs" else "",
    )  # fmt: skip
