"""Commitments told second-hand: "undertake to suppress ...", "its obligations under ..."."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from servanda.model import Commitment
from servanda.reading.binding import (
    duty_words,
    is_law,
    may_act,
    told_by_law,
    under_law,
)
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_nouns import noun_commitment
from servanda.reading.duty_records import record_of
from servanda.reading.impersonal import impersonal_commitment, infinitive, role_commitment
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.law_duties import law_commitment, misread_commitment
from servanda.reading.match import Hit, hits
from servanda.reading.modals import MODALS, modal_commitment
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike
from servanda.reading.syntax import (
    clause_head,
    clause_of,
    doer,
    is_passive,
    patient,
    preposition,
    preposition_object,
    spread,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

BOUND = frozenset({"bind", "bound"})  # these bind without saying to what deed
# Nouns that may name a body of people or what it does: "guarantees the security of the road".
DEEDS = frozenset({"movement", "security", "administration", "leadership", "intelligence"})
DEEDLESS = frozenset({"GPE", "PERSON", "ORG", "NORP"})
READY = frozenset({"ready", "willing", "prepared"})
CONSENTING = frozenset({"agree", "consent", "accept"})
# Words for leave of any kind; outside a text or order they only tell what is possible.
LOOSE = frozenset({"free", "allowed", "permitted", "allow", "permit", "ban", "charge", "task"})


def told_commitments(
    context: Context, instruments: Instruments, sentence: Sentence
) -> Iterator[Commitment]:
    """Yield the commitments that a sentence of commentary or news tells."""
    modal = not sentence.words.isdisjoint(MODALS)
    for token in sentence:
        for hit in chain(hits(token, "forces"), hits(token, "law_forces")):
            record = _reader(hit)(context, instruments, sentence, hit)
            if record is not None:
                yield record
                break
        else:
            record = misread_commitment(context, instruments, sentence, token)
            if modal or token.dep_ == "xcomp":  # "had to withdraw", "is to withdraw"
                record = record or modal_commitment(context, instruments, sentence, token)
            if record is not None:
                yield record


def _reader(hit: Hit) -> "Callable[[Context, Instruments, Sentence, Hit], Commitment | None]":
    """Return what reads the commitment of a cue, by its effect and part of speech."""
    if hit.cue.effect == "text":
        return law_commitment
    if hit.cue.effect == "role":
        return role_commitment
    if hit.cue.effect == "impersonal":
        return impersonal_commitment
    return noun_commitment if hit.cue.pos == "n" else _verb


def _verb(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    word = hit.head
    if word.dep_ in ("aux", "auxpass", "amod", "compound") or mood(word).modality == "questioned":
        return None
    if _only_wanted(word) or _of_a_duty(word):
        return None
    if hit.cue.effect == "official" and context.document.genre != "official statement":
        return None  # a plan binds where a government announces it in its own name
    if (_below_another(word) and hit.cue.family != "recognition") or not _said_by_law(
        instruments, sentence, hit
    ):
        return None
    bearer = _bearer(hit)
    if bearer is None and _was_promised(hit):
        return record_of(context, instruments, sentence, hit, None, hit.cue.family,
                         _promised(word), 0.4)  # fmt: skip
    if bearer is None or not any(may_act(t) for t in spread(bearer)):
        return None
    if hit.cue.family == "recognition":
        return _recognition(context, instruments, sentence, hit, bearer)
    below = _action(hit)
    if below is None:
        given = hit.cue.lemma == "give word" and not is_passive(word)
        if not given and (word.lemma_ not in BOUND or word.tag_ == "VBG"):
            return None
        return record_of(context, instruments, sentence, hit, bearer, hit.cue.family, None, 0.55)
    if word.lower_ == "bound" and (below.lemma_ in duty_words("state") or is_passive(below)):
        return None  # "bound to be disappointed" foretells
    if below.lemma_ == "do" and any(c.lower_ == "so" for c in below.children):
        return None  # "both accepted to do so": the deed is told elsewhere
    force = hit.cue.family
    if force == "obligation" and any(c.dep_ == "neg" for c in below.children):
        force = "prohibition"
    if (force in ("permission", "power") or hit.cue.effect == "official") and mood(
        word
    ).polarity == "negated":
        force = "prohibition"
    return record_of(context, instruments, sentence, hit, bearer, force, list(below.subtree), 0.7)


def _was_promised(hit: Hit) -> bool:
    """Say whether somebody was promised something by nobody named: "we were promised a road"."""
    word = hit.head
    return (
        hit.cue.lemma in ("promise", "guarantee", "assure")
        and is_passive(word)
        and word.dep_ not in ("acl", "relcl")
        and actorlike(subject(word))
        and bool(_promised(word))
    )


def _promised(word: "Token") -> "list[Token]":
    thing = next((c for c in word.children if c.dep_ == "dobj"), None) or infinitive(word)
    return list(thing.subtree) if thing is not None else []


def _only_wanted(word: "Token") -> bool:
    """Say whether somebody is to be brought to promise: "urged Chad to refrain from"."""
    if word.dep_ not in ("xcomp", "ccomp", "advcl", "acl") or word.tag_ != "VB":
        return False
    up = word.head
    return up.lemma_ in duty_words("urging") and not (
        up.lemma_ in ("expect", "need", "like", "wish", "want") and subject(up) == subject(word)
    )


def _of_a_duty(word: "Token") -> bool:
    """Say whether a verb only takes on what its object names: "undertook the obligation to"."""
    thing = patient(word) if word.pos_ == "VERB" and not is_passive(word) else None
    return thing is not None and any(h.cue.pos == "n" for h in hits(thing, "forces"))


def _below_another(word: "Token") -> bool:
    """Say whether a word of force is the deed of another: "undertook to refrain"."""
    if word.dep_ not in ("xcomp", "pcomp"):
        return False
    up = word.head.head if word.dep_ == "pcomp" else word.head
    return any(h.cue.pos in "va" for h in hits(up, "forces"))


def _said_by_law(instruments: Instruments, sentence: Sentence, hit: Hit) -> bool:
    """Say whether a loose word of leave or order stands with a text or a court."""
    if hit.cue.effect != "law" and hit.cue.lemma not in LOOSE:
        return True
    word = hit.head
    by = doer(word) if hit.cue.pos == "v" else None
    laid = preposition(word, hit.cue.prepositions & {"with"})
    thing = preposition_object(laid) if laid is not None else None
    if thing is not None and any(h.cue.pos == "n" for h in hits(thing, "forces")):
        return True  # "charged Chad with the duty of guarding it"
    if is_law(sentence, instruments, by):
        return True
    if hit.cue.effect == "law":
        return False
    return under_law(sentence, instruments, word) or told_by_law(sentence, instruments, word)


def _bearer(hit: Hit) -> "Token | None":
    """Return who is bound: the subject of "pledged", the object of "obliges"."""
    word, frames = hit.head, hit.cue.frames
    if word.pos_ == "ADJ":
        return subject(word.head) if word.dep_ in ("acomp", "oprd") else None
    if "obj-to" not in frames:
        return _cleft(word) or doer(word)
    if is_passive(word) or word.dep_ in ("acomp", "oprd"):
        return subject(word)
    told = patient(word) or _told_to(word)
    if word.dep_ == "acl" and told is not None and not actorlike(told):
        who = subject(clause_head(word.head))  # "withholds the notifications required by"
        return who if who != told else None
    if told is not None and told.lower_.endswith(("self", "selves")):
        return subject(word)  # "committed itself to"
    if told is not None and not actorlike(told):
        return _doer_of_deed(told)
    return told if told is not None or "p:to" not in frames else subject(word)


def _cleft(word: "Token") -> "Token | None":
    """Return whom a cleft sentence brings out: "it was Chad that undertook to"."""
    up = word.head
    relative = any(c.lower_ in ("that", "who") and c.dep_ == "nsubj" for c in word.children)
    if word.dep_ != "ccomp" or up.lemma_ != "be" or not relative:
        return None
    return next((c for c in up.children if c.dep_ == "attr"), None)


def _doer_of_deed(noun: "Token") -> "Token | None":
    """Return whose deed a forbidden noun is: "prohibits arms sales by South Sudan"."""
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ == "by":
            return preposition_object(child)
    return None


def _told_to(verb: "Token") -> "Token | None":
    """Return who is to do it where the parse makes it the subject of the deed: "obliges X to"."""
    for child in verb.children:
        if child.dep_ == "ccomp":
            return next((c for c in child.children if c.dep_ == "nsubj"), None)
    return None


def _action(hit: Hit) -> "Token | None":
    """Return the verb or noun of what is promised."""
    word, frames = hit.head, hit.cue.frames
    for child in (c for t in (word, *hit.rest) for c in t.children):
        bare = not any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and not bare:
            if frames & {"to", "obj-to"}:
                return child
        elif (child.dep_ in ("ccomp", "acl") and "that" in frames and _promises(child)) or (
            child.dep_ == "xcomp" and "ing" in frames
        ):
            return child
    if hit.cue.lemma == "owe" and (owed := _owed(word)) is not None:
        return owed
    last = hit.rest[-1] if hit.rest and hit.rest[-1].pos_ == "VERB" else word
    if last != word and (kept := preposition(last, hit.cue.prepositions)) is not None:
        return preposition_object(kept)  # "continues to abide by the limits"
    prep = preposition(word, hit.cue.prepositions)
    if prep is None and (target := patient(word)) is not None and not is_passive(word):
        prep = preposition(target, hit.cue.prepositions)
    if prep is not None and prep.lower_ not in ("by", "under"):
        found = clause_of(prep) or preposition_object(prep)
        if found is not None and found.ent_type_ not in DEEDLESS:
            return found if hit.cue.lemma not in CONSENTING or _deed(found) else None
    amnesty = next((c for c in word.children if c.dep_ == "dobj"), None)
    if hit.cue.lemma == "offer" and amnesty is not None and _deed(amnesty):
        return amnesty
    if ("obj" in frames or hit.cue.family == "prohibition") and not is_passive(word):
        target = _given(word) if word.pos_ in ("VERB", "NOUN") else None
        deed = target is not None and (not actorlike(target) or target.lemma_ in DEEDS)
        if target is not None and deed and target.pos_ == "NOUN":
            return target
    return None


def _deed(found: "Token") -> bool:
    """Say whether what is agreed to is a deed: "agreed to a ceasefire", not "to some points"."""
    return found.dep_ == "pcomp" or found.lemma_.lower() in duty_words("deed") - duty_words("act")


def _given(verb: "Token") -> "Token | None":
    """Return what is promised, where somebody is told first: "promised Chad 40 lorries"."""
    if not any(c.dep_ == "dative" for c in verb.children):
        return patient(verb)
    return next((c for c in verb.children if c.dep_ == "dobj"), None)


def _owed(verb: "Token") -> "Token | None":
    """Return what is owed: "owes its citizens what it undertook"."""
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)


def _promises(clause: "Token") -> bool:
    """Say whether a that-clause tells what is to be done, not what is so."""
    return any(c.lower_ in ("will", "would", "shall", "should", "'ll") for c in clause.children)


def _recognition(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit, bearer: "Token"
) -> Commitment | None:
    """A recognition binds where an instrument holds it, or where a state's standing is recognised.

    Else it is only a position. "Ready to recognise" is told with its own modality.
    """
    word = hit.head
    target = patient(word)
    if target is None or is_passive(word):
        return None
    ready = word.dep_ == "xcomp" and any(
        t.lemma_ in READY for t in (word.head, *word.head.children)
    )
    found = mood(word)
    real = found.polarity == "affirmed" and (found.modality == "actual" or ready)
    if not real or (word.dep_ == "xcomp" and not ready):
        return None
    told = ready or word.dep_ not in ("pcomp", "advcl", "acl")
    near = instruments.near(sentence, word)
    official = context.document.genre == "official statement"
    held = near is not None and (near.start >= sentence.start or official)
    if not held and not (told and _standing(target, bearer)):
        return None
    if instruments.cited_at(sentence, target) is not None:
        return None
    tokens = [t for t in target.subtree if t != word]
    return record_of(context, instruments, sentence, hit, bearer, "recognition", tokens, 0.6)


def _standing(target: "Token", bearer: "Token") -> bool:
    """Say whether a state's borders or sovereignty are recognised by one that can."""
    state = bearer.pos_ == "PROPN" or bearer.lower_ in ("it", "they", "both")
    return state and target.lemma_.lower() in duty_words("standing")
