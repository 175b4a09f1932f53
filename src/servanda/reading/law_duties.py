"""Commitments whose subject is a text: "Article 5 provides for the withdrawal of Chadian troops".

Whom a text binds stands below its verb: who is to do the deed ("calls for Chad to withdraw"), by
whom it is done ("a visit by inspectors"), whose it is ("Chad's withdrawal", "of Chadian troops").
What a text promises to somebody ("guarantees the minority a seat") the text itself owes; what it
grants, they to whom it is granted may have. Where nobody is named, the bearer is left open.
"""

from typing import TYPE_CHECKING

from servanda.lexicon.cues import Cue
from servanda.model import Commitment
from servanda.reading.binding import duty_words, is_law
from servanda.reading.context import Context, Sentence
from servanda.reading.duty_records import record_of
from servanda.reading.instrument_phrases import Instruments
from servanda.reading.match import Hit, hits
from servanda.reading.mood import mood
from servanda.reading.refs import actorlike
from servanda.reading.syntax import possessor, preposition, preposition_object, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE, OPEN = 0.55, 0.4
FAR = 12  # words in which "to" follows a verb that the parse misread
MISREAD = {"obliges": "obligation", "obligates": "obligation", "binds": "obligation",
           "commits": "obligation", "compels": "obligation", "forbids": "prohibition",
           "entitles": "permission", "empowers": "power", "authorises": "power",
           "authorizes": "power", "mandates": "obligation"}  # fmt: skip
CLAUSES = frozenset({"ccomp", "advcl", "xcomp"})


def law_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit
) -> Commitment | None:
    """Return what a text lays on somebody by a verb of providing, requiring or granting."""
    verb = hit.head
    law = subject(verb)
    found = mood(verb)
    if not is_law(sentence, instruments, law) or found.modality in ("questioned", "hypothetical"):
        return None
    told = next((c for c in verb.children if c.dep_ == "dative"), None)
    deed = _clause(verb) or _thing(hit)
    if deed is None or any(True for _ in hits(deed, "forces")):
        return None  # "gives Chad the right to": the noun tells it
    if told is not None and actorlike(told):
        who = told if hit.cue.family == "permission" else law
        return _record(context, instruments, sentence, hit, who, deed, told)
    who = _doer(verb, deed)
    if who is None and not _open(hit, deed):
        return None
    return _record(context, instruments, sentence, hit, who, deed)


def _record(
    context: Context, instruments: Instruments, sentence: Sentence, hit: Hit,
    who: "Token | None", deed: "Token", told: "Token | None" = None,
) -> Commitment:  # fmt: skip
    force = hit.cue.family
    negated = mood(hit.head).polarity == "negated"
    if force == "permission" and negated:
        force = "prohibition"
    if force == "obligation" and any(c.dep_ == "neg" for c in deed.children):
        force = "prohibition"
    tokens = [t for t in deed.subtree if told is None or t not in told.subtree]
    sure = SURE if who is not None else OPEN
    return record_of(context, instruments, sentence, hit, who, force, tokens, sure)


def _clause(verb: "Token") -> "Token | None":
    """Return the deed of a clause: "calls for Chad to withdraw", "demands that Chad withdraw"."""
    for child in verb.children:
        if child.dep_ not in CLAUSES or child.i < verb.i:
            continue
        own = any(c.dep_ == "nsubj" and actorlike(c) for c in child.children)
        bare = child.tag_ == "VB" and not any(
            c.dep_ == "aux" and c.lower_ != "to" for c in child.children
        )
        if own and bare:
            return child
    return None


def _thing(hit: Hit) -> "Token | None":
    """Return the noun of what a text provides for, asks or grants."""
    verb = hit.head
    if hit.rest:
        return preposition_object(hit.rest[-1])
    nouns = (c for c in verb.children if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN"))
    return next(nouns, None)


def _doer(verb: "Token", deed: "Token") -> "Token | None":
    """Return who is to do a deed that a text tells of."""
    if deed.pos_ == "VERB":
        return next((c for c in deed.children if c.dep_ == "nsubj"), None)
    by = possessor(deed)
    if by is None and (prep := preposition(verb, {"by"})) is not None:
        by = preposition_object(prep)
    if by is not None:
        return by if actorlike(by) else None
    prep = preposition(deed, {"of"})
    below = preposition_object(prep) if prep is not None else None
    if below is not None and deed.lemma_.lower() in duty_words("going") and actorlike(below):
        return below
    return None


def _open(hit: Hit, deed: "Token") -> bool:
    """Say whether a deed is told so clearly that it binds though nobody is named."""
    return hit.cue.family != "prohibition" and deed.lemma_.lower() in duty_words("deed")


def misread_commitment(
    context: Context, instruments: Instruments, sentence: Sentence, token: "Token"
) -> Commitment | None:
    """Return the commitment of a verb that the parse took for a noun: "Point 9 obliges Chad to".

    Then the words alone tell: the verb in -s, whom it binds, and "to" with the deed.
    """
    if token.pos_ not in ("NOUN", "PROPN") or token.lower_ not in MISREAD:
        return None
    after = [t for t in token.doc[token.i + 1 : token.i + FAR] if t.sent == token.sent]
    to = next((i for i, t in enumerate(after) if t.lower_ == "to" and t.tag_ == "TO"), None)
    if not to or to + 1 >= len(after) or after[to + 1].tag_ != "VB":
        return None
    told = [t for t in after[:to] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    if not told or any(t.pos_ in ("VERB", "AUX", "ADP") for t in after[:to]):
        return None
    force = MISREAD[token.lower_]
    hit = Hit(Cue(f"forces.{token.lower_}.misread", token.lower_, "v", force), token)
    deed = [t for t in after[to + 1].subtree if t.i > after[to].i]
    return record_of(context, instruments, sentence, hit, told[-1], force, deed, OPEN)
