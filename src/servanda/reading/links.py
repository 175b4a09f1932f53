"""Reader of links: how one agreement amends, replaces, implements or belongs to another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Link, Record
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, beginning, hits
from servanda.reading.mood import mood
from servanda.reading.refs import marks
from servanda.reading.syntax import (
    agent,
    is_passive,
    patient,
    preposition,
    preposition_object,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "links"
COPULAS = frozenset({"be", "form", "constitute", "remain", "become", "make"})


def read(context: Context) -> Iterator[Record]:
    """Yield a link wherever a word of the table stands between two agreements."""
    instruments = Instruments(context)
    if len(instruments.cited) < 1:
        return
    for sentence in context.sentences:
        for token in beginning(sentence.tokens, NAME):
            for hit in hits(token, "links"):
                ends = _ends(hit)
                if ends is None:
                    continue
                one, other = (_instrument(instruments, sentence, t) for t in ends)
                if one is None or other is None or one == other:
                    continue
                found = mood(token)
                yield context.record(
                    Link,
                    reader=NAME,
                    at=(context.anchor(sentence, token),),
                    source=instruments.ref(sentence, one),
                    target=instruments.ref(sentence, other),
                    relation=hit.cue.family,
                    polarity=found.polarity,
                    modality=found.modality,
                    marks=marks(context, sentence, found),
                    confidence=0.7,
                    rule=hit.cue.id,
                )
                break


def _ends(hit: Hit) -> "tuple[Token | None, Token | None] | None":
    """Return the words at both ends: which agreement does it, and to which."""
    word = hit.head
    if hit.cue.pos == "n":
        verb = word.head
        below = preposition(word, hit.cue.prepositions)
        if word.dep_ not in ("attr", "dobj", "oprd") or verb.lemma_ not in COPULAS:
            return None
        return subject(verb), preposition_object(below) if below is not None else None
    if word.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    if hit.cue.prepositions:
        below = preposition(word, hit.cue.prepositions)
        place = preposition_object(below) if below is not None else None
        return (patient(word) if is_passive(word) else subject(word)), place
    if is_passive(word):
        return agent(word), patient(word)
    return subject(word), patient(word)


def _instrument(
    instruments: Instruments, sentence: Sentence, token: "Token | None"
) -> "Token | None":
    """Return the noun of an agreement that a word is or is a part of; pronouns are left out."""
    if token is None or token.pos_ in ("PRON", "DET"):
        return None
    found = instruments.below(sentence, token)
    return found if found is not None and instruments.is_one(sentence, found) else None
