"""From a draft of a clause to its record."""

import re
from typing import TYPE_CHECKING

from servanda.model import Commitment, Phrase, Quantity, Ref, When, phrase
from servanda.reading.clauses import edges
from servanda.reading.clauses.bearers import agent
from servanda.reading.clauses.edges import Edge
from servanda.reading.clauses.judged import ACTORS
from servanda.reading.clauses.lists import Draft
from servanda.reading.clauses.owed import OWED, owed_to
from servanda.reading.clauses.parties import Parties, all_parties
from servanda.reading.clauses.points import doer
from servanda.reading.clauses.quantities import quantity
from servanda.reading.clauses.segments import UNIT
from servanda.reading.clauses.sorts import Subject, quantified, sort_of
from servanda.reading.context import Context
from servanda.reading.dates import find
from servanda.reading.refs import refs

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "commitments"
Span = tuple[int, int]
NOMINAL = ("DET", "ADJ", "PROPN", "NOUN", "NUM")
BY = re.compile(r"\b(?:by|until|before|within|no later than|not later than)\s+([^.;,]*)", re.I)
NUMBERED = re.compile(r"\W*(Point|Article|Paragraph|Section|Clause)\s+(\d+)", re.I)
SURE = {"shall": 0.85, "must": 0.85, "may": 0.8, "verb": 0.75, "state": 0.8, "right": 0.75}


def record_of(context: Context, draft: Draft, parties: Parties) -> Commitment:
    """Return the record of a draft in a text whose parties are given."""
    segment, said = draft.segment, draft.judged
    doc = segment.doc
    bearers = _bearers(context, draft)
    qualifiers, spans = _qualified(context, draft)
    low = doc[draft.start].idx + segment.offset
    high = max(e for _, e in draft.spans)
    head = draft.head or segment
    cue = context.anchor(head.sentence, head.doc[said.cue.at])
    at = (cue,) if draft.item is None else (context.anchor(segment.sentence, draft.item), cue)
    others: tuple[Ref, ...] = ()
    if said.cue.name != "banned":
        others = _served(context, draft) or owed_to(
            context, segment, said.main, said.action, draft.end, said.passive, _owner(draft),
            said.cue.force, (low, high),
        )  # fmt: skip
        if not others and said.passive and bearers and said.cue.force in OWED:
            by = _agent(draft)
            if by is not None and (sort_of(by) == "party" or parties.known(by)):
                others = all_parties(context, low, high)
    kinds = {kind: Phrase(context.text[s:e], (context.span(s, e),)) for kind, (s, e) in
             qualifiers.items() if kind in ("condition", "exception")}  # fmt: skip
    return context.record(
        Commitment,
        reader=NAME,
        at=at,
        bearers=bearers,
        counterparties=others,
        force=said.cue.force,
        action=phrase(context.text, spans),
        condition=kinds.get("condition"),
        exception=kinds.get("exception"),
        deadline=_deadline(context, low, high, qualifiers.get("deadline")),
        quantity=_quantity(context, draft, spans),
        provision=_locator(draft),
        modality="actual",
        polarity="affirmed",
        confidence=_confidence(draft, bearers),
        rule=f"clause.{said.cue.name}",
    )


def _served(context: Context, draft: Draft) -> tuple[Ref, ...]:
    """Return the antecedent of ", to whom they shall report", ", to which access is given"."""
    at = draft.judged.cue.relative
    where = draft.head or draft.segment  # the cue of a list's item stands in the head of the list
    doc = where.doc
    if at is None or at < 2 or doc[at - 1].lower_ != "to":
        return ()
    head = next((t for t in reversed(doc[max(0, at - 8) : at - 1])
                 if t.pos_ in ("NOUN", "PROPN") and sort_of(t) in ACTORS), None)  # fmt: skip
    return refs(context, where.sentence, head)


def _owner(draft: Draft) -> Subject | None:
    """Return the subject where it bears the clause."""
    return draft.subject if not draft.judged.passive or draft.judged.owner else None


def _confidence(draft: Draft, bearers: tuple[Ref, ...]) -> float:
    sure = SURE.get(draft.judged.cue.name, 0.65)
    return sure if bearers or draft.judged.passive else sure - 0.15


def _agent(draft: Draft) -> "Token | None":
    if draft.judged.cue.name == "point":
        return doer(draft)
    return agent(draft.segment, draft.judged.main, draft.end)


def _bearers(context: Context, draft: Draft) -> tuple[Ref, ...]:
    said, who = draft.judged, draft.subject
    if said.cue.name == "banned":
        return ()
    if said.passive and not said.owner:
        by = _agent(draft)
        if by is not None:
            return refs(context, draft.segment.sentence, by)
        return ()
    if who is None or who.head is None or who.sort not in ACTORS:
        return ()
    inner = quantified(who.head)
    if inner is not None:  # "Each of the Parties": the words from "each" on
        return (context.ref(who.segment.sentence, [who.head, inner]),)
    return refs(context, who.segment.sentence, who.head)


def _qualified(context: Context, draft: Draft) -> tuple[dict[str, Span], list[Span]]:
    """Return the first qualifier of each kind, and the action without those at its end."""
    segment, said, doc = draft.segment, draft.judged, draft.segment.doc
    text = context.text
    found: list[Edge] = []
    spans = list(draft.spans)
    if draft.item is None and said.cue.name != "banned":
        begin = doc[draft.start].idx + segment.offset
        found += edges.leading(text, begin, _front(draft))
    start, end = spans[0]
    if said.cue.name != "banned" and len(spans) == 1:
        behind, cut = edges.trailing(text, start, end)
        found += behind
        while cut > start and text[cut - 1] in " ,;\n\t":
            cut -= 1
        if cut > start:
            spans[0] = (start, cut)
    kinds: dict[str, tuple[int, int]] = {}
    for edge in found:
        if text[edge.start : edge.end].strip():  # all of it may have been cut off
            kinds.setdefault(edge.kind, (edge.start, edge.end))
    return kinds, [(s, e) for s, e in spans if text[s:e].strip()]


def _front(draft: Draft) -> int:
    """Return where what stands ahead of a clause's subject ends, or ahead of its cue."""
    segment, who = draft.segment, draft.subject
    doc = segment.doc
    cue = doc[draft.judged.cue.at]
    head = who.head if who is not None and who.segment is segment else None
    if head is None or not draft.start <= head.i < cue.i:
        return int(cue.idx + segment.offset)
    left = head.left_edge
    if left.i < draft.start or any(t.text == "," for t in doc[left.i : head.i]):
        left = head
        while left.i > draft.start and doc[left.i - 1].pos_ in NOMINAL:
            left = doc[left.i - 1]
    return int(left.idx + segment.offset)


def _locator(draft: Draft) -> str:
    """Return the unit a clause stands in: the block's, else one that the block begins with."""
    own = draft.segment.block.locator
    if own and own != "preamble":
        return own
    found = NUMBERED.match(draft.segment.doc.text) if UNIT.match(draft.segment.doc.text) else None
    return f"{found[1].lower()} {found[2]}" if found else ""


def _deadline(context: Context, low: int, high: int, told: tuple[int, int] | None) -> When | None:
    """Return a day that is named, else the words that fix the time, without a day of their own."""
    for m in BY.finditer(context.text, low, high):
        for match in find(m[1], context.document.published)[:1]:
            start = m.start(1)
            anchor = context.span(start + match.start, start + match.end)
            whole = told is None or start + match.end + 4 > told[1] or start > told[1]
            if whole and (match.earliest is not None or match.latest is not None):
                return When(match.edtf, match.earliest, match.latest, (anchor,))
    return When("", None, None, (context.span(*told),)) if told is not None else None


def _quantity(context: Context, draft: Draft, spans: list[Span]) -> Quantity | None:
    """Return the first amount in the action of a draft, qualifiers left out."""
    segment = draft.segment
    first, last = spans[0] if spans else (0, 0)
    words = [t for t in segment.tokens if first <= t.idx + segment.offset < last]
    return quantity(context, segment.sentence, words)
