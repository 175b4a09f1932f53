"""Tenses and modals that make a prediction: "will", "would" in somebody's words, "might still"."""

from typing import TYPE_CHECKING

from servanda.reading.match import hits
from servanda.reading.syntax import subject
from servanda.reading.understood import stands_alone

if TYPE_CHECKING:
    from spacy.tokens import Token

# Not "shall": in third persons it binds, it does not foretell.
FUTURE = frozenset({"will", "'ll", "wo"})
SELF = frozenset({"i", "we"})
SPEAKING = frozenset({"i", "we", "you"})
# What befalls a speaker and is no deed of its own: "we shall regret it".
BEFALLING = frozenset({
    "be", "have", "become", "need", "fail", "lose", "win", "suffer", "regret", "see", "face",
    "find", "feel", "live", "remember", "know", "miss", "get", "die", "wake", "survive", "reap",
    "inherit", "hear", "end",
})  # fmt: skip
OPEN = frozenset({"well", "still", "yet", "soon", "easily", "even", "never", "eventually",
                  "ultimately", "sooner", "again", "also", "someday", "conceivably"})  # fmt: skip
SPOKEN = frozenset({"like", "prefer", "say", "think", "argue", "suggest", "add", "call", "love",
                    "hope", "want", "wish", "seem", "appear", "do"})  # fmt: skip


def by_tense(verb: "Token") -> "list[Token]":
    """Return a future tense: "will collapse", "shall regret", "they won't"."""
    if verb.tag_ == "MD":
        told = verb.lower_ == "would" and verb.dep_ == "ccomp" and verb.head.i < verb.i
        negation = [c for c in verb.children if c.dep_ == "neg" and c.i == verb.i + 1]
        alone = (verb.lower_ in FUTURE or told) and stands_alone(verb)
        return [verb, *negation] if alone else []
    who = subject(verb)
    own = who is not None and who.lower_ in SELF
    for child in verb.children:
        if child.dep_ != "aux":
            continue
        if child.lower_ in FUTURE or (child.lower_ == "shall" and own):
            return [child, verb] if not own or verb.lemma_ in BEFALLING else []
        if child.lower_ == "would" and _would(verb, own=own):
            return [child, verb]
    return []


def _would(verb: "Token", *, own: bool) -> bool:
    """Say whether "would" tells a future: in somebody's words, or of what a condition brings."""
    if is_perfect(verb):
        return False
    if verb.dep_ == "ccomp" and verb.head.pos_ == "VERB" and verb.head.i < verb.i:
        return not own or verb.lemma_ in BEFALLING
    if own or verb.lemma_ in SPOKEN or verb.dep_ in BELOW:
        return False
    if _past_condition(verb) or _narrated(verb):
        return False
    who = subject(verb)
    judged = verb.lemma_ == "be" and who is not None and who.lower_ in ("it", "that", "this")
    return not judged  # "it would be a pity if"


BELOW = frozenset({"relcl", "advcl", "acl", "csubj"})


def _past_condition(verb: "Token") -> bool:
    """Say whether a condition of the past hangs on a verb: "had it left, they would pay"."""
    return any(c.dep_ == "advcl" and _past_perfect(c) for c in verb.children)


def _narrated(verb: "Token") -> bool:
    """Say whether "would" tells what came later or used to be: "two years later it would"."""
    words = {t.lower_ for c in verb.children if c.dep_ in ("advmod", "npadvmod", "prep")
             for t in c.subtree}  # fmt: skip
    return bool(words & {"later", "often", "sometimes", "always", "every", "then", "once"})


def _conditional(verb: "Token") -> bool:
    """Say whether a clause tells what follows from a condition."""
    return any(
        child.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in child.children)
        for child in verb.children
    )


def _past_perfect(clause: "Token") -> bool:
    return any(c.lower_ == "had" and c.dep_ == "aux" for c in clause.children)


def is_perfect(verb: "Token") -> bool:
    return any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)


def by_modal(verb: "Token") -> "list[Token]":
    """Return what may come: "might still pull out", "could well be the last"."""
    modal = next((c for c in verb.children if c.dep_ == "aux"
                  and c.lower_ in ("might", "could", "may")), None)  # fmt: skip
    if modal is None or is_perfect(verb) or verb.dep_ in ("relcl", "acl"):
        return []
    if verb.dep_ == "advcl" and not any(c.lower_ in GRANTING for c in verb.children):
        return []
    who = subject(verb)
    if who is None or who.lower_ in SPEAKING:
        return []
    marked = any(c.lower_ in OPEN for c in verb.children) or is_dated(verb)
    negated = any(c.dep_ == "neg" for c in verb.children)
    if modal.lower_ == "might":
        return [modal, verb]
    if modal.lower_ == "could" and not negated and (marked or _conditional(verb)):
        return [modal, verb]
    return [modal, verb] if modal.lower_ == "may" and (marked or _conditional(verb)) else []


GRANTING = frozenset({"although", "though", "while", "whereas", "since", "because"})


def is_dated(verb: "Token") -> bool:
    """Say whether a verb has a day to come: "by 2027", "within months", "next year"."""
    return any(
        child.lower_ in ("by", "before", "within")
        and child.dep_ == "prep"
        and any(t.ent_type_ in ("DATE", "TIME") for t in child.subtree)
        for child in verb.children
    )


# What comes about of itself: "should be out by May" expects it, "should pay by May" asks for it.
BEFALLS = frozenset({"be", "have", "reach", "see", "come", "arrive", "hit", "pass", "fall", "rise",
                     "end", "exceed", "top", "stand", "open", "reopen", "begin"})  # fmt: skip


def by_expectation(verb: "Token") -> "list[Token]":
    """Return what somebody expects by a day: "the last of them should be out by May"."""
    modal = next((c for c in verb.children if c.lower_ in ("should", "ought")), None)
    who = subject(verb)
    if modal is None or modal.dep_ != "aux" or who is None or who.pos_ == "PRON":
        return []
    if any(c.dep_ == "neg" for c in verb.children) or verb.dep_ in BELOW:
        return []
    turned = modal.i < who.i  # "should it be", a condition
    asked = any(c.dep_ in ("acomp", "attr") for c in verb.children) and not is_perfect(verb)
    comes = verb.lemma_ in BEFALLS and verb.tag_ != "VBN" and not asked
    return [modal, verb] if not turned and (comes or is_perfect(verb)) and is_dated(verb) else []


def by_next(verb: "Token") -> "list[Token]":
    """Return an infinitive below a word of what comes next: "is likely to be missed"."""
    if verb.dep_ != "xcomp" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return []
    head = verb.head
    if not any(h.cue.family == "next" for h in hits(head, "foresight")):
        return []
    if head.lemma_ == "go" and head.tag_ != "VBG":
        return []
    be = next((c for c in (*head.children, head.head) if c.lemma_ in ("be", "look", "seem")), None)
    if head.tag_ not in ("VBN", "VBG", "JJ", "RB", "IN", "VBD") or be is None:
        return []
    if be.tag_ in ("VBD", "VBN") or be.lower_ in ("was", "were"):
        return []
    who = subject(head if head.pos_ == "VERB" else be)
    if head.lemma_ == "go" and who is not None and who.lower_ in SELF:
        return []
    return [head, verb]
