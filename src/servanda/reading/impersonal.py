"""Duties laid without a subject: "it is incumbent on Chad to", "the onus is on Chad to"."""

from typing import TYPE_CHECKING

from servanda.model import Commitment
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import record_of
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike
from servanda.reading.syntax import clause_head, preposition, preposition_object

if TYPE_CHECKING:
    from spacy.tokens import Token

INFINITIVES = frozenset({"xcomp", "acl", "advcl", "ccomp", "relcl"})


def impersonal_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """Return the duty of whom the preposition names, with the infinitive beside it as the deed."""
    word = hit.head
    verb = word if word.pos_ in ("VERB", "AUX") else clause_head(word)
    prep = preposition(word, hit.cue.prepositions) or preposition(verb, hit.cue.prepositions)
    bearer = preposition_object(prep) if prep is not None else None
    deed = infinitive(verb) or infinitive(word) or (infinitive(bearer) if bearer else None)
    if bearer is None or deed is None or not actorlike(bearer):
        return None
    if mood(word).modality in ("questioned", "hypothetical"):
        return None
    tokens = list(deed.subtree)
    return record_of(context, instruments, sentence, hit, bearer, hit.cue.family, tokens, 0.55)


def infinitive(word: "Token") -> "Token | None":
    """Return the infinitive with "to" right below a word, or None."""
    return next(
        (c for c in word.children if c.dep_ in INFINITIVES and c.i > word.i
         and any(x.lower_ == "to" and x.dep_ == "aux" for x in c.children)), None
    )  # fmt: skip
