"""Reader of predictions: claims about the future that may turn out right or wrong."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue, cues
from servanda.model import (
    Attribution,
    Phrase,
    Prediction,
    Record,
    Ref,
    Statement,
    When,
    phrase,
)
from servanda.model.terms import Polarity
from servanda.reading.context import Context, Sentence
from servanda.reading.drafts import token_spans
from servanda.reading.foresight import OF_TIME, TELLING, Foretold, doubter, foretold
from servanda.reading.foresight_said import asked_and_answered
from servanda.reading.foresight_worded import Worded, needs_window, worded
from servanda.reading.horizons import given, horizon
from servanda.reading.match import beginning
from servanda.reading.mood import mood
from servanda.reading.mood_condition import CONDITIONS, as_long_as, inverted
from servanda.reading.odds import RULE, likelihood_near, odds_at, odds_only
from servanda.reading.odds_told import with_odds, without_odds
from servanda.reading.refs import marks
from servanda.reading.syntax import own_words, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "predictions"
ECHO = frozenset({"he", "she", "it", "they"})
PROMISING = frozenset({"promise", "refuse", "demand", "want", "hope"})
FORETELLING = frozenset({"predict", "fear", "think"})
# Who says these of the future tells what is decided.
DECIDING = frozenset({"announce", "declare", "decree", "vow", "pledge", "decide", "order",
                      "resolve", "promise", "proclaim"})  # fmt: skip


# What somebody hopes or sees to is no claim that it will be.
WISHING = frozenset({"hope", "wish", "pray", "ensure", "demand", "ask", "insist", "request"})


def read(context: Context) -> Iterator[Record]:
    """Yield the predictions; plans, promises and threats of the speaker's own are left out."""
    if context.document.genre == "agreement":
        return  # what an agreement says will be done is a commitment
    window: When | None = None
    after: Sentence | None
    for sentence, after in zip_longest(context.sentences, context.sentences[1:]):
        if sentence.block.type in ("article", "clause"):
            continue
        records = []
        taken = []
        for found in _foretold(sentence, after):
            record = _record(context, sentence, found, window)
            if record is not None:
                window = record.horizon or window
                records.append(record)
                taken.append(found.head)
        if sentence.tokens and sentence.tokens[-1].text != "?":
            for told in worded(sentence, taken):
                record = _by_wording(context, sentence, told, window)
                if record is not None:
                    window = record.horizon or window
                    records.append(record)
        yield from with_odds(context, sentence, after, records)


def _foretold(sentence: Sentence, after: Sentence | None) -> Iterator[Foretold]:
    """Yield what a sentence foretells; the answer to a question may say how likely it is."""
    if sentence.tokens and sentence.tokens[-1].text == "?":
        answer = after.text if after is not None else ""
        root = asked_and_answered(sentence.span.root, answer)
        if root is not None:
            yield Foretold((root,), root, "word")
            return
    telling = not beginning(sentence.tokens, "foresight") and sentence.words.isdisjoint(TELLING)
    if telling and sentence.words.isdisjoint(OF_TIME):
        return
    for token in sentence:
        found = foretold(token)
        if found is not None and _may_come(sentence, found):
            yield found


def _may_come(sentence: Sentence, found: Foretold) -> bool:
    """Leave out questions and conditions."""
    verb = found.head
    if list(sentence.span)[-1].text == "?" and (_in_main(verb) or found.kind != "tense"):
        return False
    if found.kind in ("word", "odds"):
        return True
    if verb.dep_ == "ccomp" and verb.head.lemma_ in WISHING:
        # "hopes and believes that" is more than a wish
        return any(c.dep_ == "conj" and c.lemma_ not in WISHING for c in verb.head.children)
    if any(c.lower_ in CONDITIONS and c.dep_ in ("mark", "advmod") for c in verb.children):
        return False
    if any(c.lower_ in ("who", "what", "when", "how") and c.i < verb.i for c in verb.children):
        return bool(verb.head == verb)
    return True


def _in_main(verb: "Token") -> bool:
    return bool(verb.head == verb) or verb.dep_ == "conj"


def _record(
    context: Context, sentence: Sentence, told: Foretold, earlier: When | None
) -> Prediction | None:
    verb, words = told.head, list(told.words)
    anchor = context.anchor(sentence, words if words[-1].i - words[0].i < 5 else words[-1])
    chain, statement_id = context.chain_at(anchor)
    statement = next((s for s in context.statements if s.id == statement_id), None)
    who = subject(verb)
    if told.kind == "tense" and _own_deed(context, verb, who, statement):
        return None
    found = mood(verb)
    doubt = doubter(verb)
    if doubt is not None:
        turned: Polarity = "affirmed" if found.polarity == "negated" else "negated"
        found = replace(found, polarity=turned, negators=(*found.negators, doubt))
    claim = _claim(told)
    proposition = without_odds(context.text, sentence, token_spans(sentence, claim))
    if not proposition or (told.kind == "odds" and odds_only(" ".join(t.lower_ for t in claim))):
        return None
    condition = _condition(context, sentence, verb)
    low_high, rule = likelihood_near(verb)
    if told.kind == "odds" and (odds := odds_at(words[0])) is not None:
        low_high, rule = odds, RULE
    return context.record(
        Prediction,
        reader=NAME,
        at=(anchor,),
        forecaster=_forecaster(chain),
        proposition=phrase(context.text, proposition),
        horizon=horizon(context, sentence, verb, earlier, condition),
        condition=condition,
        probability=low_high,
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, sentence, found),
        confidence=0.65 if verb.head == verb else 0.5,
        rule=rule or f"prediction.{told.kind}",
    )


def _by_wording(
    context: Context, sentence: Sentence, told: Worded, earlier: When | None
) -> Prediction | None:
    """Return the prediction that a wording of the table makes."""
    anchor = context.anchor(sentence, list(told.words))
    chain, _ = context.chain_at(anchor)
    if not chain and context.document.genre == "official statement":
        return None  # what an official expects of others is asked of them
    proposition = without_odds(context.text, sentence, token_spans(sentence, list(told.claim)))
    if not proposition or odds_only(" ".join(t.lower_ for t in told.claim)):
        return None
    condition = _condition(context, sentence, told.head)
    lease = None
    if told.time is not None:
        start = sentence.start
        lease = given(context, (start + told.time[0], start + told.time[1]))
    window = lease or horizon(context, sentence, told.head, earlier, condition)
    if window is None and needs_window(told):
        return None
    low_high, _ = likelihood_near(told.words[-1])
    if told.way.effect == "even" and (odds := odds_at(told.words[0])) is not None:
        low_high = odds
    return context.record(
        Prediction,
        reader=NAME,
        at=(anchor,),
        forecaster=_forecaster(chain),
        proposition=phrase(context.text, proposition),
        horizon=window,
        condition=condition,
        probability=low_high,
        polarity="negated" if told.negated else "affirmed",
        modality="future",
        marks=(),
        confidence=0.5,
        rule=f"{told.way.id}.word",
    )


def _claim(told: Foretold) -> "list[Token]":
    """Return the words of what is foretold, with who does it: "the talks are likely to resume"."""
    words = list(told.head.subtree)
    if told.kind == "tense":
        return own_words(told.head)
    if told.kind != "next":
        return words
    carrier = told.words[0]
    be = carrier if carrier.pos_ == "VERB" else carrier.head
    who = subject(carrier) or subject(be)
    return [*who.subtree, *words] if who is not None and who not in words else words


def _own_deed(
    context: Context, verb: "Token", who: "Token | None", statement: Statement | None
) -> bool:
    """Say whether a future is its speaker's plan, promise or wish, and so foretells nothing."""
    if statement is None:
        official = context.document.genre == "official statement" and verb.head == verb
        named = who is not None and (who.pos_ == "PROPN" or who.lower_ == "it")
        return official and named and _agentive(verb)
    cue = _cue(statement.rule)
    if cue is None:
        return False
    if cue.family in FORETELLING:
        return False
    if cue.family in PROMISING or cue.words[0] in DECIDING:
        return True
    return who is not None and who.lower_ in ECHO and verb.dep_ == "ccomp" and _agentive(verb)


def _cue(rule: str) -> Cue | None:
    return _cues_by_id().get(rule.partition("/")[0])


@lru_cache
def _cues_by_id() -> dict[str, Cue]:
    return {cue.id: cue for found in cues("statements").values() for cue in found}


def _agentive(verb: "Token") -> bool:
    """Say whether a reported future is the speaker's own deed ("said it would leave")."""
    return verb.lemma_ not in ("be", "have", "become", "need", "fail", "lose", "win", "suffer")


def _forecaster(chain: tuple[Attribution, ...]) -> Ref | None:
    if not chain:
        return None
    last = chain[-1]
    return Ref(last.surface, last.id, last.anchors, last.method, last.confidence, last.alternatives)


def _condition(context: Context, sentence: Sentence, verb: "Token") -> Phrase | None:
    """Return the condition on which a prediction hangs: "if it snows", "should it snow"."""
    for child in verb.children:
        if child.dep_ != "advcl":
            continue
        mark = next((c for c in child.children if c.lower_ in CONDITIONS), None)
        if mark is not None:
            beside = (mark.nbor(-1).lower_ if mark.i else "",
                      mark.nbor().lower_ if mark.i + 1 < len(mark.doc) else "")  # fmt: skip
            if beside[0] == "even" or beside[1] == "only":
                continue  # "even if they sign", "if only because"
        elif inverted(child) is None and as_long_as(child) is None:
            continue
        spans = token_spans(sentence, list(child.subtree))
        return phrase(context.text, spans) if spans else None
    return None
