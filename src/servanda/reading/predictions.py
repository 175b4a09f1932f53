"""Reader of predictions: claims about the future that may turn out right or wrong."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.lexicon.cues import likelihoods
from servanda.model import Attribution, Phrase, Prediction, Record, Ref, Statement, phrase
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import token_spans
from servanda.reading.mood import mood
from servanda.reading.mood_own import CONDITIONS
from servanda.reading.refs import marks
from servanda.reading.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "predictions"
# Not "shall": in third persons it binds, it does not foretell.
FUTURE = frozenset({"will", "'ll", "wo"})
OWN = frozenset({"i", "we"})
ECHO = frozenset({"he", "she", "it", "they"})
EXPECTED = frozenset({"expected", "predicted", "forecast", "projected", "bound", "set", "likely",
                      "unlikely", "certain", "sure", "doomed", "destined", "poised"})  # fmt: skip
PROMISING = frozenset({"promise", "refuse", "demand", "want", "hope"})
FORETELLING = frozenset({"predict", "fear"})


def read(context: Context) -> Iterator[Record]:
    """Yield the predictions; plans, promises and threats of the speaker's own are left out."""
    if context.document.genre == "agreement":
        return  # what an agreement says will be done is a commitment
    for sentence in context.sentences:
        if sentence.block.type in ("article", "clause"):
            continue
        for token in sentence:
            trigger = _trigger(token)
            if trigger is not None and _may_come(sentence, token):
                record = _record(context, sentence, token, trigger)
                if record is not None:
                    yield record


def _trigger(verb: "Token") -> "list[Token] | None":
    """Return the words that make a verb a prediction: "will", "is going to", "is expected to"."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
        return None
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in FUTURE:
            return [child, verb]
        if child.dep_ == "aux" and child.lower_ == "would" and _told(verb):
            return [child, verb]
    bare = verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
    if verb.dep_ == "conj" and bare and any(c.lower_ in FUTURE for c in verb.head.children):
        return [verb]
    if verb.dep_ == "xcomp" and verb.tag_ == "VB":
        head = verb.head
        if head.lower_ == "going" and not any(c.lower_ in ("was", "were") for c in head.children):
            return [head, verb]
        be = next((c for c in (*head.children, head.head) if c.lemma_ == "be"), None)
        if head.lower_ in EXPECTED and be is not None and be.tag_ not in ("VBD", "VBN"):
            return [head, verb]
    return None


def _told(verb: "Token") -> bool:
    """Say whether "would" tells a future in somebody's words: "warned that it would collapse"."""
    perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
    return verb.dep_ == "ccomp" and verb.head.pos_ == "VERB" and not perfect


def _may_come(sentence: Sentence, verb: "Token") -> bool:
    """Leave out questions, conditions, relative clauses and the speaker's own acts."""
    if list(sentence.span)[-1].text == "?" and _in_main(verb):
        return False
    if any(c.lower_ in CONDITIONS and c.dep_ in ("mark", "advmod") for c in verb.children):
        return False
    if verb.dep_ in ("relcl",):
        return False
    if any(c.lower_ in ("who", "what", "when", "how") and c.i < verb.i for c in verb.children):
        return bool(verb.head == verb)
    who = subject(verb)
    return who is None or who.lower_ not in OWN


def _in_main(verb: "Token") -> bool:
    return bool(verb.head == verb) or verb.dep_ == "conj"


def _record(
    context: Context, sentence: Sentence, verb: "Token", trigger: "list[Token]"
) -> Prediction | None:
    anchor = context.anchor(sentence, trigger if trigger[-1].i - trigger[0].i < 5 else trigger[-1])
    chain, statement_id = context.chain_at(anchor)
    statement = next((s for s in context.statements if s.id == statement_id), None)
    who = subject(verb)
    if _own_deed(context, verb, who, statement):
        return None
    found = mood(verb)
    proposition = token_spans(sentence, list(verb.subtree))
    if not proposition:
        return None
    low_high, rule = _probability(sentence, verb)
    return context.record(
        Prediction,
        reader=NAME,
        at=(anchor,),
        forecaster=_forecaster(chain),
        proposition=phrase(context.text, proposition),
        condition=_condition(context, sentence, verb),
        probability=low_high,
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, sentence, found),
        confidence=0.65 if verb.head == verb else 0.5,
        rule=rule or "prediction.future",
    )


def _own_deed(
    context: Context, verb: "Token", who: "Token | None", statement: Statement | None
) -> bool:
    """Say whether a future is its speaker's plan, promise or wish, and so foretells nothing."""
    if statement is None:
        official = context.document.genre == "official statement" and verb.head == verb
        named = who is not None and (who.pos_ == "PROPN" or who.lower_ == "it")
        return official and named and _agentive(verb)
    family = _family(statement.rule)
    if family in FORETELLING:
        return False
    if family in PROMISING:
        return True
    return who is not None and who.lower_ in ECHO and verb.dep_ == "ccomp" and _agentive(verb)


def _family(rule: str) -> str:
    from servanda.lexicon.cues import cues

    for found in cues("statements").values():
        for cue in found:
            if cue.id == rule.partition("/")[0]:
                return cue.family
    return ""


def _agentive(verb: "Token") -> bool:
    """Say whether a reported future is the speaker's own deed ("said it would leave")."""
    return verb.lemma_ not in ("be", "have", "become", "need", "fail", "lose", "win", "suffer")


def _forecaster(chain: tuple[Attribution, ...]) -> Ref | None:
    if not chain:
        return None
    last = chain[-1]
    return Ref(last.surface, last.id, last.anchors, last.method, last.confidence, last.alternatives)


def _condition(context: Context, sentence: Sentence, verb: "Token") -> Phrase | None:
    for child in verb.children:
        if child.dep_ == "advcl" and any(c.lower_ in CONDITIONS for c in child.children):
            spans = token_spans(sentence, list(child.subtree))
            return phrase(context.text, spans) if spans else None
    return None


def _probability(sentence: Sentence, verb: "Token") -> tuple[tuple[float, float] | None, str]:
    """Return the range of a verbal probability in the verb's clause, and the row it is from."""
    words = " ".join(t.lower_ for t in (*verb.head.subtree,) if abs(t.i - verb.i) < 8)
    for row in likelihoods():
        if re.search(rf"\b{re.escape(row.lemma)}\b", words):
            return (row.low, row.high), row.id
    return None, ""
