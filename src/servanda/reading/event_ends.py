"""Who does what to whom: the ends of an event's verb or noun."""

from typing import TYPE_CHECKING

from servanda.reading.match import Hit, hits
from servanda.reading.refs import actorlike
from servanda.reading.syntax import (
    agent,
    clause_of,
    doer,
    is_passive,
    patient,
    possessor,
    preposition,
    preposition_object,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def best(token: "Token") -> Hit | None:
    """Return the cue of a token whose frame for the target is filled; else the first."""
    found = list(hits(token, "plover"))
    filled = [h for h in found if h.rest or target_of(h) is not None]
    return next(iter(filled or found), None)


def verb_ends(hit: Hit) -> "tuple[Token | None, Token | None]":
    """Return who does a verb's deed, and to whom: at the verb's own places, else deeper."""
    verb = hit.head
    source = agent(verb) if is_passive(verb) else _doer(verb)
    target = target_of(hit) or _deeper(hit)
    same = target is not None and source is not None and target.i == source.i
    return source, None if same else target


def _doer(verb: "Token") -> "Token | None":
    """Return who does a verb's deed, also where it stands over a noun.

    "It was Chad that fired", "the failure of Chad to act", "Chad has no intention of attacking".
    """
    source = doer(verb)
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    if len(own) > 1 and not any(t.is_punct for t in verb.doc[own[-1].i : verb.i]):
        source = own[-1]  # a parse gone wrong: the nearest is the verb's own
    if source is not None and source.lower_ in ("that", "who") and verb.head.lemma_ == "be":
        source = next((c for c in verb.head.children if c.dep_ == "attr"), source)
    if source is None:
        source = _behind(verb)
    return source


def _behind(verb: "Token") -> "Token | None":
    """Return who has the will or the plan that a verb without a subject of its own belongs to."""
    above = verb.head
    while above.pos_ in ("ADP", "ADV", "SCONJ") and above.head != above:
        above = above.head
    if above.pos_ in ("VERB", "AUX") and above != verb.head:
        return doer(above)
    if above.pos_ != "NOUN" or verb.dep_ not in ("acl", "pcomp"):
        return None
    of = preposition(above, ("of",)) if verb.dep_ == "acl" else None
    owner = preposition_object(of) if of is not None else None
    if owner is None:
        owner = next(
            (c for c in above.children if c.dep_ == "amod" and c.ent_type_ == "NORP"), None
        )
    return owner or subject_of_noun(above)


def _deeper(hit: Hit) -> "Token | None":
    """Return the named actor nearest below a verb: "halted aid to Serbia", "vowed to hit Rome".

    What a verb of meeting governs besides its partner is a subject or a place.
    """
    if hit.cue.effect in SHALLOW or hit.cue.family == "CONSULT":
        return None
    level = [c for c in hit.head.children if c.dep_ in COMPLEMENTS and c.i > hit.head.i]
    if is_passive(hit.head):
        level += [c for c in hit.head.children if c.dep_ == "nsubjpass"]
    for _ in range(DEPTH):
        for token in level:
            if token.pos_ != "PRON" and token.ent_type_ in NAMES and actorlike(token):
                return token
        level = [c for token in level for c in token.children if c.dep_ in BELOW]
    return None


COMPLEMENTS = frozenset({"dobj", "prep", "dative", "xcomp", "ccomp", "attr", "acomp", "prt"})
BELOW = COMPLEMENTS | {"pobj", "pcomp", "poss", "compound", "nmod", "amod", "conj"}
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
SHALLOW = frozenset({"deed"})
DEPTH = 6


def target_of(hit: Hit) -> "Token | None":
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
    actors = [p for p in places if p is not None and actorlike(p)]
    if "dative" in frames or hit.cue.family == "AGREE":
        # "sent troops to Mali", "offered its doctors to Mali": what is given is not who gets it
        actors.sort(key=lambda p: p.ent_type_ not in NAMES)
    if actors:
        return actors[0]
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


def noun_ends(hit: Hit) -> "tuple[Token | None, Token | None]":
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
