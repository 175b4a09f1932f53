"""Words that make a prediction: a future tense, "might", "is due to", "I expect", "one in five"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.foresight_said import (
    by_fate,
    by_odds_given,
    by_stake,
    fronted,
    judged,
    seen,
)
from servanda.reading.foresight_tense import (
    FUTURE,
    by_expectation,
    by_modal,
    by_next,
    by_tense,
    is_dated,
    is_perfect,
)
from servanda.reading.match import hits, lemma
from servanda.reading.odds import odds_at
from servanda.reading.syntax import OBJECTS, preposition, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

# Without one of these, only a word of foresight tells what is to come.
OF_TIME = FUTURE | {"shall", "would", "might", "could", "may", "should", "ought"}
# Verbs that tell what is to come of what stands beside them: "is a safe bet", "I see them gone by".
TELLING = frozenset({"bet", "assumption", "guess", "conclusion", "shot", "prospect", "possibility",
                     "certainty", "near-certainty", "matter", "question", "cards", "offing",
                     "horizon", "money", "regard", "see", "one", "to"})  # fmt: skip


ONLY_FORETELLING = frozenset({"foresee", "predict", "forecast", "prophesy", "foretell"})


@dataclass(frozen=True)
class Foretold:
    """A prediction's words: what carries it, the verb or noun of what is to come, and its kind."""

    words: "tuple[Token, ...]"
    head: "Token"
    kind: str


def foretold(token: "Token") -> Foretold | None:
    """Return the prediction that a word carries, by its tense, a modal or a word of foresight."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
        words = by_tense(token) or by_modal(token) or by_expectation(token)
        if words:
            return Foretold(tuple(words), token, "tense")
        words = by_next(token)
        if words:
            return Foretold(tuple(words), token, "next")
        told = judged(token) or by_fate(token) or by_stake(token) or seen(token)
        if told is not None and not _tensed(told):
            return Foretold((token,), told, "word")
        if (given := by_odds_given(token)) is not None and not _tensed(given):
            return Foretold((token,), given, "odds")
    return _word(token)


def _tensed(head: "Token") -> bool:
    """Say whether a tense below it tells what is to come already."""
    return head.pos_ in ("VERB", "AUX") and foretold(head) is not None


def _word(token: "Token") -> Foretold | None:
    """Return a prediction by a word of foresight where no tense below it tells one already."""
    for hit in hits(token, "foresight"):
        family = hit.cue.family
        if family == "verb" and (head := _by_verb(token, hit.cue.frames)) is not None:
            return Foretold((token,), head, "word")
        if family == "noun" and (head := _by_noun(token)) is not None:
            return Foretold((token,), head, "word")
        if family == "odds" and (head := _by_odds(token)) is not None:
            return Foretold((token,), head, "odds")
        if family == "event" and (head := _by_event(token)) is not None:
            return Foretold((token,), head, "word")
    return None


def _by_verb(verb: "Token", frames: frozenset[str]) -> "Token | None":
    """Return what a verb foretells: "expect a winter of letters", "I bet that it slips"."""
    if verb.dep_ in ("amod", "compound", "aux"):
        return None
    who = subject(verb)
    first = who is not None and who.lower_ == "i"
    asked = verb.tag_ == "VB" and verb.dep_ == "ROOT" and who is None  # "Expect a long winter"
    present = verb.tag_ in ("VBP", "VBZ", "VB", "JJ")
    if "if" in frames and verb.tag_ == "VBN":
        present = True  # "I would be astonished if"
    if not present or is_perfect(verb):
        return None
    only = verb.lemma_ in ONLY_FORETELLING
    if "obj" in frames and (noun := fronted(verb)) is not None:
        return noun
    if "if" in frames:
        carrier = verb.head if verb.tag_ == "JJ" else verb
        clause = next((c for c in carrier.children if c.dep_ == "advcl"), None)
        unreal = any(c.lower_ == "would" for c in carrier.children)
        return clause if clause is not None and unreal else None
    for child in verb.children:
        if (
            child.dep_ == "ccomp"
            and child.i > verb.i
            and "obj" in frames
            and (
                subject(child) is not None
                and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            )
        ):
            others = verb.tag_ in ("VBZ", "VBP") and who is not None and who.lower_ != "you"
            dated = others and (only or any(t.ent_type_ == "DATE" for t in child.subtree))
            return child if first or asked or dated else None  # "I expect the envoy to return"
        if child.dep_ == "ccomp" and child.i > verb.i and "that" in frames:
            return child if _comes(child) and (first or asked or verb.tag_ == "VBZ") else None
        if (
            child.dep_ in OBJECTS
            and "obj" in frames
            and child.i > verb.i
            and (
                first
                or asked
                or (verb.tag_ == "VBZ" and (is_dated(verb) or is_dated(child)))
                or (only and verb.tag_ in ("VBZ", "VBP") and who is not None)
            )
        ):
            return None if child.lower_ in ("you", "him", "her", "them", "us", "me") else child
    if "p:on" not in frames or not first:
        return None
    on = preposition(verb, {"on"})
    for stake in (c for c in verb.children if c.dep_ in OBJECTS):
        on = on or preposition(stake, {"on"})  # "would not bet a penny on it"
    below = next(iter(on.children), None) if on is not None else None
    return below


def _comes(clause: "Token") -> bool:
    """Say whether a clause in the present tense tells what is to come, and no tense says so."""
    below = (clause, *(c for c in clause.children if c.dep_ in ("ccomp", "xcomp")))
    if any(foretold(t) is not None for t in below):
        return False
    return clause.tag_ in ("VBZ", "VBP") and clause.lemma_ not in ("be", "have")


def doubter(verb: "Token") -> "Token | None":
    """Return the word that doubts what a verb foretells: "I *doubt* that it will pass"."""
    head = verb.head
    if verb.dep_ != "ccomp" or not any(h.cue.effect == "doubt" for h in hits(head, "foresight")):
        return None
    return None if any(c.dep_ == "neg" for c in head.children) else head


def _by_noun(noun: "Token") -> "Token | None":
    """Return what "my prediction is that ..." foretells in the present tense."""
    owned = any(c.dep_ == "poss" for c in noun.children)
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or not owned:
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    return clause if clause is not None and _comes(clause) else None


def _by_odds(noun: "Token") -> "Token | None":
    """Return what has a chance: "the chance of a deal at one in five", "a risk that it falls"."""
    if noun.dep_ in ("compound", "nmod") or noun.pos_ != "NOUN":
        return None
    clause = next((c for c in (*noun.children, *noun.head.children)
                   if c.dep_ in ("acl", "relcl", "ccomp") and c.i > noun.i
                   and any(x.lower_ == "that" for x in c.children)), None)  # fmt: skip
    if clause is not None and noun.head.lemma_ in ("be", "remain", "see", "give", "put"):
        told = any(foretold(t) is not None for t in clause.subtree if t.pos_ in ("VERB", "AUX"))
        return None if told else clause
    if lemma(noun) not in ("chance", "odds", "probability", "likelihood"):
        return None
    if odds_at(noun) is None:
        return None
    of = preposition(noun, {"of"})
    return next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None) if of else None


def _by_event(word: "Token") -> "Token | None":
    """Return what is said to come or not: "a return is unlikely", "thought it unlikely"."""
    head = word.head
    if word.dep_ in ("ccomp", "oprd", "xcomp") and head.pos_ == "VERB":
        own = next((c for c in word.children if c.dep_ == "nsubj"), None)
        judged = head.lemma_ in ("think", "consider", "find", "call", "deem", "judge", "see")
        return own if own is not None and judged else None
    if word.dep_ != "acomp" or head.lemma_ not in ("be", "look", "seem", "remain", "become"):
        return None
    if any(c.dep_ in ("ccomp", "xcomp", "csubj") for c in (*head.children, *word.children)):
        clause = next((c for c in head.children if c.dep_ == "ccomp" and c.i > word.i), None)
        return clause if clause is not None and _comes(clause) else None
    who = next((c for c in head.children if c.dep_ == "nsubj"), None)
    if who is None or head.tag_ not in ("VBZ", "VBP") or who.pos_ in ("PROPN", "PRON"):
        return None
    return who if not who.ent_type_ else None
