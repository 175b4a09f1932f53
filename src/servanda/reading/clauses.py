"""Commitments in the clauses of an agreement: who shall, may, must not do what, when, unless."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Anchor, Commitment, Phrase, Quantity, Ref, When, phrase
from servanda.reading.context import Context, Sentence
from servanda.reading.dates import find
from servanda.reading.drafts import token_spans
from servanda.reading.match import hits
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import doer, is_passive, patient, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "commitments"
MODALS = {"shall": "obligation", "must": "obligation", "will": "obligation", "may": "permission",
          "can": "permission", "should": "obligation"}  # fmt: skip
CONDITION = frozenset({"if", "where", "when", "once", "whenever", "provided"})
EXCEPTION = re.compile(r"\b(?:unless|except|save|subject to|without prejudice to)\b[^.;]*", re.I)
DEADLINE = re.compile(
    r"\b(?:by|until|before|within|no later than|not later than)\s+([^.;,]*)", re.I
)
UNIT = re.compile(r"\W*(Point|Article|Paragraph|Section|Clause)\s+(\d+)", re.I)
MUTUAL = re.compile(
    r"\b(?:each other|one another|the other (?:part(?:y|ies)|side|state)s?|all (?:the )?"
    r"(?:other )?parties)\b", re.I,
)  # fmt: skip
PARTIES = re.compile(
    r"\b(?:the|both|all)\s+((?:(?:high\s+)?contracting\s+)?(?:parties|sides|states parties))\b",
    re.I,
)
AMOUNT = re.compile(r"\b(\d[\d,]*(?:\.\d+)?)\s+(?:\w+\s+)?(servicem[ae]n|troops|soldiers|persons|"
                    r"vehicles|kilomet(?:re|er)s|km|warheads|launchers|missiles|dollars|euros|tons|"
                    r"tonnes|observers|per cent|percent|%|aircraft|tanks)", re.I)  # fmt: skip


def clause_commitments(context: Context, sentence: Sentence) -> Iterator[Commitment]:
    """Yield the commitments of one sentence of an agreement."""
    for token in sentence:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "relcl"):
            continue
        force, trigger, action = _force(token)
        if force is None or trigger is None or action is None:
            continue
        yield _record(context, sentence, force, trigger, action)


def _force(verb: "Token") -> "tuple[str | None, Token | None, Token | None]":
    """Return the force of a clause, the word it rests on, and the verb of what is to be done."""
    for hit in hits(verb, "forces"):
        if hit.cue.pos != "v":
            continue
        below = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp")), None)
        if hit.cue.family == "recognition" and patient(verb) is not None:
            return "recognition", verb, verb
        if below is not None and hit.cue.lemma not in ("have", "need"):
            negated = any(c.dep_ == "neg" for c in below.children)
            family = hit.cue.family
            return ("prohibition" if negated and family == "obligation" else family), verb, below
    if verb.dep_ in ("xcomp", "advcl", "acl", "ccomp") and _conditioned(verb):
        return None, None, None
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in MODALS:
            force = MODALS[child.lower_]
            if any(c.dep_ == "neg" for c in verb.children) or any(
                c.dep_ == "det" and c.lower_ == "no"
                for s in verb.children
                if s.dep_ in ("nsubj", "nsubjpass")
                for c in s.children
            ):
                force = "prohibition"
            return force, child, verb
    present = verb.tag_ in ("VBZ", "VBP", "VBN") and verb.lemma_ != "be" and not _past(verb)
    if (
        verb.dep_ == "ROOT"
        and present
        and any(c.dep_ in ("nsubj", "nsubjpass") and actorlike(c) for c in verb.children)
    ):
        return "obligation", verb, verb
    return None, None, None


def _conditioned(verb: "Token") -> bool:
    return any(c.lower_ in CONDITION | {"unless"} for c in verb.children)


def _past(verb: "Token") -> bool:
    return any(c.lower_ in ("was", "were", "has", "have", "had") for c in verb.children)


def _record(
    context: Context, sentence: Sentence, force: str, trigger: "Token", action: "Token"
) -> Commitment:
    found = mood(trigger if trigger.pos_ == "VERB" else action)
    bearer = doer(trigger if trigger.pos_ == "VERB" else action)
    passive = bearer is None and is_passive(action)
    if bearer is None:
        bearer = subject(action)
    owed_by_all = passive and trigger.lower_ in ("shall", "must", "will")
    piece = context.text[sentence.start : sentence.end]
    tokens = _action_tokens(sentence, trigger, action, None if passive else bearer)
    deadline = _deadline(context, sentence, piece)
    return context.record(
        Commitment,
        reader=NAME,
        at=(context.anchor(sentence, trigger),),
        bearers=parties(context) if owed_by_all else refs(context, sentence, bearer),
        counterparties=_counterparties(context, sentence, piece),
        force=force,
        action=_phrase(context, token_spans(sentence, tokens)),
        condition=_condition(context, sentence, action),
        exception=_match(context, sentence, EXCEPTION, piece),
        deadline=deadline,
        quantity=_quantity(context, sentence, piece),
        provision=_locator(sentence),
        marks=marks(context, sentence, found),
        modality="actual",
        polarity="affirmed",
        confidence=0.75 if not passive else 0.6,
        rule=f"clause.{trigger.lower_}" if trigger.pos_ == "AUX" else "clause.verb",
    )


def _action_tokens(
    sentence: Sentence, trigger: "Token", action: "Token", bearer: "Token | None"
) -> "list[Token]":
    """Return the words of what is to be done, without bearer, modal, number and condition."""
    out = {t.i for t in bearer.subtree} if bearer is not None else set()
    out |= {t.i for c in _conditions(action) for t in c.subtree}
    for token in sentence:  # "1.", "(a)" before the first word belong to the layout
        if token.is_alpha and len(token) > 1:
            break
        out.add(token.i)
    return [
        t for t in action.subtree
        if t.i not in out and t != trigger
        and not (t.dep_ == "neg" and t.head in (action, trigger))
    ]  # fmt: skip


def parties(context: Context) -> tuple[Ref, ...]:
    """Return "the parties" of an agreement where it first names them so; nobody where it does not.

    They owe what "shall be withdrawn" without saying by whom.
    """
    found = PARTIES.search(context.text)
    if found is None:
        return ()
    a = context.span(found.start(1), found.end(1))
    return (Ref(a.quote, anchors=(a,)),)


def _locator(sentence: Sentence) -> str:
    """Return the unit a clause stands in: the block's, else one that the block begins with."""
    own = sentence.block.locator
    if own and own != "preamble":
        return own
    found = UNIT.match(sentence.span.doc.text)
    return f"{found[1].lower()} {found[2]}" if found else ""


def _phrase(context: Context, spans: tuple[tuple[int, int], ...]) -> Phrase | None:
    kept = [(s, e) for s, e in spans if context.text[s:e].strip()]
    return phrase(context.text, kept) if kept else None


def _condition(context: Context, sentence: Sentence, verb: "Token") -> Phrase | None:
    for clause in _conditions(verb):
        return _phrase(context, token_spans(sentence, list(clause.subtree)))
    return None


def _conditions(verb: "Token") -> "list[Token]":
    """Return the clauses of a verb that set a condition: "if the crossing is opened"."""
    return [
        c for c in verb.children
        if c.dep_ == "advcl" and any(x.lower_ in CONDITION for x in c.children)
    ]  # fmt: skip


def _match(
    context: Context, sentence: Sentence, pattern: "re.Pattern[str]", piece: str
) -> Phrase | None:
    found = pattern.search(piece)
    if found is None:
        return None
    a = context.span(sentence.start + found.start(), sentence.start + found.end())
    return Phrase(a.quote, (a,))


def _deadline(context: Context, sentence: Sentence, piece: str) -> When | None:
    for found in DEADLINE.finditer(piece):
        for match in find(found[1], context.document.published)[:1]:
            start = sentence.start + found.start(1)
            anchor: Anchor = context.span(start + match.start, start + match.end)
            return When(match.edtf, match.earliest, match.latest, (anchor,))
    return None


def _quantity(context: Context, sentence: Sentence, piece: str) -> Quantity | None:
    found = AMOUNT.search(piece)
    if found is None:
        return None
    anchor = context.span(sentence.start + found.start(), sentence.start + found.end())
    return Quantity(float(found[1].replace(",", "")), found[2].lower(), (anchor,))


def _counterparties(context: Context, sentence: Sentence, piece: str) -> tuple[Ref, ...]:
    found = MUTUAL.search(piece)
    if found is None:
        return ()
    a = context.span(sentence.start + found.start(), sentence.start + found.end())
    return (Ref(a.quote, anchors=(a,)),)
