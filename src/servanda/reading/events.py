"""Reader of events: what political actors do to each other, in PLOVER classes, by verb frames."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Event, Record
from servanda.reading.context import Context, Sentence
from servanda.reading.event_ends import best, noun_ends, verb_ends
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, beginning, hits, runs
from servanda.reading.mood import Mood, mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import (
    doer,
    is_passive,
    patient,
    preposition_object,
    spread,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "events"


def read(context: Context) -> Iterator[Record]:
    """Yield an event for each verb or noun of a class that has an actor at one end."""
    instruments = Instruments(context)
    for sentence in context.sentences:
        for token in beginning(sentence.tokens, "plover"):
            if token.dep_ in ("aux", "auxpass", "amod", "case"):
                yield from _demand(context, sentence, token)
                continue
            hit = best(token)
            if hit is None or hit.cue.effect == "duty":
                continue
            noun = token.pos_ in ("NOUN", "PROPN")
            if hit.cue.effect == "deed" and not _is_deed(token):
                continue
            if noun and _kept_from(token):
                continue
            if _is_duty(token) or (hit.cue.effect == "clause" and not _clause(token)):
                continue
            source, target = noun_ends(hit) if noun else verb_ends(hit)
            nobody = source is not None and source.lower_ in NOBODY
            passive = is_passive(token) and (target or hit.cue.effect == "deed")
            if not noun and not (actorlike(source) or nobody or passive):
                continue
            if noun and source is None and target is None:
                continue
            if not noun and _no_event(instruments, sentence, hit, source, target):
                continue
            yield _record(context, sentence, hit, source, target, mood(token))


def _demand(context: Context, sentence: Sentence, modal: "Token") -> Iterator[Event]:
    """Yield the demand in what somebody says another ought to do: "London said Oslo must pay"."""
    verb, speech = modal.head, modal.head.head
    if modal.lower_ not in ("must", "should") or verb.dep_ != "ccomp" or verb.i == speech.i:
        return
    hit = next((h for h in hits(modal, "plover") if h.cue.effect == "duty"), None)
    source, target = doer(speech), subject(verb)
    if hit is None or next(hits(speech, "statements"), None) is None:
        return
    if actorlike(source) and actorlike(target) and target is not None and target.pos_ != "PRON":
        yield _record(context, sentence, hit, source, target, mood(speech))


def _kept_from(noun: "Token") -> bool:
    """Say whether a noun tells of a deed that is kept from: "the principle of non-intervention"."""
    before = noun.doc[max(0, noun.i - 2) : noun.i]
    return noun.lower_.startswith("non-") or (len(before) > 1 and before[0].lower_ == "non"
                                              and before[1].text == "-")  # fmt: skip


def _is_deed(verb: "Token") -> bool:
    """Say whether a verb tells of something done to a thing: "opened the crossing", "were paid".

    What only describes ("opened fire", "a closed border", "to open up") is none.
    """
    if verb.dep_ in ("xcomp", "acl", "relcl", "advcl", "pcomp", "csubj"):
        return False
    if any(c.dep_ == "prt" for c in verb.children):
        return False
    bare = verb.tag_ == "VB" and not any("aux" in c.dep_ for c in verb.children)
    if verb.dep_ == "ccomp" and bare:
        return False  # "to help him oust it"
    thing = patient(verb)
    return thing is not None and thing.pos_ in ("NOUN", "PROPN") and thing.lemma_ not in NO_THINGS


def _clause(verb: "Token") -> bool:
    return any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)


def _is_duty(verb: "Token") -> bool:
    """Say whether a verb is the rule of a clause: "shall withdraw" tells no deed."""
    return any(c.dep_ == "aux" and c.lower_ == "shall" for c in verb.children)


def _no_event(
    instruments: Instruments,
    sentence: Sentence,
    hit: Hit,
    source: "Token | None",
    target: "Token | None",
) -> bool:
    """Leave out what is done to an instrument, and what needs two where one is named."""
    if hit.cue.family != "AGREE":
        things = [patient(hit.head)]
        things += [preposition_object(c) for c in hit.head.children if c.dep_ == "prep"]
        if any(t is not None and instruments.is_one(sentence, t) for t in things):
            return hit.cue.family not in ("REJECT", "ACCUSE") or target is None
    alone = target is None and (source is None or len(spread(source)) < 2)
    needs = hit.cue.family in TWO and hit.cue.effect != "deed"
    return alone and (needs or hit.cue.effect == "sign")


def _record(
    context: Context,
    sentence: Sentence,
    hit: Hit,
    source: "Token | None",
    target: "Token | None",
    found: Mood,
) -> Event:
    sources = refs(context, sentence, source)
    targets = refs(context, sentence, target)
    if not targets and len(sources) == 2 and hit.cue.family in MUTUAL:
        sources, targets = sources[:1], sources[1:]
    return context.record(
        Event,
        reader=NAME,
        at=tuple(context.anchor(sentence, t) for t in runs(hit)),
        source=sources,
        target=targets,
        plover=hit.cue.family,
        mode=hit.cue.effect,
        polarity=found.polarity,
        modality=found.modality,
        marks=marks(context, sentence, found),
        confidence=0.4 + 0.15 * bool(sources) + 0.15 * bool(targets) + 0.1 * bool(hit.rest),
        rule=hit.cue.id,
    )


NO_THINGS = frozenset({"fire", "eye", "door", "way", "path", "chapter", "question", "attention"})
NOBODY = frozenset({"nobody", "none", "noone"})
TWO = frozenset({"CONSULT", "SUPPORT", "AID", "COOPERATE"})
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
