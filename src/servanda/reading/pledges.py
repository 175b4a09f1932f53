"""Pledges: sentences in which a party or government says what it will do, and could be held to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.reading.context import Sentence
from servanda.reading.match import lemma
from servanda.reading.pledge_deeds import PLEDGE, Signs, deed_words, empty, points, signs
from servanda.reading.syntax import clause_of, preposition, preposition_object

if TYPE_CHECKING:
    from spacy.tokens import Token

# "would", "should" and "must" tell of a party's own plan in its programme.
FUTURE = frozenset({"will", "shall", "'ll", "would", "should", "must"})
PROMISES = frozenset({"propose", "commit", "pledge", "promise", "resolve", "undertake", "plan",
                      "intend", "guarantee", "vow", "commitment", "committed", "pledged",
                      "determined"})  # fmt: skip
PRESENT = frozenset({"VBZ", "VBP", "VBN", "JJ", "NN", "NNS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
TENSED = frozenset({"VBZ", "VBP", "VBD", "MD"})
BELOW = frozenset({"xcomp", "advcl", "acl", "ccomp"})
UNSURE = 1  # points that a deed loses which stands only below another


def promises(sentence: Sentence) -> bool:
    """Say whether a sentence of a programme promises a deed definite enough to be held to.

    The speaker is the party, so that "we will", "the party shall", a passive "will be built", "we
    propose to", and an infinitive or a noun of doing standing alone ("To build a thousand
    schools", "Abolition of the levy") all promise.
    """
    seen = signs(sentence)
    return any(p >= PLEDGE for p in _scores(sentence, seen))


def _scores(sentence: Sentence, seen: Signs) -> Iterator[int]:
    """Yield the points of all that a sentence promises, in each of the forms of a promise."""
    for token in sentence:
        if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            yield from _told(token, seen)
        if seen.number and lemma(token) in deed_words("aim") and token.dep_ in (
            "nsubj", "ROOT", "attr",
        ):  # fmt: skip
            yield PLEDGE
    yield from _alone(sentence, seen)


def _told(verb: "Token", seen: Signs) -> Iterator[int]:
    """Yield the points of a deed in a future, or below a verb of promising."""
    if verb.pos_ in ("VERB", "AUX") and _future(verb):
        yield points(verb, seen)
        if empty(verb) or lemma(verb) in deed_words("loose"):
            yield from (points(b, seen) - UNSURE for b in _infinitives(verb))
    if lemma(verb) in PROMISES and verb.tag_ in PRESENT and not _past(verb):
        for below in (*_infinitives(verb), *_gerunds(verb)):
            yield points(below, seen)
        if _noun_of_doing(verb):
            yield PLEDGE


def _future(verb: "Token") -> bool:
    """Say whether a verb stands in a future of its own or of the verb it is joined to."""
    if verb.dep_ in ("aux", "auxpass") or (verb.dep_ == "relcl" and _relative(verb)):
        return False
    head = verb
    while head.dep_ == "conj" and head.head.pos_ in ("VERB", "AUX") and not _own(head):
        head = head.head
    return head.dep_ != "advcl" and any(
        c.lower_ in FUTURE for c in head.children if c.dep_ in ("aux", "auxpass")
    )


def _own(verb: "Token") -> bool:
    return any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)


def _relative(verb: "Token") -> bool:
    """Say whether a relative clause is one: the parse takes "The Bill will be passed" for one."""
    if verb.head.dep_ != "ROOT":
        return True
    return any(t.tag_ in ("WDT", "WP", "WRB") or t.lower_ == "that" for t in verb.subtree)


def _past(verb: "Token") -> bool:
    return any(c.lower_ in ("had", "have", "has") for c in verb.children if c.dep_ == "aux")


def _infinitives(verb: "Token") -> "Iterator[Token]":
    for child in verb.children:
        if child.dep_ in BELOW and _has_to(child):
            yield child
        elif child.dep_ in ("dobj", "nsubjpass", "attr"):
            yield from _infinitives(child)


def _has_to(verb: "Token") -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _gerunds(verb: "Token") -> "Iterator[Token]":
    """Yield the deeds of "committed to raising and spending"."""
    for child in verb.children:
        below = clause_of(child) if child.dep_ == "prep" and child.lower_ == "to" else None
        if below is not None:
            yield below
            yield from (c for c in below.children if c.dep_ == "conj")


def _noun_of_doing(verb: "Token") -> bool:
    """Say whether a definite deed is promised as a noun: "committed to the abolition of"."""
    prep = preposition(verb, {"to"})
    noun = preposition_object(prep) if prep is not None else None
    return noun is not None and noun.lower_ in deed_words("deed")


def _alone(sentence: Sentence, seen: Signs) -> Iterator[int]:
    """Yield the points of a line of a list: an infinitive, a noun of doing, "X to be done"."""
    first = next((t for t in sentence if t.is_alpha), None)
    root = sentence.span.root
    if first is None:
        return
    if root.tag_ == "VB" and (first == root or first.lower_ == "to" or first.dep_ == "advmod"):
        verbs = (root, *(c for c in root.children if c.dep_ == "conj"))
        own = any(c.dep_ in SUBJECTS for c in root.children)
        yield from (points(v, seen) for v in verbs if not own)
    if any(_finite(t) for t in sentence):
        return
    if first.lower_.endswith("ing") and first.pos_ in ("VERB", "NOUN"):
        yield points(first, seen)
    elif first.lower_ in deed_words("deed"):
        yield PLEDGE
    for verb in sentence:
        planned = verb.dep_ in ("ROOT", "acl", "relcl") and verb.i > first.i + 1
        if planned and verb.tag_ in ("VB", "VBN") and _has_to(verb):  # "X to be done"
            yield points(verb, seen)


def _finite(token: "Token") -> bool:
    """Say whether a token makes its sentence a whole one."""
    inner = ("relcl", "ccomp", "advcl")
    return token.tag_ in TENSED and token.dep_ not in inner and token.head.dep_ not in inner
