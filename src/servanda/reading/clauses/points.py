"""Points without a finite verb: "Cessation of hostilities", "The Council to free the detained"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.lexicon.cues import rows
from servanda.reading.clauses.bearers import NOUNS, head_in
from servanda.reading.clauses.judged import ACTORS, Judged
from servanda.reading.clauses.lists import Draft
from servanda.reading.clauses.openers import FINITE, RELATIVES, SUBORDINATORS, Cue
from servanda.reading.clauses.segments import Segment
from servanda.reading.clauses.sorts import Subject, negated, sort_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where the dates and conditions of a nominal point begin, which are no part of what is to be done.
WHEN = re.compile(
    r",?\s+(?:(?:from|by|within|until|on|at|before|after|starting|beginning|as of|effective"
    r"|no later than|not later than)\s+(?:the\s+)?(?:\d|midnight|noon|dawn|D\+|end\b|start\b"
    r"|(?:\w+\s)?(?:days?|hours?|weeks?|months?)\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|date\b|entry\b|signature)"
    r"|to (?:begin|start|end|be completed)\b|as soon as\b|once\b|if\b|unless\b"
    r"|without (?:cause|delay)|immediately\b|except\b|provided\b)", re.I,
)  # fmt: skip
LENGTH = 60  # words of a point at most
DENYING = frozenset({"no", "non"})


def points(segment: Segment, *, bare: bool = True) -> Iterator[Draft]:
    """Yield the drafts of a segment's points, of which one may stand behind each semicolon.

    `bare`: a point may lack the full stop at its end.
    """
    run: list[Token] = []
    for token in (*segment.tokens, None):
        if token is None or token.text == ";":
            if run:
                draft = (_infinitive(segment, run) or _imperative(segment, run)
                         or _nominal(segment, run, bare=bare))  # fmt: skip
                if draft is not None:
                    yield draft
            run = []
        else:
            run.append(token)


def _infinitive(segment: Segment, run: "list[Token]") -> Draft | None:
    """Return "The Government to lay a bill", "Lists to be handed over"."""
    for n, token in enumerate(run[:-1]):
        if token.tag_ in FINITE or token.text == ":" or token.lower_ in RELATIVES | SUBORDINATORS:
            return None
        if token.lower_ != "to" or n == 0 or run[n + 1].tag_ not in ("VB", "VBP"):
            continue
        verb, start = run[n + 1], run[0].i
        head = head_in(segment, start, token.i - 1)
        if head is None or any(t.pos_ == "VERB" for t in run[:n]):
            return None
        who = Subject(head, segment, sort_of(head), negated(head))
        passive = verb.lemma_ == "be" and n + 2 < len(run) and run[n + 2].tag_ == "VBN"
        if not passive and who.sort not in ACTORS:
            return None
        cue = Cue(token.i, token.i + 1, "obligation", verb.i, name="be-to")
        said = Judged(cue, verb.i, verb.i + passive, passive=passive, owner=not passive)
        return _draft(segment, said, who, run, verb.i)
    return None


def _imperative(segment: Segment, run: "list[Token]") -> Draft | None:
    """Return "Ensure the immediate release of all hostages", "Immediately release ..."."""
    words = [t for t in run if not t.is_punct]
    while len(words) > 1 and (words[0].pos_ == "ADV" or words[0].lower_ == "not"):
        words.pop(0)
    if len(words) < 2 or len(words) > LENGTH:
        return None
    first, after = words[0], words[1]
    base = first.tag_ in ("VB", "VBP") and first.lemma_.lower() == first.lower_
    if after.lower_ in ("of", "by"):
        return None  # "Exchange of prisoners by the Council": a noun
    taken = first.lower_ in imperatives() and first.tag_ in ("NNP", "NN", "JJ", "VBD", "VBN")
    object_ = after.pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "ADV", "VERB")
    if not (base or taken) or not object_ or any(c.dep_ == "nsubj" for c in first.children):
        return None
    denied = any(t.lower_ == "not" for t in run[: first.i - run[0].i])
    cue = Cue(run[0].i, first.i, "prohibition" if denied else "obligation", first.i, name="order")
    return _draft(segment, Judged(cue, first.i, first.i, passive=True), None, run, run[0].i)


@lru_cache
def imperatives() -> frozenset[str]:
    """Return the verbs that open points and that a tagger may take for names."""
    return frozenset(row["lemma"] for row in rows("duty_words") if row["family"] == "order")


def _nominal(segment: Segment, run: "list[Token]", *, bare: bool) -> Draft | None:
    """Return "Exchange of all prisoners by 5 May", "no searches": a noun phrase that binds."""
    words = [t for t in run if t.is_alpha]
    if not 2 <= len(words) <= LENGTH or any(t.text == ":" for t in run):
        return None
    first = words[0]
    ended = segment.tokens[-1].text in (".", ";", ",") or run[-1].i < segment.tokens[-1].i
    if not ended and not bare:  # "1. Disengagement of forces" above 1.1 is a heading
        return None
    if not segment.first and first is segment.tokens[0] and first.text[:1].islower():
        return None
    allowed = 0  # a finite verb makes it a clause, but in what hangs on a noun or tells when
    for token in run:
        if token.lower_ in SUBORDINATORS - {"than", "so"}:
            break
        allowed += token.lower_ in RELATIVES
        if token.tag_ in FINITE or (token.tag_ == "VBD" and token.dep_ in ("ROOT", "relcl")):
            allowed -= 1
            if allowed < 0:
                return None
    denies = first.lower_ in DENYING
    start = words[1] if denies else first
    asks = start.tag_ in ("WP", "WDT", "WRB", "WP$", "VB")
    if asks or start.pos_ in ("ADP", "SCONJ", "ADV", "PRON", "CCONJ", "AUX"):
        return None
    head = head_in(segment, start.i, run[-1].i)
    if head is None:
        return None
    cue = Cue(first.i, start.i, "prohibition" if denies else "obligation", start.i, name="point")
    said = Judged(cue, start.i, head.i, passive=True)
    return _draft(segment, said, None, run, start.i)


def _draft(segment: Segment, said: Judged, who: Subject | None, run: "list[Token]",
           first: int) -> Draft:  # fmt: skip
    """Return the draft of a point, its action without dates and marks at its end."""
    end = run[-1].i + 1
    draft = Draft(segment, said, who, run[0].i, end)
    text = segment.doc.text[segment.doc[first].idx : run[-1].idx + len(run[-1])]
    found = WHEN.search(text) if said.cue.name == "point" else None
    stop = len(text[: found.start()] if found else text.rstrip(" .,;"))
    begin = segment.doc[first].idx + segment.offset
    draft.spans.append((begin, begin + stop))
    return draft


def doer(draft: Draft) -> "Token | None":
    """Return who is to do what a nominal point names: the actor behind its "by"."""
    doc = draft.segment.doc
    for token in doc[draft.judged.main : draft.end]:
        if token.lower_ != "by" or token.i + 1 >= draft.end or doc[token.i + 1].tag_ == "VBG":
            continue
        head = head_in(draft.segment, token.i + 1, draft.end - 1)
        if head is not None and head.pos_ in NOUNS and sort_of(head) in ACTORS:
            return head
    return None
