"""Reader of events: what political actors do to each other, in PLOVER classes, by verb frames."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.model import Event, Record
from servanda.reading.context import Context, Sentence
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, hits, runs
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike, marks, refs
from servanda.reading.syntax import (
    agent,
    clause_of,
    doer,
    is_passive,
    patient,
    possessor,
    preposition,
    preposition_object,
    spread,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME = "events"


def read(context: Context) -> Iterator[Record]:
    """Yield an event for each verb or noun of a class that has an actor at one end."""
    instruments = Instruments(context)
    for sentence in context.sentences:
        for token in sentence:
            if token.dep_ in ("aux", "auxpass", "amod", "case"):
                continue
            hit = _best(token)
            if hit is None:
                continue
            noun = token.pos_ in ("NOUN", "PROPN")
            if hit.cue.effect == "deed" and not _is_deed(token):
                continue
            source, target = _noun_ends(hit) if noun else _verb_ends(hit)
            nobody = source is not None and source.lower_ in NOBODY
            passive = is_passive(token) and (target or hit.cue.effect == "deed")
            if not noun and not (actorlike(source) or nobody or passive):
                continue
            if noun and source is None and target is None:
                continue
            if not noun and _no_event(instruments, sentence, hit, source, target):
                continue
            yield _record(context, sentence, hit, source, target)


def _is_deed(verb: "Token") -> bool:
    """Say whether a verb tells of something done to a thing: "opened the crossing", "were paid".

    What only describes ("opened fire", "a closed border", "to open up") is none.
    """
    if verb.dep_ in ("xcomp", "acl", "relcl", "advcl", "pcomp", "csubj"):
        return False
    if any(c.dep_ == "prt" for c in verb.children):
        return False
    thing = patient(verb)
    return thing is not None and thing.pos_ in ("NOUN", "PROPN") and thing.lemma_ not in NO_THINGS


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


def _best(token: "Token") -> Hit | None:
    """Return the cue whose frame for the target is filled; else the first."""
    found = list(hits(token, "plover"))
    filled = [h for h in found if h.rest or _target(h) is not None]
    return next(iter(filled or found), None)


def _verb_ends(hit: Hit) -> "tuple[Token | None, Token | None]":
    verb = hit.head
    source = agent(verb) if is_passive(verb) else doer(verb)
    target = _target(hit)
    if target is None and source is not None and len(spread(source)) == 1:
        target = None
    return source, target


def _target(hit: Hit) -> "Token | None":
    verb, frames = hit.head, hit.cue.frames
    if verb.pos_ in ("NOUN", "PROPN"):
        return None
    places: list[Token | None] = []
    for rest in hit.rest:
        places.append(preposition_object(rest))
        prep = preposition(rest, hit.cue.prepositions)
        places.append(preposition_object(prep) if prep is not None else None)
    if "dative" in frames:
        places.append(next((c for c in verb.children if c.dep_ == "dative"), None))
    if "obj" in frames or is_passive(verb):
        places.append(patient(verb))
    prep = preposition(verb, hit.cue.prepositions)
    if prep is not None:
        places.append(preposition_object(prep))
        clause = clause_of(prep)
        places.append(patient(clause) if clause is not None else None)
    if "that" in frames or "to" in frames or "obj-to" in frames:
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp"):
                own = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                places.append(own)
    for place in places:
        if place is not None and actorlike(place):
            return place
    for place in places:
        if place is not None and (owner := _owner(place)) is not None:
            return owner
    return None


def _owner(noun: "Token") -> "Token | None":
    """Return the actor that a thing belongs to: "Russian ships", "the army of Chad"."""
    owner = possessor(noun)
    if owner is not None and actorlike(owner):
        return owner
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE"):
            return child
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "with", "from", "for", "against"):
            below = preposition_object(child)
            if below is not None and below.ent_type_ in ("GPE", "NORP", "ORG", "PERSON"):
                return below
    return None


def _noun_ends(hit: Hit) -> "tuple[Token | None, Token | None]":
    noun = hit.head
    source = subject_of_noun(noun)
    if source is not None and not actorlike(source):
        source = None
    if source is None:
        source = next((c for c in noun.children if c.dep_ in ("amod", "compound", "nmod")
                       and c.ent_type_ in ("NORP", "GPE")), None)  # fmt: skip
    target: Token | None = None
    prep = preposition(noun, hit.cue.prepositions | {"against", "with", "between", "on"})
    if prep is not None:
        below = preposition_object(prep)
        target = below if actorlike(below) else (_owner(below) if below is not None else None)
    return source, target


def _record(
    context: Context, sentence: Sentence, hit: Hit, source: "Token | None", target: "Token | None"
) -> Event:
    found = mood(hit.head)
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
