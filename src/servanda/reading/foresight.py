"""Words that make a prediction: a future tense, "might", "is due to", "I expect", "one in five"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.match import hits, lemma
from servanda.reading.odds import odds_at
from servanda.reading.syntax import OBJECTS, preposition, subject
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
ASKING = frozenset({"who", "what", "when", "how", "why", "where"})


# Without one of these, only a word of foresight tells what is to come.
OF_TIME = FUTURE | {"shall", "would", "might", "could", "may"}


@dataclass(frozen=True)
class Foretold:
    """A prediction's words: what carries it, the verb or noun of what is to come, and its kind."""

    words: "tuple[Token, ...]"
    head: "Token"
    kind: str


def foretold(token: "Token") -> Foretold | None:
    """Return the prediction that a word carries, by its tense, a modal or a word of foresight."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
        words = _tense(token) or _modal(token)
        if words:
            return Foretold(tuple(words), token, "tense")
        words = _next(token)
        if words:
            return Foretold(tuple(words), token, "next")
    return _word(token)


def _tense(verb: "Token") -> "list[Token]":
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
    if _is_perfect(verb):
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


def _is_perfect(verb: "Token") -> bool:
    return any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)


def _modal(verb: "Token") -> "list[Token]":
    """Return what may come: "might still pull out", "could well be the last"."""
    modal = next((c for c in verb.children if c.dep_ == "aux"
                  and c.lower_ in ("might", "could", "may")), None)  # fmt: skip
    if modal is None or _is_perfect(verb) or verb.dep_ in ("relcl", "acl"):
        return []
    if verb.dep_ == "advcl" and not any(c.lower_ in GRANTING for c in verb.children):
        return []
    who = subject(verb)
    if who is None or who.lower_ in SPEAKING:
        return []
    marked = any(c.lower_ in OPEN for c in verb.children) or _dated(verb)
    negated = any(c.dep_ == "neg" for c in verb.children)
    if modal.lower_ == "might":
        return [modal, verb]
    if modal.lower_ == "could" and not negated and (marked or _conditional(verb)):
        return [modal, verb]
    return [modal, verb] if modal.lower_ == "may" and (marked or _conditional(verb)) else []


GRANTING = frozenset({"although", "though", "while", "whereas", "since", "because"})


def _dated(verb: "Token") -> bool:
    """Say whether a verb has a day to come: "by 2027", "within months", "next year"."""
    return any(
        child.lower_ in ("by", "before", "within")
        and child.dep_ == "prep"
        and any(t.ent_type_ in ("DATE", "TIME") for t in child.subtree)
        for child in verb.children
    )


def _next(verb: "Token") -> "list[Token]":
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
    if not present or _is_perfect(verb):
        return None
    if "if" in frames:
        carrier = verb.head
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
            dated = verb.tag_ == "VBZ" and _dated(child)
            return child if first or asked or dated else None  # "I expect the envoy to return"
        if child.dep_ == "ccomp" and child.i > verb.i and "that" in frames:
            return child if _comes(child) and (first or asked or verb.tag_ == "VBZ") else None
        if (
            child.dep_ in OBJECTS
            and "obj" in frames
            and child.i > verb.i
            and (first or asked or (verb.tag_ == "VBZ" and (_dated(verb) or _dated(child))))
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
    return next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), noun) if of else noun


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
