"""From the clauses of an agreement, block by block, to commitments."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from servanda.model import Commitment
from servanda.reading.clauses import cues, openers
from servanda.reading.clauses.bearers import agent, head_in, subject
from servanda.reading.clauses.judged import ACTORS, Judged, judged
from servanda.reading.clauses.lists import Chapeau, Draft, bare
from servanda.reading.clauses.openers import Cue
from servanda.reading.clauses.parties import parties_of
from servanda.reading.clauses.points import points
from servanda.reading.clauses.records import record_of
from servanda.reading.clauses.segments import Segment, segments
from servanda.reading.clauses.sorts import Subject, negated, sort_of
from servanda.reading.context import Context, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

ARTICLE = re.compile(r"^[#*\s]*art(?:icle|\.)\s+(?:\d|[IVX])", re.I | re.M)
ENOUGH = 3
DECIMALS = re.compile(r"^\s*\d{1,3}\.\d{1,3}\.?\s+\S", re.M)


def clause_commitments(context: Context, sentences: Iterable[Sentence]) -> Iterator[Commitment]:
    """Yield the commitments of the sentences of an agreement's clauses, given in text order."""
    reader = _Reader(context, plain=_is_statement(context))
    for _, group in groupby(sentences, key=lambda s: (s.block.start, s.block.end)):
        for segment in segments(context, list(group)):
            reader.take(segment)
    for draft in reader.drafts:
        yield record_of(context, draft, reader.parties)


def _is_statement(context: Context) -> bool:
    """Say whether a text is an agreement in English without articles, whose points bind bare."""
    document = context.document
    units = {b.locator.partition("(")[0] for b in document.blocks if "article" in b.locator}
    articles = max(len(units), len(ARTICLE.findall(context.text)))
    return document.genre == "agreement" and document.language == "en" and articles < ENOUGH


class _Reader:
    """Walks over segments once, keeping the last subject and the heads of open lists.

    `plain`: the text is a statement, communique or road map without articles, in which the plain
    present and points without a verb bind.
    """

    def __init__(self, context: Context, *, plain: bool) -> None:
        self.context = context
        self.plain = plain
        self.parties = parties_of(context)
        self.decimals = DECIMALS.search(context.text) is not None
        self.drafts: list[Draft] = []
        self.open: list[Chapeau] = []
        self.last: Subject | None = None

    def take(self, segment: Segment) -> None:
        """Take up the clauses of a segment."""
        if segment.first:
            while self.open and segment.depth <= self.open[-1].depth:
                self.open.pop()
        found = list(cues.find(segment, plain=self.plain, party=self.parties.known))
        if self.open and self.open[-1].conditional:
            found = [c for c in found if c.name in openers.MODALS]
        if self.open and segment.first and self._item(segment, found):
            return
        top = self.open[-1] if self.open else None
        drafts, pending, who = self._clauses(segment, found, before=top.subject if top else None)
        if not found and not self.open:
            drafts += self._plain(segment)
        self.drafts += drafts
        if segment.colon and (drafts or pending is not None):
            draft = drafts[-1] if pending is None else None
            self.open.append(Chapeau(segment.depth, segment, who, draft, pending))
        elif segment.colon and segment.first:
            who = who or self._alone(segment)
            self.open.append(Chapeau(segment.depth, segment, who, None, None))

    def _item(self, segment: Segment, found: list[Cue]) -> bool:
        """Take a segment as an item of the list that is open; say whether it was one."""
        top = self.open[-1]
        opener = bare(segment)
        if top.cue is not None and opener is not None:
            verb, denied = opener
            if not found or found[0].at >= verb.i:
                inner = [c for c in found if c.at > verb.i]
                self._infinitive(segment, top, verb, denied, inner)
                return True
        if top.draft is not None and opener is not None and top.goes_on and not found:
            cue = replace(top.draft.judged.cue, verb=None)
            if opener[0].tag_ == "VB" and cue.name in openers.MODALS:
                whole = Chapeau(top.depth, top.segment, top.subject, None, cue)
                self._infinitive(segment, whole, opener[0], opener[1], [])
                return True
        if top.telling and top.draft is not None:
            top.draft.spans.append(segment.span(self.context, segment.tokens[0].i,
                                                segment.tokens[-1].i))  # fmt: skip
            return not found
        if top.conditional or segment.tokens[0].lower_ in openers.SUBORDINATORS:
            return not found
        if not found and top.draft is not None:
            top.draft.spans.append(segment.span(self.context, segment.tokens[0].i,
                                                segment.tokens[-1].i))  # fmt: skip
            return True
        return False

    def _infinitive(self, segment: Segment, top: Chapeau, verb: "Token", denied: bool,
                    found: list[Cue]) -> None:  # fmt: skip
        cue = top.cue
        if cue is None:
            return
        here = replace(cue, verb=verb.i, negated=cue.negated != denied)
        probe = replace(here, at=verb.i - 1 if verb.i else 0, end=verb.i)
        said = judged(segment, probe, top.subject)
        if said is None:
            return
        said = Judged(replace(here, force=said.cue.force), said.action, said.main, said.passive,
                      said.owner)  # fmt: skip
        inner, _, _ = self._clauses(segment, found, verb.i + 1, top.subject)
        end = min([d.start for d in inner], default=segment.tokens[-1].i + 1)
        draft = Draft(segment, said, top.subject, said.action, end, head=top.segment, item=verb)
        draft.spans.append(_trimmed(segment, self.context, said.action, end))
        self.drafts += [draft, *inner]
        if segment.colon:
            self.open.append(Chapeau(segment.depth, segment, top.subject, draft, None))

    def _clauses(
        self, segment: Segment, found: list[Cue], floor: int | None = None,
        before: Subject | None = None,
    ) -> tuple[list[Draft], Cue | None, Subject | None]:  # fmt: skip
        """Return the drafts of a segment, a last cue without its verb, and the last subject."""
        low = segment.tokens[0].i if floor is None else floor
        out: list[Draft] = []
        pending: Cue | None = None
        inner: Subject | None = None  # of a relative clause that may go on
        bounds = [_bound(segment, c, low if n == 0 else found[n - 1].end)
                  for n, c in enumerate(found)]  # fmt: skip
        top: Subject | None = None
        for n, cue in enumerate(found):
            inside = n > 0 and cue.relative is None and cue.name not in openers.MODALS
            if inside and bounds[n] <= (found[n - 1].verb or found[n - 1].at):
                continue  # "to consult in order to agree": no clause of its own
            at = low if n == 0 else (found[n - 1].verb or found[n - 1].at) + 1
            goes_on = inner is not None and segment.doc[bounds[n]].text != ","
            who = subject(segment, cue, inner if goes_on else before, at, self.last)
            who = self._known(who) or self._named(segment, cue)
            inner = who if cue.relative is not None or (goes_on and who is inner) else None
            if inner is None:
                before = who
                if who is not None and who.head is not None:
                    self.last = who
            last = n + 1
            while last < len(found) and (_told_by(segment, cue, found[last]) or (
                    cue.verb is not None and bounds[last] <= cue.verb)):  # fmt: skip
                last += 1
            end = bounds[last] if last < len(found) else segment.tokens[-1].i + 1
            end = _stopped(segment, cue, end)
            if cue.verb is None and cue.name != "banned":
                pending = cue if n + 1 == len(found) else pending
                top = who
                continue
            said = judged(segment, cue, who)
            if said is None or said.action >= end:
                continue
            start = bounds[n] if n or floor is not None else low
            out += self._made(segment, said, who, start, end)
        return out, pending, top if pending is not None else before

    def _known(self, who: Subject | None) -> Subject | None:
        """Return a subject as a party where the text names it as one: "the Movement"."""
        if who is None or who.sort == "party":
            return who
        first = self.plain and self.last is None  # "They" of a first point are who state it
        they = first and who.head is not None and who.head.lower_ == "they"
        if not they and not self.parties.known(who.head, body=who.sort == "body"):
            return who
        return replace(who, sort="party")

    def _alone(self, segment: Segment) -> Subject | None:
        """Return the subject that the head of a list names without a verb: "The Authority:"."""
        tokens = segment.tokens
        if len(tokens) > 12 or any(t.pos_ in ("VERB", "AUX") for t in tokens):
            return None
        head = head_in(segment, tokens[0].i, tokens[-1].i)
        found = Subject(head, segment, sort_of(head), negated(head)) if head is not None else None
        return self._known(found)

    def _named(self, segment: Segment, cue: Cue) -> Subject | None:
        """Return the party that stands right before a cue, which the parse took for no noun."""
        before = segment.doc[cue.at - 1] if cue.at > segment.tokens[0].i else None
        if before is None or cue.relative is not None or not self.parties.known(before):
            return None
        return Subject(before, segment, "party")

    def _made(self, segment: Segment, said: Judged, who: Subject | None, start: int,
              end: int) -> list[Draft]:  # fmt: skip
        """Return the draft of a clause; two where it is one thing to do and one not to do."""
        if said.cue.name == "banned" and who is not None and who.head is not None:
            draft = Draft(segment, said, who, start, said.cue.at)
            draft.spans.append(_trimmed(segment, self.context, start, said.cue.at))
            return [draft]
        turn = _turn(segment, said, end)
        stop = turn[0] if turn is not None else end
        draft = Draft(segment, said, who, start, stop)
        draft.spans.append(_trimmed(segment, self.context, said.action, stop))
        if turn is None:
            return [draft]
        flipped = "prohibition" if turn[2] else "obligation"
        other = Judged(replace(said.cue, force=flipped), turn[1], turn[1], owner=said.owner)
        second = Draft(segment, other, who, turn[0], end, item=segment.doc[turn[1]])
        second.spans.append(_trimmed(segment, self.context, turn[1], end))
        return [draft, second]

    def _plain(self, segment: Segment) -> list[Draft]:
        """Return what a segment without another cue tells in the plain present or without a verb.

        In a treaty, whose clauses say "shall", only what somebody who can act does is meant.
        """
        document = self.context.document
        if document.genre != "agreement" or document.language != "en" or segment.depth == 99:
            return []
        if not self.plain:
            drafts, _, _ = self._clauses(segment, list(cues.find(segment, plain=True)))
            return [d for d in drafts if _acts(d)]
        if segment.block.locator in ("", "preamble"):
            return []
        drafts = list(points(segment, bare=not self.decimals))
        if not drafts:  # a verb whose subject the parse has not found
            low, high = segment.tokens[0].i, segment.tokens[-1].i
            loose = (cues.present(t, low, high, loose=True) for t in segment.tokens)
            return self._clauses(segment, [c for c in loose if c is not None][:1])[0]
        for draft in drafts:
            draft.subject = self._known(draft.subject)
            if draft.judged.cue.name == "point":
                head = segment.doc[draft.judged.main]
                self.last = Subject(head, segment, sort_of(head))
        return drafts


def _told_by(segment: Segment, cue: Cue, inner: Cue) -> bool:
    """Say whether a clause is what another is about: "shall provide that exporters shall keep"."""
    at = inner.relative
    if cue.verb is None or cue.name not in openers.MODALS:
        return False
    doc = segment.doc
    if at is None and doc[cue.verb].lemma_.lower() in openers.TELLING:
        between = doc[cue.verb + 2 : inner.at]  # "shall provide that one who imports goods shall"
        told = doc[cue.verb + 1].lower_ == "that" and not any(t.text == ";" for t in between)
        before = doc[inner.at - 1]
        return told and before.pos_ != "CCONJ" and before.text != ","
    if at is None:
        return False
    return doc[at].lower_ == "that" and doc[at - 1].i in (cue.verb, cue.verb + 1) and (
        doc[at - 1].tag_ != "NN"
    )  # fmt: skip


def _acts(draft: Draft) -> bool:
    """Say whether a clause tells what an actor does, or what is done by one."""
    if draft.judged.passive:
        return agent(draft.segment, draft.judged.main, draft.end) is not None
    return draft.subject is not None and draft.subject.sort in ACTORS


HANGING = openers.SUBORDINATORS | openers.RELATIVES
LEADS = frozenset({"to", "and", "but", "failing", *cues.COUNTING})


def _stopped(segment: Segment, cue: Cue, end: int) -> int:
    """Return where a clause ends: at a semicolon behind which another main clause stands."""
    doc = segment.doc
    for i in range(cue.end, end - 1):
        if doc[i].text != ";":
            continue
        for token in doc[i + 1 : end]:
            if token.text in (";", ":") or token.lower_ in HANGING:
                break
            if token.tag_ in openers.FINITE:
                return i
    return end


def _bound(segment: Segment, cue: Cue, floor: int) -> int:
    """Return where the clause of a cue begins: before its subject and the phrases ahead of it."""
    doc = segment.doc
    if cue.relative is not None:
        i = cue.relative
        if i > floor and doc[i - 1].lower_ == "of":  # ", the first meeting of which shall"
            comma = [k for k in range(max(floor, i - 7), i) if doc[k].text == ","]
            i = comma[-1] if comma else i
        leading = ("ADP", "PUNCT", "NUM")
        while i > floor and (doc[i - 1].pos_ in leading or doc[i - 1].lower_ in LEADS):
            i -= 1
        return i
    depth = 0
    for i in range(cue.at - 1, floor - 1, -1):
        token = doc[i]
        depth += (token.text in (")", "]")) - (token.text in ("(", "["))
        if depth <= 0 and (
            token.text == ";" or (token.pos_ == "CCONJ" and _joins(segment, i, cue))
        ):
            while i > floor and doc[i - 1].text in (",", ";"):
                i -= 1
            return i
    for i in range(cue.at - 1, floor - 1, -1):
        if doc[i].text == ",":
            return i
    verb = doc[cue.verb] if cue.verb is not None else doc[cue.at]
    own = [c.left_edge.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    joined = [i for i in range(floor, cue.at - 1) if doc[i].pos_ == "CCONJ"
              and doc[i + 1].pos_ in ("DET", "PROPN", "PRON")]  # fmt: skip
    return max([floor, *(int(i) for i in own if i < cue.at), *joined[-1:]])


def _joins(segment: Segment, i: int, cue: Cue) -> bool:
    """Say whether a conjunction joins clauses: its other side is this clause's verb or subject."""
    doc = segment.doc
    after = doc[i + 1]
    if after.i >= cue.at or after.text == ",":
        return True
    if after.pos_ == "ADV" and i + 2 >= cue.at:
        return True
    if after.pos_ == "ADP" and not any(t.text == "," or t.pos_ == "CCONJ"
                                       for t in doc[i + 1 : cue.at]):  # fmt: skip
        return True
    verb = doc[cue.verb] if cue.verb is not None else doc[cue.at]
    subjects = [c.i for w in (verb, verb.head) for c in w.children
                if c.dep_ in ("nsubj", "nsubjpass") and c.i < cue.at]  # fmt: skip
    return (
        any(min(t.i for t in doc[s].subtree) == i + 1 for s in subjects) or doc[i - 1].text == ","
    )


def _turn(segment: Segment, said: Judged, end: int) -> tuple[int, int, bool] | None:
    """Return where an undertaking turns from doing to not doing, or back: ", and to prohibit"."""
    if said.cue.name != "verb":
        return None
    doc = segment.doc
    forbids = said.cue.force == "prohibition"
    for i in range(said.main + 1, end - 2):
        if doc[i].pos_ != "CCONJ":
            continue
        denied = doc[i + 1].lower_ == "not"
        at = i + 2 if denied else i + 1
        if (
            doc[at].lower_ == "to"
            and at + 1 < end
            and denied != forbids
            and (denied or doc[i - 1].text == ",")
        ):
            return i, at + 1, denied
    return None


EDGE = re.compile(r"[\s,;:.]+$|(?:\s|,|;)+(?:and|or|but)\s*$")


def _trimmed(segment: Segment, context: Context, first: int, end: int) -> tuple[int, int]:
    """Return the document span of tokens up to `end`, marks and joining words at its end cut."""
    start, stop = segment.span(context, first, max(first, end - 1))
    piece = context.text[start:stop]
    while (m := EDGE.search(piece)) and m.start() > 0:
        piece = piece[: m.start()]
    return start, start + len(piece)
