"""Duties told of no deed of the bearer's: "it is incumbent on Chad to", "Chad, the guarantor"."""

from typing import TYPE_CHECKING

from servanda.model import Commitment
from servanda.reading.binding import duty_words
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import record_of
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike
from servanda.reading.syntax import (
    clause_head,
    clause_of,
    preposition,
    preposition_object,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

UNREAL = ("questioned", "hypothetical")
DUTIES = frozenset({"responsibility", "duty", "obligation", "onus", "burden", "task"})
INFINITIVES = frozenset({"xcomp", "acl", "advcl", "ccomp", "relcl"})


def impersonal_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """Return the duty of whom the preposition names, with the infinitive beside it as the deed."""
    word = hit.head
    verb = word if word.pos_ in ("VERB", "AUX") else clause_head(word)
    prep = preposition(word, hit.cue.prepositions) or preposition(verb, hit.cue.prepositions)
    bearer = preposition_object(prep) if prep is not None else None
    if bearer is None or not actorlike(bearer) or mood(word).modality in UNREAL:
        return None
    deed = infinitive(verb) or infinitive(word) or infinitive(bearer) or _of_the_duty(verb)
    if deed is None and hit.cue.lemma != "binding":
        return None
    tokens = list(deed.subtree) if deed is not None else None
    return record_of(context, instruments, sentence, hit, bearer, hit.cue.family, tokens, 0.55)


def role_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """Return the duty of a role: "Chad is the guarantor of the truce", "as guarantor of it"."""
    noun = hit.head
    found = preposition(noun, hit.cue.prepositions)
    thing = preposition_object(found) if found is not None else None
    bearer = _in_the_role(noun)
    if thing is None or bearer is None or not actorlike(bearer) or mood(noun).modality in UNREAL:
        return None
    tokens = list(thing.subtree)
    return record_of(context, instruments, sentence, hit, bearer, hit.cue.family, tokens, 0.5)


def _in_the_role(noun: "Token") -> "Token | None":
    """Return who has a role: the subject of "is", of the clause of "as", whom it stands beside."""
    up = noun.head
    if noun.dep_ == "attr":
        return subject(up)
    if noun.dep_ == "appos":
        return up
    if noun.dep_ == "pobj" and up.lower_ == "as":
        return up.head if up.head.pos_ == "PROPN" else subject(clause_head(up))
    return None


def _of_the_duty(verb: "Token") -> "Token | None":
    """Return what a duty is for, where it is the subject: "the duty of guarding it lies with"."""
    own = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_ in DUTIES), None)
    prep = preposition(own, {"for", "of"}) if own is not None else None
    if prep is None:
        return None
    thing = preposition_object(prep)
    lasting = thing is not None and thing.lemma_.lower() in duty_words("deed")
    return clause_of(prep) or (thing if lasting else None)  # not "for the failure"


def infinitive(word: "Token") -> "Token | None":
    """Return the infinitive with "to" right below a word, or None."""
    return next(
        (c for c in word.children if c.dep_ in INFINITIVES and c.i > word.i
         and any(x.lower_ == "to" and x.dep_ == "aux" for x in c.children)), None
    )  # fmt: skip
