"""Reader of acts: what is done, or said to be done, to an instrument, in whatever words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Act, Record, Ref
from servanda.model.anchors import Mark
from servanda.model.terms import Polarity
from servanda.reading.act_places import evaluator, instruments_of
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import IT, Instruments
from servanda.reading.match import Hit, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import marks, refs
from servanda.reading.syntax import (
    clause_head,
    doer,
    possessor,
    preposition,
    preposition_object,
    subject,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "acts"
FORMAL = frozenset({"agreement", "official statement"})
# Nouns that tell an end or a break by themselves: "the suspension" is that of the one spoken of.
BARE = frozenset({"suspension", "withdrawal", "termination", "ratification", "non_renewal"})

# Modals that leave a judgement a claim.
JUDGING = frozenset({"can", "may", "must", "should", "has", "have", "to"})


def read(context: Context) -> Iterator[Record]:
    """Yield the acts about instruments; one that still "holds" is a negated expiry."""
    instruments = Instruments(context)
    for sentence in context.sentences:
        taken: set[int] = set()
        told: set[tuple[str, int]] = set()
        for token in sentence:
            if token.i in taken:
                continue
            for hit in hits(token, "acts"):
                found = instruments_of(instruments, sentence, hit)
                if not found:
                    continue
                taken |= {t.i for t in hit.rest}
                again = token.pos_ == "NOUN" and (hit.cue.family, found[0].i) in told
                told.add((hit.cue.family, found[0].i))
                if hit.cue.family == "notice":
                    taken |= _announced(hit)
                if not again and (act := meant(hit)) is not None:
                    for one in found:
                        ref = instruments.ref(sentence, one)
                        yield _record(context, sentence, hit, act, one, ref)
                break
            else:
                yield from _bare(context, instruments, sentence, token)


def _announced(hit: Hit) -> set[int]:
    """Return the nouns of acts that a notice is of: "gave notice of its *exit* from the pact"."""
    below = (t for t in hit.head.subtree if t.pos_ == "NOUN" and t.i > hit.head.i)
    return {t.i for t in below if any(h.cue.pos == "n" for h in hits(t, "acts"))}


def _bare(
    context: Context, instruments: Instruments, sentence: Sentence, token: "Token"
) -> Iterator[Act]:
    """Yield the act of a noun alone: "announced the suspension", the instrument named before."""
    if token.pos_ != "NOUN" or token.dep_ in ("compound", "nmod"):
        return
    if token.lemma_ == "end" or not any(
        c.lower_ in ("the", "this", "its", "their") for c in token.children
    ):
        return
    hit = next((h for h in hits(token, "acts") if h.cue.family in BARE and not h.rest), None)
    back = instruments.before(sentence, token) if hit is not None else None
    if hit is not None and back is not None and not any(c.dep_ == "prep" for c in token.children):
        yield _record(context, sentence, hit, Meant(hit.cue.family, _mood(hit)), token,
                      instruments.cited_ref(back))  # fmt: skip


@dataclass(frozen=True)
class Meant:
    """The act that a cue stands for where it stands, and its mood."""

    family: str
    mood: Mood


def meant(hit: Hit) -> Meant | None:
    """Return the act that a cue stands for; None where it tells of none.

    What is not kept, carried out or respected is said to be broken, what is not renewed is not
    renewed; to carry out an agreement, or that one must, is no act upon it.
    """
    found, effect, family = _mood(hit), hit.cue.effect, hit.cue.family
    plain = Mood("affirmed", found.modality, (), found.modals)
    if effect in ("kept", "unkept", "respected") and found.polarity == "negated":
        return Meant("breach_alleged", plain)
    if effect == "renewing" and found.polarity == "negated":
        return Meant("non_renewal", plain)
    if effect == "unkept" or (effect in ("respected", "done") and not _told(hit.head)):
        return None
    if effect == "respected" and mood(hit.head).modality != "actual":
        return None
    return Meant(family, found)


def _told(verb: "Token") -> bool:
    """Say whether a verb tells a fact or future, not an aim: "reached", not "efforts to reach"."""
    if verb.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
        return True
    return any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.children)


def _doer_of(hit: Hit, instrument: "Token") -> "Token | None":
    """Return who does what a noun tells: "their exit", "in breach of", "the exit of A from B"."""
    word = hit.head
    owner = possessor(word) or possessor(instrument)
    if owner is not None and owner != instrument:
        return owner
    of = preposition(word, {"of"})
    other = preposition_object(of) if of is not None else None
    if other is not None and other != instrument and other.pos_ == "PROPN":
        return other
    for child in word.children:
        if child.dep_ in ("compound", "nmod", "amod") and child.ent_type_ in ("GPE", "NORP", "ORG"):
            return child if child != instrument else None
    if word.dep_ == "pobj" and word.head.lower_ == "in":
        verb = clause_head(word)
        return subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    return subject_of_noun(word)


def _record(
    context: Context, sentence: Sentence, hit: Hit, act: Meant, instrument: "Token", ref: Ref
) -> Act:
    word = hit.head
    found = act.mood
    if word.pos_ in ("NOUN", "PROPN"):
        actor = _doer_of(hit, instrument)
    elif "subj" in hit.cue.frames and "obj" not in hit.cue.frames:
        actor = None
    else:
        actor = doer(word)
        if actor is None and hit.cue.frames <= {"p:to", "p:by"}:
            actor = subject(word.head if word.pos_ == "ADJ" else word)  # "France is committed to"
        if actor is not None and actor == instrument:
            actor = None
    sure = word.pos_ != "NOUN" and instrument.lower_ not in IT
    return context.record(
        Act,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        instrument=ref,
        act=act.family,
        actors=refs(context, sentence, actor),
        authority="formal" if context.document.genre in FORMAL else "claim",
        polarity=found.polarity,
        modality=found.modality,
        marks=(*marks(context, sentence, found), *_turned(context, sentence, hit)),
        confidence=(0.75 if sure else 0.55) - 0.15 * (ref.method in ("context", "pronoun")),
        rule=hit.cue.id,
    )


def _turned(context: Context, sentence: Sentence, hit: Hit) -> tuple[Mark, ...]:
    """Return the mark of a cue that itself says the end has not come: "still holds"."""
    if hit.cue.effect != "negated":
        return ()
    return (Mark("polarity", (context.anchor(sentence, hit.head),)),)


def _judged(found: Mood, judge: "Token | None") -> Mood:
    """Return the mood of a judged state: the modal of the judging verb does not weaken it.

    "can be considered to have expired" claims that it has; "could have been considered" and a
    judgement that is itself in question or under a condition stay what they are.
    """
    if judge is None:
        return found
    above = mood(judge)
    negators = tuple({n.i: n for n in (*found.negators, *above.negators)}.values())
    polarity: Polarity = "negated" if len(negators) % 2 else "affirmed"
    plain = above.modality in ("possible", "demanded") and all(
        m.head == judge and m.lower_ in JUDGING for m in above.modals
    )
    return Mood(polarity, "actual" if plain else above.modality, negators, above.modals)


def _mood(hit: Hit) -> Mood:
    """Return the mood of the act; "holds" turns it round."""
    found = _judged(mood(hit.head), evaluator(hit.head))
    if hit.cue.effect == "negated":
        turned: Polarity = "affirmed" if found.polarity == "negated" else "negated"
        return Mood(turned, found.modality, found.negators, found.modals)
    return found
