"""Commitments by nouns: "Russia's obligations under", "a duty to", "gave X the right to"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.model import Commitment
from servanda.reading.binding import asked, duty_words, under_law
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import counterparty, record_of
from servanda.reading.impersonal import infinitive
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, hits
from servanda.reading.refs import actorlike
from servanda.reading.syntax import (
    agent,
    clause_head,
    clause_of,
    is_passive,
    patient,
    possessor,
    preposition,
    preposition_object,
    spread,
    subject,
    subject_of_noun,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 6  # words between a duty and the verb by which it is taken on
NATURAL = frozenset({"sovereign", "inalienable", "inherent", "legal", "lawful", "legitimate",
                     "international", "treaty", "contractual", "equal"})  # fmt: skip


def noun_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """Return the commitment of a noun of duty or right with its owner, or None."""
    noun = hit.head
    if noun.dep_ in ("compound", "nmod") or _told_already(noun) or _idiom(noun):
        return None
    hit = _with_verb(hit)
    if noun.dep_ == "dobj" and noun.head.lemma_ in duty_words("urging"):
        return None  # "wants a right of return"
    bearer = _bearer(noun)
    if bearer is None or not any(actorlike(t) for t in spread(bearer)):
        return None
    deed = next((c for c in noun.children if c.dep_ == "acl" and _is_deed(c)), None)
    if deed is None and noun.dep_ in ("attr", "nsubj") and noun.head.lemma_ == "be":
        deed = infinitive(noun.head)  # "it is Chad's duty to", "Chad's duty is to"
    action = list(deed.subtree) if deed is not None else None
    if action is None:
        prep = preposition(noun, {"of", "to", "for", "on"})
        below = prep and (clause_of(prep) or preposition_object(prep))
        if below is not None and below != bearer and not actorlike(below):
            action = list(below.subtree)
    family = hit.cue.family
    if family == "power" and deed is None:
        return None
    if action is None:
        owed = counterparty(hit, bearer) is not None
        near = instruments.near(sentence, noun)
        kept = noun.dep_ == "dobj" and noun.head.lemma_ in duty_words("keep")
        known = near is not None or under_law(sentence, instruments, noun) or _by_nature(noun)
        if noun.lemma_ == "responsibility" and not (owed or kept):
            return None
        own = family == "obligation" and _named(noun, bearer)
        if not (owed or known or kept or own or _keeps(noun)):
            return None
        if family == "permission" and _of(noun) is None:
            return None
        named = [c for c in noun.children if c.dep_ in ("compound", "amod") and c.pos_ != "PROPN"]
        action = named or None
    if asked(sentence) and clause_head(noun) == sentence.span.root and deed is None:
        return None
    force = "prohibition" if family == "permission" and _none(noun) else family
    return record_of(context, instruments, sentence, hit, bearer, force, action, 0.5)


def _named(noun: "Token", bearer: "Token") -> bool:
    """Say whether a duty's own owner is a state or body by name: "Chad's guarantees"."""
    if bearer not in (possessor(noun), _of(noun), _from(noun)):
        return False
    return bearer.pos_ == "PROPN" and bearer.ent_type_ in ("GPE", "ORG", "NORP")


def _with_verb(hit: Hit) -> Hit:
    """Return a cue with the verb by which a duty or right is taken on: "reserved the right"."""
    noun = hit.head
    verb = noun.head if noun.dep_ == "dobj" else None
    taking = next((c for c in noun.children if c.dep_ == "relcl"), None) or verb
    near = taking is not None and taking.lemma_ in duty_words("assuming") - {"have", "give", "make"}
    if taking is None or not near or abs(taking.i - noun.i) > REACH:
        return hit
    return replace(hit, rest=(*hit.rest, taking))


def _idiom(noun: "Token") -> bool:
    """Say whether a noun of power stands in "everything in its power"."""
    return noun.lemma_ == "power" and noun.dep_ == "pobj" and noun.head.lower_ in (
        "in", "within", "beyond",
    )  # fmt: skip


def _by_nature(noun: "Token") -> bool:
    """Say whether a right or duty is called one of law: "the sovereign right of every state"."""
    return any(c.dep_ == "amod" and c.lower_ in NATURAL for c in noun.children)


def _keeps(noun: "Token") -> bool:
    """Say whether a duty stands below a noun of keeping or breaking: "disregard of its duties"."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_ in duty_words("keeping")


def _is_deed(clause: "Token") -> bool:
    """Say whether a clause of a noun tells the deed: "to withdraw", "that it would withdraw"."""
    return any(c.dep_ in ("aux", "mark") for c in clause.children) or clause.tag_ == "VBG"


def _none(noun: "Token") -> bool:
    """Say whether a right is denied: "no right to", "does not have the right to"."""
    if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):
        return True
    up = noun.head
    return up.lemma_ in ("have", "give", "grant", "confer") and any(
        c.dep_ == "neg" for c in up.children
    )


def _told_already(noun: "Token") -> bool:
    """Say whether a verb of force tells the same: "bound by its obligations"."""
    up = noun.head
    if up.dep_ in ("agent", "prep") and up.lower_ == "by":
        return any(h.cue.pos in "va" for h in hits(up.head, "forces"))
    return False


def _bearer(noun: "Token") -> "Token | None":
    """Return who has a duty or right: its owner, its receiver, the subject of its clause."""
    given = _receiver(noun)
    if given is not None:
        return given
    found = _of(noun) or possessor(noun) or _from(noun) or _under(noun) or subject_of_noun(noun)
    if found is None and noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from"):
        found = _keeper(noun) if clause_head(noun).lemma_ in duty_words("freeing") else None
    if found is None or found.tag_ != "PRP$":
        return found
    doing = _keeper(noun)
    return doing if doing is not None and doing.pos_ != "PRON" else found


def _from(noun: "Token") -> "Token | None":
    """Return who gives a guarantee: "guarantees from Chad", "the guarantees that Chad gave"."""
    prep = preposition(noun, {"from"})
    below = preposition_object(prep) if prep is not None else None
    if below is not None:
        return below if actorlike(below) else None
    clause = next((c for c in noun.children if c.dep_ == "relcl"), None)
    if clause is None or clause.lemma_ not in duty_words("assuming") or is_passive(clause):
        return None
    own = subject(clause)
    return own if own is not None and own.pos_ != "PRON" and own != noun else None


def _receiver(noun: "Token") -> "Token | None":
    """Return to whom a right or duty is given: "gives X the right", "the right given to X"."""
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass", "oprd") or verb.lemma_ not in duty_words("give"):
        return None
    if is_passive(verb) and noun.dep_ != "nsubjpass":
        return subject(verb)
    for child in verb.children:
        if child.dep_ == "dative":
            return preposition_object(child) or child
        if child.dep_ == "prep" and child.lower_ in ("to", "on", "upon"):
            below = preposition_object(child)
            if below is not None and actorlike(below):
                return below
    return None


def _under(noun: "Token") -> "Token | None":
    """Return who is "under an obligation"."""
    prep = noun.head
    if noun.dep_ == "pobj" and prep.lower_ == "under" and prep.head.pos_ in ("AUX", "VERB"):
        verb = prep.head
        if verb.lemma_ in ("be", "remain", "stay", "come"):
            return subject(verb)
        if verb.lemma_ in ("place", "put"):
            return patient(verb)
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return None
    return None


def _keeper(noun: "Token") -> "Token | None":
    """Return who keeps or breaks "its obligations": the subject, also of "by violating its ..."."""
    up = noun.head
    while up.pos_ == "ADP" and up.head != up:
        up = up.head
    if up.pos_ == "NOUN" and up.lemma_ in duty_words("keeping"):
        return _nation(up) or possessor(up) or _subject_before(up, noun)
    verb = clause_head(noun)
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if verb.lemma_ in duty_words("freeing") and noun.dep_ == "pobj":
        freed = patient(verb)
        own = freed is not None and freed.lower_.endswith(("self", "selves"))
        return subject(verb) if own else freed
    found = agent(verb) if is_passive(verb) else subject(verb)
    if found is None or not actorlike(found):
        return None
    if verb.lemma_ in duty_words("keep") or verb.dep_ not in ("pcomp", "advcl"):
        return found if found.i < noun.i or verb.lemma_ in duty_words("keep") else None
    return None


def _nation(noun: "Token") -> "Token | None":
    return next(
        (c for c in noun.children if c.dep_ in ("amod", "compound") and c.ent_type_ == "NORP"),
        None,
    )


def _subject_before(word: "Token", noun: "Token") -> "Token | None":
    verb = clause_head(word)
    found = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    return found if found is not None and found.i < noun.i and actorlike(found) else None


def _of(noun: "Token") -> "Token | None":
    prep = preposition(noun, {"of"})
    below = preposition_object(prep) if prep is not None else None
    return below if below is not None and actorlike(below) else None
