"""Where the instrument of an act stands: object, subject, behind a preposition, before a noun."""

from typing import TYPE_CHECKING

from servanda.lexicon.cues import cues
from servanda.reading.context import Sentence
from servanda.reading.instrument_phrases import PROMISES, Instruments
from servanda.reading.match import Hit, hits
from servanda.reading.syntax import (
    SUBJECTS,
    is_passive,
    patient,
    preposition,
    preposition_object,
    spread,
    subject,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"which", "that", "whom"})
# Verbs and nouns of which the instrument may be the object behind these, whatever the cue says.
BROKEN = frozenset({"breach_alleged", "breach_cleared"})
UNDER = frozenset({"under", "in", "to"})
# How a judged state hangs below the verb that judges it.
JUDGED = frozenset({"xcomp", "ccomp", "oprd", "acomp", "attr", "pcomp", "pobj", "prep", "amod",
                    "advcl", "acl"})  # fmt: skip


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


def instruments_of(instruments: Instruments, sentence: Sentence, hit: Hit) -> "tuple[Token, ...]":
    """Return the instruments that stand where the cue wants one: the first and those joined to it.

    "Breached the memorandum and the protocol" has two; empty where the cue is about none.
    """
    found = _first(instruments, sentence, hit)
    if found is None:
        return ()
    joined = [t for t in spread(found)[1:] if instruments.cited_at(sentence, t) is not None]
    first = instruments.cited_at(sentence, found)
    return (found, *(t for t in joined if instruments.cited_at(sentence, t) != first))


def _first(instruments: Instruments, sentence: Sentence, hit: Hit) -> "Token | None":
    word = hit.head
    if word.pos_ in ("NOUN", "PROPN"):
        return _of_noun(instruments, sentence, hit)
    for place in _places(hit):
        below = instruments.below(sentence, place, hit.cue)
        if below is None and hit.cue.family in BROKEN:
            below = instruments.promised(sentence, place)
        if below is None and _is_promise(place):
            under = preposition(word, UNDER)
            below = instruments.below(sentence, preposition_object(under)) if under else None
        if below is not None and below != word:
            return below
    if word.dep_ == "relcl" and word.head.dep_ == "pobj":
        # "the treaty on forces, which it left": the clause may hang on the nearer noun
        below = instruments.below(sentence, word.head.head.head, hit.cue)
        verbal = {c.dep_ for c in word.children if c.lower_ in RELATIVE}
        if below is not None and verbal & ({"dobj"} if "obj" in hit.cue.frames else SUBJECTS):
            return below
    return None


def _places(hit: Hit) -> "list[Token | None]":
    """Return the words where the instrument of a verb or adjective may stand, likeliest first."""
    word, frames = hit.head, hit.cue.frames
    places: list[Token | None] = []
    if "obj" in frames:
        places.append(object_of(word))
    if "subj" in frames and not _governs(word, hit):
        passive = is_passive(word) and word.dep_ != "acl"
        carrier = word.head if word.pos_ == "ADJ" and word.dep_ in ("acomp", "conj") else word
        judge = evaluator(word)
        judging = judge is not None and judge != word and not is_passive(judge)
        own = subject(carrier)
        if (not passive or word.tag_ == "VBN") and not (judging and own == subject(judge)):
            places.append(own)  # "a list that it holds to be void": not what holds it
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
        if "obj" in frames and rest.pos_ == "VERB":
            # "let the truce lapse": its subject; "stopped applying the accord": its object
            places.append(next((c for c in rest.children if c.dep_ in SUBJECTS), None))
            places.append(object_of(rest))
    return places


def object_of(verb: "Token") -> "Token | None":
    """Return what a verb is done to, also where verbs share it or a clause hangs on it.

    "Sign and ratify the treaty", "the treaty that it signed but never ratified", "the deal Iran
    signed".
    """
    own = patient(verb)
    above = verb
    while above.dep_ == "conj" and above.head.pos_ == "VERB":
        above = above.head
    if own is not None:
        clause = above.head if above.dep_ == "xcomp" else above  # "that it had promised to leave"
        return clause.head if own.lower_ in RELATIVE and clause.dep_ == "relcl" else own
    if is_passive(verb) and above != verb and above.dep_ == "acl":
        return above.head  # "signed in April and endorsed by two referendums"
    if is_passive(verb) or verb.pos_ != "VERB":
        return None
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not is_passive(child):
            return object_of(child)
    if above.dep_ == "relcl":
        subjects = [c for c in above.children if c.dep_ in SUBJECTS]
        if subjects and subjects[0].lower_ not in ("who", *RELATIVE):
            return above.head
    return None


def _is_promise(token: "Token | None") -> bool:
    return token is not None and token.lemma_.lower() in PROMISES


def _governs(word: "Token", hit: Hit) -> bool:
    """Say whether a verb of ending or lasting has an object or clause: "they hold the hill"."""
    if hit.rest or word.pos_ == "ADJ" or word.lemma_ in LASTING or hit.cue.effect == "still":
        return False
    if word.dep_ == "amod" and word.tag_ == "VBG":
        return True  # "a lasting settlement" tells nothing of how long it lasted
    if word.dep_ == "relcl" and not any(c.lower_ in RELATIVE for c in word.children):
        return True  # "the positions they hold"
    return any(c.dep_ in ("dobj", "ccomp") for c in word.children)


# Verbs of lasting that may have an object: "the Framework survived a boycott".
LASTING = frozenset({"survive", "outlive", "outlast", "weather", "withstand"})


def _of_noun(instruments: Instruments, sentence: Sentence, hit: Hit) -> "Token | None":
    word = hit.head
    wanted = {"of", "from", "to"} if "np" in hit.cue.frames else set()
    wanted |= hit.cue.prepositions
    heads = (word, *hit.rest)
    for name in ("from", "to", *sorted(wanted)):
        if name not in wanted:
            continue
        for one in heads:
            prep = preposition(one, {name})
            place = preposition_object(prep) if prep is not None else None
            below = instruments.below(sentence, place, hit.cue)
            if below is None and hit.cue.family == "breach_alleged":
                below = instruments.promised(sentence, place)
            if below is not None:
                return below
    for child in word.children:
        if child.dep_ not in ("compound", "poss", "nmod") or child.lemma_ == word.lemma_:
            continue
        if instruments.cited_at(sentence, child) is not None or _is_noun_of_instrument(child):
            return child
    return None


def _is_noun_of_instrument(child: "Token") -> bool:
    found = cues("instrument_nouns").get((child.lemma_.lower(), "n"), ())
    return bool(found) and found[0].effect == ""
