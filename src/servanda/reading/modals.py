"""Commitments by modal verbs outside agreements: "must", "shall", "will", "is to", "may"."""

from collections.abc import Container
from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue
from servanda.model import Commitment, Statement
from servanda.reading.binding import (
    asked,
    duty_words,
    law_nouns,
    led_by_law,
    may_act,
    statement_at,
    told_by_law,
    under_law,
)
from servanda.reading.chains import family
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import record_of
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit
from servanda.reading.pledge_deeds import PLEDGE, points, signs
from servanda.reading.refs import actorlike
from servanda.reading.spokesmen import speaks_for
from servanda.reading.syntax import (
    doer,
    is_passive,
    patient,
    possessor,
    preposition,
    preposition_object,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS: dict[str, str] = {
    "must": "obligation", "shall": "obligation", "may": "permission",
    "will": "obligation", "would": "obligation", "'ll": "obligation", "can": "permission",
    "should": "obligation",
}  # fmt: skip
# "is supposed to", "was due to": what a text expects of somebody.
MEANT = frozenset({"suppose", "mean", "due", "expect", "schedule"})
GRAMMATICAL = ("aux", "auxpass")
POSSESSIVES = frozenset({"his", "her", "its", "their"})
HOLDING = frozenset({"control", "protection", "supervision", "authority", "guard", "command",
                     "administration", "jurisdiction", "custody"})  # fmt: skip
SPEAKERS = frozenset(["i", "we", "it", "they", "he", "she"])
UNSURE = frozenset({"hope", "expect", "predict", "fear", "think", "want", "seem", "doubt"})
CONDITIONS = frozenset({"if", "unless", "when", "until", "whether", "before", "after"})


def modal_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, verb: "Token"
) -> Commitment | None:
    """Return the commitment of a modal that binds: "shall" under a text, "we will" of a speaker."""
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
        return None
    modal = _modal(verb)
    if modal is None or asked(sentence) or any(c.dep_ == "expl" for c in verb.children):
        return None
    if any(c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS for c in verb.children):
        return None
    bearer = doer(verb) or _beholden(verb)
    if bearer is None and is_passive(verb) and may_act(subject(verb)):
        return None
    unnamed = is_passive(verb) and bearer is None and (modal.lower_ == "shall" or _is_to(modal))
    if not unnamed and not may_act(bearer):
        bearer = _holder(verb)
        if bearer is None:
            return None
    confidence = _confidence(context, instruments, sentence, verb, modal, bearer)
    if confidence == 0:
        return None
    force = _force(verb, modal, bearer)
    tokens = [t for t in verb.subtree if t.i > modal.i and t.dep_ != "neg"]
    hit = Hit(Cue(f"forces.{modal.lower_}.m", modal.lower_, "m", force), modal)
    return record_of(context, instruments, sentence, hit, bearer, force, tokens, confidence)


def _modal(verb: "Token") -> "Token | None":
    """Return what binds a verb: "must", "shall" (also before "be done"), "had to", "is to"."""
    own = [c for c in verb.children if c.dep_ in GRAMMATICAL]
    for word in (*own, *(c for a in own for c in a.children)):
        if word.dep_ == "aux" and word.lower_ in MODALS:
            return word
    up = verb.head
    if verb.dep_ != "xcomp" or not _infinitive(verb):
        return None
    if up.lemma_ in ("have", "be"):  # "had to withdraw", "is to withdraw"
        return up
    expected = up.lemma_ in MEANT and (is_passive(up) or up.dep_ == "acomp")
    return up if expected else None


def _is_to(modal: "Token") -> bool:
    return bool(modal.lemma_ in ("be", "have") or modal.lemma_ in MEANT)


def _not_the_first(verb: "Token") -> bool:
    """Say whether somebody will not be the first to do a deed, which pledges not to do it."""
    first = any(t.lower_ == "first" for t in verb.subtree if t.i > verb.i)
    return verb.lemma_ == "be" and first and any(c.dep_ == "neg" for c in verb.children)


def _denied(verb: "Token", modal: "Token") -> bool:
    return any(c.dep_ == "neg" for c in (*verb.children, *modal.children))


def _beholden(verb: "Token") -> "Token | None":
    """Return who is "supposed to" do what stands below: the subject of the passive above."""
    return subject(verb.head) if verb.dep_ == "xcomp" and verb.head.lemma_ in MEANT else None


def _holder(verb: "Token") -> "Token | None":
    """Return who has to hold what "must remain under the control of the guards"."""
    for prep in verb.children:
        if prep.dep_ != "prep" or prep.lower_ not in ("under", "in"):
            continue
        noun = preposition_object(prep)
        if noun is None or noun.lemma_ not in HOLDING:
            continue
        inner = preposition(noun, {"of"})
        who = possessor(noun) or (preposition_object(inner) if inner is not None else None)
        return who if actorlike(who) else None
    return None


def _dated(verb: "Token") -> bool:
    """Say whether a deed has its day: "by 1 March it must present a list"."""
    return any(
        c.lower_ in ("by", "until", "before") and any(t.ent_type_ == "DATE" for t in c.subtree)
        for c in verb.children
    )


def _infinitive(verb: "Token") -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _force(verb: "Token", modal: "Token", bearer: "Token | None") -> str:
    force = MODALS.get(modal.lower_, "obligation")
    if force == "permission" and verb.lemma_ in duty_words("leave"):
        force = "power"
    if verb.lemma_ == "have" and (owned := patient(verb)) is not None and owned.lemma_ == "right":
        force = "permission"
    if _denied(verb, modal):
        return "prohibition"
    if bearer is not None and any(c.lower_ in ("no", "neither") for c in bearer.children):
        return "prohibition"
    return force


def _confidence(
    context: Context, instruments: Instruments, sentence: Sentence, verb: "Token", modal: "Token",
    bearer: "Token | None",
) -> float:  # fmt: skip
    """Return how sure a modal binds its subject here; 0 where it only wishes or foretells."""
    under = under_law(sentence, instruments, verb)
    by_law = told_by_law(sentence, instruments, verb)
    word = modal.lower_
    if bearer is None:
        told = under or (_dated(verb) and instruments.near(sentence, verb) is not None)
        return 0.5 if word == "shall" or told else 0.0
    own = bearer.lower_ in ("i", "we") or _own_body(bearer, ("my", "our"))
    if modal.lemma_ == "have":
        return 0.5 if under and bearer.pos_ == "PROPN" else 0.0
    if modal.lemma_ != "have" and _is_to(modal) and verb.dep_ == "xcomp":
        return 0.5 if (under or by_law) and verb.lemma_ not in ("be", "have") else 0.0
    statement = statement_at(context, sentence, verb)
    if statement is not None and statement.polarity == "negated":
        return 0.0
    if word in ("must", "shall"):
        if (
            word == "shall"
            and own
            and verb.lemma_ not in duty_words("state") | duty_words("threat")
        ):
            return 0.5 if verb.dep_ != "relcl" else 0.0
        if bearer.lower_ in ("i", "we", "you"):
            return 0.0
        near = instruments.near(sentence, verb)
        known = statement is not None or by_law
        due = near is not None or (word == "must" and _dated(verb))
        return 0.6 if under or known else (0.45 if due else 0.0)
    if word == "can":
        law = led_by_law(sentence, instruments) or by_law
        deed = verb.lemma_ not in duty_words("state") and bearer.lower_ != "you"
        return 0.45 if law and deed and not asked(sentence) else 0.0
    if word == "should":
        law = by_law or led_by_law(sentence, instruments)
        return 0.45 if law and verb.lemma_ not in duty_words("state") else 0.0
    if word == "may":
        return 0.5 if under or by_law else 0.0
    if (verb.lemma_ in duty_words("state") and not _not_the_first(verb)) or is_passive(verb):
        return 0.0
    if by_law and verb.dep_ in ("ccomp", "conj"):
        return 0.55
    kept = bearer.ent_type_ in ("GPE", "ORG", "NORP") and verb.lemma_ == "continue"
    if statement is None and kept and word == "will" and led_by_law(sentence, instruments):
        return 0.45  # "will continue to exchange data under the treaty"
    return _promise(context, sentence, verb, modal, bearer, statement)


def _promise(
    context: Context, sentence: Sentence, verb: "Token", modal: "Token", bearer: "Token",
    statement: Statement | None,
) -> float:  # fmt: skip
    """Return how sure "will" or "would" promises a deed of the one who speaks."""
    word, main = modal.lower_, verb.head == verb or verb.dep_ in ("conj", "ccomp")
    alone = verb.head == verb or verb.dep_ == "conj"
    if context.document.genre == "official statement" and word == "will" and alone:
        own = bearer.pos_ == "PROPN" or bearer.lower_ in ("it", "we")
        return 0.6 if own or _own_body(bearer, ("my", "our")) else 0.0
    first = bearer.lower_ in ("i", "we") or _own_body(bearer, ("my", "our"))
    third = _own_body(bearer, POSSESSIVES) and verb.lemma_ in duty_words("keep") | {"continue"}
    if statement is None:
        speech = context.document.genre not in ("op-ed", "agreement")
        plain = first and main and bearer.lower_ != "i" and word in ("will", "'ll")
        firm = _denied(verb, modal) or _firm(sentence, verb)
        threat = verb.lemma_ in duty_words("threat")
        return 0.45 if speech and plain and firm and not threat else 0.0
    if verb.dep_ == "relcl" or (
        verb.lemma_ in duty_words("threat") and statement.manner == "direct"
    ):
        return 0.0
    if family(statement.rule) in UNSURE:
        return 0.0
    if bearer.pos_ == "PROPN" and bearer.ent_type_ in ("GPE", "NORP", "ORG", ""):
        name = context.anchor(sentence, bearer).quote
        return 0.4 if main and (_official(statement) or speaks_for(statement, name)) else 0.0
    if bearer.lower_ not in SPEAKERS and not first and not third:
        return 0.0
    if (statement.manner == "direct") != first:
        return 0.0
    return 0.5 if main else 0.0


def _firm(sentence: Sentence, verb: "Token") -> bool:
    """Say whether what is promised could be held to: a definite deed, or keeping what binds."""
    deed = verb
    if verb.lemma_ in ("continue", "begin", "start"):
        deed = next((c for c in verb.children if c.dep_ == "xcomp"), verb)
    kept = patient(deed) if deed.lemma_ in duty_words("keep") else None
    text = kept is not None and kept.lemma_.lower() in law_nouns() | duty_words("bond")
    return text or verb.lemma_ == "refuse" or points(deed, signs(sentence)) >= PLEDGE


def _own_body(noun: "Token", owners: Container[str]) -> bool:
    """Say whether a noun is the speaker's own state: "my country", "his government"."""
    return noun.lemma_.lower() in duty_words("own") and any(
        c.dep_ == "poss" and c.lower_ in owners for c in noun.children
    )


def _official(statement: Statement) -> bool:
    """Say whether a statement is told by an office whose state goes unnamed: "the ministry"."""
    surface = statement.speaker.surface if statement.speaker is not None else ""
    words = surface.split()
    return bool(words) and all(w == w.lower() or w == words[0] for w in words) and bool(
        duty_words("official") & {w.lower() for w in words}
    )  # fmt: skip
