"""Commitments in the clauses of an agreement: who shall, may, must not do what, when, unless."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Anchor, Commitment, Phrase, Quantity, Ref, When, phrase
from servanda.model.spelt import count_of
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
# What a number may stand before without being an amount of something to be done.
NO_AMOUNTS = frozenset({
    "day", "week", "month", "year", "hour", "minute", "article", "paragraph", "point", "annex",
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "party", "side", "time", "copy", "resolution",
})  # fmt: skip
SCALES = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "billion": 1e9}


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
        quantity=_quantity(context, sentence, action),
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
    end = found.end()
    if piece[: found.start()].rstrip(" ")[-1:] in ("", ",") and "," in found[0]:
        end = found.start() + found[0].index(",")  # "shall, unless it rains, withdraw"
    a = context.span(sentence.start + found.start(), sentence.start + end)
    return Phrase(a.quote, (a,))


def _deadline(context: Context, sentence: Sentence, piece: str) -> When | None:
    for found in DEADLINE.finditer(piece):
        for match in find(found[1], context.document.published)[:1]:
            start = sentence.start + found.start(1)
            anchor: Anchor = context.span(start + match.start, start + match.end)
            return When(match.edtf, match.earliest, match.latest, (anchor,))
    return None


def _quantity(context: Context, sentence: Sentence, action: "Token") -> Quantity | None:
    """Return the first number of something in what is to be done: "600 troops"."""
    outside = {t.i for c in _conditions(action) for t in c.subtree}
    for noun in action.subtree:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.i in outside or noun.ent_type_ == "DATE":
            continue
        if noun.lemma_.lower() in NO_AMOUNTS or noun.lower_ in SCALES:
            continue
        words, number = _before(noun)
        value = _value(number)
        if value is not None:
            anchor = context.anchor(sentence, [number[0], noun])
            return Quantity(value, " ".join(t.lower_ for t in [*words, noun]), (anchor,))
    return None


def _before(noun: "Token") -> "tuple[list[Token], list[Token]]":
    """Return the compounds and, before these, the number that stand right before a noun."""
    at = noun.i - 1
    words: list[Token] = []
    number: list[Token] = []
    while at >= noun.sent.start and noun.doc[at].dep_ in ("compound", "amod"):
        token = noun.doc[at]
        if token.like_num or token.lower_ in SCALES:
            break
        words.insert(0, token)
        at -= 1
    while at >= noun.sent.start and _numeral(noun.doc[at]):
        number.insert(0, noun.doc[at])
        at -= 1
    while number and not (number[0].like_num or number[0].lower_ in SCALES):
        number.pop(0)
    return [t for t in words if t.dep_ == "compound"], number


def _numeral(token: "Token") -> bool:
    low = token.lower_
    joint = low == "and" and token.i > 0 and token.nbor(-1).lower_ in SCALES
    return token.like_num or low in SCALES or low == "-" or joint


def _value(tokens: "list[Token]") -> float | None:
    """Return the number that some words make: "40 million", "forty-six", "1,200"."""
    value: float | None = None
    for token in tokens:
        low = token.lower_.replace(",", "")
        if low in ("and", "-"):
            continue
        if low in SCALES:
            value = (value or 1.0) * SCALES[low]
        elif re.fullmatch(r"\d+(?:\.\d+)?", low):
            value = float(low) if value is None else None
        elif (count := count_of(low)) is not None and low not in ("a", "an"):
            value = (value or 0.0) + count
    return value


def _counterparties(context: Context, sentence: Sentence, piece: str) -> tuple[Ref, ...]:
    found = MUTUAL.search(piece)
    if found is None:
        return ()
    a = context.span(sentence.start + found.start(), sentence.start + found.end())
    return (Ref(a.quote, anchors=(a,)),)
