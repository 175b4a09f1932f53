"""Reader of acts: what is done, or said to be done, to an instrument, in whatever words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Act, Record, Ref
from servanda.model.anchors import Mark
from servanda.model.terms import Polarity
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import IT, Instruments
from servanda.reading.match import Hit, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import marks, refs
from servanda.reading.syntax import (
    doer,
    is_passive,
    patient,
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

# How a judged state hangs below the verb that judges it, and the modals that leave it a claim.
JUDGED = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr", "pcomp", "pobj", "prep", "amod",
                    "advcl", "acl"})  # fmt: skip
JUDGING = frozenset({"can", "may", "must", "should", "has", "have", "to"})


def read(context: Context) -> Iterator[Record]:
    """Yield the acts about instruments; one that still "holds" is a negated expiry."""
    instruments = Instruments(context)
    for sentence in context.sentences:
        for token in sentence:
            for hit in hits(token, "acts"):
                found = _instrument(instruments, sentence, hit)
                if found is not None:
                    yield _record(context, sentence, hit, found, instruments.ref(sentence, found))
                    break
            else:
                yield from _bare(context, instruments, sentence, token)


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
        yield _record(context, sentence, hit, token, instruments.cited_ref(back))


def _instrument(instruments: Instruments, sentence: Sentence, hit: Hit) -> "Token | None":
    """Return the instrument that stands where the cue wants it, or None."""
    word, frames = hit.head, hit.cue.frames
    places: list[Token | None] = []
    if word.pos_ == "NOUN" or word.pos_ == "PROPN":
        return _of_noun(instruments, sentence, hit)
    if "obj" in frames:
        places.append(patient(word))
    if "subj" in frames and not _governs(word, hit):
        passive = is_passive(word) and word.dep_ != "acl"
        carrier = word.head if word.pos_ == "ADJ" and word.dep_ in ("acomp", "conj") else word
        if not passive or word.tag_ == "VBN":
            places.append(subject(carrier))
        if word.dep_ == "amod":
            places.append(word.head)
    judge = evaluator(word)
    if judge is not None and {"obj", "subj"} & frames:
        places.append(subject(judge) if is_passive(judge) else patient(judge))
    prepositions = hit.cue.prepositions
    if prepositions:
        last = hit.rest[-1] if hit.rest and hit.rest[-1].lower_ in prepositions else None
        prep = last or preposition(word, prepositions)
        if prep is None and (below := patient(word)) is not None:
            prep = preposition(below, prepositions)
        for rest in hit.rest:
            prep = prep or preposition(rest, prepositions)
        places.append(preposition_object(prep) if prep is not None else None)
    for rest in hit.rest:
        if "obj" in frames and rest.dep_ in ("prep", "prt"):
            places.append(preposition_object(rest))
    for place in places:
        below = instruments.below(sentence, place)
        if below is None and hit.cue.family == "breach_alleged":
            below = instruments.promised(sentence, place)
        if below is not None and below != word:
            return below
    return None


def _governs(word: "Token", hit: Hit) -> bool:
    """Say whether a verb of ending or lasting has an object or clause: "they hold the hill"."""
    if hit.rest or word.pos_ == "ADJ":
        return False
    return any(c.dep_ in ("dobj", "ccomp") for c in word.children)


def _of_noun(instruments: Instruments, sentence: Sentence, hit: Hit) -> "Token | None":
    word = hit.head
    prep = preposition(word, {"of", "from", "to", *hit.cue.prepositions})
    for rest in hit.rest:
        prep = prep or preposition(rest, {"of", "from", "to"})
    below = instruments.below(sentence, preposition_object(prep)) if prep is not None else None
    if below is not None:
        return below
    for child in word.children:
        if child.dep_ not in ("compound", "poss", "nmod") or child.lemma_ == word.lemma_:
            continue
        if instruments.cited_at(sentence, child) is not None or _is_noun_of_instrument(child):
            return child
    return None


def _is_noun_of_instrument(child: "Token") -> bool:
    from servanda.lexicon.cues import cues

    found = cues("instrument_nouns").get((child.lemma_.lower(), "n"), ())
    return bool(found) and found[0].effect == ""


def _record(context: Context, sentence: Sentence, hit: Hit, instrument: "Token", ref: Ref) -> Act:
    word = hit.head
    found = _mood(hit)
    if word.pos_ in ("NOUN", "PROPN"):
        actor = subject_of_noun(word)
    elif "subj" in hit.cue.frames and "obj" not in hit.cue.frames:
        actor = None
    else:
        actor = doer(word)
        if actor is not None and actor == instrument:
            actor = None
    sure = word.pos_ != "NOUN" and instrument.lower_ not in IT
    return context.record(
        Act,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        instrument=ref,
        act=hit.cue.family,
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


def evaluator(word: "Token") -> "Token | None":
    """Return the verb that passes judgement on a state: "can be *considered* to have expired"."""
    head = word
    for _ in range(2):
        if head.dep_ not in JUDGED or head.head == head:
            return None
        head = head.head
        if head.pos_ == "VERB" and any(hits(head, "evaluations")):
            return head
    return None


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
    """Return the mood of the act; "holds" turns it round, "not renew" has its own not."""
    found = _judged(mood(hit.head), evaluator(hit.head))
    own_not = hit.cue.words[0] in ("not", "fail", "refuse")
    if hit.cue.effect == "negated":
        turned = "affirmed" if found.polarity == "negated" else "negated"
        return Mood(turned, found.modality, found.negators, found.modals)  # type: ignore[arg-type]
    if own_not and found.polarity == "negated" and any(n == hit.head for n in found.negators):
        return Mood("affirmed", found.modality, (), found.modals)
    return found
